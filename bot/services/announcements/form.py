"""From what a moderator typed to an announcement's words and schedule, and back into the form."""

import re
from datetime import datetime
from typing import LiteralString
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from bot.domain.announcement_views import Written
from bot.domain.announcements import MOST_TEXT, Announcement, AnnouncementKind, Schedule, Words
from bot.domain.text import quoted, utf16_length
from bot.errors import BadInput
from bot.language.calendar.hours import read_time_of_day
from bot.language.moments import Moment, place_on_wall, read_moment
from bot.language.recurrence.reading import read_repeat
from bot.services.posts.planning import rule_of

_TITLE = 256
_URL = 500
_SHOWN = 60
_SEASON = re.compile(r"(?:season|s)?\s*(?P<number>\d{1,4})", re.IGNORECASE)
_HOST = re.compile(r"[^\s<>\"|\\^`{}]+\.[^\s<>\"|\\^`{}]+")


def with_hour(rule: str, at: str) -> str:
    """Return a rule and its hour as one line, as `read_schedule` reads it."""
    hour = re.sub(r"^at\s+", "", at.strip(), flags=re.IGNORECASE)
    return f"{rule.strip()} at {hour}"


def read_words(written: Written) -> Words:
    """Return what a post says. Raises BadInput for what Discord would not accept."""
    text, title = clean(written.text), " ".join(clean(written.title).split())
    image, link = clean(written.image_url), clean(written.link)
    if (size := utf16_length(text)) > MOST_TEXT:
        raise BadInput(f"That text has {size:,} characters; an announcement has {MOST_TEXT:,} at most.")
    if (size := utf16_length(title)) > _TITLE:
        raise BadInput(f"That title has {size:,} characters; Discord allows {_TITLE}.")
    _check_url("image", image)
    _check_url("link", link)
    words = Words(text, title, image, link)
    if words.is_empty:
        raise BadInput("There is nothing to announce yet: write a text or a title, or give an image.")
    return words


def clean(text: str) -> str:
    """Return text that can be stored and sent. A lone surrogate, half a character, becomes a question mark."""
    return text.encode("utf-8", "replace").decode().replace("\x00", "").strip()


def _check_url(what: LiteralString, url: str) -> None:
    """Raise BadInput for an address that Discord does not accept as the link or the image of an embed."""
    if not url:
        return
    if len(url) > _URL:
        raise BadInput(f"The address of the {what} has {len(url):,} characters; the limit is {_URL}.")
    try:
        parts = urlsplit(url)
        whole = parts.scheme in ("http", "https") and _HOST.fullmatch(parts.netloc) and "@" not in parts.netloc
        _ = parts.port
    except ValueError:
        whole = None
    if not whole or re.search(r"[\s<>\"|\\^`{}]", url):
        raise BadInput(
            f"{quoted(url, _SHOWN)} is not an address of the {what} that Discord accepts. Write it in full: https://example.com/…"
        )


def read_schedule(written: Written, kind: AnnouncementKind, zone: ZoneInfo, now: datetime) -> Schedule:
    """Return when an announcement is due. Raises BadInput with what could not be read."""
    match kind:
        case AnnouncementKind.ONCE:
            moment = read_moment(written.when, zone, now)
            if moment.is_duration:
                return Schedule(due_at=moment.at)
            # The local time is kept too, so that what a clock change does to it can be shown again.
            return Schedule(due_at=moment.at, starts_on=moment.wall.date(), at=moment.wall.time())
        case AnnouncementKind.REPEAT | AnnouncementKind.DIGEST:
            rule = read_repeat(written.rule, zone, now)
            return Schedule(rule=rule.rule, starts_on=rule.starts_on, at=rule.at)
        case AnnouncementKind.COUNTDOWN:
            return Schedule(at=read_time_of_day(written.at) if written.at.strip() else None)
        case AnnouncementKind.NEWS | AnnouncementKind.FEED:
            return Schedule()


def read_season(text: str) -> int:
    """Return a season's number. Raises BadInput."""
    found = _SEASON.fullmatch(text.strip())
    if found is None:
        raise BadInput(f"{quoted(text, _SHOWN)} is not a season. Write its number, such as 2.")
    return int(found["number"])


def rule_in_words(announcement: Announcement) -> str:
    """Return the rule and its hour in words; "" if there is none."""
    rule = rule_of(announcement)
    return rule.in_words() if rule else ""


def _rule_to_write(announcement: Announcement) -> str:
    """Return the rule as the form shows it, so that it can be read again."""
    rule = rule_of(announcement)
    if rule is None:
        return ""
    words, hour = rule.in_words(), f"{rule.at:%H:%M}"
    return words if hour in words else f"{words} at {hour}"


def _moment_to_write(at: datetime) -> str:
    return f"{at:%Y-%m-%d %H:%M:%S}" if at.second else f"{at:%Y-%m-%d %H:%M}"


def written_of(announcement: Announcement, zone: ZoneInfo) -> Written:
    """Return an announcement as the form shows it."""
    words, schedule = announcement.words, announcement.schedule
    counts = announcement.kind is AnnouncementKind.COUNTDOWN
    return Written(
        when=_moment_to_write(schedule.due_at.astimezone(zone)) if schedule.due_at else "",
        rule=_rule_to_write(announcement),
        season=str(announcement.season) if counts and announcement.season is not None else "",
        at=f"{schedule.at:%H:%M}" if counts and schedule.at else "",
        text=words.text,
        title=words.title,
        image_url=words.image_url,
        link=words.link,
    )


def moment_of(announcement: Announcement, zone: ZoneInfo) -> Moment | None:
    """Return the moment of a single post, with what a clock change does to it.

    None if the zone has changed since, or if the moment was given as a length of time.
    """
    schedule = announcement.schedule
    if schedule.due_at is None or schedule.starts_on is None or schedule.at is None:
        return None
    moment = place_on_wall(datetime.combine(schedule.starts_on, schedule.at), zone)
    return moment if moment.at == schedule.due_at else None

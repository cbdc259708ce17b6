"""What keeps an announcement from being confirmed, what is worth knowing about it first, and when it would post."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol
from zoneinfo import ZoneInfo

from bot.domain.announcements import (
    LONGEST_MESSAGE,
    MOST_ANNOUNCEMENTS,
    MOST_PLACES,
    SOONEST,
    Announcement,
    AnnouncementKind,
    AnnouncementState,
    Draft,
)
from bot.domain.certainty import best_attested, known_on
from bot.domain.dates import day_in_words
from bot.domain.facts import Kind, Known
from bot.domain.text import escape, utf16_length
from bot.language.moments import notes_on
from bot.services.announcements.form import moment_of
from bot.services.posts.countdowns import premiere, steps
from bot.services.posts.planning import rule_of
from bot.store.store import Gateways

_CONFIRMED_LATER = "If you confirm it later than that, it is posted ten seconds after you confirm."
LIVE = (AnnouncementState.ACTIVE, AnnouncementState.PAUSED)
_SHOWN_TIMES = 3
_WORDS = (AnnouncementKind.ONCE, AnnouncementKind.REPEAT)


class ChannelChecks(Protocol):
    """What Discord says about a server's channels and roles, as it was when they were last fetched."""

    def faults(self, announcement: Announcement, /) -> Sequence[str]:
        """Return what keeps an announcement from being posted: missing channels, roles or permissions."""
        ...


@dataclass(frozen=True, slots=True)
class _Times:
    """The next times at which an announcement is due, with notes and faults about them."""

    times: tuple[datetime, ...] = ()
    notes: tuple[str, ...] = ()
    faults: tuple[str, ...] = ()
    at_once: bool = False


async def inspect(
    gateways: Gateways,
    announcement: Announcement,
    zone: ZoneInfo,
    now: datetime,
    channels: ChannelChecks,
    original: Announcement | None = None,
) -> Draft:
    """Return what would come of an announcement if it were confirmed now; a draft may change an `original`."""
    is_draft, schedule = announcement.state is AnnouncementState.DRAFT, announcement.schedule
    if is_draft and schedule.is_duration and not (original and original.schedule == schedule):
        times = _from_asking(announcement, now)
    else:
        times = await _times(gateways, announcement, zone, now)
    faults = [*times.faults, *_word_faults(announcement), *await _server_faults(gateways, announcement)]
    if not announcement.places:
        faults.append("Choose at least one channel.")
    if len(announcement.places) > MOST_PLACES:
        faults.append(f"Choose at most {MOST_PLACES} channels.")
    return Draft(announcement, times.times, times.notes, (*faults, *channels.faults(announcement)), times.at_once)


async def _times(gateways: Gateways, announcement: Announcement, zone: ZoneInfo, now: datetime) -> _Times:
    match announcement.kind:
        case AnnouncementKind.ONCE:
            due_at, moment = announcement.schedule.due_at, moment_of(announcement, zone)
            if due_at is None or due_at <= now:
                return _Times(faults=("That time has passed. Give it another.",))
            return _Times((due_at,), notes_on(moment, zone) if moment else ())
        case AnnouncementKind.REPEAT | AnnouncementKind.DIGEST:
            return _repeated(announcement, zone, now)
        case AnnouncementKind.COUNTDOWN:
            return await _counted(gateways, announcement, zone, now)
        case AnnouncementKind.NEWS | AnnouncementKind.FEED:
            return _Times()


def _from_asking(announcement: Announcement, now: datetime) -> _Times:
    """When a post is due whose time was given as a length of time, which must not run out over a preview."""
    due_at = announcement.schedule.due_at
    if due_at is None or due_at < now + SOONEST:
        return _Times(at_once=True)
    return _Times((due_at,), (_CONFIRMED_LATER,))


def _repeated(announcement: Announcement, zone: ZoneInfo, now: datetime) -> _Times:
    rule = rule_of(announcement)
    times: list[datetime] = []
    moment = rule.after(now, zone) if rule else None
    while rule and moment and len(times) < _SHOWN_TIMES:
        times.append(moment.at)
        moment = rule.after(moment.at, zone)
    if rule is None or not times:
        return _Times(faults=("That rule has no dates left. Write another.",))
    return _Times(tuple(times), tuple(rule.notes(zone, now)))


async def _counted(gateways: Gateways, announcement: Announcement, zone: ZoneInfo, now: datetime) -> _Times:
    coming = await steps(gateways, announcement, zone, now.date())
    times = sorted({step.due_at for step in coming if step.due_at > now})
    if times:
        return _Times(tuple(times[:_SHOWN_TIMES]))
    if begins := await premiere(gateways, announcement, now.date()):
        began = f"Season {begins.season:d} has begun: the day on record is {day_in_words(begins.day)}."
        return _Times(faults=(f"{began} There is nothing left to count down to.",))
    releases = await _releases(gateways, announcement, now.date())
    known = (
        ", ".join(escape(f"{release.fact.released}, {release.certainty.status}") for release in releases[:1])
        or "nothing"
    )
    return _Times(notes=(f"The countdown starts once a day is on record (now: {known}).",))


async def _releases(gateways: Gateways, announcement: Announcement, today: date) -> tuple[Known, ...]:
    show, season = announcement.show, announcement.season
    if show is None or season is None:
        return ()
    facts = await gateways.facts.credits_of_season(announcement.guild, show.id, season, Kind.RELEASE)
    releases = (fact for fact in facts if not fact.episodes)
    return best_attested(known_on(releases, today))


def _word_faults(announcement: Announcement) -> list[str]:
    if announcement.kind not in _WORDS:
        return []
    if announcement.words.is_empty:
        return ["There is nothing to announce yet: write a text or a title, or give an image."]
    if announcement.words.title or announcement.words.image_url or announcement.words.link:
        return []  # the text is then shown in an embed, which has more room
    mention = utf16_length(f"<@&{announcement.ping}>\n") if announcement.ping else 0
    size = mention + utf16_length(announcement.words.text)
    if size > LONGEST_MESSAGE:  # one of the previous release, which took longer texts
        return [
            f"With the ping, the text has {size:,} characters; Discord allows {LONGEST_MESSAGE:,}. Make it shorter."
        ]
    return []


async def _server_faults(gateways: Gateways, announcement: Announcement) -> list[str]:
    """Return what the server's other announcements leave no room for."""
    is_new = announcement.state is AnnouncementState.DRAFT and announcement.replaces is None
    if is_new and await gateways.announcements.live_count(announcement.guild) >= MOST_ANNOUNCEMENTS:
        return [f"This server has {MOST_ANNOUNCEMENTS} announcements already. Cancel one that is no longer needed."]
    if announcement.kind is not AnnouncementKind.NEWS:
        return []
    own, channels = {announcement.id, announcement.replaces}, {place.channel for place in announcement.places}
    taken = {
        place.channel
        for other in await live_news(gateways, announcement.guild)
        for place in other.places
        if other.id not in own and place.channel in channels
    }
    return [
        f"In <#{channel}> another announcement posts news already. Remove the channel from one of the two."
        for channel in sorted(taken)
    ]


async def live_news(gateways: Gateways, guild: int) -> tuple[Announcement, ...]:
    """Return a server's announcements of news that have not ended."""
    listed = await gateways.announcements.listed(guild, most=MOST_ANNOUNCEMENTS)
    return tuple(found for found in listed if found.kind is AnnouncementKind.NEWS and found.state in LIVE)

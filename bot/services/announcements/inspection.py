"""What keeps an announcement from being confirmed, what is worth knowing of it first, and when it would post."""

from collections.abc import Callable, Sequence
from datetime import date, datetime
from typing import TypeAlias
from zoneinfo import ZoneInfo

from bot.domain.announcements import (
    MOST_ANNOUNCEMENTS,
    MOST_PLACES,
    MOST_TEXT,
    Announcement,
    AnnouncementKind,
    AnnouncementState,
    Draft,
)
from bot.domain.certainty import best_attested, known_on
from bot.domain.dates import day_in_words
from bot.domain.facts import Kind, Known
from bot.language.moments import notes_on
from bot.services.announcements.form import moment_of, rule_of, units
from bot.services.posts.countdowns import premiere, steps
from bot.store.store import Gateways

Check: TypeAlias = Callable[[Announcement], Sequence[str]]
"""What Discord says against an announcement: channels that are gone, permissions that lack. It waits for nothing."""

LIVE = (AnnouncementState.ACTIVE, AnnouncementState.PAUSED)
_SHOWN_TIMES = 3
_WORDS = (AnnouncementKind.ONCE, AnnouncementKind.REPEAT)


async def inspect(gateways: Gateways, one: Announcement, zone: ZoneInfo, now: datetime, check: Check) -> Draft:
    """An announcement as it would stand if it were confirmed now."""
    times, notes, faults = await _times(gateways, one, zone, now)
    faults += _word_faults(one)
    faults += await _standing_faults(gateways, one)
    if not one.places:
        faults.append("Choose at least one channel.")
    if len(one.places) > MOST_PLACES:
        faults.append(f"That are more than {MOST_PLACES} channels.")
    return Draft(one, tuple(times), tuple(notes), (*faults, *check(one)))


async def _times(
    gateways: Gateways, one: Announcement, zone: ZoneInfo, now: datetime
) -> tuple[list[datetime], list[str], list[str]]:
    """The first times to come, what is to know of them, and what is wrong with them."""
    match one.kind:
        case AnnouncementKind.ONCE:
            due_at, moment = one.schedule.due_at, moment_of(one, zone)
            if due_at is None or due_at <= now:
                return [], [], ["That time has passed. Give it another."]
            return [due_at], [*(notes_on(moment, zone) if moment else ())], []
        case AnnouncementKind.REPEAT | AnnouncementKind.DIGEST:
            return _repeated(one, zone, now)
        case AnnouncementKind.COUNTDOWN:
            return await _counted(gateways, one, zone, now)
        case AnnouncementKind.NEWS | AnnouncementKind.FEED:
            return [], [], []


def _repeated(one: Announcement, zone: ZoneInfo, now: datetime) -> tuple[list[datetime], list[str], list[str]]:
    rule = rule_of(one)
    times: list[datetime] = []
    moment = rule.after(now, zone) if rule else None
    while rule and moment and len(times) < _SHOWN_TIMES:
        times.append(moment.at)
        moment = rule.after(moment.at, zone)
    if rule is None or not times:
        return [], [], ["No time is left by that rule. Write another."]
    return times, [*rule.notes(zone, now)], []


async def _counted(
    gateways: Gateways, one: Announcement, zone: ZoneInfo, now: datetime
) -> tuple[list[datetime], list[str], list[str]]:
    coming = await steps(gateways, one, zone, now.date())
    times = sorted({step.due_at for step in coming if step.due_at > now})
    if times:
        return times[:_SHOWN_TIMES], [], []
    if begins := await premiere(gateways, one, now.date()):
        began = f"Season {one.season} has begun: the day on record is {day_in_words(begins.day)}."
        return [], [], [f"{began} There is nothing left to count down to."]
    releases = await _releases(gateways, one, now.date())
    known = ", ".join(f"{each.fact.released}, {each.certainty.status}" for each in releases[:1]) or "nothing"
    return [], [f"It counts down as soon as a day is on record (now: {known})."], []


async def _releases(gateways: Gateways, one: Announcement, today: date) -> tuple[Known, ...]:
    assert one.show is not None
    facts = await gateways.facts.overview_of_season(one.guild, one.show.id, one.season or 0)
    known = known_on(facts, today)
    return best_attested(each for each in known if each.fact.kind is Kind.RELEASE and not each.fact.episodes)


def _word_faults(one: Announcement) -> list[str]:
    if one.kind not in _WORDS:
        return []
    if one.words.is_empty:
        return ["There is nothing to announce yet: write a text or a title, or give an image."]
    if one.words.title or one.words.image_url or one.words.link:
        return []  # the text then stands on a card, which has more room
    mention = units(f"<@&{one.ping}>\n") if one.ping else 0
    size = mention + units(one.words.text)
    if size > MOST_TEXT:
        return [f"With the ping that text has {size:,} characters; Discord takes {MOST_TEXT:,}. Make it shorter."]
    return []


async def _standing_faults(gateways: Gateways, one: Announcement) -> list[str]:
    """What the server's other announcements have against it."""
    is_new = one.state is AnnouncementState.DRAFT and one.replaces is None
    if is_new and await gateways.announcements.live_count(one.guild) >= MOST_ANNOUNCEMENTS:
        return [f"{MOST_ANNOUNCEMENTS} announcements wait here already. Cancel one that is not needed any more."]
    if one.kind is not AnnouncementKind.NEWS:
        return []
    own, channels = {one.id, one.replaces}, {place.channel for place in one.places}
    taken = {
        place.channel
        for other in await live_news(gateways, one.guild)
        for place in other.places
        if other.id not in own and place.channel in channels
    }
    return [
        f"In <#{channel}> another announcement tells the news already. Take the channel off one of the two."
        for channel in sorted(taken)
    ]


async def live_news(gateways: Gateways, guild: int) -> tuple[Announcement, ...]:
    """A server's announcements of news that have not ended."""
    listed = await gateways.announcements.listed(guild, most=MOST_ANNOUNCEMENTS)
    return tuple(one for one in listed if one.kind is AnnouncementKind.NEWS and one.state in LIVE)

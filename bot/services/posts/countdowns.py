"""When a season begins and when its episodes are out, as a server sees it, and the steps of a countdown to it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.domain.announcements import Announcement, Occurrence
from bot.domain.certainty import best_attested, certainty_on, known_on
from bot.domain.facts import Episode, Fact, Kind, Known, Outcome, Status
from bot.language.moments import place_on_wall
from bot.store.store import Gateways

STEPS = (30, 7, 1, 0)
"""How many days before a premiere a countdown is posted."""
AIRED = "aired/"
"""The prefix of the occurrence keys of days on which episodes are out."""
_USUAL_HOUR = time(9)
# A date outside of these is a typing error, and no time zone's rules reach there.
_YEARS = range(1900, 9000)
_MOST_RETIRED = 300


@dataclass(frozen=True, slots=True)
class Premiere:
    """The day on which a season begins, and the fact that says so."""

    season: int
    day: date
    known: Known


@dataclass(frozen=True, slots=True)
class Aired:
    """An episode that is out on a day, and the fact that says so (None: the day is in the catalogue alone)."""

    episode: Episode
    known: Known | None


@dataclass(frozen=True, slots=True)
class Airing:
    """The episodes of a season that are out on the same day; `whole`: they are all of its episodes."""

    season: int
    day: date
    aired: tuple[Aired, ...]
    whole: bool


async def premiere(gateways: Gateways, announcement: Announcement, today: date) -> Premiere | None:
    """Return when the season begins; None unless the best attested date on record is a day.

    If the season has no date on record, its first episode's date counts.
    """
    if announcement.show is None or announcement.season is None:
        return None
    facts = await _releases(gateways, announcement.guild, announcement.show.id, announcement.season)
    of_season = [fact for fact in facts if not fact.episodes]
    of_first = [fact for fact in facts if [episode.code.number for episode in fact.episodes] == [1]]
    found = await _day(gateways, announcement.guild, of_season or of_first, today)
    return Premiere(announcement.season, *found) if found else None


async def airings(gateways: Gateways, announcement: Announcement, today: date) -> tuple[Airing, ...]:
    """Return the days on which the season's episodes are out, in order."""
    if announcement.show is None or announcement.season is None:
        return ()
    guild, show, season = announcement.guild, announcement.show.id, announcement.season
    entry = await gateways.catalogue.season(guild, show, season)
    facts = await _releases(gateways, guild, show, season)
    days: dict[date, list[Aired]] = {}
    for episode in entry.episodes:
        own = [fact for fact in facts if episode.id in {released.id for released in fact.episodes}]
        if found := await _day(gateways, guild, own, today):
            day, known = found
            days.setdefault(day, []).append(Aired(episode, known))
        elif not own and episode.aired and not await _is_retired(gateways, guild, show, episode):
            days.setdefault(episode.aired, []).append(Aired(episode, None))
    size = entry.size or len(entry.episodes)
    return tuple(Airing(season, day, tuple(days[day]), len(days[day]) == size > 1) for day in sorted(days))


async def steps(gateways: Gateways, announcement: Announcement, zone: ZoneInfo, today: date) -> tuple[Occurrence, ...]:
    """Return every time that a countdown is due, past ones too, the earliest first.

    That is 30, 7 and 1 days before the premiere and on its day; with `episodes` also each day on which some are out.
    The local time is `schedule.at`, the hour of the premiere, or 09:00 if that is not known. Without a day on record
    that is at least reported there are no steps.
    """
    begins = await premiere(gateways, announcement, today)
    found: list[Occurrence] = []
    if begins and begins.day.year in _YEARS:
        for days in STEPS:
            due_at = hour_of(announcement, begins.day - timedelta(days), zone)
            found.append(await _occurrence(gateways, announcement, f"{begins.day}/{days}", due_at, (begins.known,)))
    for airing in await airings(gateways, announcement, today) if announcement.episodes else ():
        # On the day of the premiere the countdown's own last step is posted, at the same moment.
        if airing.day.year in _YEARS and not (begins and airing.day == begins.day):
            known = tuple(aired.known for aired in airing.aired if aired.known)
            due_at = hour_of(announcement, airing.day, zone)
            found.append(await _occurrence(gateways, announcement, f"{AIRED}{airing.day}", due_at, known))
    return tuple(sorted(found, key=lambda step: step.due_at))


def hour_of(announcement: Announcement, day: date, zone: ZoneInfo) -> datetime:
    """Return when a countdown's post is due on a day, in UTC."""
    return place_on_wall(datetime.combine(day, announcement.schedule.at or _USUAL_HOUR), zone).at


async def _occurrence(
    gateways: Gateways, announcement: Announcement, key: str, due_at: datetime, shown: tuple[Known, ...]
) -> Occurrence:
    # Each fact once: one fact may be about several episodes.
    facts = dict.fromkeys(known.fact.id for known in shown)
    return Occurrence(key, due_at, revisions=await gateways.revisions.current_of(announcement.guild, facts))


async def _releases(gateways: Gateways, guild: int, show: int, season: int) -> tuple[Fact, ...]:
    return await gateways.facts.credits_of_season(guild, show, season, Kind.RELEASE)


async def _day(gateways: Gateways, guild: int, facts: Iterable[Fact], today: date) -> tuple[date, Known] | None:
    """Return the best attested of these facts and its date; None unless that is a day."""
    sure = [known for known in known_on(facts, today) if known.certainty.status.is_sure and known.fact.released]
    sure = [known for known in sure if not await _is_refuted(gateways, guild, known.fact, today)]
    # A date within a vaguer one refines it, and takes its place.
    precise = [known for known in sure if not any(_refines(other.fact, known.fact) for other in sure)]
    best = next(iter(best_attested(precise)), None)
    if best is None or best.fact.released is None or not best.fact.released.is_day:
        return None
    return best.fact.released.first, best


def _refines(fact: Fact, vaguer: Fact) -> bool:
    released, span = fact.released, vaguer.released
    return released is not None and span is not None and released != span and span.covers(released)


async def _is_refuted(gateways: Gateways, guild: int, fact: Fact, today: date) -> bool:
    if fact.outcome is not Outcome.REFUTED or fact.settled_by is None:
        return False
    found = await gateways.facts.by_id(guild, (fact.settled_by,))
    current = certainty_on(found[0].claims, today) if found else None
    return current is not None and current.status is not Status.DENIED


async def _is_retired(gateways: Gateways, guild: int, show: int, episode: Episode) -> bool:
    """Return whether the server retired the fact that gave the episode's day."""
    retired = await gateways.facts.retired(guild, show, _MOST_RETIRED)
    releases = (fact for fact in retired if fact.kind is Kind.RELEASE)
    return any(episode.id == released.id for fact in releases for released in fact.episodes)

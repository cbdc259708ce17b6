"""When a season begins and when its episodes are out, as a server sees it, and the steps of a countdown to that."""

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
"""How the keys begin of the days on which episodes are out."""
_USUAL_HOUR = time(9)
# What lies further off is a slip of the pen, and no time zone's rules reach there.
_YEARS = range(1900, 9000)
_MOST_RETIRED = 300


@dataclass(frozen=True, slots=True)
class Premiere:
    """The day on which a season begins, and the fact that says so."""

    day: date
    known: Known


@dataclass(frozen=True, slots=True)
class Aired:
    """An episode that is out on a day, and the fact that says so (None: the day is in the catalogue alone)."""

    episode: Episode
    known: Known | None


@dataclass(frozen=True, slots=True)
class Airing:
    """The episodes that are out on the same day; `whole`: they are the whole season."""

    day: date
    aired: tuple[Aired, ...]
    whole: bool


async def premiere(gateways: Gateways, announcement: Announcement, today: date) -> Premiere | None:
    """When the season begins, where that is known to the day and best attested; None where it is not.

    Of a season of which no date is on record its first episode's counts.
    """
    facts = await _releases(gateways, announcement)
    of_season = [fact for fact in facts if not fact.episodes]
    of_first = [fact for fact in facts if [episode.code.number for episode in fact.episodes] == [1]]
    return await _exact(gateways, announcement.guild, of_season or of_first, today)


async def airings(gateways: Gateways, announcement: Announcement, today: date) -> tuple[Airing, ...]:
    """The days on which the season's episodes are out, in order."""
    if announcement.show is None or announcement.season is None:
        return ()
    guild, show, season = announcement.guild, announcement.show.id, announcement.season
    episodes = await gateways.catalogue.episodes(guild, show, season)
    facts = await _releases(gateways, announcement)
    days: dict[date, list[Aired]] = {}
    for episode in episodes:
        own = [fact for fact in facts if any(one.id == episode.id for one in fact.episodes)]
        found = await _exact(gateways, guild, own, today)
        if found:
            days.setdefault(found.day, []).append(Aired(episode, found.known))
        elif not own and episode.aired and not await _is_retired(gateways, guild, show, episode):
            days.setdefault(episode.aired, []).append(Aired(episode, None))
    size = (await gateways.catalogue.seasons(guild, show)).get(season) or len(episodes)
    return tuple(Airing(day, tuple(days[day]), len(days[day]) == size > 1) for day in sorted(days))


async def steps(gateways: Gateways, announcement: Announcement, zone: ZoneInfo, today: date) -> tuple[Occurrence, ...]:
    """Every time that a countdown is due, past ones too, the earliest first.

    30, 7 and 1 days before the premiere and on the day itself, at `schedule.at` on the wall of the zone, the hour of
    the premiere (09:00 where that is not known); with `episodes` also each day on which some are out. None at all while
    no day is on record that anybody stands by.
    """
    begins = await premiere(gateways, announcement, today)
    found: list[Occurrence] = []
    if begins and begins.day.year in _YEARS:
        told = (begins.known,)
        for days in STEPS:
            due_at = hour_of(announcement, begins.day - timedelta(days), zone)
            found.append(await _occurrence(gateways, announcement, f"{begins.day}/{days}", due_at, told))
    for airing in await airings(gateways, announcement, today) if announcement.episodes else ():
        # On the day of the premiere the countdown's own post says so, at the same moment.
        if airing.day.year in _YEARS and not (begins and airing.day == begins.day):
            told = tuple(one.known for one in airing.aired if one.known)
            due_at = hour_of(announcement, airing.day, zone)
            found.append(await _occurrence(gateways, announcement, f"{AIRED}{airing.day}", due_at, told))
    return tuple(sorted(found, key=lambda one: one.due_at))


def hour_of(announcement: Announcement, day: date, zone: ZoneInfo) -> datetime:
    """When a countdown's post is due on a day, in UTC."""
    return place_on_wall(datetime.combine(day, announcement.schedule.at or _USUAL_HOUR), zone).at


async def _occurrence(
    gateways: Gateways, announcement: Announcement, key: str, due_at: datetime, told: tuple[Known, ...]
) -> Occurrence:
    # One fact may speak of several episodes.
    ids = dict.fromkeys(one.fact.id for one in told)
    current = [await gateways.revisions.current(announcement.guild, fact) for fact in ids]
    return Occurrence(key, due_at, revisions=tuple(one for one in current if one is not None))


async def _releases(gateways: Gateways, announcement: Announcement) -> tuple[Fact, ...]:
    if announcement.show is None or announcement.season is None:
        return ()
    show, season = announcement.show.id, announcement.season
    return await gateways.facts.credits_of_season(announcement.guild, show, season, Kind.RELEASE)


async def _exact(gateways: Gateways, guild: int, facts: Iterable[Fact], today: date) -> Premiere | None:
    """The day that the best attested of these facts gives, if that one gives a day."""
    sure = [one for one in known_on(facts, today) if one.certainty.status.is_sure and one.fact.released]
    sure = [one for one in sure if not await _is_refuted(gateways, guild, one.fact, today)]
    # A date within a vaguer one refines it, and is then what is known.
    exact = [one for one in sure if not any(_refines(other.fact, one.fact) for other in sure)]
    first = next(iter(best_attested(exact)), None)
    if first is None or first.fact.released is None or not first.fact.released.is_day:
        return None
    return Premiere(first.fact.released.first, first)


def _refines(fact: Fact, vaguer: Fact) -> bool:
    one, other = fact.released, vaguer.released
    return one is not None and other is not None and one != other and other.covers(one)


async def _is_refuted(gateways: Gateways, guild: int, fact: Fact, today: date) -> bool:
    if fact.outcome is not Outcome.REFUTED or fact.settled_by is None:
        return False
    found = await gateways.facts.by_id(guild, (fact.settled_by,))
    current = certainty_on(found[0].claims, today) if found else None
    return current is not None and current.status is not Status.DENIED


async def _is_retired(gateways: Gateways, guild: int, show: int, episode: Episode) -> bool:
    """Whether the server took the episode's day out of its answers."""
    retired = await gateways.facts.retired(guild, show, _MOST_RETIRED)
    return any(fact.kind is Kind.RELEASE and episode.id in {one.id for one in fact.episodes} for fact in retired)

"""Finding the episode that words such as "latest" or "season 2 finale" mean."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from bot.domain.certainty import known_on
from bot.domain.facts import Episode, Kind, Show
from bot.domain.matching import NameRole
from bot.domain.names import keys
from bot.domain.questions import Thing, What
from bot.domain.timetable import Timetable
from bot.language.episode_words import EpisodeWords, Position, read_episode_words
from bot.services.names.finder import Finder, Query, day_of
from bot.store.store import Readable

_MOST_MATCHES = 60


@dataclass(frozen=True, slots=True)
class Placed:
    """The episode that words mean in a show (None: there is none), and which day it is in the server's zone."""

    show: Show
    thing: Thing | None
    today: date


class EpisodeFinder:
    """Finds episodes by their place in a show, and reads what airs when."""

    def __init__(self, store: Readable, finder: Finder, clock: Callable[[], datetime]) -> None:
        self._store = store
        self._finder = finder
        self._clock = clock

    async def placed(self, query: Query, roles: Sequence[NameRole]) -> Placed | None:
        """Return the episode that the text names by its place; None if it doesn't, or if it is a name of these roles.

        Raises BadInput and NoShow.
        """
        words = read_episode_words(query.text)
        if words is None:
            return None
        show, day = await self._finder.show_of(query), day_of(query)
        is_current = words.position in (Position.LATEST, Position.NEXT) or words == EpisodeWords(Position.LAST)
        today = await self.today(query.guild) if is_current else query.today
        if await self._is_name(query, show, roles, day or today):
            return None
        episode = await self._at(query.guild, show.id, words, day, today)
        return Placed(show, Thing(What.EPISODE, episode.id) if episode else None, today)

    async def today(self, guild: int) -> date:
        """Return which day it is in the server's time zone."""
        server = await self._store.reading().servers.get(guild)
        return self._clock().astimezone(ZoneInfo(server.timezone)).date()

    async def timetable(self, guild: int, show: int, day: date) -> Timetable:
        """Return what was known on a day of the season that had begun last, and of what comes after it."""
        reading = self._store.reading()
        episodes = await reading.catalogue.current_episodes(guild, show, day)
        first = min((episode.code.season for episode in episodes if episode.code.season), default=0)
        return Timetable(episodes, known_on(await reading.facts.releases_from(guild, show, first), day))

    async def _is_name(self, query: Query, show: Show, roles: Sequence[NameRole], day: date) -> bool:
        """Return whether the text is somebody's or something's whole name, such as an episode's title."""
        typed = keys(query.text)
        found = await self._store.reading().names.beginning(
            query.guild, show.id, roles, typed[0], day, hidden=True, most=_MOST_MATCHES
        )
        return any(match.word == 0 and match.folded in typed for match in found)

    async def _at(self, guild: int, show: int, words: EpisodeWords, day: date | None, today: date) -> Episode | None:
        if words.season is not None:
            return await self._in_season(guild, show, words.position, words.season, day, today)
        if words.position is Position.FIRST:
            return await self._store.reading().catalogue.first_episode(guild, show)
        timetable = await self.timetable(guild, show, day or today)
        return _as_seen_from(day or today, timetable, words.position)

    async def _in_season(
        self, guild: int, show: int, position: Position, season: int, day: date | None, today: date
    ) -> Episode | None:
        reading = self._store.reading()
        episodes = await reading.catalogue.episodes(guild, show, season)
        if not episodes or position is Position.FIRST or (position is Position.LAST and day is None):
            return next(iter(episodes if position is Position.FIRST else reversed(episodes)), None)
        releases = await reading.facts.credits_of_season(guild, show, season, Kind.RELEASE)
        timetable = Timetable(episodes, known_on(releases, day or today))
        if position is Position.LAST:
            # Before a season began nobody knew how many episodes it would have.
            return episodes[-1] if timetable.has_begun(season, day or today) else None
        return _as_seen_from(day or today, timetable, position)


def _as_seen_from(day: date, timetable: Timetable, position: Position) -> Episode | None:
    slot = timetable.next(day) if position is Position.NEXT else timetable.latest(day)
    return slot.episode if slot else None

"""Whether what is asked about has aired, as a server sees it: read only if something is missing."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from bot.domain.airing import AirDates, SeasonDates, episode_dates, season_dates
from bot.domain.certainty import known_on
from bot.domain.facts import Episode, Kind, Known
from bot.store.gateways.facts import MOST_FACTS
from bot.store.store import Readable


class Airing:
    """Each method answers for a day: what was known of the dates by then, and what had aired by then."""

    def __init__(self, store: Readable) -> None:
        self._store = store

    async def episode(
        self, guild: int, show: int, episode: Episode, day: date, releases: Sequence[Known] | None = None
    ) -> bool:
        """Return whether an episode has aired. `releases` are what is known of its own date, if that is read."""
        reading, code = self._store.reading(), episode.code
        if releases is None:
            facts = await reading.facts.of_kind_about(guild, show, code, Kind.RELEASE, MOST_FACTS)
            releases = known_on(facts, day)
        own = AirDates(episode_dates((episode,), releases).get(code))
        if own.own_decides(day):
            return own.aired_by(day)
        entry = await reading.catalogue.season(guild, show, code.season)
        dates = await self.dates(guild, show, code.season, day, entry.episodes)
        return dates.of_episode(code).aired_by(day)

    async def season(self, guild: int, show: int, season: int | None, day: date) -> bool:
        """Return whether a season, or the show (None), has begun to air."""
        if season is None:
            return await self._show(guild, show, day)
        entry = await self._store.reading().catalogue.season(guild, show, season)
        return (await self.dates(guild, show, season, day, entry.episodes)).of_season().aired_by(day)

    async def dates(
        self,
        guild: int,
        show: int,
        season: int,
        day: date,
        episodes: Sequence[Episode],
        releases: Sequence[Known] | None = None,
    ) -> SeasonDates:
        """Return when a season with these episodes airs, as far as that decides what has aired by the day.

        `releases` are what is known of its dates and its episodes' dates, if that is read already.
        """
        reading = self._store.reading()
        if releases is None:
            releases = known_on(await reading.facts.credits_of_season(guild, show, season, Kind.RELEASE), day)
        dates = season_dates(season, episodes, releases)
        has_aired = [dates.of_episode(episode.code).aired_by(day) for episode in episodes]
        # Specials come before, between and after the seasons.
        if season == 0 or (has_aired and all(has_aired)):
            return dates
        return replace(dates, after=await reading.catalogue.first_aired_after(guild, show, season))

    async def _show(self, guild: int, show: int, day: date) -> bool:
        reading = self._store.reading()
        first = await reading.catalogue.first_aired(guild, show, None)
        if first is not None and first <= day:
            return True
        releases = known_on(await reading.facts.of_kind(guild, show, Kind.RELEASE, MOST_FACTS), day)
        sure = (known.fact.released for known in releases if known.certainty.status.is_sure)
        return any(released is not None and released.last <= day for released in sure)

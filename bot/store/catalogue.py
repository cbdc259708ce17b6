"""Seasons and episodes, and who vouches for their details."""

from dataclasses import dataclass

from bot.domain.answers import CatalogueSource
from bot.domain.codes import EpisodeCode
from bot.domain.facts import Episode, Show, Source
from bot.store.database import Executor, Row, load_queries
from bot.store.rows import to_episode

_sql = load_queries("catalogue")


@dataclass(frozen=True, slots=True)
class EpisodeEntry:
    """An episode with its running time in minutes, where that is known."""

    episode: Episode
    runtime: int | None


class CatalogueGateway:
    def __init__(self, executor: Executor) -> None:
        self._executor = executor

    async def episodes(self, guild: int, show: int, season: int) -> tuple[Episode, ...]:
        """The season's episodes in order."""
        rows = await _sql.episodes_of_season(self._executor, guild=guild, show=show, season=season)
        return tuple(to_episode(row) for row in rows)

    async def episode(self, guild: int, show: int, code: EpisodeCode) -> EpisodeEntry | None:
        row = await _sql.episode_by_code(self._executor, guild=guild, show=show, season=code.season, number=code.number)
        return _entry(row) if row else None

    async def episode_by_id(self, guild: int, episode: int) -> tuple[Show, EpisodeEntry] | None:
        row = await _sql.episode_by_id(self._executor, guild=guild, episode=episode)
        return (Show(row["show_id"], row["show_title"]), _entry(row)) if row else None

    async def sources(self, episode: int) -> tuple[CatalogueSource, ...]:
        rows = await _sql.sources_of_episode(self._executor, episode=episode)
        return tuple(
            CatalogueSource(row["detail"], Source(row["id"], row["outlet"], row["title"], row["url"])) for row in rows
        )

    async def seasons(self, guild: int, show: int) -> dict[int, int | None]:
        """The seasons of a show, each with its number of episodes where that is known."""
        rows = await _sql.seasons_of_show(self._executor, guild=guild, show=show)
        return {row["number"]: row["episodes"] for row in rows}

    async def season_ids(self, show: int) -> dict[int, int]:
        """The base's seasons of a show: their ids by number."""
        rows = await _sql.base_seasons(self._executor, show=show)
        return {row["number"]: row["id"] for row in rows}

    async def counts(self) -> tuple[int, int]:
        """How many shows and how many facts the shared base holds."""
        row = await _sql.counts(self._executor)
        return row["shows"], row["facts"]


def _entry(row: Row) -> EpisodeEntry:
    return EpisodeEntry(to_episode(row), row["runtime"])

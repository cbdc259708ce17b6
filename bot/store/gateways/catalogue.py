"""Seasons, episodes and their details' sources, people, characters and sources as a server sees them."""

from dataclasses import dataclass
from datetime import date

from bot.domain.answers import CatalogueSource
from bot.domain.codes import EpisodeCode
from bot.domain.facts import Character, Episode, Person, Show, Source, Synopsis
from bot.store.database import Gateway, Row, load_queries
from bot.store.rows import to_character, to_day, to_episode, to_show, to_synopsis

_sql = load_queries("catalogue")
_MOST_EPISODES = 2_000


@dataclass(frozen=True, slots=True)
class EpisodeEntry:
    """An episode with its running time in minutes and its synopsis, where these are known."""

    episode: Episode
    runtime: int | None
    synopsis: Synopsis | None = None


@dataclass(frozen=True, slots=True)
class SeasonEntry:
    """A season's episodes in order, and how many it is said to have (None: nobody has said)."""

    episodes: tuple[Episode, ...]
    size: int | None


class CatalogueGateway(Gateway):
    async def season(self, guild: int, show: int, season: int) -> SeasonEntry:
        """A season by its number, without episodes if it is not on record."""
        rows: list[Row] = await _sql.season(self._executor, guild=guild, show=show, season=season)
        # An episode that a server added before a pack did is there twice; the pack's row comes first.
        numbered = {row["number"]: to_episode(row) for row in reversed(rows) if row["id"] is not None}
        sizes = [row["size"] for row in rows if row["size"] is not None]
        return SeasonEntry(tuple(numbered[number] for number in sorted(numbered)), max(sizes, default=None))

    async def episodes(self, guild: int, show: int, season: int) -> tuple[Episode, ...]:
        """The season's episodes in order."""
        return (await self.season(guild, show, season)).episodes

    async def episode(self, guild: int, show: int, code: EpisodeCode) -> EpisodeEntry | None:
        row = await _sql.episode_by_code(self._executor, guild=guild, show=show, season=code.season, number=code.number)
        return _entry(row) if row else None

    async def episode_by_id(self, guild: int, episode: int) -> tuple[Show, EpisodeEntry] | None:
        row = await _sql.episode_by_id(self._executor, guild=guild, episode=episode)
        return (to_show(row), _entry(row)) if row else None

    async def sources(self, episode: int) -> tuple[CatalogueSource, ...]:
        rows = await _sql.sources_of_episode(self._executor, episode=episode)
        return tuple(CatalogueSource(row["detail"], Source(*row[1:])) for row in rows)

    async def seasons(self, guild: int, show: int) -> dict[int, int | None]:
        """The seasons of a show, each with its number of episodes where that is known."""
        rows = await _sql.seasons_of_show(self._executor, guild=guild, show=show)
        return {row["number"]: row["episodes"] for row in rows}

    async def season_ids(self, show: int) -> dict[int, int]:
        """The base's seasons of a show: their ids by number."""
        rows = await _sql.base_seasons(self._executor, show=show)
        return {row["number"]: row["id"] for row in rows}

    async def season_rows(self, guild: int, show: int) -> dict[int, int]:
        """The ids of a show's seasons by number, even of seasons that only a proposal is about."""
        rows = await _sql.season_rows(self._executor, guild=guild, show=show)
        return {row["number"]: row["id"] for row in rows}

    async def episode_row(self, guild: int, show: int, code: EpisodeCode) -> Episode | None:
        """An episode, even if only a proposal is about it."""
        row = await _sql.episode_row(self._executor, guild=guild, show=show, season=code.season, number=code.number)
        return to_episode(row) if row else None

    async def people_named(self, guild: int, show: int, folded: str) -> tuple[tuple[str, Person], ...]:
        """The people of a show that this whole name may mean, each with their key."""
        rows = await _sql.people_named(self._executor, guild=guild, show=show, folded=folded)
        return tuple((row["key"], Person(row["id"], row["name"])) for row in rows)

    async def characters_named(self, guild: int, show: int, folded: str) -> tuple[tuple[str, Character], ...]:
        """The characters of a show that this whole name may mean, each with its key."""
        rows = await _sql.characters_named(self._executor, guild=guild, show=show, folded=folded)
        return tuple((row["key"], to_character(row)) for row in rows)

    async def person_with_key(self, layer: int, key: str) -> Person | None:
        """The person with this key in one layer."""
        row = await _sql.person_with_key(self._executor, layer=layer, key=key)
        return Person(row["id"], row["name"]) if row else None

    async def character_with_key(self, layer: int, show: int, key: str) -> Character | None:
        """The character with this key in one layer."""
        row = await _sql.character_with_key(self._executor, layer=layer, show=show, key=key)
        return Character(row["id"], row["name"]) if row else None

    async def source_like(self, guild: int, outlet: str, url: str | None) -> Source | None:
        """The source of an outlet with this address; without an address, the outlet by itself."""
        row = await _sql.source_like(self._executor, guild=guild, outlet=outlet, url=url)
        return Source(*row) if row else None

    async def first_aired(self, guild: int, show: int, season: int | None) -> date | None:
        """The first air date of a season, or (None) of the show."""
        return to_day((await _sql.first_aired(self._executor, guild=guild, show=show, season=season))["day"])

    async def first_aired_after(self, guild: int, show: int, season: int) -> date | None:
        """The first air date of all seasons after this one."""
        return to_day((await _sql.first_aired_after(self._executor, guild=guild, show=show, season=season))["day"])

    async def first_episode(self, guild: int, show: int) -> Episode | None:
        """The first episode of the show, specials left out."""
        row = await _sql.first_episode(self._executor, guild=guild, show=show)
        return to_episode(row) if row else None

    async def current_episodes(self, guild: int, show: int, day: date) -> tuple[Episode, ...]:
        """The episodes of the last season that has begun by a day and of later ones, and specials still to come."""
        rows = await _sql.current_episodes(
            self._executor, guild=guild, show=show, day=day.isoformat(), most=_MOST_EPISODES
        )
        # An episode that a server added before a pack did is there twice; the pack's row comes last.
        return tuple({to_episode(row).code: to_episode(row) for row in rows}.values())

    async def counts(self) -> tuple[int, int]:
        """How many shows and how many facts the shared base holds."""
        row = await _sql.counts(self._executor)
        return row["shows"], row["facts"]


def _entry(row: Row) -> EpisodeEntry:
    return EpisodeEntry(to_episode(row), row["runtime"], to_synopsis(row))

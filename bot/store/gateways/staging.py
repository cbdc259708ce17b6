"""Storing what an import's facts refer to before the facts themselves: a server's own rows, which nothing uses yet."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bot.domain.facts import Kind
from bot.domain.keys import spare_key
from bot.store.database import Gateway, load_queries
from bot.store.gateways.exports import CharacterRow, EpisodeRow, PersonRow, SeasonRow, aired_on

_sql = load_queries("imports")


@dataclass(frozen=True, slots=True)
class NewFact:
    """A fact under its key; where the server has a fact of that key already, a spare key is used."""

    id: int
    key: str
    kind: Kind


class StagingGateway(Gateway):
    async def add_season(self, guild: int, show: int, season: SeasonRow) -> int:
        """Add a season of the server's own unless there is one. Return the id of its row."""
        return (await _sql.add_season(self._executor, id=season.id, layer=guild, show=show, number=season.number))["id"]

    async def add_episode(self, guild: int, season: int, episode: EpisodeRow) -> int:
        """The same for an episode."""
        row = await _sql.add_episode(
            self._executor, id=episode.episode.id, layer=guild, season=season, number=episode.episode.code.number
        )
        return row["id"]

    async def stage_seasons(self, batch: int, seasons: Iterable[tuple[int, int | None]]) -> None:
        """Stage how many episodes the import says that seasons have."""
        rows = [{"batch": batch, "season": season, "episodes": episodes} for season, episodes in seasons]
        await _sql.stage_seasons(self._executor, rows)

    async def stage_episodes(self, batch: int, episodes: Iterable[EpisodeRow]) -> None:
        """Stage what the import says about episodes."""
        rows = [
            {
                "batch": batch, "episode": row.episode.id, "title": row.episode.title,
                "aired": aired_on(row.episode.aired), "runtime": row.runtime, "imdb": row.imdb,
                "synopsis": row.synopsis.text if row.synopsis else None,
                "synopsis_credit": row.synopsis.credit if row.synopsis else None,
            }
            for row in episodes
        ]  # fmt: skip
        await _sql.stage_episodes(self._executor, rows)

    async def stage_sources(self, batch: int, sources: Iterable[tuple[int, str, int]]) -> None:
        """Stage the sources of that: episode, detail, source."""
        rows = [
            {"batch": batch, "episode": episode, "detail": detail, "source": source}
            for episode, detail, source in sources
        ]
        await _sql.stage_sources(self._executor, rows)

    async def stage_marks(self, batch: int, marks: Iterable[tuple[int, int | None]]) -> None:
        """Stage the episode (None: none) that the import says a character's name gives away."""
        rows = [{"batch": batch, "character": character, "spoils": spoils} for character, spoils in marks]
        await _sql.stage_characters(self._executor, rows)

    async def set_details(self, guild: int, batch: int) -> None:
        """Apply what a batch says about the server's own seasons, episodes and characters, before its facts count."""
        for write in (
            _sql.set_seasons, _sql.forget_stale_episodes, _sql.forget_stale_sources, _sql.set_episodes,
            _sql.set_sources, _sql.set_characters,
        ):  # fmt: skip
            await write(self._executor, guild=guild, batch=batch)

    async def stage_marks_back(self, batch: int, undoes: int) -> None:
        """Stage that the characters' names spoil what they did before a batch."""
        await _sql.stage_characters_back(self._executor, batch=batch, undoes=undoes)

    async def has_marks(self, batch: int) -> bool:
        """Whether a batch marks characters' names as spoiling, or takes marks away."""
        return bool((await _sql.has_marks(self._executor, batch=batch))["found"])

    async def add_people(self, guild: int, people: Sequence[PersonRow]) -> None:
        rows = [
            {"id": row.person.id, "layer": guild, "name": row.person.name, **_keys(row.key, row.person.id)}
            for row in people
        ]
        await _sql.add_people(self._executor, rows)

    async def add_characters(
        self, guild: int, show: int, characters: Sequence[tuple[CharacterRow, int, int | None]]
    ) -> None:
        """Add characters, each with its prominence and the id of the episode that its name gives away."""
        rows = [
            {
                "id": row.character.id, "layer": guild, "show": show, "name": row.character.name,
                "prominence": prominence, "spoils": spoils, **_keys(row.key, row.character.id),
            }
            for row, prominence, spoils in characters
        ]  # fmt: skip
        await _sql.add_characters(self._executor, rows)

    async def add_facts(self, guild: int, show: int, facts: Sequence[NewFact]) -> None:
        rows = [
            {
                "id": fact.id, "layer": guild, "show": show, "kind": fact.kind, **_keys(fact.key, fact.id),
            }
            for fact in facts
        ]  # fmt: skip
        await _sql.add_facts(self._executor, rows)

    async def empty_facts(self, guild: int, show: int) -> dict[tuple[str, Kind], int]:
        """A server's own facts that never had a numbered revision, by key and kind."""
        rows = await _sql.empty_facts(self._executor, guild=guild, show=show)
        return {(row["key"], Kind(row["kind"])): row["id"] for row in rows}

    async def add_names(self, batch: int, names: Iterable[tuple[int, str]]) -> None:
        """Stage other names that the import gives to things."""
        rows = [{"batch": batch, "thing": thing, "name": name} for thing, name in names]
        await _sql.add_staged_names(self._executor, rows)


def _keys(key: str, thing: int) -> dict[str, str]:
    return {"key": key, "spare_key": spare_key(key, thing)}

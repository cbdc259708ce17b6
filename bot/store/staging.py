"""Writing down what an import needs before its facts can be: rows of a server's own that nothing yet names."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bot.domain.facts import Kind
from bot.store.database import Executor, load_queries
from bot.store.exports import CharacterRow, EpisodeRow, PersonRow, SeasonRow, aired_on

_sql = load_queries("imports")


@dataclass(frozen=True, slots=True)
class NewFact:
    """`spare_key` is taken where the server has a fact of that key already."""

    id: int
    key: str
    spare_key: str
    kind: Kind


@dataclass(frozen=True, slots=True)
class NewSource:
    id: int
    key: str
    outlet: str
    title: str | None
    url: str | None


class StagingGateway:
    def __init__(self, executor: Executor) -> None:
        self._executor = executor

    async def add_seasons(self, guild: int, show: int, seasons: Sequence[SeasonRow]) -> None:
        """Write down seasons of the server's own; what a row of the same id said before is forgotten."""
        rows = [
            {"id": one.id, "layer": guild, "show": show, "number": one.number, "episodes": one.episodes}
            for one in seasons
        ]
        await _sql.add_seasons(self._executor, rows)

    async def add_episodes(self, guild: int, episodes: Sequence[EpisodeRow]) -> None:
        """The same with episodes."""
        rows = [
            {
                "id": one.episode.id, "layer": guild, "season": one.season, "number": one.episode.code.number,
                "title": one.episode.title, "aired": aired_on(one.episode.aired), "runtime": one.runtime,
                "imdb": one.imdb,
            }
            for one in episodes
        ]  # fmt: skip
        await _sql.add_episodes(self._executor, rows)

    async def add_vouchers(self, vouchers: Iterable[tuple[int, str, int]]) -> None:
        """Who vouches for the details of episodes: episode, detail, source."""
        rows = [{"episode": episode, "detail": detail, "source": source} for episode, detail, source in vouchers]
        await _sql.add_vouchers(self._executor, rows)

    async def add_people(self, guild: int, people: Sequence[PersonRow]) -> None:
        rows = [
            {"id": one.person.id, "layer": guild, "name": one.person.name, **_keys(one.key, one.person.id)}
            for one in people
        ]
        await _sql.add_people(self._executor, rows)

    async def add_characters(
        self, guild: int, show: int, characters: Sequence[tuple[CharacterRow, int, int | None]]
    ) -> None:
        """Write down characters, each with its prominence and the id of the episode that its name gives away."""
        rows = [
            {
                "id": one.character.id, "layer": guild, "show": show, "name": one.character.name,
                "prominence": prominence, "spoils": spoils, **_keys(one.key, one.character.id),
            }
            for one, prominence, spoils in characters
        ]  # fmt: skip
        await _sql.add_characters(self._executor, rows)

    async def add_sources(self, guild: int, sources: Sequence[NewSource]) -> None:
        rows = [
            {"id": one.id, "layer": guild, "key": one.key, "outlet": one.outlet, "title": one.title, "url": one.url}
            for one in sources
        ]
        await _sql.add_sources(self._executor, rows)

    async def add_facts(self, guild: int, show: int, facts: Sequence[NewFact]) -> None:
        rows = [
            {
                "id": one.id, "layer": guild, "show": show, "key": one.key, "spare_key": one.spare_key,
                "kind": one.kind,
            }
            for one in facts
        ]  # fmt: skip
        await _sql.add_facts(self._executor, rows)

    async def empty_facts(self, guild: int, show: int) -> dict[tuple[str, Kind], int]:
        """Facts of the server's own that never stood, by key and kind."""
        rows = await _sql.empty_facts(self._executor, guild=guild, show=show)
        return {(row["key"], Kind(row["kind"])): row["id"] for row in rows}

    async def add_names(self, batch: int, names: Iterable[tuple[int, str]]) -> None:
        """Other names that the import gives to things."""
        rows = [{"batch": batch, "thing": thing, "name": name} for thing, name in names]
        await _sql.add_staged_names(self._executor, rows)


def _keys(key: str, thing: int) -> dict[str, str]:
    return {"key": key, "spare_key": f"{key}-{thing}"}

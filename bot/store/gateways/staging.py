"""Writing down what an import needs before its facts can be: rows of a server's own that nothing yet names."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bot.domain.facts import Kind
from bot.domain.keys import spare_key
from bot.store.database import Executor, load_queries
from bot.store.gateways.exports import CharacterRow, EpisodeRow, PersonRow, SeasonRow, aired_on

_sql = load_queries("imports")


@dataclass(frozen=True, slots=True)
class NewFact:
    """A fact under its key; where the server has a fact of that key already, a spare key is used."""

    id: int
    key: str
    kind: Kind


class StagingGateway:
    def __init__(self, executor: Executor) -> None:
        self._executor = executor

    async def add_season(self, guild: int, show: int, season: SeasonRow) -> int:
        """Write down that there is a season of the server's own; the id of the row that stands for it."""
        return (await _sql.add_season(self._executor, id=season.id, layer=guild, show=show, number=season.number))["id"]

    async def add_episode(self, guild: int, season: int, episode: EpisodeRow) -> int:
        """The same with an episode."""
        one = episode.episode
        row = await _sql.add_episode(self._executor, id=one.id, layer=guild, season=season, number=one.code.number)
        return row["id"]

    async def stage_seasons(self, batch: int, seasons: Iterable[tuple[int, int | None]]) -> None:
        """How many episodes the import gives to seasons."""
        rows = [{"batch": batch, "season": season, "episodes": episodes} for season, episodes in seasons]
        await _sql.stage_seasons(self._executor, rows)

    async def stage_episodes(self, batch: int, episodes: Iterable[EpisodeRow]) -> None:
        """What the import says of episodes."""
        rows = [
            {
                "batch": batch, "episode": one.episode.id, "title": one.episode.title,
                "aired": aired_on(one.episode.aired), "runtime": one.runtime, "imdb": one.imdb,
            }
            for one in episodes
        ]  # fmt: skip
        await _sql.stage_episodes(self._executor, rows)

    async def stage_sources(self, batch: int, vouchers: Iterable[tuple[int, str, int]]) -> None:
        """Who vouches for that: episode, detail, source."""
        rows = [
            {"batch": batch, "episode": episode, "detail": detail, "source": source}
            for episode, detail, source in vouchers
        ]
        await _sql.stage_sources(self._executor, rows)

    async def stage_marks(self, batch: int, marks: Iterable[tuple[int, int | None]]) -> None:
        """The episode (None: none) that the import says a character's name gives away."""
        rows = [{"batch": batch, "character": character, "spoils": spoils} for character, spoils in marks]
        await _sql.stage_characters(self._executor, rows)

    async def set_details(self, guild: int, batch: int) -> None:
        """Let what a batch says of the server's own seasons, episodes and characters be so; before its facts stand."""
        for write in (
            _sql.set_seasons, _sql.forget_stale_episodes, _sql.forget_stale_sources, _sql.set_episodes,
            _sql.set_sources, _sql.set_characters,
        ):  # fmt: skip
            await write(self._executor, guild=guild, batch=batch)

    async def stage_marks_back(self, batch: int, undoes: int) -> None:
        """Stage that the characters' names spoil again what they did before a batch."""
        await _sql.stage_characters_back(self._executor, batch=batch, undoes=undoes)

    async def has_marks(self, batch: int) -> bool:
        """Whether a batch marks characters' names as spoiling, or takes marks away."""
        return bool((await _sql.has_marks(self._executor, batch=batch))["found"])

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

    async def add_facts(self, guild: int, show: int, facts: Sequence[NewFact]) -> None:
        rows = [
            {
                "id": one.id, "layer": guild, "show": show, "kind": one.kind, **_keys(one.key, one.id),
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
    return {"key": key, "spare_key": spare_key(key, thing)}

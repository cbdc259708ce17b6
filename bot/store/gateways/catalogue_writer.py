"""Writing the catalogue and its names, into the base or a server's own layer, and recording which packs were loaded."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import NamedTuple

from bot.domain.facts import Kind, Show, Source, Synopsis
from bot.domain.matching import NameRole
from bot.domain.notices import FactsChanged
from bot.store.database import Executor, Gateway, Row, load_queries
from bot.store.gateways.exports import ShowRow
from bot.store.gateways.names import shelf
from bot.store.gateways.revisions import BASE
from bot.store.rows import to_show, to_utc_text

_sql = load_queries("catalogue_writer")


@dataclass(frozen=True, slots=True)
class Alias:
    """One name by which a thing is found. `folded` is its key from word number `word` on."""

    role: NameRole
    thing: int
    name: str
    folded: str
    word: int
    prominence: int
    known_from: date | None
    spoils: bool


class Named(NamedTuple):
    """A thing's names in one layer of a show."""

    show: int
    layer: int
    thing: int


AliasKey = tuple[str, str, int, str, int]
"""A name as two layers compare it: shelf, key, word, the day it is known from, whether it spoils."""


class CatalogueWriter(Gateway):
    """Each `save_…` takes an id for a new row and returns the id of the row that the layer has now."""

    def __init__(self, executor: Executor, layer: int = BASE) -> None:
        super().__init__(executor)
        self._layer = layer

    def in_layer(self, layer: int) -> "CatalogueWriter":
        """A writer for another layer, such as a server's own."""
        return CatalogueWriter(self._executor, layer)

    async def pack_digest(self, key: str) -> str | None:
        """The digest of the pack as it was last loaded."""
        row = await _sql.pack_by_key(self._executor, key=key)
        return row["digest"] if row else None

    async def packs_of_show(self, show: str) -> list[str]:
        """The keys (file names) of the packs that hold the show with this key."""
        return [row["key"] for row in await _sql.packs_of_show(self._executor, show=show)]

    async def record_pack(self, key: str, show: int, digest: str, now: datetime) -> None:
        """Record that a pack was loaded into the base: its facts, or only what the catalogue says."""
        await _sql.record_pack(self._executor, key=key, show=show, digest=digest, now=to_utc_text(now))
        self._executor.note(FactsChanged(BASE, show))

    async def save_show(self, new: ShowRow) -> Show:
        row = await _sql.save_show(
            self._executor,
            id=new.show.id, layer=self._layer, key=new.key, title=new.show.title, network=new.network,
            imdb=new.imdb, tvmaze=new.tvmaze, credit=new.show.credit, image=new.show.image,
            image_credit=new.show.image_credit,
        )  # fmt: skip
        return replace(new.show, id=row["id"])

    async def save_season(self, new_id: int, show: int, number: int, episodes: int | None) -> int:
        row = await _sql.save_season(
            self._executor, id=new_id, layer=self._layer, show=show, number=number, episodes=episodes
        )
        return row["id"]

    async def save_episode(
        self,
        new_id: int,
        season: int,
        number: int,
        *,
        title: str | None,
        aired: date | None,
        runtime: int | None,
        imdb: str | None,
        synopsis: Synopsis | None = None,
    ) -> int:
        row = await _sql.save_episode(
            self._executor,
            id=new_id, layer=self._layer, season=season, number=number, title=title,
            aired=aired.isoformat() if aired else None, runtime=runtime, imdb=imdb,
            synopsis=synopsis.text if synopsis else None, synopsis_credit=synopsis.credit if synopsis else None,
        )  # fmt: skip
        return row["id"]

    async def save_person(self, new_id: int, key: str, name: str) -> int:
        row = await _sql.save_person(self._executor, id=new_id, layer=self._layer, key=key, name=name)
        return row["id"]

    async def save_character(
        self, new_id: int, show: int, key: str, name: str, *, prominence: int, spoils: int | None
    ) -> int:
        row = await _sql.save_character(
            self._executor,
            id=new_id,
            layer=self._layer,
            show=show,
            key=key,
            name=name,
            prominence=prominence,
            spoils=spoils,
        )
        return row["id"]

    async def save_source(self, new_id: int, key: str, source: Source) -> Source:
        """Write a source down under its key; the source with the id of its row."""
        row = await _sql.save_source(
            self._executor,
            id=new_id,
            layer=self._layer,
            key=key,
            outlet=source.outlet,
            title=source.title,
            url=source.url,
            origin=source.origin,
        )
        return replace(source, id=row["id"])

    async def save_facts(self, show: int, kinds: Mapping[str, Kind], new_id: Callable[[], int]) -> dict[str, int]:
        """The ids of a show's facts by their keys; those that are new get one."""
        known = {row["key"]: row["id"] for row in await _sql.facts_of(self._executor, show=show, layer=self._layer)}
        ids = {key: known.get(key) or new_id() for key in kinds}
        rows = [
            {"id": ids[key], "layer": self._layer, "show": show, "key": key, "kind": kind}
            for key, kind in kinds.items()
        ]
        await _sql.save_facts(self._executor, rows)
        return ids

    async def origins(self, key: str, tvmaze: int | None, imdb: str | None) -> list[tuple[str, Show]]:
        """Where the base has a show from, found by its key or its number elsewhere: each pack's key with its show."""
        rows = await _sql.origins(self._executor, key=key, tvmaze=tvmaze, imdb=imdb)
        return [(row["origin"], to_show(row)) for row in rows]

    async def set_episode_sources(self, show: int, sources: Sequence[tuple[int, str, int]]) -> None:
        """Replace the sources of the details of the base's episodes: episode, detail, source."""
        await _sql.forget_episode_sources(self._executor, show=show)
        rows = [{"episode": episode, "detail": detail, "source": source} for episode, detail, source in sources]
        await _sql.add_episode_sources(self._executor, rows)

    async def set_aliases(self, show: int, aliases: Iterable[tuple[int, Alias]]) -> None:
        """Replace the names of all things that the layer has of the show, each with an id for its row."""
        await _sql.forget_aliases(self._executor, show=show, layer=self._layer)
        await self._add_aliases(show, aliases)

    async def replace_aliases(self, show: int, things: Sequence[int], aliases: Iterable[tuple[int, Alias]]) -> None:
        """Replace the layer's names of these things; a server's names hide the base's."""
        rows = [{"show": show, "layer": self._layer, "thing": thing} for thing in things]
        forget = _sql.forget_base_aliases_of if self._layer == BASE else _sql.forget_aliases_of
        await forget(self._executor, rows)
        await self._add_aliases(show, aliases)

    async def _add_aliases(self, show: int, aliases: Iterable[tuple[int, Alias]]) -> None:
        rows = (
            {
                "id": new_id, "show": show, "layer": self._layer, "shelf": shelf(alias.prominence, alias.role),
                "thing": alias.thing, "name": alias.name, "folded": alias.folded, "word": alias.word,
                "known_from": alias.known_from.isoformat() if alias.known_from else "", "spoils": int(alias.spoils),
            }
            for new_id, alias in aliases
        )  # fmt: skip
        await _sql.add_aliases(self._executor, rows)

    async def base_has(self, show: int, aliases: Sequence[Alias]) -> bool:
        """Whether the base has exactly these names of the thing that they are all of."""
        rows = await _sql.base_aliases_of(self._executor, show=show, thing=aliases[0].thing)
        return {tuple(row) for row in rows} == {alias_key(alias) for alias in aliases}

    async def named_otherwise(self, thing: int, name: str) -> list[Named]:
        """Where a person or a character is shown by another name than this one."""
        rows = await _sql.named_otherwise(self._executor, thing=thing, name=name)
        return [Named(row["show_id"], row["layer"], thing) for row in rows]

    async def whole_names(self, guild: int, show: int, thing: int) -> tuple[str, ...]:
        """The keys of all of a thing's whole names."""
        return tuple(row["folded"] for row in await _sql.names_of(self._executor, guild=guild, show=show, thing=thing))


def to_alias(row: Row) -> Alias:
    """The name in a row of the table."""
    prominence, _, role = row["shelf"].partition(" ")
    day = date.fromisoformat(row["known_from"]) if row["known_from"] else None
    key = NameRole(role), row["thing_id"], row["name"], row["folded"], row["word"], int(prominence)
    return Alias(*key, day, bool(row["spoils"]))


def alias_key(alias: Alias) -> AliasKey:
    """A name as it is compared with the base's."""
    day = alias.known_from.isoformat() if alias.known_from else ""
    return shelf(alias.prominence, alias.role), alias.folded, alias.word, day, int(alias.spoils)

"""Reading all that a server sees of a show, page by page."""

from dataclasses import dataclass
from datetime import date
from itertools import groupby

from bot.domain.facts import Character, Episode, Fact, Kind, Person, Show, Source, Synopsis
from bot.domain.matching import NameRole
from bot.domain.names import fold, keys
from bot.store.database import Gateway, Row, load_queries
from bot.store.gateways.names import PROMINENCES, shelf
from bot.store.gateways.revisions import BASE
from bot.store.rows import to_character, to_episode, to_facts, to_synopsis

_sql = load_queries("exports")
_PAGE = 200


@dataclass(frozen=True, slots=True)
class ShowRow:
    """A show as it is on record."""

    show: Show
    own: bool
    key: str
    network: str | None = None
    imdb: str | None = None
    tvmaze: int | None = None


@dataclass(frozen=True, slots=True)
class FactRow:
    """A fact as a server sees it. `own`: it is the server's own. `worded`: its revision is, and it replaces `over`."""

    fact: Fact
    key: str
    own: bool
    worded: bool
    retired: bool
    over: int | None

    @property
    def revision(self) -> int:
        return self.fact.revision_id


@dataclass(frozen=True, slots=True)
class SeasonRow:
    """`in_use`: there is a fact about it, or it is the base's."""

    id: int
    own: bool
    number: int
    episodes: int | None
    in_use: bool = True


@dataclass(frozen=True, slots=True)
class EpisodeRow:
    """`season` is the id of the season's row; `in_use` as with seasons."""

    episode: Episode
    own: bool
    season: int
    runtime: int | None = None
    imdb: str | None = None
    in_use: bool = True
    synopsis: Synopsis | None = None


@dataclass(frozen=True, slots=True)
class PersonRow:
    person: Person
    own: bool
    key: str


@dataclass(frozen=True, slots=True)
class CharacterRow:
    character: Character
    own: bool
    key: str


@dataclass(frozen=True, slots=True)
class SourceRow:
    """`key` is the source's key without the key of its show."""

    id: int
    own: bool
    key: str


class ExportGateway(Gateway):
    async def show(self, guild: int, show: int) -> ShowRow | None:
        row = await _sql.show_by_id(self._executor, guild=guild, show=show)
        return _show(row) if row else None

    async def show_by_key(self, guild: int, key: str) -> ShowRow | None:
        """The show with this key in packs; the base's before the server's own."""
        row = await _sql.show_by_key(self._executor, guild=guild, key=key)
        return _show(row) if row else None

    async def show_named(self, guild: int, name: str) -> ShowRow | None:
        """The only show with this name."""
        for folded in keys(name):
            if rows := await _sql.shows_named(self._executor, guild=guild, folded=folded):
                return _show(rows[0]) if len(rows) == 1 else None
        return None

    async def facts(self, guild: int, show: int, kind: Kind, after: int) -> tuple[FactRow, ...]:
        """The next page of facts of a kind, retired ones too, by id after `after`; empty at the end."""
        rows: list[Row] = await _sql.facts_in_view(
            self._executor, guild=guild, show=show, kind=kind, after=after, most=_PAGE
        )
        firsts = {row["fact_id"]: row for row in reversed(rows)}
        return tuple(_fact(fact, firsts[fact.id]) for fact in to_facts(rows))

    async def seasons(self, guild: int, show: int) -> tuple[SeasonRow, ...]:
        rows = await _sql.seasons_in_view(self._executor, guild=guild, show=show)
        return tuple(
            SeasonRow(row["id"], row["layer"] != BASE, row["number"], row["episodes"], bool(row["in_use"]))
            for row in rows
        )

    async def episodes(self, guild: int, show: int) -> tuple[EpisodeRow, ...]:
        rows = await _sql.episodes_in_view(self._executor, guild=guild, show=show)
        return tuple(
            EpisodeRow(
                to_episode(row), row["layer"] != BASE, row["season_id"], row["runtime"], row["imdb"],
                bool(row["in_use"]), to_synopsis(row),
            )
            for row in rows
        )  # fmt: skip

    async def detail_sources(self, guild: int, show: int) -> dict[tuple[int, str], tuple[Source, ...]]:
        """The sources of each detail of each episode."""
        rows = await _sql.detail_sources_in_view(self._executor, guild=guild, show=show)
        return {
            key: tuple(Source(row["source_id"], *row[3:]) for row in group) for key, group in groupby(rows, _detail_key)
        }

    async def people(self, guild: int, show: int) -> tuple[PersonRow, ...]:
        """The people that the base or the server credits in the show."""
        rows = await _sql.people_in_view(self._executor, guild=guild, show=show)
        return tuple(_person(row) for row in rows)

    async def characters(self, guild: int, show: int) -> tuple[CharacterRow, ...]:
        rows = await _sql.characters_in_view(self._executor, guild=guild, show=show)
        return tuple(CharacterRow(to_character(row), row["layer"] != BASE, row["key"]) for row in rows)

    async def sources(self, guild: int, show: int) -> tuple[SourceRow, ...]:
        """Every source that the base or the server names in the show."""
        rows = await _sql.sources_in_view(self._executor, guild=guild, show=show)
        return tuple(SourceRow(row["id"], row["layer"] != BASE, row["key"].rpartition("/")[2]) for row in rows)

    async def names(self, guild: int, show: int, role: NameRole) -> dict[int, tuple[str, ...]]:
        """For each thing with this role, the keys of all its whole names."""
        found: dict[int, tuple[str, ...]] = {}
        for prominence in PROMINENCES[role]:
            rows = await _sql.whole_names(self._executor, guild=guild, show=show, shelf=shelf(prominence, role))
            for thing, group in groupby(rows, _thing):
                found[thing] = (*found.get(thing, ()), *(fold(row["folded"]) for row in group))
        return {thing: tuple(dict.fromkeys(names)) for thing, names in found.items()}

    async def people_with_key(self, guild: int, key: str) -> tuple[PersonRow, ...]:
        """The base's and the server's own person of this key."""
        return tuple(_person(row) for row in await _sql.person_by_key(self._executor, guild=guild, key=key))

    async def own_source(self, guild: int, key: str) -> int | None:
        """The server's own source of this key."""
        row = await _sql.source_by_key(self._executor, guild=guild, key=key)
        return row["id"] if row else None


def _detail_key(row: Row) -> tuple[int, str]:
    return row["episode_id"], row["detail"]


def _thing(row: Row) -> int:
    return row["thing_id"]


def _show(row: Row) -> ShowRow:
    show = Show(row["id"], row["title"], row["credit"], row["image"], row["image_credit"])
    return ShowRow(show, row["layer"] != BASE, row["key"], row["network"], row["imdb"], row["tvmaze"])


def _person(row: Row) -> PersonRow:
    return PersonRow(Person(row["id"], row["name"]), row["layer"] != BASE, row["key"])


def _fact(fact: Fact, row: Row) -> FactRow:
    worded = row["revision_layer"] != BASE
    return FactRow(
        fact=fact,
        key=row["fact_key"],
        own=row["fact_layer"] != BASE,
        worded=worded,
        retired=bool(row["retired"]),
        over=row["base_revision_id"] if worded else fact.revision_id,
    )


def aired_on(day: date | None) -> str | None:
    """A day as it is stored."""
    return day.isoformat() if day else None

"""A show as somebody sees it who has watched it up to a boundary: a copy in memory, without all that lies beyond.

Answers and completions read from the copy as they would from the store, so that nothing they count, sort, page or find
can tell whether anything was left out. `bot.domain.shield` decides what stays; this copies rows. The copy is SQLite
whatever the store is on.
"""

import asyncio
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, TypeAlias

from bot.domain.codes import EpisodeCode
from bot.domain.dates import PartialDate
from bot.domain.facts import Billing, Kind
from bot.domain.matching import LEAST_PROMINENT, ROLES, NameRole, prominence_of
from bot.domain.notices import Notice
from bot.domain.shield import Outline, Scope, Shield, Sight
from bot.store.connection import Parameters, Row
from bot.store.database import Executor, load_queries
from bot.store.gateways.names import shelf

_sql = load_queries("screened")
_Row: TypeAlias = dict[str, Any]
COPIED = (
    *("show", "season", "episode", "episode_source", "person", "character", "source", "fact", "revision", "scope"),
    *("credit", "claim", "head", "about", "alias", "server", "about_row", "fact_row"),
)
"""The tables and views of a copy."""
LAYOUT = Path(__file__).parent / "copy_schema.sql"
"""What the tables of a copy are made with; `python -m tests.store.layout` writes it from what the migrations make."""
_NEVER, _ALWAYS = date.max.isoformat(), ""
_ROWS_AT_ONCE = 2_000


@cache
def _layout() -> str:
    return LAYOUT.read_text(encoding="ascii")


class Copy(Executor):
    """A database in memory, on threads that it shares with other copies."""

    def __init__(self, threads: ThreadPoolExecutor) -> None:
        self._threads = threads
        self._connection = sqlite3.connect(":memory:", check_same_thread=False, isolation_level=None)
        self._connection.row_factory = sqlite3.Row
        self._turn = asyncio.Lock()

    async def fetch(self, sql: str, parameters: Parameters) -> list[Row]:
        return await self._run(lambda: self._connection.execute(sql, dict(parameters)).fetchall())

    async def run_many(self, sql: str, rows: Iterable[Parameters]) -> None:
        await self._run(lambda: self._connection.executemany(sql, (dict(row) for row in rows)))

    def note(self, notice: Notice) -> None:
        raise TypeError(f"A copy is only read: {notice}")

    @property
    def is_on_file(self) -> bool:
        return True

    async def fill(self, fill: Callable[[sqlite3.Connection], None]) -> None:
        """Write the copy, on a thread."""
        await self._run(lambda: fill(self._connection))

    async def _run(self, work: Callable[[], Any]) -> Any:
        async with self._turn:
            return await asyncio.get_running_loop().run_in_executor(self._threads, work)

    def __del__(self) -> None:
        self._connection.close()


@dataclass(frozen=True, slots=True)
class Contents:
    """All rows of a show that a server sees, by table, and what its boundary depends on."""

    guild: int
    show: int
    rows: Mapping[str, Sequence[_Row]]
    calendar: Mapping[EpisodeCode, date | None]
    sizes: Mapping[int, int]

    @property
    def size(self) -> int:
        """How many rows there are."""
        return sum(map(len, self.rows.values()))


async def calendar_of(
    executor: Executor, guild: int, show: int
) -> tuple[dict[EpisodeCode, date | None], dict[int, int]]:
    """The air dates of a show's episodes, and how many each season has where that is on record."""
    found: dict[EpisodeCode, date | None] = {}
    for row in await _sql.calendar(executor, guild=guild, show=show):
        code, aired = EpisodeCode(row["season"], row["number"]), row["aired"]
        found[code] = date.fromisoformat(aired) if aired else found.get(code)
    sizes = {row["season"]: row["episodes"] for row in await _sql.sizes(executor, guild=guild, show=show)}
    return found, sizes


async def read_contents(executor: Executor, guild: int, show: int) -> Contents:
    """Read all of a show that a server sees."""
    calendar, sizes = await calendar_of(executor, guild, show)
    of_show = {"guild": guild, "show": show}
    read = {
        "head": _sql.heads, "fact": _sql.facts, "revision": _sql.revisions, "scope": _sql.scopes,
        "credit": _sql.credits, "claim": _sql.claims, "season": _sql.seasons, "episode": _sql.episodes,
        "episode_source": _sql.episode_sources, "character": _sql.characters, "person": _sql.people,
        "alias": _sql.aliases,
    }  # fmt: skip
    rows: dict[str, list[_Row]] = {}
    for table, query in read.items():
        rows[table] = [dict(row) for row in await query(executor, **of_show)]
    sources = [*await _sql.sources(executor, **of_show), *await _sql.sources_of_episodes(executor, **of_show)]
    rows["source"] = list({row["id"]: dict(row) for row in sources}.values())
    rows["show"] = [dict(row) for row in await _sql.shows(executor, guild=guild)]
    names = [dict(row) for row in await _sql.names_of_shows(executor, guild=guild)]
    rows["alias"] += [row for row in names if row["show_id"] != show]
    servers = [dict(row) for row in await _sql.servers(executor, guild=guild)]
    unset = {"guild_id": guild, "timezone": "UTC", "changed_at": "", "timezone_chosen": 0}
    rows["server"] = [row | {"show_id": show} for row in servers or [unset]]
    return Contents(guild, show, rows, calendar, sizes)


async def screen(contents: Contents, shield: Shield, threads: ThreadPoolExecutor) -> Copy:
    """Return a copy of what a shield leaves open of a show."""
    copy = Copy(threads)
    await copy.fill(lambda connection: _Screening(contents, shield).write(connection))
    return copy


class _Screening:
    """Copies rows, in the order in which each depends on others."""

    def __init__(self, contents: Contents, shield: Shield) -> None:
        self._contents = contents
        self._rows = contents.rows
        self._shield = shield
        self._sight = Sight(shield.upto, contents.calendar, contents.sizes)
        self._seasons = {row["id"]: row["number"] for row in self._rows["season"]}
        self._codes = {
            row["id"]: EpisodeCode(self._seasons[row["season_id"]], row["number"]) for row in self._rows["episode"]
        }

    def write(self, connection: sqlite3.Connection) -> None:
        """Make the tables, and write what is open."""
        connection.executescript(_layout())
        connection.execute("BEGIN")
        for table, rows in self._open_rows():
            _insert(connection, table, rows)
        columns = ", ".join(row["name"] for row in connection.execute("PRAGMA table_info(about)"))
        connection.execute(f"INSERT INTO about ({columns}) SELECT DISTINCT {columns} FROM about_row")
        connection.execute("COMMIT")

    def _open_rows(self) -> Iterator[tuple[str, Sequence[_Row]]]:
        revisions, scopes = self._open_facts()
        kept = {row["id"] for row in revisions}
        heads = [row for row in self._rows["head"] if row["revision_id"] in kept]
        facts = {row["fact_id"] for row in heads}
        claims = [self._claim(row) for row in self._rows["claim"] if row["revision_id"] in kept]
        credited = [row for row in self._rows["credit"] if row["revision_id"] in kept]
        for table in ("show", "season", "server"):
            yield table, self._rows[table]
        named = {row["person_id"] for row in credited}
        yield "person", [row for row in self._rows["person"] if row["id"] in named]
        yield "episode", [self._episode(row) for row in self._rows["episode"]]
        yield "episode_source", [row for row in self._rows["episode_source"] if self._shows_detail(row)]
        yield "source", self._sources(claims)
        yield "fact", [row for row in self._rows["fact"] if row["id"] in facts]
        yield "head", heads
        yield "revision", [self._settled(row, facts) for row in revisions]
        yield "scope", scopes
        yield "credit", credited
        yield "claim", claims
        mentions = _Mentions(revisions, scopes, credited, claims, self._kinds(heads), self._seasons)
        yield "character", self._characters(mentions)
        yield "alias", list(self._aliases(mentions))

    def _kinds(self, heads: Sequence[_Row]) -> dict[int, Kind]:
        return {row["revision_id"]: Kind(row["kind"]) for row in heads}

    def _open_facts(self) -> tuple[list[_Row], list[_Row]]:
        """The revisions of the facts that are open, and what is open of their scopes."""
        kinds = self._kinds(self._rows["head"])
        scopes, claims = _by_revision(self._rows["scope"]), _by_revision(self._rows["claim"])
        characters = {row["id"]: row["spoils_id"] for row in self._rows["character"]}
        revisions: list[_Row] = []
        kept_scopes: list[_Row] = []
        for row in self._rows["revision"]:
            kind = kinds.get(row["id"])
            if kind is None:
                continue
            spoils = [each for each in (row["spoils_id"], characters.get(row["character_id"])) if each is not None]
            placed = {self._scope(scope): scope for scope in scopes.get(row["id"], ())}
            outline = Outline(
                kind,
                Billing(row["billing"]) if row["billing"] else None,
                tuple(placed),
                max((self._codes[each] for each in spoils if each in self._codes), default=None),
                _first_said(claims.get(row["id"], ())),
            )
            open_scopes = self._sight.kept(outline)
            if open_scopes is None:
                continue
            kept_scopes += [placed[scope] for scope in open_scopes]
            is_open = self._shield.opens and row["spoils_id"] is not None
            revisions.append(row | {"spoils_id": None} if is_open else row)
        return revisions, kept_scopes

    def _scope(self, row: _Row) -> Scope:
        episode = self._codes.get(row["episode_id"]) if row["episode_id"] is not None else None
        return Scope(self._seasons[row["season_id"]], episode)

    def _settled(self, row: _Row, facts: set[int]) -> _Row:
        """A fact as it was before another settled it, where that other one is covered."""
        is_known = row["settled_by"] is None or row["settled_by"] in facts
        return row if is_known else row | {"settled_by": None, "outcome": None}

    def _claim(self, row: _Row) -> _Row:
        return row if self._sight.shows_words(_day(row["published"])) else row | {"note": None}

    def _sources(self, claims: Sequence[_Row]) -> list[_Row]:
        """Sources without headlines and addresses that may tell of something later."""
        dated: dict[int, list[date | None]] = {}
        for row in claims:
            dated.setdefault(row["source_id"], []).append(_day(row["published"]))
        return [
            row
            if all(map(self._sight.shows_words, dated.get(row["id"], [None])))
            else row | {"title": None, "url": None}
            for row in self._rows["source"]
        ]

    def _episode(self, row: _Row) -> _Row:
        code = self._codes[row["id"]]
        if not self._sight.shows_title(code):
            row = row | {"title": None}
        return row if self._sight.has_seen(code) else row | {"synopsis": None, "synopsis_credit": None, "imdb": None}

    def _shows_detail(self, row: _Row) -> bool:
        code = self._codes[row["episode_id"]]
        match row["detail"]:
            case "title":
                return self._sight.shows_title(code)
            case "imdb":
                return self._sight.has_seen(code)
            case _:
                return True

    def _characters(self, mentions: "_Mentions") -> list[_Row]:
        """The characters that are open, as prominent as what is open of them."""
        found: list[_Row] = []
        for row in self._rows["character"]:
            traits = mentions.of.get((row["id"], NameRole.CHARACTER))
            if traits is not None:
                is_open = self._shield.opens and row["spoils_id"] is not None
                found.append(row | {"prominence": traits.prominence} | ({"spoils_id": None} if is_open else {}))
        return found

    def _aliases(self, mentions: "_Mentions") -> Iterator[_Row]:
        spoiling = {row["id"] for row in self._rows["character"] if row["spoils_id"] is not None}
        for row in self._rows["alias"]:
            role = NameRole(row["shelf"].partition(" ")[2])
            match role:
                case NameRole.SHOW:
                    yield row
                case NameRole.SEASON:
                    yield row | {"known_from": mentions.seasons.get(row["thing_id"], _ALWAYS)}
                case NameRole.EPISODE:
                    code = self._codes[row["thing_id"]]
                    if row["name"] == str(code):
                        yield row | {"known_from": mentions.seasons.get(code.season, _ALWAYS)}
                    elif self._sight.shows_title(code):
                        yield row
                case _:
                    traits = mentions.of.get((row["thing_id"], role))
                    if traits is not None:
                        spoils = traits.spoils or (row["thing_id"] in spoiling and not self._shield.opens)
                        yield row | {
                            "shelf": shelf(traits.prominence if role in _BILLED else LEAST_PROMINENT, role),
                            "known_from": traits.known_from,
                            "spoils": int(spoils),
                        }


_BILLED = (NameRole.ACTOR, NameRole.CHARACTER)


@dataclass(slots=True)
class _Traits:
    prominence: int = LEAST_PROMINENT
    known_from: str = _NEVER
    spoils: bool = True


class _Mentions:
    """What the open facts say of each person and character in each role, and when each season was spoken of first."""

    def __init__(
        self,
        revisions: Sequence[_Row],
        scopes: Sequence[_Row],
        credited: Sequence[_Row],
        claims: Sequence[_Row],
        kinds: Mapping[int, Kind],
        seasons: Mapping[int, int],
    ) -> None:
        known: dict[int, str] = {}
        for row in claims:
            known[row["revision_id"]] = min(row["counts_from"], known.get(row["revision_id"], _NEVER))
        by_id = {row["id"]: row for row in revisions}
        self.of: dict[tuple[int, NameRole], _Traits] = {}
        for row in credited:
            if (role := ROLES.get(kinds[row["revision_id"]])) is not None:
                self._add(row["person_id"], role, by_id[row["revision_id"]], known)
        for row in revisions:
            if row["character_id"] is not None:
                self._add(row["character_id"], NameRole.CHARACTER, row, known)
        self.seasons: dict[int, str] = {}
        for row in scopes:
            number, since = seasons[row["season_id"]], known.get(row["revision_id"], _NEVER)
            self.seasons[number] = min(since, self.seasons.get(number, _NEVER))

    def _add(self, thing: int, role: NameRole, revision: _Row, known: Mapping[int, str]) -> None:
        traits = self.of.setdefault((thing, role), _Traits())
        billing = Billing(revision["billing"]) if revision["billing"] else None
        traits.prominence = min(traits.prominence, prominence_of(billing))
        traits.known_from = min(traits.known_from, known.get(revision["id"], _NEVER))
        traits.spoils = traits.spoils and revision["spoils_id"] is not None


def _insert(connection: sqlite3.Connection, table: str, rows: Sequence[_Row]) -> None:
    if rows:
        columns = tuple(rows[0])
        names = ", ".join(f'"{column}"' for column in columns)
        values = ", ".join(f":{column}" for column in columns)
        connection.executemany(f"INSERT INTO {table} ({names}) VALUES ({values})", rows)


def _by_revision(rows: Sequence[_Row]) -> dict[int, list[_Row]]:
    found: dict[int, list[_Row]] = {}
    for row in rows:
        found.setdefault(row["revision_id"], []).append(row)
    return found


def _first_said(claims: Sequence[_Row]) -> date | None:
    days = [day for row in claims if (day := _day(row["published"])) is not None]
    return min(days, default=None)


def _day(published: str | None) -> date | None:
    """The last day of a claim's date; the day itself is in doubt before."""
    return PartialDate.parse(published).last if published else None

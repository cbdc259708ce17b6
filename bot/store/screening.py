"""Writing a copy of a show as somebody sees it who has watched it up to a boundary, without all that lies beyond.

`bot.domain.shield` decides what stays, fact by fact; statements copy it, so that a large show is copied by the database
and not row by row.
"""

import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path

from bot.domain.codes import EpisodeCode
from bot.domain.dates import PartialDate
from bot.domain.facts import Billing, Kind
from bot.domain.matching import LEAST_PROMINENT, ROLES, prominence_of
from bot.domain.shield import Outline, Scope, Shield, Sight
from bot.store.calendars import to_calendar

_NEVER = date.max.isoformat()
_AT_ONCE, _MOST_KEPT = 1_000, 50_000
_UNKNOWN = EpisodeCode(9999, 9999)
"""Stands for an episode that the server doesn't see: nobody has seen it."""
_SEASONS = "SELECT id, number, episodes FROM source.season WHERE show_id = :show AND layer IN (0, :guild)"
_EPISODES = """
SELECT e.id, s.number, e.number, e.aired
FROM source.season s JOIN source.episode e ON e.season_id = s.id
WHERE s.show_id = :show AND s.layer IN (0, :guild) AND e.layer IN (0, :guild)
"""
# The facts as the server sees them, each once, with what the rule looks at.
_FACTS = """
SELECT h.revision_id, h.kind, r.billing, r.spoils_id, c.spoils_id,
    (SELECT MIN(last_day(k.published)) FROM source.claim k WHERE k.revision_id = r.id),
    (SELECT group_concat(s.position || ' ' || s.season_id || ' ' || COALESCE(s.episode_id, ''), ',')
     FROM source.scope s WHERE s.revision_id = r.id)
FROM source.head h JOIN source.revision r ON r.id = h.revision_id LEFT JOIN source.character c ON c.id = r.character_id
WHERE h.show_id = :show AND h.layer IN (0, :guild) AND r.retired = 0
  AND (h.layer = :guild OR NOT EXISTS (SELECT 1 FROM source.head o WHERE o.fact_id = h.fact_id AND o.layer = :guild))
"""


def split(text: str) -> tuple[str, ...]:
    """The statements of a script. One runs after another in a transaction, which `executescript` would end."""
    return tuple(f"{statement};" for statement in text.split(";\n") if statement.strip())


_NOTES = (
    "CREATE TEMP TABLE place (episode_id INTEGER PRIMARY KEY, season INTEGER, code TEXT, shows_title, is_seen)",
    "CREATE TEMP TABLE kept (revision_id INTEGER PRIMARY KEY)",
    "CREATE TEMP TABLE kept_scope (revision_id INTEGER, position INTEGER)",
    "CREATE TEMP TABLE role_of (kind TEXT PRIMARY KEY, role TEXT)",
)
_COPYING = split(Path(__file__).with_suffix(".sql").read_text(encoding="ascii"))


@dataclass(frozen=True, slots=True)
class Layout:
    """Statements that make the tables of a copy, and those for its indexes and views."""

    tables: Sequence[str]
    others: Sequence[str]


def write_open(connection: sqlite3.Connection, layout: Layout, guild: int, show: int, shield: Shield) -> int:
    """Write to an empty database what is open of a show in the database `source`. Return how many rows it has."""
    for statement in layout.tables:
        connection.execute(statement)
    connection.execute("BEGIN")  # so that all of it is read as of one moment
    _Screening(connection, guild, show, shield).write()
    for statement in layout.others:
        connection.execute(statement)
    connection.execute("INSERT INTO main.about SELECT DISTINCT * FROM about_row")
    connection.execute("COMMIT")
    tables = connection.execute("SELECT name FROM main.sqlite_master WHERE type = 'table'").fetchall()
    return sum(connection.execute(f"SELECT COUNT(*) FROM main.{name}").fetchone()[0] for (name,) in tables)


class _Screening:
    def __init__(self, connection: sqlite3.Connection, guild: int, show: int, shield: Shield) -> None:
        self._connection = connection
        self._asked = {"guild": guild, "show": show}
        self._opens = shield.opens
        seasons = connection.execute(_SEASONS, self._asked).fetchall()
        episodes = connection.execute(_EPISODES, self._asked).fetchall()
        self._seasons: dict[int, int] = {row: number for row, number, _ in seasons}
        self._codes = {row: EpisodeCode(season, number) for row, season, number, _ in episodes}
        calendar = to_calendar(
            ((self._codes[row], day) for row, *_, day in episodes), ((number, size) for _, number, size in seasons)
        )
        self._sight = Sight(shield.upto, *calendar)

    def write(self) -> None:
        """Note what is open, and copy it."""
        connection = self._connection
        self._add_functions()
        for statement in _NOTES:
            connection.execute(statement)
        connection.executemany("INSERT INTO role_of VALUES (?, ?)", ROLES.items())
        connection.executemany("INSERT INTO place VALUES (?, ?, ?, ?, ?)", self._places())
        for kept, scopes in self._open_facts():
            connection.executemany("INSERT INTO kept VALUES (?)", kept)
            connection.executemany("INSERT INTO kept_scope VALUES (?, ?)", scopes)
        given = self._asked | {"opens": self._opens, "never": _NEVER, "least_prominent": LEAST_PROMINENT}
        for statement in _COPYING:
            connection.execute(statement, given)

    def _add_functions(self) -> None:
        def shows_words(published: str | None) -> bool:
            return self._sight.shows_words(_day(published))

        self._connection.create_function("last_day", 1, _last_day, deterministic=True)
        self._connection.create_function("shows_words", 1, lru_cache(_MOST_KEPT)(shows_words), deterministic=True)
        self._connection.create_function("prominence_of", 1, _prominence, deterministic=True)

    def _places(self) -> Iterator[tuple[int, int, str, bool, bool]]:
        for row, code in self._codes.items():
            yield row, code.season, str(code), self._sight.shows_title(code), self._sight.has_seen(code)

    def _open_facts(self) -> Iterator[tuple[list[tuple[int]], list[tuple[int, int]]]]:
        """Yield the revisions of open facts, and the positions of what is open of their scopes, some at a time."""
        open_positions = lru_cache(_MOST_KEPT)(self._open_positions)
        facts = self._connection.execute(_FACTS, self._asked)
        while rows := facts.fetchmany(_AT_ONCE):
            found = [(revision, open_positions(*outline)) for revision, *outline in rows]
            kept = [(revision,) for revision, positions in found if positions is not None]
            yield kept, [(revision, position) for revision, positions in found for position in positions or ()]

    def _open_positions(
        self,
        kind: str,
        billing: str | None,
        spoils: int | None,
        name_spoils: int | None,
        said: str | None,
        where: str | None,
    ) -> tuple[int, ...] | None:
        """Return the positions of what is open of a fact's scopes; None if it is covered whole."""
        placed: dict[int, Scope] = {}
        for scope in where.split(",") if where else ():
            position, season, episode = scope.split(" ")
            placed[int(position)] = self._scope(int(season), int(episode) if episode else None)
        outline = Outline(
            Kind(kind),
            Billing(billing) if billing else None,
            tuple(dict.fromkeys(placed.values())),
            tuple(self._codes.get(each, _UNKNOWN) for each in (spoils, name_spoils) if each is not None),
            date.fromisoformat(said) if said else None,
        )
        kept = self._sight.kept(outline)
        return None if kept is None else tuple(position for position, scope in placed.items() if scope in kept)

    def _scope(self, season: int, episode: int | None) -> Scope:
        return Scope(self._seasons[season], self._codes.get(episode) if episode is not None else None)


def _day(published: str | None) -> date | None:
    """The last day of a claim's date; the day itself is in doubt before."""
    return PartialDate.parse(published).last if published else None


@lru_cache(_MOST_KEPT)
def _last_day(published: str | None) -> str | None:
    day = _day(published)
    return day.isoformat() if day else None


def _prominence(billing: str | None) -> int:
    return prominence_of(Billing(billing) if billing else None)

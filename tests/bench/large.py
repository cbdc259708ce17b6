"""A large store for measuring: 20,000 shows and 1,000,000 credits, one show of them with 100,000 in two seasons."""

import random
import shutil
import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from tests.bench.stores import bulk_writing, rows_of

LARGEST_TITLE = "Everlong Harbour"

_SYLLABLES = (
    "an", "bel", "cor", "dar", "el", "fin", "gar", "hol", "is", "jor", "kal", "lor", "mar", "nor", "os", "per",
    "quin", "ros", "sal", "tor", "ul", "var", "wil", "xan", "yor", "zel",
)  # fmt: skip
_FIRST_ID = 1 << 40
_BATCH = 50_000


@dataclass(frozen=True, slots=True)
class Size:
    """How many shows and credits there are in all, how many of the credits belong to the largest show, and how many of
    these to its second season."""

    shows: int
    credits: int
    largest_show: int
    second_season: int


LARGE = Size(20_000, 1_000_000, 100_000, 20_000)
SMALL = Size(40, 3_000, 400, 80)


class Names:
    def __init__(self, seed: int) -> None:
        self._random = random.Random(seed)

    def word(self) -> str:
        return "".join(self._random.choices(_SYLLABLES, k=self._random.choice((2, 2, 3)))).capitalize()

    def full(self) -> str:
        return f"{self.word()} {self.word()}"


class _Ids:
    def __init__(self) -> None:
        self._next = _FIRST_ID

    def __call__(self) -> int:
        self._next += 1
        return self._next


def generate(shipped: Path, target: Path, size: Size = LARGE) -> None:
    """Write the large store: a copy of the shipped one with generated shows beside the real one."""
    shutil.copyfile(shipped, target)
    with bulk_writing(target) as connection:
        _fill(connection, size)
    # What facts are about follows from their rows, looked up by their indexes.
    rows_of(target, "DELETE FROM about")
    rows_of(target, "INSERT INTO about SELECT DISTINCT v.* FROM about_row v")


def counts(database: Path) -> dict[str, int]:
    """The row counts of what is measured."""
    tables = ("show", "fact", "revision", "credit", "claim", "alias", "person", "character")
    return {table: int(str(rows_of(database, f"SELECT COUNT(*) FROM {table}")[0][0])) for table in tables}


def _fill(connection: sqlite3.Connection, size: Size) -> None:
    ids, names = _Ids(), Names(7)
    source = ids()
    _insert(connection, "source", [(source, 0, "generated", "Generated Weekly")])
    people = [(ids(), names.full()) for _ in range(size.credits // 4)]
    _insert(connection, "person", ((person, 0, f"generated-{person}", name) for person, name in people))
    have = connection.execute("SELECT COUNT(*) FROM show").fetchone()[0]
    small = size.shows - have - 1
    shipped = connection.execute("SELECT COUNT(*) FROM credit").fetchone()[0]
    each, rest = divmod(size.credits - size.largest_show - shipped, small)
    for number in range(small):
        _show(connection, ids, names, people, source, names.full(), [each + (number < rest)])
    seasons = [size.largest_show - size.second_season, size.second_season]
    _show(connection, ids, names, people, source, LARGEST_TITLE, seasons)


def _show(
    connection: sqlite3.Connection,
    ids: _Ids,
    names: Names,
    people: list[tuple[int, str]],
    source: int,
    title: str,
    seasons: Sequence[int],
) -> None:
    """Add a show with so many credits in each of its seasons."""
    show, made = ids(), [ids() for _ in seasons]
    choose = random.Random(show)
    _insert(connection, "show", [(show, 0, f"generated-{show}", title)])
    _insert(connection, "season", [(season, show, 0, number, 10) for number, season in enumerate(made, start=1)])
    rows: dict[str, list[tuple[object, ...]]] = {table: [] for table in _ROWS_OF_A_SHOW}
    _alias(rows, ids, show, "show", show, title, 0)
    places = [(season, position) for season, size in zip(made, seasons, strict=True) for position in range(size)]
    for season, position in places:
        character, fact, revision = ids(), ids(), ids()
        person, actor = people[choose.randrange(len(people))]
        part = names.full()
        prominence, billing = (0, "main") if position < 12 else (1, "recurring") if position % 3 else (2, "guest")
        rows["character"].append((character, show, 0, f"c{character}", part, prominence))
        rows["fact"].append((fact, show, 0, f"f{fact}", "cast"))
        rows["revision"].append((revision, fact, 0, 1, "pack", "2026-01-01T00:00:00+00:00", 0, character, billing))
        rows["credit"].append((revision, 0, person))
        rows["scope"].append((revision, 0, season))
        rows["claim"].append((revision, 0, source, 2, 1, "2020-01-01"))
        rows["head"].append((fact, 0, revision, show, "cast"))
        _alias(rows, ids, show, "character", character, part, prominence)
        _alias(rows, ids, show, "actor", person, actor, prominence)
    for table, values in rows.items():
        _insert(connection, table, values)


def _alias(
    rows: dict[str, list[tuple[object, ...]]], ids: _Ids, show: int, role: str, thing: int, name: str, prominence: int
) -> None:
    words = name.lower().split(" ")
    for word in range(len(words)):
        folded = " ".join(words[word:])
        rows["alias"].append((ids(), show, 0, f"{prominence} {role}", thing, name, folded, word, "2020-01-01", 0))


_COLUMNS = {
    "source": "id, layer, key, outlet",
    "person": "id, layer, key, name",
    "show": "id, layer, key, title",
    "season": "id, show_id, layer, number, episodes",
    "character": "id, show_id, layer, key, name, prominence",
    "fact": "id, show_id, layer, key, kind",
    "revision": "id, fact_id, layer, number, change, made_at, retired, character_id, billing",
    "credit": "revision_id, position, person_id",
    "scope": "revision_id, position, season_id",
    "claim": "revision_id, position, source_id, weight, supports, counts_from",
    "head": "fact_id, layer, revision_id, show_id, kind",
    "alias": "id, show_id, layer, shelf, thing_id, name, folded, word, known_from, spoils",
}
_ROWS_OF_A_SHOW = ("character", "fact", "revision", "credit", "scope", "claim", "head", "alias")


def _insert(connection: sqlite3.Connection, table: str, rows: Iterable[tuple[object, ...]]) -> None:
    values = iter(rows)
    while batch := list(islice(values, _BATCH)):
        marks = ", ".join("?" * len(batch[0]))
        connection.executemany(f"INSERT INTO {table} ({_COLUMNS[table]}) VALUES ({marks})", batch)

"""What is kept in memory has a bound, and everything that may change what is made of it empties it."""

from __future__ import annotations

import asyncio
import re
import sqlite3
from collections import OrderedDict
from collections.abc import Generator, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.facts import Fact, Kind, Show
from bot.domain.matching import NameMatch, NameRole
from bot.store.kept import Changes, Kept, Memory, Sought
from tests.engines.raw import connect
from tests.store.statements import statements

pytestmark = pytest.mark.sqlite

STATEMENTS = dict(statements())
INSERT, UPDATE, DELETE, READ = sqlite3.SQLITE_INSERT, sqlite3.SQLITE_UPDATE, sqlite3.SQLITE_DELETE, sqlite3.SQLITE_READ


async def look() -> None:
    """Nothing has changed."""


async def doubled(keys: Sequence[int]) -> dict[int, int]:
    return {key: 2 * key for key in keys}


@given(st.integers(1, 5), st.lists(st.lists(st.integers(0, 9), min_size=1, max_size=7, unique=True), max_size=20))
def test_the_values_that_nobody_asked_for_the_longest_go_first(most: int, questions: list[list[int]]) -> None:
    async def ask() -> None:
        kept: Kept[int, int] = Kept(most, look)
        expected: OrderedDict[int, None] = OrderedDict()
        for keys in questions:
            read: list[int] = []

            async def noted(missing: Sequence[int], read: list[int] = read) -> dict[int, int]:
                read += missing
                return await doubled(missing)

            assert await kept.get(keys, noted) == {key: 2 * key for key in keys}
            assert read == [key for key in keys if key not in expected]
            for key in [key for key in keys if key in expected] + read:
                expected[key] = None
                expected.move_to_end(key)
            while len(expected) > most:
                expected.popitem(last=False)

    asyncio.run(ask())


@given(st.integers(1, 9), st.lists(st.integers(0, 9), max_size=30))
def test_large_values_leave_less_room(most: int, questions: list[int]) -> None:
    """Here each value is as large as its key."""

    async def numbers(keys: Sequence[int]) -> dict[int, int]:
        read.extend(keys)
        return {key: key for key in keys}

    async def ask() -> None:
        kept: Kept[int, int] = Kept(most, look, lambda value: value)
        expected: list[int] = []
        for key in questions:
            read.clear()
            await kept.get([key], numbers)
            assert (key in read) == (key not in expected)
            expected = [*(other for other in expected if other != key), key]
            while sum(expected) > most:
                del expected[0]

    read: list[int] = []
    asyncio.run(ask())


async def test_what_two_read_at_once_counts_once() -> None:
    kept: Kept[int, int] = Kept(3, look, lambda value: value)
    may_end = asyncio.Event()

    async def slowly(keys: Sequence[int]) -> dict[int, int]:
        await may_end.wait()
        return {key: key for key in keys}

    both = [asyncio.create_task(kept.get([2], slowly)) for _ in range(2)]
    await asyncio.sleep(0)
    may_end.set()
    await asyncio.gather(*both)

    async def one(keys: Sequence[int]) -> dict[int, int]:
        return dict.fromkeys(keys, 1)

    await kept.get([1], one)  # there is room for both
    assert await kept.get([2], doubled) == {2: 2}


async def test_what_was_being_read_while_it_changed_is_not_kept() -> None:
    kept: Kept[int, str] = Kept(10, look)
    is_reading, may_end = asyncio.Event(), asyncio.Event()

    async def slowly(keys: Sequence[int]) -> dict[int, str]:
        is_reading.set()
        await may_end.wait()
        return dict.fromkeys(keys, "before")

    async def at_once(keys: Sequence[int]) -> dict[int, str]:
        return dict.fromkeys(keys, "after")

    begun = asyncio.create_task(kept.get([1], slowly))
    await is_reading.wait()
    kept.forget()
    may_end.set()
    assert await begun == {1: "before"}  # it was asked for before the change
    assert await kept.get([1], at_once) == {1: "after"}


async def test_what_can_not_be_found_is_looked_for_again() -> None:
    kept: Kept[int, int] = Kept(10, look)

    async def nothing(keys: Sequence[int]) -> dict[int, int]:
        return {}

    assert await kept.get([1], nothing) == {}
    assert await kept.get([1], doubled) == {1: 2}


# Which changes empty it


@dataclass(frozen=True, slots=True)
class Accesses:
    """What a statement does to which columns of which tables, by SQLite's own account, with cascades of deletions."""

    all: frozenset[tuple[int, str, str | None]]

    def tables(self, *actions: int) -> set[str]:
        """The tables to which it does any of these."""
        return {table for action, table, _ in self.all if action in actions}

    def columns(self, action: int) -> set[tuple[str, str | None]]:
        """The columns to which it does this."""
        return {(table, column) for does, table, column in self.all if does == action}


@dataclass(frozen=True, slots=True)
class Sql:
    """SQLite, asked what statements would do."""

    connection: sqlite3.Connection

    def accesses(self, sql: str) -> Accesses:
        """What a statement would do."""
        found: set[tuple[int, str, str | None]] = set()

        def note(action: int, table: str | None, column: str | None, *_: str | None) -> int:
            if action in (INSERT, UPDATE, DELETE, READ) and table and not table.startswith("sqlite_"):
                found.add((action, table, column))
            return sqlite3.SQLITE_OK

        self.connection.set_authorizer(note)
        self.connection.execute(f"EXPLAIN {sql}", dict.fromkeys(re.findall(r":(\w+)", sql)))
        return Accesses(frozenset(found))


@pytest.fixture(scope="module")
def sqlite(loaded_database: Path) -> Generator[Sql]:
    with closing(connect(loaded_database)) as connection:
        connection.execute("PRAGMA foreign_keys = ON")
        yield Sql(connection)


def noted(sql: str) -> frozenset[str]:
    changes = Changes()
    changes.note(sql)
    return changes.take()


def test_each_statement_that_writes_is_recognised(sqlite: Sql) -> None:
    writes = 0
    for name, sql in STATEMENTS.items():
        accesses, tables = sqlite.accesses(sql), noted(sql)
        assert len(tables) == bool(accesses.tables(INSERT, UPDATE, DELETE)), name
        for table in tables:
            does = {action for action, of, _ in accesses.all if of == table.lstrip("+") and action != READ}
            assert does, name
            assert table.startswith("+") == (does == {INSERT}), name
        writes += len(tables)
    assert writes > 150


def test_an_upsert_of_a_new_row_is_told_from_one_of_a_row_that_was_there() -> None:
    changes, sql = Changes(), STATEMENTS["catalogue_writer.save_person"]
    changes.note(sql, made=5, returned=5)
    assert changes.take() == {"+person"}
    changes.note(sql, made=5, returned=4)
    assert changes.take() == {"person"}


async def empties(sql: str) -> set[str]:
    """What is forgotten after a statement: facts, the shows that servers ask about, names."""

    async def nothing_changed() -> bool:
        return False

    async def fact(keys: Sequence[int]) -> dict[int, Fact]:
        asked.append("fact")
        return {key: Fact(1, key, Kind.NEWS, Show(1, "A"), ()) for key in keys}

    async def show(keys: Sequence[int]) -> dict[int, Show | None]:
        asked.append("show")
        return dict.fromkeys(keys)

    async def names(keys: Sequence[Sought]) -> dict[Sought, tuple[NameMatch, ...]]:
        asked.append("names")
        return dict.fromkeys(keys, ())

    memory, asked = Memory(nothing_changed), list[str]()
    for _ in range(2):
        await memory.facts.get([1], fact)
        await memory.shows.get([1], show)
        await memory.names.get([Sought(1, 1, (NameRole.ACTOR,), "a", date(2026, 1, 1), False, 30)], names)
        memory.changed(noted(sql))
    return {each for each in asked if asked.count(each) == 2}


async def test_a_statement_that_may_change_a_fact_empties_the_memory_of_facts(sqlite: Sql) -> None:
    parts = {"claim", "credit", "scope"}
    """They belong to a revision, and go with it."""
    reads = sqlite.accesses("SELECT * FROM fact_row").columns(READ)
    assert {"revision", "fact", "show", "character", *parts} < {table for table, _ in reads}
    may_change: set[str] = set()
    for name, sql in STATEMENTS.items():
        accesses = sqlite.accesses(sql)
        deletes = accesses.tables(DELETE) & {table for table, _ in reads}
        is_gone = deletes <= {"revision", "fact", *parts} and (not deletes & parts or "revision" in deletes)
        if accesses.columns(UPDATE) & reads or not is_gone:
            may_change.add(name)
            assert "fact" in await empties(sql), name
    assert {"catalogue_writer.save_show", "catalogue_writer.save_source", "imports.set_episodes"} < may_change
    assert "housekeeping.people_of_server" in may_change


async def test_a_statement_that_may_change_a_servers_show_empties_the_memory_of_shows(sqlite: Sql) -> None:
    may_change: set[str] = set()
    for name, sql in STATEMENTS.items():
        if sqlite.accesses(sql).tables(INSERT, UPDATE, DELETE) & {"server", "show", "batch"}:
            may_change.add(name)
            assert "show" in await empties(sql), name
    assert {"servers.set_show", "imports.set_taken", "housekeeping.shows_of_server"} < may_change


async def test_a_statement_that_may_change_names_empties_the_memory_of_names(sqlite: Sql) -> None:
    may_change: set[str] = set()
    for name, sql in STATEMENTS.items():
        if "alias" in sqlite.accesses(sql).tables(INSERT, UPDATE, DELETE):
            may_change.add(name)
            assert "names" in await empties(sql), name
    assert {"housekeeping.shows_of_server"} < may_change

"""Databases that are damaged or lack something: the start ends in words that name the file, or is a proper one."""

from __future__ import annotations

import asyncio
import random
import shutil
import sqlite3
from collections.abc import Generator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from bot.errors import DatabaseUnusable
from bot.store.layout import EXPECTED, LAYOUT, lacking
from bot.store.schema import migrate
from bot.wiring import open_services
from tests.conftest import PACKS
from tests.patience import work
from tests.store import layout

pytestmark = pytest.mark.sqlite

SEEDS = range(40)
MADE = EXPECTED.read_text(encoding="ascii").splitlines()
TABLES = [line.split()[1] for line in MADE if line.startswith("table ")]
HURT = ("cut off", "bits", "bytes at the start", "noise", "zeros")


@contextmanager
def changed(path: Path) -> Generator[sqlite3.Connection]:
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("PRAGMA legacy_alter_table = ON")  # views may be left without what they show
        yield connection


def refusal(path: Path) -> str:
    with pytest.raises(DatabaseUnusable) as raised:
        migrate(path)
    words = str(raised.value)
    assert str(path) in words
    assert "python -m bot doctor" in words
    return words


async def start(path: Path, packs: Path) -> None:
    async with open_services(path, packs):
        pass


def test_the_layout_that_is_checked_is_the_one_that_the_migrations_make() -> None:
    assert EXPECTED.read_text(encoding="ascii") == layout.made(), "run: python -m tests.store.layout"


@pytest.mark.parametrize("table", TABLES)
def test_a_missing_table_stops_the_start(database: Path, table: str) -> None:
    with changed(database) as connection:
        for view in ("fact_row", "about_row"):
            connection.execute(f"DROP VIEW {view}")
        connection.execute(f"DROP TABLE {table}")
    assert "is damaged: it has no " in refusal(database)


def refusal_of_any_kind(path: Path) -> DatabaseUnusable:
    with pytest.raises(DatabaseUnusable) as raised:
        migrate(path)
    return raised.value


def test_a_missing_column_stops_the_start_in_words_that_name_it(database: Path) -> None:
    for table, column in (("claim", "note"), ("server", "left_at"), ("delivery", "reason")):
        with changed(database) as connection:
            for view in ("fact_row", "about_row"):
                connection.execute(f"DROP VIEW IF EXISTS {view}")
            connection.execute(f"ALTER TABLE {table} RENAME COLUMN {column} TO other")
        with closing(sqlite3.connect(database)) as connection:
            assert f"its table {table} has no column {column}" in lacking(connection.execute(LAYOUT))
    assert "has no column" in refusal(database)


def test_each_missing_index_is_noticed(database: Path) -> None:
    with closing(sqlite3.connect(database)) as connection:
        sql = "SELECT name FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL"
        names = [name for (name,) in connection.execute(sql)]
        assert len(names) > 50
        for name in names:
            connection.execute("BEGIN")
            connection.execute(f"DROP INDEX {name}")
            (missing,) = lacking(connection.execute(LAYOUT))
            assert missing.startswith("it has no ")
            connection.execute("ROLLBACK")
        connection.execute(f"DROP INDEX {names[0]}")
        connection.commit()
    assert "index on" in refusal(database)


def test_what_somebody_added_is_no_reason_to_refuse(database: Path) -> None:
    with changed(database) as connection:
        connection.execute("CREATE TABLE mine (id INTEGER)")
        connection.execute("CREATE INDEX mine_too ON claim (note)")
        connection.execute("ALTER TABLE server ADD COLUMN mine TEXT")
        connection.execute("ANALYZE")
    assert not migrate(database)


def test_a_version_that_is_no_text_is_refused_in_words(database: Path) -> None:
    for garbage in ("CAST(x'ff30' AS TEXT)", "'00x5'", "''"):
        with changed(database) as connection:
            connection.execute(f"UPDATE alembic_version SET version_num = {garbage}")
        refusal(database)


def test_an_older_version_than_the_tables_are_is_refused_in_words(database: Path) -> None:
    for older in ("0001", "0002", "0003", "0004"):
        with changed(database) as connection:
            connection.execute("UPDATE alembic_version SET version_num = ?", (older,))
        assert str(database) in str(refusal_of_any_kind(database))


def test_the_check_at_the_start_reads_no_rows(database: Path) -> None:
    migrate(database)
    assert work(lambda: migrate(database)) < 0.2


def hurt(content: bytes, how: str, chance: random.Random) -> bytes:
    """A database's bytes after something happened to them."""
    found, size = bytearray(content), len(content)
    at, length = chance.randrange(size), chance.choice((16, 512, 4096, 65536))
    match how:
        case "cut off":
            return bytes(found[:at])
        case "bits":
            for _ in range(chance.choice((1, 3, 30, 300))):
                found[chance.randrange(size)] ^= 1 << chance.randrange(8)
        case "bytes at the start":
            for _ in range(chance.choice((1, 3, 30))):
                found[chance.randrange(min(size, 6 * 4096))] = chance.randrange(256)
        case "noise":
            found[at : at + length] = chance.randbytes(len(found[at : at + length]))
        case _:
            found[at : at + length] = bytes(len(found[at : at + length]))
    return bytes(found)


@pytest.fixture(scope="module")
def newer_packs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The shipped packs as a newer release has them, so that they are loaded."""
    folder = tmp_path_factory.mktemp("packs")
    for pack in PACKS.glob("*.toml"):
        (folder / pack.name).write_text(f"{pack.read_text(encoding='utf-8')}\n# newer\n", encoding="utf-8")
    return folder


@pytest.mark.parametrize("seed", SEEDS)
def test_a_damaged_file_ends_the_start_in_words_or_not_at_all(
    loaded_database: Path, tmp_path: Path, newer_packs: Path, seed: int
) -> None:
    chance = random.Random(seed)
    path = tmp_path / "casefile.db"
    path.write_bytes(hurt(loaded_database.read_bytes(), HURT[seed % len(HURT)], chance))
    words: list[str] = []
    for packs in (PACKS, newer_packs):
        copy = tmp_path / "copy.db"
        shutil.copyfile(path, copy)
        try:
            asyncio.run(start(copy, packs))
        except DatabaseUnusable as error:
            words.append(str(error))
    assert all(str(tmp_path / "copy.db") in said for said in words)

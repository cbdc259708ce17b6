"""A database file that is removed, replaced or cut off while it is open: no change goes into nothing."""

from __future__ import annotations

import asyncio
import logging
import os
import shutil
import sqlite3
import sys
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.domain.outages import Unwritable
from bot.errors import StoreUnwritable
from bot.store.file import BESIDE, Header, Lost
from bot.store.schema import migrate
from bot.store.store import Store, open_store
from tests.conftest import ROOT
from tests.patience import PATIENCE

pytestmark = pytest.mark.sqlite

GUILD = 2**62
NOW = datetime(2026, 1, 1, tzinfo=UTC)
Act = Callable[[Path], object]


async def write(store: Store, zone: str = "Europe/Berlin") -> None:
    async with store.changing() as gateways:
        await gateways.servers.set_timezone(GUILD, zone, NOW)


async def read(store: Store) -> str:
    return (await store.reading().servers.get(GUILD)).timezone


def zone_in(path: Path) -> str | None:
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        row = connection.execute("SELECT timezone FROM server WHERE guild_id = ?", (GUILD,)).fetchone()
    return row[0] if row else None


async def refused(store: Store) -> None:
    with pytest.raises(StoreUnwritable) as raised:
        await write(store, "Asia/Tokyo")
    assert raised.value.why is Unwritable.REPLACED


def another(path: Path) -> Path:
    """Another database of Casefile's, in which nothing was chosen."""
    other = path.with_name("other.db")
    migrate(other)
    return other


def remove(path: Path) -> None:
    path.unlink()


def move(path: Path) -> None:
    path.rename(path.with_name("moved.db"))


def replace(path: Path) -> None:
    another(path).replace(path)


def overwrite(path: Path) -> None:
    shutil.copyfile(another(path), path)


def overwrite_with_an_older_copy(path: Path) -> None:
    shutil.copyfile(path.with_name("older.db"), path)


def cut(path: Path) -> None:
    os.truncate(path, path.stat().st_size - 4096)


def empty(path: Path) -> None:
    os.truncate(path, 0)


def remove_log(path: Path) -> None:
    path.with_name(f"{path.name}-wal").unlink()


def remove_index(path: Path) -> None:
    path.with_name(f"{path.name}-shm").unlink()


@pytest.mark.parametrize(
    ("act", "lost"),
    [
        (remove, Lost.MISSING),
        (move, Lost.MISSING),
        (replace, Lost.REPLACED),
        (overwrite, Lost.OVERWRITTEN),
        (overwrite_with_an_older_copy, Lost.OVERWRITTEN),
        (cut, Lost.CUT),
        (empty, Lost.CUT),
        (remove_log, Lost.WITHOUT_LOG),
        (remove_index, Lost.WITHOUT_LOG),
    ],
)
async def test_no_change_goes_into_a_file_that_is_no_longer_there(
    database: Path, act: Act, lost: Lost, caplog: pytest.LogCaptureFixture
) -> None:
    migrate(database)
    shutil.copyfile(database, database.with_name("older.db"))
    async with open_store(database) as store:
        await write(store)
        with closing(sqlite3.connect(database)) as other:
            other.execute("PRAGMA wal_checkpoint")  # as SQLite does now and then
        await write(store, "Europe/Rome")
        act(database)
        with pytest.raises(StoreUnwritable):
            await store.look()
        for _ in range(3):
            await refused(store)
        assert store.health.outage is not None
        if not lost.is_final:
            assert await read(store) == "Europe/Rome"
    said = [record for record in caplog.records if record.levelno >= logging.WARNING]
    assert [lost.value in record.getMessage() for record in said] == [True]


async def test_what_was_not_in_the_file_yet_never_gets_into_another(database: Path) -> None:
    migrate(database)
    async with open_store(database) as store:
        await write(store)
        replace(database)
        await refused(store)
    assert zone_in(database) is None
    async with open_store(database) as store:
        await write(store, "Asia/Tokyo")
    assert zone_in(database) == "Asia/Tokyo"


async def test_it_never_gets_there_either_if_another_program_is_reading_meanwhile(database: Path) -> None:
    migrate(database)
    async with open_store(database) as store:
        await write(store)
        with closing(sqlite3.connect(database, isolation_level=None)) as other:
            other.execute("BEGIN")
            other.execute("SELECT * FROM server").fetchall()
            replace(database)
            await refused(store)
        await refused(store)
    assert zone_in(database) is None


async def test_a_file_that_was_moved_away_has_everything_that_was_saved(database: Path) -> None:
    migrate(database)
    async with open_store(database) as store:
        await write(store)
        move(database)
        await refused(store)
        assert zone_in(database.with_name("moved.db")) == "Europe/Berlin"


async def test_a_file_that_comes_back_is_written_again(database: Path) -> None:
    migrate(database)
    async with open_store(database) as store:
        await write(store)
        move(database)
        await refused(store)
        database.with_name("moved.db").rename(database)
        await store.look()
        await write(store, "Asia/Tokyo")
        assert store.health.outage is None
    assert zone_in(database) == "Asia/Tokyo"


async def test_what_was_overwritten_stays_lost_until_a_restart(database: Path) -> None:
    migrate(database)
    copy = database.with_name("copy.db")
    shutil.copyfile(database, copy)
    async with open_store(database) as store:
        overwrite(database)
        await refused(store)
        shutil.copyfile(copy, database)  # what is kept in memory may be of either
        await refused(store)
    async with open_store(database) as store:
        await write(store)


async def test_a_copy_that_is_put_there_again_after_the_stop_is_used_as_it_is(database: Path) -> None:
    migrate(database)
    async with open_store(database) as store:
        await write(store)
        overwrite(database)
        await refused(store)
    overwrite(database)
    for end in BESIDE:
        database.with_name(f"{database.name}{end}").unlink(missing_ok=True)
    assert zone_in(database) is None
    async with open_store(database) as store:
        await write(store, "Asia/Tokyo")
    assert zone_in(database) == "Asia/Tokyo"


async def test_what_another_program_saves_is_kept_also_if_it_went_back_to_a_copy(database: Path) -> None:
    migrate(database)
    async with open_store(database) as store:
        await write(store)
        with (
            closing(sqlite3.connect(database)) as other,
            closing(sqlite3.connect(database.with_name("copy.db"))) as copy,
        ):
            other.backup(copy)
            for _ in range(2):
                await store.try_writing()
            other.execute("PRAGMA wal_checkpoint")
            await store.look()
            copy.backup(other)
            other.execute("PRAGMA wal_checkpoint")
            with other:
                other.execute("UPDATE server SET timezone = 'Asia/Tokyo'")
            await refused(store)
    assert zone_in(database) == "Asia/Tokyo"


KILLED_WHILE_IT_MOVES_THE_LOG = """
import os, sqlite3, sys
connection = sqlite3.connect(sys.argv[1], isolation_level=None)
connection.execute("VACUUM")
connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
connection.execute("PRAGMA wal_autocheckpoint = 0")
connection.execute("INSERT INTO web_copy (url, body, fetched_at) VALUES ('', ?, '')", ("x" * 1_000_000,))
with open(sys.argv[1] + "-wal", "rb") as log:
    content = log.read()
frames = [content[at : at + 4120] for at in range(32, len(content), 4120)]
first_page = [frame[24:] for frame in frames if frame[:4] == bytes([0, 0, 0, 1])][-1]
os.pwrite(os.open(sys.argv[1], os.O_WRONLY), first_page, 0)
os._exit(0)
"""


async def test_a_program_that_is_killed_while_it_moves_the_log_is_no_reason_to_stop(database: Path) -> None:
    migrate(database)
    with closing(sqlite3.connect(database)) as connection, connection:
        connection.execute("INSERT INTO web_copy (url, body, fetched_at) VALUES ('', ?, '')", ("x" * 2_000_000,))
        connection.execute("DELETE FROM web_copy")
    async with open_store(database) as store:
        await write(store)
        other = await asyncio.create_subprocess_exec(sys.executable, "-c", KILLED_WHILE_IT_MOVES_THE_LOG, str(database))
        assert await asyncio.wait_for(other.wait(), PATIENCE) == 0
        assert not is_whole(database)
        await store.look()
        await write(store, "Asia/Tokyo")
    assert zone_in(database) == "Asia/Tokyo"


async def test_a_link_that_leads_elsewhere_is_noticed(database: Path) -> None:
    migrate(database)
    link = database.with_name("link.db")
    link.symlink_to(database)
    async with open_store(link) as store:
        await write(store)
        link.unlink()
        link.symlink_to(another(database))
        await refused(store)


BUSY = """
import sqlite3, sys
connection = sqlite3.connect(sys.argv[1], isolation_level=None, timeout=60)
connection.execute("PRAGMA journal_mode = WAL")
for number in range(40):
    connection.execute("BEGIN IMMEDIATE")
    connection.execute("INSERT INTO web_copy (url, body, fetched_at) VALUES (?, ?, '')", (str(number), "x" * 200_000))
    connection.execute("COMMIT")
    connection.execute("PRAGMA wal_checkpoint(PASSIVE)")
    if number % 10 == 9:
        connection.execute("DELETE FROM web_copy")
        connection.execute("VACUUM")
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
"""


async def test_another_program_that_writes_properly_is_no_reason_to_stop(
    database: Path, caplog: pytest.LogCaptureFixture
) -> None:
    migrate(database)
    async with open_store(database) as store:
        other = await asyncio.create_subprocess_exec(sys.executable, "-c", BUSY, str(database))
        ended = asyncio.ensure_future(asyncio.wait_for(other.wait(), PATIENCE))
        while not ended.done():
            await store.look()
            await asyncio.sleep(0.001)
        assert await ended == 0
        await write(store)
        assert store.health.outage is None


async def test_an_import_at_the_same_time_is_no_reason_to_stop(database: Path) -> None:
    migrate(database)
    table = database.with_name("table.csv")
    table.write_text("season,episode,title,director\n" + "".join(f"1,{n},Part {n},Ann Bo {n}\n" for n in range(1, 300)))
    arguments = (
        "-m",
        "bot",
        "import",
        "csv",
        str(table),
        "--show",
        "Harbour",
        "--source",
        "Me",
        "--yes",
        "--accept-warnings",
    )
    environment = {**os.environ, "DATABASE": str(database), "PACKS": str(ROOT / "data"), "PYTHONPATH": str(ROOT)}
    async with open_store(database) as store:
        other = await asyncio.create_subprocess_exec(
            sys.executable, *arguments, cwd=database.parent, env=environment, stdout=asyncio.subprocess.DEVNULL
        )
        ended = asyncio.ensure_future(asyncio.wait_for(other.wait(), PATIENCE))
        while not ended.done():
            await store.look()
            await asyncio.sleep(0.001)
        assert await ended == 0
        await write(store)


async def test_the_header_says_which_database_it_is_and_how_new(database: Path) -> None:
    assert 0 != header(database).identity != header(another(database)).identity != 0
    before = header(database)
    migrate(database)
    assert header(database) == before
    async with open_store(database) as store:
        await write(store)
    after = header(database)
    assert (after.identity, after.stamp) == (before.identity, before.stamp + 1)
    assert Header.of(b"Remember the milk. " * 10) is None


def header(path: Path) -> Header:
    assert is_whole(path)
    found = Header.of(path.read_bytes())
    assert found is not None
    return found


def is_whole(path: Path) -> bool:
    content = path.read_bytes()
    found = Header.of(content)
    return found is not None and found.size == len(content)

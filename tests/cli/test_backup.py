"""`python -m bot backup`: whole, as of one moment, never in anybody's way, and never over anything."""

from __future__ import annotations

import asyncio
import os
import random
import shutil
import signal
import sqlite3
import stat
import sys
import time
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager, closing
from pathlib import Path

import pytest

from bot.store.schema import versions
from tests.cli.command import Ended, casefile, contents, environment, locked_out, shut
from tests.patience import PATIENCE
from tests.reliability.ground import until
from tests.small_disk import SmallDisk

FILLER = 30_000_000


@pytest.fixture
def away(tmp_path: Path) -> Path:
    """A folder for backups alone."""
    path = tmp_path / "away"
    path.mkdir()
    return path


async def backup(database: Path, *arguments: str) -> Ended:
    ended = await casefile(database.parent, "backup", *arguments, DATABASE=str(database))
    assert "Traceback" not in ended.err
    return ended


def rows(path: Path, sql: str) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True)) as connection:
        return connection.execute(sql).fetchall()


def check_whole(path: Path, like: Path) -> None:
    assert rows(path, "PRAGMA integrity_check") == [("ok",)]
    assert rows(path, "PRAGMA foreign_key_check") == []
    for table in ("fact", "revision", "alias", "claim"):
        assert rows(path, f"SELECT * FROM {table} ORDER BY 1, 2") == rows(like, f"SELECT * FROM {table} ORDER BY 1, 2")


def run(database: Path, *statements: str) -> None:
    with closing(sqlite3.connect(database)) as connection, connection:
        for statement in statements:
            connection.execute(statement)


async def test_a_backup_is_one_whole_file_for_its_owner_alone(database: Path, away: Path) -> None:
    file = away / "copy.db"
    ended = await backup(database, str(file))
    assert (ended.code, ended.err) == (0, "")
    assert ended.out.startswith(f"{file}: 247 facts, 0 servers, ")
    assert contents(away) == ["copy.db"]
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    check_whole(file, database)
    ((version,),) = rows(file, "SELECT version_num FROM alembic_version")
    assert version == versions()[-1]


async def test_nothing_is_ever_overwritten(database: Path, away: Path) -> None:
    file = away / "copy.db"
    file.write_text("Something else")
    ended = await backup(database, str(file))
    assert ended.code == 8
    assert f"{file} is there already" in ended.err
    assert file.read_text() == "Something else"
    (away / "link.db").symlink_to(away / "nowhere")
    assert (await backup(database, str(away / "link.db"))).code == 8
    assert (await backup(database, str(database))).code == 8
    assert contents(away) == ["copy.db", "link.db"]


def linked(link: Path, to: Path) -> Path:
    link.symlink_to(to)
    return link


def write(path: Path, content: bytes) -> None:
    path.write_bytes(content)


async def test_what_belongs_to_the_database_is_no_name_for_a_backup(database: Path, away: Path) -> None:
    link = linked(away / "linked.db", database)
    for end in ("-wal", "-shm", "-journal", ".lock", ".forgotten"):
        for named in (database, link):
            ended = await backup(named, str(database.with_name(database.name + end)))
            assert ended.code == 8
            assert "belongs to the database" in ended.err


@pytest.mark.parametrize("end", ["-wal", "-shm", "-journal"])
async def test_what_is_left_of_another_database_does_not_become_part_of_a_backup(
    database: Path, away: Path, end: str
) -> None:
    write(away / f"daily.db{end}", b"left")
    ended = await backup(database, str(away / "daily.db"))
    assert ended.code == 8
    assert "would be taken for a part of the backup" in ended.err
    assert contents(away) == [f"daily.db{end}"]


@pytest.mark.parametrize("name", ["x" * 300, "x" * 254 + "/", f"{'x' * 253}.db", "x/" * 3000])
async def test_a_name_that_no_file_can_have(database: Path, away: Path, name: str) -> None:
    for more in ((), ("--keep", "2")):
        ended = await backup(database, f"{away}/{name}", *more)
        assert ended.code == 8
        assert "Traceback" not in ended.err
        assert len(ended.err.splitlines()) == 1
    assert contents(away) == []


@pytest.mark.parametrize("name", ["x" * 240 + ".db", "line\nand 'quotes' \"\".db", "🎉 %41?#.db", "-wal"])
async def test_any_name_that_a_file_can_have(database: Path, away: Path, name: str) -> None:
    ended = await backup(database, f"{away}/{name}")
    assert (ended.code, ended.err) == (0, "")
    assert contents(away) == [name]
    check_whole(away / name, database)


async def test_a_folder_that_this_user_may_not_use(database: Path, away: Path) -> None:
    for file in (away, away / "daily.db"):
        with shut(away):
            ended = await locked_out(database.parent, "backup", str(file), DATABASE=str(database))
        assert ended.code == 8
        assert "Permission denied" in ended.err
        assert "Traceback" not in ended.err
        assert contents(away) == []


async def test_no_name_is_not_this_folder(database: Path) -> None:
    before = contents(database.parent)
    ended = await casefile(database.parent, "backup", "", DATABASE=str(database))
    assert ended.code == 2
    assert "FILE: is empty" in ended.err
    assert contents(database.parent) == before


async def test_two_at_once_are_two_or_one_is_refused(database: Path, away: Path) -> None:
    both = await asyncio.gather(*(backup(database, str(away / "daily.db")) for _ in range(4)))
    assert sorted(ended.code for ended in both) == [0, 8, 8, 8]
    assert all("is there already" in ended.err for ended in both if ended.code)
    assert contents(away) == ["daily.db"]
    check_whole(away / "daily.db", database)


async def test_a_database_behind_links_in_a_circle(tmp_path: Path) -> None:
    linked(tmp_path / "casefile.db", Path("casefile.db"))
    for command in (("backup", "new.db"), ("doctor",), ("migrate",), ("export",)):
        ended = await casefile(tmp_path, *command, DATABASE="casefile.db", DISCORD_TOKEN="")
        assert ended.code in (3, 9)
        assert "Traceback" not in ended.err
        assert any(words in ended.out + ended.err for words in ("Too many levels of symbolic links", "can't be used"))


async def test_old_ones_make_room_and_nothing_else_does(database: Path, away: Path) -> None:
    others = ["casefile-20200101-000000.db-notes", "casefile-2020.db", "other-20200101-000000.db", "casefile.db"]
    old = [f"casefile-2020010{day}-000000.db" for day in range(1, 5)]
    for name in (*others, *old):
        (away / name).write_text("")
    (away / "casefile-20200109-000000.db").mkdir()
    ended = await backup(database, str(away), "--keep", "3")
    assert ended.code == 0
    made = set(contents(away)) - {*others, *old, "casefile-20200109-000000.db"}
    assert len(made) == 1
    assert set(contents(away)) == {*others, *old[2:], *made, "casefile-20200109-000000.db"}
    assert ended.out.count("was removed; the newest 3 are kept.") == 2
    check_whole(away / made.pop(), database)


async def test_the_new_one_is_kept_whatever_the_names_of_the_old_ones_say(database: Path, away: Path) -> None:
    for day in (1, 2):
        (away / f"daily-2999010{day}-000000.db").write_text("")
    ended = await backup(database, str(away / "daily.db"), "--keep", "1")
    assert ended.code == 0
    (name,) = contents(away)
    assert not name.startswith("daily-2999")


async def test_a_folder_gets_a_file_with_the_time_in_its_name(database: Path, away: Path) -> None:
    assert (await backup(database, f"{away}/")).code == 0
    (name,) = contents(away)
    assert len(name) == len("casefile-20261129-223000.db")


@pytest.mark.parametrize("file", ["missing/copy.db", "missing/"])
async def test_a_folder_that_is_not_there_is_not_made(database: Path, file: str) -> None:
    ended = await backup(database, file)
    assert ended.code == 8
    assert "There is no folder missing" in ended.err
    assert contents(database.parent) == [database.name]


@pytest.mark.parametrize("keep", ["0", "-1", "many"])
async def test_a_number_to_keep_that_is_none(database: Path, keep: str) -> None:
    ended = await backup(database, "copy.db", "--keep", keep)
    assert ended.code == 2
    assert contents(database.parent) == [database.name]


async def test_a_damaged_database_is_not_copied_and_old_backups_stay(database: Path, away: Path) -> None:
    run(database, "DROP INDEX claim_by_source")
    old = away / "casefile-20200101-000000.db"
    old.write_text("whole")
    ended = await backup(database, str(away), "--keep", "1")
    assert ended.code == 3
    assert "is damaged: it has no index on claim (source_id). The copy of it was thrown away" in ended.err
    assert contents(away) == [old.name]


async def test_damaged_pages_are_found_in_the_copy(database: Path, away: Path) -> None:
    ((page,),) = rows(database, "SELECT rootpage FROM sqlite_master WHERE name = 'claim_by_source'")
    assert isinstance(page, int)
    with database.open("r+b") as file:
        file.seek((page - 1) * 4096)
        file.write(bytes(4096))
    ended = await backup(database, str(away / "copy.db"))
    assert ended.code == 3
    assert "is damaged" in ended.err
    assert contents(away) == []


async def test_what_is_no_database_of_casefile(tmp_path: Path, away: Path) -> None:
    ended = await backup(tmp_path / "none.db", str(away / "copy.db"))
    assert (ended.code, contents(away)) == (3, [])
    run(tmp_path / "other.db", "CREATE TABLE diary (entry TEXT)")
    ended = await backup(tmp_path / "other.db", str(away / "copy.db"))
    assert (ended.code, contents(away)) == (3, [])
    assert "other.db is not a database of Casefile" in ended.err


@pytest.mark.parametrize("command", [("backup", "copy.db"), ("restore", "copy.db")])
async def test_for_a_server_its_own_tools_are_named(tmp_path: Path, command: tuple[str, ...]) -> None:
    ended = await casefile(tmp_path, *command, DATABASE="postgresql://casefile:secret@db.example/casefile")
    assert ended.code == 8
    for word in ("pg_dump --format=custom", "pg_restore --clean"):
        assert word in ended.err
    assert "secret" not in ended.err


async def test_a_full_disk_gets_no_half_backup(database: Path, disk: SmallDisk) -> None:
    for leave in (1, 300_000):
        disk.fill(leave)
        before = contents(disk.path)
        ended = await backup(database, str(disk.path / "copy.db"))
        assert ended.code == 9
        assert "he disk is full, so " in ended.err
        assert contents(disk.path) == before
    disk.empty()
    assert (await backup(database, str(disk.path / "copy.db"))).code == 0


@asynccontextmanager
async def written_to(database: Path, rate: int) -> AsyncGenerator[list[float]]:
    """Let another program write meanwhile; afterwards the list has how often, for how long, and the longest wait."""
    run(database, "CREATE TABLE tick (n INTEGER PRIMARY KEY)", "CREATE TABLE tock (n INTEGER PRIMARY KEY)")
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "tests.helpers.writing", str(database), str(rate),
        env=environment(), stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE,
    )  # fmt: skip
    assert process.stdout is not None
    assert (await process.stdout.readline()).strip() == b"writing"
    measured: list[float] = []
    try:
        yield measured
    finally:
        out, _ = await process.communicate(b"")
    measured += map(float, out.split())
    assert process.returncode == 0


async def test_a_thousand_writes_a_second_neither_wait_nor_get_torn(database: Path, away: Path) -> None:
    """How many writes there really are depends on the machine. That none fails, and none is cut in two, does not."""
    run(database, "PRAGMA journal_mode = WAL")
    with closing(sqlite3.connect(database)) as connection, connection:
        connection.execute("CREATE TABLE filler (content BLOB)")
        connection.executemany(
            "INSERT INTO filler VALUES (?)", ((random.randbytes(1000),) for _ in range(FILLER // 1000))
        )
    async with written_to(database, 1000) as measured:
        for number in range(3):
            ended = await backup(database, str(away / f"{number}.db"))
            assert (ended.code, ended.err) == (0, "")
    count, seconds, longest = measured
    print(f"{count:.0f} transactions, {count / seconds:.0f} a second, the longest took {longest:.3f} s")
    seen = 0
    for number in range(3):
        ((ticks, last),) = rows(away / f"{number}.db", "SELECT COUNT(*), MAX(n) FROM tick")
        assert rows(away / f"{number}.db", "SELECT COUNT(*), MAX(n) FROM tock") == [(ticks, last)]
        assert ticks == last
        assert isinstance(ticks, int)
        assert seen < ticks < count
        seen = ticks


async def test_a_backup_that_is_killed_leaves_nothing_that_looks_whole(database: Path, away: Path) -> None:
    with closing(sqlite3.connect(database)) as connection, connection:
        connection.execute("CREATE TABLE filler (content BLOB)")
        connection.executemany(
            "INSERT INTO filler VALUES (?)", ((random.randbytes(1000),) for _ in range(FILLER // 1000))
        )
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "bot", "backup", str(away), "--keep", "1",
        env=environment({"DATABASE": str(database)}), stdout=asyncio.subprocess.PIPE,
    )  # fmt: skip
    await until(lambda: bool(contents(away)), PATIENCE, "the beginning of the copy", every=0.001)
    process.send_signal(signal.SIGKILL)
    await process.communicate()
    left = contents(away)
    assert left
    assert all(".part" in name for name in left)
    long_ago = time.time() - 90_000
    for name in left:
        os.utime(away / name, (long_ago, long_ago))
    shutil.copyfile(database, away / "mine.part")
    os.utime(away / "mine.part", (long_ago, long_ago))
    assert (await backup(database, str(away), "--keep", "1")).code == 0
    whole = [name for name in contents(away) if name != "mine.part"]
    assert len(whole) == 1
    check_whole(away / whole[0], database)

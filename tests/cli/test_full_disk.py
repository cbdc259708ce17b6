"""Commands on a full disk end with exit code 9 and words, and change nothing."""

from __future__ import annotations

import asyncio
import gzip
import shutil
import sqlite3
import sys
from contextlib import closing
from functools import partial
from pathlib import Path

import pytest

from tests.cli.command import PACKS, Ended, casefile, contents, environment
from tests.packs.imdb.rows import SHOW as IMDB_SHOW
from tests.packs.imdb.rows import write_folder
from tests.small_disk import SmallDisk
from tests.web.tvmaze_server import SHOW, tidewater, tvmaze_server

SERVER = "1100000000000000001"
ENOUGH_TO_OPEN = 200_000
ROWS = "season,episode,title,director\n" + "".join(f"1,{n},A long title no. {n},Ann Bo {n}\n" for n in range(1, 900))


@pytest.fixture
def database(loaded_database: Path, disk: SmallDisk) -> Path:
    """A database on a small disk of its own."""
    path = disk.path / "casefile.db"
    shutil.copyfile(loaded_database, path)
    return path


def facts(database: Path) -> list[tuple[int, int]]:
    with closing(sqlite3.connect(database)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
        return connection.execute("SELECT fact_id, revision_id FROM head ORDER BY 1").fetchall()


def full(ended: Ended, *words: str) -> None:
    """Check that a command ended because the disk is full, and says so."""
    assert ended.code == 9, f"{ended.code}: {ended.err}"
    assert "Traceback" not in ended.err
    for word in ("he disk is full, so ", "made room", *words):
        assert word in ended.err


async def import_table(folder: Path, database: Path, *more: str) -> Ended:
    (folder / "table.csv").write_text(ROWS, encoding="utf-8")
    arguments = (
        "import",
        "csv",
        "table.csv",
        "--show",
        "Harbour",
        "--source",
        "Me",
        "--yes",
        "--accept-warnings",
        *more,
    )
    return await casefile(folder, *arguments, DATABASE=str(database))


@pytest.mark.parametrize("leave", [0, ENOUGH_TO_OPEN])
async def test_a_table_is_taken_whole_or_not_at_all(
    tmp_path: Path, database: Path, disk: SmallDisk, leave: int
) -> None:
    before = facts(database)
    disk.fill(leave)
    full(await import_table(tmp_path, database))
    disk.empty()
    assert facts(database) == before
    assert (await import_table(tmp_path, database)).code == 0
    assert len(facts(database)) > len(before)


async def test_a_file_for_a_server_is_taken_whole_or_not_at_all(
    tmp_path: Path, database: Path, disk: SmallDisk
) -> None:
    text = (PACKS / "jessica-jones.toml").read_text(encoding="utf-8")
    (tmp_path / "new.toml").write_text(text.replace("Trish Walker", "Patsy Walker"), encoding="utf-8")
    before = facts(database)
    disk.fill(40_000)
    full(await casefile(tmp_path, "import", "new.toml", "--server", SERVER, "--yes", DATABASE=str(database)))
    disk.empty()
    assert facts(database) == before


async def test_a_show_from_tvmaze_is_taken_whole_or_not_at_all(tmp_path: Path, database: Path, disk: SmallDisk) -> None:
    before = facts(database)
    disk.fill(60_000)
    async with tvmaze_server(tidewater()) as server:
        take = partial(casefile, tmp_path, "import", "tvmaze", str(SHOW), DATABASE=str(database), TVMAZE_URL=server.url)
        full(await take())
        disk.empty()
        assert facts(database) == before
        assert (await take()).code == 0


async def test_imdbs_files_are_read_on_once_there_is_room(tmp_path: Path, disk: SmallDisk) -> None:
    files, library = write_folder(tmp_path / "files"), disk.path / "imdb.db"
    take = partial(casefile, tmp_path, "import", "imdb", str(files), IMDB_LIBRARY=str(library))
    disk.fill(60_000)
    full(await take(), str(library))
    disk.empty()
    ended = await take("--title", IMDB_SHOW)
    assert (ended.code, ended.err.count("Traceback")) == (0, 0)


@pytest.mark.parametrize("before", [None, "What was there before"])
async def test_an_export_leaves_no_half_file(
    tmp_path: Path, loaded_database: Path, disk: SmallDisk, before: str | None
) -> None:
    database, file = tmp_path / "casefile.db", disk.path / "show.toml"
    shutil.copyfile(loaded_database, database)
    if before is not None:
        file.write_text(before, encoding="utf-8")
    there = contents(disk.path)
    disk.fill(8192)
    full(await casefile(tmp_path, "export", "-o", str(file), DATABASE=str(database)), f"{file} was not written")
    disk.empty()
    assert contents(disk.path) == there
    assert before is None or file.read_text(encoding="utf-8") == before
    assert (await casefile(tmp_path, "export", "-o", str(file), DATABASE=str(database))).code == 0
    assert file.stat().st_size > 8192


async def test_an_export_to_a_full_standard_output(tmp_path: Path, loaded_database: Path, disk: SmallDisk) -> None:
    database = tmp_path / "casefile.db"
    shutil.copyfile(loaded_database, database)
    disk.fill(8192)
    with (disk.path / "out").open("wb") as out:
        process = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "bot", "export",
            cwd=tmp_path, env=environment({"DATABASE": str(database)}), stdout=out, stderr=asyncio.subprocess.PIPE,
        )  # fmt: skip
        _, err = await process.communicate()
    assert process.returncode is not None
    full(Ended(process.returncode, "", err.decode()), "The output was not written")
    assert "Exception ignored" not in err.decode()


@pytest.mark.parametrize("command", ["run", "migrate"])
async def test_a_start_says_that_the_disk_is_full(
    tmp_path: Path, database: Path, disk: SmallDisk, command: str
) -> None:
    disk.fill()
    full(
        await casefile(tmp_path, command, DATABASE=str(database), DISCORD_TOKEN="a.b.c"), f"{database} can't be opened"
    )


async def test_a_new_database_on_a_full_disk(tmp_path: Path, disk: SmallDisk) -> None:
    new = disk.path / "new.db"
    for leave in (0, 20_000, 100_000):
        disk.empty()
        disk.fill(leave)
        full(await casefile(tmp_path, "migrate", DATABASE=str(new)))
    disk.empty()
    assert (await casefile(tmp_path, "migrate", DATABASE=str(new))).code == 0


async def test_an_older_database_stays_as_it_is(tmp_path: Path, disk: SmallDisk) -> None:
    dump = Path(__file__).parents[1] / "previous_release" / "database.sql.gz"
    old = disk.path / "old.db"
    with closing(sqlite3.connect(old)) as connection:
        connection.executescript(gzip.decompress(dump.read_bytes()).decode())
        connection.commit()
        version = connection.execute("SELECT version_num FROM alembic_version").fetchall()
    disk.fill(40_000)
    full(await casefile(tmp_path, "migrate", DATABASE=str(old)))
    disk.empty()
    with closing(sqlite3.connect(old)) as connection:
        assert connection.execute("SELECT version_num FROM alembic_version").fetchall() == version
    assert (await casefile(tmp_path, "migrate", DATABASE=str(old))).code == 0

"""An import that is killed: while it is prepared nothing counts, while it is confirmed all of it counts or nothing."""

from __future__ import annotations

import asyncio
import contextlib
import json
import shutil
import signal
import sqlite3
import sys
import time
from collections.abc import AsyncGenerator
from pathlib import Path

import pytest

from tests.cli.command import casefile as command
from tests.cli.command import environment
from tests.loopback.loopback import LoopbackDiscord
from tests.loopback.process import ROOT
from tests.patience import PATIENCE, TRIES
from tests.wire.test_casefile import TRISH, casefile, check_integrity, title

FACTS = 3000


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A file with thousands of new facts about the server's show."""
    people = {f"p{number}": {"name": f"Newcomer{number} Person"} for number in range(FACTS // 4)}
    facts = [
        {
            "id": f"new-{number}", "kind": "news", "statement": f"Something new, number {number}.",
            "people": [f"p{number % len(people)}"], "claims": [{"source": "s", "published": "2018-03-08"}],
        }
        for number in range(FACTS)
    ]  # fmt: skip
    show = {"id": "jessica-jones", "title": "Jessica Jones"}
    pack = {"format": 1, "show": show, "sources": {"s": {"outlet": "A paper"}}, "people": people, "facts": facts}
    path = tmp_path / "new.json"
    path.write_text(json.dumps(pack, indent=1), encoding="utf-8")
    return path


@contextlib.asynccontextmanager
async def importing(file: Path, database: Path, server: int) -> AsyncGenerator[asyncio.subprocess.Process]:
    """An import under way, to be killed."""
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "bot", "import", str(file), "--server", str(server), "--yes",
        cwd=database.parent,
        env=environment({"DATABASE": str(database), "PACKS": str(ROOT / "data")}),
        stdout=asyncio.subprocess.DEVNULL,
        stderr=asyncio.subprocess.DEVNULL,
    )  # fmt: skip
    try:
        yield process
    finally:
        if process.returncode is None:
            process.send_signal(signal.SIGKILL)
        await process.wait()


def count(database: Path, what: str) -> int:
    with contextlib.closing(sqlite3.connect(database)) as connection:
        return connection.execute(f"SELECT COUNT(*) FROM {what}").fetchone()[0]


async def until_staged(database: Path, facts: int, process: asyncio.subprocess.Process) -> bool:
    """Wait until so many facts are prepared; False if it went on before that was noticed."""
    end = time.monotonic() + PATIENCE
    with contextlib.closing(sqlite3.connect(database)) as connection:
        while connection.execute("SELECT COUNT(*) FROM staged").fetchone()[0] < facts:
            assert time.monotonic() < end
            if process.returncode is not None:
                assert process.returncode == 0
                return False
            await asyncio.sleep(0.002)
    return True


async def killed_once_staged(
    database: Path, file: Path, server: int, facts: int, milliseconds: int = 0, *, whole: bool = True
) -> Path:
    """Kill an import so long after so many facts were prepared; without `whole` before all are. Gives the database.

    On a busy machine the moment can be missed. Then the import is begun again, each time in a database of its own.
    """
    for number in range(TRIES):
        fresh = database.with_name(f"killed-{number}.db")
        shutil.copyfile(database, fresh)
        async with importing(file, fresh, server) as process:
            in_time = await until_staged(fresh, facts, process)
            if in_time and milliseconds:
                await asyncio.sleep(milliseconds / 1000)
        all_staged = count(fresh, "staged") == FACTS or counted(fresh, server) == (FACTS, FACTS, 1)
        if in_time and (whole or not all_staged):
            return fresh
    pytest.fail(f"{TRIES} imports went on before they could be killed")


def counted(database: Path, server: int) -> tuple[int, int, int]:
    """How many current facts the server has, how many of its revisions have a number, how many imports are taken."""
    return (
        count(database, f"head WHERE layer = {server}"),
        count(database, f"revision WHERE layer = {server} AND number IS NOT NULL"),
        count(database, "batch WHERE taken_at IS NOT NULL"),
    )


async def test_killed_while_it_is_prepared_nothing_counts(discord: LoopbackDiscord, database: Path, file: Path) -> None:
    server = discord.guilds[0].id
    database = await killed_once_staged(database, file, server, FACTS // 3, whole=False)
    assert 0 < count(database, "staged") < FACTS
    assert counted(database, server) == (0, 0, 0)
    assert count(database, "alias WHERE layer <> 0") == 0
    check_integrity(database)
    async with casefile(discord, database):
        assert title(await discord.slash("cast", {"who": "Trish"})) == TRISH
        unknown = await discord.slash("cast", {"who": "Newcomer7 Person"})
        assert "Newcomer7 Person plays" not in str(unknown.embeds)
    ended = await command(file.parent, "import", str(file), "--server", str(server), "--yes", DATABASE=str(database))
    assert f"Added {FACTS:,} and changed 0 facts" in ended.out
    assert counted(database, server) == (FACTS, FACTS, 1)
    check_integrity(database)


@pytest.mark.parametrize("milliseconds", [0, 40, 80, 120, 160, 220])
async def test_killed_while_it_is_confirmed_all_counts_or_nothing(
    database: Path, file: Path, milliseconds: int
) -> None:
    server = 1_100_000_000_000_000_001
    database = await killed_once_staged(database, file, server, FACTS, milliseconds)
    check_integrity(database)
    assert counted(database, server) in ((0, 0, 0), (FACTS, FACTS, 1))
    # A second try gets all of it, once.
    ended = await command(file.parent, "import", str(file), "--server", str(server), "--yes", DATABASE=str(database))
    assert (ended.code, ended.err) == (0, "")
    assert counted(database, server) == (FACTS, FACTS, 1)
    check_integrity(database)

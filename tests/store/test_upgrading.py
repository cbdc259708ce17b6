"""The process that runs migrations: what ends it, and what does not."""

from __future__ import annotations

import asyncio
import os
import signal
import sqlite3
import sys
from contextlib import closing
from pathlib import Path

import psutil
import pytest

from bot.errors import DatabaseUnusable
from bot.store.schema import migrate
from tests.cli.command import environment
from tests.patience import PATIENCE
from tests.reliability.ground import until
from tests.store.later import Later

pytestmark = pytest.mark.sqlite

MIGRATE = """
import sys
from pathlib import Path
from bot.store import schema
schema._MIGRATIONS = Path(sys.argv[2])
schema.migrate(Path(sys.argv[1]))
"""


class Slow:
    """A migration that writes, and then waits until it may go on."""

    def __init__(self, later: Later, folder: Path) -> None:
        self._pid, self._may_go_on = folder / "pid", folder / "may go on"
        self.version = later.add(
            "import os, pathlib, time",
            "op.execute('CREATE TABLE half (id INTEGER)')",
            f"pathlib.Path({str(self._pid)!r}).write_text(str(os.getpid()) + '.')",
            f"while not pathlib.Path({str(self._may_go_on)!r}).exists(): time.sleep(0.01)",
        )

    async def process(self) -> int:
        """The process that runs it, once it has written."""
        await until(lambda: self._pid.exists() and self._pid.read_text().endswith("."), PATIENCE, "the migration")
        return int(self._pid.read_text()[:-1])

    def go_on(self) -> None:
        self._may_go_on.touch()


@pytest.fixture
def slow(database: Path, later: Later, tmp_path: Path) -> Slow:
    return Slow(later, tmp_path)


async def gone(process: int) -> None:
    await until(lambda: not psutil.pid_exists(process), PATIENCE, "the end of the process")


def state(path: Path) -> tuple[object, ...]:
    with closing(sqlite3.connect(path)) as connection:
        tables = connection.execute("SELECT name FROM sqlite_master ORDER BY 1").fetchall()
        return tables, connection.execute("SELECT version_num FROM alembic_version").fetchall()


async def test_it_ends_with_the_process_that_waits_for_it(
    database: Path, later: Later, slow: Slow, tmp_path: Path
) -> None:
    before = state(database)
    waiting = await asyncio.create_subprocess_exec(
        sys.executable, "-c", MIGRATE, str(database), str(later.folder), cwd=tmp_path, env=environment()
    )
    process = await slow.process()
    waiting.kill()
    await waiting.wait()
    await gone(process)
    assert state(database) == before
    slow.go_on()
    assert migrate(database)


async def test_if_it_is_killed_everything_is_as_it_was(database: Path, slow: Slow) -> None:
    before = state(database)
    migrating = asyncio.create_task(asyncio.to_thread(migrate, database))
    os.kill(await slow.process(), signal.SIGKILL)
    with pytest.raises(DatabaseUnusable, match=r"the process that does it was ended \(Killed\)"):
        await migrating
    assert state(database) == before


async def test_the_signals_that_stop_the_bot_do_not_end_it(database: Path, slow: Slow) -> None:
    migrating = asyncio.create_task(asyncio.to_thread(migrate, database))
    process = await slow.process()
    for number in (signal.SIGINT, signal.SIGTERM):
        os.kill(process, number)
    slow.go_on()
    assert await migrating
    assert state(database)[1] == [(slow.version,)]


async def test_a_command_that_is_interrupted_ends_it(database: Path, later: Later, slow: Slow, tmp_path: Path) -> None:
    before = state(database)
    waiting = await asyncio.create_subprocess_exec(
        sys.executable, "-c", f"import signal\nsignal.signal(signal.SIGINT, signal.default_int_handler){MIGRATE}",
        str(database), str(later.folder), cwd=tmp_path, env=environment(), stderr=asyncio.subprocess.PIPE,
    )  # fmt: skip
    process = await slow.process()
    waiting.send_signal(signal.SIGINT)
    _, complaint = await waiting.communicate()
    assert complaint.decode().endswith("KeyboardInterrupt\n")
    await gone(process)
    assert state(database) == before

"""A bot that is stopped while it starts: during its imports, a migration, the packs, the login."""

from __future__ import annotations

import asyncio
import contextlib
import os
import signal
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

from tests.cli.command import environment
from tests.loopback.loopback import LoopbackDiscord
from tests.loopback.process import ROOT
from tests.patience import PATIENCE
from tests.wire.test_casefile import until

STATUS = Path("/proc/self/status")
MOMENTS = (0.0, 0.05, 0.1, 0.2, 0.35, 0.5, 0.7, 0.9, 1.2, 1.6)

pytestmark = pytest.mark.skipif(not STATUS.exists(), reason="NOT CHECKED: needs /proc to see when signals are handled")


def handles_signals(pid: int) -> bool:
    """Whether a process has come so far that a signal does not just kill it: Python's own start takes a moment."""
    with contextlib.suppress(OSError):
        for line in Path(f"/proc/{pid}/status").read_text().splitlines():
            if line.startswith("SigCgt:"):
                return bool(int(line.split()[1], 16) >> (signal.SIGTERM - 1) & 1)
    return False


async def stopped_after(
    seconds: float, arguments: Sequence[str], folder: Path, number: signal.Signals, **settings: str
) -> tuple[int, str]:
    """The exit code and all that it wrote."""
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "bot", *arguments,
        cwd=folder, env=environment({"PACKS": str(ROOT / "data"), **settings}),
        stdin=asyncio.subprocess.DEVNULL, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.STDOUT,
        start_new_session=True,
    )  # fmt: skip
    async with asyncio.timeout(PATIENCE):
        await until(lambda: handles_signals(process.pid))
        await asyncio.sleep(seconds)
        if number is signal.SIGINT:
            os.killpg(process.pid, number)  # as a terminal does, also to the process that runs migrations
        else:
            os.kill(process.pid, number)
        output, _ = await process.communicate()
    assert process.returncode is not None
    return process.returncode, output.decode()


def check(ended: tuple[int, str]) -> None:
    code, output = ended
    assert code == 0, output
    for wrong in ("Traceback", "Unclosed", "closed database", "never retrieved"):
        assert wrong not in output


@pytest.mark.parametrize("seconds", MOMENTS)
async def test_a_bot_that_is_stopped_while_it_starts_ends_well(
    discord: LoopbackDiscord, tmp_path: Path, seconds: float
) -> None:
    settings = {
        "DATABASE": str(tmp_path / "casefile.db"), "DISCORD_TOKEN": discord.token, "DISCORD_API_BASE": discord.api_base,
    }  # fmt: skip
    # The first start makes the database, unless it is stopped before; the second may find a part of it.
    for number in (signal.SIGTERM, signal.SIGINT):
        check(await stopped_after(seconds, ["run"], tmp_path, number, **settings))


@pytest.mark.parametrize("seconds", MOMENTS[::3])
async def test_a_demo_that_is_stopped_while_it_starts_ends_well(tmp_path: Path, seconds: float) -> None:
    settings = {"DISCORD_TOKEN": "", "DEMO_PORT": "0", "DEMO_DATABASE": str(tmp_path / "demo.db")}
    check(await stopped_after(seconds, ["demo", "--no-browser"], tmp_path, signal.SIGTERM, **settings))

"""The demo as its own process."""

from __future__ import annotations

import asyncio
import re
import sys
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.cli.command import environment
from tests.patience import PATIENCE

_URL = re.compile(r"http://127\.0\.0\.1:\d+/\S*")


@dataclass(frozen=True, slots=True)
class Demo:
    """A running demo: the address of its page, and all that it said up to there."""

    url: str
    said: str
    process: asyncio.subprocess.Process

    async def stop(self) -> int:
        """End it as Ctrl-C does; the exit code."""
        if self.process.returncode is None:
            self.process.terminate()
        return await asyncio.wait_for(self.process.wait(), PATIENCE)


@asynccontextmanager
async def demo(
    database: Path, *arguments: str, module: str = "bot", seconds: float = PATIENCE, **settings: str
) -> AsyncGenerator[Demo]:
    """Start it in the database's folder and wait until it has printed its address."""
    given = {"DISCORD_TOKEN": "", "DEMO_PORT": "0", "DEMO_DATABASE": str(database), **settings}
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", module, *arguments,
        cwd=database.parent,
        env=environment(given),
        stdin=asyncio.subprocess.DEVNULL,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
    )  # fmt: skip
    assert process.stdout is not None
    try:
        url, said = await asyncio.wait_for(_address(process.stdout), seconds)
        yield Demo(url, said, process)
    finally:
        if process.returncode is None:
            process.terminate()
        try:
            await asyncio.wait_for(process.wait(), PATIENCE)
        except TimeoutError:
            process.kill()


async def _address(stdout: asyncio.StreamReader) -> tuple[str, str]:
    said = ""
    async for line in stdout:
        said += line.decode()
        if found := _URL.search(said):
            return found[0], said
    raise AssertionError(f"the demo ended without an address:\n{said}")

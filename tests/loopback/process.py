"""Runs a bot as a separate process against the loopback Discord."""

from __future__ import annotations

import asyncio
import contextlib
import os
import signal
import sys
import time
from collections.abc import Collection, Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import Self

import psutil

from tests.loopback.loopback import LoopbackDiscord
from tests.loopback.world import WireError
from tests.patience import PATIENCE

ROOT = Path(__file__).resolve().parents[2]
RUN_BOT = (sys.executable, "-m", "bot", "run")
INHERITED = ("PATH", "HOME", "LANG", "LC_ALL", "TMPDIR", "VIRTUAL_ENV", "SYSTEMROOT")
POLL_SECONDS = 0.02
OUTPUT_SHOWN = 4_000


class BotProcess:
    """A bot's process; ``async with`` starts it, waits until it is ready, and stops it.

    It gets the token and API address of ``discord`` in its environment, then ``env`` on top,
    and of the test's own environment only what a program needs to start. Standard output and
    standard error go to ``log``. With ``wait=False`` it need not become ready.
    Of a bot with shards, ``shards`` are those of this process.
    """

    def __init__(
        self,
        discord: LoopbackDiscord,
        log: Path,
        *,
        argv: Sequence[str] = RUN_BOT,
        env: Mapping[str, str] | None = None,
        cwd: Path = ROOT,
        wait: bool = True,
        expect_commands: bool = True,
        ready_seconds: float = PATIENCE,
        stop_seconds: float = PATIENCE,
        shards: Collection[int] | None = None,
    ) -> None:
        self.log = log
        self.argv = tuple(argv)
        self.env = {key: os.environ[key] for key in INHERITED if key in os.environ}
        self.env |= {
            "DISCORD_TOKEN": discord.token,
            "DISCORD_API_BASE": discord.api_base,
            "PYTHONUNBUFFERED": "1",
            **(env or {}),
        }
        self._discord = discord
        self._cwd = cwd
        self._wait = wait
        self._expect_commands = expect_commands
        self._ready_seconds = ready_seconds
        self._stop_seconds = stop_seconds
        self._shards = shards
        self._process: asyncio.subprocess.Process | None = None

    async def __aenter__(self) -> Self:
        await self.start()
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        await self.stop()

    def ready_within(self, seconds: float) -> None:
        """Wait so long for it to become ready."""
        self._ready_seconds = seconds

    @property
    def was_started(self) -> bool:
        return self._process is not None

    @property
    def pid(self) -> int:
        return self._running.pid

    @property
    def returncode(self) -> int | None:
        """The exit status, negative for a signal; None while it runs."""
        return self._running.returncode

    @property
    def resident_bytes(self) -> int:
        """The memory that the process itself holds now."""
        return int(psutil.Process(self.pid).memory_info().rss)

    @property
    def processor_seconds(self) -> float:
        """How long it has kept a processor busy so far."""
        used = psutil.Process(self.pid).cpu_times()
        return float(used.user + used.system)

    @property
    def output(self) -> str:
        """Everything the process has written so far."""
        return self.log.read_text(encoding="utf-8", errors="replace")

    @property
    def _running(self) -> asyncio.subprocess.Process:
        if self._process is None:
            raise WireError("the bot's process was never started")
        return self._process

    async def start(self) -> None:
        """Start it, also after it was stopped or killed; the log is continued."""
        # A connection that is left from before would look like the new process's.
        await self._discord.drop_gateway(resumable=True, shards=self._shards)
        with self.log.open("ab") as log:
            self._process = await asyncio.create_subprocess_exec(
                *self.argv,
                cwd=self._cwd,
                env=self.env,
                stdout=log,
                stderr=asyncio.subprocess.STDOUT,
            )
        if self._wait:
            try:
                await self.wait_ready()
            except BaseException:
                await self.stop()
                raise

    async def wait_ready(self) -> None:
        """Wait until the bot is ready on the gateway and, if expected, synced its commands."""
        ready = asyncio.ensure_future(self._ready())
        ended = asyncio.ensure_future(self._running.wait())
        try:
            await asyncio.wait((ready, ended), return_when=asyncio.FIRST_COMPLETED)
            if not ready.done():
                raise WireError(f"the bot ended with {self.returncode}:\n{self._tail()}")
            if ready.exception() is not None:
                raise WireError(f"{ready.exception()}; its output:\n{self._tail()}")
        finally:
            for task in (ready, ended):
                task.cancel()
            await asyncio.gather(ready, ended, return_exceptions=True)

    async def _ready(self) -> None:
        end = time.monotonic() + self._ready_seconds
        await self._discord.wait_ready(self._ready_seconds, self._shards)
        while self._expect_commands and not self._discord.synced:
            if time.monotonic() > end:
                raise WireError(f"the bot synced no commands in {self._ready_seconds} s")
            await asyncio.sleep(POLL_SECONDS)

    def _tail(self) -> str:
        return self.output[-OUTPUT_SHOWN:]

    async def wait_ended(self, seconds: float = PATIENCE) -> int:
        """Wait until it ends by itself; returns the exit status."""
        try:
            return await asyncio.wait_for(self._running.wait(), seconds)
        except TimeoutError:
            raise WireError(f"the bot still runs after {seconds} s:\n{self._tail()}") from None

    async def stop(self) -> int:
        """End it by SIGTERM, by SIGKILL if that takes too long; returns the exit status."""
        self._signal(signal.SIGTERM)
        try:
            return await asyncio.wait_for(self._running.wait(), self._stop_seconds)
        except TimeoutError:
            return await self.kill()

    async def kill(self) -> int:
        """Kill it at once, as a power cut would."""
        self._signal(signal.SIGKILL)
        return await self._running.wait()

    def _signal(self, number: signal.Signals) -> None:
        if self._running.returncode is None:
            with contextlib.suppress(ProcessLookupError):
                self._running.send_signal(number)

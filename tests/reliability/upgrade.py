"""A process of an earlier commit goes on beside one of this commit, which has brought the database to its schema."""

from __future__ import annotations

import asyncio
import contextlib
import io
import subprocess
import sys
import tarfile
from datetime import timedelta
from pathlib import Path

from tests.loopback.loopback import LoopbackDiscord
from tests.loopback.process import ROOT, BotProcess
from tests.patience import PATIENCE
from tests.reliability.ground import Ground, NotSoError, ground, guilds_with, now, until
from tests.reliability.report import Report

BEFORE = "e5756b6"
"""The last commit whose Casefile knows nothing of shards, nor of which schemas it may use."""
CHANNELS = 100


async def upgrade(folder: Path, *, before: str = BEFORE, posts: int = 300) -> Report:
    """Both post at the same time; then the earlier one is stopped, and the rest is the new one's."""
    code = folder / "before"
    await asyncio.to_thread(_unpack, before, code)
    template = folder / "template.db"
    await asyncio.to_thread(_make_database, code, template)
    async with contextlib.AsyncExitStack() as stack:
        there = await stack.enter_async_context(ground(folder, guilds_with(CHANNELS), template))
        door = await stack.enter_async_context(LoopbackDiscord(beside=there.discord))
        report = Report(f"upgrade beside {before}, {posts} posts", started=there.pids)
        old, new = there.bot("old", root=code), there.bot("new", discord=door)
        try:
            await there.start(old)
            await old.wait_ready()
            await there.start(new)
            await new.wait_ready()
            await _post(there, posts, "that both posted everything")
            for discord in (there.discord, door):
                answer = await discord.slash("cast", {"who": "Trish"})
                if "Trish Walker" not in answer.embeds[0]["title"]:
                    report.faults.append("one of the two did not answer")
            report.figures["requests to post by each"] = [
                sum(call.sends for call in discord.requests) for discord in (there.discord, door)
            ]
            report.figures["the earlier one ended with"] = await old.stop()
            await _post(there, posts // 4, "that the new one posted everything")
        except NotSoError as error:
            report.faults.append(str(error))
        finally:
            await asyncio.gather(*(process.stop() for process in (old, new) if process.was_started))
        _judge(there, (old, new), report)
        return report


async def _post(there: Ground, posts: int, what: str) -> None:
    channels = [channel.id for channel in there.channels]
    begin = now() + timedelta(seconds=1)
    due = [begin + timedelta(seconds=number / 40) for number in range(posts)]
    there.post_in([channels[number % len(channels)] for number in range(posts)], due)
    await until(there.nothing_open, PATIENCE, what)


def _judge(there: Ground, processes: tuple[BotProcess, BotProcess], report: Report) -> None:
    report.figures["marked as sent"] = there.states()["sent"]
    report.faults += there.faults()
    for process in processes:
        if "Traceback" in process.output:
            report.faults.append(f"{process.log.name} has a traceback")


def _unpack(commit: str, folder: Path) -> None:
    """Write the files of a commit. Raises NotSoError where its history is not at hand, as in a shallow clone."""
    packed = subprocess.run(("git", "archive", commit, "bot", "cogs"), cwd=ROOT, capture_output=True, check=False)
    if packed.returncode != 0:
        raise NotSoError(f"The commit {commit} can't be had: {packed.stderr.decode().strip()}")
    with tarfile.open(fileobj=io.BytesIO(packed.stdout)) as archive:
        archive.extractall(folder, filter="data")


def _make_database(code: Path, path: Path) -> None:
    """A database of the schema that the earlier code has."""
    subprocess.run(
        (sys.executable, "-m", "bot", "migrate"), cwd=path.parent, check=True, capture_output=True,
        env={"PYTHONPATH": str(code), "DATABASE": str(path)},
    )  # fmt: skip

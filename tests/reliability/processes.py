"""Several processes post from one database at once, and one of them is killed."""

from __future__ import annotations

import asyncio
import contextlib
from datetime import timedelta
from functools import partial
from pathlib import Path

from tests.loopback.calls import Call
from tests.loopback.loopback import LoopbackDiscord
from tests.patience import PATIENCE
from tests.reliability.ground import NotSoError, ground, guilds_with, now, until
from tests.reliability.report import Report

FINISH_WITHIN = PATIENCE
POSTS_A_SECOND = 40
AT_ONCE = 200
"""Twice as many as a process has under way at the same time, each in a channel of its own."""
HELD_UP = 15.0
"""So many seconds a process waits for its first answer at most, which is less than it has patience for."""


async def processes(
    folder: Path, *, bots: int = 3, posts: int = 800, killing: bool = True, template: Path | None = None
) -> Report:
    """Each has a connection of its own to the same Discord. What a killed one had claimed is taken over."""
    async with contextlib.AsyncExitStack() as stack:
        there = await stack.enter_async_context(ground(folder, guilds_with(AT_ONCE, forums=20), template))
        ids = [channel.id for channel in there.channels]
        # First more at once than one process takes on; then one after another, so that all wake for each of them.
        begin = now() + timedelta(seconds=4)
        later = [begin + timedelta(seconds=number / POSTS_A_SECOND) for number in range(posts - AT_ONCE)]
        due = [*[begin] * AT_ONCE, *later]
        there.post_in([ids[number % AT_ONCE] for number in range(posts)], due)
        others = [LoopbackDiscord(beside=there.discord) for _ in range(bots - 1)]
        doors = [there.discord, *[await stack.enter_async_context(other) for other in others]]
        _hold_up_the_first(doors)
        running = [there.bot(f"bot{number}", discord=door) for number, door in enumerate(doors)]
        report = Report(f"processes, {bots} with {posts} posts", started=there.pids, killed=there.killed)
        try:
            await asyncio.gather(*(there.start(process) for process in running))
            await until(lambda: there.states()["sent"] > posts // 5, FINISH_WITHIN, "that a fifth was sent")
            if killing:
                busiest = max(range(bots), key=lambda number: sum(call.sends for call in doors[number].requests))
                await there.kill(running[busiest])
                report.figures["under way when one was killed"] = there.states()["sending"]
                # As if the lease had run out, also for those who are still at it.
                there.pass_time(35)
                await there.crash()
            await until(there.nothing_open, FINISH_WITHIN, "that everything was sent")
            await asyncio.sleep(1)
        except NotSoError as error:
            report.faults.append(str(error))
        finally:
            await asyncio.gather(*(process.stop() for process in running if process.was_started))
        by_door = [sum(call.sends for call in door.requests) for door in doors]
        report.figures |= {
            "requests to post by each": by_door,
            "marked as sent": there.states()["sent"],
            "messages in channels": sum(map(len, there.messages().values())),
            "repeated requests that Discord's nonce swallowed": there.discord.nonces.repeated,
        }
        report.faults += there.faults()
        if sum(count > 0 for count in by_door) < 2:
            report.faults.append("only one process had anything to do")
        return report


def _hold_up_the_first(doors: list[LoopbackDiscord]) -> None:
    """Answer no post before a second process posts too, however much earlier the first one is ready."""
    began: set[int] = set()
    two = asyncio.Event()

    async def arrived(_: Call, number: int) -> None:
        began.add(number)
        if len(began) > 1:
            two.set()
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(two.wait(), HELD_UP)

    for number, door in enumerate(doors):
        door.moments.arrived = partial(arrived, number=number)

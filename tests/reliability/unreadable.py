"""A post is in doubt and its channel can't be read: Discord then shows an empty channel, and says nothing of why."""

from __future__ import annotations

import asyncio
from pathlib import Path

from tests.loopback.world import READ_MESSAGE_HISTORY
from tests.patience import PATIENCE
from tests.reliability.ground import ground, guilds_with, now, until
from tests.reliability.report import Report

KILLED_WITHIN = PATIENCE
SETTLED_WITHIN = PATIENCE


async def unreadable(folder: Path, *, template: Path | None = None) -> Report:
    """The process ends when its post is in the channel and it got no answer; then it can no longer read there."""
    async with ground(folder, guilds_with(1), template) as there:
        channel = there.channels[0]
        there.post_in([channel.id], now())
        await there.kill_at_first_post(there.bot(), KILLED_WITHIN)
        await there.discord.deny(channel, READ_MESSAGE_HISTORY)
        there.pass_time(600)
        async with there.running(there.bot()):
            await until(there.nothing_open, SETTLED_WITHIN, "that the post in doubt was settled")
            await asyncio.sleep(0.5)
        report = Report("unreadable", started=there.pids, killed=there.killed)
        report.figures = {"messages": sum(map(len, there.messages().values())), "it is": there.rows()[0].state}
        if report.figures["messages"] != 1:
            report.faults.append("what was in doubt was posted again")
        return report

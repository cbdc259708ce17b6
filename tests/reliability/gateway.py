"""The connection to the gateway is lost over and over while posts go out; posting does not depend on it."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from pathlib import Path

from tests.patience import PATIENCE
from tests.reliability.ground import ground, guilds_with, now, until
from tests.reliability.report import Report

READY_WITHIN = PATIENCE
FINISH_WITHIN = PATIENCE


async def gateway(folder: Path, *, drops: int = 50, posts: int = 400, template: Path | None = None) -> Report:
    """Every other time the session is gone too and the bot starts a new one; the library waits 5 s for that."""
    async with ground(folder, guilds_with(40, forums=4), template) as there:
        channels = [channel.id for channel in there.channels]
        lasts = timedelta(seconds=drops * 3)
        due = [now() + lasts * number / posts for number in range(posts)]
        there.post_in([channels[number % 40] for number in range(posts)], due)
        discord = there.discord
        async with there.running(there.bot()):
            for number in range(drops):
                await discord.drop_gateway(resumable=number % 2 == 0)
                await discord.wait_ready(READY_WITHIN)
                await asyncio.sleep(0.2)
            within = FINISH_WITHIN + lasts.total_seconds()
            await until(there.nothing_open, within, "that everything was sent")
            await asyncio.sleep(1)
        report = Report(f"gateway, {drops} drops", started=there.pids, killed=there.killed, faults=there.faults())
        report.figures = {
            "posts": f"{len(there.rows())}, {there.states()['sent']} of them sent",
            "sessions resumed": discord.gateway.resumes,
            "sessions begun": len(discord.identifies),
            "repeated requests": discord.nonces.repeated,
        }
        if discord.gateway.resumes + len(discord.identifies) - 1 < drops:
            report.faults.append("the bot came back less often than it was dropped")
        return report

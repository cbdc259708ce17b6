"""Discord answers with errors, with nothing or with "too many" by chance; everything arrives once and in order."""

from __future__ import annotations

import random
from collections import Counter
from pathlib import Path

from tests.loopback.faults import Chances
from tests.reliability.ground import NotSoError, ground, guilds_with, now, until
from tests.reliability.report import Report

FINISH_WITHIN = 600.0


async def faults(
    folder: Path,
    *,
    posts: int = 300,
    channels: int = 30,
    forums: int = 0,
    errors: float = 0.2,
    hangs: float = 0.05,
    too_many: float = 0.03,
    seed: int = 1,
    template: Path | None = None,
) -> Report:
    """Of errors and hangs one half comes before and the other after the post was carried out."""
    async with ground(folder, guilds_with(channels, forums), template) as there:
        ids = [channel.id for channel in there.channels]
        there.post_in([ids[number % channels] for number in range(posts)], now())
        chances = Chances(
            random.Random(seed), error_before=errors / 2, error_after=errors / 2, hang_before=hangs / 2,
            hang_after=hangs / 2, too_many=too_many, too_many_global=too_many / 3,
        )  # fmt: skip
        there.discord.set_chances(chances)
        report = Report(f"faults, {posts} posts in {channels} channels, {forums} of them forums")
        async with there.running(there.bot(), ready=False):
            try:
                await until(there.nothing_open, FINISH_WITHIN, "that everything was sent", every=0.2)
            except NotSoError as error:
                report.faults.append(str(error))
        report.started, report.killed = there.pids, there.killed
        report.faults += there.faults()
        rows = there.rows()
        report.figures = {
            "requests to post": chances.calls,
            **{f"met {name}": count for name, count in sorted(chances.met.items())},
            "marked as sent": there.states()["sent"],
            "messages in channels": sum(map(len, there.messages().values())),
            "repeated requests that Discord's nonce swallowed": there.discord.nonces.repeated,
            "tries": dict(sorted(Counter(row.attempts for row in rows).items())),
        }
        return report

"""The disk fills up while posts are due, over and over, and at the worst of times the bot is killed."""

from __future__ import annotations

import asyncio
import random
import shutil
import time
from collections import Counter
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

from tests.loopback.process import BotProcess
from tests.patience import PATIENCE
from tests.reliability.ground import Ground, NotSoError, ground, guilds_with, now, until, utc_text
from tests.reliability.report import Report
from tests.small_disk import SmallDisk, small_disk

MEGABYTES = 24
FINISH_WITHIN = PATIENCE
NOTICED_WITHIN = PATIENCE
LOGGED_WITHIN = 180.0
"""A line in a server's log says that it is over after a minute without trouble, which is looked at once a minute."""
TRISH = "Rachael Taylor plays Trish Walker"
FULL = "The disk is full, so nothing was saved."


@dataclass
class Filling:
    """Fills the disk ``times`` times; ``phases`` are the seconds for which it stayed full."""

    there: Ground
    disk: SmallDisk
    process: BotProcess
    random: random.Random
    phases: list[float] = field(default_factory=list[float])
    met: Counter[str] = field(default_factory=Counter[str])
    faults: list[str] = field(default_factory=list[str])

    async def fill_and_empty(self, *, kill: bool) -> None:
        """One time: it is full at a moment of chance, noticed, and empty again later."""
        await asyncio.sleep(self.random.uniform(0.5, 3))
        begun = time.monotonic()
        self._fill()
        try:
            await self._wait_until_shown()
            await self._ask()
            await asyncio.sleep(self.random.uniform(0.5, 4))
            if kill:
                await self.there.kill(self.process)
        finally:
            self.disk.empty()
        self.phases.append(time.monotonic() - begun)
        if kill:
            await self.there.start(self.process)
            await self.process.wait_ready()

    def _fill(self) -> None:
        with self.there.connected() as connection:
            # The log beside the database else has room left that was written before.
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        self.disk.fill()

    async def _wait_until_shown(self) -> None:
        """Wait until /setup status says so, which tries to write a little itself."""
        end = time.monotonic() + NOTICED_WITHIN
        while True:
            shown = await self._slash("setup status")
            if "nothing can be saved: the disk is full" in str(shown):
                break
            if time.monotonic() > end:
                raise NotSoError("/setup status did not show that the disk is full")
            await asyncio.sleep(0.2)
        self.met["status cards that showed it"] += 1
        if "All is well." in str(shown):
            self.faults.append("/setup status said at once that all is well")

    async def _ask(self) -> None:
        """What only reads is answered, and a change is refused in words."""
        if TRISH not in str(await self._slash("cast", {"who": "Trish"})):
            self.faults.append("/cast was not answered on a full disk")
        refusal = str(await self._slash("setup timezone", {"zone": "Europe/Berlin"}))
        if not refusal.startswith(FULL):
            self.faults.append(f"a change on a full disk was answered with: {refusal[:200]}")
        self.met["changes refused in words"] += 1

    async def _slash(self, command: str, options: dict[str, object] | None = None) -> str:
        answer = await self.there.discord.slash(command, options, member=self.there.guilds[0].moderator)
        return f"{answer.content}{answer.embeds}"


async def disk(
    folder: Path,
    *,
    times: int = 8,
    posts: int = 400,
    channels: int = 20,
    patient: bool = True,
    seed: int = 1,
    template: Path | None = None,
) -> Report:
    """Posts are due all the while. With patience, a server's log must say in the end that it was so, and why."""
    with small_disk(folder / "small", MEGABYTES) as small:
        async with ground(small.path, guilds_with(channels + 1, forums=2), template, logs=folder) as there:
            log, *others = [channel.id for channel in there.channels]
            _keep_log(there, log)
            _schedule(there, others, posts, seconds=times * 6)
            process = there.bot()
            filling = Filling(there, small, process, random.Random(seed))
            report = Report(f"disk, full {times} times, {posts} posts", started=there.pids, killed=there.killed)
            async with there.running(process):
                try:
                    for number in range(times):
                        await filling.fill_and_empty(kill=patient and number == times // 2)
                    await until(there.nothing_open, FINISH_WITHIN, "that everything was sent", every=0.2)
                    if patient:
                        await until(lambda: bool(_lines(there)), LOGGED_WITHIN, "the log's line", every=0.5)
                except NotSoError as error:
                    report.faults.append(str(error))
            _judge(report, there, filling, process)
            if report.faults:
                assert isinstance(there.database, Path)
                shutil.copyfile(there.database, folder / "casefile.db")
            return report


def _keep_log(there: Ground, channel: int) -> None:
    with there.connected() as connection:
        connection.execute(
            "INSERT INTO server (guild_id, timezone, changed_at, log_channel) VALUES (?, 'UTC', ?, ?)",
            (there.guild_of(channel).id, utc_text(now()), channel),
        )


def _schedule(there: Ground, channels: list[int], posts: int, *, seconds: float) -> None:
    """Let posts be due one after another: planned already, or as announcements that must still be planned."""
    begin = now() + timedelta(seconds=2)
    moments = [begin + timedelta(seconds=seconds * number / posts) for number in range(posts)]
    planned = posts // 2
    there.post_in([channels[number % len(channels)] for number in range(planned)], moments[::2][:planned])
    for number, moment in enumerate(moments[1::2]):
        there.announce([channels[number % len(channels)]], moment)


def _lines(there: Ground) -> list[str]:
    """The lines in the log of the server."""
    return [str(message["content"]) for message in there.messages().get("", [])]


def _judge(report: Report, there: Ground, filling: Filling, process: BotProcess) -> None:
    lines, said = _lines(there), process.output
    report.figures = {
        "seconds that it was full": [round(phase, 1) for phase in filling.phases],
        **filling.met,
        "marked as sent": there.states()["sent"],
        "messages in channels": sum(map(len, there.messages().values())) - len(lines),
        "repeated requests that Discord's nonce swallowed": there.discord.nonces.repeated,
        "lines of the process's log that say so": said.count("Nothing can be saved"),
        "lines in the server's log": lines,
    }
    report.faults += filling.faults
    report.faults += [fault for fault in there.faults() if "strange reference ''" not in fault]
    report.faults += [f"the server's log says: {line}" for line in lines if "because the disk was full" not in line]
    if "Traceback" in said:
        report.faults.append("there is a traceback in the process's log")
    if not 1 <= said.count("Nothing can be saved") <= len(filling.phases):
        report.faults.append("the process's log does not say once that nothing can be saved")

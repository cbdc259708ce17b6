"""A backup is made while the bot posts, and restored after the bot was killed, with and without what came after it."""

from __future__ import annotations

import asyncio
import random
import re
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

from bot.cli.restore import UNKNOWN
from tests.cli.command import Ended, casefile
from tests.loopback.process import BotProcess
from tests.patience import PATIENCE
from tests.reliability.ground import PLACES, Ground, NotSoError, ground, guilds_with, now, until
from tests.reliability.report import Report

FINISH_WITHIN = PATIENCE
TEXT = re.compile(r"Announcement no\. \d+ of life \w+")


@dataclass(frozen=True)
class Life:
    """From the first post to the last one after the restore. ``later``: the seconds until the bot starts again."""

    name: str
    damaged: bool
    later: int


LIVES = (Life("a", False, 0), Life("b", True, 0), Life("c", False, 600), Life("d", True, 600))


@dataclass
class _Living:
    there: Ground
    life: Life
    posts: int
    random: random.Random
    figures: Counter[str] = field(default_factory=Counter[str])
    faults: list[str] = field(default_factory=list[str])

    @property
    def _database(self) -> Path:
        """The commands are for files."""
        assert isinstance(self.there.database, Path)
        return self.there.database

    async def run(self) -> None:
        there, process = self.there, self.there.bot(f"bot-{self.life.name}")
        first, copy = (self._database.with_name(f"{name}-{self.life.name}.db") for name in ("first", "copy"))
        begun = time.monotonic()
        self._note(await self._command("backup", str(first)), 0)
        takes = time.monotonic() - begun
        await there.start(process)
        try:
            await process.wait_ready()
            self._note(refused := await self._command("restore", str(first), "--yes"), 8)
            if "is running" not in refused.err:
                self.faults.append(f"a restore while the bot runs said: {refused.err}")
            self._schedule(seconds=4 * takes + 4)
            await self._until_posted(self.posts // 6)
            self._note(await self._command("backup", str(copy)), 0)
            self.figures["posted when the backup was made"] += self._posted()
            await self._until_posted(self.posts * 2 // 3)
            await there.kill(process)
            await there.discord.settled()
            self.figures["posted when the bot was killed"] += self._posted()
            await self._restore(copy)
            await self._finish(process)
        finally:
            await process.stop()

    async def _restore(self, copy: Path) -> None:
        if self.life.damaged:
            self._damage()
        self._note(ended := await self._command("restore", str(copy), "--yes"), 0)
        known = "is known from the database that was replaced" in ended.out
        if known == self.life.damaged:
            self.faults.append(f"the restore said: {ended.out}")
        if self.life.later:
            self.there.pass_time(self.life.later)

    def _damage(self) -> None:
        """Destroy the file and leave its log, as a failing disk may."""
        with self._database.open("r+b") as file:
            for _ in range(200):
                file.seek(self.random.randrange(0, self._database.stat().st_size))
                file.write(self.random.randbytes(512))
            file.seek(0)
            file.write(bytes(100))

    async def _finish(self, process: BotProcess) -> None:
        await self.there.start(process)
        await process.wait_ready()
        await until(self.there.nothing_open, FINISH_WITHIN, "that everything was sent", every=0.1)
        await asyncio.sleep(0.5)
        self._judge()

    def _schedule(self, *, seconds: float) -> None:
        """Let posts be due one after another: planned already, or as announcements that must still be planned."""
        there, begin = self.there, now() + timedelta(seconds=2)
        ids = [channel.id for channel in there.channels]
        moments = [begin + timedelta(seconds=seconds * number / self.posts) for number in range(self.posts)]
        planned = moments[::2]
        there.post_in([ids[number % len(ids)] for number in range(len(planned))], planned)
        for number, moment in enumerate(moments[1::2]):
            text = f"Announcement no. {number} of life {self.life.name}"
            there.announce([ids[number % len(ids)]], moment, text=text)

    async def _until_posted(self, count: int) -> None:
        await until(lambda: self._posted() >= count, FINISH_WITHIN, f"that {count} were posted", every=0.02)

    def _posted(self) -> int:
        return sum(map(len, self.there.messages().values()))

    async def _command(self, *arguments: str) -> Ended:
        return await casefile(self.there.folder, *arguments, DATABASE=str(self._database))

    def _note(self, ended: Ended, code: int) -> None:
        if ended.code != code:
            self.faults.append(f"a command ended with {ended.code}: {ended.out}{ended.err}")

    def _judge(self) -> None:
        rows, messages = self.there.rows(), self.there.messages()
        for row in rows:
            count = len(messages.get(row.reference, []))
            if row.state == "sent" and count != 1:
                self.faults.append(f"{row.id} is sent and was posted {count} times")
            if row.state not in ("sent", "skipped") or (row.state == "skipped" and row.reason != UNKNOWN):
                self.faults.append(f"{row.id} is {row.state} ({row.reason})")
        self.faults += [f"{name} was posted {len(found)} times" for name, found in messages.items() if len(found) > 1]
        left_out = sum(row.state == "skipped" for row in rows)
        by_text = Counter(TEXT.findall("\n".join(str(found[0]) for found in messages.values())))
        self.faults += [f"{text} was posted {count} times" for text, count in by_text.items() if count > 1]
        missing = self.posts // 2 - len(by_text)
        if missing < 0 or (missing > left_out) or (left_out and not self.life.damaged):
            self.faults.append(f"{missing} announcements are missing, and {left_out} are on record as left out")
        self.figures["deliveries on record"] += len(rows)
        self.figures["messages in channels"] += self._posted()
        self.figures["left out after damage, as on record"] += left_out
        self.figures["of these never posted"] += missing
        self.figures["repeated requests that Discord's nonce swallowed"] += self.there.discord.nonces.repeated


async def restore(
    folder: Path,
    *,
    posts: int = 240,
    channels: int = 4 * PLACES,
    lives: Sequence[Life] = LIVES,
    seed: int = 1,
    template: Path | None = None,
) -> Report:
    """What is on record as sent was posted once; what is not known to be posted is never posted twice."""
    report = Report(f"restore, {len(lives)} lives with {posts} posts each")
    figures: Counter[str] = Counter()
    for life in lives:
        there_in = folder / life.name
        there_in.mkdir()
        async with ground(there_in, guilds_with(channels, forums=channels // 8), template) as there:
            living = _Living(there, life, posts, random.Random(seed))
            try:
                await living.run()
            except NotSoError as error:
                living.faults.append(str(error))
            report.started += there.pids
            report.killed += there.killed
            report.faults += [f"life {life.name}: {fault}" for fault in living.faults]
            figures.update(living.figures)  # which keeps what was counted and is 0
    report.figures |= dict(figures)
    return report

"""Several processes post from one database, and any of them is killed at any moment, and the database's server too."""

from __future__ import annotations

import asyncio
import contextlib
import random
import time
from collections import Counter
from dataclasses import dataclass, field
from datetime import timedelta
from enum import StrEnum
from functools import partial
from pathlib import Path

from tests.loopback.calls import Call
from tests.loopback.faults import LostError
from tests.loopback.loopback import LoopbackDiscord
from tests.loopback.process import BotProcess
from tests.patience import PATIENCE
from tests.reliability.ground import PLACES, Ground, NotSoError, ground, guilds_with, now, until
from tests.reliability.report import Report

CHANNELS, FORUMS = 100, 10
KILLS_A_CRASH = 10
FINISH_WITHIN = 3 * PATIENCE
"""Leases run out by the clock here, as the other processes go by them too."""
EVERY, BEGINS_AFTER = 3.5, 8.0
"""Seconds between the moments at which posts fall due, and from when they are planned to the first of them."""
WAITS_FOR_A_POST = 3.0


class Moment(StrEnum):
    """When a process is killed."""

    ANY = "at any moment"
    LOST = "when it has sent a post, which is not carried out"
    CARRIED_OUT = "when a post is carried out, before the answer"


@dataclass(frozen=True, slots=True)
class Member:
    """A process, and the Discord that it alone talks to, which is the same behind it."""

    process: BotProcess
    door: LoopbackDiscord

    @property
    def times_ready(self) -> int:
        return self.process.output.count("Ready in") if self.process.log.exists() else 0


@dataclass
class Several:
    """Kills one of the members so many times while ``deliveries`` posts fall due; each is started again at once."""

    ground: Ground
    members: list[Member]
    random: random.Random
    times: int
    deliveries: int
    hit: Counter[Moment] = field(default_factory=Counter[Moment])
    back: list[float] = field(default_factory=list[float])
    """After each crash of the server, the seconds until the next post was marked."""

    async def run(self) -> None:
        begin = time.monotonic()
        self._plan()
        await asyncio.gather(*(self.ground.start(member.process) for member in self.members))
        await until(lambda: all(member.times_ready for member in self.members), PATIENCE, "that all were ready")
        for number in range(self.times):
            await asyncio.sleep(max(begin + EVERY * number + BEGINS_AFTER - time.monotonic(), 0))
            crashes = number % KILLS_A_CRASH == min(self.times, KILLS_A_CRASH) - 1
            crashing = asyncio.create_task(self._crash()) if crashes else None
            try:
                await self._kill(self.random.choice(list(Moment)))
            finally:
                if crashing is not None:
                    await crashing
        await until(self.ground.nothing_open, FINISH_WITHIN, "that everything was sent", every=0.2)

    def _plan(self) -> None:
        """Let some be due at each kill: planned already, or as an announcement that is still to be planned."""
        done = 0
        for number in range(self.times):
            due_at = now() + timedelta(seconds=BEGINS_AFTER + EVERY * number)
            count = self.deliveries * (number + 1) // self.times - done
            done += count
            while number % 2 and count > 0:
                guild = self.random.choice(self.ground.guilds)
                chosen = self.random.sample(guild.channels, min(count, PLACES))
                self.ground.announce([channel.id for channel in chosen], due_at)
                count -= len(chosen)
            channels = [channel.id for channel in self.ground.channels]
            self.ground.post_in(self.random.choices(channels, k=count), due_at)

    async def _kill(self, moment: Moment) -> None:
        member = await self._killed_at(moment) or self.random.choice(self.members)
        ready = member.times_ready
        await self.ground.kill(member.process)
        await member.door.settled()
        await self.ground.start(member.process)
        await until(lambda: member.times_ready > ready, PATIENCE, "that a killed process was ready again")

    async def _killed_at(self, moment: Moment) -> Member | None:
        """Kill the one that sends the next post; None if none does soon, or if it is to be killed at any moment."""
        killed, gone = asyncio.get_running_loop().create_future(), asyncio.Event()

        async def kill(_: Call, member: Member) -> None:
            if not killed.done():
                killed.set_result(member)
                await self.ground.kill(member.process)
                gone.set()
                if moment is Moment.LOST:
                    raise LostError

        for member in self.members:
            moments = member.door.moments
            moments.arrived = partial(kill, member=member) if moment is Moment.LOST else None
            moments.carried_out = partial(kill, member=member) if moment is Moment.CARRIED_OUT else None
        await asyncio.wait((killed,), timeout=self.random.random() if moment is Moment.ANY else WAITS_FOR_A_POST)
        for member in self.members:
            member.door.moments.clear()
        self.hit[moment if killed.done() else Moment.ANY] += 1
        if not killed.done():
            return None
        await gone.wait()
        return killed.result()

    async def _crash(self) -> None:
        """Kill the database's server, and see how long it takes until posts are marked again."""
        if not self.ground.has_server:
            return
        await asyncio.sleep(self.random.random() * 2)
        await self.ground.crash()
        sent, begun = self.ground.states()["sent"], time.monotonic()

        def is_back() -> bool:
            return self.ground.states()["sent"] > sent or self.ground.nothing_open()

        await until(is_back, PATIENCE, "that posts went on after the server was back", every=0.1)
        self.back.append(time.monotonic() - begun)

    def report(self, title: str) -> Report:
        rows = self.ground.rows()
        report = Report(title, started=self.ground.pids, killed=self.ground.killed, faults=self.ground.faults())
        report.figures = {
            "posts due": len(rows),
            "marked as sent": sum(row.state == "sent" for row in rows),
            "messages in channels": sum(map(len, self.ground.messages().values())),
            **{f"killed {moment}": self.hit[moment] for moment in Moment},
            "posts that were in doubt": sum(bool(row.doubtful) for row in rows),
            "repeated requests that Discord's nonce swallowed": self.ground.discord.nonces.repeated,
            "tries that posts took at most": max((row.attempts for row in rows), default=0),
            "requests to post by each": [sum(call.sends for call in each.door.requests) for each in self.members],
            "times the database's server was killed": self.ground.crashes,
            "seconds until posts went on after that": ", ".join(f"{each:.1f}" for each in self.back),
        }
        if len(rows) != self.deliveries:
            report.faults.append(f"{len(rows)} posts were planned, not {self.deliveries}")
        return report


async def several(
    folder: Path, *, bots: int, times: int, deliveries: int, seed: int = 1, template: Path | None = None
) -> Report:
    """Kill one of several processes so many times; each time something is due."""
    title = f"kills --bots {bots} --times {times} --deliveries {deliveries}"
    async with contextlib.AsyncExitStack() as stack:
        there = await stack.enter_async_context(ground(folder, guilds_with(CHANNELS, FORUMS), template))
        others = [LoopbackDiscord(beside=there.discord) for _ in range(bots - 1)]
        doors = [there.discord, *[await stack.enter_async_context(other) for other in others]]
        members = [Member(there.bot(f"bot{number}", discord=door), door) for number, door in enumerate(doors)]
        run, faults = Several(there, members, random.Random(seed), times, deliveries), list[str]()
        try:
            await run.run()
        except NotSoError as error:
            faults.append(str(error))
        finally:
            await asyncio.gather(*(each.process.stop() for each in members if each.process.was_started))
        report = run.report(title)
        report.faults[:0] = faults
        return report

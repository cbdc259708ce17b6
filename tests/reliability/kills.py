"""The bot is killed at every step of posting, over and over, until everything that was due has arrived."""

from __future__ import annotations

import asyncio
import contextlib
import random
import time
from collections import Counter
from collections.abc import Generator
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

from tests.loopback.calls import Call
from tests.loopback.faults import LostError
from tests.loopback.process import BotProcess
from tests.patience import PATIENCE
from tests.reliability.ground import PLACES, Ground, NotSoError, Row, ground, guilds_with, now, reference_of, until
from tests.reliability.report import Report

CHANNELS, FORUMS = 100, 10
KILL_WITHIN = PATIENCE
"""Seconds within which a process comes to the step at which it is to be killed."""
FINISH_WITHIN = PATIENCE
CRASH_WITHIN = 5.0


class Step(StrEnum):
    """Where in the life of a post the process is killed."""

    STARTING = "while it starts"
    BEFORE_CLAIM = "before the claim"
    CLAIMED = "after the claim, before the request"
    TURNED_AWAY = "while it waits to try again what Discord turned away"
    LOST = "after the request, which is not carried out"
    ARRIVED = "after the request, before it is carried out"
    CARRIED_OUT = "after it is carried out, before the answer"
    ANSWERED = "after the answer, before the mark"
    MARKED = "after the mark"


@dataclass
class Killing:
    """The end of one process: the step, the number of posts before it, and the post under way (by its reference)."""

    step: Step
    after: int
    reference: str = ""
    done: asyncio.Event = field(default_factory=asyncio.Event)


@dataclass
class _Trap:
    """Kills the process when the chosen post is at the step."""

    ground: Ground
    process: BotProcess
    killing: Killing
    locked: contextlib.ExitStack

    async def arrived(self, call: Call) -> None:
        if self._is_it():
            await self._kill(call)
            if self.killing.step is Step.LOST:
                raise LostError

    async def carried_out(self, call: Call) -> None:
        if self._is_it():
            await self._kill(call)

    async def lock(self, call: Call) -> None:
        """From now on the post can't be marked as sent."""
        if self._is_it():
            self.killing.reference = reference_of(call)
            self.locked.enter_context(self.ground.writing_locked())

    async def answered(self, call: Call) -> None:
        if self.killing.reference == reference_of(call):
            await asyncio.sleep(0.05)  # in which the bot reads the answer and finds that it can't note it
            await self._kill(call)

    def _is_it(self) -> bool:
        self.killing.after -= 1
        return self.killing.after < 0 and not self.killing.reference

    async def _kill(self, call: Call) -> None:
        self.killing.reference = reference_of(call)
        await self.ground.kill(self.process)
        self.killing.done.set()


@dataclass
class Kills:
    """Kills ``times`` processes while ``deliveries`` posts are due, then lets one finish."""

    ground: Ground
    process: BotProcess
    random: random.Random
    times: int
    deliveries: int
    hit: Counter[Step] = field(default_factory=Counter[Step])
    missed: Counter[Step] = field(default_factory=Counter[Step])
    in_doubt: dict[str, int] = field(default_factory=dict[str, int])
    later: Counter[str] = field(default_factory=Counter[str])
    seconds: list[float] = field(default_factory=list[float])

    async def run(self, forgetful_from: int) -> None:
        """From the kill with that number on Discord remembers no nonces, so that only looking in the channel helps."""
        # What is in doubt early in a round is young enough for its nonce, and what is late has to be looked for.
        steps = list(Step)[::-1]
        self.ground.count_posts()
        due = 0
        for number in range(self.times):
            begun = time.monotonic()
            forgetful = number >= forgetful_from
            if forgetful and self.ground.discord.nonces.memory:
                # It never forgets what is only just in doubt.
                self.ground.pass_time(600)
                self.ground.discord.nonces.memory = 0
            batch = self.deliveries * (number + 1) // self.times - due
            due += batch
            self._add(batch, announced=number // len(steps) % 2 == 1)
            await self._life(steps[number % len(steps)])
            self._note_doubts()
            later = 600 if forgetful else self.random.choice((0, 0, 35, 35, 35, 600))
            self.later[f"{later} s later"] += 1
            if later:
                self.ground.pass_time(later)
            self.seconds.append(time.monotonic() - begun)
            if number % len(steps) == len(steps) - 1 or number == self.times - 1:
                await self._live()

    async def _live(self) -> None:
        """Let a process live until everything is sent."""
        self.ground.pass_time(600 if self.ground.discord.nonces.memory == 0 else 35)
        async with self.ground.running(self.process, ready=False):
            if self.ground.has_server:
                await self._crash()
            # After an outage the bot waits for a minute before it goes on.
            within = FINISH_WITHIN * (3 if self.ground.has_server else 1)
            await until(self.ground.nothing_open, within, "that everything was sent", every=0.1)

    async def _crash(self) -> None:
        """Kill the database's server while posts go out."""
        sent = self.ground.states()["sent"]
        with contextlib.suppress(NotSoError):  # there may be nothing left to send
            await until(lambda: self.ground.states()["sent"] > sent, CRASH_WITHIN, "that something was sent", 0.05)
        await self.ground.crash()
        self.ground.pass_time(35)  # what was claimed as it went away is taken over

    def _add(self, count: int, *, announced: bool) -> None:
        """Let so many more be due: planned already, or as announcements that are still to be planned."""
        while announced and count > 0:
            guild = self.random.choice(self.ground.guilds)
            chosen = self.random.sample(guild.channels, min(count, PLACES))
            self.ground.announce([channel.id for channel in chosen], now())
            count -= len(chosen)
        if count > 0:
            channels = [channel.id for channel in self.ground.channels]
            chosen = self.random.sample(channels, min(max(count - 1, 1), len(channels)))
            # In some channel more than one is due.
            self.ground.post_in([*chosen, *self.random.choices(chosen, k=count - len(chosen))], now())

    async def _life(self, step: Step) -> None:
        before = {row.id: row for row in self.ground.rows()}
        if not self.ground.free_channels():
            self.ground.pass_time(35)
        certain = self.ground.free_channels(certain=True)
        killing, moments = Killing(step, self.random.randrange(min(certain, 25) or 1)), self.ground.discord.moments
        with self._hooked(killing):
            if step is Step.TURNED_AWAY:
                self.ground.discord.refuse("POST", "/channels/", status=429, retry_after=4.0)
            logins = self.ground.logins()
            await self.ground.start(self.process)
            try:
                async with asyncio.timeout(KILL_WITHIN):
                    await self._until_there(killing, logins)
            except TimeoutError:
                raise NotSoError(f"no kill {step} within {KILL_WITHIN} s:\n{self.process.output[-3000:]}") from None
            finally:
                await self.ground.kill(self.process)
        self.ground.discord.clear_refusals()
        moments.carried_out = moments.answered = None
        self.ground.count_posts()
        # What Discord has of requests that were on their way is carried out without anybody there.
        await self.ground.discord.settled()
        right = self._is_right(killing, before)
        (self.hit if right else self.missed)[step] += 1

    async def _until_there(self, killing: Killing, logins: int) -> None:
        """Return when the process is to be killed; at some steps it has been killed already."""
        match killing.step:
            case Step.STARTING:
                await asyncio.sleep(self.random.random() * 1.2)
            case Step.BEFORE_CLAIM:
                await until(lambda: self.ground.logins() > logins, KILL_WITHIN, "that the bot logged in", 0.001)
                # It can't claim while another program writes, and soon has got that far.
                with self.ground.writing_locked():
                    await asyncio.sleep(0.6)
                    await self.ground.kill(self.process)
            case Step.CLAIMED:
                await self._until_claimed(killing)
            case Step.TURNED_AWAY:
                await until(lambda: bool(self._turned_away()), KILL_WITHIN, "that a post is turned away")
                await asyncio.sleep(0.1)
                killing.reference = reference_of(self._turned_away()[-1])
            case Step.MARKED:
                sent = self.ground.states()["sent"]
                sent += killing.after
                await until(lambda: self.ground.states()["sent"] > sent, KILL_WITHIN, "that a post is marked", 0.002)
            case _:
                await killing.done.wait()

    def _turned_away(self) -> list[Call]:
        return [call for call in list(self.ground.discord.state.calls)[-50:] if call.status == 429 and call.sends]

    @contextlib.contextmanager
    def _hooked(self, killing: Killing) -> Generator[None]:
        """Kill at those steps that Discord takes part in."""
        moments, step = self.ground.discord.moments, killing.step
        with contextlib.ExitStack() as locked:
            trap = _Trap(self.ground, self.process, killing, locked)
            if step in (Step.ARRIVED, Step.LOST):
                self.ground.on_arrival(trap.arrived)
            elif step is Step.CARRIED_OUT:
                moments.carried_out = trap.carried_out
            elif step is Step.ANSWERED:
                self.ground.on_arrival(trap.lock)
                moments.answered = trap.answered
            yield

    async def _until_claimed(self, killing: Killing) -> None:
        """Until a post is claimed that Discord has not got yet."""
        arrived = Counter(self.ground.posts)
        known = {row.id: row.attempts for row in self.ground.rows("state = 'sending'")}

        def unheard(rows: list[Row]) -> list[Row]:
            return [row for row in rows if self.ground.posts[row.reference] == arrived[row.reference]]

        while True:
            rows = self.ground.rows("state = 'sending'")
            waiting = unheard([row for row in rows if row.attempts > known.get(row.id, 0)])
            if waiting:
                await self.ground.kill(self.process)
                await asyncio.sleep(0.02)
                killing.reference = next((row.reference for row in unheard(waiting)), "")
                return
            await asyncio.sleep(0.002)

    def _is_right(self, killing: Killing, before: dict[int, Row]) -> bool:
        """Whether the database and Discord are as they are when a process ends at this step."""
        rows, messages = self.ground.rows(), self.ground.messages()
        target = next((row for row in rows if row.reference == killing.reference), None)
        fresh = [row for row in rows if row.attempts > (before[row.id].attempts if row.id in before else 0)]
        match killing.step:
            case Step.STARTING:
                return True
            case Step.BEFORE_CLAIM:
                return not fresh
            case Step.MARKED:
                return any(row.state == "sent" for row in fresh)
            case Step.CLAIMED | Step.TURNED_AWAY | Step.LOST:
                return target is not None and target.state == "sending" and target in fresh
            case _:
                return target is not None and target.state == "sending" and len(messages[target.reference]) == 1

    def _note_doubts(self) -> None:
        """For what is in doubt and in its channel, how often it was sent so far."""
        messages = self.ground.messages()
        for row in self.ground.rows("state = 'sending'"):
            if messages[row.reference]:
                self.in_doubt.setdefault(row.reference, self.ground.posts[row.reference])

    def report(self, title: str) -> Report:
        found_again = [reference for reference, posts in self.in_doubt.items() if self.ground.posts[reference] == posts]
        nonces, rows = self.ground.discord.nonces, self.ground.rows()
        report = Report(title, started=self.ground.pids, killed=self.ground.killed, faults=self.ground.faults())
        report.figures = {
            "posts due": len(rows),
            "marked as sent": sum(row.state == "sent" for row in rows),
            "messages in channels": sum(map(len, self.ground.messages().values())),
            "lives that ended well": len(report.started) - len(report.killed),
            "kills": sum(self.hit.values()) + sum(self.missed.values()),
            **{f"killed {step}": _hit(self.hit[step], self.missed[step]) for step in Step},
            "posts that stood in their channel when the process was killed before the mark": len(self.in_doubt),
            "of these found by looking in the channel": len(found_again),
            "repeated requests that Discord's nonce swallowed": nonces.repeated,
            "tries that posts took at most": max((row.attempts for row in rows), default=0),
            "the restart came": ", ".join(f"{text}: {count}" for text, count in sorted(self.later.items())),
            "times the database's server was killed": self.ground.crashes,
            "seconds a kill": f"{sum(self.seconds) / max(len(self.seconds), 1):.2f}",
        }
        if len(rows) != self.deliveries:
            report.faults.append(f"{len(rows)} posts were planned, not {self.deliveries}")
        return report


def _hit(hit: int, missed: int) -> str:
    return f"{hit}" + (f" (and {missed} times beside the step)" if missed else "")


async def kills(folder: Path, *, times: int, deliveries: int, seed: int = 1, template: Path | None = None) -> Report:
    """Kill the bot so many times; of the last quarter of the kills Discord remembers no nonce."""
    async with ground(folder, guilds_with(CHANNELS, FORUMS), template) as there:
        run = Kills(there, there.bot(), random.Random(seed), times, deliveries)
        try:
            await run.run(forgetful_from=times * 3 // 4)
        except NotSoError as error:
            report = run.report(f"kills --times {times} --deliveries {deliveries}")
            report.faults.insert(0, str(error))
            return report
        return run.report(f"kills --times {times} --deliveries {deliveries}")

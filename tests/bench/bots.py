"""Bots as processes, each on a loopback Discord of its own, and what their answers cost them."""

from __future__ import annotations

import asyncio
import sys
import time
from collections.abc import Sequence
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from itertools import cycle, islice
from pathlib import Path
from statistics import median

from tests.bench.processor import processor_seconds
from tests.bench.questions import Question
from tests.bench.stores import forget_commands
from tests.loopback.answers import DEFERRED_MESSAGE, Answer, Burst
from tests.loopback.loopback import LoopbackDiscord
from tests.loopback.process import ROOT, RUN_BOT, BotProcess
from tests.loopback.world import Guild, Json
from tests.patience import PATIENCE

BARE_BOT = (sys.executable, "-m", "tests.loopback.bare_bot")
# What a bot does after its last answer has gone out is part of what that answer costs.
_REST = 0.02
_IDLE, _LOOK = 0.05, 1.0
_AN_HOUR = 3_600_000


@dataclass
class Bot:
    """A running bot."""

    name: str
    discord: LoopbackDiscord
    process: BotProcess

    @property
    def spent(self) -> float:
        """The processor time that it has used so far, in seconds."""
        return processor_seconds(self.process.pid)

    def payload(self, question: Question, guild: Guild) -> Json:
        member = guild.moderator if question.by_moderator else None
        if question.typed is None:
            return self.discord.slash_payload(question.command, question.options, guild=guild, member=member)
        return self.discord.autocomplete_payload(
            question.command, question.typed, question.options, guild=guild, member=member
        )

    async def ask(self, question: Question, guild: Guild, seconds: float = PATIENCE) -> Answer:
        """Ask, and wait for the whole answer."""
        answer = await self.discord.dispatch(self.payload(question, guild), seconds=seconds)
        await answer.until(lambda answer: answer.complete, seconds)
        return answer

    async def burst(self, questions: Sequence[Question], guild: Guild) -> tuple[Burst, float]:
        """Ask all of them at once. Return the first responses, and the seconds until the last was answered whole."""
        begun = time.perf_counter()
        burst = await self.discord.dispatch_many(lambda number: self.payload(questions[number], guild), len(questions))
        assert burst.unanswered == 0, f"{burst.unanswered} of {len(questions)} were not answered"
        await asyncio.gather(*(answer.until(lambda answer: answer.complete) for answer in burst.answers))
        return burst, time.perf_counter() - begun

    async def wait_until_idle(self, seconds: float = 1800.0) -> None:
        """Wait until it has nothing more to do."""
        end, quiet = time.monotonic() + seconds, 0
        while quiet < 2:
            if time.monotonic() > end:
                raise AssertionError(f"{self.name} was still at work after {seconds} s")
            before = self.spent
            await asyncio.sleep(_LOOK)
            quiet = quiet + 1 if self.spent - before < _IDLE else 0


@dataclass
class Series:
    """The same kind of question, again and again, to one bot in one server."""

    bot: Bot
    guild: Guild
    questions: Sequence[Question]
    costs: list[float] = field(default_factory=list[float])
    """The processor time of one answer, in seconds, for each turn."""
    waits: list[float] = field(default_factory=list[float])
    """How long each answer took by the clock on the wall."""
    deferred: int = 0

    def __post_init__(self) -> None:
        self._next = cycle(self.questions)

    def upcoming(self, count: int) -> list[Question]:
        """The next questions, each another than the one before."""
        return list(islice(self._next, count))

    @property
    def cost(self) -> float:
        """The median of all turns."""
        return median(self.costs)

    async def take_turn(self, count: int, *, at_once: bool = False) -> None:
        """Ask so many questions, one after another or all at once."""
        before, questions = self.bot.spent, self.upcoming(count)
        if at_once:
            burst, _ = await self.bot.burst(questions, self.guild)
            answers = burst.answers
        else:
            answers = [await self.bot.ask(question, self.guild) for question in questions]
        await asyncio.sleep(_REST)
        self.costs.append((self.bot.spent - before) / count)
        for question, answer in zip(questions, answers, strict=True):
            assert question.typed is not None or answer.embeds, (question, answer)
        self.waits += [answer.seconds for answer in answers]
        self.deferred += sum(answer.type == DEFERRED_MESSAGE for answer in answers)

    def forget(self) -> None:
        """Begin again after warming up."""
        self.costs.clear()
        self.waits.clear()


async def in_turns(series: Sequence[Series], turns: int, count: int, *, at_once: bool = False) -> None:
    """Let each take its turn with so many questions, again and again, so that all meet the same weather.

    Each bot first warms up for a turn.
    """
    for turn in range(1 + turns):
        for each in series:
            await each.take_turn(count, at_once=at_once)
        if not turn:
            for each in series:
                each.forget()


async def start_bare(stack: AsyncExitStack, folder: Path, guilds: Sequence[Guild]) -> Bot:
    """The bot to compare with."""
    return await _start(stack, "bare bot", folder, guilds, BARE_BOT, {})


async def start_casefile(
    stack: AsyncExitStack, name: str, folder: Path, guilds: Sequence[Guild], database: Path
) -> Bot:
    """Casefile on a database, once it is ready and idle."""
    forget_commands(database)
    environment = {"DATABASE": str(database), "PACKS": str(ROOT / "data"), "LOG_LEVEL": "WARNING"}
    return await _start(stack, name, folder, guilds, RUN_BOT, environment)


async def _start(
    stack: AsyncExitStack,
    name: str,
    folder: Path,
    guilds: Sequence[Guild],
    argv: Sequence[str],
    environment: dict[str, str],
) -> Bot:
    # A bot in very many servers takes a while to hear of them all, and no heartbeat must be measured.
    discord = LoopbackDiscord(guilds, check=False, answer_deadline=None, heartbeat_interval_ms=_AN_HOUR)
    await stack.enter_async_context(discord)
    log = folder / f"{name.replace(' ', '-')}.log"
    process = BotProcess(discord, log, argv=argv, env=environment, ready_seconds=10 * PATIENCE)
    await stack.enter_async_context(process)
    return Bot(name, discord, process)

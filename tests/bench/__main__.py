"""`make bench`: answers and completions over the wire, beside a bare bot, in one run and in turns.

Three bots run as processes, each against a loopback Discord of its own: a bare discord.py bot that answers a fixed
embed, Casefile with the shipped pack alone, and Casefile with a large generated store, asked about the shipped show and
about the largest generated one. Prints the figures as Markdown; the exit code is 1 if an aim is missed.
"""

import asyncio
import platform
import random
import sqlite3
import sys
import tempfile
import time
from collections.abc import Sequence
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from pathlib import Path

from tests.bench import generate
from tests.bench.report import Aim, report
from tests.loopback.loopback import LoopbackDiscord
from tests.loopback.process import ROOT, RUN_BOT, BotProcess
from tests.loopback.world import Guild

CACHE = ROOT / ".bench"
ROUNDS = 12
ANSWERS_A_ROUND = 150
BURST = 1_000
BURSTS = 3
QUESTIONS = 300
# What a bot does after its answer has gone out is no part of the next one's time.
REST = 0.004
BARE_BOT = (sys.executable, "-m", "tests.loopback.bare_bot")


@dataclass
class Target:
    """What is measured: a bot, in one server of it, asked for these names in turn."""

    name: str
    discord: LoopbackDiscord
    process: BotProcess
    guild: Guild
    names: Sequence[str]
    answers: list[float] = field(default_factory=list[float])
    completions: list[float] = field(default_factory=list[float])
    rates: list[float] = field(default_factory=list[float])
    slowest: list[float] = field(default_factory=list[float])
    asked: int = 0

    def next_name(self) -> str:
        self.asked += 1
        return self.names[self.asked % len(self.names)]

    async def measure(self, count: int) -> None:
        """Ask and complete `count` times, one after another, each after the bot has come to rest from the last."""
        for _ in range(count):
            await asyncio.sleep(REST)
            name = self.next_name()
            answer = await self.discord.slash("cast", {"who": name}, guild=self.guild)
            assert answer.embeds, answer
            self.answers.append(answer.seconds)
            await asyncio.sleep(REST)
            completion = await self.discord.autocomplete("cast", "who", name[:3], guild=self.guild)
            assert completion.choices, name
            self.completions.append(completion.seconds)

    async def burst(self) -> None:
        """Ask a thousand times at once."""

        def payload(_: int) -> dict[str, object]:
            return self.discord.slash_payload("cast", {"who": self.next_name()}, guild=self.guild)

        burst = await self.discord.dispatch_many(payload, BURST)
        assert burst.unanswered == 0, burst.unanswered
        self.rates.append(burst.rate)
        self.slowest.append(burst.percentile(99))


async def main() -> int:
    CACHE.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        shipped = work / "shipped.db"
        start_ups = await _start_ups(shipped, work)
        large = _large_store(shipped)
        async with AsyncExitStack() as stack:
            targets = await _targets(stack, work, shipped, large)
            for target in targets:
                await target.measure(50)
                await target.burst()
                target.answers.clear()
                target.completions.clear()
                target.rates.clear()
                target.slowest.clear()
            for _ in range(ROUNDS):
                for target in targets:
                    await target.measure(ANSWERS_A_ROUND)
            for _ in range(BURSTS):
                for target in targets:
                    await target.burst()
            memory = {target.name: target.process.resident_bytes / 2**20 for target in targets}
    print(_machine())
    text, missed = report(targets, generate.counts(large), start_ups, memory, _aims(targets))
    print(text)
    return 1 if missed else 0


def _aims(targets: Sequence[Target]) -> list[Aim]:
    bare, shipped, same, largest = targets
    aims = [
        Aim("answer, p50", bare, shipped, "answers", 1.8),
        Aim("answer, p50", bare, largest, "answers", 1.8),
        Aim("completion, p50", bare, shipped, "completions", 1.3),
        Aim("completion, p50", bare, largest, "completions", 1.3),
    ]
    for large in (same, largest):
        aims.append(Aim("answer, p50", shipped, large, "answers", 1.3))
        aims.append(Aim("completion, p50", shipped, large, "completions", 1.3))
    return aims


async def _start_ups(database: Path, work: Path) -> tuple[float, float]:
    """Seconds from starting the process to being ready: with no database, and a second time."""
    seconds: list[float] = []
    for first in (True, False):
        async with LoopbackDiscord(check=False) as discord:
            begun = time.perf_counter()
            environment = {"DATABASE": str(database)}
            async with BotProcess(discord, work / "start.log", env=environment, expect_commands=first):
                seconds.append(time.perf_counter() - begun)
    return seconds[0], seconds[1]


def _large_store(shipped: Path) -> Path:
    large = CACHE / f"large-{generate.VERSION}.db"
    if not large.exists():
        print("Generating the large store, which takes a minute or two; it is kept in .bench/ …", file=sys.stderr)
        generate.generate(shipped, large)
    return large


async def _targets(stack: AsyncExitStack, work: Path, shipped: Path, large: Path) -> list[Target]:
    first, second = Guild.sample(1), Guild.sample(2)
    known = _show(shipped, "Jessica Jones")
    biggest = _show(large, generate.LARGEST_TITLE)
    _choose(shipped, {first: known})
    _choose(large, {first: _show(large, "Jessica Jones"), second: biggest})
    names, many = _names(shipped, known), _names(large, biggest)
    bare = await _start(stack, work / "bare.log", [first], BARE_BOT, None)
    small = await _start(stack, work / "shipped.log", [first], RUN_BOT, shipped)
    big = await _start(stack, work / "large.log", [first, second], RUN_BOT, large)
    return [
        Target("bare bot", *bare, first, names),
        Target("Casefile, shipped pack", *small, first, names),
        Target("Casefile, large store, shipped show", *big, first, names),
        Target("Casefile, large store, largest show", *big, second, many),
    ]


async def _start(
    stack: AsyncExitStack, log: Path, guilds: Sequence[Guild], argv: Sequence[str], database: Path | None
) -> tuple[LoopbackDiscord, BotProcess]:
    discord = await stack.enter_async_context(LoopbackDiscord(guilds, check=False, answer_deadline=None))
    environment = {"DATABASE": str(database), "LOG_LEVEL": "WARNING"} if database else {}
    if database:
        _forget_commands(database)
    process = await stack.enter_async_context(BotProcess(discord, log, argv=argv, env=environment))
    return discord, process


def _execute(database: Path, sql: str, *parameters: object) -> list[tuple[object, ...]]:
    connection = sqlite3.connect(database)
    try:
        with connection:
            return connection.execute(sql, parameters).fetchall()
    finally:
        connection.close()


def _forget_commands(database: Path) -> None:
    """Each loopback Discord is new and knows no commands yet."""
    _execute(database, "DELETE FROM command_sync")


def _show(database: Path, title: str) -> int:
    [(show,)] = _execute(database, "SELECT id FROM show WHERE title = ?", title)
    assert isinstance(show, int)
    return show


def _choose(database: Path, shows: dict[Guild, int]) -> None:
    for guild, show in shows.items():
        _execute(
            database, "INSERT OR REPLACE INTO server (guild_id, show_id, changed_at) VALUES (?, ?, '')", guild.id, show
        )


def _names(database: Path, show: int) -> list[str]:
    """Characters of a show in random order: what is asked for, so that no single answer is measured over and over."""
    rows = _execute(database, "SELECT name FROM character WHERE show_id = ? AND spoils_id IS NULL ORDER BY id", show)
    names = [str(name) for (name,) in rows]
    return random.Random(3).sample(names, min(QUESTIONS, len(names)))


def _machine() -> str:
    return f"Python {platform.python_version()}, SQLite {sqlite3.sqlite_version}, {platform.machine()}\n"


if __name__ == "__main__":
    sys.exit(asyncio.run(main()))

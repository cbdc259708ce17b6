"""`make bench`: answers and completions over the wire, beside a bare bot, in one run and in turns.

Three bots run as processes, each against a loopback Discord of its own: a bare discord.py bot that answers a fixed
embed, Casefile with the shipped pack alone, and Casefile with a large generated store, asked about the shipped show and
about the largest generated one. Prints the figures as Markdown; the exit code is 1 if an aim is missed. A run with
`--small` takes seconds and judges no aim: it only shows that the benchmark works.
"""

import argparse
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
QUESTIONS = 300
# What a bot does after its answer has gone out is no part of the next one's time.
REST = 0.004
BARE_BOT = (sys.executable, "-m", "tests.loopback.bare_bot")


@dataclass(frozen=True)
class Effort:
    """How large the large store is, and how often the bots are asked."""

    size: generate.Size
    warm_up: int
    rounds: int
    answers_a_round: int
    burst: int
    bursts: int


FULL = Effort(generate.LARGE, warm_up=50, rounds=12, answers_a_round=150, burst=1_000, bursts=3)
SMALL = Effort(generate.SMALL, warm_up=2, rounds=1, answers_a_round=10, burst=20, bursts=1)


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

    async def burst(self, count: int) -> None:
        """Ask `count` times at once."""

        def payload(_: int) -> dict[str, object]:
            return self.discord.slash_payload("cast", {"who": self.next_name()}, guild=self.guild)

        burst = await self.discord.dispatch_many(payload, count)
        assert burst.unanswered == 0, burst.unanswered
        self.rates.append(burst.rate)
        self.slowest.append(burst.percentile(99))


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument("--small", action="store_true", help="a run of seconds that judges no aim")
    small: bool = parser.parse_args().small
    with tempfile.TemporaryDirectory() as work:
        # Nothing is kept of a small run, so that it always starts from nothing.
        kept = Path(work) if small else CACHE
        kept.mkdir(exist_ok=True)
        text, missed = asyncio.run(_measured(Path(work), kept, SMALL if small else FULL, judged=not small))
    print(_machine())
    print(text)
    return 1 if missed else 0


async def _measured(work: Path, kept: Path, effort: Effort, *, judged: bool) -> tuple[str, bool]:
    shipped = work / "shipped.db"
    start_ups = await _start_ups(shipped, work)
    large = large_store(shipped, kept, effort.size)
    async with AsyncExitStack() as stack:
        targets = await _targets(stack, work, shipped, large)
        for target in targets:
            await target.measure(effort.warm_up)
            await target.burst(effort.burst)
            target.answers.clear()
            target.completions.clear()
            target.rates.clear()
            target.slowest.clear()
        for _ in range(effort.rounds):
            for target in targets:
                await target.measure(effort.answers_a_round)
        for _ in range(effort.bursts):
            for target in targets:
                await target.burst(effort.burst)
        memory = {target.name: target.process.resident_bytes / 2**20 for target in targets}
    return report(targets, generate.counts(large), start_ups, memory, _aims(targets), judged=judged)


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


def large_store(shipped: Path, folder: Path, size: generate.Size) -> Path:
    """The large store in this folder; it is generated if there is none yet, or only one of older code."""
    large = generate.kept(shipped, folder, size)
    if not large.exists():
        print(f"Generating a store of {size.shows:,} shows in {folder} …", file=sys.stderr)
        generate.remove_others(large)
        generate.generate(shipped, large, size)
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
    sys.exit(main())

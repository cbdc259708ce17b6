"""2,000 questions at once, half of them misspelt, unknown or for everyone, beside the bare bot asked the same.

What members wait for is time by the clock on the wall, so the bots take turns, and the median of the rounds counts.
"""

from __future__ import annotations

import random
from contextlib import AsyncExitStack
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from tests.bench.bots import Bot, Series, in_turns, start_bare, start_casefile
from tests.bench.figures import Figure, Report
from tests.bench.questions import COMPLETION, Question, character_names, questions_about
from tests.bench.stores import choose_shows, shipped_store, show_id
from tests.loopback.answers import DEFERRED_MESSAGE
from tests.loopback.world import Guild

FIRST_RESPONSES, ALL_ANSWERED, DEFERRED_WHILE_IDLE = 1.5, 10.0, 0.0


@dataclass(frozen=True, slots=True)
class Effort:
    """How many questions come at once, how often, and how many an idle bot is asked one after another."""

    questions: int
    rounds: int
    turns: int


FULL = Effort(2_000, rounds=5, turns=10)
SMALL = Effort(40, rounds=1, turns=1)


@dataclass(frozen=True, slots=True)
class Round:
    """In how many seconds half of the first responses came, nearly all of them, and the whole of every answer; and the
    processor time of all that."""

    p50: float
    p99: float
    whole: float
    spent: float
    deferred: int


async def measure(work: Path, kept: Path, *, small: bool) -> Report:
    """Measure everything. Nothing is kept."""
    effort = SMALL if small else FULL
    shipped, guild = await shipped_store(work), Guild.sample(1)
    show = show_id(shipped, "Jessica Jones")
    choose_shows(shipped, {guild: show})
    async with AsyncExitStack() as stack:
        bare = await start_bare(stack, work, [guild])
        ours = await start_casefile(stack, "casefile", work, [guild], shipped)
        await ours.wait_until_idle()
        asked = questions_about(shipped, show)
        idle = [Series(ours, guild, questions) for name, questions in asked.items() if name != COMPLETION]
        await in_turns(idle, effort.turns, 10)
        questions = mixed(character_names(shipped, show), effort.questions)
        pairs = [
            (await _asked(bare, questions, guild), await _asked(ours, questions, guild))
            for _ in range(1 + effort.rounds)
        ][1:]
    figures = [
        Figure("p99 of first responses, to the bare bot's", median(b.p99 / a.p99 for a, b in pairs), FIRST_RESPONSES),
        Figure("until every question was answered", max(b.whole for _, b in pairs), ALL_ANSWERED, unit="s"),
        Figure("deferred while idle", sum(each.deferred for each in idle), DEFERRED_WHILE_IDLE, unit="answers"),
    ]
    lines = [
        "| round | bare bot, p50 | p99 | its processor time | Casefile, p50 | p99 | all answered | its processor time |"
        " deferred |",
        "|---|---|---|---|---|---|---|---|---|",
    ]
    for number, (a, b) in enumerate(pairs, start=1):
        seconds = " | ".join(f"{value:.2f} s" for value in (a.p50, a.p99, a.spent, b.p50, b.p99, b.whole, b.spent))
        lines.append(f"| {number} | {seconds} | {b.deferred:,} |")
    return Report(figures, [f"{effort.questions:,} questions at once.", "\n".join(lines)])


def mixed(names: list[str], count: int) -> list[Question]:
    """Questions about a cast: half of them name somebody, the others are misspelt, unknown or for everyone."""
    choose = random.Random(5)
    made: list[str] = []
    for number in range(count):
        name = names[number % len(names)]
        match number % 6:
            case 1:
                at = choose.randrange(1, len(name))
                made.append(name[:at] + choose.choice("qxz") + name[at:])
            case 3:
                made.append(f"{choose.choice('qxz')}{name[::-1]} {number}")
            case 5:
                made.append("everyone")
            case _:
                made.append(name)
    choose.shuffle(made)
    return [Question("cast", {"who": who}) for who in made]


async def _asked(bot: Bot, questions: list[Question], guild: Guild) -> Round:
    before = bot.spent
    burst, whole = await bot.burst(questions, guild)
    deferred = sum(answer.type == DEFERRED_MESSAGE for answer in burst.answers)
    return Round(burst.percentile(50), burst.percentile(99), whole, bot.spent - before, deferred)

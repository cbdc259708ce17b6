"""What one server's season of 20,000 imported roles costs another server, and its own moderators.

Members of another server ask `/cast` all the time, and wait by the clock on the wall; meanwhile, in every second turn,
a member of the large one asks for its season and its cast once a second.
"""

from __future__ import annotations

import asyncio
import shutil
from collections.abc import Awaitable, Sequence
from contextlib import AsyncExitStack
from dataclasses import dataclass
from itertools import cycle
from pathlib import Path

from tests.bench import roles
from tests.bench.bots import Bot, Series, in_turns, start_casefile
from tests.bench.figures import Figure, Report
from tests.bench.questions import Question, character_names
from tests.bench.stores import choose_shows, kept_store, rows_of, shipped_store, show_id
from tests.loopback.answers import Answer, percentile
from tests.loopback.world import Guild

BESIDE_A_NEIGHBOUR, LARGE_SEASON, COMPLETION = 3.0, 40.0, 10.0
_SEASON = Question("season", {"number": roles.SEASON})
_CAST = Question("cast", {"who": "everyone", "season": roles.SEASON})
_DEADLINE = 3.0
"""So many seconds after a question Discord refuses its first response."""


@dataclass(frozen=True, slots=True)
class Effort:
    """How many roles there are, how long each turn is, and how often the other server asks in a second."""

    roles: int
    turns: int
    seconds: int
    each_second: int
    completions: int


FULL = Effort(20_000, turns=4, seconds=15, each_second=20, completions=20)
SMALL = Effort(60, turns=1, seconds=1, each_second=10, completions=1)


async def measure(work: Path, kept: Path, *, small: bool) -> Report:
    """Measure everything; the store is kept in `kept`."""
    effort = SMALL if small else FULL
    shipped = await shipped_store(work)
    store = await kept_store(
        kept, "roles", shipped, roles, effort.roles, lambda path: roles.generate(shipped, path, effort.roles)
    )
    database = Path(shutil.copyfile(store, work / "copy.db"))
    busy, near = Guild.sample(1), Guild.sample(2)
    show = show_id(database, "Jessica Jones")
    choose_shows(database, {busy: show, near: show})
    async with AsyncExitStack() as stack:
        bot = await start_casefile(stack, "casefile", work, [busy, near], database)
        await bot.wait_until_idle()
        own = [Series(bot, busy, questions) for questions in ([_SEASON], [_CAST], _typed(database))]
        await in_turns(own, effort.completions, 10)
        asked = Series(bot, near, [Question("cast", {"who": name}) for name in character_names(database, show)])
        await asked.take_turn(20)
        idle: list[float] = []
        beside: list[float] = []
        for _ in range(effort.turns):
            idle += await _waits(asked, effort)
            beside += await _waits(asked, effort, busy)
    season, cast, completion = (each.cost * 1000 for each in own)
    figures = [
        Figure("p99 beside a neighbour's season, to its idle one", _p99(beside) / _p99(idle), BESIDE_A_NEIGHBOUR),
        Figure("`/season` of the imported season", season, LARGE_SEASON, unit="ms"),
        Figure("`/cast everyone` of that season", cast, unit="ms"),
        Figure("completion of `/fact edit`", completion, COMPLETION, unit="ms"),
    ]
    late = sum(seconds > _DEADLINE for seconds in beside)
    note = (
        f"{effort.roles:,} roles. Waits for `/cast`: p50 {percentile(idle, 50) * 1000:,.1f} ms and p99"
        f" {_p99(idle) * 1000:,.1f} ms while the neighbour is idle; p50 {percentile(beside, 50) * 1000:,.1f} ms, p99"
        f" {_p99(beside) * 1000:,.1f} ms and at most {max(beside):,.2f} s while it asks. Of {len(beside):,} answers"
        f" meanwhile, {late:,} came after more than {_DEADLINE:.0f} s."
    )
    return Report(figures, [note])


def _typed(database: Path) -> list[Question]:
    """What moderators type to find a fact: names of the imported roles in part and in full, and words of the news."""
    sql = "SELECT name FROM person WHERE layer <> 0 ORDER BY id LIMIT 40"
    names = [str(name) for (name,) in rows_of(database, sql)]
    texts = [name[: 2 + number] for number, name in enumerate(names)]
    texts += ["visits", "season 4", f"season 4 {names[0][:4]}", "", "a", "xyz"]
    return [Question("fact edit", {"fact": text}, "fact", by_moderator=True) for text in texts]


async def _waits(asked: Series, effort: Effort, busy: Guild | None = None) -> list[float]:
    """The seconds that each answer took in one turn, asked whether the one before is answered or not."""
    meanwhile = asyncio.ensure_future(_ask_for_the_season(asked.bot, busy, effort.seconds)) if busy else None
    answers = await _steadily(
        [asked.bot.ask(question, asked.guild) for question in asked.upcoming(effort.seconds * effort.each_second)],
        1 / effort.each_second,
    )
    if meanwhile is not None:
        await meanwhile
    return [answer.seconds for answer in answers]


async def _ask_for_the_season(bot: Bot, guild: Guild, seconds: int) -> None:
    """Ask for the season and its cast, in turn, once a second."""
    turns = cycle((_SEASON, _CAST))
    await _steadily([bot.ask(next(turns), guild) for _ in range(seconds)], 1.0)


async def _steadily(asking: Sequence[Awaitable[Answer]], pause: float) -> list[Answer]:
    """Begin each after a pause, and wait for all of them."""
    tasks: list[asyncio.Future[Answer]] = []
    for each in asking:
        tasks.append(asyncio.ensure_future(each))
        await asyncio.sleep(pause)
    return await asyncio.gather(*tasks)


def _p99(waits: Sequence[float]) -> float:
    return percentile(list(waits), 99)

"""What an answer costs, beside a bot that answers a fixed embed; what it costs with a large store; and the start.

Five kinds of bots and servers take turns: a bare discord.py bot; Casefile with the shipped pack, in a server that has
chosen its show, in one that has not, and in one that has a spoiler boundary; Casefile with a large generated store, in
a server with its largest show.
"""

from __future__ import annotations

import string
from collections.abc import Mapping, Sequence
from contextlib import AsyncExitStack
from dataclasses import dataclass
from pathlib import Path

from tests.bench import large
from tests.bench.bots import Bot, Series, in_turns, start_bare, start_casefile
from tests.bench.figures import Figure, Report
from tests.bench.questions import (
    ASK,
    CAST,
    COMPLETION,
    DIRECTOR,
    EPISODE,
    NEWS,
    SEASON,
    Question,
    asked_in_words,
    character_names,
    questions_about,
)
from tests.bench.starting import Start, import_seconds, start_up
from tests.bench.statements import Slowest, slowest_statements
from tests.bench.stores import choose_shows, kept_store, set_boundary, show_id
from tests.loopback.answers import percentile
from tests.loopback.world import Guild

BURST = "burst of `/cast`, each answer"
LIMITS: Mapping[str, tuple[float | None, float | None]] = {
    CAST: (2.1, 1.6),
    COMPLETION: (1.55, 1.25),
    SEASON: (4.2, 2.8),
    NEWS: (4.2, 2.8),
    DIRECTOR: (3.2, 2.2),
    EPISODE: (3.2, 2.2),
    BURST: (2.4, 1.8),
    ASK: (None, None),
}
"""How many times the processor time of the bare bot an answer must and should cost at most."""
IN_WORDS, LARGE_IN_WORDS = 1.5, 20.0
"""How many times `/cast` the same question in words must cost at most, and how many milliseconds for a large show."""
SLOWEST_STATEMENT, LARGE_SEASON = 20.0, 40.0
FIRST_START, LATER_START, IMPORTS = 1.05, 84.0, (4.1, 2.8)
"""How much memory the first start needs as a multiple of a later one's, how many megabytes that needs, and how many
times the processor time of importing discord.py all imports must and should take: 5.5 when this was first measured,
and 4.1 is a quarter less."""
_CHOSEN, _NOT_CHOSEN, _COVERED, _LARGEST = "show chosen", "no show chosen", "boundary set", "largest show"
_LIMITED = (_CHOSEN, _NOT_CHOSEN, _COVERED)


@dataclass(frozen=True, slots=True)
class Effort:
    """How large the large store is, and how often the bots are asked."""

    size: large.Size
    turns: int
    questions: int
    burst: int
    bursts: int
    imports: int
    letters: str = string.ascii_lowercase
    """What members type first."""


FULL = Effort(large.LARGE, turns=20, questions=10, burst=1_000, bursts=5, imports=9)
SMALL = Effort(large.SMALL, turns=1, questions=2, burst=10, bursts=1, imports=1, letters="a")


async def measure(work: Path, kept: Path, *, small: bool) -> Report:
    """Measure everything; the large store is kept in `kept`."""
    effort = SMALL if small else FULL
    shipped = work / "shipped.db"
    starts = [await start_up(shipped, work, is_first=is_first) for is_first in (True, False)]
    imports = import_seconds(effort.imports)
    store = await kept_store(
        kept, "large", shipped, large, effort.size, lambda path: large.generate(shipped, path, effort.size)
    )
    near, far, covered = Guild.sample(1), Guild.sample(2), Guild.sample(3)
    known, largest = show_id(shipped, "Jessica Jones"), show_id(store, large.LARGEST_TITLE)
    choose_shows(shipped, {near: known, covered: known})
    set_boundary(shipped, covered, known, season=2)
    choose_shows(store, {near: largest})
    slowest = await slowest_statements(store, near.id, effort.letters)
    async with AsyncExitStack() as stack:
        bare = await start_bare(stack, work, [near])
        ours = await start_casefile(stack, "casefile", work, [near, far, covered], shipped)
        big = await start_casefile(stack, "large store", work, [near], store)
        asked = questions_about(shipped, known)
        columns = {"": (bare, near), _CHOSEN: (ours, near), _NOT_CHOSEN: (ours, far), _COVERED: (ours, covered)}
        rows = {name: _row(columns, questions) for name, questions in asked.items()}
        names = character_names(store, largest)
        rows[CAST][_LARGEST] = Series(big, near, [Question("cast", {"who": name}) for name in names])
        rows[ASK][_LARGEST] = Series(big, near, asked_in_words(names))
        never_typed_before = dict.fromkeys(name[:8] for name in names)
        rows[COMPLETION][_LARGEST] = Series(
            big, near, [Question("cast", {"who": begun}, typed="who") for begun in never_typed_before]
        )
        for row in rows.values():
            await in_turns(_after_the_bare_bot(row), effort.turns, effort.questions)
        rows[BURST] = _row(columns, asked[CAST])
        await in_turns(_after_the_bare_bot(rows[BURST]), effort.bursts, effort.burst, at_once=True)
        season = Series(big, near, [Question("season", {"number": 2})])
        await in_turns([season], effort.turns, effort.questions)
        figures = [*_ratios(rows), *_in_words(rows), *_growth(slowest, season), *_start(starts, imports)]
    counted = ", ".join(f"{count:,} {table}" for table, count in large.counts(store).items())
    return Report(
        figures,
        [_milliseconds(rows), _statements(slowest), f"Rows of the large store: {counted}.", _ready(starts, imports)],
    )


def _row(columns: Mapping[str, tuple[Bot, Guild]], questions: Sequence[Question]) -> dict[str, Series]:
    return {name: Series(bot, guild, questions) for name, (bot, guild) in columns.items()}


def _after_the_bare_bot(row: Mapping[str, Series]) -> list[Series]:
    """The turns of a row. A bot that took two in a row would find all it needs in the processor's caches."""
    bare, *others = row.values()
    return [each for other in others for each in (bare, other)]


def _ratios(rows: Mapping[str, Mapping[str, Series]]) -> list[Figure]:
    figures: list[Figure] = []
    for column in (*_LIMITED, _LARGEST):
        for name, row in rows.items():
            if column in row:
                must, aim = LIMITS[name] if column != _LARGEST else (None, None)
                figures.append(Figure(f"{name}, {column}", row[column].cost / row[""].cost, must, aim))
    return figures


def _in_words(rows: Mapping[str, Mapping[str, Series]]) -> list[Figure]:
    """What a question in words costs, beside the same command."""
    asked, cast = rows[ASK], rows[CAST]
    large = Figure(f"{ASK}, {_LARGEST}", asked[_LARGEST].cost * 1000, LARGE_IN_WORDS, unit="ms")
    return [
        *(Figure(f"{ASK} to `/cast`, {each}", asked[each].cost / cast[each].cost, IN_WORDS) for each in _LIMITED),
        large,
    ]


def _growth(slowest: Sequence[Slowest], season: Series) -> list[Figure]:
    statement = Figure("slowest statement, largest show", slowest[0].seconds * 1000, SLOWEST_STATEMENT, unit="ms")
    return [
        statement,
        Figure("`/season` of a season with 20,000 roles", season.cost * 1000, LARGE_SEASON, unit="ms"),
    ]


def _start(starts: Sequence[Start], imports: tuple[float, float]) -> list[Figure]:
    first, later = starts
    bare, ours = imports
    return [
        Figure("memory of the first start to a later one's", first.peak / later.peak, FIRST_START),
        Figure("memory of a later start", later.peak, LATER_START, unit="MB"),
        Figure("imports to those of discord.py", ours / bare, *IMPORTS),
    ]


def _milliseconds(rows: Mapping[str, Mapping[str, Series]]) -> str:
    """The same in milliseconds, with how long members wait by the clock on the wall."""
    lines = [
        f"| processor time of an answer | bare bot | {' | '.join((*_LIMITED, _LARGEST))} | wait, p50 | p99 |",
        "|---|---|---|---|---|---|---|---|",
    ]
    for name, row in rows.items():
        costs = [_ms(row[column].cost) if column in row else "" for column in ("", *_LIMITED, _LARGEST)]
        waits = [_ms(percentile(row[_CHOSEN].waits, percent)) for percent in (50, 99)]
        lines.append(f"| {name} | {' | '.join((*costs, *waits))} |")
    return "\n".join(lines)


def _ms(seconds: float) -> str:
    return f"{seconds * 1000:,.2f} ms"


def _statements(slowest: Sequence[Slowest]) -> str:
    listed = ", ".join(f"`{each.name}` {_ms(each.seconds)} ({each.question})" for each in slowest)
    return f"Slowest statements for the largest show: {listed}."


def _ready(starts: Sequence[Start], imports: tuple[float, float]) -> str:
    first, later = starts
    bare, ours = imports
    return (
        f"Start to ready: {first.seconds:.2f} s with no database yet, with {first.peak:.0f} MB at most; "
        f"{later.seconds:.2f} s after that, with {later.peak:.0f} MB. "
        f"Imports: {ours:.2f} s, and {bare:.2f} s for discord.py alone."
    )

"""`python -m tests.bench engines`: what an answer costs the bot on PostgreSQL beside SQLite, and its slowest statement.

Both have the same large store, copied from one to the other by `python -m bot copy`'s own code.
"""

from __future__ import annotations

import asyncio
import random
import time
from datetime import UTC, datetime
from pathlib import Path
from statistics import median

from bot.domain.ids import Ids
from bot.services.answers.answers import Answers
from bot.services.kit import Kit
from bot.services.names.finder import Query
from bot.store.address import Address
from bot.store.copying import copy_store
from bot.store.store import open_store
from tests.bench import large
from tests.bench.figures import Figure, Report
from tests.bench.statements import Slowest, slowest_statements
from tests.bench.stores import choose_shows, kept_store, shipped_store, show_id
from tests.engines.databases import on_server
from tests.loopback.world import Guild

MOST_TIMES, MOST_SECONDS = 2.2, 0.020
LETTERS = "aek"
_SIZES = {False: large.Size(2_000, 140_000, 100_000, 20_000), True: large.SMALL}
_NEAR = Guild.with_channels(1, [])


async def measure(work: Path, kept: Path, *, small: bool) -> Report:
    """Measure both engines in turns; the large store is kept in `kept`."""
    shipped, size = await shipped_store(work), _SIZES[small]
    store = await kept_store(kept, "engines", shipped, large, size, lambda path: large.generate(shipped, path, size))
    choose_shows(store, {_NEAR: show_id(store, large.LARGEST_TITLE)})
    with on_server(durable=True) as databases:
        server = await asyncio.to_thread(databases.empty)
        await copy_store(store, server, _nobody_looks)
        return await compare(store, server, turns=2 if small else 20, letters="a" if small else LETTERS)


async def compare(file: Address, server: Address, *, turns: int, letters: str = LETTERS) -> Report:
    """Compare one store on two engines."""
    figures: list[Figure] = []
    for words, who in (("/cast by a name", ""), ("/cast of everyone", "everyone")):
        on_file, on_server_ = await _costs(file, who, turns), await _costs(server, who, turns)
        figures += [
            Figure(f"{words}: PostgreSQL beside SQLite", on_server_ / on_file, MOST_TIMES),
            Figure(f"{words} on SQLite", on_file * 1000, unit="ms"),
            Figure(f"{words} on PostgreSQL", on_server_ * 1000, unit="ms"),
        ]
    slowest = await slowest_statements(server, _NEAR.id, letters, by=time.perf_counter)
    figures.append(Figure("slowest statement on PostgreSQL", slowest[0].seconds * 1000, MOST_SECONDS * 1000, unit="ms"))
    return Report(figures, [_listed(slowest)])


def _nobody_looks(_table: str, _done: int, _count: int) -> None:
    """Progress, which nobody is shown."""


def _listed(slowest: list[Slowest]) -> str:
    listed = ", ".join(f"{each.name} {each.seconds * 1000:.1f} ms ({each.question})" for each in slowest)
    return f"Slowest statements on PostgreSQL: {listed}."


async def _costs(address: Address, who: str, turns: int) -> float:
    """The seconds of processor time of this process for an answer: the median of many turns of ten."""
    async with open_store(address) as store:
        kit = Kit(store, Ids(_now, random.Random(1)), _now)
        answers = Answers(kit)
        name = who or await _a_name(kit)
        query, taken = Query(_NEAR.id, _now().date(), name, None), list[float]()
        for turn in range(turns + 1):
            begun = time.process_time()
            for _ in range(10):
                await answers.cast(query)
            if turn:  # the first time statements are prepared
                taken.append((time.process_time() - begun) / 10)
        return median(taken)


async def _a_name(kit: Kit) -> str:
    rows = await kit.store._database.reader.fetch(  # pyright: ignore[reportPrivateUsage]
        "SELECT c.name FROM character c JOIN show s ON s.id = c.show_id WHERE s.title = :title ORDER BY c.id LIMIT 1",
        {"title": large.LARGEST_TITLE},
    )
    return str(rows[0][0])


def _now() -> datetime:
    return datetime.now(UTC)

"""How long each statement on an answer's path takes: the processor time of the database's threads."""

from __future__ import annotations

import random
import threading
import time
from collections import defaultdict
from collections.abc import Awaitable, Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from statistics import median

from bot.domain.ids import Ids
from bot.domain.names import fold
from bot.domain.notices import Notice
from bot.errors import UserError
from bot.services.answers.answers import Answers
from bot.services.kit import Kit
from bot.services.names.completions import Completions
from bot.services.names.finder import Query
from bot.store.address import Address
from bot.store.connection import Parameters, Row
from bot.store.database import Database, Executor, open_database
from bot.store.store import Gateways, Store, screens_of
from tests.loopback.process import ROOT

_TRIES = 3
_SQL = ROOT / "bot" / "store" / "sql"


@dataclass(frozen=True, slots=True, order=True)
class Slowest:
    """The slowest statement: its seconds, its name, and the question that needs it."""

    seconds: float
    name: str
    question: str


class _Timed:
    """An executor that notes how long each statement takes on the database's thread."""

    def __init__(self, executor: Executor, clock: Callable[[], float]) -> None:
        self._executor = executor
        self._clock = clock
        self.taken: list[tuple[str, Parameters, float]] = []

    async def fetch(self, sql: str, parameters: Parameters) -> list[Row]:
        before = self._clock()
        rows = await self._executor.fetch(sql, parameters)
        self.taken.append((sql, parameters, self._clock() - before))
        return rows

    async def run_many(self, sql: str, rows: Iterable[Parameters]) -> None:
        await self._executor.run_many(sql, rows)

    def note(self, notice: Notice) -> None:
        self._executor.note(notice)

    @property
    def is_on_file(self) -> bool:
        return self._executor.is_on_file


class _TimedStore(Store):
    """A store that reads on one connection, whose statements are timed, and keeps nothing in memory."""

    def __init__(self, address: Address, database: Database, clock: Callable[[], float]) -> None:
        threads = ThreadPoolExecutor(1)
        super().__init__(database, screens_of(address, database, threads, threads), None)
        self.timed = _Timed(database.reader, clock)
        self._reading = Gateways(self.timed)

    def reading(self) -> Gateways:
        return self._reading


def _of_other_threads() -> float:
    """The processor time of all threads except this one. Only one statement is under way at a time."""
    others = {thread.ident for thread in threading.enumerate() if thread.ident} - {threading.get_ident()}
    return sum(time.clock_gettime(time.pthread_getcpuclockid(ident)) for ident in others)


async def slowest_statements(
    database: Address, guild: int, letters: str, most: int = 5, by: Callable[[], float] | None = None
) -> list[Slowest]:
    """The slowest statements of all answers and completions in a server, the slowest first, each once.

    Each question is asked several times, and the median of a statement with the same parameters counts. `by` is the
    clock: without one, the processor time of the database's threads.
    """
    async with open_database(database) as opened:
        store = _TimedStore(database, opened, by or _of_other_threads)
        kit = Kit(store, Ids(_now, random.Random(1)), _now)
        found: dict[str, Slowest] = {}
        for words, ask in _questions(kit, guild, letters).items():
            seconds: dict[tuple[str, str], list[float]] = defaultdict(list)
            for _ in range(_TRIES):
                store.timed.taken.clear()
                with suppress(UserError):  # that nothing was found is an answer too
                    await ask()
                for sql, parameters, taken in store.timed.taken:
                    seconds[sql, repr(parameters)].append(taken)
            for (sql, _), taken in seconds.items():
                name = name_of(sql)
                found[name] = max(found.get(name, Slowest(0.0, "", "")), Slowest(median(taken), name, words))
    return sorted(found.values(), reverse=True)[:most]


def _questions(kit: Kit, guild: int, letters: str) -> dict[str, Callable[[], Awaitable[object]]]:
    """Every answer and completion, with names of all lengths down to one letter."""
    answers, completions = Answers(kit), Completions(kit.store, kit.finder)

    def query(text: str = "", season: int | None = None) -> Query:
        return Query(guild, _now().date(), text, season)

    found: dict[str, Callable[[], Awaitable[object]]] = {
        "/cast everyone": lambda: answers.cast(query("everyone")),
        "/news": lambda: answers.news(query()),
        "/episode S01E01": lambda: answers.episode(query("S01E01")),
    }
    for season in (1, 2):
        found |= {
            f"/cast everyone season:{season}": lambda season=season: answers.cast(query("everyone", season)),
            f"/season {season}": lambda season=season: answers.season(query("", season)),
            f"/director season {season}": lambda season=season: answers.director(query(f"season {season}")),
            f"/news season:{season}": lambda season=season: answers.news(query("", season)),
        }
    for text in (*letters, "an", "corel", "anbel cordar", "jormar tulsal", "xxxx yyyy"):
        found |= {
            f"/cast {text}": lambda text=text: answers.cast(query(text)),
            f"/director {text}": lambda text=text: answers.director(query(text)),
            f"/news about:{text}": lambda text=text: answers.news(query(text)),
            f"/cast who:{text}…": lambda text=text: completions.cast(query(text)),
            f"/director of:{text}…": lambda text=text: completions.director(query(text)),
            f"/episode episode:{text}…": lambda text=text: completions.episode(query(text)),
            f"/news about:{text}…": lambda text=text: completions.about(query(text)),
            f"/cast show:{text}…": lambda text=text: completions.show(guild, text),
        }
    return found


@lru_cache
def name_of(sql: str) -> str:
    """The name that a statement has in its file, else how it begins."""
    for path in sorted(_SQL.glob("*.sql")):
        text = path.read_text(encoding="utf-8")
        if (at := text.find(sql.strip().removesuffix(";"))) >= 0:
            return text[:at].rpartition("-- name: ")[2].partition("(")[0]
    return fold(sql)[:60]


def _now() -> datetime:
    return datetime.now(UTC)

"""A show as somebody sees it who has watched it up to a boundary: a copy of its own, without all that lies beyond.

Answers and completions read from the copy as they would from the store, so that nothing they count, sort, page or find
can tell whether anything was left out. The copy is SQLite whatever the store is on.
"""

import asyncio
import sqlite3
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any, NamedTuple

from bot.domain.notices import Notice
from bot.store.faults import in_words
from bot.store.kept import Kept, Memory
from bot.store.session import Executor, Parameters, Row

_MOST_FACTS, _MOST_NAMES, _MOST_ROWS = 1_000, 3_000, 3_000
"""How much is kept of what was read from a copy; there may be many of them."""


class _Asked(NamedTuple):
    sql: str
    parameters: tuple[tuple[str, object], ...]


async def _never_changed() -> bool:
    return False


async def _nothing_to_look_for() -> None:
    pass


def _size(rows: Sequence[Row]) -> int:
    return 1 + len(rows)


class Copy(Executor):
    """A database on threads that it shares with other copies. What fills it has its `connection` alone."""

    def __init__(self, threads: ThreadPoolExecutor) -> None:
        self._threads = threads
        self.connection = sqlite3.connect("", check_same_thread=False, isolation_level=None, uri=True)
        self.connection.row_factory = sqlite3.Row
        self._turn = asyncio.Lock()
        self.memory = Memory(_never_changed, facts=_MOST_FACTS, names=_MOST_NAMES)
        self._rows: Kept[_Asked, list[Row]] = Kept(_MOST_ROWS, _nothing_to_look_for, _size)

    async def fetch(self, sql: str, parameters: Parameters) -> list[Row]:
        asked = _Asked(sql, tuple(parameters.items()))
        return [*(await self._rows.get((asked,), self._read))[asked]]

    async def _read(self, asked: Sequence[_Asked]) -> dict[_Asked, list[Row]]:
        def read() -> dict[_Asked, list[Row]]:
            return {each: self.connection.execute(each.sql, dict(each.parameters)).fetchall() for each in asked}

        return await self._run(read)

    async def run_many(self, sql: str, rows: Iterable[Parameters]) -> None:
        await self._run(lambda: self.connection.executemany(sql, (dict(row) for row in rows)))

    def note(self, notice: Notice) -> None:
        raise TypeError(f"A copy is only read: {notice}")

    @property
    def is_on_file(self) -> bool:
        return True

    async def _run(self, work: Callable[[], Any]) -> Any:
        async with self._turn:
            with in_words():
                return await asyncio.get_running_loop().run_in_executor(self._threads, work)

    def __del__(self) -> None:
        self.connection.close()

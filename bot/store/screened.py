"""A show as somebody sees it who has watched it up to a boundary: a copy of its own, without all that lies beyond.

Answers and completions read from the copy as they would from the store, so that nothing they count, sort, page or find
can tell whether anything was left out. The copy is SQLite whatever the store is on.
"""

import asyncio
import sqlite3
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path
from typing import Any

from bot.domain.notices import Notice
from bot.domain.shield import Shield
from bot.store.connection import Parameters, Row
from bot.store.database import Executor
from bot.store.kept import Memory
from bot.store.screening import Layout, write_open

_TABLES = (
    *("show", "season", "episode", "episode_source", "person", "character", "source", "fact", "revision", "scope"),
    *("credit", "claim", "head", "about", "alias", "server"),
)
_VIEWS = ("about_row", "fact_row")
_KILOBYTES = 16_000
"""How much of a copy is in memory. The rest is in a file of its own, without a name, until the copy is closed."""
_MOST_FACTS, _MOST_NAMES = 1_000, 3_000
"""How much is kept of what was read from a copy; there may be many of them."""


async def _never_changed() -> bool:
    return False


class Copy(Executor):
    """A database on threads that it shares with other copies."""

    def __init__(self, threads: ThreadPoolExecutor) -> None:
        self._threads = threads
        self._connection = sqlite3.connect("", check_same_thread=False, isolation_level=None, uri=True)
        self._connection.row_factory = sqlite3.Row
        self._turn = asyncio.Lock()
        self.memory = Memory(_never_changed, facts=_MOST_FACTS, names=_MOST_NAMES)

    async def fetch(self, sql: str, parameters: Parameters) -> list[Row]:
        return await self._run(lambda: self._connection.execute(sql, dict(parameters)).fetchall())

    async def run_many(self, sql: str, rows: Iterable[Parameters]) -> None:
        await self._run(lambda: self._connection.executemany(sql, (dict(row) for row in rows)))

    def note(self, notice: Notice) -> None:
        raise TypeError(f"A copy is only read: {notice}")

    async def fill(self, makers: ThreadPoolExecutor, database: Path, guild: int, show: int, shield: Shield) -> int:
        """Write to the copy what a shield leaves open of a show as a server sees it. Return how many rows that is.

        A large show takes seconds, so that this has threads of its own.
        """
        connection = self._connection
        return await asyncio.get_running_loop().run_in_executor(
            makers, lambda: _fill(connection, database, guild, show, shield)
        )

    async def _run(self, work: Callable[[], Any]) -> Any:
        async with self._turn:
            return await asyncio.get_running_loop().run_in_executor(self._threads, work)

    def __del__(self) -> None:
        self._connection.close()


def _fill(connection: sqlite3.Connection, database: Path, guild: int, show: int, shield: Shield) -> int:
    connection.execute(f"PRAGMA cache_size = -{_KILOBYTES}")
    connection.execute("PRAGMA journal_mode = OFF")
    connection.execute("PRAGMA temp.cache_size = -64000")
    connection.execute("ATTACH ? AS source", (f"{database.resolve().as_uri()}?mode=ro",))
    connection.row_factory = None
    size = write_open(connection, _layout(connection), guild, show, shield)
    connection.row_factory = sqlite3.Row
    connection.execute("DETACH source")
    return size


def _layout(connection: sqlite3.Connection) -> Layout:
    """The layout of the tables that are copied, as the database has it."""
    with closing(
        connection.execute("SELECT type, tbl_name, sql FROM source.sqlite_master WHERE sql IS NOT NULL")
    ) as made:
        parts = [(kind, sql) for kind, table, sql in made if table in (*_TABLES, *_VIEWS)]
    return Layout(
        [sql for kind, sql in parts if kind == "table"],
        [sql for wanted in ("index", "view") for kind, sql in parts if kind == wanted],
    )

"""What the copies for spoiler boundaries are filled from: a file, which SQLite reads itself, or a server.

All of a show that is on a server is read first, into a database of its own; from there on both are the same.
"""

import asyncio
import sqlite3
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from functools import cache
from pathlib import Path
from typing import Protocol

from bot.domain.shield import Shield
from bot.store.faults import in_words
from bot.store.screened import Copy
from bot.store.screening import Layout, split, write_open
from bot.store.session import Row, Session
from bot.store.statements import statements

COPIED = (
    *("show", "season", "episode", "episode_source", "person", "character", "source", "fact", "revision", "scope"),
    *("credit", "claim", "head", "about", "alias", "server", "about_row", "fact_row"),
)
"""The tables and views of a copy."""
LAYOUT = Path(__file__).parent / "copy_schema.sql"
"""What the tables are made with for a server; `python -m tests.store.layout` writes it from what migrations make."""
_STAGED = {statement.name: statement.sql for statement in statements("staging_copies")}
_KILOBYTES = 16_000
"""How much of a copy is in memory. The rest is in a file of its own, without a name, until the copy is closed."""
_OF_SOURCE = 64_000


class Filling(Protocol):
    """Fills copies."""

    async def fill(self, copy: Copy, guild: int, show: int, shield: Shield) -> int:
        """Write to an empty copy what a shield leaves open of a show as a server sees it. Return how many rows it has.

        A large show takes seconds, so that this has threads of its own. Raises StoreTrouble.
        """
        ...


class FromFile(Filling):
    def __init__(self, database: Path, makers: ThreadPoolExecutor) -> None:
        self._database = database
        self._makers = makers

    async def fill(self, copy: Copy, guild: int, show: int, shield: Shield) -> int:
        def write(connection: sqlite3.Connection) -> int:
            connection.execute("ATTACH ? AS source", (f"{self._database.resolve().as_uri()}?mode=ro",))
            return write_open(connection, _layout_of_source(connection), guild, show, shield)

        return await _filled(self._makers, copy, write)


class FromServer(Filling):
    """`reader` is the connection with the least to do."""

    def __init__(self, reader: Callable[[], Session], makers: ThreadPoolExecutor) -> None:
        self._reader = reader
        self._makers = makers

    async def fill(self, copy: Copy, guild: int, show: int, shield: Shield) -> int:
        asked = {"guild": guild, "show": show}
        found = await self._reader().fetch_together([(sql, asked) for sql in _STAGED.values()])
        rows = dict(zip(_STAGED, found, strict=True))

        def write(connection: sqlite3.Connection) -> int:
            _stage(connection, rows)
            return write_open(connection, _layout(), guild, show, shield)

        return await _filled(self._makers, copy, write)


async def _filled(makers: ThreadPoolExecutor, copy: Copy, write: Callable[[sqlite3.Connection], int]) -> int:
    def work() -> int:
        connection = copy.connection
        connection.execute(f"PRAGMA cache_size = -{_KILOBYTES}")
        connection.execute("PRAGMA journal_mode = OFF")
        connection.execute(f"PRAGMA temp.cache_size = -{_OF_SOURCE}")
        connection.row_factory = None
        size = write(connection)
        connection.row_factory = sqlite3.Row
        connection.execute("DETACH source")
        return size

    with in_words():
        return await asyncio.get_running_loop().run_in_executor(makers, work)


def _layout_of_source(connection: sqlite3.Connection) -> Layout:
    """The layout of the tables that are copied, as a file has it: a later version may have added to them."""
    with closing(
        connection.execute("SELECT type, tbl_name, sql FROM source.sqlite_master WHERE sql IS NOT NULL")
    ) as made:
        parts = [(kind, sql) for kind, table, sql in made if table in COPIED]
    return Layout(
        [sql for kind, sql in parts if kind == "table"],
        [sql for wanted in ("index", "view") for kind, sql in parts if kind == wanted],
    )


@cache
def _layout() -> Layout:
    made = split(LAYOUT.read_text(encoding="ascii"))
    return Layout(
        [sql for sql in made if sql.startswith(_TABLE)],
        [sql for sql in made if not sql.startswith(_TABLE)],
    )


_TABLE = "CREATE TABLE "


def _stage(connection: sqlite3.Connection, rows: Mapping[str, Sequence[Row]]) -> None:
    """Make a database `source` with these rows of each table."""
    connection.execute("ATTACH '' AS source")
    connection.execute(f"PRAGMA source.cache_size = -{_OF_SOURCE}")
    connection.execute("BEGIN")
    for sql in _layout().tables:
        connection.execute(f"{_TABLE}source.{sql.removeprefix(_TABLE)}")
    for table, found in rows.items():
        # By name: a later version may have added columns.
        columns = [row[1] for row in connection.execute(f"PRAGMA source.table_info({table})")]
        names, values = ", ".join(f'"{name}"' for name in columns), ", ".join("?" * len(columns))
        sql = f"INSERT INTO source.{table} ({names}) VALUES ({values})"
        connection.executemany(sql, ([row[name] for name in columns] for row in found))
    connection.execute("COMMIT")

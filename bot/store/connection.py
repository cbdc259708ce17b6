"""One connection to the database, on a thread of its own."""

import asyncio
import logging
import sqlite3
from collections.abc import AsyncGenerator, Callable, Iterable
from contextlib import asynccontextmanager
from itertools import islice
from pathlib import Path
from typing import cast

import aiosqlite

from bot.domain.asker import asking_server
from bot.domain.outcome import committing
from bot.errors import StoreTrouble, StoreUnwritable
from bot.store.faults import in_words, is_out_of_room
from bot.store.file import beside
from bot.store.session import Parameters, Row, Session, refuse_nul

_log = logging.getLogger(__name__)

# How long a statement waits for another process's transaction before it fails, in milliseconds: an interaction must be
# answered within three seconds, and it may first have to wait as long for its turn within this one.
BUSY_TIMEOUT = 1200
_ROWS_AT_ONCE = 500


class Connection(Session):
    """An aiosqlite connection on which every statement is one trip to its thread."""

    def __init__(self, raw: aiosqlite.Connection, note: Callable[[StoreTrouble, BaseException], None]) -> None:
        super().__init__()
        self._raw = raw
        self._note = note

    async def fetch(self, sql: str, parameters: Parameters) -> list[Row]:
        refuse_nul(parameters.values())
        server = asking_server.get()
        self.under_way.append(server)
        try:
            with in_words(self._note):
                rows = cast(list[Row], await self._raw.execute_fetchall(sql, parameters))
            self.changes.note(sql, made=parameters.get("id"), returned=rows[0][0] if rows else None)
            return rows
        finally:
            self.under_way.remove(server)

    @property
    def is_on_file(self) -> bool:
        return True

    async def begin(self, patience: float, *, alone: bool) -> None:  # noqa: ARG002
        """SQLite has one writer at a time, so that every transaction is alone; it waits for BUSY_TIMEOUT."""
        with in_words(self._note):
            if self._raw.in_transaction:
                await self._raw.rollback()
            await self._raw.execute_fetchall("BEGIN IMMEDIATE")

    async def hold_still(self) -> None:
        """See the database as it is now, until the connection is closed."""
        await self.fetch("BEGIN", {})
        await self.fetch("SELECT COUNT(*) FROM sqlite_master", {})  # what is seen is settled by the first read

    async def commit(self) -> None:
        """Keep the transaction that is open."""
        with committing(self.noted) as nothing_is_kept:
            try:
                await self.fetch("COMMIT", {})
            except (sqlite3.Error, StoreTrouble) as error:
                # One that is still open is undone next; without room for its log SQLite has done so already. After
                # other errors it may be whole in the log, and be kept at the next start.
                if self._raw.in_transaction or is_out_of_room(error.__cause__):
                    nothing_is_kept()
                elif isinstance(error, StoreUnwritable):
                    raise StoreUnwritable(error.why, "it is not known whether this was saved") from error.__cause__
                raise

    async def roll_back(self) -> None:
        """Undo the transaction that is open, if one is. If that fails, the next one tries again before it begins."""
        try:
            await self._raw.rollback()
        except sqlite3.Error as error:
            _log.warning("A transaction could not be undone yet: %s", error)

    async def run_many(self, sql: str, rows: Iterable[Parameters]) -> None:
        self.changes.note(sql)
        rows = iter(rows)
        # In pieces, so that the rows of a whole show are never in memory at once.
        while piece := [dict(row) for row in islice(rows, _ROWS_AT_ONCE)]:
            refuse_nul(value for row in piece for value in row.values())
            with in_words(self._note):
                await (await self._raw.executemany(sql, piece)).close()


@asynccontextmanager
async def connect(path: Path) -> AsyncGenerator[aiosqlite.Connection]:
    """Open a connection for reading and writing. Raises errors of SQLite."""
    opening = asyncio.ensure_future(_opened(path))
    try:
        connection = await asyncio.shield(opening)
        connection.row_factory = sqlite3.Row
        for pragma in (
            "journal_mode = WAL",
            "synchronous = FULL",  # a post that was marked as sent must still be marked after a power cut
            "foreign_keys = ON",
            f"busy_timeout = {BUSY_TIMEOUT}",
        ):
            await connection.execute_fetchall(f"PRAGMA {pragma}")
        yield connection
    finally:
        # Even if this was cancelled while it opened: the connection's thread reports to a loop that must still run.
        await (await opening).close()


async def _opened(path: Path) -> aiosqlite.Connection:
    return await aiosqlite.connect(path, isolation_level=None, cached_statements=256)


@asynccontextmanager
async def open_reader(path: Path) -> AsyncGenerator[Connection]:
    """Open a connection that can only read, also while others write, and also on a disk that is full or read-only."""
    async with aiosqlite.connect(address_to_read(path), uri=True, isolation_level=None) as raw:
        raw.row_factory = sqlite3.Row
        yield Connection(raw, lambda _, __: None)


def address_to_read(path: Path) -> str:
    """The address by which SQLite opens a file for reading alone, also on a disk that is full or read-only."""
    # Without this file nobody has the database open, and to make it takes room on the disk.
    in_use = beside(path, "-wal").exists()
    return f"{beside(path, '').as_uri()}?mode=ro{'' if in_use else '&immutable=1'}"

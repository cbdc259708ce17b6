"""One connection to the database, on a thread of its own."""

import asyncio
import logging
import sqlite3
from collections.abc import AsyncGenerator, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from typing import TypeAlias, cast

import aiosqlite

from bot.domain.notices import Notice
from bot.domain.outages import Unwritable
from bot.domain.outcome import committing
from bot.errors import StoreTrouble, StoreUnwritable
from bot.store.faults import in_words

_log = logging.getLogger(__name__)
Row: TypeAlias = sqlite3.Row
Parameters: TypeAlias = Mapping[str, object]

# How long a statement waits for another process's transaction before it fails, in milliseconds: an interaction must be
# answered within three seconds, and it may first have to wait as long for its turn within this one.
BUSY_TIMEOUT = 1200


class Connection:
    """An aiosqlite connection on which every statement is one trip to its thread."""

    def __init__(self, raw: aiosqlite.Connection, note: Callable[[StoreTrouble, BaseException], None]) -> None:
        self._raw = raw
        self._note = note
        self._noted: dict[Notice, None] = {}  # in order, each once
        self.under_way = 0

    async def fetch(self, sql: str, parameters: Parameters) -> list[Row]:
        self.under_way += 1
        try:
            with in_words(self._note):
                return cast(list[Row], await self._raw.execute_fetchall(sql, parameters))
        finally:
            self.under_way -= 1

    async def begin(self) -> None:
        """Begin a transaction that may write, in place of one that could not be undone."""
        with in_words(self._note):
            if self._raw.in_transaction:
                await self._raw.rollback()
            await self._raw.execute_fetchall("BEGIN IMMEDIATE")

    async def commit(self) -> None:
        """Keep the transaction that is open."""
        with committing(tuple(self._noted)) as nothing_is_kept:
            try:
                await self.fetch("COMMIT", {})
            except (sqlite3.Error, StoreTrouble) as error:
                # It is undone next; on a full disk SQLite has done so already.
                is_full = isinstance(error, StoreUnwritable) and error.why is Unwritable.FULL
                if self._raw.in_transaction or is_full:
                    nothing_is_kept()
                raise

    async def roll_back(self) -> None:
        """Undo the transaction that is open, if one is. If that fails, the next one tries again before it begins."""
        try:
            await self._raw.rollback()
        except sqlite3.Error as error:
            _log.warning("A transaction could not be undone yet: %s", error)

    def note(self, notice: Notice) -> None:
        self._noted[notice] = None

    def take_notices(self) -> tuple[Notice, ...]:
        """All that was noted since they were last taken."""
        noted, self._noted = tuple(self._noted), {}
        return noted

    async def run_many(self, sql: str, rows: Sequence[Parameters]) -> None:
        with in_words(self._note):
            await (await self._raw.executemany(sql, [dict(row) for row in rows])).close()


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
    async with aiosqlite.connect(_address(path), uri=True, isolation_level=None) as raw:
        raw.row_factory = sqlite3.Row
        yield Connection(raw, lambda _, __: None)


def _address(path: Path) -> str:
    # Without this file nobody has the database open, and to make it takes room on the disk.
    in_use = path.with_name(f"{path.name}-wal").exists()
    return f"{path.absolute().as_uri()}?mode=ro{'' if in_use else '&immutable=1'}"

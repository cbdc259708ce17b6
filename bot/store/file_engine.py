"""The engine for a file: SQLite, one connection that writes and two that read, each on a thread of its own."""

import asyncio
import sqlite3
from collections.abc import AsyncGenerator, Callable, Collection, Sequence
from concurrent.futures import Executor as Threads
from concurrent.futures import ThreadPoolExecutor
from contextlib import AsyncExitStack, ExitStack, asynccontextmanager, closing, suppress
from datetime import datetime, timedelta
from pathlib import Path

import aiosqlite

from bot.domain.outages import Unwritable
from bot.errors import StoreTrouble, StoreUnwritable
from bot.store.connection import Connection, connect
from bot.store.engine import Engine, Lane, how_busy
from bot.store.faults import unusable
from bot.store.file import Watch
from bot.store.health import Health
from bot.store.session import Session

_READERS = 2
_STAMP_EVERY = timedelta(minutes=1)


class FileEngine(Engine):
    """Reads never wait for the writer (WAL)."""

    def __init__(
        self,
        connections: Sequence[aiosqlite.Connection],
        watch: Watch,
        thread: Threads,
        health: Health,
        clock: Callable[[], datetime],
    ) -> None:
        writer, *readers = connections
        self._lane = Lane(Connection(writer, health.note))  # other processes wait at BEGIN IMMEDIATE instead
        self.readers = tuple(Connection(reader, health.note) for reader in readers)
        self._versions: dict[Session, object] = {}
        self._news: dict[Session, object] = {}
        self._watch = watch
        self._log_is_empty = False
        self._thread = thread
        self._health = health
        self._clock = clock
        self._stamped_at: datetime | None = None

    def lane(self, *, alone: bool) -> Lane:  # noqa: ARG002 - each is alone
        """The one connection that writes."""
        return self._lane

    async def changed_elsewhere(self) -> bool:
        """Return whether another process has changed anything since this was last called."""
        return await self._is_new(self._versions)

    async def has_news(self) -> bool:
        """Return whether another process has changed anything since this was last called."""
        return await self._is_new(self._news)

    async def _is_new(self, seen: dict[Session, object]) -> bool:
        """Return whether another process has changed anything since this was last asked for those that were seen.

        SQLite gives a connection another number once any other connection has changed something. While the writer is
        busy, a reader is asked, where what this process changes counts as well.
        """
        connection = min(self.readers, key=how_busy) if self._lane.turn.locked() else self._lane.session
        ((version,),) = await connection.fetch("PRAGMA data_version", {})
        before, seen[connection] = seen.get(connection), version
        return version != before

    async def announce(self, session: Session, changed: Collection[str]) -> None:
        """Nothing: other processes look."""

    def on_change_elsewhere(self, forget: Callable[[Collection[str]], None]) -> None:
        """Nothing: `changed_elsewhere` looks."""

    async def check(self) -> None:
        """Raise StoreUnwritable if the file at the path is no longer the one that is open here."""
        lost = await asyncio.get_running_loop().run_in_executor(self._thread, self._watch.look)
        if lost is None:
            self._log_is_empty = False
            return
        if lost.is_elsewhere and not self._log_is_empty:
            await self._empty_log()
        trouble = StoreUnwritable(Unwritable.REPLACED)
        self._health.note(trouble, lost.value)
        raise trouble

    async def measure(self) -> None:
        """Nothing: statements are written for their indexes, and counts would mislead SQLite."""

    async def size(self) -> int:
        """Return how many bytes the file takes, with its log. Raises OSError."""
        return await asyncio.get_running_loop().run_in_executor(self._thread, self._watch.size)

    async def _empty_log(self) -> None:
        """Move what is only in the log into the file that was opened: it must not get into another one at its path."""
        with suppress(StoreTrouble):
            ((is_being_read, _, _),) = await self._lane.session.fetch("PRAGMA wal_checkpoint(TRUNCATE)", {})
            self._log_is_empty = not is_being_read

    async def prove(self, session: Session) -> bool:
        """Write the file's header now and then, and always in an outage. Return whether this transaction does.

        Its number tells an older copy of the file apart. And SQLite writes nothing for an update that changes no value:
        only a transaction that writes the header shows, once it is committed, that something can be saved.
        """
        now = self._clock()
        if self._stamped_at and not self._health.outage and timedelta() <= now - self._stamped_at < _STAMP_EVERY:
            return False
        ((stamp,),) = await session.fetch("PRAGMA user_version", {})
        await session.fetch(f"PRAGMA user_version = {stamp + 1}", {})
        self._stamped_at = now
        return True

    def prove_next(self) -> None:
        """Write the header in the next transaction."""
        self._stamped_at = None


@asynccontextmanager
async def open_file(path: Path, health: Health, clock: Callable[[], datetime]) -> AsyncGenerator[FileEngine]:
    """Open a migrated file. Raises DatabaseUnusable if it can't be opened, and StoreUnwritable on a full disk."""
    async with AsyncExitStack() as stack:
        # A thread of its own: no change may wait for those who keep the others busy.
        thread = stack.enter_context(ThreadPoolExecutor(1, "casefile-watch"))
        closed_last = stack.enter_context(ExitStack())
        try:
            connections = [await stack.enter_async_context(connect(path)) for _ in range(1 + _READERS)]
            watch = closed_last.enter_context(closing(await asyncio.to_thread(Watch, path)))
        except (sqlite3.Error, OSError, UnicodeDecodeError) as error:
            raise unusable(path, error) from error
        yield FileEngine(connections, watch, thread, health, clock)

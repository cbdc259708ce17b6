"""The connections: one that writes, a few that read, each on a thread of its own.

Reads never wait for the writer (WAL), and a long read holds up only those that share its connection.
"""

import asyncio
import logging
import sqlite3
from collections.abc import AsyncGenerator, Awaitable, Callable, Collection, Iterable, Mapping, Sequence
from concurrent.futures import Executor as Threads
from concurrent.futures import ThreadPoolExecutor
from contextlib import AsyncExitStack, ExitStack, asynccontextmanager, closing, suppress
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from types import SimpleNamespace
from typing import Any, Protocol, TypeAlias

import aiosqlite

from bot.domain.asker import asking_server
from bot.domain.notices import Notice
from bot.domain.outages import Unwritable
from bot.errors import StoreBusy, StoreTrouble, StoreUnwritable
from bot.store.connection import BUSY_TIMEOUT, Connection, Parameters, Row, connect
from bot.store.faults import unusable
from bot.store.file import Watch
from bot.store.health import Health
from bot.store.kept import Memory
from bot.store.statements import Gives, statements

_log = logging.getLogger(__name__)
Reaction: TypeAlias = Callable[[Sequence[Notice]], None]
"""Is given what a transaction noted, once that is committed. It must return at once."""
Addition: TypeAlias = Callable[["Executor", Sequence[Notice]], Awaitable[None]]
"""Adds to a transaction, before it is committed, what follows from what it noted."""

_READERS = 2
_STAMP_EVERY = timedelta(minutes=1)


class Executor(Protocol):
    """What a statement runs on: a connection that reads, or the one that writes while its transaction is open."""

    async def fetch(self, sql: str, parameters: Parameters) -> list[Row]: ...
    async def run_many(self, sql: str, rows: Iterable[Parameters]) -> None: ...

    def note(self, notice: Notice) -> None:
        """Hand this to those that react to it, once the transaction is committed."""
        ...


class Gateway:
    """Reads and writes one part of the store."""

    def __init__(self, executor: Executor) -> None:
        self._executor = executor


def load_queries(name: str) -> Any:
    """The statements of one file in `sql/`, each as a function of an Executor and its named parameters."""
    made = {statement.name: _QUERIES[statement.gives](statement.sql) for statement in statements(name)}
    return SimpleNamespace(**made)


def _query(sql: str) -> Callable[..., Awaitable[list[Row]]]:
    def fetch(executor: Executor, /, **parameters: object) -> Awaitable[list[Row]]:
        return executor.fetch(sql, parameters)

    return fetch


def _query_of_one(sql: str) -> Callable[..., Awaitable[Row | None]]:
    async def fetch(executor: Executor, /, **parameters: object) -> Row | None:
        rows = await executor.fetch(sql, parameters)
        return rows[0] if rows else None

    return fetch


def _query_of_many(sql: str) -> Callable[..., Awaitable[None]]:
    def run(executor: Executor, rows: Iterable[Parameters], /) -> Awaitable[None]:
        return executor.run_many(sql, rows)

    return run


_QUERIES: Mapping[Gives, Callable[[str], Callable[..., Awaitable[Any]]]] = {
    Gives.ROWS: _query,
    Gives.ROW: _query_of_one,
    Gives.NOTHING: _query,
    Gives.NOTHING_OF_MANY: _query_of_many,
}


def _how_busy(connection: Connection) -> int:
    return len(connection.under_way)


class Database:
    """An open database; made by `open_database`."""

    def __init__(
        self,
        connections: Sequence[aiosqlite.Connection],
        watch: Watch,
        thread: Threads,
        clock: Callable[[], datetime],
    ) -> None:
        self.health = Health(clock)
        writer, *readers = connections
        self._writer = Connection(writer, self.health.note)
        self.readers = tuple(Connection(reader, self.health.note) for reader in readers)
        self._additions: list[Addition] = []
        self.memory = Memory(self._changed_elsewhere)
        self._versions: dict[Connection, object] = {}
        self._heard_versions: dict[Connection, object] = {}
        self._reactions: list[Reaction] = []
        self._one_writer = asyncio.Lock()  # other processes wait at BEGIN IMMEDIATE instead
        self._watch = watch
        self._log_is_empty = False
        self._thread = thread
        self._clock = clock
        self._stamped_at: datetime | None = None

    @property
    def reader(self) -> Connection:
        """The connection with the least to do, for one statement, which sees the database as of its own moment.

        A statement that takes long holds up nobody else, and while there is little to do one connection does it all,
        with everything at hand in its cache. What one server asks for keeps only one of them busy.
        """
        server = asking_server.get()
        if server is not None:
            for reader in self.readers:
                if server in reader.under_way:
                    return reader
        return min(self.readers, key=_how_busy)

    def before_commit(self, addition: Addition) -> None:
        """Call `addition` at the end of every transaction of this process that noted anything."""
        self._additions.append(addition)

    def after_commit(self, reaction: Reaction) -> None:
        """Call `reaction` after every transaction of this process that noted anything."""
        self._reactions.append(reaction)

    @asynccontextmanager
    async def transaction(self, patience: float = BUSY_TIMEOUT / 1000) -> AsyncGenerator[Executor]:
        """The writing connection in a transaction of its own: kept whole on leaving, undone whole on an exception.

        The transaction takes the write lock at once, so that what it reads can't be changed before it writes.
        Raises StoreBusy if it is not its turn within `patience` seconds, or if another process keeps the lock, and
        StoreUnwritable if nothing can be saved.
        """
        try:
            async with asyncio.timeout(patience):
                await self._one_writer.acquire()
        except TimeoutError:
            raise StoreBusy from None
        try:
            self._writer.take_notices()  # those of a transaction that was undone never happened
            self._writer.changes.take()
            await self._check_file()
            await self._writer.begin()
            yield self._writer
            for addition in self._additions if self._writer.noted else ():
                await addition(self._writer, self._writer.noted)
            stamped = await self._stamp()
            await self._writer.commit()
        except BaseException:
            # Whatever went wrong, and wherever: a cancelled BEGIN may still have begun, a failed COMMIT is still open.
            undoing = asyncio.ensure_future(self._writer.roll_back())
            # A cancelled COMMIT may end only now, and nobody may be waiting for that.
            undoing.add_done_callback(partial(self._forget, self._writer.changes.take()))
            await asyncio.shield(undoing)
            raise
        else:
            self.memory.changed(self._writer.changes.take())
            if stamped:
                self.health.saved()
            self._react(self._writer.take_notices())
        finally:
            self._one_writer.release()

    def _forget(self, changed: Collection[str], _: object) -> None:
        self.memory.changed(changed)

    async def _changed_elsewhere(self) -> bool:
        return await self._is_new(self._versions)

    async def has_changed_elsewhere(self) -> bool:
        """Return whether another process has changed anything since this was last called."""
        return await self._is_new(self._heard_versions)

    async def _is_new(self, seen: dict[Connection, object]) -> bool:
        """Return whether another process has changed anything since this was last asked for those that were seen.

        SQLite gives a connection another number once any other connection has changed something. While the writer is
        busy, a reader is asked, where what this process changes counts as well.
        """
        connection = min(self.readers, key=_how_busy) if self._one_writer.locked() else self._writer
        ((version,),) = await connection.fetch("PRAGMA data_version", {})
        before, seen[connection] = seen.get(connection), version
        return version != before

    async def look(self) -> None:
        """Raise StoreUnwritable if the file at the path is no longer the one that is open here."""
        async with self._one_writer:
            await self._check_file()

    async def _check_file(self) -> None:
        lost = await asyncio.get_running_loop().run_in_executor(self._thread, self._watch.look)
        if lost is None:
            self._log_is_empty = False
            return
        if lost.is_elsewhere and not self._log_is_empty:
            await self._empty_log()
        trouble = StoreUnwritable(Unwritable.REPLACED)
        self.health.note(trouble, lost.value)
        raise trouble

    async def size(self) -> int:
        """Return how many bytes the file takes, with its log. Raises OSError."""
        return await asyncio.get_running_loop().run_in_executor(self._thread, self._watch.size)

    async def _empty_log(self) -> None:
        """Move what is only in the log into the file that was opened: it must not get into another one at its path."""
        with suppress(StoreTrouble):
            ((is_being_read, _, _),) = await self._writer.fetch("PRAGMA wal_checkpoint(TRUNCATE)", {})
            self._log_is_empty = not is_being_read

    async def _stamp(self) -> bool:
        """Write the file's header now and then, and always in an outage. Return whether this transaction does.

        Its number tells an older copy of the file apart. And SQLite writes nothing for an update that changes no value:
        only a transaction that writes the header shows, once it is committed, that something can be saved.
        """
        now = self._clock()
        if self._stamped_at and not self.health.outage and timedelta() <= now - self._stamped_at < _STAMP_EVERY:
            return False
        ((stamp,),) = await self._writer.fetch("PRAGMA user_version", {})
        await self._writer.fetch(f"PRAGMA user_version = {stamp + 1}", {})
        self._stamped_at = now
        return True

    async def try_writing(self) -> None:
        """Raise StoreUnwritable if nothing can be saved, and StoreBusy if another program holds the database."""
        self._stamped_at = None
        async with self.transaction():
            pass

    def _react(self, notices: Sequence[Notice]) -> None:
        for reaction in self._reactions if notices else ():
            try:
                reaction(notices)
            except Exception:
                # What was saved stays saved: its maker must not hear that it failed.
                _log.exception("A reaction to a saved change failed")


def now() -> datetime:
    """The current time in UTC."""
    return datetime.now(UTC)


@asynccontextmanager
async def open_database(path: Path, clock: Callable[[], datetime] = now) -> AsyncGenerator[Database]:
    """Open a migrated database. Raises DatabaseUnusable if the file can't be opened, StoreUnwritable on a full disk."""
    async with AsyncExitStack() as stack:
        # A thread of its own: no change may wait for those who keep the others busy.
        thread = stack.enter_context(ThreadPoolExecutor(1, "casefile-watch"))
        closed_last = stack.enter_context(ExitStack())
        try:
            connections = [await stack.enter_async_context(connect(path)) for _ in range(1 + _READERS)]
            watch = closed_last.enter_context(closing(await asyncio.to_thread(Watch, path)))
        except (sqlite3.Error, OSError, UnicodeDecodeError) as error:
            raise unusable(path, error) from error
        yield Database(connections, watch, thread, clock)

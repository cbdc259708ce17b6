"""The connections: one that writes, a few that read. Which engine they lead to is the `Engine`'s matter.

Reads never wait for the writer, and a long read holds up only those that share its connection.
"""

import asyncio
import logging
from collections.abc import AsyncGenerator, Awaitable, Callable, Collection, Iterable, Mapping, Sequence
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from functools import partial
from types import SimpleNamespace
from typing import Any, TypeAlias

from bot.domain.asker import asking_server
from bot.domain.notices import Notice
from bot.errors import StoreBusy
from bot.store.address import Address
from bot.store.engine import Engine, how_busy
from bot.store.engines import open_engine
from bot.store.health import Health
from bot.store.kept import Memory
from bot.store.session import Executor, Parameters, Row, Session
from bot.store.statements import Gives, statements

_log = logging.getLogger(__name__)
Reaction: TypeAlias = Callable[[Sequence[Notice]], None]
"""Is given what a transaction noted, once that is committed. It must return at once."""
Addition: TypeAlias = Callable[["Executor", Sequence[Notice]], Awaitable[None]]
"""Adds to a transaction, before it is committed, what follows from what it noted."""


PATIENCE = 1.2
"""Seconds for which a transaction waits for its turn, and then again for other processes: an interaction must be
answered within three."""


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


class Database:
    """An open database; made by `open_database`."""

    def __init__(self, engine: Engine, health: Health) -> None:
        self.health = health
        self._engine = engine
        self.readers = engine.readers
        self._writer = engine.lane(alone=True).session
        self._additions: list[Addition] = []
        self.memory = Memory(engine.changed_elsewhere)
        engine.on_change_elsewhere(self.memory.changed_by_others)
        self._reactions: list[Reaction] = []

    @property
    def reader(self) -> Session:
        """The connection with the least to do, for one statement, which sees the database as of its own moment.

        A statement that takes long holds up nobody else, and while there is little to do one connection does it all,
        with everything at hand in its cache. What one server asks for keeps only one of them busy.
        """
        server = asking_server.get()
        if server is not None:
            for reader in self.readers:
                if server in reader.under_way:
                    return reader
        return min(self.readers, key=how_busy)

    def before_commit(self, addition: Addition) -> None:
        """Call `addition` at the end of every transaction of this process that noted anything."""
        self._additions.append(addition)

    def after_commit(self, reaction: Reaction) -> None:
        """Call `reaction` after every transaction of this process that noted anything."""
        self._reactions.append(reaction)

    @asynccontextmanager
    async def transaction(self, patience: float = PATIENCE, *, alone: bool = True) -> AsyncGenerator[Executor]:
        """A writing connection in a transaction of its own: kept whole on leaving, undone whole on an exception.

        `alone`: no other such transaction of any process runs until it ends, so that what it reads can't be changed
        before it writes. Without, it claims something, beside those that are alone, and its statements must each check
        again what they change.

        Raises StoreBusy if it is not its turn within `patience` seconds, or if another process keeps the lock, and
        StoreUnwritable if nothing can be saved.
        """
        lane = self._engine.lane(alone=alone)
        writer = lane.session
        try:
            async with asyncio.timeout(patience):
                await lane.turn.acquire()
        except TimeoutError:
            raise StoreBusy from None
        try:
            writer.take_notices()  # those of a transaction that was undone never happened
            writer.changes.take()
            await self._engine.check()
            await writer.begin(patience, alone=alone)
            yield writer
            for addition in self._additions if writer.noted else ():
                await addition(writer, writer.noted)
            is_proof = await self._engine.prove(writer)
            await self._engine.announce(writer, writer.changes.so_far)
            await writer.commit()
        except BaseException:
            # Whatever went wrong, and wherever: a cancelled BEGIN may still have begun, a failed COMMIT is still open.
            undoing = asyncio.ensure_future(writer.roll_back())
            # A cancelled COMMIT may end only now, and nobody may be waiting for that.
            undoing.add_done_callback(partial(self._forget, writer.changes.take()))
            await asyncio.shield(undoing)
            raise
        else:
            self.memory.changed(writer.changes.take())
            if is_proof:
                self.health.saved()
            self._react(writer.take_notices())
        finally:
            lane.turn.release()

    def _forget(self, changed: Collection[str], _: object) -> None:
        self.memory.changed(changed)

    async def has_changed_elsewhere(self) -> bool:
        """Return whether another process may have changed anything since this was last called."""
        return await self._engine.has_news()

    async def look(self) -> None:
        """Raise StoreUnwritable if the file at the path is no longer the one that is open here."""
        async with self._engine.lane(alone=True).turn:
            await self._engine.check()

    async def measure(self) -> None:
        """Have the engine count what it plans statements by, where there are rows that were never counted."""
        await self._engine.measure()

    async def size(self) -> int:
        """Return how many bytes the database takes. Raises OSError for a file, and StoreTrouble for a server."""
        return await self._engine.size()

    async def try_writing(self) -> None:
        """Raise StoreUnwritable if nothing can be saved, and StoreBusy if another program holds the database."""
        self._engine.prove_next()
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
async def open_database(address: Address, clock: Callable[[], datetime] = now) -> AsyncGenerator[Database]:
    """Open a migrated database.

    Raises DatabaseUnusable if it can't be opened, StoreUnwritable on a full disk, and BadSettings if PostgreSQL's
    client is not installed.
    """
    health = Health(clock)
    async with open_engine(address, health, clock) as engine:
        yield Database(engine, health)

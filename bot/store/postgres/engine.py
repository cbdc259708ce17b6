"""The engine for a server: connections that read, two that write, and one that hears what other processes change."""

import asyncio
import logging
import secrets
from collections.abc import AsyncGenerator, Callable, Collection
from contextlib import AsyncExitStack, asynccontextmanager, suppress

from bot.errors import StoreBusy
from bot.store.address import ServerAddress
from bot.store.engine import Engine, Lane, how_busy
from bot.store.health import Health
from bot.store.kept import REMEMBERED
from bot.store.postgres.connection import Raw, ServerConnection, connect
from bot.store.postgres.faults import FAULTS, unusable
from bot.store.session import Session

_log = logging.getLogger(__name__)
_READERS = 4
_CHANNEL = "casefile"
_UNCOUNTED = """
SELECT c.oid::regclass::text FROM pg_class c
WHERE c.relkind = 'r' AND c.relnamespace = current_schema()::regnamespace AND pg_relation_size(c.oid) > 0
  AND (c.reltuples < 0 OR c.reltuples = 0 AND c.relpages = 0)
"""
_LISTEN_AGAIN = 1.0
"""Seconds between two tries to listen again; until then nothing is remembered for longer than a look."""


class ServerEngine(Engine):
    """Changes take turns over all processes; claims of posts and feeds go beside them, on a connection of their own."""

    def __init__(
        self, alone: ServerConnection, beside: ServerConnection, readers: Collection[ServerConnection], ears: "Ears"
    ) -> None:
        self._alone, self._beside = Lane(alone), Lane(beside)
        self.readers = tuple(readers)
        self._ears = ears

    def lane(self, *, alone: bool) -> Lane:
        """The connection of transactions that are alone, or that of the others."""
        return self._alone if alone else self._beside

    async def check(self) -> None:
        """Nothing: a server that is gone shows when the transaction begins."""

    async def prove(self, session: Session) -> bool:
        """Have the server write down at least that there was a transaction."""
        await session.fetch("SELECT pg_current_xact_id()", {})
        return True

    def prove_next(self) -> None:
        """Nothing: every transaction does."""

    async def announce(self, session: Session, changed: Collection[str]) -> None:
        """Notify others once it is committed, with the tables that they may have in memory."""
        if changed:
            tables = [table for table in sorted(changed) if table.lstrip("+") in REMEMBERED]
            words = " ".join((self._ears.name, *tables))
            await session.fetch("SELECT pg_notify(:channel, :words)", {"channel": _CHANNEL, "words": words})

    def on_change_elsewhere(self, forget: Callable[[Collection[str]], None]) -> None:
        """Call `forget` with the tables that another process changed."""
        self._ears.heard = forget

    async def changed_elsewhere(self) -> bool:
        """Return whether anything may have changed that was not heard of."""
        return self._ears.missed()

    async def has_news(self) -> bool:
        """Return whether another process may have changed anything since this was last called."""
        return self._ears.has_news()

    async def measure(self) -> None:
        """Analyze each table that has rows and never was; autovacuum does that a minute later, and again and again.

        Until then some statements on a new database take seconds.
        """
        session = min(self.readers, key=how_busy)
        for (table,) in await session.fetch(_UNCOUNTED, {}):
            with suppress(StoreBusy):  # autovacuum is at it
                await session.fetch(f"ANALYZE {table}", {})

    async def size(self) -> int:
        """Return how many bytes the database takes. Raises StoreTrouble."""
        reader = min(self.readers, key=how_busy)
        ((size,),) = await reader.fetch("SELECT pg_database_size(current_database())", {})
        return size


class Ears:
    """Listens to what other processes changed, and gives each set of tables to `heard`."""

    def __init__(self, address: ServerAddress) -> None:
        self.name = secrets.token_hex(8)
        """By which this process knows its own words."""
        self.heard: Callable[[Collection[str]], None] = lambda _: None
        self._address = address
        self._raw: Raw | None = None
        self._may_have_missed = True
        self._may_be_news = True

    def missed(self) -> bool:
        """Return whether anything may have been said that was not heard, since this was last called."""
        missed, self._may_have_missed = self._may_have_missed or self._is_deaf, self._is_deaf
        return missed

    def has_news(self) -> bool:
        """Return whether another process may have changed anything since this was last called."""
        news, self._may_be_news = self._may_be_news or self._is_deaf, self._is_deaf
        return news

    @property
    def _is_deaf(self) -> bool:
        return self._raw is None or self._raw.is_closed()

    async def listen(self) -> None:
        """Listen on a connection of its own. Raises errors of asyncpg."""
        raw = await connect(self._address)
        try:
            await raw.add_listener(_CHANNEL, self._hear)
        except BaseException:
            raw.terminate()
            raise
        self._raw = raw

    async def keep_listening(self) -> None:
        """Listen again whenever the connection was lost, until this is cancelled."""
        while True:
            await asyncio.sleep(_LISTEN_AGAIN)
            if self._is_deaf:
                self._may_have_missed = self._may_be_news = True
                try:
                    await self.listen()
                except FAULTS as error:
                    _log.debug("What other processes change can't be heard yet: %s", error)

    def _hear(self, _connection: object, _pid: int, _channel: str, words: object) -> None:
        name, *tables = str(words).split()
        if name != self.name:
            self._may_be_news = True
            if tables:
                self.heard(frozenset(tables))

    async def close(self) -> None:
        """Stop listening."""
        if self._raw is not None:
            with suppress(*FAULTS):
                await self._raw.close(timeout=_LISTEN_AGAIN)


@asynccontextmanager
async def open_server(address: ServerAddress, health: Health) -> AsyncGenerator[ServerEngine]:
    """Open a migrated database. Raises DatabaseUnusable if it can't be opened."""
    async with AsyncExitStack() as stack:
        try:
            ears = Ears(address)
            stack.push_async_callback(ears.close)
            await ears.listen()
            sessions: list[ServerConnection] = []
            for _ in range(2 + _READERS):
                session = ServerConnection(address, await connect(address), health.note)
                stack.push_async_callback(session.close)
                sessions.append(session)
        except FAULTS as error:
            raise unusable(address, error) from error
        listening = asyncio.create_task(ears.keep_listening())
        stack.callback(listening.cancel)
        yield ServerEngine(sessions[0], sessions[1], sessions[2:], ears)


@asynccontextmanager
async def open_server_reader(address: ServerAddress) -> AsyncGenerator[ServerConnection]:
    """Open one connection that can only read. Raises DatabaseUnusable if it can't be opened."""
    try:
        raw = await connect(address)
        await raw.execute("SET default_transaction_read_only = on")
    except FAULTS as error:
        raise unusable(address, error) from error
    session = ServerConnection(address, raw, lambda _, __: None)
    try:
        yield session
    finally:
        await session.close()

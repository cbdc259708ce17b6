"""One connection to a server, which comes back by itself when it was lost."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Iterable, Sequence
from contextlib import suppress
from itertools import islice
from typing import Any, TypeAlias, TypeVar, cast

import asyncpg

from bot.domain.asker import asking_server
from bot.domain.outcome import committing
from bot.errors import StoreTrouble, StoreUnwritable
from bot.store.address import ServerAddress
from bot.store.postgres.faults import FAULTS, IN_DOUBT, in_words, is_lost, meaning
from bot.store.postgres.translation import translated
from bot.store.session import Parameters, Row, Session, refuse_nul

_log = logging.getLogger(__name__)
_T = TypeVar("_T")
Raw: TypeAlias = "asyncpg.Connection[Any]"

LOCK_TIMEOUT = 1200
"""Milliseconds for which a statement waits for another transaction before it fails."""
_CONNECTING = 10.0  # seconds, at the start
_RECONNECTING = 1.5  # seconds, while somebody waits for an answer
_PAUSE = 0.1
_LONGEST = 60.0  # seconds for a statement: only a server that is gone takes as long
_LONGEST_SCRIPT = 4 * 3600.0
_IDLE_TRANSACTION = 120_000  # milliseconds after which the server ends the transaction of a process that hangs
_STATEMENTS = 1024  # more than there are, so that each is prepared once
_ROWS_AT_ONCE = 500
LOCK_OF_CHANGES, LOCK_OF_CLAIMS = 0x0CA5EF11E, 0x0CA5EF120
"""The advisory locks of transactions that are alone, and of claims among themselves: several rows that two processes
took in different orders would have each wait for the other."""

SETTINGS = {
    "application_name": "casefile",
    "timezone": "UTC",
    "lock_timeout": str(LOCK_TIMEOUT),
    "idle_in_transaction_session_timeout": str(_IDLE_TRANSACTION),
    # The view fact_row joins fifteen tables. Below that limit they are joined in the order in which they are written,
    # and the conditions that narrow them come last.
    "join_collapse_limit": "20",
    "from_collapse_limit": "20",
    "geqo_threshold": "24",
    # Planning these joins takes longer than running them: each statement is planned once for a connection.
    "plan_cache_mode": "force_generic_plan",
    "jit": "off",
    # The tables are in memory, mostly: an index costs little more than the next page.
    "random_page_cost": "1.1",
    "default_transaction_isolation": "read committed",
}


async def connect(address: ServerAddress, timeout: float = _CONNECTING) -> Raw:  # noqa: ASYNC109 - asyncpg's own
    """Open a connection with what the statements need. Raises errors of asyncpg."""
    raw: Raw = await asyncpg.connect(
        address.url,
        timeout=timeout,
        command_timeout=_LONGEST,
        statement_cache_size=_STATEMENTS,
        max_cached_statement_lifetime=0,
        max_cacheable_statement_size=0,
        server_settings=SETTINGS,
    )
    # Sums of 64-bit integers are numeric there; none of ours has a fraction.
    await raw.set_type_codec("numeric", schema="pg_catalog", encoder=str, decoder=int, format="text")
    return raw


class ServerConnection(Session):
    """Does one thing at a time. What comes meanwhile waits for its turn, in order."""

    def __init__(self, address: ServerAddress, raw: Raw, note: Callable[[StoreTrouble, BaseException], None]) -> None:
        super().__init__()
        self._address = address
        self._raw = raw
        self._note = note
        self._turn = asyncio.Lock()
        self._in_transaction = False

    @property
    def is_on_file(self) -> bool:
        return False

    @property
    def is_open(self) -> bool:
        """Whether the connection is there, as far as is known."""
        return not self._raw.is_closed()

    async def fetch(self, sql: str, parameters: Parameters) -> list[Row]:
        refuse_nul(parameters.values())
        server = asking_server.get()
        self.under_way.append(server)
        try:
            text, names = translated(sql)
            values = [parameters[name] for name in names]
            rows = cast(list[Row], await self._do(lambda raw: raw.fetch(text, *values)))
            self.changes.note(sql, made=parameters.get("id"), returned=rows[0][0] if rows else None)
            return rows
        finally:
            self.under_way.remove(server)

    async def fetch_together(self, queries: Sequence[tuple[str, Parameters]]) -> list[list[Row]]:
        """Return what several queries give, all as of the same moment. What else comes meanwhile waits for its turn."""

        async def read(raw: Raw) -> list[list[Row]]:
            async with raw.transaction(isolation="repeatable_read", readonly=True):
                found: list[list[Row]] = []
                for sql, parameters in queries:
                    text, names = translated(sql)
                    found.append(cast(list[Row], await raw.fetch(text, *(parameters[name] for name in names))))
                return found

        server = asking_server.get()
        self.under_way.append(server)
        try:
            return await self._do(read)
        finally:
            self.under_way.remove(server)

    async def run_many(self, sql: str, rows: Iterable[Parameters]) -> None:
        self.changes.note(sql)
        text, names = translated(sql)
        rows = iter(rows)
        while piece := [tuple(row[name] for name in names) for row in islice(rows, _ROWS_AT_ONCE)]:
            for values in piece:
                refuse_nul(values)
            await self._do(lambda raw, piece=piece: raw.executemany(text, piece))

    async def _do(self, work: Callable[[Raw], Awaitable[_T]]) -> _T:
        """Do something on the connection; outside of a transaction, once more on a new one if it was lost."""
        async with self._turn:
            with in_words(self._note):
                if self._in_transaction:
                    return await self._try(work)
                try:
                    await self._reconnect()
                    return await self._try(work)
                except FAULTS as error:
                    if isinstance(error, TimeoutError) or not is_lost(error):
                        raise
                await self._reconnect()
                return await self._try(work)

    async def _try(self, work: Callable[[Raw], Awaitable[_T]]) -> _T:
        try:
            return await work(self._raw)
        except FAULTS as error:
            if is_lost(error):
                self._raw.terminate()  # the server undoes what was open
            raise

    async def _reconnect(self) -> None:
        """Open the connection again if it is closed. A server that is just starting gets a moment."""
        ends = asyncio.get_running_loop().time() + _RECONNECTING
        while self._raw.is_closed():
            left = ends - asyncio.get_running_loop().time()
            try:
                self._raw = await connect(self._address, max(left, _PAUSE))
            except FAULTS as error:
                if not is_lost(error) or left < 2 * _PAUSE:
                    raise
                await asyncio.sleep(_PAUSE)

    async def begin(self, patience: float, *, alone: bool) -> None:
        """Others of the same sort wait for an advisory lock, which the server frees however this one ends."""
        if self._in_transaction:
            await self.roll_back()
        # Each statement sees what was committed before it began, so that what comes after the lock is up to date.
        lock = LOCK_OF_CHANGES if alone else LOCK_OF_CLAIMS
        begin = (
            f"BEGIN; SET LOCAL lock_timeout = {round(patience * 1000)}; "
            f"SELECT pg_advisory_xact_lock({lock}); SET LOCAL lock_timeout = {LOCK_TIMEOUT}"
        )
        try:
            await self._do(lambda raw: raw.execute(begin))
        finally:
            self._in_transaction = self.is_open and self._raw.is_in_transaction()

    async def run(self, script: str) -> None:
        """Run what takes long and gives nothing: changes of tables, checks of all rows."""
        await self._do(lambda raw: raw.execute(script, timeout=_LONGEST_SCRIPT))

    async def hold_still(self) -> None:
        """See the database as it is now, until the connection is closed."""
        await self._do(lambda raw: raw.execute("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"))
        self._in_transaction = True

    async def commit(self) -> None:
        """Keep the transaction that is open."""
        with committing(self.noted) as nothing_is_kept:
            try:
                async with self._turn:
                    answer = await self._raw.execute("COMMIT")
            except FAULTS as error:
                trouble = meaning(error)
                if not is_lost(error):
                    nothing_is_kept()  # the server answered, and had undone it
                if trouble is None:
                    raise
                if isinstance(trouble, StoreUnwritable) and is_lost(error):
                    trouble = StoreUnwritable(trouble.why, IN_DOUBT)
                self._note(trouble, error)
                raise trouble from error
            finally:
                self._in_transaction = False
            if answer != "COMMIT":
                nothing_is_kept()
                raise RuntimeError("A statement of the transaction failed and that was ignored, so it was undone.")

    async def roll_back(self) -> None:
        """Undo the transaction that is open. A connection on which that fails is given up, which undoes it as well."""
        self._in_transaction = False
        async with self._turn:
            try:
                if self.is_open:
                    await self._raw.execute("ROLLBACK", timeout=_CONNECTING)  # does nothing where nothing is open
            except FAULTS as error:
                _log.warning("The connection to the database is given up, with its transaction: %s", error)
                self._raw.terminate()

    async def close(self) -> None:
        """Close the connection."""
        with suppress(*FAULTS):
            await self._raw.close(timeout=_CONNECTING)

"""A connection past the store, as another program has it: for tests that look at rows or change them."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from itertools import count
from threading import Thread
from typing import Any, cast

from bot.store.address import Address, ServerAddress
from bot.store.postgres import connection as postgres
from bot.store.postgres.translation import translated


def connect(address: Address, **options: Any) -> sqlite3.Connection:
    """Open one. On PostgreSQL, what is not between BEGIN and COMMIT is committed, and it has only what tests use."""
    if isinstance(address, ServerAddress):
        return cast(sqlite3.Connection, _OnServer(address))
    return sqlite3.connect(address, **options)


def keep_references(connection: sqlite3.Connection) -> None:
    """Have the engine refuse rows that refer to nothing; a server always does."""
    if not isinstance(connection, _OnServer):
        connection.execute("PRAGMA foreign_keys = ON")


def broken_references(connection: sqlite3.Connection) -> list[Any]:
    """Return what refers to rows that are not there; on a server nothing can."""
    return [] if isinstance(connection, _OnServer) else connection.execute("PRAGMA foreign_key_check").fetchall()


_LOCKING = f"BEGIN; SELECT pg_advisory_xact_lock({postgres.LOCK_OF_CHANGES})"
"""What keeps changes of other processes waiting, as BEGIN IMMEDIATE does on SQLite."""


class _OnServer:
    """Works on a thread of its own, so that it can be used while a loop runs."""

    row_factory: object = None
    """Rows are read by position and by name in any case."""

    def __init__(self, address: ServerAddress) -> None:
        self._loop = asyncio.new_event_loop()
        self._thread = Thread(target=self._loop.run_forever, daemon=True)
        self._thread.start()
        self._raw: postgres.Raw = self._wait(postgres.connect(address))

    def _wait(self, work: Any) -> Any:
        return asyncio.run_coroutine_threadsafe(work, self._loop).result()

    def execute(self, sql: str, parameters: Sequence[object] | Mapping[str, object] = ()) -> _Rows:
        sql = _LOCKING if sql == "BEGIN IMMEDIATE" else sql
        if sql in (_LOCKING, "COMMIT", "ROLLBACK"):
            self._wait(self._raw.execute(sql))
            return _Rows([])
        if not isinstance(parameters, Mapping):
            numbers = count(1)
            sql = "".join(f":p{next(numbers)}" if part == "?" else part for part in _parts(sql))
            parameters = {f"p{number}": value for number, value in enumerate(parameters, 1)}
        text, names = translated(sql)
        return _Rows(self._wait(self._raw.fetch(text, *(parameters[name] for name in names))))

    def executemany(self, sql: str, rows: Any) -> None:
        for row in rows:
            self.execute(sql, row)

    def executescript(self, sql: str) -> None:
        self._wait(self._raw.execute(sql))

    def commit(self) -> None:
        """Nothing: each statement is committed."""

    def __enter__(self) -> _OnServer:
        return self

    def __exit__(self, *_: object) -> None:
        """Nothing: each statement is committed."""

    def close(self) -> None:
        self._wait(self._raw.close())
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()


def _parts(sql: str) -> Iterator[str]:
    first, *others = sql.split("?")
    yield first
    for other in others:
        yield "?"
        yield other


class _Rows:
    def __init__(self, rows: list[Any]) -> None:
        self._rows = [_Row(row) for row in rows]

    def __iter__(self) -> Iterator[Any]:
        return iter(self._rows)

    def fetchall(self) -> list[Any]:
        return self._rows

    def fetchone(self) -> Any:
        return self._rows[0] if self._rows else None


class _Row(tuple[Any, ...]):
    """Equal to a tuple of its values, and read by name as well."""

    def __new__(cls, record: Any) -> _Row:
        made = super().__new__(cls, tuple(record))
        made.names = tuple(record.keys())
        return made

    names: tuple[str, ...]

    def __getitem__(self, key: Any) -> Any:
        return super().__getitem__(self.names.index(key) if isinstance(key, str) else key)

    def keys(self) -> list[str]:
        return list(self.names)

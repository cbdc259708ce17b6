"""Bringing a database on a server to this version's schema, before anything else opens it."""

import asyncio
import logging
from collections.abc import Callable, Coroutine, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any, TypeVar

from bot.errors import DatabaseNewer, DatabaseUnusable
from bot.store.address import ServerAddress
from bot.store.faults import damaged
from bot.store.layout import SERVER_LAYOUT, lacking
from bot.store.postgres.connection import Raw, connect
from bot.store.postgres.faults import FAULTS, unusable

_log = logging.getLogger(__name__)
_T = TypeVar("_T")
_OURS = {"fact", "revision"}
_OLDEST = 130000
_MOST_NAMED = 3


def migrate_server(address: ServerAddress, known: Sequence[str], upgrade: Callable[[ServerAddress], None]) -> bool:
    """Bring the database to the newest of the known versions; True if anything had to be done. See `migrate`."""
    try:
        found = finished(_version_of(address))
        if found is not None and found not in known:
            finished(_check_later(address, found, known[-1]))
        elif found != known[-1]:
            upgrade(address)
        finished(_check(address))
    except FAULTS as error:
        raise unusable(address, error) from error
    return found is None or (found in known and found != known[-1])


def finished(work: Coroutine[Any, Any, _T]) -> _T:
    """Wait for what a loop of its own does, also where one runs already."""
    with ThreadPoolExecutor(1, "casefile-migrating") as thread:
        return thread.submit(asyncio.run, work).result()


async def _version_of(address: ServerAddress) -> str | None:
    raw = await connect(address)
    try:
        await _check_server(address, raw)
        rows = await raw.fetch("SELECT tablename FROM pg_tables WHERE schemaname = current_schema()")
        tables = {row[0] for row in rows}
        if tables >= _OURS and "alembic_version" not in tables:
            raise damaged(address, "it has no table alembic_version")
        if not tables & _OURS:
            if tables - {"alembic_version"}:
                raise DatabaseUnusable(f"{address} is a database of another program; name another in DATABASE.")
            return None
        return await raw.fetchval("SELECT version_num FROM alembic_version")
    finally:
        await raw.close()


async def _check_later(address: ServerAddress, found: str, ours: str) -> None:
    """Raise DatabaseNewer if the later version that a database has leaves no room for this one."""
    if not found.isdecimal():
        raise damaged(address, "its version can't be read")
    raw = await connect(address)
    try:
        oldest = await raw.fetchval("SELECT MAX(version) FROM oldest_schema")
    finally:
        await raw.close()
    if oldest is None:
        raise damaged(address, "its table oldest_schema is empty")
    if oldest > ours:
        raise DatabaseNewer(address, found)
    _log.info("A later Casefile has brought the database %s to schema %s. This one can use it too.", address, found)


async def _check_server(address: ServerAddress, raw: Raw) -> None:
    if raw.get_server_version().major * 10000 < _OLDEST:
        raise DatabaseUnusable(f"The server of {address} is too old: Casefile needs PostgreSQL 13 or newer.")
    if (encoding := await raw.fetchval("SHOW server_encoding")) != "UTF8":
        raise DatabaseUnusable(
            f"The database {address} has the encoding {encoding}, and must have UTF8. "
            "Make another: createdb -E UTF8 -T template0 NAME"
        )


async def _check(address: ServerAddress) -> None:
    """Check that everything is there that the newest schema has. Raises DatabaseUnusable."""
    raw = await connect(address)
    try:
        if missing := lacking([(line,) for (line,) in await raw.fetch(SERVER_LAYOUT)]):
            more = f", and {len(missing) - _MOST_NAMED} more" if len(missing) > _MOST_NAMED else ""
            raise damaged(address, f"{', '.join(missing[:_MOST_NAMED])}{more}")
    finally:
        await raw.close()

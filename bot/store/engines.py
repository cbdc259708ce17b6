"""Which engine an address leads to. PostgreSQL's client is an extra, and is loaded only for such an address."""

from collections.abc import AsyncGenerator, Callable
from contextlib import asynccontextmanager
from datetime import datetime
from importlib.util import find_spec

from bot.errors import BadSettings
from bot.store.address import Address, ServerAddress
from bot.store.connection import open_reader
from bot.store.engine import Engine
from bot.store.file_engine import open_file
from bot.store.health import Health
from bot.store.session import Session


@asynccontextmanager
async def open_engine(address: Address, health: Health, clock: Callable[[], datetime]) -> AsyncGenerator[Engine]:
    """Open what an address leads to. Raises what `open_database` raises."""
    if isinstance(address, ServerAddress):
        need_client()
        from bot.store.postgres.engine import open_server

        async with open_server(address, health) as engine:
            yield engine
        return
    async with open_file(address, health, clock) as engine:
        yield engine


@asynccontextmanager
async def open_for_reading(address: Address) -> AsyncGenerator[Session]:
    """Open one connection that can only read. Raises DatabaseUnusable for a server, errors of SQLite for a file."""
    if isinstance(address, ServerAddress):
        need_client()
        from bot.store.postgres.engine import open_server_reader

        async with open_server_reader(address) as session:
            yield session
        return
    async with open_reader(address) as session:
        yield session


def need_client() -> None:
    """Raise BadSettings if PostgreSQL's client is not installed."""
    if find_spec("asyncpg") is None:
        raise BadSettings(
            "DATABASE names a PostgreSQL database, and the package for that is not installed. Install it with: "
            "make postgres. Or have DATABASE name a file."
        )

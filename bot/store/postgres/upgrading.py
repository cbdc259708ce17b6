"""Running migrations on a server, in the process of `bot.store.upgrading`."""

import asyncio
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from alembic import command
from alembic.config import Config
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import create_async_engine
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.pool import NullPool

from bot.store.address import ServerAddress
from bot.store.postgres.connection import connect
from bot.store.postgres.faults import FAULTS, unusable

_UPGRADING_LOCK = 0x0CA5EF11F
"""Two processes that start at the same time upgrade one after the other."""


@compiles(sa.Text, "postgresql")
def _by_code_point(*_: Any, **__: Any) -> str:
    return 'TEXT COLLATE "C"'  # as SQLite compares it, whatever the database's own order is


@compiles(sa.Integer, "postgresql")
def _with_64_bits(*_: Any, **__: Any) -> str:
    return "BIGINT"


def upgrade(address: ServerAddress, migrations: Path) -> None:
    """Run the migrations of a folder that the database has not had, all of them or none. Raises DatabaseUnusable."""
    try:
        asyncio.run(_upgrade(address, migrations))
    except DBAPIError as error:
        raise unusable(address, getattr(error.orig, "__cause__", None) or error) from error
    except FAULTS as error:
        raise unusable(address, error) from error


async def _upgrade(address: ServerAddress, migrations: Path) -> None:
    async def opened() -> Any:
        return await connect(address)

    engine = create_async_engine("postgresql+asyncpg://", async_creator=opened, poolclass=NullPool)
    try:
        async with engine.connect() as connection:
            await connection.execute(sa.text("SET lock_timeout = 0"))
            await connection.execute(sa.text(f"SELECT pg_advisory_lock({_UPGRADING_LOCK})"))
            await connection.commit()
            await connection.run_sync(_run, migrations)
    finally:
        await engine.dispose()


def _run(connection: sa.Connection, migrations: Path) -> None:
    config = Config()
    config.set_main_option("script_location", str(migrations).replace("%", "%%"))
    config.attributes["connection"] = connection
    command.upgrade(config, "head")

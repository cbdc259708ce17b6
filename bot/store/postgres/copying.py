"""Filling a database on a server with the rows of another store."""

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager

from bot.store.postgres.connection import ServerConnection
from bot.store.session import Executor

_REFERENCES = """
SELECT conrelid::regclass::text AS of_table, conname::text AS name FROM pg_constraint
WHERE contype = 'f' AND connamespace = current_schema()::regnamespace ORDER BY 1, 2
"""


@asynccontextmanager
async def without_checks(writer: Executor) -> AsyncGenerator[None]:
    """Within the transaction that is open, rows may refer to rows that come later; at the end all are checked."""
    assert isinstance(writer, ServerConnection)
    references = [(row["of_table"], row["name"]) for row in await writer.fetch(_REFERENCES, {})]

    def altered(how: str) -> str:
        return "".join(f'ALTER TABLE {table} ALTER CONSTRAINT "{name}" {how};' for table, name in references)

    await writer.run(altered("DEFERRABLE INITIALLY DEFERRED"))
    yield
    await writer.run("SET CONSTRAINTS ALL IMMEDIATE;" + altered("NOT DEFERRABLE"))

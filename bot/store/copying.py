"""Copying a whole store to another place, from one engine to another or to the same: all of it, or nothing.

The copy is one transaction, so that whatever interrupts it leaves an empty store, and it can be started again.
"""

import asyncio
from collections.abc import AsyncGenerator, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from hashlib import blake2b
from typing import TypeAlias

from bot.domain.text import escape
from bot.errors import BadInput
from bot.store.address import Address
from bot.store.database import open_database
from bot.store.engines import open_for_reading
from bot.store.layout import EXPECTED
from bot.store.schema import migrate, versions
from bot.store.session import Executor, Row, Session

_PAGE = 2_000
_PATIENCE = 5.0
_MADE_BY_MIGRATIONS = frozenset({"folding", "look", "oldest_schema"})
_KEY_OF_FILE = "SELECT c.name FROM pragma_table_info(:name) c WHERE c.pk > 0 ORDER BY c.pk"
_KEY_OF_SERVER = """
SELECT a.attname::text FROM pg_index i, unnest(i.indkey::int[]) WITH ORDINALITY k (number, place), pg_attribute a
WHERE i.indrelid = to_regclass(:name) AND i.indisprimary AND a.attrelid = i.indrelid AND a.attnum = k.number
ORDER BY k.place
"""


@dataclass(frozen=True, slots=True)
class Copied:
    """A table that is the same in both places. `digest` is of all its rows, in the order of their keys."""

    table: str
    rows: int
    digest: str


@dataclass(frozen=True, slots=True)
class _Table:
    name: str
    columns: tuple[str, ...]
    key: tuple[str, ...]


Progress: TypeAlias = Callable[[str, int, int], None]
"""Is given a table, how many of its rows were copied, and how many there are."""


async def copy_store(source: Address, target: Address, progress: Progress) -> tuple[Copied, ...]:
    """Copy all that is in one store to another, which must be empty, and compare both.

    Where both have the same already, nothing is changed. Returns each table. Raises BadInput for a target with
    something else in it or a source of another version, errors of SQLite for a file that can't be read, and what
    `open_store` raises.
    """
    async with open_for_reading(source) as reader:
        await reader.hold_still()
        rows = await reader.fetch("SELECT version_num FROM alembic_version", {})
        if [row[0] for row in rows] != [versions()[-1]]:
            raise BadInput(
                "What is copied has another version: start the bot on it once, or run python -m bot migrate."
            )
        await asyncio.to_thread(migrate, target)
        tables = await _tables(reader)
        counts = {table.name: await _count(reader, table) for table in tables}
        async with open_database(target) as database:
            async with database.transaction(_PATIENCE) as writer:
                filled = [table.name for table in tables if await _has_rows(writer, table)]
                if not filled:
                    async with _without_checks(writer):
                        for table in tables:
                            await _copy(reader, writer, table, counts[table.name], progress)
                copied = [await _compared(reader, writer, table, is_new=not filled) for table in tables]
            await database.measure()
    return tuple(copied)


async def _tables(reader: Session) -> tuple[_Table, ...]:
    found: list[_Table] = []
    for line in EXPECTED.read_text(encoding="ascii").splitlines():
        name, _, columns = line.partition(" (")
        kind, _, name = name.rpartition(" ")
        if kind == "table" and name != "alembic_version":
            keys = await reader.fetch(_KEY_OF_FILE if reader.is_on_file else _KEY_OF_SERVER, {"name": name})
            found.append(_Table(name, tuple(columns.rstrip(")").split(", ")), tuple(row[0] for row in keys)))
    return tuple(found)


async def _count(executor: Executor, table: _Table) -> int:
    ((count,),) = await executor.fetch(f"SELECT COUNT(*) FROM {table.name}", {})
    return count


async def _has_rows(executor: Executor, table: _Table) -> bool:
    if table.name in _MADE_BY_MIGRATIONS:
        return False
    return bool(await executor.fetch(f"SELECT 1 FROM {table.name} LIMIT 1", {}))


async def _pages(executor: Executor, table: _Table) -> AsyncGenerator[Sequence[Row]]:
    """The rows of a table in the order of its key."""
    key, columns = ", ".join(table.key), ", ".join(table.columns)
    after, last = "", dict[str, object]()
    while True:
        sql = f"SELECT {columns} FROM {table.name} {after} ORDER BY {key} LIMIT {_PAGE}"
        rows = await executor.fetch(sql, last)
        if not rows:
            return
        yield rows
        after = f"WHERE ({key}) > ({', '.join(f':{name}' for name in table.key)})"
        last = {name: rows[-1][name] for name in table.key}


async def _copy(reader: Session, writer: Executor, table: _Table, count: int, progress: Progress) -> None:
    if table.name in _MADE_BY_MIGRATIONS:
        await writer.fetch(f"DELETE FROM {table.name}", {})
    values = ", ".join(f":{name}" for name in table.columns)
    sql = f"INSERT INTO {table.name} ({', '.join(table.columns)}) VALUES ({values})"
    done = 0
    progress(table.name, done, count)
    async for rows in _pages(reader, table):
        await writer.run_many(sql, (dict(zip(table.columns, row, strict=True)) for row in rows))
        done += len(rows)
        progress(table.name, done, count)


async def _compared(reader: Session, writer: Executor, table: _Table, *, is_new: bool) -> Copied:
    ours, theirs = await _digest(reader, table), await _digest(writer, table)
    if ours != theirs:
        if is_new:
            raise RuntimeError(f"The table {table.name} was not copied as it is: {ours} became {theirs}")
        raise BadInput(
            f"The store to copy to has something else in it already, in the table {escape(table.name)}. "
            "Name an empty one."
        )
    return Copied(table.name, *ours)


async def _digest(executor: Executor, table: _Table) -> tuple[int, str]:
    count, digest = 0, blake2b(digest_size=8)
    async for rows in _pages(executor, table):
        count += len(rows)
        for row in rows:
            digest.update(repr(tuple(row)).encode("utf-8", "surrogatepass"))
    return count, digest.hexdigest()


@asynccontextmanager
async def _without_checks(writer: Executor) -> AsyncGenerator[None]:
    """Rows may refer to rows that are copied later; at the end all are checked."""
    if writer.is_on_file:
        await writer.fetch("PRAGMA defer_foreign_keys = ON", {})
        yield
        return
    from bot.store.postgres.copying import without_checks

    async with without_checks(writer):
        yield

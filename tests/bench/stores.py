"""Databases to measure with. Large ones are generated once and kept, until the code that makes them changes."""

from __future__ import annotations

import asyncio
import hashlib
import sqlite3
import sys
from collections.abc import Callable, Generator, Mapping
from contextlib import closing, contextmanager
from pathlib import Path
from types import ModuleType

from bot.domain.boundaries import Boundary
from bot.domain.spoilers import WHOLE_SERVER
from bot.store.schema import versions
from tests.loopback.process import ROOT
from tests.loopback.world import Guild
from tests.reliability.ground import make_database

CACHE = ROOT / ".bench"


async def shipped_store(folder: Path) -> Path:
    """A new database with the shipped pack."""
    path = folder / "shipped.db"
    await make_database(path)
    return path


async def kept_store(
    folder: Path, name: str, shipped: Path, generator: ModuleType, size: object, make: Callable[[Path], None]
) -> Path:
    """The store of this name in a folder; `make` writes it if there is none yet, or only one of older code.

    Its file's name changes with the generator, the schema, the packs and the size.
    """
    path = folder / f"{name}-{_digest(shipped, generator, size)}.db"
    await asyncio.to_thread(_keep, path, make, f"{name}-*")
    return path


def _keep(path: Path, make: Callable[[Path], None], others: str) -> None:
    if path.exists():
        return
    print(f"Generating {path.name} in {path.parent} …", file=sys.stderr)
    for older in path.parent.glob(others):
        older.unlink()
    partial = path.with_suffix(".partial")
    make(partial)
    partial.replace(path)


def _digest(shipped: Path, generator: ModuleType, size: object) -> str:
    with closing(sqlite3.connect(shipped)) as connection:
        schema = "\n".join(sql for (sql,) in connection.execute("SELECT sql FROM sqlite_master WHERE sql IS NOT NULL"))
    # The order of a table's constraints differs from one migration to the next.
    lines = sorted(line.strip(" \t,") for line in schema.splitlines())
    packs = [path.read_text(encoding="utf-8") for path in sorted((ROOT / "data").glob("*.toml"))]
    source = Path(str(generator.__file__)).read_text(encoding="utf-8")
    parts = (source, versions()[-1], repr(size), *lines, *packs)
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()[:16]


@contextmanager
def bulk_writing(path: Path) -> Generator[sqlite3.Connection]:
    """Yield a connection that writes much at once. The indexes are made again at the end, which is faster.

    No ANALYZE: Casefile never runs it. With statistics SQLite builds Bloom filters over whole tables for joins that
    touch a handful of rows, which costs a tenth of a second each time.
    """
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("PRAGMA journal_mode = OFF")
        connection.execute("PRAGMA synchronous = OFF")
        found = "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL"
        indexes = connection.execute(found).fetchall()
        for name, _ in indexes:
            connection.execute(f"DROP INDEX {name}")
        connection.execute("BEGIN")
        yield connection
        connection.execute("COMMIT")
        for _, sql in indexes:
            connection.execute(sql)


def rows_of(database: Path, sql: str, *parameters: object) -> list[tuple[object, ...]]:
    """What a statement returns; what it changes is kept."""
    with closing(sqlite3.connect(database)) as connection, connection:
        return connection.execute(sql, parameters).fetchall()


def show_id(database: Path, title: str) -> int:
    [(show,)] = rows_of(database, "SELECT id FROM show WHERE title = ?", title)
    assert isinstance(show, int)
    return show


def choose_shows(database: Path, shows: Mapping[Guild, int]) -> None:
    """Let servers have chosen these shows."""
    for guild, show in shows.items():
        rows_of(
            database,
            "INSERT INTO server (guild_id, show_id, changed_at) VALUES (?, ?, '')"
            " ON CONFLICT (guild_id) DO UPDATE SET show_id = excluded.show_id",
            guild.id, show,
        )  # fmt: skip


def set_boundary(database: Path, guild: Guild, show: int, *, season: int) -> None:
    """Let answers in a server go no further than the end of a season."""
    upto = Boundary.of_season(season)
    rows_of(
        database,
        "INSERT INTO boundary (guild_id, place_id, show_id, season, number, changed_at) VALUES (?, ?, ?, ?, ?, '')",
        guild.id, WHOLE_SERVER, show, upto.season, upto.number,
    )  # fmt: skip


def forget_commands(database: Path) -> None:
    """Each loopback Discord is new and knows no commands yet."""
    rows_of(database, "DELETE FROM command_sync")

"""`python -m tests.store.layout` writes down which tables, columns and indexes the migrations make."""

from __future__ import annotations

import sqlite3
import tempfile
from collections.abc import Generator
from contextlib import closing, contextmanager
from pathlib import Path

from bot.store import schema
from bot.store.filling import COPIED
from bot.store.filling import LAYOUT as OF_COPIES
from bot.store.layout import EXPECTED, LAYOUT

_STATEMENTS = """
SELECT m.sql FROM sqlite_master m WHERE m.sql IS NOT NULL AND m.tbl_name IN (SELECT value FROM json_each(?))
ORDER BY CASE m.type WHEN 'table' THEN 1 WHEN 'index' THEN 2 ELSE 3 END, m.name
"""


@contextmanager
def _new() -> Generator[sqlite3.Connection]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "new.db"
        schema.upgrade(path)
        with closing(sqlite3.connect(path)) as connection:
            yield connection


def made() -> str:
    """What a database has that the migrations alone have made."""
    with _new() as connection:
        return "".join(f"{line}\n" for (line,) in connection.execute(LAYOUT))


def of_copies() -> str:
    """The statements that make the tables of a copy, as the migrations make them here."""
    names = ", ".join(f'"{name}"' for name in COPIED)
    with _new() as connection:
        return "".join(f"{sql.strip()};\n" for (sql,) in connection.execute(_STATEMENTS, (f"[{names}]",)))


def main() -> None:
    """Write it down, and print how many tables and indexes there are."""
    layout = made()
    EXPECTED.write_text(layout, encoding="ascii")
    OF_COPIES.write_text(of_copies(), encoding="ascii")
    indexes = sum("index on" in line for line in layout.splitlines())
    print(f"Tables and views: {len(layout.splitlines()) - indexes}\nIndexes: {indexes}")


if __name__ == "__main__":
    main()

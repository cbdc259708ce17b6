"""`python -m tests.store.layout` writes down which tables, columns and indexes the migrations make."""

from __future__ import annotations

import sqlite3
import tempfile
from contextlib import closing
from pathlib import Path

from bot.store import schema
from bot.store.layout import EXPECTED, LAYOUT


def made() -> str:
    """What a database has that the migrations alone have made."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "new.db"
        schema.upgrade(path)
        with closing(sqlite3.connect(path)) as connection:
            return "".join(f"{line}\n" for (line,) in connection.execute(LAYOUT))


def main() -> None:
    """Write it down, and print how many tables and indexes there are."""
    layout = made()
    EXPECTED.write_text(layout, encoding="ascii")
    indexes = sum("index on" in line for line in layout.splitlines())
    print(f"Tables and views: {len(layout.splitlines()) - indexes}\nIndexes: {indexes}")


if __name__ == "__main__":
    main()

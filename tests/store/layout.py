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


if __name__ == "__main__":
    EXPECTED.write_text(made(), encoding="ascii")

"""The tables, columns and indexes that the newest schema has, and what a database lacks of them.

`sql/layout.txt` says what the migrations make; a test keeps it so, and `python -m tests.store.layout` writes it again.
"""

import sqlite3
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

EXPECTED = Path(__file__).parent / "sql" / "layout.txt"
# What ALTER TABLE left of a statement differs from one version of SQLite to the next; what it means does not.
_TABLES = """
SELECT m.type || ' ' || m.name, (SELECT group_concat(c.name, ', ') FROM pragma_table_info(m.name) c)
FROM sqlite_master m WHERE m.type IN ('table', 'view') AND m.name NOT LIKE 'sqlite_%' ORDER BY 1
"""
_INDEXES = """
SELECT CASE i."unique" WHEN 1 THEN 'unique ' ELSE '' END || CASE i.partial WHEN 1 THEN 'partial ' ELSE '' END
    || 'index on ' || m.name, (SELECT group_concat(c.name, ', ') FROM pragma_index_info(i.name) c) AS columns
FROM sqlite_master m JOIN pragma_index_list(m.name) i WHERE m.type = 'table' AND m.name NOT LIKE 'sqlite_%'
ORDER BY 1, 2
"""


def layout_of(connection: sqlite3.Connection) -> str:
    """What a database has, a line for each table, view and index."""
    rows = [*connection.execute(_TABLES), *connection.execute(_INDEXES)]
    return "".join(f"{name} ({columns})\n" for name, columns in rows)


def lacking(connection: sqlite3.Connection) -> tuple[str, ...]:
    """What a database lacks of the newest schema, in words. What it has beyond that is nobody's business."""
    expected, found = EXPECTED.read_text(encoding="ascii").splitlines(), layout_of(connection).splitlines()
    tables = dict(_parted(line) for line in found)
    missing = (Counter(expected) - Counter(found)).elements()
    return tuple(words for line in missing for words in _lacks(line, tables))


def _lacks(line: str, found: dict[str, list[str]]) -> Iterator[str]:
    name, columns = _parted(line)
    if "index on" in name:
        yield f"it has no {line}"
    elif name not in found:
        yield f"it has no {name}"
    else:
        yield from (f"its {name} has no column {column}" for column in columns if column not in found[name])


def _parted(line: str) -> tuple[str, list[str]]:
    name, _, columns = line.partition(" (")
    return name, columns.rstrip(")").split(", ")

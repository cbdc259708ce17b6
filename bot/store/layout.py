"""The tables, columns and indexes that the newest schema has, and what a database lacks of them.

`sql/layout.txt` says what the migrations make; a test keeps it so, and `python -m tests.store.layout` writes it again.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

EXPECTED = Path(__file__).parent / "sql" / "layout.txt"
# What ALTER TABLE left of a statement differs from one version of SQLite to the next; what it means does not.
LAYOUT = """
SELECT m.type || ' ' || m.name || ' (' || (SELECT group_concat(c.name, ', ') FROM pragma_table_info(m.name) c) || ')'
FROM sqlite_master m WHERE m.type IN ('table', 'view') AND m.name NOT LIKE 'sqlite_%'
UNION ALL
SELECT CASE i."unique" WHEN 1 THEN 'unique ' ELSE '' END || CASE i.partial WHEN 1 THEN 'partial ' ELSE '' END
    || 'index on ' || m.name || ' (' || (SELECT group_concat(c.name, ', ') FROM pragma_index_info(i.name) c) || ')'
FROM sqlite_master m JOIN pragma_index_list(m.name) i WHERE m.type = 'table' AND m.name NOT LIKE 'sqlite_%'
ORDER BY 1
"""
"""Gives a row for each table, view and index of a database."""

SERVER_LAYOUT = """
SELECT CASE c.relkind WHEN 'v' THEN 'view ' ELSE 'table ' END || c.relname || ' (' || (
    SELECT string_agg(a.attname, ', ' ORDER BY a.attnum) FROM pg_attribute a
    WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped) || ')'
FROM pg_class c WHERE c.relkind IN ('r', 'v') AND c.relnamespace = current_schema()::regnamespace
UNION ALL
SELECT CASE WHEN i.indisunique THEN 'unique ' ELSE '' END || CASE WHEN i.indpred IS NULL THEN '' ELSE 'partial ' END
    || 'index on ' || t.relname || ' (' || (
    SELECT string_agg(a.attname, ', ' ORDER BY k.place)
    FROM unnest(i.indkey::int[]) WITH ORDINALITY k (number, place)
    JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum = k.number) || ')'
FROM pg_index i JOIN pg_class t ON t.oid = i.indrelid AND t.relnamespace = current_schema()::regnamespace
WHERE i.indisvalid
"""
"""Gives the same of a database on a PostgreSQL server."""


def lacking(rows: Iterable[Sequence[str]]) -> tuple[str, ...]:
    """What a database lacks of the newest schema, in words, by what LAYOUT gives there.

    What it has beyond that does no harm.
    """
    expected, found = EXPECTED.read_text(encoding="ascii").splitlines(), [line for (line,) in rows]
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

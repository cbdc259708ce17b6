"""How SQLite runs a statement, and whether that walks a large table whole."""

from __future__ import annotations

import re
import sqlite3

from bot.store.connection import Parameters

SMALL = {"alembic_version", "command_sync", "installation", "sqlite_master"}
"""Tables that stay small, however many servers and shows there are."""
FEW = {"layer", "kind", "state", "part", "rank", "retired", "word", "spoils", "number", "shelf"}
"""Columns with few values, or with one that most rows have: a search by these alone walks most of a table."""

_SEARCH = re.compile(r"SEARCH .*\((?P<by>.*)\)")
_EQUAL = re.compile(r"([\w<>]+)=\?")
_BETWEEN = re.compile(r"(\w+)>\? AND \1<\?")


def whole_walks(connection: sqlite3.Connection, sql: str, parameters: Parameters) -> list[str]:
    """Return the large tables that a statement walks from end to end, and its searches that find most of a table."""
    walks = {f"{table}, from end to end" for table in _walked(connection, sql, parameters) - SMALL}
    for *_, step in connection.execute(f"EXPLAIN QUERY PLAN {sql}", dict(parameters)):
        search = _SEARCH.fullmatch(step)
        if search and {*_EQUAL.findall(search["by"]), *_BETWEEN.findall(search["by"])} <= FEW:
            walks.add(step)
    return sorted(walks)


def _walked(connection: sqlite3.Connection, sql: str, parameters: Parameters) -> set[str]:
    """The tables at whose start or end a cursor is placed, to read them or to build an index for this statement."""
    table_at = dict(connection.execute("SELECT rootpage, tbl_name FROM sqlite_master WHERE rootpage > 0"))
    opened: dict[int, str] = {}
    walked: set[str] = set()
    for _, operation, cursor, page, *_ in connection.execute(f"EXPLAIN {sql}", dict(parameters)):
        if operation in ("OpenRead", "ReopenIdx"):
            opened[cursor] = table_at.get(page, "sqlite_master")
        elif operation in ("Rewind", "Last") and cursor in opened:
            walked.add(opened[cursor])
    return walked

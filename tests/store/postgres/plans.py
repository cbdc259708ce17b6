"""How PostgreSQL runs a statement, and whether that reads a large table whole."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any, NamedTuple

from bot.store.postgres.connection import Raw
from bot.store.postgres.translation import translated
from bot.store.session import Parameters
from tests.store.plans import FEW, SMALL

MODES = ("force_generic_plan", "force_custom_plan")
"""A plan for all parameters, and one for these."""

_INDEXES = """
SELECT indexrelid::regclass::text AS index, indrelid::regclass::text AS of_table,
    COALESCE(pg_get_expr(indpred, indrelid), '') AS only
FROM pg_index
"""
_EQUAL = re.compile(r"\((\w+) = ")
_OF_A_SERVER = re.compile(r"\(layer = '?[1-9]")
"""What one server has changed is little, unlike the base, layer 0."""
_AFTER, _BEFORE = re.compile(r"\((\w+) >=? "), re.compile(r"\((\w+) <=? ")


class Index(NamedTuple):
    """`only`: the condition for the rows in it; "" for all of the table's."""

    table: str
    only: str


async def whole_reads(raw: Raw, sql: str, parameters: Parameters) -> list[str]:
    """Return the large tables that a statement reads from end to end, and its searches that find most of a table.

    Where an index serves, it is taken, however few rows there are.
    """
    indexes = {index: Index(table, only) for index, table, only in await raw.fetch(_INDEXES)}
    found: set[str] = set()
    text, names = translated(sql)
    values = f"({', '.join(_literal(parameters[name]) for name in names)})" if names else ""
    await raw.execute("SET enable_seqscan = off")
    for mode in MODES:
        await raw.execute(f"SET plan_cache_mode = {mode}; PREPARE planned AS {text}")
        try:
            plan = json.loads(await raw.fetchval(f"EXPLAIN (FORMAT JSON) EXECUTE planned{values}"))
        finally:
            await raw.execute("DEALLOCATE planned")
        found |= {read for node in _nodes(plan[0]["Plan"]) if (read := _read(node, indexes))}
    return sorted(found)


def _nodes(node: dict[str, Any]) -> Iterator[dict[str, Any]]:
    yield node
    for part in node.get("Plans", ()):
        yield from _nodes(part)


def _read(node: dict[str, Any], indexes: dict[str, Index]) -> str | None:
    """What a node of a plan reads whole, or most of; None if it reads little."""
    if node["Node Type"].endswith("Seq Scan"):
        return None if node["Relation Name"] in SMALL else f"{node['Relation Name']}, from end to end"
    name = node.get("Index Name")
    if name is None or indexes[name].table in SMALL:
        return None
    by, index = node.get("Index Cond", ""), indexes[name]
    equal = {*_EQUAL.findall(by), *{*_AFTER.findall(by)} & {*_BEFORE.findall(by)}}
    is_of_one_server = _OF_A_SERVER.search(by) or ("layer" in equal and "layer <> 0" in index.only)
    if equal - FEW or is_of_one_server:
        return None
    return f"{index.table} by {name}: {by or 'from end to end'}"


def _literal(value: object) -> str:
    match value:
        case None:
            return "NULL"
        case int():
            return str(int(value))
        case bytes():
            return f"'\\x{value.hex()}'"
        case _:
            return "'" + str(value).replace("'", "''") + "'"

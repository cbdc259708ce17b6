"""What in a statement only SQLite takes. PostgreSQL refuses it, or does something else with it.

A statement is parsed and may only be made of `_KNOWN`, which both engines have. The rest are rules about where these
may be: PostgreSQL keeps conditions apart from numbers, and must be able to tell a parameter's type.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any, cast

import sqlglot
from sqlglot import exp
from sqlglot.errors import ParseError

_AGGREGATES = (exp.Count, exp.Max, exp.Min, exp.Sum)
_COMPARISONS = (exp.EQ, exp.NEQ, exp.LT, exp.LTE, exp.GT, exp.GTE)
_CONDITIONS = (*_COMPARISONS, exp.And, exp.Or, exp.Not, exp.Exists, exp.In, exp.Is, exp.Between, exp.Like)
_SUMS = (exp.Add, exp.Sub, exp.Mul, exp.Mod, exp.BitwiseRightShift)
_NUMBERS = (*_SUMS, exp.DPipe)
_QUERIES = (exp.Select, exp.Union, exp.Except, exp.Intersect)
_KNOWN: tuple[type[exp.Expr], ...] = (
    *_AGGREGATES, *_CONDITIONS, *_NUMBERS, *_QUERIES,
    exp.Alias, exp.Case, exp.Cast, exp.Coalesce, exp.Column, exp.CTE, exp.DataType, exp.Delete, exp.DenseRank,
    exp.Distinct, exp.From, exp.Group, exp.Having, exp.Identifier, exp.If, exp.Insert, exp.Join, exp.Length, exp.Limit,
    exp.Literal, exp.Lower, exp.Null, exp.Nullif, exp.Offset, exp.OnConflict, exp.Order, exp.Ordered, exp.Paren,
    exp.Placeholder, exp.Returning, exp.RowNumber, exp.Schema, exp.Star, exp.Subquery, exp.Substring, exp.Table,
    exp.TableAlias, exp.Tuple, exp.Update, exp.Values, exp.Var, exp.Where, exp.Window, exp.With,
)  # fmt: skip
_SPELT = re.compile(r"\b(IFNULL|IIF) ?\(|==|\bLIMIT [\w:]+ ?,", re.IGNORECASE)
"""What the parser takes for something that both engines have."""
_ROW_ID = {"rowid", "oid", "_rowid_"}
_ONE_CASE = {"shelf", "folded"}
"""Columns without capital letters: `LIKE` means the same to both engines."""

Rule = Callable[[Any], Iterator[str]]


def faults(sql: str) -> list[str]:
    """Return what is wrong with a statement, each fault with the place."""
    on_one_line = re.sub(r"\s+", " ", re.sub(r"--.*", "", sql))
    found = [f"{spelt[0]}: only SQLite knows this" for spelt in _SPELT.finditer(on_one_line)]
    try:
        # Comments after the semicolon are a statement of their own to the parser.
        statements = [each for each in sqlglot.parse(sql, dialect="sqlite") if not isinstance(each, exp.Semicolon)]
    except ParseError as error:
        return [*found, f"it can't be parsed: {error}"]
    [statement] = statements
    assert statement is not None
    for node in statement.walk():
        if not isinstance(node, _KNOWN):
            found.append(f"{_words(node)}: {type(node).__name__} is not among what both engines have")
        for kind, rule in _RULES:
            if isinstance(node, kind):
                found += [f"{_words(node)}: {fault}" for fault in rule(node)]
    return found


def _words(node: exp.Expr) -> str:
    return node.sql(dialect="sqlite")[:120]


# What a node is


def _inside(node: exp.Expr) -> exp.Expr:
    """The node without parentheses around it."""
    while isinstance(node, exp.Paren):
        node = cast(exp.Expr, node.this)
    return node


def _results(case: exp.Case) -> list[exp.Expr]:
    results: list[exp.Expr] = [cast(exp.Expr, branch.args["true"]) for branch in case.args["ifs"]]
    return [*results, case.args["default"]] if case.args.get("default") else results


def _is_null(node: exp.Expr) -> bool:
    return isinstance(_inside(node), exp.Null)


def _is_condition(node: exp.Expr) -> bool:
    node = _inside(node)
    if isinstance(node, exp.Alias):
        return _is_condition(node.this)
    if isinstance(node, exp.Case):
        results = [result for result in _results(node) if not _is_null(result)]
        return bool(results) and all(map(_is_condition, results))
    if isinstance(node, exp.Coalesce):
        return all(map(_is_condition, [node.this, *node.expressions]))
    if isinstance(node, exp.Subquery):
        return len(node.selects) == 1 and _is_condition(node.selects[0])
    return isinstance(node, _CONDITIONS)


def _is_typeless(node: exp.Expr) -> bool:
    """Whether nothing but parameters is in it, so that PostgreSQL can't tell its type."""
    node = _inside(node)
    if isinstance(node, exp.Coalesce | exp.Nullif):
        return all(map(_is_typeless, [node.this, *node.expressions, *filter(None, [node.args.get("expression")])]))
    if isinstance(node, exp.Case):
        return all(_is_typeless(result) or _is_null(result) for result in _results(node))
    return isinstance(node, exp.Placeholder)


# Conditions and numbers


def _needs_condition(node: Any) -> Iterator[str]:
    operands: list[exp.Expr]
    match node:
        case exp.And() | exp.Or():
            operands = [node.left, node.right]
        case exp.If():
            is_of_operand = isinstance(node.parent, exp.Case) and node.parent.args.get("this") is not None
            operands = [] if is_of_operand else [node.this]
        case exp.Join():
            operands = [node.args["on"]] if node.args.get("on") else []
        case exp.OnConflict():
            operands = [node.args["where"].this] if node.args.get("where") else []
        case _:
            operands = [node.this]
    for operand in operands:
        if not _is_condition(operand):
            yield f"{_words(operand)} is no condition; compare it with something"


def _needs_numbers(node: Any) -> Iterator[str]:
    operands: list[exp.Expr]
    if isinstance(node, exp.Update | exp.OnConflict):
        operands = [entry.expression for entry in node.expressions]
    elif isinstance(node, exp.Insert):
        into = node.expression
        operands = []
        if isinstance(into, exp.Values):
            operands = [value for entry in into.expressions for value in entry.expressions]
        elif isinstance(into, _QUERIES):
            operands = list(into.selects)
    elif isinstance(node, _NUMBERS):
        operands = [node.left, node.right]
    else:
        operands = [node.this]
    for operand in operands:
        if _is_condition(operand):
            yield f"{_words(operand)} is a condition, no number; write CASE WHEN … THEN 1 ELSE 0 END"


def _needs_one_sort(node: Any) -> Iterator[str]:
    """Comparisons, branches, alternatives and columns of a union are all conditions, or none is."""
    match node:
        case exp.Case():
            groups = [_results(node)]
        case exp.Coalesce():
            groups = [[node.this, *node.expressions]]
        case exp.SetOperation():
            groups = [list(pair) for pair in zip(node.left.selects, node.right.selects, strict=False)]
        case exp.In():
            groups = [[node.this, *node.expressions]]
        case _:
            groups = [[node.left, node.right]]
    for group in groups:
        sorts = {_is_condition(operand) for operand in group if not _is_null(operand)}
        if len(sorts) > 1:
            yield "conditions and numbers are mixed"


# Parameters


def _has_type(node: Any) -> Iterator[str]:
    match node:
        case exp.Is():
            typeless = _is_typeless(node.this)
        case exp.In():
            typeless = bool(node.expressions) and all(map(_is_typeless, [node.this, *node.expressions]))
        case exp.Between():
            typeless = all(map(_is_typeless, [node.this, node.args["low"], node.args["high"]]))
        case _:
            typeless = _is_typeless(node.left) and _is_typeless(node.right)
    if typeless:
        yield "nothing tells the parameter's type; write CAST(:name AS …)"


# Single constructs


def _is_of_null(node: exp.Is) -> Iterator[str]:
    if not _is_null(node.expression):
        yield "IS is for NULL alone"


def _joins_on(join: exp.Join) -> Iterator[str]:
    on = join.args.get("on")
    if join.kind != "CROSS" and not join.args.get("using") and (on is None or isinstance(on, exp.Boolean)):
        yield "JOIN without ON; write CROSS JOIN"
    if join.method or join.side in ("RIGHT", "FULL"):
        yield "only CROSS, inner and LEFT joins"


def _names(node: exp.Identifier) -> Iterator[str]:
    if node.quoted:
        yield "a quoted name; a text stands in single quotes"
    if node.name.lower() in _ROW_ID:
        yield "only SQLite has row ids"


def _has_no_hint(node: exp.Table) -> Iterator[str]:
    if node.args.get("indexed"):
        yield "only SQLite is told which index to use"


def _inserts(node: exp.Insert) -> Iterator[str]:
    if node.args.get("alternative"):
        yield "INSERT OR …; write ON CONFLICT"


def _compares_case(node: exp.Like) -> Iterator[str]:
    tested = _inside(node.this)
    if not isinstance(tested, exp.Lower) and tested.name not in _ONE_CASE:
        yield "SQLite's LIKE takes no notice of capitals, PostgreSQL's does; write LOWER(…) LIKE"


def _has_alias(node: exp.Subquery) -> Iterator[str]:
    if isinstance(node.parent, exp.From | exp.Join) and not node.alias:
        yield "a query in FROM needs a name"


def _changes_all(node: exp.Update | exp.Delete) -> Iterator[str]:
    if node.args.get("limit") or node.args.get("order"):
        yield "no LIMIT or ORDER BY here; choose the rows in a query"


def _selects(node: exp.Select) -> Iterator[str]:
    yield from _groups(node)
    order = node.args.get("order")
    if order and node.args.get("distinct"):
        shown = {each.alias_or_name for each in node.selects} | {each.unalias().sql() for each in node.selects}
        for entry in order.expressions:
            if entry.this.sql() not in shown and not entry.this.is_int:
                yield f"with DISTINCT it can only be ordered by what is selected, not by {_words(entry.this)}"


def _groups(node: exp.Select) -> Iterator[str]:
    group, having = node.args.get("group"), node.args.get("having")
    order = node.args.get("order")
    outputs = [*node.selects, *([having.this] if having else [])]
    if not group and not any(True for output in outputs for _ in _own(output, _AGGREGATES)):
        return
    keys: list[exp.Expr] = group.expressions if group else []
    by = [node.selects[int(key.name) - 1].unalias() if key.is_int else key for key in keys]
    names = {each.alias for each in node.selects if each.alias}
    ordered = [entry.this for entry in order.expressions if entry.this.name not in names] if order else []
    for output in [*outputs, *ordered]:
        for column in _own(output, (exp.Column, exp.Star), past={key.sql() for key in by}):
            yield f"{_words(column)} is neither grouped by nor in an aggregate"


def _own(node: exp.Expr, kinds: tuple[type[exp.Expr], ...], past: set[str] | None = None) -> Iterator[exp.Expr]:
    """The nodes of these kinds in an expression, outside of queries in it; with `past`, also outside of aggregates."""
    is_done = past is not None and (node.sql() in past or isinstance(node, _AGGREGATES))
    if is_done or isinstance(node, (*_QUERIES, exp.Window)):
        return
    if isinstance(node, kinds):
        yield node
        return
    for part in node.iter_expressions():
        yield from _own(part, kinds, past)


_RULES: tuple[tuple[type[exp.Expr] | tuple[type[exp.Expr], ...], Rule], ...] = (
    ((exp.Where, exp.Having, exp.And, exp.Or, exp.Not, exp.If, exp.Join, exp.OnConflict), _needs_condition),
    ((exp.Min, exp.Max, exp.Sum, *_NUMBERS, exp.Update, exp.OnConflict, exp.Insert), _needs_numbers),
    ((*_COMPARISONS, exp.Case, exp.Coalesce, exp.SetOperation, exp.In), _needs_one_sort),
    ((*_COMPARISONS, *_SUMS, exp.Is, exp.In, exp.Between), _has_type),
    (exp.Is, _is_of_null),
    (exp.Join, _joins_on),
    (exp.Identifier, _names),
    (exp.Table, _has_no_hint),
    (exp.Insert, _inserts),
    (exp.Like, _compares_case),
    (exp.Subquery, _has_alias),
    ((exp.Update, exp.Delete), _changes_all),
    (exp.Select, _selects),
)

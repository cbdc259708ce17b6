"""Statements with numbered parameters in place of named ones."""

from __future__ import annotations

import re

import pytest

from bot.store.postgres.translation import translated
from tests.store.statements import statements

CASES = [
    ("SELECT 1", "SELECT 1", ()),
    ("SELECT :a, :b, :a", "SELECT $1, $2, $1", ("a", "b")),
    ("SELECT :name_1, :name_10, :name", "SELECT $1, $2, $3", ("name_1", "name_10", "name")),
    ("SELECT ':a', 'it''s :b', :c", "SELECT ':a', 'it''s :b', $1", ("c",)),
    ("SELECT :a::text, b::int", "SELECT $1::text, b::int", ("a",)),
    ("SELECT 1 -- of :a 'and\n, :b", "SELECT 1 -- of :a 'and\n, $1", ("b",)),
    ("LIMIT :most + 1 OFFSET :skip", "LIMIT $1 + 1 OFFSET $2", ("most", "skip")),
]


@pytest.mark.parametrize(("sql", "expected", "names"), CASES)
def test_names_become_numbers(sql: str, expected: str, names: tuple[str, ...]) -> None:
    assert translated(sql) == (expected, names)


def test_each_statement_is_translated_once() -> None:
    for _, sql in statements():
        assert translated(sql) is translated(sql)
        assert re.search(r":[a-z]", translated(sql).sql) is None

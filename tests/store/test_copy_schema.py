"""The tables of the copies in memory are those that the migrations make."""

from __future__ import annotations

import sqlite3
from contextlib import closing

import pytest

from bot.store.filling import COPIED
from bot.store.filling import LAYOUT as OF_COPIES
from bot.store.layout import LAYOUT
from tests.store.layout import made

pytestmark = pytest.mark.sqlite


def test_what_copies_are_made_with_is_what_the_migrations_make() -> None:
    """`python -m tests.store.layout` writes it again."""
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.executescript(OF_COPIES.read_text("ascii"))
        of_copy = {line for (line,) in connection.execute(LAYOUT)}
    named = {f"table {name} (" for name in COPIED} | {f"view {name} (" for name in COPIED}
    named |= {f"index on {name} (" for name in COPIED}
    wanted = {line for line in made().splitlines() if any(line.endswith(")") and name in line for name in named)}
    assert of_copy == wanted

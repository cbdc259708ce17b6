"""The statements' files, read as aiosql reads them."""

from __future__ import annotations

from pathlib import Path
from typing import Any, cast

import aiosql
import pytest

from bot.store import statements as read
from bot.store.statements import Gives, statements

pytestmark = pytest.mark.sqlite

FOLDER = Path(read.__file__).parent / "sql"
NAMES = sorted(path.stem for path in FOLDER.glob("*.sql") if path.stem != "imdb_schema")  # which has no names in it
GIVES = {"SELECT": Gives.ROWS, "SELECT_ONE": Gives.ROW, "INSERT_UPDATE_DELETE": Gives.NOTHING,
         "INSERT_UPDATE_DELETE_MANY": Gives.NOTHING_OF_MANY}  # fmt: skip


class AnyDriver:
    is_aio_driver = False

    def process_sql(self, _name: str, _operation: object, sql: str) -> str:
        return sql


@pytest.mark.parametrize("name", NAMES)
def test_aiosql_reads_the_same(name: str) -> None:
    """And aiosql checks that each declares the parameters that it has."""
    queries: Any = cast(Any, aiosql).from_path(FOLDER / f"{name}.sql", AnyDriver)
    named = {query: getattr(queries, query) for query in queries.available_queries if not query.endswith("_cursor")}
    theirs = {query: (GIVES[made.operation.name], made.sql) for query, made in named.items()}
    assert {statement.name: (statement.gives, statement.sql) for statement in statements(name)} == theirs

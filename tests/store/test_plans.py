"""What the tests of statements take for a walk through a whole table."""

import sqlite3
from collections.abc import Generator
from contextlib import closing
from pathlib import Path

import pytest

from tests.store.plans import whole_walks

pytestmark = pytest.mark.sqlite

WALKS = {
    "SELECT statement FROM revision": ["revision, from end to end"],
    "SELECT id FROM revision ORDER BY id DESC": ["revision, from end to end"],
    "SELECT layer FROM head WHERE kind = 'news'": ["head, from end to end"],
    "SELECT f.key FROM person p JOIN fact f ON f.key = p.key WHERE p.id = 5": ["fact, from end to end"],
    "SELECT 1 FROM claim WHERE source_id IN (SELECT id FROM source WHERE title = 'x')": ["source, from end to end"],
    "SELECT 1 FROM person WHERE layer = 0": ["SEARCH person USING COVERING INDEX sqlite_autoindex_person_1 (layer=?)"],
    "SELECT 1 FROM person WHERE layer = 0 AND key > 'a'": [
        "SEARCH person USING COVERING INDEX sqlite_autoindex_person_1 (layer=? AND key>?)"
    ],
    "SELECT name FROM person WHERE id > 5": ["SEARCH person USING INTEGER PRIMARY KEY (rowid>?)"],
}
BOUNDED = (
    "SELECT name FROM person WHERE id = 5",
    "SELECT name FROM person WHERE layer = 0 AND key IN ('a', 'b')",
    "SELECT name FROM person WHERE layer = 0 AND key >= 'a' AND key < 'b'",
    "SELECT p.name FROM credit c JOIN person p ON p.id = c.person_id WHERE c.revision_id = 5",
    "WITH few AS (SELECT id FROM person WHERE layer = 0 AND key = 'a' UNION ALL SELECT 7) SELECT * FROM few",
    "WITH few (id) AS (VALUES (1), (2)) SELECT p.name FROM few JOIN person p ON p.id = few.id",
    "SELECT version_num FROM alembic_version",
    "SELECT 1",
)


@pytest.fixture(scope="module")
def connection(loaded_database: Path) -> Generator[sqlite3.Connection]:
    with closing(sqlite3.connect(loaded_database)) as opened:
        yield opened


@pytest.mark.parametrize("sql", WALKS)
def test_a_walk_through_most_of_a_table_is_found(connection: sqlite3.Connection, sql: str) -> None:
    assert whole_walks(connection, sql, {}) == WALKS[sql]


def test_an_index_that_is_made_for_one_statement_is_a_walk(connection: sqlite3.Connection) -> None:
    sql = "SELECT s.title FROM claim c CROSS JOIN source s WHERE s.title = c.note"
    *_, last = connection.execute(f"EXPLAIN QUERY PLAN {sql}")
    assert "AUTOMATIC" in last[-1]
    assert whole_walks(connection, sql, {}) == ["claim, from end to end", "source, from end to end"]


@pytest.mark.parametrize("sql", BOUNDED)
def test_looking_up_a_few_rows_is_no_walk(connection: sqlite3.Connection, sql: str) -> None:
    assert whole_walks(connection, sql, {}) == []

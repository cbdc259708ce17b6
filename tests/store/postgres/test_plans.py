"""What the tests of statements take for reading a whole table on PostgreSQL."""

from __future__ import annotations

from collections.abc import AsyncGenerator

import pytest

from bot.store.address import ServerAddress
from bot.store.postgres.connection import Raw, connect
from tests.store.postgres.plans import whole_reads

pytestmark = pytest.mark.postgres

READ = {
    "SELECT statement FROM revision": "revision, from end to end",
    "SELECT id FROM revision ORDER BY id DESC": "revision by revision_pkey: from end to end",
    "SELECT layer FROM head WHERE layer = 0 AND kind = 'news'": "head by head_",
    "SELECT name FROM person WHERE id > :id": "person by person_pkey: (id > ",
    "SELECT 1 FROM person WHERE layer = 0": "person by ",
    "SELECT COUNT(*) FROM claim WHERE note = :id": "claim",
}
BOUNDED = (
    "SELECT name FROM person WHERE id = :id",
    "SELECT name FROM person WHERE layer = 0 AND key IN ('a', 'b')",
    "SELECT name FROM person WHERE layer = 0 AND key >= 'a' AND key < 'b'",
    "SELECT p.name FROM credit c JOIN person p ON p.id = c.person_id WHERE c.revision_id = :id",
    "WITH few (id) AS (VALUES (1), (2)) SELECT p.name FROM few JOIN person p ON p.id = few.id",
    "SELECT version_num FROM alembic_version",
    "SELECT 1",
)


@pytest.fixture
async def raw(loaded_database: ServerAddress) -> AsyncGenerator[Raw]:
    opened = await connect(loaded_database)
    yield opened
    await opened.close()


@pytest.mark.parametrize("sql", READ)
async def test_reading_most_of_a_table_is_found(raw: Raw, sql: str) -> None:
    found = await whole_reads(raw, sql, {"id": 5})
    assert any(each.startswith(READ[sql]) for each in found), found


@pytest.mark.parametrize("sql", BOUNDED)
async def test_looking_up_a_few_rows_is_not(raw: Raw, sql: str) -> None:
    assert await whole_reads(raw, sql, {"id": 5}) == []

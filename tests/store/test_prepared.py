"""Each statement is one that the engine takes."""

from __future__ import annotations

import asyncio
import re
import sqlite3
from contextlib import closing
from pathlib import Path

import asyncpg
import pytest

from bot.store.address import Address, ServerAddress
from bot.store.postgres.connection import Raw, connect
from bot.store.postgres.translation import translated
from tests.store.statements import statements

SHORT = {"deliveries.again", "housekeeping.looks_of_server", "housekeeping.memberships_of_server",
         "imports.first_of_sort", "names.names_beginning", "names.names_beginning_by_shelf"}  # fmt: skip
"""Statements with a parameter of 32 bits there: yes or no, a sort, or how many at most."""


@pytest.mark.sqlite
def test_sqlite_takes_each_statement(loaded_database: Path) -> None:
    with closing(sqlite3.connect(f"{loaded_database.as_uri()}?mode=ro", uri=True)) as connection:
        for name, sql in statements():
            values = dict.fromkeys(re.findall(r"(?<!:):(\w+)", sql))
            try:
                connection.execute(f"EXPLAIN {sql}", values)
            except sqlite3.Error as error:
                pytest.fail(f"{name}: {error}")


@pytest.mark.postgres
async def test_postgresql_takes_each_statement_and_no_id_is_cut_off(loaded_database: ServerAddress) -> None:
    raw = await connect(loaded_database)
    try:
        for name, sql in statements():
            types = await _types(raw, name, sql)
            assert types <= {"int8", "text", "bytea"} | ({"int4"} if name in SHORT else set()), name
    finally:
        await raw.close()


async def _types(raw: Raw, name: str, sql: str) -> set[str]:
    try:
        prepared = await raw.prepare(translated(sql).sql)
    except asyncpg.PostgresError as error:
        pytest.fail(f"{name}: {error}")
    return {kind.name for kind in prepared.get_parameters()}


@pytest.mark.postgres
def test_what_is_not_a_statement_is_found(loaded_database: Address) -> None:
    assert isinstance(loaded_database, ServerAddress)

    async def prepare() -> None:
        raw = await connect(loaded_database)
        try:
            await _types(raw, "wrong", "SELECT nothing FROM show")
        finally:
            await raw.close()

    with pytest.raises(pytest.fail.Exception, match="wrong"):
        asyncio.run(prepare())

"""Which connection reads: what one server asks for never keeps all of them busy."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from bot.domain.asker import asking_server
from bot.store.database import Database, open_database

pytestmark = pytest.mark.sqlite  # they reach into its connections; tests/store/postgres has the like

FAST = "SELECT 1"
SLOW = "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < :most) SELECT MAX(i) FROM n"


def ask(database: Database, server: int | None, sql: str = FAST, most: int = 0) -> asyncio.Task[object]:
    """Begin a statement for a server; it is under way when this returns."""
    asking_server.set(server)
    task = asyncio.ensure_future(database.reader.fetch(sql, {"most": most} if most else {}))
    asking_server.set(None)
    return task


async def test_a_servers_slow_statements_leave_a_reader_to_the_others(database: Path) -> None:
    async with open_database(database) as opened:
        slow: list[asyncio.Task[object]] = []
        for _ in range(6):
            slow.append(ask(opened, 1, SLOW, 300_000))
            await asyncio.sleep(0)
        busy = [reader for reader in opened.readers if reader.under_way]
        assert len(busy) == 1
        await ask(opened, 2)
        await ask(opened, None)
        assert not slow[-1].done()
        await asyncio.gather(*slow)
        assert not [reader for reader in opened.readers if reader.under_way]


async def test_the_bots_own_statements_and_those_of_several_servers_use_all(database: Path) -> None:
    async with open_database(database) as opened:
        for servers in ((None, None), (1, 2), (1, None)):
            tasks: list[asyncio.Task[object]] = []
            for server in servers:
                tasks.append(ask(opened, server, SLOW, 1_000))
                await asyncio.sleep(0)
            assert all(reader.under_way for reader in opened.readers)
            await asyncio.gather(*tasks)

"""A copy for a spoiler boundary is the same whether the show is on a server or in a file."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from bot.domain.boundaries import EVERYTHING, NOTHING, Boundary
from bot.domain.shield import Shield
from bot.store.address import ServerAddress
from bot.store.copying import copy_store
from bot.store.database import open_database
from bot.store.filling import COPIED, FromFile, FromServer
from bot.store.screened import Copy
from bot.store.store import open_store
from tests.store.layers import SERVER, revise, season_news, show_id

pytestmark = pytest.mark.postgres
BOUNDARIES = (NOTHING, Boundary(1, 3), Boundary.of_season(1), Boundary(2, 7), Boundary(3, 12), EVERYTHING)
SHIELDS = [Shield(upto, opens=opens) for upto in BOUNDARIES for opens in (False, True)]


def dump(connection: sqlite3.Connection) -> dict[str, list[Sequence[object]]]:
    """All that is in a copy, by table or view."""
    found: dict[str, list[Sequence[object]]] = {}
    for name in COPIED:
        columns = ", ".join(sorted(f'"{row[1]}"' for row in connection.execute(f"PRAGMA table_info({name})")))
        found[name] = sorted((tuple(row) for row in connection.execute(f"SELECT {columns} FROM {name}")), key=repr)
    return found


async def test_a_copy_from_a_server_is_the_one_from_a_file(database: ServerAddress, tmp_path: Path) -> None:
    file = tmp_path / "casefile.db"
    async with open_store(database) as store:
        show, facts = await show_id(store), iter((await season_news(store, SERVER)).values())
        async with store.changing() as gateways:
            await revise(gateways, next(facts), SERVER, "Ours alone")
            await revise(gateways, next(facts), SERVER, "Not any more", retired=True)
    await copy_store(database, file, lambda _, __, ___: None)
    with ThreadPoolExecutor(1) as threads:
        async with open_database(database) as opened:
            from_file, from_server = FromFile(file, threads), FromServer(lambda: opened.reader, threads)
            sizes: set[int] = set()
            for guild in (SERVER, 7):
                for shield in SHIELDS:
                    one, other = Copy(threads), Copy(threads)
                    size = await from_file.fill(one, guild, show, shield)
                    assert await from_server.fill(other, guild, show, shield) == size
                    assert dump(one.connection) == dump(other.connection), (guild, shield)
                    sizes.add(size)
            assert len(sizes) > len(SHIELDS) // 2

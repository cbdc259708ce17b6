"""Starting while the file is busy."""

import asyncio
from pathlib import Path

from bot.store.store import Store
from bot.wiring import open_services
from tests.conftest import PACKS


async def test_a_start_waits_for_a_write_without_stopping_what_else_runs(store: Store, database: Path) -> None:
    written = asyncio.Event()

    async def start() -> None:
        async with open_services(database, PACKS):
            assert written.is_set()

    async with asyncio.TaskGroup() as tasks, store.writing():
        starting = tasks.create_task(start())
        await asyncio.sleep(0.2)
        assert not starting.done()
        written.set()

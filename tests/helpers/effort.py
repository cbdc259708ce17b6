"""How much SQLite does, in instructions of its machine: the same on every machine, however busy it is."""

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any, cast

from bot.store.store import Store


@dataclass
class Effort:
    """The instructions that were run, and the statements."""

    instructions: int = 0
    statements: list[str] = field(default_factory=list[str])

    def count(self) -> int:
        """Count one instruction, and have SQLite go on."""
        self.instructions += 1
        return 0


@asynccontextmanager
async def effort(store: Store) -> AsyncGenerator[Effort]:
    """Count what the store's connections do in the block."""
    database = cast(Any, store)._database
    raw = [connection._raw for connection in (database._writer, *database.readers)]
    counted = Effort()
    for each in raw:
        await each.set_progress_handler(counted.count, 1)
        await each.set_trace_callback(counted.statements.append)
    try:
        yield counted
    finally:
        for each in raw:
            # aiosqlite's own methods take no None, which is how both are switched off.
            await each._execute(each._conn.set_progress_handler, None, 0)
            await each._execute(each._conn.set_trace_callback, None)

"""Which version ran before."""

import asyncio
import random
from datetime import UTC, datetime
from pathlib import Path

from bot.domain.ids import Ids
from bot.services.kit import Kit
from bot.services.servers.installation import Versions
from bot.store.store import Store, open_store

NOW = datetime(2027, 1, 1, tzinfo=UTC)


def clock() -> datetime:
    return NOW


def versions(store: Store) -> Versions:
    return Versions(Kit(store, Ids(clock, random.Random(1)), clock))


async def test_the_version_before_is_known_once_after_each_update(store: Store) -> None:
    ran = versions(store)
    started = [await ran.start(version) for version in ("1.0.0", "1.0.0", "1.1.0", "1.1.0", "1.0.0", "1.0.0")]
    assert started == [None, None, "1.0.0", None, "1.1.0", None]


async def test_of_several_processes_that_start_together_one_says_it(database: Path) -> None:
    async with open_store(database) as one, open_store(database) as other:
        await versions(one).start("1.0.0")
        started = await asyncio.gather(*(versions(store).start("1.1.0") for store in (one, other) * 3))
    assert sorted(started, key=str) == sorted(["1.0.0", *[None] * 5], key=str)

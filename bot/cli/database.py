"""The database as a command opens it, which may be beside a bot that runs."""

import random
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime

from bot.domain.ids import Ids
from bot.services.shows.loader import PackLoader
from bot.settings import Settings
from bot.store.schema import migrate
from bot.store.store import Store, open_store


def now() -> datetime:
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class Database:
    """The open store, with what writing to it takes."""

    store: Store
    ids: Ids
    loader: PackLoader


@asynccontextmanager
async def opened(settings: Settings) -> AsyncGenerator[Database]:
    """The database with every pack in it, as the bot would have it."""
    migrate(settings.database)
    async with open_store(settings.database) as store:
        ids = Ids(now, random.Random())
        loader = PackLoader(store, ids, now)
        await loader.load_folder(settings.packs)
        yield Database(store, ids, loader)

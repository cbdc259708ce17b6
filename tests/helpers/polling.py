"""A process that looks at what is due and ends: `python -m tests.helpers.polling DATABASE MOMENT`."""

import asyncio
import random
import sys
from datetime import datetime

from discord.utils import utcnow

from bot.domain.ids import Ids
from bot.services.feeds.feeds import Feeds
from bot.services.kit import Kit
from bot.store.address import Address, to_address
from bot.store.store import open_store
from bot.web.fetching import open_fetcher
from tests.helpers.feeds import ReaderInProcess, anywhere, read_due


async def look(database: Address, moment: datetime) -> None:
    """Look at all feeds that are due at this moment."""

    def clock() -> datetime:
        return moment

    async with open_store(database) as store, open_fetcher(anywhere) as fetcher:
        reader = ReaderInProcess(fetcher, clock=clock)
        feeds = Feeds(Kit(store, Ids(utcnow, random.Random()), clock), reader)
        await read_due(feeds)


if __name__ == "__main__":
    asyncio.run(look(to_address(sys.argv[1]), datetime.fromisoformat(sys.argv[2])))

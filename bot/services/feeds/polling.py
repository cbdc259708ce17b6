"""Reading the feeds that are due, in turns by server. Each feed is read once for all servers that follow it."""

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from datetime import timedelta

from bot.domain.feeds import Feed, FeedCopy, Turn
from bot.errors import BadInput, SiteTrouble
from bot.services.feeds.intake import Intake, new_items
from bot.services.kit import Kit, Service
from bot.store.store import Gateways
from bot.web.feeds import FeedReader

LEASE = timedelta(minutes=5)
"""How long a process has a claimed feed for itself: longer than reading it and taking its items may take."""


class FeedPolling(Service):
    """Several processes may poll at the same time: each item is taken once."""

    def __init__(self, kit: Kit, reader: FeedReader) -> None:
        super().__init__(kit)
        self._reader = reader
        self._intake = Intake(kit)

    async def next_turn(self) -> Turn | None:
        """Claim the feed that is next; None if none is due of a server that may have one more read."""
        if not await self._store.reading().feeds.is_any_due(self._clock(), LEASE):
            return None
        async with self._store.claiming() as gateways:
            return await gateways.feeds.begin_turn(self._clock(), LEASE)

    async def read(self, turn: Turn) -> int:
        """Read a claimed feed. Return how many suggestions were made.

        After an unexpected error, or if it is cancelled, the feed is next once its lease has run out.
        """
        feed = turn.feed
        try:
            copy = await self._reader.read(feed.url, etag=feed.etag, last_modified=feed.last_modified)
        except (SiteTrouble, BadInput) as error:
            async with self._ending(turn) as (gateways, known):
                if known:
                    await self._intake.failed(gateways, known, error)
            return 0
        if copy is not None:
            return await self._take(turn, copy)
        async with self._ending(turn) as (gateways, known):
            if known:
                await self._intake.reached(gateways, known)
        return 0

    async def _take(self, turn: Turn, copy: FeedCopy) -> int:
        noted = await self._store.reading().feeds.marks(turn.feed.id)
        weighing = await self._intake.weigh(turn.feed, list(new_items(turn.feed, copy.feed.items, noted)))
        async with self._ending(turn) as (gateways, known):
            return await self._intake.take(gateways, known, copy, weighing) if known else 0

    @asynccontextmanager
    async def _ending(self, turn: Turn) -> AsyncGenerator[tuple[Gateways, Feed | None]]:
        """The transaction that ends a turn, and the feed, unless its last follower has removed it meanwhile."""
        async with self._store.changing() as gateways:
            await gateways.feeds.end_turn(turn, self._clock())
            yield gateways, await gateways.feeds.get(turn.feed.id)

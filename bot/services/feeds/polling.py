"""Reading the feeds that are due, a few at a time. Each feed is read once for all servers that follow it."""

import asyncio
from datetime import datetime, timedelta

from bot.domain.feeds import Feed, FeedCopy
from bot.errors import BadInput, SiteTrouble
from bot.services.feeds.intake import Intake, new_items
from bot.services.kit import Kit, Service
from bot.web.feeds import FeedReader

LEASE = timedelta(minutes=3)
"""How long a process has a claimed feed for itself: longer than reading it and taking its items may take."""
_AT_ONCE = 4


class FeedPolling(Service):
    """Several processes may poll at the same time: each item is taken once."""

    def __init__(self, kit: Kit, reader: FeedReader) -> None:
        super().__init__(kit)
        self._reader = reader
        self._intake = Intake(kit)

    async def next_look(self) -> datetime | None:
        """Return when a feed is next due."""
        return await self._store.reading().feeds.next_look(self._clock(), LEASE)

    async def look(self) -> int:
        """Read a few feeds that are due. Return how many suggestions were made.

        An unexpected error in one feed does not stop the others: it is raised after all were read.
        """
        claimed = await self._claim()
        found = await asyncio.gather(*(self._look_at(feed) for feed in claimed), return_exceptions=True)
        suggested = 0
        for feed, outcome in zip(claimed, found, strict=True):
            if isinstance(outcome, BaseException):
                outcome.add_note(f"Feed {feed.id} could not be looked at.")
            else:
                suggested += outcome
        for outcome in found:
            if isinstance(outcome, BaseException):
                raise outcome
        return suggested

    async def _claim(self) -> tuple[Feed, ...]:
        now, moment = self._clock(), await self.next_look()
        if moment is None or moment > now:
            return ()
        async with self._store.changing() as gateways:
            return await gateways.feeds.claim(now, LEASE, _AT_ONCE)

    async def _look_at(self, feed: Feed) -> int:
        try:
            copy = await self._reader.read(feed.url, etag=feed.etag, last_modified=feed.last_modified)
        except (SiteTrouble, BadInput) as error:
            await self._failed(feed, error)
            return 0
        if copy is None:
            await self._unchanged(feed)
            return 0
        return await self._copied(feed, copy)

    async def _copied(self, feed: Feed, copy: FeedCopy) -> int:
        noted = await self._store.reading().feeds.marks(feed.id)
        weighing = await self._intake.weigh(feed, list(new_items(copy.feed.items, noted)))
        async with self._store.changing() as gateways:
            known = await gateways.feeds.get(feed.id)  # its last follower may have removed it meanwhile
            return await self._intake.take(gateways, known, copy, weighing) if known else 0

    async def _unchanged(self, feed: Feed) -> None:
        async with self._store.changing() as gateways:
            if known := await gateways.feeds.get(feed.id):
                await self._intake.reached(gateways, known)

    async def _failed(self, feed: Feed, error: SiteTrouble | BadInput) -> None:
        async with self._store.changing() as gateways:
            if known := await gateways.feeds.get(feed.id):
                await self._intake.failed(gateways, known, error)

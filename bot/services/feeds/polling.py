"""Reading the feeds that are due, a few at a time. Each feed is read once for all servers that follow it."""

import asyncio
from collections.abc import Callable
from datetime import datetime, timedelta

from bot.domain.feeds import Feed, FeedCopy, Looked
from bot.domain.ids import Ids
from bot.errors import BadInput, SiteTrouble
from bot.services.feeds.intake import Intake, new_items
from bot.store.store import Store
from bot.web.feeds import FeedReader

LEASE = timedelta(minutes=3)
"""How long a process has a claimed feed for itself: longer than reading it and taking its items may take."""
_AT_ONCE = 4


class FeedPolling:
    """Several processes may poll at the same time: each item is taken once."""

    def __init__(self, store: Store, ids: Ids, clock: Callable[[], datetime], reader: FeedReader) -> None:
        self._store = store
        self._clock = clock
        self._reader = reader
        self._intake = Intake(store, ids, clock)

    async def next_look(self) -> datetime | None:
        """Return when a feed is next due."""
        return await self._store.reading().feeds.next_look(self._clock(), LEASE)

    async def look(self) -> Looked:
        """Read a few feeds that are due.

        An unexpected error in one feed does not stop the others: it is raised after all were read.
        """
        claimed = await self._claim()
        found = await asyncio.gather(*(self._look_at(feed) for feed in claimed), return_exceptions=True)
        looked = Looked()
        for feed, outcome in zip(claimed, found, strict=True):
            if isinstance(outcome, BaseException):
                outcome.add_note(f"Feed {feed.id} could not be looked at.")
            else:
                looked += outcome
        for outcome in found:
            if isinstance(outcome, BaseException):
                raise outcome
        return looked

    async def _claim(self) -> tuple[Feed, ...]:
        now, moment = self._clock(), await self.next_look()
        if moment is None or moment > now:
            return ()
        async with self._store.changing() as gateways:
            return await gateways.feeds.claim(now, LEASE, _AT_ONCE)

    async def _look_at(self, feed: Feed) -> Looked:
        try:
            copy = await self._reader.read(feed.url, etag=feed.etag, last_modified=feed.last_modified)
        except (SiteTrouble, BadInput) as error:
            return await self._failed(feed, error)
        return await (self._copied(feed, copy) if copy else self._unchanged(feed))

    async def _copied(self, feed: Feed, copy: FeedCopy) -> Looked:
        noted = await self._store.reading().feeds.marks(feed.id)
        weighing = await self._intake.weigh(feed, list(new_items(copy.feed.items, noted)))
        async with self._store.changing() as gateways:
            known = await gateways.feeds.get(feed.id)  # its last follower may have removed it meanwhile
            return await self._intake.take(gateways, known, copy, weighing) if known else Looked()

    async def _unchanged(self, feed: Feed) -> Looked:
        async with self._store.changing() as gateways:
            known = await gateways.feeds.get(feed.id)
            return await self._intake.reached(gateways, known) if known else Looked()

    async def _failed(self, feed: Feed, error: SiteTrouble | BadInput) -> Looked:
        async with self._store.changing() as gateways:
            known = await gateways.feeds.get(feed.id)
            return await self._intake.failed(gateways, known, error) if known else Looked()

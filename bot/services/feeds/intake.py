"""What happens after a feed was read: in one transaction, its new items become suggestions for each follower."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta

from bot.domain.feeds import (
    LONGEST_WAIT,
    MOST_OPEN_STORIES,
    NEWS_FOR,
    SHORTEST_WAIT,
    Feed,
    FeedCopy,
    Item,
    Subscription,
)
from bot.domain.text import bare_link
from bot.errors import SiteTrouble, UserError
from bot.services.feeds.stories import MOST_AT_ONCE, Stories
from bot.services.feeds.weighing import Weighed, Weighing
from bot.services.kit import Service
from bot.store.store import Gateways

REPORT_AFTER = timedelta(days=1)
"""How long a feed must fail before its followers' logs say so."""
MOST_MARKS = 5000
"""How many marks of items are kept for a feed: all of its present items, then the latest earlier ones."""
_FILLED = (
    f"⚠️ {MOST_OPEN_STORIES} suggestions from feeds wait for a moderator. Until some are dealt with in /fact review, "
    "nothing more is taken from feeds, and no more of their links are posted."
)


class Intake(Service):
    async def weigh(self, feed: Feed | None, items: Sequence[Item]) -> Weighing:
        """Weigh items for all followers of a feed, before the transaction that takes them."""
        gateways = self._store.reading()
        weighing = Weighing(gateways, self._clock().date(), items)
        if feed and items:
            for subscription in await gateways.feeds.active(feed.id):
                await weighing.of(subscription.guild)
        return weighing

    async def take(self, gateways: Gateways, feed: Feed, copy: FeedCopy, weighing: Weighing) -> int:
        """Suggest the new items of a feed and note all of them. Return how many suggestions were made.

        What another process noted meanwhile is not new.
        """
        suggested = 0
        new = frozenset(new_items(feed, copy.feed.items, await gateways.feeds.marks(feed.id)))
        for subscription in await gateways.feeds.active(feed.id) if new else ():
            weighed = None if subscription.fresh else await weighing.of(subscription.guild)
            if weighed is not None:
                left = tuple((item, relevance) for item, relevance in weighed.items if item in new)
                suggested += await self._suggest(gateways, subscription, replace(weighed, items=left))
        await gateways.feeds.note(feed.id, marks_of(copy.feed.items), self._clock(), MOST_MARKS)
        await self.reached(gateways, updated(feed, copy))
        return suggested

    async def reached(self, gateways: Gateways, feed: Feed) -> None:
        """Store a feed that could be read, new items or not. If its failure was logged, log that it works again."""
        now = self._clock()
        await gateways.feeds.save(after_success(feed, now))
        await gateways.feeds.begin(feed.id)
        for subscription in await gateways.feeds.active(feed.id):
            if subscription.trouble_logged:
                words = f"✅ The feed {bare_link(feed.url)} can be read again."
                await gateways.log.add(self._ids(), subscription.guild, now, words=words)
                await gateways.feeds.set_trouble_logged(subscription.id, None)

    async def failed(self, gateways: Gateways, feed: Feed, error: UserError) -> None:
        """Note that a feed could not be read. After a day of failures each follower's log says so, once."""
        now = self._clock()
        failing = _after_failure(feed, error, now)
        await gateways.feeds.save(failing)
        if failing.failing_since is None or now < failing.failing_since + REPORT_AFTER:
            return
        for subscription in await gateways.feeds.active(feed.id):
            if not subscription.trouble_logged:
                since = f"<t:{int(failing.failing_since.timestamp())}:f>"
                words = (
                    f"⚠️ The feed {bare_link(feed.url)} has failed since {since}: {error} It is still tried every day."
                )
                await gateways.log.add(self._ids(), subscription.guild, now, words=words)
                await gateways.feeds.set_trouble_logged(subscription.id, now)

    async def _suggest(self, gateways: Gateways, subscription: Subscription, weighed: Weighed) -> int:
        now = self._clock()
        brought = await Stories(gateways, self._ids, now, subscription).take(weighed)
        if brought.more:
            words = (
                f"📡 The feed {bare_link(subscription.feed.url)} brought {brought.more:,} more about the show than the "
                f"{MOST_AT_ONCE} that are suggested at once. See the feed for the rest."
            )
            await gateways.log.add(self._ids(), subscription.guild, now, words=words)
        if brought.filled:
            await gateways.log.add(self._ids(), subscription.guild, now, words=_FILLED)
        return brought.suggested


def updated(feed: Feed, copy: FeedCopy) -> Feed:
    """Return a feed with what a new copy of it says about itself."""
    every = min(max(copy.feed.every or SHORTEST_WAIT, SHORTEST_WAIT), LONGEST_WAIT)
    # A malformed feed may have been cut off, so it is fetched in full next time.
    etag, last_modified = (None, None) if copy.feed.broken else (copy.etag, copy.last_modified)
    title = copy.feed.title or feed.title
    return replace(feed, title=title, every=every, etag=etag, last_modified=last_modified)


def new_items(feed: Feed, items: Iterable[Item], noted: frozenset[str]) -> Iterator[Item]:
    """Yield the news among a feed's items: those that have none of these marks, the oldest first.

    What is dated long before the last look was not there then, but is no news: an archive that was put in order.
    """
    oldest = feed.read_at.date() - NEWS_FOR if feed.read_at else date.min
    for item in reversed(tuple(items)):
        if item.marks and noted.isdisjoint(item.marks) and (item.published or date.max) >= oldest:
            yield item


def marks_of(items: Iterable[Item]) -> list[str]:
    """Return all marks of a feed's items."""
    return list(dict.fromkeys(mark for item in items for mark in item.marks))


def after_success(feed: Feed, now: datetime) -> Feed:
    """Return a feed as it is after it could be read."""
    return replace(feed, next_look=now + feed.every, read_at=now, failures=0, failing_since=None, trouble=None)


def _after_failure(feed: Feed, error: UserError, now: datetime) -> Feed:
    since = min(feed.failing_since or now, now)  # the clock may have been set back
    wait = min(feed.every * 2 ** min(feed.failures, 10), LONGEST_WAIT)
    if now < since + REPORT_AFTER:
        wait = min(wait, since + REPORT_AFTER - now)
    if isinstance(error, SiteTrouble) and error.retry_after is not None:
        wait = min(max(wait, timedelta(seconds=error.retry_after)), LONGEST_WAIT)
    return replace(feed, next_look=now + wait, failures=feed.failures + 1, failing_since=since, trouble=str(error))

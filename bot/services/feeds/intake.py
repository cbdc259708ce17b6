"""What is done with a feed once it was read: what is new in it goes to those who follow it, in one transaction."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from bot.domain.feeds import LONGEST_WAIT, MOST_OPEN_STORIES, SHORTEST_WAIT, Feed, FeedCopy, Item, Looked, Subscription
from bot.domain.ids import Ids
from bot.errors import SiteTrouble, UserError
from bot.services.feeds.stories import MOST_AT_ONCE, Stories
from bot.services.feeds.weighing import Weighed, Weighing
from bot.store.store import Gateways, Store

TOLD_AFTER = timedelta(days=1)
"""After how long of failing those who follow a feed are told."""
MOST_MARKS = 5000
"""How many marks are kept of a feed: those of the items that it has, and as many of earlier ones as there is room."""
_FILLED = (
    f"⚠️ {MOST_OPEN_STORIES} suggestions from feeds wait for a moderator. Until some are dealt with in /fact review, "
    "nothing more is taken from feeds, and no more of their links are posted."
)


class FeedTaking:
    def __init__(self, store: Store, ids: Ids, clock: Callable[[], datetime]) -> None:
        self._store = store
        self._ids = ids
        self._clock = clock

    async def weigh(self, feed: Feed | None, items: Sequence[Item]) -> Weighing:
        """Weigh items for all who follow a feed, before the transaction in which they are taken."""
        gateways = self._store.reading()
        weighing = Weighing(gateways, self._clock().date(), items)
        if feed and items:
            for subscription in await gateways.feeds.active(feed.id):
                await weighing.of(subscription.guild)
        return weighing

    async def take(self, gateways: Gateways, feed: Feed, copy: FeedCopy, weighing: Weighing) -> Looked:
        """Note what a feed has, and suggest what is new in it. Somebody else may have noted some of it meanwhile."""
        now, looked = self._clock(), Looked()
        new = frozenset(new_items(copy.feed.items, await gateways.feeds.marks(feed.id)))
        for subscription in await gateways.feeds.active(feed.id) if new else ():
            weighed = None if subscription.fresh else await weighing.of(subscription.guild)
            if weighed is not None:
                left = tuple((item, relevance) for item, relevance in weighed.items if item in new)
                looked += await self._tell(gateways, subscription, replace(weighed, items=left))
        await gateways.feeds.note(feed.id, marks_of(copy.feed.items), now, MOST_MARKS)
        return looked + await self.reached(gateways, copied(feed, copy))

    async def reached(self, gateways: Gateways, feed: Feed) -> Looked:
        """Note that a feed could be read, with how it is now (even if it has nothing new), and tell of it."""
        now, told = self._clock(), set[int]()
        await gateways.feeds.save(well(feed, now))
        await gateways.feeds.begin(feed.id)
        for subscription in await gateways.feeds.active(feed.id):
            if subscription.trouble_logged:
                words = f"✅ The feed <{feed.url}> can be read again."
                await gateways.log.add(self._ids(), subscription.guild, now, words=words)
                await gateways.feeds.set_trouble_logged(subscription.id, None)
                told.add(subscription.guild)
        return Looked(guilds=frozenset(told))

    async def failed(self, gateways: Gateways, feed: Feed, error: UserError) -> Looked:
        """Note that a feed could not be read; after a day of that everybody who follows it is told, once."""
        now, told = self._clock(), set[int]()
        failing = _failing(feed, error, now)
        await gateways.feeds.save(failing)
        if failing.failing_since is None or now < failing.failing_since + TOLD_AFTER:
            return Looked()
        for subscription in await gateways.feeds.active(feed.id):
            if not subscription.trouble_logged:
                since = f"<t:{int(failing.failing_since.timestamp())}:f>"
                words = f"⚠️ The feed <{feed.url}> has failed since {since}: {error} It is still tried every day."
                await gateways.log.add(self._ids(), subscription.guild, now, words=words)
                await gateways.feeds.set_trouble_logged(subscription.id, now)
                told.add(subscription.guild)
        return Looked(guilds=frozenset(told))

    async def _tell(self, gateways: Gateways, subscription: Subscription, weighed: Weighed) -> Looked:
        now = self._clock()
        brought = await Stories(gateways, self._ids, now, subscription).take(weighed)
        if brought.more:
            words = (
                f"📡 The feed <{subscription.feed.url}> brought {brought.more} more about the show than the "
                f"{MOST_AT_ONCE} that are suggested at once. Look there for the rest."
            )
            await gateways.log.add(self._ids(), subscription.guild, now, words=words)
        if brought.filled:
            await gateways.log.add(self._ids(), subscription.guild, now, words=_FILLED)
        heard = [subscription.guild] if brought.suggested or brought.more else []
        grown = frozenset((subscription.guild, story) for story in brought.grown)
        return Looked(brought.suggested, frozenset(heard), grown)


def copied(feed: Feed, copy: FeedCopy) -> Feed:
    """A feed as a copy of it says that it is."""
    every = min(max(copy.feed.every or SHORTEST_WAIT, SHORTEST_WAIT), LONGEST_WAIT)
    # A feed that is cut off must be asked for again in whole.
    etag, last_modified = (None, None) if copy.feed.broken else (copy.etag, copy.last_modified)
    title = copy.feed.title or feed.title
    return replace(feed, title=title, every=every, etag=etag, last_modified=last_modified)


def new_items(items: Iterable[Item], noted: frozenset[str]) -> Iterator[Item]:
    """The items of which no mark was noted, each once; a feed's last is its oldest and comes first."""
    seen = set(noted)
    for item in reversed(tuple(items)):
        if item.marks and seen.isdisjoint(item.marks):
            yield item
        seen.update(item.marks)


def marks_of(items: Iterable[Item]) -> list[str]:
    """All marks of a feed's items."""
    return list(dict.fromkeys(mark for item in items for mark in item.marks))


def well(feed: Feed, now: datetime) -> Feed:
    """A feed that could be read now."""
    return replace(feed, next_look=now + feed.every, read_at=now, failures=0, failing_since=None, trouble=None)


def _failing(feed: Feed, error: UserError, now: datetime) -> Feed:
    since = min(feed.failing_since or now, now)  # the clock may have been set back
    wait = min(feed.every * 2 ** min(feed.failures, 10), LONGEST_WAIT)
    if now < since + TOLD_AFTER:
        wait = min(wait, since + TOLD_AFTER - now)
    if isinstance(error, SiteTrouble) and error.retry_after is not None:
        wait = min(max(wait, timedelta(seconds=error.retry_after)), LONGEST_WAIT)
    return replace(feed, next_look=now + wait, failures=feed.failures + 1, failing_since=since, trouble=str(error))

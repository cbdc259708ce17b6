"""Stored feeds, the servers that follow them, and the stories that they brought."""

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, timedelta

from bot.domain.feeds import LEAD, LONGEST_WAIT, READS_OF_A_SERVER, Feed, Item, Story, StoryItem, Subscription, Turn
from bot.domain.notices import FeedsChanged
from bot.domain.revisions import ProposalState
from bot.store.database import Gateway, Row, load_queries
from bot.store.rows import to_day, to_moment, to_moment_or_none, to_utc_text

_sql = load_queries("feeds")
_BEGINNING, _END = datetime.min.replace(tzinfo=UTC), datetime.max.replace(tzinfo=UTC)
_MOST_WEIGHED = 2000
"""Among how many due subscriptions, the longest due ones, the next turn is chosen."""


class FeedGateway(Gateway):
    """A subscription is active unless it is paused or the bot has left its server."""

    async def add(self, feed: Feed) -> None:
        """Store a new feed, which has not failed yet."""
        row = _feed_row(feed)
        for failing in ("failures", "failing_since", "trouble"):
            del row[failing]
        await _sql.add_feed(self._executor, **row, url=feed.url)

    async def save(self, feed: Feed) -> None:
        """Save what a look at a feed found, and end the claim on it."""
        await _sql.save_feed(self._executor, **_feed_row(feed))

    async def get(self, feed: int) -> Feed | None:
        row = await _sql.feed_by_id(self._executor, id=feed)
        return _feed(row) if row else None

    async def by_url(self, url: str) -> Feed | None:
        row = await _sql.feed_by_url(self._executor, url=url)
        return _feed(row) if row else None

    async def is_any_due(self, now: datetime, lease: timedelta) -> bool:
        """Whether `begin_turn` would begin one."""
        return await self._next_in_turn(now, lease) is not None

    async def begin_turn(self, now: datetime, lease: timedelta) -> Turn | None:
        """Claim a due feed for the time of the lease; None if none is due of a server that has a place free.

        It is the turn of the server whose last turn ended longest ago; one that has a turn under way comes after all
        that have none. Moments further ahead than any wait or lease were written before the clock was set back, and
        are ignored.
        """
        found = await self._next_in_turn(now, lease)
        if found is None:
            return None
        at, until = to_utc_text(now), to_utc_text(now + lease)
        for place in range(READS_OF_A_SERVER):
            if await _sql.take_place(self._executor, guild=found["guild_id"], place=place, now=at, until=until):
                break
        else:
            return None  # another process was faster
        row = await _sql.claim(
            self._executor, id=found["feed_id"], now=at, latest=to_utc_text(now + LONGEST_WAIT), until=until
        )
        if row is None:
            await _sql.leave_place(self._executor, guild=found["guild_id"], place=place, until=until, now=at)
            return None
        return Turn(found["guild_id"], place, _feed(row), now + lease)

    async def end_turn(self, turn: Turn, now: datetime) -> None:
        """Free a server's place, unless its lease ran out and another has it."""
        await _sql.leave_place(
            self._executor, guild=turn.guild, place=turn.place, until=to_utc_text(turn.until), now=to_utc_text(now)
        )

    async def _next_in_turn(self, now: datetime, lease: timedelta) -> Row | None:
        for after, until in ((_BEGINNING, now), (now + LONGEST_WAIT, _END)):
            found = await _sql.next_in_turn(
                self._executor,
                after=to_utc_text(after), until=to_utc_text(until), now=to_utc_text(now),
                latest_lease=to_utc_text(now + lease), places=READS_OF_A_SERVER, most=_MOST_WEIGHED,
            )  # fmt: skip
            if found:
                return found
        return None

    async def look_by(self, feed: int, moment: datetime) -> None:
        """Make a feed due at that moment at the latest."""
        await _sql.look_by(self._executor, id=feed, moment=to_utc_text(moment))

    async def forget_unfollowed(self, feed: int) -> None:
        """Delete a feed that nobody follows any more."""
        await _sql.forget_unfollowed(self._executor, id=feed)

    async def marks(self, feed: int) -> dict[str, datetime]:
        """The marks of a feed's earlier items, with the last moment at which each was in the feed."""
        return {row["mark"]: to_moment(row["seen_at"]) for row in await _sql.marks(self._executor, feed=feed)}

    async def note(self, feed: int, marks: Iterable[str], now: datetime, most: int) -> None:
        """Save the marks of a feed's current items; of all its marks the `most` that were seen last are kept."""
        seen = to_utc_text(now)
        await _sql.note_marks(self._executor, [{"feed": feed, "mark": mark, "now": seen} for mark in marks])
        too_many = (await _sql.count_marks(self._executor, feed=feed))["marks"] - most
        if too_many > 0:
            await _sql.forget_marks(self._executor, feed=feed, too_many=too_many)

    async def subscribe(self, subscription: Subscription) -> None:
        """Store a new subscription."""
        await _sql.add_subscription(
            self._executor,
            id=subscription.id, feed=subscription.feed.id, guild=subscription.guild,
            announcement=subscription.announcement, by=subscription.made_by, now=to_utc_text(subscription.made_at),
        )  # fmt: skip
        self._executor.note(FeedsChanged(subscription.guild))

    async def subscription(self, guild: int, subscription: int) -> Subscription | None:
        found = await _sql.subscriptions(self._executor, guild=guild, id=subscription)
        return _subscription(found[0]) if found else None

    async def listed(self, guild: int) -> tuple[Subscription, ...]:
        """A server's subscriptions, the first first."""
        return tuple(_subscription(row) for row in await _sql.subscriptions(self._executor, guild=guild, id=None))

    async def active(self, feed: int) -> tuple[Subscription, ...]:
        """The active subscriptions of a feed; how many stories wait is not counted."""
        return tuple(_subscription(row) for row in await _sql.active(self._executor, feed=feed))

    async def count(self, guild: int) -> int:
        """How many feeds a server follows."""
        return (await _sql.count(self._executor, guild=guild))["feeds"]

    async def subscription_to(self, guild: int, feed: int) -> Subscription | None:
        """A server's subscription to a feed, if it follows it."""
        row = await _sql.follows(self._executor, guild=guild, feed=feed)
        return await self.subscription(guild, row["id"]) if row else None

    async def set_paused(self, subscription: Subscription, *, paused: bool, by: int) -> None:
        """Pause a subscription, or resume it with what is new after the next look."""
        await _sql.set_paused(self._executor, id=subscription.id, paused=int(paused), fresh=int(not paused), by=by)
        self._executor.note(FeedsChanged(subscription.guild))

    async def set_fresh(self, guild: int) -> None:
        """Make what the next look at a server's feeds finds count as old."""
        await _sql.set_fresh(self._executor, guild=guild)

    async def begin(self, feed: int) -> None:
        """From now on what the feed brings is new to all its subscriptions."""
        await _sql.begin(self._executor, feed=feed)

    async def set_trouble_logged(self, subscription: int, now: datetime | None) -> None:
        """Record that a server's log says that a feed fails (None: that it no longer does)."""
        await _sql.set_trouble_logged(self._executor, id=subscription, now=to_utc_text(now) if now else None)

    async def unsubscribe(self, subscription: Subscription) -> None:
        await _sql.forget_subscription(self._executor, id=subscription.id)
        self._executor.note(FeedsChanged(subscription.guild))

    async def add_story(self, revision: int, guild: int, now: datetime) -> None:
        """Mark a suggestion as coming from feeds."""
        await _sql.add_story(self._executor, revision=revision, guild=guild, now=to_utc_text(now))

    async def add_item(self, new: StoryItem, now: datetime) -> None:
        item = new.item
        await _sql.add_item(
            self._executor,
            id=new.id, story=new.story, subscription=new.subscription, outlet=item.outlet, title=item.title,
            summary=item.summary[:LEAD] or None, url=item.url,
            published=item.published.isoformat() if item.published else None, now=to_utc_text(now),
        )  # fmt: skip

    async def sources_since(self, story: int, draft: int) -> frozenset[tuple[str, str | None]]:
        """The sources that a story got after a draft was written (ids rise with time): outlet and address."""
        rows = await _sql.items_after(self._executor, story=story, id=draft)
        return frozenset((row["outlet"], row["url"]) for row in rows)

    async def item(self, guild: int, item: int) -> StoryItem | None:
        """An item of one of a server's stories; only the start of its summary is stored, and no marks."""
        row = await _sql.item_by_id(self._executor, guild=guild, id=item)
        return StoryItem(row["id"], row["story_id"], _item(row), row["subscription_id"]) if row else None

    async def stories_since(self, guild: int, show: int, since: datetime, most: int) -> tuple[Story, ...]:
        """The stories of a server's feeds about a show since then, with up to `most` items, the newest first."""
        rows = await _sql.stories_since(self._executor, guild=guild, show=show, since=to_utc_text(since), most=most)
        return _stories(rows)

    async def open_stories(self, guild: int) -> int:
        """How many of a server's stories wait for a moderator."""
        return (await _sql.open_stories(self._executor, guild=guild))["waiting"]


def _feed_row(feed: Feed) -> dict[str, object]:
    return {
        "id": feed.id, "title": feed.title, "etag": feed.etag, "last_modified": feed.last_modified,
        "every_minutes": int(feed.every / timedelta(minutes=1)), "next_look": to_utc_text(feed.next_look),
        "read_at": to_utc_text(feed.read_at) if feed.read_at else None, "failures": feed.failures,
        "failing_since": to_utc_text(feed.failing_since) if feed.failing_since else None, "trouble": feed.trouble,
    }  # fmt: skip


def _feed(row: Row) -> Feed:
    return Feed(
        id=row["feed_id"],
        url=row["url"],
        title=row["title"],
        next_look=to_moment(row["next_look"]),
        every=timedelta(minutes=row["every_minutes"]),
        read_at=to_moment_or_none(row["read_at"]),
        failures=row["failures"],
        failing_since=to_moment_or_none(row["failing_since"]),
        trouble=row["trouble"],
        etag=row["etag"],
        last_modified=row["last_modified"],
    )


def _subscription(row: Row) -> Subscription:
    return Subscription(
        id=row["subscription_id"],
        guild=row["guild_id"],
        feed=_feed(row),
        made_by=row["made_by"],
        made_at=to_moment(row["made_at"]),
        channel=row["channel_id"],
        channel_trouble=row["channel_trouble"],
        announcement=row["announcement_id"],
        paused=bool(row["paused"]),
        waiting=row["waiting"],
        fresh=bool(row["fresh"]),
        trouble_logged=row["trouble_logged_at"] is not None,
        changed_by=row["changed_by"],
    )


def _item(row: Row) -> Item:
    return Item(row["title"], row["outlet"], row["url"], row["summary"] or "", published=to_day(row["published"]))


def _stories(rows: Sequence[Row]) -> tuple[Story, ...]:
    grouped: dict[int, list[Row]] = {}
    for row in rows:
        grouped.setdefault(row["story_id"], []).append(row)
    return tuple(
        Story(story, items[0]["fact_id"], ProposalState(items[0]["state"]), tuple(_item(row) for row in items))
        for story, items in grouped.items()
    )

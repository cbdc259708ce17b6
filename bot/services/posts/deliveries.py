"""Deliveries between the moment at which they are due and the one at which it is certain what became of them.

Each step is a transaction of its own, so that a process that ends between two of them leaves behind which it was.
"""

import random
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.domain.announcements import Announcement, AnnouncementKind, AnnouncementState, Late, PlaceToCheck
from bot.domain.deliveries import LEASE, Delivery, DeliveryState, wait_after
from bot.domain.ids import Ids
from bot.domain.posts import NothingToPost, Post
from bot.services.posts.content import PostContent, told_of
from bot.store.store import Gateways, Store

_CHECK_EVERY = timedelta(days=1)
_CHECKS_AT_ONCE = 20
_PUBLISHING_WAITS = timedelta(minutes=1)
_MOST_REASON = 300
_TAKEN_OFF = "The announcement was paused in that channel or taken off it before this could be sent."
_LATE = "It could not be sent in time, and late posts of this announcement are skipped."
_NOT_POSTED = "It was not posted there, and won't be."
_STOPPED = "The announcement was paused or cancelled before this could be sent."


@dataclass(frozen=True, slots=True)
class Claimed:
    """A delivery that is this process's to make, with what it is of and what it says.

    `original` is the delivery whose message a correction puts right.
    """

    delivery: Delivery
    announcement: Announcement
    content: Post | NothingToPost
    original: Delivery | None = None


class Deliveries:
    """`chance` spreads out further tries; it gives numbers from 0 to 1."""

    def __init__(
        self,
        store: Store,
        telling: PostContent,
        ids: Ids,
        clock: Callable[[], datetime],
        chance: Callable[[], float] = random.random,
    ) -> None:
        self._store = store
        self._telling = telling
        self._ids = ids
        self._clock = clock
        self._chance = chance

    async def claim(self, most: int) -> tuple[Delivery, ...]:
        """Take on up to so many deliveries that are due, in order, at most one a channel."""
        now = self._clock()
        moment = await self._store.reading().deliveries.next_moment()
        if moment is None or moment > now or most <= 0:
            return ()
        async with self._store.changing() as gateways:
            return await gateways.deliveries.claim(now, LEASE, most)

    async def claim_publishing(self, most: int) -> tuple[Delivery, ...]:
        """Take on up to so many that are posted and may be published now, at most one a channel."""
        now = self._clock()
        moment = await self._store.reading().deliveries.next_publishing()
        if moment is None or moment > now or most <= 0:
            return ()
        async with self._store.changing() as gateways:
            return await gateways.deliveries.claim_publishing(now, LEASE, most)

    async def next_moment(self) -> datetime | None:
        """When there is next anything to plan, to send, to take over or to publish."""
        gateways = self._store.reading()
        publishing = await gateways.deliveries.next_publishing()
        if publishing is not None:
            # What could be published was just taken on; the rest waits for Discord's limit.
            publishing = max(publishing, self._clock() + _PUBLISHING_WAITS)
        moments = (await gateways.announcements.next_due(), await gateways.deliveries.next_moment(), publishing)
        return min((moment for moment in moments if moment is not None), default=None)

    async def prepare(self, delivery: Delivery) -> Claimed | None:
        """What a delivery says; None if what it belongs to is gone, and it with it."""
        gateways = self._store.reading()
        announcement = await gateways.announcements.get(delivery.guild, delivery.announcement)
        if announcement is None:
            return None
        original = await gateways.deliveries.get(delivery.guild, delivery.corrects) if delivery.corrects else None
        if original is None and (why := _why_not(announcement, delivery, self._clock())):
            return Claimed(delivery, announcement, NothingToPost(why))
        return Claimed(delivery, announcement, await self._telling.post(announcement, delivery), original)

    async def renew(self, delivery: Delivery) -> None:
        """Keep a delivery for longer, while Discord's limits hold it up."""
        async with self._store.changing() as gateways:
            await gateways.deliveries.renew(delivery.id, self._clock() + LEASE)

    async def sent(self, claimed: Claimed, message: int) -> None:
        """Note that a delivery stands in its channel as this message."""
        publish = claimed.announcement.publish and claimed.original is None
        async with self._store.changing() as gateways:
            if not await gateways.deliveries.sent(claimed.delivery.id, message, self._clock(), publish=publish):
                return
            if not isinstance(claimed.content, NothingToPost):
                await gateways.deliveries.add_facts(claimed.delivery.id, told_of(claimed.content))
            await gateways.announcements.finish(claimed.announcement.id)

    async def published(self, delivery: Delivery) -> None:
        async with self._store.changing() as gateways:
            await gateways.deliveries.published(delivery.id, self._clock())

    async def skip(self, delivery: Delivery, reason: str) -> None:
        """Note why there was nothing to send."""
        await self._settle(delivery, DeliveryState.SKIPPED, reason)

    async def fail(self, delivery: Delivery, reason: str) -> None:
        """Give up on a delivery, and tell the server's log."""
        async with self._store.changing() as gateways:
            await gateways.deliveries.settle(delivery.id, DeliveryState.FAILED, _cut(reason))
            await gateways.announcements.finish(delivery.announcement)
            await self._log(gateways, delivery, f"could not be posted in <#{delivery.channel}>: {reason}")

    async def leave_unpublished(self, delivery: Delivery, reason: str) -> None:
        """Leave it at the message in its channel, and tell the server's log."""
        async with self._store.changing() as gateways:
            await gateways.deliveries.settle(delivery.id, DeliveryState.SENT, _cut(f"Not published: {reason}"))
            await self._log(gateways, delivery, f"was posted in <#{delivery.channel}> but not published: {reason}")

    async def refuse(self, delivery: Delivery, reason: str) -> None:
        """Give up on a delivery that its channel refuses: the announcement is paused there, which the log is told once.

        Others of the announcement that wait for the channel are skipped.
        """
        async with self._store.changing() as gateways:
            await gateways.deliveries.settle(delivery.id, DeliveryState.FAILED, _cut(reason))
            await gateways.deliveries.skip_others(delivery.announcement, delivery.channel, _cut(reason))
            if await gateways.announcements.pause_place(delivery.announcement, delivery.channel, _cut(reason)):
                one = await gateways.announcements.get(delivery.guild, delivery.announcement)
                advice = _advice(one) if one else _NOT_POSTED
                await self._log(gateways, delivery, f"is paused in <#{delivery.channel}>: {reason} {advice}")
            await gateways.announcements.finish(delivery.announcement)

    async def try_again(
        self, delivery: Delivery, reason: str, *, doubtful: bool, after: timedelta = timedelta()
    ) -> None:
        """Let a delivery be tried again, not before `after`; `doubtful`: it may have reached Discord all the same."""
        wait = max(after, wait_after(delivery.attempts, self._chance()))
        async with self._store.changing() as gateways:
            await gateways.deliveries.again(delivery.id, self._clock() + wait, _cut(reason), doubtful=doubtful)

    async def places_to_check(self) -> tuple[PlaceToCheck, ...]:
        """Places of announcements whose permissions were not looked at for a day, up to 20."""
        before = self._clock() - _CHECK_EVERY
        return await self._store.reading().announcements.to_check(before, _CHECKS_AT_ONCE)

    async def announcement_of(self, look: PlaceToCheck) -> Announcement | None:
        return await self._store.reading().announcements.get(look.guild, look.announcement)

    async def checked(self, look: PlaceToCheck, trouble: str | None) -> None:
        """Note what a look at a place found wrong (None: nothing), and tell the server's log of what is new."""
        async with self._store.changing() as gateways:
            await gateways.announcements.checked(look.place.id, trouble, self._clock())
            if trouble is not None and look.place.trouble is None:
                words = f"{await _name(gateways, look.guild, look.announcement)} will not reach <#{look.place.channel}>"
                await gateways.log.add(self._ids(), look.guild, self._clock(), words=f"⚠️ {words}: {trouble}")

    async def _settle(self, delivery: Delivery, state: DeliveryState, reason: str) -> None:
        async with self._store.changing() as gateways:
            await gateways.deliveries.settle(delivery.id, state, _cut(reason))
            await gateways.announcements.finish(delivery.announcement)

    async def _log(self, gateways: Gateways, delivery: Delivery, words: str) -> None:
        name = await _name(gateways, delivery.guild, delivery.announcement)
        await gateways.log.add(self._ids(), delivery.guild, self._clock(), words=f"⚠️ {name} {words}")


async def _name(gateways: Gateways, guild: int, announcement: int) -> str:
    one = await gateways.announcements.get(guild, announcement)
    if one is None:
        return "An announcement"
    return f"The {'feed' if one.kind is AnnouncementKind.FEED else 'announcement'} “{one.name}”"


def _advice(one: Announcement) -> str:
    """What to do about one that is paused in a channel."""
    if one.kind is AnnouncementKind.FEED:
        return "/feed resume lets it go on; for another channel, remove the feed and add it again."
    goes_on = one.next_due is not None or one.kind is AnnouncementKind.NEWS
    return "/announce resume lets it go on." if goes_on else _NOT_POSTED


def _why_not(announcement: Announcement, delivery: Delivery, now: datetime) -> str | None:
    """Why a delivery is not to be sent any more, going by what its announcement is now."""
    if announcement.state not in (AnnouncementState.ACTIVE, AnnouncementState.DONE):
        return _STOPPED
    if not any(place.channel == delivery.channel and not place.paused for place in announcement.places):
        return _TAKEN_OFF
    if announcement.late is Late.SKIP and delivery.is_late(now):
        return _LATE
    return None


def _cut(reason: str) -> str:
    return reason if len(reason) <= _MOST_REASON else f"{reason[: _MOST_REASON - 1]}…"

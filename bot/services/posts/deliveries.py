"""Deliveries from when they are due until it is certain what became of them.

Each step is a transaction of its own, so that if the process ends in between, the last step is on record.
"""

import random
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.domain.announcements import Announcement, AnnouncementKind, AnnouncementState, Late, PlaceToCheck
from bot.domain.deliveries import LEASE, Delivery, DeliveryState, wait_after
from bot.domain.notices import PostsUnsettled
from bot.domain.posts import NothingToPost, Post
from bot.domain.text import quoted, shortened
from bot.services.kit import Kit, Service
from bot.services.posts.content import PostContent, facts_in
from bot.services.posts.correcting import may_be_outdated
from bot.store.store import Gateways

ROLE_GONE = "The role that it pings was deleted, so it pings nobody."
"""The trouble of an announcement whose posts go out without their mention."""
_CHECK_EVERY = timedelta(days=1)
_CHECKS_AT_ONCE = 20
_PUBLISHING_WAITS = timedelta(minutes=1)
_MOST_REASON = 300
_PAUSED_THERE = "The announcement was paused in this channel, or the channel was removed, before this could be sent."
_LATE = "It could not be sent in time, and late posts of this announcement are skipped."
_NOT_POSTED = "It was not posted there, and won't be."
_STOPPED = "The announcement was paused or cancelled before this could be sent."


@dataclass(frozen=True, slots=True)
class Claimed:
    """A delivery that this process must make, with its announcement and what it posts.

    `original` is the delivery whose message a correction edits.
    """

    delivery: Delivery
    announcement: Announcement
    content: Post | NothingToPost
    original: Delivery | None = None


class Deliveries(Service):
    """Claims deliveries to servers of this process, and records what became of them.

    `chance` returns numbers from 0 to 1, by which retries are spread out.
    """

    def __init__(self, kit: Kit, content: PostContent, chance: Callable[[], float] = random.random) -> None:
        super().__init__(kit)
        self._content = content
        self._chance = chance

    async def claim(self, most: int) -> tuple[Delivery, ...]:
        """Claim up to `most` deliveries that are due, in order, at most one in each channel."""
        now = self._clock()
        moment = await self._store.reading().deliveries.next_moment(self._mine) if most > 0 else None
        if moment is None or moment > now:
            return ()
        async with self._store.claiming() as gateways:
            return await gateways.deliveries.claim(now, LEASE, most, self._mine)

    async def claim_publishing(self, most: int) -> tuple[Delivery, ...]:
        """Claim up to `most` posted deliveries that may be published now, at most one in each channel."""
        now = self._clock()
        moment = await self._store.reading().deliveries.next_publishing(self._mine) if most > 0 else None
        if moment is None or moment > now:
            return ()
        async with self._store.claiming() as gateways:
            return await gateways.deliveries.claim_publishing(now, LEASE, most, self._mine)

    async def next_moment(self) -> datetime | None:
        """Return when there is next anything to plan, send, take over or publish."""
        gateways = self._store.reading()
        publishing = await gateways.deliveries.next_publishing(self._mine)
        if publishing is not None:
            # What can be published was just claimed; the rest waits for Discord's limit.
            publishing = max(publishing, self._clock() + _PUBLISHING_WAITS)
        due = await gateways.announcements.next_due(self._mine)
        moments = (due, await gateways.deliveries.next_moment(self._mine), publishing)
        return min((moment for moment in moments if moment is not None), default=None)

    async def prepare(self, delivery: Delivery) -> Claimed | None:
        """Return what a claimed delivery posts; None if its announcement was deleted, and the delivery with it."""
        gateways = self._store.reading()
        announcement = await gateways.announcements.get(delivery.guild, delivery.announcement)
        if announcement is None:
            return None
        original = await gateways.deliveries.get(delivery.guild, delivery.corrects) if delivery.corrects else None
        if original is None and (why := _why_not(announcement, delivery, self._clock())):
            return Claimed(delivery, announcement, NothingToPost(why))
        return Claimed(delivery, announcement, await self._content.post(announcement, delivery), original)

    async def renew(self, delivery: Delivery) -> None:
        """Extend the lease of a delivery that waits for Discord's limits."""
        async with self._store.claiming() as gateways:
            await gateways.deliveries.renew(delivery.id, self._clock() + LEASE)

    async def sent(self, claimed: Claimed, message: int) -> None:
        """Record that a delivery was posted as this message."""
        delivery, now = claimed.delivery, self._clock()
        publish = claimed.announcement.publish and claimed.original is None
        facts = () if isinstance(claimed.content, NothingToPost) else facts_in(claimed.content)
        async with self._store.changing() as gateways:
            if not await gateways.deliveries.sent(delivery.id, message, now, publish=publish):
                return
            if facts:
                await gateways.deliveries.add_facts(delivery.id, facts)
                # Whatever changed while it was on its way could not be corrected yet.
                if await may_be_outdated(gateways, delivery.guild, delivery.id, now.date()):
                    gateways.note(PostsUnsettled(delivery.guild))
            await gateways.announcements.finish(claimed.announcement.id)

    async def published(self, delivery: Delivery) -> None:
        """Record that a delivery's message was published."""
        async with self._store.claiming() as gateways:
            await gateways.deliveries.published(delivery.id, self._clock())

    async def skip(self, delivery: Delivery, reason: str) -> None:
        """Record why there was nothing to send."""
        async with self._store.changing() as gateways:
            await gateways.deliveries.settle(delivery.id, DeliveryState.SKIPPED, _cut(reason))
            await gateways.announcements.finish(delivery.announcement)

    async def fail(self, delivery: Delivery, reason: str) -> None:
        """Give up on a delivery, and say so in the server's log."""
        async with self._store.changing() as gateways:
            await gateways.deliveries.settle(delivery.id, DeliveryState.FAILED, _cut(reason))
            await gateways.announcements.finish(delivery.announcement)
            made = "corrected" if delivery.corrects else "posted"
            await self._log(gateways, delivery, f"could not be {made} in <#{delivery.channel:d}>: {reason}")

    async def leave_unpublished(self, delivery: Delivery, reason: str) -> None:
        """Leave a posted delivery unpublished, and say so in the server's log."""
        async with self._store.changing() as gateways:
            await gateways.deliveries.settle(delivery.id, DeliveryState.SENT, _cut(f"Not published: {reason}"))
            await self._log(gateways, delivery, f"was posted in <#{delivery.channel:d}> but not published: {reason}")

    async def refuse(self, delivery: Delivery, reason: str) -> None:
        """Give up on a delivery that its channel refuses, and pause the announcement there; the log says so once.

        Other deliveries of the announcement that wait for the channel are skipped.
        """
        async with self._store.changing() as gateways:
            await gateways.deliveries.settle(delivery.id, DeliveryState.FAILED, _cut(reason))
            await gateways.deliveries.skip_others(delivery.announcement, delivery.channel, _cut(reason))
            if await gateways.announcements.pause_place(delivery.announcement, delivery.channel, _cut(reason)):
                announcement = await gateways.announcements.get(delivery.guild, delivery.announcement)
                advice = _advice(announcement) if announcement else _NOT_POSTED
                await self._log(gateways, delivery, f"is paused in <#{delivery.channel:d}>: {reason} {advice}")
            await gateways.announcements.finish(delivery.announcement)

    async def try_again(
        self, delivery: Delivery, reason: str, *, doubtful: bool, after: timedelta = timedelta()
    ) -> None:
        """Try a delivery again later, not before `after`. `doubtful`: Discord may have posted it all the same."""
        wait = max(after, wait_after(delivery.attempts, self._chance()))
        async with self._store.claiming() as gateways:
            await gateways.deliveries.again(delivery.id, self._clock() + wait, _cut(reason), doubtful=doubtful)

    async def places_to_check(self) -> tuple[PlaceToCheck, ...]:
        """Return up to 20 places of announcements whose permissions were not checked for a day."""
        before = self._clock() - _CHECK_EVERY
        looks = await self._store.reading().announcements.to_check(before, _CHECKS_AT_ONCE, self._mine)
        if ended := [look.place.id for look in looks if not look.live]:
            # Once, so that they are in nobody's way each time.
            async with self._store.changing() as gateways:
                await gateways.announcements.check_no_more(ended)
        return tuple(look for look in looks if look.live)

    async def announcement_of(self, look: PlaceToCheck) -> Announcement | None:
        """Return the announcement of a place; None if it was deleted."""
        return await self._store.reading().announcements.get(look.guild, look.announcement)

    async def checked(self, look: PlaceToCheck, trouble: str | None) -> None:
        """Record what a check of a place found wrong (None: nothing). New trouble is written to the server's log."""
        if look.place.paused and trouble == ROLE_GONE:
            trouble = None  # nothing is posted there: what paused it stays
        async with self._store.changing() as gateways:
            if trouble == ROLE_GONE:
                await self._note_role_gone(gateways, look.guild, look.announcement)
            await gateways.announcements.checked(look.place.id, trouble, self._clock())
            if trouble not in (None, ROLE_GONE) and look.place.trouble in (None, ROLE_GONE):
                name = await _name(gateways, look.guild, look.announcement)
                words = f"{name} will not reach <#{look.place.channel:d}>"
                await gateways.log.add(self._ids(), look.guild, self._clock(), words=f"⚠️ {words}: {trouble}")

    async def pings_nobody(self, announcement: Announcement) -> None:
        """Record that an announcement's role was deleted; the server's log says so once."""
        async with self._store.changing() as gateways:
            await self._note_role_gone(gateways, announcement.guild, announcement.id)

    async def _note_role_gone(self, gateways: Gateways, guild: int, announcement: int) -> None:
        found = await gateways.announcements.get(guild, announcement)
        if found is None or any(place.trouble == ROLE_GONE for place in found.places):
            return
        for place in found.places:
            if not place.paused and place.trouble is None:
                await gateways.announcements.checked(place.id, ROLE_GONE, self._clock())
        words = f"⚠️ {await _name(gateways, guild, announcement)} pings nobody any more: its role was deleted."
        advice = " Choose another with /announce edit." if _has_more(found) else ""
        await gateways.log.add(self._ids(), guild, self._clock(), words=f"{words}{advice}")

    async def _log(self, gateways: Gateways, delivery: Delivery, words: str) -> None:
        name = await _name(gateways, delivery.guild, delivery.announcement)
        await gateways.log.add(self._ids(), delivery.guild, self._clock(), words=f"⚠️ {name} {words}")


async def _name(gateways: Gateways, guild: int, announcement: int) -> str:
    found = await gateways.announcements.get(guild, announcement)
    if found is None:
        return "An announcement"
    return f"The {'feed' if found.kind is AnnouncementKind.FEED else 'announcement'} {quoted(found.name)}"


def _advice(announcement: Announcement) -> str:
    """Return what to do about an announcement that is paused in a channel."""
    if announcement.kind is AnnouncementKind.FEED:
        return "Resume it with /feed resume. To use another channel, remove the feed and add it again."
    return "Resume it with /announce resume." if _has_more(announcement) else _NOT_POSTED


def _has_more(announcement: Announcement) -> bool:
    """Whether anything of it may be posted later."""
    return announcement.next_due is not None or announcement.kind is AnnouncementKind.NEWS


def _why_not(announcement: Announcement, delivery: Delivery, now: datetime) -> str | None:
    """Return why a delivery must no longer be sent, going by its announcement as it is now; None if it may be."""
    if announcement.state not in (AnnouncementState.ACTIVE, AnnouncementState.DONE):
        return _STOPPED
    if not any(place.channel == delivery.channel and not place.paused for place in announcement.places):
        return _PAUSED_THERE
    if announcement.late is Late.SKIP and delivery.is_late(now):
        return _LATE
    return None


def _cut(reason: str) -> str:
    return shortened(reason, _MOST_REASON)

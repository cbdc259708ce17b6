"""Posting a feed's items as links: an announcement for each subscription with a channel, a delivery for each item.

All of it happens within the transaction in which the subscription is changed or the item noted.
"""

from dataclasses import replace
from datetime import datetime

from bot.domain.announcement_views import Target
from bot.domain.announcements import Announcement, AnnouncementKind, AnnouncementState, Occurrence, Place, Words
from bot.domain.feeds import Subscription
from bot.domain.ids import Ids, base36, from_base36
from bot.domain.notices import PostsPlanned
from bot.store.store import Gateways

_ITEM = "item/"
_PAUSED = "The feed was paused."
_REMOVED = "The feed was removed."


async def open_links(
    gateways: Gateways, ids: Ids, title: str, guild: int, place: Target, made_by: int, now: datetime
) -> int:
    """Let the items of a feed of this title be posted there from now on; the id of the announcement that does so."""
    announcement = Announcement(
        id=ids(), guild=guild, kind=AnnouncementKind.FEED, state=AnnouncementState.ACTIVE,
        made_by=made_by, made_at=now, changed_by=made_by, changed_at=now,
        words=Words(title=title), places=(Place(ids(), place.channel, place.forum),),
    )  # fmt: skip
    await gateways.announcements.add(announcement)
    return announcement.id


async def plan_link(gateways: Gateways, ids: Ids, subscription: Subscription, item: int, now: datetime) -> None:
    """Plan the one post of an item, by its id in `story_item`. Where nothing goes on there is none."""
    one = await _links_of(gateways, subscription)
    if one is None or one.state is not AnnouncementState.ACTIVE:
        return
    for place in one.places:
        if not place.paused:
            occurrence = Occurrence(f"{_ITEM}{base36(item)}", now)
            await gateways.deliveries.plan(ids(), one.guild, one.id, place, occurrence)
            gateways.note(PostsPlanned(one.guild))


def item_of(occurrence: str) -> int:
    """The id of the item that a delivery of this occurrence posts."""
    return from_base36(occurrence.removeprefix(_ITEM))


async def pause_links(gateways: Gateways, subscription: Subscription, by: int, now: datetime) -> None:
    """Post nothing more of a feed until it is resumed; what waits to be posted never is."""
    await _stop(gateways, subscription, AnnouncementState.PAUSED, _PAUSED, by, now)


async def resume_links(gateways: Gateways, subscription: Subscription, by: int, now: datetime) -> None:
    """Post a feed's items again from now on, also where Discord had turned one away."""
    one = await _links_of(gateways, subscription)
    if one is not None:
        places = tuple(replace(place, paused=False, trouble=None) for place in one.places)
        active = _changed(one, AnnouncementState.ACTIVE, by, now)
        await gateways.announcements.save(replace(active, places=places))


async def close_links(gateways: Gateways, subscription: Subscription, by: int, now: datetime) -> None:
    """Post nothing of a feed any more. What stands in its channel stays, and is still put right."""
    await _stop(gateways, subscription, AnnouncementState.CANCELLED, _REMOVED, by, now)


async def _stop(
    gateways: Gateways, subscription: Subscription, state: AnnouncementState, why: str, by: int, now: datetime
) -> None:
    one = await _links_of(gateways, subscription)
    if one is None:
        return
    await gateways.announcements.save(_changed(one, state, by, now))
    for place in one.places:
        await gateways.deliveries.skip_others(one.id, place.channel, why)


async def _links_of(gateways: Gateways, subscription: Subscription) -> Announcement | None:
    if subscription.announcement is None:
        return None
    return await gateways.announcements.get(subscription.guild, subscription.announcement)


def _changed(one: Announcement, state: AnnouncementState, by: int, now: datetime) -> Announcement:
    return replace(one, state=state, version=one.version + 1, changed_by=by, changed_at=now)

"""The items of a feed as links in a channel: an announcement for each subscription, a delivery for each item.

Links are opened, planned, paused and closed in the transaction that changes the subscription or stores the item. What a
link says is read when it is sent, and again when it is corrected.
"""

from dataclasses import replace
from datetime import date, datetime

from bot.domain.announcement_views import Target
from bot.domain.announcements import Announcement, AnnouncementKind, AnnouncementState, Occurrence, Place, Words
from bot.domain.deliveries import Delivery
from bot.domain.feeds import Subscription
from bot.domain.ids import Ids, base36, from_base36
from bot.domain.notices import PostsPlanned
from bot.domain.posts import LinkPost, NothingToPost
from bot.domain.revisions import ProposalState
from bot.services.facts.change import known_in
from bot.store.store import Gateways

_ITEM = "item/"
_PAUSED = "The feed was paused."
_REMOVED = "The feed was removed."
_GONE = "What the feed brought is no longer on record."
_REJECTED = "Moderators rejected it before it could be posted."


async def open_links(
    gateways: Gateways, ids: Ids, title: str, guild: int, place: Target, made_by: int, now: datetime
) -> int:
    """Post the items of a feed with this title in a place from now on. Return the id of their announcement."""
    announcement = Announcement(
        id=ids(), guild=guild, kind=AnnouncementKind.FEED, state=AnnouncementState.ACTIVE,
        made_by=made_by, made_at=now, changed_by=made_by, changed_at=now,
        words=Words(title=title), places=(Place(ids(), place.channel, place.forum),),
    )  # fmt: skip
    await gateways.announcements.add(announcement)
    return announcement.id


async def plan_link(gateways: Gateways, ids: Ids, subscription: Subscription, item: int, now: datetime) -> None:
    """Plan the post of an item, by its id in `story_item`, unless links are off or paused for the subscription."""
    announcement = await _announcement_of(gateways, subscription)
    if announcement is None or announcement.state is not AnnouncementState.ACTIVE:
        return
    for place in announcement.places:
        if not place.paused:
            occurrence = Occurrence(f"{_ITEM}{base36(item)}", now)
            await gateways.deliveries.plan(ids(), announcement.guild, announcement.id, place, occurrence)
            gateways.note(PostsPlanned(announcement.guild))


def item_of(occurrence: str) -> int:
    """Return the id of the item that a delivery of this occurrence posts."""
    return from_base36(occurrence.removeprefix(_ITEM))


async def pause_links(gateways: Gateways, subscription: Subscription, by: int, now: datetime) -> None:
    """Post no items of a feed until it is resumed. Items that wait to be posted are skipped."""
    await _stop(gateways, subscription, AnnouncementState.PAUSED, _PAUSED, by, now)


async def resume_links(gateways: Gateways, subscription: Subscription, by: int, now: datetime) -> None:
    """Post a feed's items again from now on, also in a channel that refused one."""
    announcement = await _announcement_of(gateways, subscription)
    if announcement is not None:
        places = tuple(replace(place, paused=False, trouble=None) for place in announcement.places)
        active = announcement.changed(by, now, state=AnnouncementState.ACTIVE, places=places)
        await gateways.announcements.save(active)


async def close_links(gateways: Gateways, subscription: Subscription, by: int, now: datetime) -> None:
    """Post no more items of a feed. Links that were posted stay, and are still corrected."""
    await _stop(gateways, subscription, AnnouncementState.CANCELLED, _REMOVED, by, now)


async def link_post(gateways: Gateways, delivery: Delivery, today: date) -> LinkPost | NothingToPost:
    """Return the item that a delivery posts, with what moderators have made of its story so far."""
    story_item = await gateways.feeds.item(delivery.guild, item_of(delivery.occurrence))
    story = await gateways.proposals.get(delivery.guild, story_item.story) if story_item else None
    if story_item is None or story is None:
        return NothingToPost(_GONE)
    if story.state is ProposalState.ACCEPTED:
        current = await gateways.revisions.current(delivery.guild, story.fact.id)
        if current is not None:
            return LinkPost(story_item.item, story.fact, story.state, current.id, known_in(current, today))
    return LinkPost(story_item.item, story.fact, story.state, story.id)


async def new_link_post(gateways: Gateways, delivery: Delivery, today: date) -> LinkPost | NothingToPost:
    """Return the same for an item that was not posted yet: nothing if moderators have rejected its story."""
    post = await link_post(gateways, delivery, today)
    if isinstance(post, LinkPost) and post.state is ProposalState.REJECTED:
        return NothingToPost(_REJECTED)
    return post


async def _stop(
    gateways: Gateways, subscription: Subscription, state: AnnouncementState, why: str, by: int, now: datetime
) -> None:
    announcement = await _announcement_of(gateways, subscription)
    if announcement is None:
        return
    await gateways.announcements.save(announcement.changed(by, now, state=state))
    for place in announcement.places:
        await gateways.deliveries.skip_others(announcement.id, place.channel, why)


async def _announcement_of(gateways: Gateways, subscription: Subscription) -> Announcement | None:
    if subscription.announcement is None:
        return None
    return await gateways.announcements.get(subscription.guild, subscription.announcement)

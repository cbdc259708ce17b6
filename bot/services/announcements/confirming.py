"""A confirmed draft takes effect: as a new announcement, or in place of the one that it changes."""

from dataclasses import dataclass, replace
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.domain.announcement_views import DraftView
from bot.domain.announcements import SOONEST, Announcement, AnnouncementKind, AnnouncementState
from bot.services.access import Caller
from bot.services.posts.news import baseline, start_over
from bot.services.posts.planning import next_due_of
from bot.store.gateways.servers import Server
from bot.store.store import Gateways

_REMOVED = "The channel was removed from the announcement."


@dataclass(frozen=True, slots=True)
class Transaction:
    """A transaction that changes drafts, with the server's choices and the moment at which it began."""

    gateways: Gateways
    server: Server
    now: datetime

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.server.timezone)


async def take_effect(tx: Transaction, caller: Caller, view: DraftView) -> Announcement:
    """Store what a draft says as an announcement, and when it is next due. Return the announcement.

    An announcement that the draft changes keeps its id, its author and its posts.
    """
    before, gateways = view.original, tx.gateways
    after = _confirmed(tx, caller, view)
    if before is not None:
        # Kept as a draft, so that a second press hears that it was confirmed, and when.
        await gateways.announcements.save(view.announcement.changed(caller.user, tx.now, places=()))
        channels, earlier = _channels(after), _channels(before)
        for channel in earlier - channels:
            await gateways.deliveries.skip_others(after.id, channel, _REMOVED)
        # A channel that is added gets what happens from now on, even if it was one of them before.
        for channel in channels - earlier:
            await gateways.watching.forget_owed(after.id, channel)
    if after.state is AnnouncementState.ACTIVE:
        following = await next_due_of(gateways, after, tx.zone, tx.now)
        after = replace(after, next_due=_due_already(before, after, tx.now) or following)
    await gateways.announcements.save(after)
    if after.kind is AnnouncementKind.NEWS:
        if before is None:
            await baseline(gateways, after, tx.now.date())
        elif (before.show, before.status) != (after.show, after.status):
            await start_over(gateways, after, tx.now.date())
    return after


def _confirmed(tx: Transaction, caller: Caller, view: DraftView) -> Announcement:
    draft, before = view.announcement, view.original
    after = replace(
        draft,
        state=before.state if before else AnnouncementState.ACTIVE,
        # Discord was just asked about the places again.
        places=tuple(replace(place, paused=False, trouble=None) for place in draft.places),
        changed_by=caller.user, changed_at=tx.now, replaces=None, replaces_version=None,
    )  # fmt: skip
    if view.draft.at_once:
        after = replace(after, schedule=replace(after.schedule, due_at=tx.now + SOONEST))
    if before is None:
        return replace(after, covered_until=tx.now) if draft.kind is AnnouncementKind.DIGEST else after
    return replace(
        after,
        id=before.id, made_by=before.made_by, made_at=before.made_at, version=before.version + 1,
        covered_until=before.covered_until,
    )  # fmt: skip


def _channels(announcement: Announcement) -> set[int]:
    return {place.channel for place in announcement.places}


def _due_already(before: Announcement | None, after: Announcement, now: datetime) -> datetime | None:
    """Return the moment at which the announcement was due by an unchanged schedule, if that is not planned yet."""
    if before is None or before.next_due is None or before.next_due > now:
        return None
    return before.next_due if before.schedule == after.schedule else None

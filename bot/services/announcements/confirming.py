"""Letting a draft stand: as a new announcement, or in place of the one that it changes."""

from dataclasses import dataclass, replace
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.domain.announcement_views import DraftView
from bot.domain.announcements import Announcement, AnnouncementKind, AnnouncementState
from bot.services.access import Caller
from bot.services.posts.news import baseline, start_over
from bot.services.posts.planning import next_due_of
from bot.store.gateways.servers import Server
from bot.store.store import Gateways

_TAKEN_OFF = "The channel was taken off the announcement."


@dataclass(frozen=True, slots=True)
class At:
    """Where and when something is done: the gateways of a transaction, the server's choices, the moment."""

    gateways: Gateways
    server: Server
    now: datetime

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.server.timezone)


async def let_stand(at: At, caller: Caller, view: DraftView) -> Announcement:
    """The announcement as it stands from now on. What it changes keeps its id, its author and its posts."""
    before = view.original
    stands = _stands(at, caller, view)
    if before is not None:
        await at.gateways.announcements.forget(stands.guild, view.announcement.id)
        kept = {place.channel for place in stands.places}
        for channel in {place.channel for place in before.places} - kept:
            await at.gateways.deliveries.skip_others(stands.id, channel, _TAKEN_OFF)
        # A channel that is added hears what happens from now on, also if it was one of them before.
        for channel in kept - {place.channel for place in before.places}:
            await at.gateways.watching.forget_owed(stands.id, channel)
    if stands.state is AnnouncementState.ACTIVE:
        following = await next_due_of(at.gateways, stands, at.zone, at.now)
        stands = replace(stands, next_due=_due_already(before, stands, at.now) or following)
    await at.gateways.announcements.save(stands)
    if stands.kind is AnnouncementKind.NEWS and before is None:
        await baseline(at.gateways, stands, at.now.date())
    elif stands.kind is AnnouncementKind.NEWS and before is not None and not _tells_the_same(before, stands):
        await start_over(at.gateways, stands, at.now.date())
    return stands


def _stands(at: At, caller: Caller, view: DraftView) -> Announcement:
    one, before = view.announcement, view.original
    stands = replace(
        one,
        state=before.state if before else AnnouncementState.ACTIVE,
        # What Discord says against a place was asked anew.
        places=tuple(replace(place, paused=False, trouble=None) for place in one.places),
        changed_by=caller.user, changed_at=at.now, replaces=None, replaces_version=None,
    )  # fmt: skip
    if before is None:
        return replace(stands, covered_until=at.now) if one.kind is AnnouncementKind.DIGEST else stands
    return replace(
        stands,
        id=before.id, made_by=before.made_by, made_at=before.made_at, version=before.version + 1,
        covered_until=before.covered_until,
    )  # fmt: skip


def _due_already(before: Announcement | None, after: Announcement, now: datetime) -> datetime | None:
    """The moment at which it was due by its unchanged schedule, if nobody has planned it since."""
    if before is None or before.next_due is None or before.next_due > now:
        return None
    return before.next_due if before.schedule == after.schedule else None


def _tells_the_same(before: Announcement, after: Announcement) -> bool:
    return (before.show, before.status) == (after.show, after.status)

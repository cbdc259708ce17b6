"""When announcements are due. Each time becomes one delivery for each channel, however many processes plan it."""

from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.domain.announcements import Announcement, AnnouncementKind, AnnouncementState, Late, Occurrence
from bot.domain.deliveries import GIVE_UP_AFTER, LATE_AFTER
from bot.errors import StoreUnwritable
from bot.language.recurrence.rule import Recurrence
from bot.services.kit import Service
from bot.services.posts.countdowns import steps
from bot.store.store import Gateways

_AT_ONCE = 50
# After a long downtime, only the latest missed times are recorded.
_MOST_MISSED = 25
_FOLLOWED = "A later one was due before this could be sent."
_SKIPPED = "The bot was not running at that time, and late posts of this announcement are skipped."
_TOO_LATE = "The bot was not running at that time or in the 24 hours after it."


class Planner(Service):
    """Makes deliveries of announcements of this process's servers that are due by the clock."""

    async def plan(self, *, skipping: str | None = None) -> None:
        """Make deliveries of everything that is due; with `skipping` record that, and why, nothing is posted for it.

        An error in one announcement does not stop the others: it is raised after all were planned.
        """
        failures: list[Exception] = []
        reading = self._store.reading().announcements
        while due := await reading.due(self._clock(), _AT_ONCE, skip=len(failures), mine=self._mine):
            for guild, announcement in due:
                try:
                    async with self._store.changing() as gateways:
                        await self._plan_one(gateways, guild, announcement, skipping)
                except StoreUnwritable:
                    raise  # it is the same for the others
                except Exception as error:
                    error.add_note(f"Announcement {announcement} of server {guild} could not be planned.")
                    failures.append(error)
        if failures:
            raise failures[0]

    async def _plan_one(self, gateways: Gateways, guild: int, announcement_id: int, skipping: str | None) -> None:
        now = self._clock()
        announcement = await active(gateways, guild, announcement_id)
        # Another process may have planned it since, or a moderator may have paused it.
        if announcement is None or announcement.next_due is None or announcement.next_due > now:
            return
        zone = ZoneInfo((await gateways.servers.get(guild)).timezone)
        due = await _due(gateways, announcement, announcement.next_due, zone, now)
        for number, occurrence in enumerate(due):
            is_last = number == len(due) - 1
            skipped = _why_skipped(announcement.late, occurrence, now) if is_last else _FOLLOWED
            await self._deliver(gateways, announcement, occurrence, skipping or skipped)
        following = await next_due_of(gateways, announcement, zone, now)
        await gateways.announcements.set_due(announcement.id, following)
        # A countdown whose date was retired waits for a new one.
        if announcement.kind is not AnnouncementKind.COUNTDOWN or due:
            await gateways.announcements.finish(announcement.id)

    async def _deliver(
        self, gateways: Gateways, announcement: Announcement, occurrence: Occurrence, skipped: str | None
    ) -> None:
        guild, id_ = announcement.guild, announcement.id
        for place in announcement.places:
            if place.paused:
                continue
            if announcement.kind is AnnouncementKind.DIGEST:
                # Each digest covers what the channel has not got yet, also if the last one did not arrive.
                covered_until = await gateways.deliveries.last_heard(id_, place.channel)
                since = max(filter(None, (covered_until, announcement.covered_until)), default=None)
                occurrence = replace(occurrence, since=since)
            await gateways.deliveries.plan(self._ids(), guild, id_, place, occurrence, skipped=skipped)


async def change_zone(gateways: Gateways, guild: int, zone: str, now: datetime) -> None:
    """Move a server's repeating announcements to the same local time in its new time zone."""
    for announcement_id in await gateways.announcements.repeating(guild):
        announcement = await active(gateways, guild, announcement_id)
        if announcement is None:
            continue
        if announcement.next_due is None or announcement.next_due > now:  # what is due already stays due
            following = await next_due_of(gateways, announcement, ZoneInfo(zone), now)
            await gateways.announcements.set_due(announcement.id, following)


async def next_due_of(gateways: Gateways, announcement: Announcement, zone: ZoneInfo, now: datetime) -> datetime | None:
    """Return the next moment after now at which an announcement is due; None if none is known."""
    match announcement.kind:
        case AnnouncementKind.ONCE:
            due_at = announcement.schedule.due_at
            return due_at if due_at is not None and due_at > now else None
        case AnnouncementKind.REPEAT | AnnouncementKind.DIGEST:
            rule = rule_of(announcement)
            following = rule.after(now, zone) if rule else None
            return following.at if following else None
        case AnnouncementKind.COUNTDOWN:
            coming = await steps(gateways, announcement, zone, now.date())
            return min((step.due_at for step in coming if step.due_at > now), default=None)
        case AnnouncementKind.NEWS | AnnouncementKind.FEED:
            return None  # due when a fact changes or a feed brings something, not by the clock


def rule_of(announcement: Announcement) -> Recurrence | None:
    """Return the rule by which an announcement repeats; None if it does not."""
    schedule = announcement.schedule
    if schedule.rule is None or schedule.starts_on is None or schedule.at is None:
        return None
    return Recurrence(schedule.rule, schedule.starts_on, schedule.at)


async def active(gateways: Gateways, guild: int, announcement: int) -> Announcement | None:
    """Return an announcement if it is active."""
    found = await gateways.announcements.get(guild, announcement)
    return found if found and found.state is AnnouncementState.ACTIVE else None


async def _due(
    gateways: Gateways, announcement: Announcement, first: datetime, zone: ZoneInfo, now: datetime
) -> tuple[Occurrence, ...]:
    """Return the times from the stored one, `first`, up to now, the earliest first."""
    match announcement.kind:
        case AnnouncementKind.ONCE:
            return (Occurrence(first.isoformat(), first),)
        case AnnouncementKind.REPEAT | AnnouncementKind.DIGEST:
            # The stored time stays due, even if the rule gives another one since the time zone changed.
            rule = rule_of(announcement)
            times = [moment.at for moment in rule.up_to(first, now, zone, _MOST_MISSED)] if rule else []
            return tuple(Occurrence(at.isoformat(), at) for at in (first, *times)[-_MOST_MISSED:])
        case AnnouncementKind.COUNTDOWN:
            found = await steps(gateways, announcement, zone, now.date())
            return tuple(step for step in found if first <= step.due_at <= now)[-_MOST_MISSED:]
        case AnnouncementKind.NEWS | AnnouncementKind.FEED:
            return ()


def _why_skipped(late: Late, occurrence: Occurrence, now: datetime) -> str | None:
    if now - occurrence.due_at > GIVE_UP_AFTER:
        return _TOO_LATE
    if late is Late.SKIP and now - occurrence.due_at > LATE_AFTER:
        return _SKIPPED
    return None

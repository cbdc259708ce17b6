"""When announcements are due: each time becomes a delivery for each channel, once, whoever looks and how often."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.domain.announcements import Announcement, AnnouncementKind, AnnouncementState, Late, Occurrence
from bot.domain.deliveries import GIVE_UP_AFTER, LATE_AFTER
from bot.domain.ids import Ids
from bot.language.recurrence.rule import Recurrence
from bot.services.posts.countdowns import steps
from bot.store.store import Gateways, Store

_AT_ONCE = 50
# More than these need not be told of one by one when the bot was away for long.
_MOST_MISSED = 25
_FOLLOWED = "A later one was due before this could be sent."
_SKIPPED = "The bot was not running at that time, and late posts of this announcement are skipped."
_TOO_LATE = "The bot was not running at that time nor within the 24 hours after it."


class Planner:
    def __init__(self, store: Store, ids: Ids, clock: Callable[[], datetime]) -> None:
        self._store = store
        self._ids = ids
        self._clock = clock

    async def plan(self) -> None:
        """Make deliveries of what is due.

        One that can't be planned keeps no other from it: what it raised is raised after all of them.
        """
        failures: list[Exception] = []
        while due := await self._store.reading().announcements.due(self._clock(), _AT_ONCE, skip=len(failures)):
            for guild, announcement in due:
                try:
                    async with self._store.changing() as gateways:
                        await self._plan_one(gateways, guild, announcement)
                except Exception as error:
                    error.add_note(f"Announcement {announcement} of server {guild} could not be planned.")
                    failures.append(error)
        if failures:
            raise failures[0]

    async def _plan_one(self, gateways: Gateways, guild: int, announcement_id: int) -> None:
        now = self._clock()
        one = await gateways.announcements.get(guild, announcement_id)
        # Another process may have planned it since, or a moderator have paused it.
        if one is None or one.state is not AnnouncementState.ACTIVE or one.next_due is None or one.next_due > now:
            return
        zone = ZoneInfo((await gateways.servers.get(guild)).timezone)
        due = await _due(gateways, one, zone, now)
        for number, occurrence in enumerate(due):
            last = number == len(due) - 1
            await self._deliver(
                gateways, one, occurrence, _why_skipped(one.late, occurrence, now) if last else _FOLLOWED
            )
        following = await next_due_of(gateways, one, zone, now)
        await gateways.announcements.set_due(one.id, following)
        if one.kind is not AnnouncementKind.COUNTDOWN or due:  # one whose day was taken back waits for a new one
            await gateways.announcements.finish(one.id)

    async def _deliver(
        self, gateways: Gateways, one: Announcement, occurrence: Occurrence, skipped: str | None
    ) -> None:
        for place in one.places:
            if place.paused:
                continue
            if one.kind is AnnouncementKind.DIGEST:
                # Each channel is told what it has not heard, also where the last one did not arrive.
                heard = await gateways.deliveries.last_heard(one.id, place.channel)
                occurrence = replace(occurrence, since=max(filter(None, (heard, one.covered_until)), default=None))
            await gateways.deliveries.plan(self._ids(), one.guild, one.id, place, occurrence, skipped=skipped)


async def change_zone(gateways: Gateways, guild: int, zone: str, now: datetime) -> None:
    """Let a server's announcements keep to the clock on the wall of its new time zone."""
    for announcement in await gateways.announcements.repeating(guild):
        one = await gateways.announcements.get(guild, announcement)
        if one is None or one.state is not AnnouncementState.ACTIVE:
            continue
        if one.next_due is None or one.next_due > now:  # what is due already stays due
            following = await next_due_of(gateways, one, ZoneInfo(zone), now)
            await gateways.announcements.set_due(one.id, following)


async def next_due_of(gateways: Gateways, one: Announcement, zone: ZoneInfo, now: datetime) -> datetime | None:
    """The next moment after now at which an announcement is due; None if none is known."""
    match one.kind:
        case AnnouncementKind.ONCE:
            due_at = one.schedule.due_at
            return due_at if due_at is not None and due_at > now else None
        case AnnouncementKind.REPEAT | AnnouncementKind.DIGEST:
            following = recurrence_of(one).after(now, zone)
            return following.at if following else None
        case AnnouncementKind.COUNTDOWN:
            coming = await steps(gateways, one, zone, now.date())
            return min((step.due_at for step in coming if step.due_at > now), default=None)
        case AnnouncementKind.NEWS | AnnouncementKind.FEED:
            return None  # it is due when a fact changes or a feed brings something, which nobody can know before


def recurrence_of(one: Announcement) -> Recurrence:
    """The rule of an announcement that repeats."""
    rule, starts_on, at = one.schedule.rule, one.schedule.starts_on, one.schedule.at
    assert rule is not None
    assert starts_on is not None
    assert at is not None
    return Recurrence(rule, starts_on, at)


async def _due(gateways: Gateways, one: Announcement, zone: ZoneInfo, now: datetime) -> tuple[Occurrence, ...]:
    """The times from the one that is noted up to now, the earliest first."""
    assert one.next_due is not None
    match one.kind:
        case AnnouncementKind.ONCE:
            return (Occurrence(one.next_due.isoformat(), one.next_due),)
        case AnnouncementKind.REPEAT | AnnouncementKind.DIGEST:
            # What was noted as due is due, also where the rule would have it otherwise by now: in a new time zone.
            times = [moment.at for moment in recurrence_of(one).up_to(one.next_due, now, zone, _MOST_MISSED)]
            return tuple(Occurrence(at.isoformat(), at) for at in (one.next_due, *times)[-_MOST_MISSED:])
        case AnnouncementKind.COUNTDOWN:
            coming = await steps(gateways, one, zone, now.date())
            due = [step for step in coming if one.next_due <= step.due_at <= now]
            return tuple(sorted(due, key=lambda step: step.due_at)[-_MOST_MISSED:])
        case AnnouncementKind.NEWS | AnnouncementKind.FEED:
            return ()


def _why_skipped(late: Late, occurrence: Occurrence, now: datetime) -> str | None:
    if now - occurrence.due_at > GIVE_UP_AFTER:
        return _TOO_LATE
    if late is Late.SKIP and now - occurrence.due_at > LATE_AFTER:
        return _SKIPPED
    return None

"""Announcements in the store, as they are once a moderator has confirmed them."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from itertools import count
from typing import Any

from bot.domain.announcements import (
    Announcement,
    AnnouncementKind,
    AnnouncementState,
    Place,
    Schedule,
    Words,
)
from bot.domain.deliveries import Delivery, DeliveryView
from bot.store.store import Store

NOON = datetime(2026, 3, 6, 12, tzinfo=UTC)
"""A Friday."""
SERVER, OTHER_SERVER = 2**63 - 1, 2**62 + 1
CHANNEL, SECOND_CHANNEL = 4001, 4002
_ids = count(9000)


class NoFaults:
    """Discord has nothing against any announcement."""

    def faults(self, announcement: Announcement, /) -> tuple[str, ...]:
        return ()


FINE = NoFaults()


def announcement(kind: AnnouncementKind = AnnouncementKind.ONCE, **changes: Any) -> Announcement:
    """An active announcement in CHANNEL, made at NOON and, if it is posted once, due an hour later."""
    due_at = changes.pop("due_at", NOON + timedelta(hours=1))
    channels = changes.pop("channels", (CHANNEL,))
    plain = Announcement(
        id=next(_ids),
        guild=SERVER,
        kind=kind,
        state=AnnouncementState.ACTIVE,
        made_by=11,
        made_at=NOON,
        changed_by=11,
        changed_at=NOON,
        words=Words(text="The trailer is out tonight."),
        schedule=Schedule(due_at=due_at),
        places=tuple(Place(next(_ids), channel) for channel in channels),
        next_due=due_at,
    )
    return replace(plain, **changes)


def repeating(rule: str, at: time, first: datetime, **changes: Any) -> Announcement:
    """An announcement that repeats by the rule, due first at that moment."""
    schedule = Schedule(rule=rule, starts_on=changes.pop("starts_on", date(2026, 3, 6)), at=at)
    kind = changes.pop("kind", AnnouncementKind.REPEAT)
    return announcement(kind, schedule=schedule, next_due=first, **changes)


async def keep(store: Store, *announcements: Announcement) -> None:
    """Store announcements."""
    async with store.writing() as gateways:
        for kept in announcements:
            await gateways.announcements.add(kept)


async def stored(store: Store, announcement: Announcement) -> Announcement:
    """An announcement as it is stored now."""
    found = await store.reading().announcements.get(announcement.guild, announcement.id)
    assert found is not None
    return found


async def happened(store: Store, announcement: Announcement) -> list[DeliveryView]:
    """What became of an announcement's deliveries, the earliest first."""
    return list(await store.reading().deliveries.of_announcement(announcement.guild, announcement.id, most=1000))[::-1]


async def deliveries(store: Store, announcement: Announcement) -> list[Delivery]:
    """An announcement's deliveries, the earliest first."""
    return [each.delivery for each in await happened(store, announcement)]

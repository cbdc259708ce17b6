"""When a delivery is next due, and what is remembered of its earlier attempts."""

from datetime import timedelta

import pytest

from bot.domain.announcements import Occurrence
from bot.domain.deliveries import Delivery
from bot.store.store import Store
from tests.helpers.announcements import NOON, SERVER, announcement, keep

_LEASE = timedelta(seconds=30)
_SENT_AT = NOON + timedelta(minutes=1)
_ID = 5001


async def claimed(store: Store) -> Delivery:
    """The only delivery, due at NOON and claimed then."""
    made = announcement(due_at=NOON)
    await keep(store, made)
    async with store.writing() as gateways:
        assert await gateways.deliveries.plan(_ID, SERVER, made.id, made.places[0], Occurrence("", NOON))
        [delivery] = await gateways.deliveries.claim(NOON, _LEASE, 1)
    return delivery


async def claimed_again(store: Store) -> Delivery:
    async with store.writing() as gateways:
        [delivery] = await gateways.deliveries.claim(NOON + timedelta(days=1), _LEASE, 1)
    return delivery


async def try_again(store: Store, *, doubtful: bool) -> None:
    async with store.writing() as gateways:
        await gateways.deliveries.again(_ID, NOON, "No answer.", doubtful=doubtful)


@pytest.mark.parametrize("doubts", [[], [False], [True], [True, False], [False, True], [True, False, False]])
async def test_an_attempt_in_doubt_stays_in_doubt(store: Store, doubts: list[bool]) -> None:
    delivery = await claimed(store)
    for doubtful in doubts:
        await try_again(store, doubtful=doubtful)
        delivery = await claimed_again(store)
    assert delivery.doubtful == any(doubts)


@pytest.mark.parametrize("lease", [None, -_LEASE, _LEASE], ids=["none", "over", "running"])
async def test_a_message_can_be_published_once_nobody_is_at_it(store: Store, lease: timedelta | None) -> None:
    assert await store.reading().deliveries.next_publishing() is None
    await claimed(store)
    async with store.writing() as gateways:
        assert await gateways.deliveries.sent(_ID, 7001, _SENT_AT, publish=True)
        if lease is not None:
            await gateways.deliveries.renew(_ID, _SENT_AT + lease)
    assert await store.reading().deliveries.next_publishing() == _SENT_AT + max(lease or timedelta(), timedelta())

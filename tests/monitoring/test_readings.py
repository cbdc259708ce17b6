"""What is read off the store, and what is counted when a transaction is kept."""

from datetime import timedelta

import pytest
from prometheus_client import generate_latest
from prometheus_client.parser import text_string_to_metric_families

from bot.domain.announcements import Occurrence
from bot.domain.deliveries import DeliveryState
from bot.domain.feeds import Feed
from bot.domain.readings import Due, FollowedFeeds
from bot.monitoring.metrics import Metrics
from bot.store.store import Store
from tests.helpers.announcements import NOON, SERVER, announcement, keep

LEASE = timedelta(seconds=30)
DELIVERY = 5001


async def planned(store: Store) -> None:
    made = announcement(due_at=NOON, next_due=None)
    await keep(store, made)
    async with store.writing() as gateways:
        assert await gateways.deliveries.plan(DELIVERY, SERVER, made.id, made.places[0], Occurrence("", NOON))


def counted(metrics: Metrics) -> dict[str, float]:
    """How many deliveries were counted, by outcome."""
    text = generate_latest(metrics.registry).decode()
    return {
        sample.labels["outcome"]: sample.value
        for family in text_string_to_metric_families(text)
        for sample in family.samples
        if sample.name == "casefile_deliveries_total"
    }


async def test_posts_are_due_from_their_time_until_they_end(store: Store) -> None:
    readings = store.reading().readings
    await planned(store)
    assert await readings.due(NOON - timedelta(seconds=1)) == Due(0, None)
    assert await readings.due(NOON) == Due(1, NOON)
    async with store.writing() as gateways:
        await gateways.deliveries.claim(NOON, LEASE, 1)
    assert await readings.due(NOON) == Due(1, NOON)
    async with store.writing() as gateways:
        await gateways.deliveries.sent(DELIVERY, 7001, NOON)
    assert await readings.due(NOON) == Due(0, None)


async def test_posts_that_nobody_planned_in_time_are_due_too(store: Store) -> None:
    await keep(store, announcement(due_at=NOON, channels=(4001, 4002)))
    assert await store.reading().readings.due(NOON) == Due(2, NOON)


@pytest.mark.parametrize(("posted", "outcome"), [(True, "sent"), (False, "failed")])
async def test_a_delivery_is_counted_once_when_it_ends_and_only_if_that_is_kept(
    store: Store, posted: bool, outcome: str
) -> None:
    metrics = Metrics()
    store.after_commit(metrics.count)
    await planned(store)

    async def end() -> None:
        async with store.writing() as gateways:
            await gateways.deliveries.claim(NOON, LEASE, 1)
            if posted:
                await gateways.deliveries.sent(DELIVERY, 7001, NOON)
            else:
                await gateways.deliveries.settle(DELIVERY, DeliveryState.FAILED, "Discord refused it.")
            if is_undone:
                raise RuntimeError

    is_undone = True
    with pytest.raises(RuntimeError):
        await end()
    assert counted(metrics) == {"sent": 0, "failed": 0}
    is_undone = False
    for _ in range(2):
        await end()
    assert counted(metrics) == {"sent": 0, "failed": 0} | {outcome: 1}


async def test_what_is_skipped_was_neither_sent_nor_failed(store: Store) -> None:
    metrics = Metrics()
    store.after_commit(metrics.count)
    await planned(store)
    async with store.writing() as gateways:
        await gateways.deliveries.settle(DELIVERY, DeliveryState.SKIPPED, "Nothing to post.")
    assert counted(metrics) == {"sent": 0, "failed": 0}


async def test_feeds_that_fail_are_counted(store: Store) -> None:
    async with store.writing() as gateways:
        await gateways.feeds.add(Feed(1, "https://example.org/a", "A", NOON))
        await gateways.feeds.add(Feed(2, "https://example.org/b", "B", NOON))
        await gateways.feeds.save(Feed(2, "https://example.org/b", "B", NOON, failures=1, failing_since=NOON))
    assert await store.reading().readings.feeds() == FollowedFeeds(2, 1)


async def test_the_size_grows_with_what_is_written_and_looking_in_memory_is_counted(store: Store) -> None:
    before, looked = await store.size(), store.lookups()["shows"]
    for _ in range(3):
        await store.reading().names.show_of_server(SERVER)
    async with store.writing() as gateways:
        for guild in range(1, 500):
            await gateways.servers.set_timezone(guild, "Europe/Vienna", NOON)
    assert await store.size() > before
    after = store.lookups()["shows"]
    assert (after.hits - looked.hits, after.misses - looked.misses) == (2, 1)

"""Several processes on one store: what one takes no other takes as well, and their numbers never meet."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import AsyncGenerator, Awaitable, Callable
from contextlib import AsyncExitStack, closing
from datetime import UTC, datetime, timedelta

import pytest

from bot.domain.announcements import Occurrence, Place
from bot.domain.deliveries import LEASE, Delivery
from bot.domain.feeds import READS_OF_A_SERVER, Turn
from bot.errors import StoreBusy
from bot.store.address import Address
from bot.store.store import Gateways, Store, open_store
from tests.engines.raw import connect

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
TIMES = NOW.isoformat()
PROCESSES = 4
CHANNELS, IN_EACH = 30, 8
SERVERS, FEEDS = 20, 60


@pytest.fixture
async def stores(database: Address) -> AsyncGenerator[list[Store]]:
    """Each with connections of its own, as processes have."""
    async with AsyncExitStack() as stack:
        yield [await stack.enter_async_context(open_store(database, lambda: NOW)) for _ in range(PROCESSES)]


async def patiently(work: Callable[[], Awaitable[object]]) -> object:
    """What a process does that is told to try again."""
    for _ in range(100):
        try:
            return await work()
        except StoreBusy:
            await asyncio.sleep(0.01)
    raise TimeoutError


def announce(database: Address) -> None:
    columns = "id, guild_id, kind, state, text, title, image_url, link, late, made_by, made_at, changed_by, changed_at"
    values = f"1, 1, 'once', 'active', '', '', '', '', 'send', 1, '{TIMES}', 1, '{TIMES}'"
    with closing(connect(database)) as connection:
        connection.execute(f"INSERT INTO announcement ({columns}) VALUES ({values})")
        connection.commit()


def add_deliveries(database: Address, state: str) -> None:
    announce(database)
    columns = "id, announcement_id, guild_id, channel_id, occurrence, due_at, state, try_at, sent_at"
    rows = [
        (1000 * channel + number, 1, 1, channel, str(number), TIMES, state, TIMES, TIMES)
        for channel in range(1, CHANNELS + 1)
        for number in range(IN_EACH)
    ]
    with closing(connect(database)) as connection:
        for row in rows:
            connection.execute(f"INSERT INTO delivery ({columns}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", row)
        connection.commit()


async def take_all(store: Store, claim: Callable[[Gateways], Awaitable[tuple[Delivery, ...]]], done: str) -> list[int]:
    """Claim until there is nothing left, and note at once that each was done."""
    taken: list[int] = []

    async def take() -> bool:
        async with store.claiming() as gateways:
            claimed = await claim(gateways)
        taken.extend(delivery.id for delivery in claimed)
        for delivery in claimed:
            await patiently(lambda delivery=delivery: finish(store, delivery, done))
        return bool(claimed)

    idle = 0
    while idle < 3:
        idle = 0 if await patiently(take) else idle + 1
        await asyncio.sleep(0)
    return taken


async def finish(store: Store, delivery: Delivery, done: str) -> None:
    async with store.claiming() as gateways:
        if done == "sent":
            assert await gateways.deliveries.sent(delivery.id, delivery.id, NOW)
        else:
            await gateways.deliveries.published(delivery.id, NOW - timedelta(hours=2))


async def to_send(gateways: Gateways) -> tuple[Delivery, ...]:
    return await gateways.deliveries.claim(NOW, LEASE, 20)


async def to_publish(gateways: Gateways) -> tuple[Delivery, ...]:
    return await gateways.deliveries.claim_publishing(NOW, LEASE, 20)


@pytest.mark.parametrize(
    ("state", "done", "claim"), [("waiting", "sent", to_send), ("publishing", "published", to_publish)]
)
async def test_four_processes_take_each_delivery_once(
    database: Address,
    stores: list[Store],
    state: str,
    done: str,
    claim: Callable[[Gateways], Awaitable[tuple[Delivery, ...]]],
) -> None:
    add_deliveries(database, state)
    taken = await asyncio.gather(*(take_all(store, claim, done) for store in stores))
    counted = Counter(number for each in taken for number in each)
    assert max(counted.values()) == 1
    assert len(counted) == CHANNELS * IN_EACH


def add_feeds(database: Address) -> None:
    with closing(connect(database)) as connection:
        for feed in range(1, FEEDS + 1):
            connection.execute(
                "INSERT INTO feed (id, url, title, every_minutes, next_look) VALUES (?, ?, '', 15, ?)",
                (feed, f"https://feed.example/{feed}", TIMES),
            )
            for server in (feed % SERVERS + 1, (feed + 7) % SERVERS + 1):
                connection.execute(
                    "INSERT INTO subscription (id, feed_id, guild_id, made_by, made_at, changed_by)"
                    " VALUES (?, ?, ?, 1, ?, 1)",
                    (feed * 1000 + server, feed, server, TIMES),
                )
        connection.commit()


async def read_feeds(store: Store) -> list[Turn]:
    turns: list[Turn] = []

    async def take() -> bool:
        async with store.claiming() as gateways:
            turn = await gateways.feeds.begin_turn(NOW, LEASE)
        if turn is not None:
            turns.append(turn)
        return turn is not None

    idle = 0
    while idle < 5:
        idle = 0 if await patiently(take) else idle + 1
        await asyncio.sleep(0)
    return turns


async def test_four_processes_read_each_feed_once_and_keep_to_the_servers_places(
    database: Address, stores: list[Store]
) -> None:
    add_feeds(database)
    turns = [turn for each in await asyncio.gather(*map(read_feeds, stores)) for turn in each]
    assert max(Counter(turn.feed.id for turn in turns).values()) == 1
    places = Counter((turn.guild, turn.place) for turn in turns)
    assert max(places.values()) == 1
    assert max(Counter(turn.guild for turn in turns).values()) <= READS_OF_A_SERVER
    # Each server that has a feed due and a place free had its turn.
    assert len(places) == min(SERVERS * READS_OF_A_SERVER, FEEDS)


async def test_what_is_read_before_it_is_written_cant_change_between(stores: list[Store]) -> None:
    """Such as the highest number so far, or how many there are."""
    turns = 8

    async def count_up(store: Store) -> None:
        for _ in range(turns):
            await patiently(lambda: one_more(store))

    await asyncio.gather(*map(count_up, stores))
    assert await stores[0].reading().boundaries.days(1) == turns * PROCESSES


async def one_more(store: Store) -> None:
    async with store.changing() as gateways:
        days = await gateways.boundaries.days(1) or 0
        await asyncio.sleep(0)
        await gateways.boundaries.set_days(1, days + 1, NOW)


async def test_a_places_ids_rise_also_where_a_clock_is_behind(database: Address, stores: list[Store]) -> None:
    announce(database)
    place = Place(0, 5, forum=False)
    for key, new_id in (("a", 500), ("b", 200), ("c", 900), ("d", 100)):
        async with stores[0].changing() as gateways:
            assert await gateways.deliveries.plan(new_id, 1, 1, place, Occurrence(key, NOW))
    claimed: list[str] = []
    for _ in range(4):
        async with stores[1].claiming() as gateways:
            (delivery,) = await gateways.deliveries.claim(NOW, LEASE, 9)
            claimed.append(delivery.occurrence)
            await gateways.deliveries.sent(delivery.id, 1, NOW)
    assert claimed == ["a", "b", "c", "d"]

"""When announcements are due, and what becomes of the times at which the bot was not running."""

import asyncio
import random
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from pathlib import Path

import pytest

from bot.domain.announcements import AnnouncementKind, AnnouncementState, Late, Place
from bot.domain.deliveries import DeliveryState
from bot.domain.ids import Ids
from bot.services.kit import Kit
from bot.services.posts.planning import Planner, change_zone
from bot.store.store import Store, open_store
from tests.helpers.announcements import (
    CHANNEL,
    NOON,
    SECOND_CHANNEL,
    SERVER,
    announcement,
    deliveries,
    keep,
    repeating,
    stored,
)

NINE = time(9)
DAILY = "FREQ=DAILY"
FIRST = datetime(2026, 3, 7, 9, tzinfo=UTC)


class Watch:
    """A clock that shows what it is set to."""

    def __init__(self, now: datetime = NOON) -> None:
        self.now = now

    def __call__(self) -> datetime:
        return self.now


def planner(store: Store, clock: Callable[[], datetime], seed: int = 1) -> Planner:
    return Planner(Kit(store, Ids(clock, random.Random(seed)), clock))


async def test_nothing_is_planned_before_it_is_due(store: Store) -> None:
    once, clock = announcement(), Watch(NOON + timedelta(minutes=59, seconds=59))
    await keep(store, once)
    await planner(store, clock).plan()
    assert await deliveries(store, once) == []
    assert await stored(store, once) == once


async def test_what_is_posted_once_is_planned_once_for_each_channel(store: Store) -> None:
    once, clock = announcement(channels=(CHANNEL, SECOND_CHANNEL)), Watch(NOON + timedelta(hours=1))
    await keep(store, once)
    for _ in range(3):
        await planner(store, clock).plan()
    planned = await deliveries(store, once)
    assert [(each.channel, each.state) for each in planned] == [
        (CHANNEL, DeliveryState.WAITING),
        (SECOND_CHANNEL, DeliveryState.WAITING),
    ]
    after = await stored(store, once)
    # It can still be cancelled as long as it is on its way.
    assert (after.state, after.next_due) == (AnnouncementState.ACTIVE, None)


@pytest.mark.parametrize(
    ("late", "down", "state"),
    [
        (Late.SEND, timedelta(minutes=1), DeliveryState.WAITING),
        (Late.SEND, timedelta(hours=1), DeliveryState.WAITING),
        (Late.SEND, timedelta(hours=23, minutes=59), DeliveryState.WAITING),
        (Late.SEND, timedelta(hours=24, seconds=1), DeliveryState.SKIPPED),
        (Late.SEND, timedelta(days=2), DeliveryState.SKIPPED),
        (Late.SKIP, timedelta(minutes=1), DeliveryState.WAITING),
        (Late.SKIP, timedelta(hours=1), DeliveryState.SKIPPED),
        (Late.SKIP, timedelta(days=2), DeliveryState.SKIPPED),
    ],
)
async def test_the_late_policy_is_kept(store: Store, late: Late, down: timedelta, state: DeliveryState) -> None:
    once = announcement(late=late)
    await keep(store, once)
    await planner(store, Watch(NOON + timedelta(hours=1) + down)).plan()
    (planned,) = await deliveries(store, once)
    assert planned.state is state
    assert (planned.reason is None) is (state is DeliveryState.WAITING)


async def test_of_several_times_that_were_missed_the_latest_is_sent(store: Store) -> None:
    hourly = repeating("FREQ=HOURLY", NINE, FIRST)
    await keep(store, hourly)
    await planner(store, Watch(FIRST + timedelta(hours=5, minutes=30))).plan()
    planned = await deliveries(store, hourly)
    assert [each.due_at for each in planned] == [FIRST + timedelta(hours=number) for number in range(6)]
    assert [each.state for each in planned] == [DeliveryState.SKIPPED] * 5 + [DeliveryState.WAITING]
    assert (await stored(store, hourly)).next_due == FIRST + timedelta(hours=6)


async def test_of_years_of_missed_times_only_the_latest_are_recorded(store: Store) -> None:
    hourly = repeating("FREQ=HOURLY", NINE, FIRST)
    await keep(store, hourly)
    now = FIRST + timedelta(days=1000, minutes=5)
    await planner(store, Watch(now)).plan()
    planned = await deliveries(store, hourly)
    assert len(planned) == 25
    assert (planned[-1].due_at, planned[-1].state) == (now - timedelta(minutes=5), DeliveryState.WAITING)
    assert (await stored(store, hourly)).next_due == now + timedelta(minutes=55)


async def test_a_rule_that_ends_is_done_after_its_last_time(store: Store) -> None:
    twice = repeating("FREQ=DAILY;COUNT=2", NINE, FIRST, starts_on=FIRST.date())
    await keep(store, twice)
    clock = Watch(FIRST)
    await planner(store, clock).plan()
    assert (await stored(store, twice)).next_due == FIRST + timedelta(days=1)
    clock.now = FIRST + timedelta(days=1)
    await planner(store, clock).plan()
    after = await stored(store, twice)
    assert (after.next_due, len(await deliveries(store, twice))) == (None, 2)


@pytest.mark.parametrize("step", [timedelta(hours=-1), timedelta(hours=1)])
async def test_a_clock_that_is_set_doubles_nothing(store: Store, step: timedelta) -> None:
    hourly, clock = repeating("FREQ=HOURLY", NINE, FIRST), Watch(FIRST)
    await keep(store, hourly)
    for minute in range(0, 300, 10):
        clock.now = FIRST + timedelta(minutes=minute) + (step if 60 < minute < 200 else timedelta())
        await planner(store, clock).plan()
    due = [each.due_at for each in await deliveries(store, hourly)]
    assert len(due) == len(set(due))
    assert due == [FIRST + timedelta(hours=number) for number in range(5)]


async def test_two_processes_plan_each_time_once(store: Store, database: Path) -> None:
    announced = [repeating(DAILY, NINE, FIRST) for _ in range(20)]
    await keep(store, *announced)
    async with open_store(database) as other:
        clock = Watch(FIRST)
        await asyncio.gather(*(planner(each, clock, seed).plan() for seed, each in enumerate((store, other, store))))
    for daily in announced:
        assert len(await deliveries(store, daily)) == 1
        assert (await stored(store, daily)).next_due == FIRST + timedelta(days=1)


async def test_a_paused_place_is_left_out_and_a_paused_announcement_is_not_due(store: Store) -> None:
    places = (Place(1, CHANNEL, paused=True, trouble="gone"), Place(2, SECOND_CHANNEL))
    some, none = announcement(places=places), announcement(state=AnnouncementState.PAUSED)
    await keep(store, some, none)
    await planner(store, Watch(NOON + timedelta(hours=2))).plan()
    assert [each.channel for each in await deliveries(store, some)] == [SECOND_CHANNEL]
    assert await deliveries(store, none) == []


async def test_one_that_cannot_be_planned_keeps_no_other_from_it(store: Store) -> None:
    broken, sound = repeating("BYDAY=FR", NINE, FIRST - timedelta(seconds=1)), repeating(DAILY, NINE, FIRST)
    await keep(store, broken, sound)
    with pytest.raises(Exception, match="freq") as raised:
        await planner(store, Watch(FIRST + timedelta(minutes=1))).plan()
    assert str(broken.id) in raised.value.__notes__[0]
    assert len(await deliveries(store, sound)) == 1


async def test_a_daily_time_keeps_to_the_wall_when_the_clocks_change(store: Store) -> None:
    async with store.writing() as gateways:
        await gateways.servers.set_timezone(SERVER, "Europe/Berlin", NOON)
    first = datetime(2026, 3, 28, 8, tzinfo=UTC)  # 09:00 in winter; the clocks go forward on the 29th
    daily, clock = repeating(DAILY, NINE, first), Watch(first)
    await keep(store, daily)
    await planner(store, clock).plan()
    assert (await stored(store, daily)).next_due == datetime(2026, 3, 29, 7, tzinfo=UTC)


async def test_another_time_zone_moves_what_repeats_and_nothing_else(store: Store) -> None:
    once, daily = announcement(), repeating(DAILY, NINE, FIRST)
    paused = replace(repeating(DAILY, NINE, FIRST), state=AnnouncementState.PAUSED, next_due=None)
    await keep(store, once, daily, paused)
    async with store.writing() as gateways:
        await change_zone(gateways, SERVER, "America/New_York", NOON)
    assert (await stored(store, daily)).next_due == datetime(2026, 3, 6, 14, tzinfo=UTC)
    assert await stored(store, once) == once
    assert await stored(store, paused) == paused


async def test_what_is_due_already_stays_due_in_another_time_zone(store: Store) -> None:
    weekly = repeating("FREQ=WEEKLY;BYDAY=SA", NINE, FIRST)
    await keep(store, weekly)
    clock = Watch(FIRST + timedelta(seconds=30))
    async with store.writing() as gateways:
        await gateways.servers.set_timezone(SERVER, "Asia/Kathmandu", clock())
        await change_zone(gateways, SERVER, "Asia/Kathmandu", clock())
    await planner(store, clock).plan()
    (planned,) = await deliveries(store, weekly)
    assert (planned.due_at, planned.state) == (FIRST, DeliveryState.WAITING)
    assert (await stored(store, weekly)).next_due == datetime(2026, 3, 14, 3, 15, tzinfo=UTC)


async def test_however_many_cannot_be_planned_the_next_one_is(store: Store) -> None:
    broken = [repeating("BYDAY=FR", NINE, FIRST - timedelta(seconds=1)) for _ in range(60)]
    sound = repeating(DAILY, NINE, FIRST)
    await keep(store, *broken, sound)
    with pytest.raises(TypeError):
        await planner(store, Watch(FIRST + timedelta(minutes=1))).plan()
    assert len(await deliveries(store, sound)) == 1


async def test_a_digest_that_was_resumed_leaves_out_the_pause(store: Store) -> None:
    digest = repeating(DAILY, NINE, FIRST, kind=AnnouncementKind.DIGEST, covered_until=NOON)
    await keep(store, digest)
    clock = Watch(FIRST)
    await planner(store, clock).plan()
    resumed = FIRST + timedelta(days=10)
    async with store.writing() as gateways:
        await gateways.announcements.save(
            replace(digest, covered_until=resumed, next_due=resumed + timedelta(hours=1), changed_at=resumed)
        )
    clock.now = resumed + timedelta(hours=1)
    await planner(store, clock).plan()
    assert (await deliveries(store, digest))[-1].since == resumed


async def test_a_digest_begins_where_the_last_one_that_arrived_ended(store: Store) -> None:
    digest = repeating(DAILY, NINE, FIRST, kind=AnnouncementKind.DIGEST, covered_until=NOON)
    await keep(store, digest)
    clock = Watch(FIRST)
    await planner(store, clock).plan()
    clock.now = FIRST + timedelta(days=4)  # two of the four are too late to be posted, and the last covers all
    await planner(store, clock).plan()
    planned = [each for each in await deliveries(store, digest) if each.state is DeliveryState.WAITING]
    assert [(each.since, each.due_at) for each in planned] == [(NOON, FIRST), (FIRST, FIRST + timedelta(days=4))]
    async with store.writing() as gateways:
        await gateways.deliveries.settle(planned[-1].id, DeliveryState.FAILED, "The channel was closed for a day.")
    clock.now = FIRST + timedelta(days=5)
    await planner(store, clock).plan()
    assert (await deliveries(store, digest))[-1].since == FIRST

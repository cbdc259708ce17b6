"""Several processes with shards: each posts to its own servers, and all servers are looked at."""

from datetime import timedelta

import pytest

from bot.domain.announcements import AnnouncementKind, Occurrence
from bot.domain.deliveries import Delivery
from bot.domain.notices import EVERYTHING, Concerned
from bot.domain.shards import UNDIVIDED, Shards
from bot.services.access import Caller
from bot.services.leases import TERM, Leases
from bot.services.posts.planning import Planner
from bot.store.store import Store
from tests.helpers.facts import Clock
from tests.helpers.news import Newsroom

PARTS = (Shards(2, 0, 0), Shards(2, 1, 1))
GUILDS = (1000 << 22, 1001 << 22)
"""One in each shard."""


@pytest.fixture
def rooms(store: Store) -> tuple[Newsroom, Newsroom]:
    """Two processes on one store and one clock."""
    clock = Clock()
    return Newsroom(store, clock, 9, PARTS[0]), Newsroom(store, clock, 10, PARTS[1])


def moderator(guild: int) -> Caller:
    return Caller(guild, 11, manages=True)


async def set_up(room: Newsroom) -> None:
    for guild in GUILDS:
        await room.news(guild, channels=(guild + 1,))
    await Newsroom(room.store, room.clock, 11).watch.scan()


async def test_each_looks_at_its_own_servers_and_posts_there(rooms: tuple[Newsroom, Newsroom]) -> None:
    await set_up(rooms[0])
    for guild in GUILDS:  # one process writes both, as an import does
        await rooms[0].confirm("There is a fourth season.", moderator(guild))
    for room, other, guild in ((rooms[0], rooms[1], GUILDS[0]), (rooms[1], rooms[0], GUILDS[1])):
        assert await room.watch.scan()
        assert await other.deliveries.claim(50) == ()
        found = await other.deliveries.next_moment()
        assert found is None or found > room.clock()  # nothing that would wake it at once
        assert [claimed.delivery.guild for claimed in await room.claim_all()] == [guild]


async def test_what_is_due_by_the_clock_is_planned_by_the_process_that_has_the_server(
    rooms: tuple[Newsroom, Newsroom],
) -> None:
    for guild in GUILDS:
        await rooms[0].announce(AnnouncementKind.ONCE, guild, channels=(guild + 1,), next_due=rooms[0].clock())
    for room, guild in zip(rooms, GUILDS, strict=True):
        await Planner(room.kit).plan()
        assert {delivery.guild for delivery in await room.deliveries.claim(50)} == {guild}
    assert await rooms[0].deliveries.places_to_check() == ()
    rooms[0].clock.move(days=2)
    for room, guild in zip(rooms, GUILDS, strict=True):
        assert {look.guild for look in await room.deliveries.places_to_check()} == {guild}


async def test_one_walks_through_all_servers_and_leaves_the_others_to_their_process(
    rooms: tuple[Newsroom, Newsroom],
) -> None:
    await set_up(rooms[0])
    async with rooms[0].store.changing() as gateways:
        await gateways.looks.add([Concerned(EVERYTHING)])
    other = Leases(rooms[1].kit)
    assert await other.take("walk") is not None
    assert not (await rooms[0].watch.step()).more
    _, waiting = await rooms[0].store.reading().looks.waiting(0, 9)
    assert waiting is not None
    # It died: another takes over.
    rooms[0].clock.now += TERM
    await rooms[0].watch.scan()
    looks, waiting = await rooms[0].store.reading().looks.waiting(0, 9, PARTS[1])
    assert waiting is None
    assert [look.at.guild for look in looks] == [GUILDS[1]]
    assert await other.free_at("walk") is None
    await rooms[1].watch.scan()
    assert await rooms[0].store.reading().looks.waiting(0, 9) == ((), None)


async def test_of_many_deliveries_each_process_claims_its_own_and_each_is_claimed_once(store: Store) -> None:
    clock, shards = Clock(), [Shards(4, number, number) for number in range(4)]
    room = Newsroom(store, clock)
    guilds = [(1000 + number) << 22 for number in range(20)]
    for guild in guilds:
        made = await room.announce(AnnouncementKind.ONCE, guild, channels=(guild + 1,))
        async with store.changing() as gateways:
            assert await gateways.deliveries.plan(room.ids(), guild, made.id, made.places[0], Occurrence("", clock()))
    claimed: list[Delivery] = []
    for mine in shards:
        found = await Newsroom(store, clock, 20 + mine.first, mine).deliveries.claim(50)
        assert all(mine.have(delivery.guild) for delivery in found)
        claimed += found
    assert sorted(delivery.guild for delivery in claimed) == guilds
    # Once the leases have run out, a process that has all servers takes them all.
    clock.now += timedelta(minutes=1)
    assert len(await Newsroom(store, clock, 30, UNDIVIDED).deliveries.claim(50)) == 20

"""The pool that reads feeds, from real sites that trickle: a server's slow feeds hold up nobody else's."""

import asyncio
from collections.abc import AsyncGenerator, Awaitable, Callable, Iterable
from contextlib import asynccontextmanager
from pathlib import Path
from random import Random

import pytest

from bot.domain.feeds import READS_AT_ONCE, READS_OF_A_SERVER, Feed, FeedCopy, Subscription
from bot.domain.ids import Ids
from bot.errors import BadInput
from bot.outbox.follower import Follower
from bot.services.access import Caller
from bot.services.feeds.feeds import Feeds
from bot.services.feeds.polling import LEASE
from bot.services.kit import Kit
from bot.store.store import Store, open_store
from tests.helpers.facts import MOD, MOD_OF_B, SERVER_A, SERVER_B, Clock
from tests.helpers.feeds import FEED, SECOND, THIRD, Newsdesk, open_reader, open_site
from tests.patience import PATIENCE
from tests.web.feed_server import Answer

SERVER_C = 2**61 + 1
TRICKLE = Answer(pieces=[b"."], pause=0.02, endless=True)
WEATHER = "Rain over the harbour at the weekend"
TRAILER = "Jessica Jones gets a first trailer"


@pytest.fixture
async def desk(store: Store) -> AsyncGenerator[Newsdesk]:
    async with newsdesk(store) as opened:
        yield opened


@asynccontextmanager
async def newsdesk(store: Store) -> AsyncGenerator[Newsdesk]:
    clock = Clock()
    async with open_site() as site, open_reader(clock) as reader:
        yield Newsdesk(store, clock, site=site, reader=reader)


async def trickle(desk: Newsdesk, guild: int, count: int, name: str = "slow") -> list[str]:
    """Let a server follow feeds that are due and that send a byte now and then, without end. Return their paths."""
    paths = [f"/{name}-{number}" for number in range(count)]
    long_ago = desk.clock().replace(year=desk.clock().year - 1)
    async with desk.store.writing() as gateways:
        for path in paths:
            desk.site.server.answer(path, TRICKLE)
            feed = Feed(desk.ids(), desk.site.url(path), "Slow", long_ago)
            await gateways.feeds.add(feed)
            await gateways.feeds.subscribe(Subscription(desk.ids(), guild, feed, 1, long_ago))
    return paths


def feeds_on(desk: Newsdesk, store: Store, seed: int) -> Feeds:
    """The service of a process that has opened the database for itself."""
    return Feeds(Kit(store, Ids(desk.clock, Random(seed)), desk.clock), desk.reader)


@asynccontextmanager
async def following(desk: Newsdesk, *stores: Store) -> AsyncGenerator[list[Follower]]:
    """The pool as it runs in one process, or in one for each of these stores."""
    pools = [Follower(feeds_on(desk, store, seed)) for seed, store in enumerate(stores or (desk.store,), 20)]
    for pool in pools:
        pool.start()
    try:
        yield pools
    finally:
        for pool in pools:
            await pool.stop()


async def until(what: Callable[[], Awaitable[bool]]) -> None:
    """Wait for something that has to come."""
    async with asyncio.timeout(PATIENCE):
        while True:
            if await what():
                return
            await asyncio.sleep(0.01)


async def taken(desk: Newsdesk, guild: int, *headlines: str) -> None:
    """Wait until a server has exactly these suggestions."""

    async def has_them() -> bool:
        return set(await desk.headlines(guild)) == set(headlines)

    await until(has_them)


def begun(desk: Newsdesk, paths: Iterable[str]) -> int:
    """How many of these feeds have been asked for."""
    return sum(desk.site.calls(path) for path in paths)


async def asked_for(desk: Newsdesk, paths: Iterable[str], count: int) -> None:
    """Wait until so many of these feeds have been asked for."""
    paths = list(paths)

    async def are() -> bool:
        return begun(desk, paths) >= count

    await until(are)


async def until_read(desk: Newsdesk, caller: Caller) -> None:
    """Wait until the one feed that a server follows was read at this moment, so that nobody holds it."""

    async def is_read() -> bool:
        return (await desk.only_feed(caller)).feed.read_at == desk.clock()

    await until(is_read)


async def none_has_ended(desk: Newsdesk, caller: Caller) -> bool:
    """Whether a server's feeds are still being read, or were not begun."""
    return all(each.feed.failures == 0 and each.feed.read_at is None for each in await desk.feeds.listed(caller))


async def test_twenty_four_trickling_feeds_do_not_hold_up_another_servers(desk: Newsdesk) -> None:
    slow = await trickle(desk, SERVER_A, 24)
    desk.site.publish(WEATHER)
    await desk.follow(caller=MOD_OF_B)
    desk.site.add(TRAILER)
    desk.clock.move(minutes=15)
    async with following(desk):
        await taken(desk, SERVER_B, TRAILER)
        # It had its turn after at most as many reads as one server may hold, and those were still under way.
        assert begun(desk, slow) <= READS_OF_A_SERVER
        assert await none_has_ended(desk, MOD)


async def test_a_feed_that_becomes_due_later_is_read_although_slow_ones_hold_their_places(desk: Newsdesk) -> None:
    slow = await trickle(desk, SERVER_A, 24)
    desk.site.publish(WEATHER)
    async with following(desk) as [pool]:
        await asked_for(desk, slow, READS_OF_A_SERVER)
        await desk.follow(caller=MOD_OF_B)
        desk.site.add(TRAILER)
        desk.clock.move(minutes=4)
        async with desk.store.writing() as gateways:
            await gateways.feeds.look_by((await desk.only_feed(MOD_OF_B)).feed.id, desk.clock())
        pool.wake()
        await taken(desk, SERVER_B, TRAILER)
        assert begun(desk, slow) == READS_OF_A_SERVER


async def test_of_three_servers_each_holds_its_own_places_alone(desk: Newsdesk) -> None:
    slow = await trickle(desk, SERVER_A, 24)
    others = await trickle(desk, SERVER_C, 5, "other")
    for number, path in enumerate((FEED, SECOND, THIRD)):
        desk.site.publish(WEATHER, path=path)
        await desk.follow(path, MOD_OF_B)
        desk.site.add(f"Jessica Jones gets trailer no. {number}", path=path)
    desk.clock.move(minutes=15)
    async with following(desk):
        await taken(desk, SERVER_B, *(f"Jessica Jones gets trailer no. {number}" for number in range(3)))
        await asked_for(desk, [*slow, *others], 2 * READS_OF_A_SERVER)
        assert begun(desk, slow) == begun(desk, others) == READS_OF_A_SERVER
        assert await none_has_ended(desk, MOD)
        assert await none_has_ended(desk, Caller(SERVER_C, 1, manages=True))


async def test_a_feed_that_the_slow_server_follows_too_is_read_in_the_others_turn(desk: Newsdesk) -> None:
    slow = await trickle(desk, SERVER_A, 24)
    desk.site.publish(WEATHER)
    for caller in (MOD, MOD_OF_B):
        await desk.follow(caller=caller)
    desk.site.add(TRAILER)
    desk.clock.move(minutes=15)
    async with following(desk):
        await taken(desk, SERVER_B, TRAILER)
        assert await desk.headlines(SERVER_A) == [TRAILER]
        assert begun(desk, slow) <= READS_OF_A_SERVER


async def test_a_place_is_given_to_the_next_as_soon_as_it_is_free(desk: Newsdesk) -> None:
    """One trickling feed of a server keeps one of its places, and the others are read through the other one."""
    [slow] = await trickle(desk, SERVER_B, 1)
    paths = [f"/quick-{number}.json" for number in range(READS_AT_ONCE + 2)]
    for path in paths:
        desk.site.publish(WEATHER, path=path)
        await desk.follow(path, MOD_OF_B)
    before = begun(desk, paths)
    desk.clock.move(minutes=15)
    async with following(desk):
        await asked_for(desk, paths, before + len(paths))
        await asked_for(desk, [slow], 1)
        assert begun(desk, [slow]) == 1


async def test_several_processes_keep_to_the_bound_together(desk: Newsdesk, database: Path) -> None:
    slow = await trickle(desk, SERVER_A, 24)
    desk.site.publish(WEATHER)
    await desk.follow(caller=MOD_OF_B)
    calls = desk.site.calls()
    desk.site.add(TRAILER)
    desk.clock.move(minutes=15)
    async with open_store(database) as first, open_store(database) as second, following(desk, first, second) as pools:
        await taken(desk, SERVER_B, TRAILER)
        await asked_for(desk, slow, READS_OF_A_SERVER)
        for pool in pools:
            pool.wake()
        more = [await feeds_on(desk, store, 30).next_turn() for store in (first, second)]
        assert more == [None, None]
        assert begun(desk, slow) == READS_OF_A_SERVER
        assert desk.site.calls() == calls + 1


async def test_after_a_restart_slow_feeds_hold_their_places_until_their_leases_have_run_out(desk: Newsdesk) -> None:
    slow = await trickle(desk, SERVER_A, 24)
    desk.site.publish(WEATHER)
    await desk.follow(caller=MOD_OF_B)
    desk.clock.move(minutes=15)
    async with following(desk):
        await asked_for(desk, slow, READS_OF_A_SERVER)
        await until_read(desk, MOD_OF_B)
    desk.site.add(TRAILER)
    desk.clock.move(minutes=4)
    async with desk.store.writing() as gateways:
        await gateways.feeds.look_by((await desk.only_feed(MOD_OF_B)).feed.id, desk.clock())
    async with following(desk) as [pool]:
        await taken(desk, SERVER_B, TRAILER)
        assert begun(desk, slow) == READS_OF_A_SERVER
        desk.clock.move(seconds=LEASE.total_seconds())
        pool.wake()
        await asked_for(desk, slow, 2 * READS_OF_A_SERVER)


async def test_stopping_ends_what_is_being_read_and_leaves_nothing_behind(desk: Newsdesk) -> None:
    slow = await trickle(desk, SERVER_A, 24)
    pool = Follower(desk.feeds)
    await pool.stop()  # as if it had never been started
    pool.start()
    pool.start()
    await asked_for(desk, slow, READS_OF_A_SERVER)
    assert [task for task in asyncio.all_tasks() if "Follower." in repr(task)]
    await pool.stop()
    await pool.stop()
    assert not [task for task in asyncio.all_tasks() if "Follower." in repr(task)]
    assert await none_has_ended(desk, MOD)
    assert pool.errors == 0


async def test_an_error_in_one_feed_stops_no_other(desk: Newsdesk, monkeypatch: pytest.MonkeyPatch) -> None:
    desk.site.publish(WEATHER)
    desk.site.publish(WEATHER, path=SECOND)
    await desk.follow()
    await desk.follow(SECOND, MOD_OF_B)
    desk.site.add(TRAILER, path=SECOND)
    desk.clock.move(minutes=15)
    read = desk.reader.read

    async def broken(url: str, **known: str | None) -> FeedCopy | None:
        if url == desk.site.url():
            raise ZeroDivisionError
        return await read(url, **known)

    monkeypatch.setattr(desk.reader, "read", broken)
    async with following(desk) as [pool]:
        await taken(desk, SERVER_B, TRAILER)

        async def is_counted() -> bool:
            return pool.errors == 1

        await until(is_counted)


# By hand


async def test_a_member_who_adds_slow_feeds_holds_up_only_their_own_server(desk: Newsdesk) -> None:
    paths = ["/slow-1", "/slow-2"]
    for path in paths:
        desk.site.server.answer(path, TRICKLE)
    adding = [asyncio.create_task(desk.follow(path)) for path in paths]
    await asked_for(desk, paths, 2)
    desk.site.publish(WEATHER)
    with pytest.raises(BadInput, match="2 feeds are being read for this server already"):
        await desk.follow()
    followed = await desk.follow(caller=MOD_OF_B)
    assert (await desk.feeds.test(MOD_OF_B, followed.id)).items
    for task in adding:
        task.cancel()
    await asyncio.gather(*adding, return_exceptions=True)
    own = await desk.follow()
    assert (await desk.feeds.test(MOD, own.id)).items

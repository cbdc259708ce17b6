"""Whose feed is next: no server has more read at once than it may, none waits forever, and no feed is read twice."""

import asyncio
import shutil
from collections import Counter
from collections.abc import AsyncGenerator, Iterable, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.feeds import READS_OF_A_SERVER, Feed, Subscription, Turn
from bot.store.schema import migrate
from bot.store.store import Store, open_store

pytestmark = pytest.mark.sqlite  # they make rows with what only SQLite's SQL has, or copy files

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
LEASE = timedelta(minutes=5)
WAIT = timedelta(minutes=15)
LONG_AGO = NOW - timedelta(days=1)


@dataclass
class Ground:
    """Feeds by their number, each with the servers that follow it, on a database that several processes share."""

    processes: tuple[Store, ...]
    followers: Mapping[int, frozenset[int]]
    now: datetime = NOW
    due: dict[int, datetime] = field(default_factory=dict[int, datetime])
    live: list[Turn] = field(default_factory=list[Turn])
    last: dict[int, datetime] = field(default_factory=dict[int, datetime])

    async def fill(self) -> None:
        """Store the feeds, those with the lowest number due longest."""
        async with self.processes[0].writing() as gateways:
            for number, servers in self.followers.items():
                self.due[number] = NOW - WAIT + timedelta(seconds=number)
                feed = Feed(number, f"https://harbour.example/{number}", "Gazette", self.due[number])
                await gateways.feeds.add(feed)
                for server in servers:
                    await gateways.feeds.subscribe(Subscription(number * 100 + server, server, feed, 1, NOW))

    async def begin(self, process: int = 0) -> Turn | None:
        """Let a process begin the next turn, and check that it is the right one."""
        waiting = self.waiting()
        async with self.processes[process % len(self.processes)].changing() as gateways:
            turn = await gateways.feeds.begin_turn(self.now, LEASE)
        assert (turn is None) == (not waiting)
        if turn is None:
            return None
        assert turn.guild in waiting
        assert turn.feed.id in waiting[turn.guild]
        assert self._rank(turn.guild) == min(map(self._rank, waiting))
        self.live.append(turn)
        return turn

    async def end(self, turn: Turn, process: int = 0) -> None:
        """End a turn as it is ended when a feed was read."""
        self.move(timedelta(milliseconds=1))  # no two readings end at the same moment
        if turn not in self.live:
            return
        async with self.processes[process % len(self.processes)].changing() as gateways:
            await gateways.feeds.end_turn(turn, self.now)
            feed = await gateways.feeds.get(turn.feed.id)
            assert feed is not None
            self.due[feed.id] = self.now + WAIT
            await gateways.feeds.save(replace(feed, next_look=self.due[feed.id]))
        self.live.remove(turn)
        self.last[turn.guild] = max(self.now, self.last.get(turn.guild, LONG_AGO))

    def move(self, by: timedelta) -> None:
        self.now += by
        for turn in [turn for turn in self.live if turn.until <= self.now]:
            self.live.remove(turn)
            self.last[turn.guild] = max(turn.until, self.last.get(turn.guild, LONG_AGO))

    def reads(self) -> Counter[int]:
        """How many feeds are being read for each server."""
        return Counter(turn.guild for turn in self.live)

    def waiting(self) -> dict[int, set[int]]:
        """The servers with a place free, each with its feeds that are due and that nobody reads."""
        being_read, reads = {turn.feed.id for turn in self.live}, self.reads()
        found: dict[int, set[int]] = {}
        for feed, servers in self.followers.items():
            if self.due[feed] > self.now or feed in being_read:
                continue
            for server in servers:
                if reads[server] < READS_OF_A_SERVER:
                    found.setdefault(server, set()).add(feed)
        return found

    def _rank(self, server: int) -> tuple[int, datetime]:
        """The order of turns: fewest under way, then the longest ago."""
        live = [turn.until for turn in self.live if turn.guild == server]
        return len(live), max([*live, self.last.get(server, LONG_AGO)])


@asynccontextmanager
async def ground(empty: Path, followers: Mapping[int, Iterable[int]], processes: int = 1) -> AsyncGenerator[Ground]:
    """A new database with these feeds and servers."""
    with TemporaryDirectory(dir=empty.parent) as folder:
        path = shutil.copyfile(empty, Path(folder) / "turns.db")
        async with AsyncExitStack() as stack:
            stores = [await stack.enter_async_context(open_store(path)) for _ in range(processes)]
            made = Ground(tuple(stores), {feed: frozenset(servers) for feed, servers in followers.items()})
            await made.fill()
            yield made


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database without anything in it; each ground is a copy."""
    path = tmp_path_factory.mktemp("turns") / "empty.db"
    migrate(path)
    return path


SERVERS = st.frozensets(st.integers(1, 4), min_size=1, max_size=3)
ACTS = st.one_of(
    st.tuples(st.just("begin"), st.integers(0, 1)),
    st.tuples(st.just("begin"), st.integers(0, 1)),
    st.tuples(st.just("end"), st.integers(0, 20)),
    st.tuples(st.just("move"), st.sampled_from([1, 60, 290, 301, 900])),
)


@settings(max_examples=40)
@given(st.lists(SERVERS, min_size=1, max_size=12), st.lists(ACTS, max_size=40))
async def test_no_server_has_too_many_none_waits_for_long_and_no_feed_is_read_twice(
    empty: Path, followed: list[frozenset[int]], acts: list[tuple[str, int]]
) -> None:
    async with ground(empty, dict(enumerate(followed, 1)), processes=2) as here:
        passed_over = Counter[int]()
        for act, number in acts:
            if act == "move":
                here.move(timedelta(seconds=number))
            elif act == "end" and here.live:
                await here.end(here.live[number % len(here.live)], number)
            elif act == "begin":
                idle = {server for server in here.waiting() if not here.reads()[server]}
                turn = await here.begin(number)
                assert max(here.reads().values(), default=0) <= READS_OF_A_SERVER
                assert max(Counter(turn.feed.id for turn in here.live).values(), default=0) <= 1
                passed_over = Counter({server: passed_over[server] + 1 for server in idle})
                if turn is not None:
                    del passed_over[turn.guild]
                # Each other server has one turn at most before it.
                assert max(passed_over.values(), default=0) < 4


async def test_twenty_four_feeds_of_one_server_leave_the_next_turn_to_another(empty: Path) -> None:
    feeds = {number: [1] for number in range(1, 25)} | {25: [2], 26: [3]}
    async with ground(empty, feeds) as here:
        turns = [await here.begin() for _ in range(5)]
        assert [turn.guild if turn else None for turn in turns] == [1, 2, 3, 1, None]


async def test_a_feed_of_two_servers_is_read_in_the_turn_of_the_one_that_has_a_place_free(empty: Path) -> None:
    feeds: dict[int, list[int]] = {number: [1] for number in range(1, 25)} | {25: [1, 2]}
    async with ground(empty, feeds) as here:
        turns = [await here.begin() for _ in range(4)]
        assert {(turn.guild, turn.feed.id) for turn in turns if turn} == {(1, 1), (1, 2), (2, 25)}


async def test_a_server_without_a_free_place_does_not_hold_up_one_that_began_later(empty: Path) -> None:
    async with ground(empty, {1: [1], 2: [1], 3: [1], 4: [2], 5: [2]}) as here:
        here.due[4] = here.due[5] = NOW + timedelta(minutes=1)
        async with here.processes[0].writing() as gateways:
            for number in (4, 5):
                feed = await gateways.feeds.get(number)
                assert feed is not None
                await gateways.feeds.save(replace(feed, next_look=here.due[number]))
        assert [turn.guild if turn else None for turn in [await here.begin() for _ in range(3)]] == [1, 1, None]
        here.move(timedelta(minutes=1))
        assert [turn.guild if turn else None for turn in [await here.begin() for _ in range(3)]] == [2, 2, None]


async def test_feeds_that_everybody_follows_take_no_servers_turn_twice(empty: Path) -> None:
    """Reading what is shared counts for one of its followers, so the own feeds of the others are not put off by it."""
    shared = {number: [1, 2, 3] for number in range(1, 7)}
    async with ground(empty, shared | {10: [1], 11: [2], 12: [3]}) as here:
        turns = [turn for _ in range(9) if (turn := await here.begin())]
        assert Counter(turn.guild for turn in turns) == {1: 2, 2: 2, 3: 2}


async def test_after_a_process_ended_its_turns_are_free_again_once_the_leases_have_run_out(empty: Path) -> None:
    async with ground(empty, {number: [1] for number in range(1, 5)}, processes=2) as here:
        first = await here.begin(0)
        assert first is not None
        assert await here.begin(0) is not None
        here.move(LEASE - timedelta(seconds=1))
        assert await here.begin(1) is None
        here.move(timedelta(seconds=1))
        again = [await here.begin(1), await here.begin(1)]
        assert {turn.feed.id for turn in again if turn} == {1, 2}
        # The process that was only slow does not free a place that is no longer its own.
        async with here.processes[0].changing() as gateways:
            await gateways.feeds.end_turn(first, here.now)
        assert await here.begin(0) is None


async def test_a_clock_that_was_set_back_frees_every_place(empty: Path) -> None:
    async with ground(empty, {number: [1] for number in range(1, 5)}) as here:
        assert await here.begin() is not None
        assert await here.begin() is not None
        here.now -= timedelta(days=400)
        async with here.processes[0].changing() as gateways:
            turns = [await gateways.feeds.begin_turn(here.now, LEASE) for _ in range(3)]
        assert [turn is None for turn in turns] == [False, False, True]


async def test_of_many_processes_at_the_same_moment_each_gets_another_feed(empty: Path) -> None:
    async with ground(empty, {number: [1 + number % 3] for number in range(1, 10)}, processes=3) as here:

        async def begin(store: Store) -> Turn | None:
            async with store.changing() as gateways:
                return await gateways.feeds.begin_turn(here.now, LEASE)

        turns = await asyncio.gather(*(begin(store) for store in here.processes * 3))
        begun = [turn for turn in turns if turn]
        assert Counter(turn.guild for turn in begun) == {1: 2, 2: 2, 3: 2}
        assert len({turn.feed.id for turn in begun}) == 6

"""What one process at a time does: never two hold a lease, and what a dead one held is taken over."""

import asyncio
import random
from collections.abc import Awaitable, Callable, Sequence
from contextlib import AsyncExitStack
from datetime import UTC, datetime, timedelta
from itertools import count, pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.ids import Ids
from bot.services.kit import Kit
from bot.services.leases import TERM, Leases
from bot.store.address import Address
from bot.store.store import Store, open_store

BEGIN = datetime(2026, 6, 1, tzinfo=UTC)
HOLDERS = 3
NUMBERS = count()


class Clock:
    """A clock that a test moves."""

    def __init__(self) -> None:
        self.now = BEGIN

    def __call__(self) -> datetime:
        return self.now


def leases(store: Store, clock: Callable[[], datetime]) -> Leases:
    """The leases of another process on a store."""
    return Leases(Kit(store, Ids(clock, random.Random(1)), clock))


STEPS = st.lists(
    st.tuples(
        st.sampled_from(["take", "take", "give back", "pass", "pass a term"]),
        st.integers(0, HOLDERS - 1),
        st.integers(1, 90),
    ),
    max_size=40,
)


@settings(max_examples=60)
@given(steps=STEPS)
def test_never_two_hold_it_and_it_is_free_once_it_ran_out(
    database: Address, steps: Sequence[tuple[str, int, int]]
) -> None:
    asyncio.run(follow(database, f"work {next(NUMBERS)}", steps))


async def follow(database: Address, name: str, steps: Sequence[tuple[str, int, int]]) -> None:
    """What each holder believes is worked out beside the store, and compared after each step."""
    clock = Clock()
    held_until: dict[int, datetime] = {}
    async with open_store(database, clock) as store:
        holders = [leases(store, clock) for _ in range(HOLDERS)]
        for what, which, seconds in steps:
            others = [until for holder, until in held_until.items() if holder != which and until > clock.now]
            if what == "take":
                until = await holders[which].take(name)
                assert (until is None) is bool(others)
                if until is not None:
                    held_until[which] = until
                    assert until == clock.now + TERM
            elif what == "give back":
                await holders[which].give_back(name)
                held_until.pop(which, None)
            else:
                clock.now += TERM if what == "pass a term" else timedelta(seconds=seconds)
            assert sum(until > clock.now for until in held_until.values()) <= 1


async def test_of_processes_that_ask_at_the_same_moment_one_gets_it(database: Path) -> None:
    async with AsyncExitStack() as stack:
        stores = [await stack.enter_async_context(open_store(database, lambda: BEGIN)) for _ in range(4)]
        for number in range(25):
            asking: list[Awaitable[datetime | None]] = [
                leases(store, lambda: BEGIN).take(f"work {number}") for store in stores
            ]
            got = await asyncio.gather(*asking)
            assert sum(until is not None for until in got) == 1


@settings(max_examples=40)
@given(steps=st.lists(st.tuples(st.integers(0, HOLDERS - 1), st.integers(0, 4_000)), max_size=40))
def test_turns_of_all_processes_together_are_far_enough_apart(
    database: Address, steps: Sequence[tuple[int, int]]
) -> None:
    asyncio.run(take_turns(database, f"turns {next(NUMBERS)}", steps))


async def take_turns(database: Address, name: str, steps: Sequence[tuple[int, int]]) -> None:
    """Any process may ask at any moment. Who waits as long as it is asked to, and is first then, gets the turn."""
    clock, every = Clock(), timedelta(seconds=5.5)
    taken: list[datetime] = []
    async with open_store(database, clock) as store:
        processes = [leases(store, clock) for _ in range(HOLDERS)]
        for which, milliseconds in steps:
            clock.now += timedelta(milliseconds=milliseconds)
            wait = await processes[which].turn(name, every)
            if wait:
                assert clock.now + wait == taken[-1] + every
            else:
                taken.append(clock.now)
        clock.now += await processes[0].turn(name, every)
        assert not taken or clock.now >= taken[-1]
    assert all(later - earlier >= every for earlier, later in pairwise(taken))


async def test_a_turn_that_is_late_when_it_was_stored_is_none(store: Store) -> None:
    """Else the next one would follow sooner than it may."""
    moments = [BEGIN, BEGIN + timedelta(seconds=2)]
    late = leases(store, lambda: moments.pop(0) if len(moments) > 1 else moments[0])
    assert await late.turn("turns", timedelta(seconds=5.5)) == timedelta(seconds=5.5)


async def test_who_works_holds_it_meanwhile_and_gives_it_back(store: Store) -> None:
    one, other = leases(store, lambda: BEGIN), leases(store, lambda: BEGIN)
    async with one.held("work") as is_mine:
        assert is_mine
        async with other.held("work") as is_theirs:
            assert not is_theirs
        # What did not get it gives nothing back.
        assert await other.take("work") is None
    assert await one.free_at("work") is None
    async with other.held("work") as is_theirs:
        assert is_theirs


async def test_an_error_gives_it_back_too(store: Store) -> None:
    one, other = leases(store, lambda: BEGIN), leases(store, lambda: BEGIN)
    with pytest.raises(RuntimeError):
        async with one.held("work"):
            raise RuntimeError
    assert await other.take("work") is not None


async def test_a_clock_that_was_set_back_locks_nobody_out(store: Store) -> None:
    later = BEGIN + timedelta(days=1)
    assert await leases(store, lambda: later).take("work") is not None
    assert await leases(store, lambda: BEGIN).take("work") is not None
    # A clock of another machine that differs by seconds takes nothing away.
    ahead = BEGIN + timedelta(seconds=30)
    assert await leases(store, lambda: ahead).take("other work") is not None
    assert await leases(store, lambda: BEGIN).take("other work") is None

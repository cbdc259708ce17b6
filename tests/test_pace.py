"""The pace of calls, on a loop whose time passes only while it sleeps or a test says so."""

from __future__ import annotations

import asyncio
import selectors
from collections.abc import Awaitable, Callable
from itertools import pairwise

import pytest

from bot.pace import Pace

INTERVAL = 2.0


class Clock(selectors.DefaultSelector):
    """Sleeping takes no real time: it moves `now`."""

    now = 1000.0

    def select(self, timeout: float | None = None) -> list[tuple[selectors.SelectorKey, int]]:
        self.now += timeout or 0.0
        return super().select(0)


class Loop(asyncio.SelectorEventLoop):
    def __init__(self) -> None:
        self.clock = Clock()
        super().__init__(self.clock)

    def time(self) -> float:
        return self.clock.now


def run(test: Callable[[Clock], Awaitable[list[float]]]) -> list[float]:
    """Run a test on such a loop; return when its turns came, in seconds since it began."""
    loop = Loop()

    async def main() -> list[float]:
        began = loop.time()
        return [at - began for at in await test(loop.clock)]

    with asyncio.Runner(loop_factory=lambda: loop) as runner:
        return runner.run(main())


async def turns(pace: Pace, clock: Clock, count: int, late: dict[int, float] | None = None) -> list[float]:
    """When each of so many turns came that were asked for at once; after some the loop is held up for seconds."""
    came: list[tuple[int, float]] = []

    async def take(number: int) -> None:
        await pace.turn()
        came.append((number, clock.now))
        clock.now += (late or {}).get(number, 0.0)

    await asyncio.gather(*(take(number) for number in range(count)))
    assert [number for number, _ in came] == list(range(count))
    return [at for _, at in came]


def test_the_first_turn_comes_at_once_and_the_others_evenly_in_order() -> None:
    assert run(lambda clock: turns(Pace(INTERVAL), clock, 5)) == pytest.approx([0, 2, 4, 6, 8])


def test_turns_are_not_saved_up() -> None:
    async def test(clock: Clock) -> list[float]:
        pace = Pace(INTERVAL)
        await pace.turn()
        clock.now += 100
        return await turns(pace, clock, 3)

    assert run(test) == pytest.approx([100, 102, 104])


def test_after_the_loop_was_held_up_there_is_no_burst() -> None:
    came = run(lambda clock: turns(Pace(INTERVAL), clock, 8, late={2: 7.0}))
    assert came[3] == pytest.approx(11)
    assert min(later - earlier for earlier, later in pairwise(came)) >= INTERVAL - 1e-6


def test_with_slack_a_little_lateness_costs_nothing_and_more_only_the_rest() -> None:
    came = run(lambda clock: turns(Pace(INTERVAL, slack=0.5), clock, 6, late={1: 2.3, 3: 3.0}))
    assert came == pytest.approx([0, 2, 4.3, 6, 9, 10.5])


def test_how_long_the_next_turn_takes_is_known() -> None:
    async def test(clock: Clock) -> list[float]:
        pace = Pace(INTERVAL)
        before = pace.wait()
        asking = [asyncio.create_task(pace.turn()) for _ in range(3)]
        await asking[0]
        waits = [before, pace.wait()]
        await asyncio.gather(*asking)
        return [clock.now + wait for wait in waits]

    assert run(test) == pytest.approx([4, 10])


def test_without_an_interval_nobody_waits() -> None:
    assert run(lambda clock: turns(Pace(0), clock, 3)) == pytest.approx([0, 0, 0])


def test_a_turn_that_is_cancelled_holds_up_no_other() -> None:
    async def test(clock: Clock) -> list[float]:
        pace = Pace(INTERVAL)
        await pace.turn()
        cancelled = asyncio.create_task(pace.turn())
        await asyncio.sleep(0.1)
        cancelled.cancel()
        await pace.turn()
        return [clock.now]

    assert run(test) == pytest.approx([4])

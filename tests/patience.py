"""How tests wait and measure, so that a machine that also does other things changes nothing."""

import time
from collections.abc import Awaitable, Callable
from typing import TypeVar

PATIENCE = 120.0
"""Seconds to wait for what has to come. Only what hangs uses them up, also on a busy machine."""
TRIES = 5
_T = TypeVar("_T")


async def soon(act: Callable[[], Awaitable[_T]], seconds: float) -> _T:
    """What `act` gives, if it takes less than so many seconds.

    It is done again if it took longer: what waits for something does so each time, a machine is not always busy.
    """
    took: list[float] = []
    for _ in range(TRIES):
        begun = time.monotonic()
        done = await act()
        took.append(time.monotonic() - begun)
        if took[-1] < seconds:
            return done
    raise AssertionError(f"it never took less than {seconds} s, but {took}")


def work(act: Callable[[], object]) -> float:
    """The seconds of processor time that `act` takes: the least of several, as the others were disturbed."""
    used: list[float] = []
    for _ in range(TRIES):
        begun = time.process_time()
        act()
        used.append(time.process_time() - begun)
    return min(used)

"""The time of the running event loop, which a test can move on."""

import asyncio
from collections.abc import Generator
from contextlib import contextmanager

import pytest


class LoopTime:
    """Goes on by itself, and further when it is moved."""

    def __init__(self, loop: asyncio.AbstractEventLoop) -> None:
        self._real = loop.time
        self._ahead = 0.0

    def now(self) -> float:
        return self._real() + self._ahead

    def move(self, seconds: float) -> None:
        self._ahead += seconds


@contextmanager
def moving_looptime() -> Generator[LoopTime]:
    """Let the running loop have a time that can be moved."""
    loop = asyncio.get_running_loop()
    time = LoopTime(loop)
    with pytest.MonkeyPatch.context() as patching:
        patching.setattr(loop, "time", time.now)
        yield time

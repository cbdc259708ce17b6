"""Keeping calls at an even pace."""

import asyncio


class Pace:
    """Turns that come one after another, in the order in which they are asked for, `interval` seconds apart.

    A turn that comes late moves all later ones back by as much, so that they never come in a burst. With `slack`, up
    to so many seconds of being late do not count, so that the pace is kept on average.

    Turns are waited for by sleeping: the demo's virtual clock knows a sleep, but not the timers of a library.
    """

    def __init__(self, interval: float, slack: float = 0.0) -> None:
        self._interval = interval
        self._slack = slack
        self._next = 0.0
        self._moved = 0.0

    def wait(self) -> float:
        """Return the seconds until the next free turn."""
        return max(0.0, self._next - asyncio.get_running_loop().time())

    async def turn(self) -> None:
        """Wait for the next free turn. If this is cancelled, that turn passes unused."""
        now = asyncio.get_running_loop().time
        due = max(now(), self._next)
        self._next = due + self._interval
        moved_before = self._moved
        while (wait := due + self._moved - moved_before - now()) > 0:  # noqa: ASYNC110 (the turn may move meanwhile)
            await asyncio.sleep(wait)
        if (late := -wait - self._slack) > 0:
            self._moved += late
            self._next += late

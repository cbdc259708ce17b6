"""Keeping calls at an even pace."""

import asyncio


class Pace:
    """Gives out turns `interval` seconds apart, in the order in which they are asked for.

    A late turn delays all later ones by as much, so that they never come in a burst. With `slack`, up
    to that many seconds of delay don't count, so that the pace is kept on average.

    It waits by sleeping: the demo's virtual clock handles sleeps, but not the timers of a library.
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

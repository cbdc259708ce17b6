"""A sleep that ends early when there is something to do."""

import asyncio


class Alarm:
    """Wakes one loop, which sleeps on it between its turns."""

    def __init__(self) -> None:
        self._rung = False
        self._nap: asyncio.Task[None] | None = None

    def ring(self) -> None:
        """End the sleep. While nobody sleeps, the next sleep ends at once."""
        self._rung = True
        if self._nap is not None:
            self._nap.cancel()

    async def sleep(self, seconds: float) -> None:
        """Sleep until `ring` is called, for this many seconds at most."""
        if not self._rung:
            self._nap = asyncio.create_task(asyncio.sleep(seconds))
            try:
                await self._nap
            except asyncio.CancelledError:
                if not self._rung or _is_ending():
                    raise
            finally:
                self._nap.cancel()
                self._nap = None
        self._rung = False


def _is_ending() -> bool:
    """Whether the sleeping task itself was cancelled."""
    task = asyncio.current_task()
    return task is not None and task.cancelling() > 0

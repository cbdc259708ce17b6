"""The loop that notices what other processes write, and wakes what follows it in this one."""

import asyncio
import logging
from collections.abc import Awaitable, Callable

from bot.ending import cancel
from bot.errors import StoreTrouble

_log = logging.getLogger(__name__)
EVERY = 1.0
"""Seconds between two looks, and so the longest time until a change of another process is noticed."""
_AFTER_TROUBLE = 10.0


class Listener:
    """Looks once a second whether another process has written anything. Its loop survives every error.

    `has_changed` returns whether one has, since it was last called; `follow` looks what there is to do.
    """

    def __init__(self, has_changed: Callable[[], Awaitable[bool]], follow: Callable[[], Awaitable[None]]) -> None:
        self._has_changed = has_changed
        self._follow = follow
        self._loop: asyncio.Task[None] | None = None

    def start(self) -> None:
        """Start the loop. Later calls do nothing."""
        if self._loop is None:
            self._loop = asyncio.create_task(self._run())

    async def stop(self) -> None:
        """Stop at once."""
        await cancel(self._loop)
        self._loop = None

    async def _run(self) -> None:
        while True:
            try:
                if await self._has_changed():
                    await self._follow()
            except StoreTrouble:  # logged by the store, once
                await asyncio.sleep(_AFTER_TROUBLE)
            except Exception:
                _log.exception("What other processes changed could not be followed; this is tried again")
                await asyncio.sleep(_AFTER_TROUBLE)
            await asyncio.sleep(EVERY)

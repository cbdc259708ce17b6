"""What one process at a time does: it holds a lease meanwhile, and if it dies, another takes it over in minutes."""

import asyncio
import logging
import secrets
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager, suppress
from datetime import datetime, timedelta

from bot.errors import StoreTrouble
from bot.services.kit import Kit, Service

_log = logging.getLogger(__name__)
TERM = timedelta(minutes=2)
"""A lease runs out if its holder has not extended it for as long."""
_PARTS = 4
"""It is extended several times in that time, so that one failure does not lose it."""


class Leases(Service):
    """The leases that this process takes; `holder` tells it from others, and from itself before a restart."""

    def __init__(self, kit: Kit, holder: str | None = None) -> None:
        super().__init__(kit)
        self.holder = holder or secrets.token_hex(8)

    async def take(self, name: str, term: timedelta = TERM) -> datetime | None:
        """Take a lease, or extend it. Return until when this process has it; None if another one has it."""
        async with self._store.changing() as gateways:
            now = self._clock()  # after the wait for one's turn to write
            return now + term if await gateways.leases.take(name, self.holder, now, now + term) else None

    async def turn(self, name: str, every: timedelta) -> timedelta:
        """Take the next of the turns that all processes together have so often. Return how long to wait if it is none.

        A turn begins as soon as this returns. It is never returned later than a tenth of `every` after it was taken.
        """
        async with self._store.changing() as gateways:
            now = self._clock()
            if not await gateways.leases.take(name, secrets.token_hex(8), now, now + every):
                free_at = await gateways.leases.free_at(name)
                return max((free_at or now) - now, timedelta(milliseconds=1))
        return every if self._clock() - now > every / 10 else timedelta()

    async def give_back(self, name: str) -> None:
        """Let another process take it at once."""
        async with self._store.changing() as gateways:
            await gateways.leases.give_back(name, self.holder)

    async def free_at(self, name: str) -> datetime | None:
        """Return when a lease is free unless its holder extends it; None if nobody has it."""
        return await self._store.reading().leases.free_at(name)

    async def until_free(self, name: str) -> timedelta:
        """Return how long a lease is still taken, unless its holder extends it."""
        free_at = await self.free_at(name)
        return max(free_at - self._clock(), timedelta()) if free_at else timedelta()

    @asynccontextmanager
    async def held(self, name: str) -> AsyncGenerator[bool]:
        """Yield whether this process does it now: it then holds the lease, and extends it for as long as it takes.

        What is done must do no harm if two processes do it after all, as they may after a pause of the whole machine.
        """
        if await self.take(name) is None:
            yield False
            return
        extending = asyncio.create_task(self._extend(name))
        try:
            yield True
        finally:
            extending.cancel()
            await asyncio.gather(extending, return_exceptions=True)
            with suppress(StoreTrouble):  # logged by the store; it runs out by itself
                await self.give_back(name)

    async def _extend(self, name: str) -> None:
        while True:
            await asyncio.sleep(TERM.total_seconds() / _PARTS)
            with suppress(StoreTrouble):  # logged by the store, and tried again
                if await self.take(name) is None:
                    _log.warning("Another process has taken over what this one was doing (%s).", name)
                    return

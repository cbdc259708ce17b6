"""What belongs to the whole bot, not to one server: counts, the commands that were sent, forgetting a member."""

import asyncio
from collections.abc import Callable

from bot.services.kit import Service


class Statistics(Service):
    """Counts over the shared base."""

    async def counts(self) -> tuple[int, int]:
        """Return how many shows and how many facts are on record."""
        return await self._store.reading().catalogue.counts()


class CommandSync(Service):
    """Remembers which commands an application last sent to Discord."""

    async def is_current(self, application: int, digest: str) -> bool:
        """Return whether the commands with this digest were the last to be sent."""
        return await self._store.reading().servers.synced_commands(application) == digest

    async def record(self, application: int, digest: str) -> None:
        """Note that the commands with this digest were sent."""
        async with self._store.writing() as gateways:
            await gateways.servers.set_synced_commands(application, digest)


class Privacy(Service):
    """Removes what is stored about a member."""

    async def forget(self, user: int) -> None:
        """Remove what is stored about a member, in every server and at once.

        Their changes to facts stay, as a former member's. Their suggestions are withdrawn unless somebody else backs
        them or they were decided. A server's block against them stays too. That they asked is noted beside the
        database, so that a restored backup does not bring them back; a server's own tools would not look at that.
        """
        now = self._clock()
        async with self._store.writing() as gateways:
            await gateways.housekeeping.forget_member(user, now)
            if self._store.forgotten:
                await asyncio.to_thread(self._store.forgotten.add, user, now)  # before this is committed

    async def forget_again(self, has_asked: Callable[[int], bool]) -> int:
        """Forget the members in a restored backup who had asked for it. Return how many these are."""
        forgotten = [user for user in await self._store.reading().housekeeping.members() if has_asked(user)]
        for user in forgotten:
            async with self._store.writing() as gateways:
                await gateways.housekeeping.forget_member(user, self._clock())
        return len(forgotten)


class Versions(Service):
    """Remembers which version of Casefile ran last."""

    async def start(self, version: str) -> str | None:
        """Note that a version runs, and return which one ran before; None if that was the same, or is not known."""
        if await self._store.reading().servers.last_version() == version:
            return None
        async with self._store.writing() as gateways:
            before = await gateways.servers.last_version()
            if before == version:  # another process was first
                return None
            await gateways.servers.set_version(version, self._clock())
            return before

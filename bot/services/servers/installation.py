"""What belongs to the whole bot, not to one server: counts, the commands that were sent, forgetting a member."""

from collections.abc import Callable
from datetime import datetime

from bot.store.store import Store


class Statistics:
    """Counts over the shared base."""

    def __init__(self, store: Store) -> None:
        self._store = store

    async def counts(self) -> tuple[int, int]:
        """Return how many shows and how many facts are on record."""
        return await self._store.reading().catalogue.counts()


class CommandSync:
    """Remembers which commands an application last sent to Discord."""

    def __init__(self, store: Store) -> None:
        self._store = store

    async def is_current(self, application: int, digest: str) -> bool:
        """Return whether the commands with this digest were the last to be sent."""
        return await self._store.reading().servers.synced_commands(application) == digest

    async def record(self, application: int, digest: str) -> None:
        """Note that the commands with this digest were sent."""
        async with self._store.writing() as gateways:
            await gateways.servers.set_synced_commands(application, digest)


class Privacy:
    """Removes what is stored about a member."""

    def __init__(self, store: Store, clock: Callable[[], datetime]) -> None:
        self._store = store
        self._clock = clock

    async def forget(self, user: int) -> None:
        """Remove what is stored about a member, in every server and at once.

        Their changes to facts stay, as a former member's. Their suggestions are withdrawn unless somebody else backs
        them or they were decided. A server's block against them stays too.
        """
        async with self._store.writing() as gateways:
            await gateways.housekeeping.forget_member(user, self._clock())

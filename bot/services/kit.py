"""What the services of all features share."""

from collections.abc import AsyncGenerator, Callable
from contextlib import asynccontextmanager
from datetime import datetime

from bot.domain.ids import Ids
from bot.domain.shards import UNDIVIDED, Shards
from bot.services.access import Caller, require_moderator
from bot.services.names.episodes import EpisodeFinder
from bot.services.names.finder import Finder
from bot.store.store import Gateways, Readable, Store


class ReadingKit:
    """What is read from, what finds names in it, and a clock that gives aware moments in UTC."""

    def __init__(self, readable: Readable, clock: Callable[[], datetime]) -> None:
        self.readable = readable
        self.finder = Finder(readable)
        self.episodes = EpisodeFinder(readable, self.finder, clock)
        self.clock = clock


class Kit(ReadingKit):
    """The same for a store, which can be written to, and new ids. `mine` are the shards of this process."""

    def __init__(self, store: Store, ids: Ids, clock: Callable[[], datetime], mine: Shards = UNDIVIDED) -> None:
        super().__init__(store, clock)
        self.store = store
        self.ids = ids
        self.mine = mine


class ReadingService:
    """Use cases that change nothing."""

    def __init__(self, kit: ReadingKit) -> None:
        self._store = kit.readable
        self._finder = kit.finder
        self._episodes = kit.episodes
        self._clock = kit.clock


class Service:
    """Use cases: each public method is one of them, and one transaction."""

    def __init__(self, kit: Kit) -> None:
        self._kit = kit
        self._store = kit.store
        self._finder = kit.finder
        self._episodes = kit.episodes
        self._ids = kit.ids
        self._mine = kit.mine
        self._clock = kit.clock

    async def check(self, caller: Caller) -> None:
        """Raise NotModerator if the caller is not a moderator."""
        await require_moderator(self._store.reading(), caller)

    async def _read_for(self, caller: Caller) -> Gateways:
        """Return what to read from for a moderator. Raises NotModerator."""
        await self.check(caller)
        return self._store.reading()

    @asynccontextmanager
    async def _change_for(self, caller: Caller) -> AsyncGenerator[Gateways]:
        """Open a transaction for a moderator. Raises NotModerator."""
        async with self._store.changing() as gateways:
            await require_moderator(gateways, caller)
            yield gateways

"""What the services of all features share."""

from collections.abc import Callable
from datetime import datetime

from bot.domain.ids import Ids
from bot.services.names.finder import Finder
from bot.store.store import Store


class Kit:
    """The store, what finds names in it, new ids, and a clock that gives aware moments in UTC."""

    def __init__(self, store: Store, ids: Ids, clock: Callable[[], datetime]) -> None:
        self.store = store
        self.finder = Finder(store)
        self.ids = ids
        self.clock = clock


class Service:
    """Use cases: each public method is one of them, and one transaction."""

    def __init__(self, kit: Kit) -> None:
        self._store = kit.store
        self._finder = kit.finder
        self._ids = kit.ids
        self._clock = kit.clock

"""What differs from one engine to the other, around the statements that are the same."""

import asyncio
from collections.abc import Callable, Collection
from typing import Protocol

from bot.store.session import Session


def how_busy(session: Session) -> int:
    """How many statements it has to do."""
    return len(session.under_way)


class Lane:
    """A connection that writes, and whose turn it is."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self.turn = asyncio.Lock()


class Engine(Protocol):
    """The connections to one database, and what else depends on where it is."""

    readers: tuple[Session, ...]

    def lane(self, *, alone: bool) -> Lane:
        """The connection that writes; without `alone` it may be another, which those that are alone leave free."""
        ...

    async def check(self) -> None:
        """Raise StoreUnwritable if what would be saved now would be lost."""
        ...

    async def prove(self, session: Session) -> bool:
        """Add to a transaction what can only be committed if something can be saved. Return whether it did."""
        ...

    def prove_next(self) -> None:
        """Have the next transaction prove it."""
        ...

    async def announce(self, session: Session, changed: Collection[str]) -> None:
        """Add to a transaction what makes other processes know of the tables that it changed."""
        ...

    def on_change_elsewhere(self, forget: Callable[[Collection[str]], None]) -> None:
        """Call `forget` with the tables that another process changed, where that can be heard."""
        ...

    async def changed_elsewhere(self) -> bool:
        """Return whether another process may have changed anything unheard since this was last called."""
        ...

    async def has_news(self) -> bool:
        """Return whether another process may have changed anything at all since this was last called."""
        ...

    async def measure(self) -> None:
        """Have it count what it plans statements by, where there are rows that were never counted."""
        ...

    async def size(self) -> int:
        """Return how many bytes the database takes. Raises OSError for a file, and StoreTrouble for a server."""
        ...

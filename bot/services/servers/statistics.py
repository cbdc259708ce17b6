"""How much is on record."""

from bot.store.store import Store


class Statistics:
    """Counts over the shared base."""

    def __init__(self, store: Store) -> None:
        self._store = store

    async def counts(self) -> tuple[int, int]:
        """How many shows and how many facts."""
        return await self._store.reading().catalogue.counts()

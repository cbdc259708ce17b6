"""Copies of what other sites sent, kept in the store."""

from bot.domain.show_lookups import WebCopy
from bot.store.store import Store


class WebCopies:
    """What was fetched outlives the process, so that a broken-off import goes on where it was."""

    def __init__(self, store: Store) -> None:
        self._store = store

    async def get(self, url: str) -> WebCopy | None:
        return await self._store.reading().lookups.copy(url)

    async def keep(self, copy: WebCopy) -> None:
        async with self._store.changing() as gateways:
            await gateways.lookups.keep(copy)

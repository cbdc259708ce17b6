"""Remembering which commands Discord was last told of."""

from bot.store.store import Store


class CommandSync:
    """Tells whether an application's commands have changed since they were last sent."""

    def __init__(self, store: Store) -> None:
        self._store = store

    async def is_current(self, application: int, digest: str) -> bool:
        """Whether the commands with this digest are the ones that were sent last."""
        return await self._store.reading().servers.synced_commands(application) == digest

    async def record(self, application: int, digest: str) -> None:
        """The commands with this digest were sent."""
        async with self._store.writing() as gateways:
            await gateways.servers.set_synced_commands(application, digest)

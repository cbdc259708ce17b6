"""What a member can have removed."""

from bot.store.store import Store


class Privacy:
    def __init__(self, store: Store) -> None:
        self._store = store

    async def forget(self, user: int) -> None:
        """Remove what is stored about a member, in every server and at once.

        What they changed and suggested stays and is a former member's; a server's block against them stays too.
        """
        async with self._store.writing() as gateways:
            await gateways.housekeeping.forget_member(user)

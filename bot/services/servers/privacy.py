"""What a member can have removed."""

from collections.abc import Callable
from datetime import datetime

from bot.store.store import Store


class Privacy:
    def __init__(self, store: Store, clock: Callable[[], datetime]) -> None:
        self._store = store
        self._clock = clock

    async def forget(self, user: int) -> None:
        """Remove what is stored about a member, in every server and at once.

        What they changed stays and is a former member's; what they suggested is withdrawn unless somebody else backs it
        or it was decided. A server's block against them stays too.
        """
        async with self._store.writing() as gateways:
            await gateways.housekeeping.forget_member(user, self._clock())

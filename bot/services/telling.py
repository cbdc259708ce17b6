"""What a delivery says, read from the facts at the moment at which it is sent."""

from collections.abc import Callable
from datetime import datetime

from bot.domain.announcements import Announcement, Post, Unsaid
from bot.domain.deliveries import Delivery
from bot.store.store import Store


class Telling:
    def __init__(self, store: Store, clock: Callable[[], datetime]) -> None:
        self._store = store
        self._clock = clock

    async def post(self, announcement: Announcement, delivery: Delivery) -> Post | Unsaid:
        """What to post, or for a correction how the message that it corrects is to read now."""
        raise NotImplementedError(announcement, delivery)

"""Looks at the feeds that are due."""

import logging
from collections.abc import Callable
from datetime import datetime

from bot.errors import StoreTrouble
from bot.services.feeds.feeds import Feeds

_log = logging.getLogger(__name__)
_MOST_LOOKS = 25


class Follower:
    """`errors` counts the looks that failed unexpectedly."""

    def __init__(self, feeds: Feeds, clock: Callable[[], datetime]) -> None:
        self.errors = 0
        self._feeds = feeds
        self._clock = clock

    async def follow(self) -> None:
        """Look at what is due, a bounded number of times. What fails is logged, and tried again at the next turn."""
        try:
            for _ in range(_MOST_LOOKS):
                due = await self._feeds.next_look()
                if due is None or due > self._clock():
                    return
                await self._feeds.look()
        except StoreTrouble:  # logged by the store, once
            self.errors += 1
        except Exception:
            self.errors += 1
            _log.exception("Error no. %s since the start in reading feeds, which continues", self.errors)

"""Looking at the feeds that are due, and telling of what they brought."""

import logging
from collections.abc import Callable
from datetime import datetime

from bot.domain.feeds import Looked
from bot.outbox.announcer import Announcer
from bot.outbox.decisions import DecisionNotices
from bot.outbox.log_poster import LogPoster
from bot.services.feeds.feeds import Feeds

_log = logging.getLogger(__name__)
_MOST_LOOKS = 25


class Follower:
    """`errors` counts the looks that failed in a way that nobody foresaw."""

    def __init__(
        self,
        feeds: Feeds,
        log: LogPoster,
        outcomes: DecisionNotices,
        announcer: Announcer,
        clock: Callable[[], datetime],
    ) -> None:
        self.errors = 0
        self._feeds = feeds
        self._log = log
        self._outcomes = outcomes
        self._announcer = announcer
        self._clock = clock

    async def follow(self) -> None:
        """Look at what is due, a bounded number of times; what fails is logged here and met again at the next turn."""
        try:
            for _ in range(_MOST_LOOKS):
                due = await self._feeds.next_look()
                if due is None or due > self._clock():
                    return
                await self._tell(await self._feeds.look())
        except Exception:
            self.errors += 1
            _log.exception("Following feeds met an error, the %s. since the start; it goes on", self.errors)

    async def _tell(self, looked: Looked) -> None:
        # Links were planned in the same transactions; the announcer posts them.
        self._announcer.wake()
        for guild in looked.guilds:
            await self._log.post(guild)
        for guild, suggestion in looked.grown:
            await self._outcomes.refresh(guild, suggestion)

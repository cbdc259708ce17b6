"""The loop that reads the feeds that are due."""

import asyncio
import logging

from bot.domain.feeds import READS_AT_ONCE, Turn
from bot.ending import cancel
from bot.errors import StoreTrouble
from bot.outbox.alarm import Alarm
from bot.services.feeds.feeds import Feeds

_log = logging.getLogger(__name__)
# Feeds are read every 15 minutes at most, so nobody notices a minute.
_LONGEST_SLEEP = 60.0


class Follower:
    """Reads up to eight feeds at once. When one has been read, the one that is next gets its place at once.

    The loop survives every error: each is logged and counted in `errors`.
    """

    def __init__(self, feeds: Feeds) -> None:
        self.errors = 0
        self._feeds = feeds
        self._alarm = Alarm()
        self._loop: asyncio.Task[None] | None = None
        self._under_way: set[asyncio.Task[None]] = set()

    def start(self) -> None:
        """Start the loop. Later calls do nothing, however often the gateway reconnects."""
        if self._loop is None:
            self._loop = asyncio.create_task(self._run())

    async def stop(self) -> None:
        """Stop at once. What was being read is read again when its lease has run out."""
        await cancel(self._loop)
        self._loop = None
        await cancel(*self._under_way)

    def wake(self) -> None:
        """Look now: a feed may be due, or a place is free."""
        self._alarm.ring()

    async def _run(self) -> None:
        while True:
            try:
                await self._fill()
            except StoreTrouble:  # logged by the store, once
                self.errors += 1
            except Exception:
                self._note_error("Choosing the next feed failed")
            await self._alarm.sleep(_LONGEST_SLEEP)

    async def _fill(self) -> None:
        """Begin to read what is due, as far as there are places."""
        while len(self._under_way) < READS_AT_ONCE and (turn := await self._feeds.next_turn()):
            task = asyncio.create_task(self._read(turn))
            self._under_way.add(task)
            task.add_done_callback(self._ended)

    def _ended(self, task: asyncio.Task[None]) -> None:
        self._under_way.discard(task)
        self.wake()

    async def _read(self, turn: Turn) -> None:
        try:
            await self._feeds.read(turn)
        except StoreTrouble:  # logged by the store, once
            self.errors += 1
        except Exception:
            self._note_error(f"Feed {turn.feed.id} could not be read")

    def _note_error(self, what: str) -> None:
        self.errors += 1
        _log.exception("%s (error no. %s since the start in reading feeds, which continues)", what, self.errors)

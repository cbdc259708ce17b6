"""The loop that finds what announcements have to post about facts, and which posts need a correction."""

import asyncio
import logging
from collections.abc import Callable

from bot.ending import cancel
from bot.errors import StoreTrouble
from bot.outbox.alarm import Alarm
from bot.services.posts.watching import NewsWatch

_log = logging.getLogger(__name__)
# Another process's changes, and a new day, are noticed within this many seconds.
_LONGEST_SLEEP = 60.0
_PAUSE = 0.02
# A walk through all servers must not plan posts faster than they can be sent: others would wait behind them.
_POSTS_A_SECOND = 40
_AFTER_ERROR, _LONGEST_AFTER_ERROR = 1.0, 10.0


class Watcher:
    """Looks at what changed, one small step at a time, so that it delays neither posts nor answers.

    `planned` is called when posts were planned. The loop survives every error: each is logged and counted in `errors`.
    """

    def __init__(self, watching: NewsWatch, planned: Callable[[], None]) -> None:
        self.errors = 0
        self._watching = watching
        self._planned = planned
        self._alarm = Alarm()
        self._loop: asyncio.Task[None] | None = None

    def start(self) -> None:
        """Start the loop. Later calls do nothing, however often the gateway reconnects."""
        if self._loop is None:
            self._loop = asyncio.create_task(self._run())

    async def stop(self) -> None:
        """Stop at once. What was not looked at waits in the store."""
        await cancel(self._loop)
        self._loop = None

    def wake(self) -> None:
        """Look now: something changed."""
        self._alarm.ring()

    async def _run(self) -> None:
        failed = 0
        while True:
            try:
                seconds = await self._step()
            except StoreTrouble:  # logged by the store, once
                self.errors += 1
            except Exception as error:
                self._note(error)
            else:
                failed = 0
                await self._alarm.sleep(seconds)
                continue
            # A lasting error must not keep the machine busy, however much changes meanwhile.
            failed += 1
            self._planned()
            await asyncio.sleep(min(_AFTER_ERROR * failed, _LONGEST_AFTER_ERROR))

    async def _step(self) -> float:
        """Take a step. Return the seconds until the next one, unless something changes before."""
        step = await self._watching.step()
        for error in step.failures:
            self._note(error)
        if step.planned:
            self._planned()
        if step.more:
            return max(_PAUSE, step.planned / _POSTS_A_SECOND)
        return _LONGEST_AFTER_ERROR if self._watching.has_put_off else _LONGEST_SLEEP

    def _note(self, error: Exception) -> None:
        self.errors += 1
        _log.error("Error no. %s since the start in looking at posts, which continues", self.errors, exc_info=error)

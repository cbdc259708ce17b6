"""Reading feeds: fetched here, parsed in a process of their own."""

import asyncio
import json
import logging
import os
import signal
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter

from bot.domain.feeds import LONGEST_WAIT, SHORTEST_WAIT, FeedCopy, ReadFeed
from bot.errors import SiteTrouble
from bot.web.fetching import Fetcher

_log = logging.getLogger(__name__)
_CHILD = "bot.web.feed_items"
_HOME = Path(__file__).parents[2]
# The child gets nothing else from the bot's environment, which may hold the token.
_PASSED_ON = ("PATH", "PYTHONPATH", "SYSTEMROOT")
_AT_ONCE = 2
_LONGEST_CONTENT_TYPE = 200
_LAST_WORDS = 2_000
_TIME_USED_UP = -getattr(signal, "SIGXCPU", 0) or None
_TOO_LONG = "That feed takes too long to read: it is very large, or broken on purpose."


class FeedReader:
    """Reads feeds in every format.

    The process that parses a feed limits its own processor time. `seconds` is when it is ended even if it used none.
    """

    def __init__(
        self, fetcher: Fetcher, *, clock: Callable[[], datetime] = lambda: datetime.now(UTC), seconds: float = 120.0
    ) -> None:
        self._fetcher = fetcher
        self._clock = clock
        self._seconds = seconds
        self._turns = asyncio.Semaphore(_AT_ONCE)

    async def read(self, url: str, *, etag: str | None = None, last_modified: str | None = None) -> FeedCopy | None:
        """The feed at the address; None if it has not changed since it was fetched with these validators.

        Raises BadInput if the address is invalid or may not be reached, and SiteTrouble if no feed can be read there.
        """
        fetched = await self._fetcher.get(url, etag=etag, last_modified=last_modified)
        if fetched is None:
            return None
        question = {
            "asked": url,
            "found": fetched.url,
            "content_type": fetched.content_type[:_LONGEST_CONTENT_TYPE],
            "today": self._clock().date().isoformat(),
        }
        async with self._turns:
            answer = await self._answer(json.dumps(question).encode() + b"\n" + fetched.body, url)
        if "trouble" in answer:
            raise SiteTrouble(answer["trouble"])
        feed = _as_read().validate_python(answer["feed"])
        every = _every(feed.every, fetched.fresh_for)
        return FeedCopy(replace(feed, every=every), fetched.etag, fetched.last_modified)

    async def _answer(self, question: bytes, url: str) -> dict[str, Any]:
        child = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", _CHILD),
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.PIPE,
            cwd=_HOME,
            env={name: os.environ[name] for name in _PASSED_ON if name in os.environ},
        )
        try:
            async with asyncio.timeout(self._seconds):
                output, complaint = await child.communicate(question)
        except TimeoutError as error:
            raise SiteTrouble(_TOO_LONG) from error
        finally:
            if child.returncode is None:
                child.kill()
                await child.wait()
        if child.returncode == _TIME_USED_UP:
            raise SiteTrouble(_TOO_LONG)
        if child.returncode != 0:
            last_words = complaint.decode(errors="replace")[-_LAST_WORDS:]
            _log.warning("The feed %s could not be read (exit code %s): %s", url, child.returncode, last_words)
            raise SiteTrouble("That feed can't be read: it is damaged, or too large.")
        return json.loads(output)


@cache
def _as_read() -> TypeAdapter[ReadFeed]:
    return TypeAdapter(ReadFeed)


def _every(feed_asks: timedelta | None, site_asks: timedelta | None) -> timedelta | None:
    """The longer of the intervals that the feed and its site ask for, within the bounds."""
    asked = [interval for interval in (feed_asks, site_asks) if interval]
    return min(max(*asked, SHORTEST_WAIT), LONGEST_WAIT) if asked else None

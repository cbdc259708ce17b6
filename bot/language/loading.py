"""Loading the libraries that read times and rules. Most days nobody types any, and they take 10 MB."""

import asyncio
from datetime import UTC, datetime
from functools import cache
from zoneinfo import ZoneInfo

from bot.language.moments import read_moment
from bot.language.recurrence.reading import read_rule


async def load() -> None:
    """Load what `read_moment` and `read_rule` need, in a thread: the first text that they read takes 0.2 seconds."""
    await asyncio.to_thread(_load)


@cache
def _load() -> None:
    zone, now = ZoneInfo("UTC"), datetime.now(UTC)
    at = read_moment("tomorrow 20:00", zone, now)
    read_rule("every friday", at.wall.time(), zone, now)

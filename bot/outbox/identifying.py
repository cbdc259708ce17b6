"""Opening sessions with Discord no faster than it allows, by all processes together.

Discord lets one shard in every five seconds of those with the same `shard_id % max_concurrency`. A lease in the store
says when the next one may be: processes know nothing else of each other.
"""

import asyncio
import logging
from collections import defaultdict
from contextlib import suppress
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from discord.http import HTTPClient, Route

from bot.discord_errors import NotDiscord
from bot.domain.shards import MOST_SHARDS
from bot.errors import StoreTrouble
from bot.services.leases import Leases

_log = logging.getLogger(__name__)
EVERY = timedelta(seconds=5.5)
"""Half a second more than Discord asks for, because requests are underway for different times."""
_SHORTEST_WAIT = 0.05


@dataclass(frozen=True, slots=True)
class GatewaySays:
    """How many shards Discord asks for, and how many it lets in at once; how many sessions are left for today."""

    address: str
    shards: int
    at_once: int
    remaining: int


async def ask_gateway(http: HTTPClient) -> GatewaySays:
    """Return what Discord says of its gateway. Raises NotDiscord, and what a request raises."""
    said: Any = await http.request(Route("GET", "/gateway/bot"))
    try:
        limit = said["session_start_limit"]
        numbers = said["shards"], limit["max_concurrency"], limit["remaining"]
        shards, at_once, remaining = map(int, numbers)
        address = str(said["url"])
    except (KeyError, TypeError, ValueError):
        raise NotDiscord("What was asked for Discord's gateway answered something else.") from None
    if not (0 < shards <= MOST_SHARDS and at_once > 0):
        raise NotDiscord(f"What was asked for Discord's gateway wants {shards:d} shards, {at_once:d} at a time.")
    return GatewaySays(address, shards, at_once, remaining)


class Identifying:
    """Gives out turns to open a session; `at_once` is Discord's `max_concurrency`."""

    def __init__(self, leases: Leases, application: int, at_once: int) -> None:
        self._leases = leases
        self._application = application
        self._at_once = at_once
        self._in_turn: dict[int, asyncio.Lock] = defaultdict(asyncio.Lock)

    async def near(self, shard: int) -> None:
        """Wait until a shard's turn may be near, before it connects: it then waits less over an open connection."""
        with suppress(StoreTrouble):  # logged by the store
            wait = await self._leases.until_free(self._name(shard))
            await asyncio.sleep(min(wait, 2 * EVERY).total_seconds())

    def _name(self, shard: int) -> str:
        return f"identify {self._application} {shard % self._at_once}"

    async def turn(self, shard: int) -> None:
        """Wait for a shard's turn, which is over at once: the session is opened now."""
        name = self._name(shard)
        async with self._in_turn[shard % self._at_once]:  # in this process one after another
            try:
                while wait := await self._leases.turn(name, EVERY):  # noqa: ASYNC110 (other processes set no event)
                    await asyncio.sleep(max(wait.total_seconds(), _SHORTEST_WAIT))
            except StoreTrouble:
                # Discord lets in who comes too early a few seconds later.
                _log.info("Shard %s connects without asking other processes whether it is its turn.", shard)
                await asyncio.sleep(EVERY.total_seconds())

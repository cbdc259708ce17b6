"""What can be seen of a running bot from outside its work, within a bounded time."""

import asyncio
import logging
import math
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from bot.client import Casefile
from bot.domain.readings import Readings
from bot.errors import StoreTrouble
from bot.monitoring.connections import Connections

_log = logging.getLogger(__name__)
_T = TypeVar("_T")
_PATIENCE = 2.0
"""Seconds in which the store must answer. Who asks waits for little longer: Docker for 30, Kubernetes for one."""
CONNECTED_WITHIN = 120.0
"""Seconds: the library has a lost connection back sooner, unless something is wrong."""


@dataclass(frozen=True, slots=True)
class Seen:
    """`latency` is in seconds, by shard, and is missing before the first heartbeat; `errors` by loop.

    `store` is None if the store did not answer.
    """

    servers: int
    connected: Mapping[int, bool]
    latency: Mapping[int, float]
    errors: Mapping[str, int]
    store: Readings | None


class State:
    """Looks at a bot, whose store must answer within `patience` seconds."""

    def __init__(self, client: Casefile, connections: Connections, patience: float = _PATIENCE) -> None:
        self._client = client
        self._connections = connections
        monitoring = client.services.servers.monitoring
        self._patience = patience
        self._ping = _Bounded(monitoring.ping, patience)
        self._readings = _Bounded(monitoring.readings, patience)

    async def troubles(self) -> list[str]:
        """Return what keeps the bot from working, in words; nothing if it is ready."""
        found: list[str] = []
        try:
            await self._ping.get()
        except TimeoutError:
            found.append(f"The store did not answer within {self._patience:g} seconds.")
        except (StoreTrouble, OSError) as error:
            found.append(f"The store does not answer: {error}")
        except Exception as error:
            _log.warning("The store could not be asked", exc_info=True)
            found.append(f"The store does not answer: {type(error).__name__}.")
        missing = self._connections.missing(self._client.latencies_by_shard(), CONNECTED_WITHIN)
        if missing:
            shards = ", ".join(map(str, missing))
            found.append(f"Not connected to Discord within the last two minutes: shard {shards}.")
        return found

    async def look(self) -> Seen:
        """Return what can be seen now."""
        client = self._client
        latencies = client.latencies_by_shard()
        return Seen(
            servers=len(client.guilds),
            connected={shard: self._connections.is_open(shard) for shard in latencies},
            latency={shard: latency for shard, latency in latencies.items() if math.isfinite(latency)},
            errors={
                "announcements": client.announcer.errors,
                "posts": client.watcher.errors,
                "feeds": client.follower.errors,
            },
            store=await self._read(),
        )

    async def _read(self) -> Readings | None:
        try:
            return await self._readings.get()
        except (TimeoutError, StoreTrouble, OSError) as error:
            _log.info("The store could not be read for metrics: %s", error or "it took too long")
            return None


class _Bounded(Generic[_T]):
    """Waits for something for a while only, and begins it anew only once it has ended.

    What asks a store that hangs must not queue up there.
    """

    def __init__(self, begin: Callable[[], Awaitable[_T]], seconds: float) -> None:
        self._begin = begin
        self._seconds = seconds
        self._under_way: asyncio.Future[_T] | None = None

    async def get(self) -> _T:
        """Return what it gives. Raises TimeoutError, and what it raises."""
        mine = self._under_way
        if mine is None or mine.done():
            mine = self._under_way = asyncio.ensure_future(self._begin())
            mine.add_done_callback(_heard)
        done, _ = await asyncio.wait({mine}, timeout=self._seconds)
        if not done:
            raise TimeoutError
        return mine.result()  # somebody else may have begun it anew meanwhile


def _heard(ended: asyncio.Future[Any]) -> None:
    """Nobody may be waiting for it any more, and the next one says the same again."""
    if not ended.cancelled():
        ended.exception()

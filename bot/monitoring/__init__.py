"""What a monitoring system is shown of a running bot: whether it lives, whether it is ready, and its metrics.

Only a bot with METRICS_PORT imports this.
"""

import asyncio
import logging
import time
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager

from bot.client import Casefile
from bot.ending import cancel
from bot.monitoring.connections import Connections
from bot.monitoring.loop_delay import measure_delay
from bot.monitoring.metrics import Metrics
from bot.monitoring.server import Pages, listening
from bot.monitoring.state import State

_log = logging.getLogger(__name__)


class Monitoring:
    """What a bot says of itself goes to `meter`; all else is read off the bot when somebody asks.

    `port` is the one that is open, once `watching` has opened it.
    """

    def __init__(self, host: str, port: int) -> None:
        self.meter = Metrics()
        self.port = port
        self._host = host

    @asynccontextmanager
    async def watching(self, client: Casefile) -> AsyncGenerator[None]:
        """Serve the pages about a bot within this block. Raises PortTaken, and BadSettings for a host that is none."""
        connections = Connections(time.monotonic)
        connections.follow(client)
        client.services.after_commit(self.meter.count)
        pages = Pages(self.meter, State(client, connections))
        async with listening(pages, self._host, self.port) as self.port:
            host = f"[{self._host}]" if ":" in self._host else self._host
            _log.info("Metrics are at http://%s:%s/metrics", host, self.port)
            measuring = asyncio.create_task(measure_delay(self.meter.delayed))
            try:
                yield
            finally:
                await cancel(measuring)

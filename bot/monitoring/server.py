"""The pages on the metrics' port: /live, /ready and /metrics."""

import asyncio
import errno
import socket
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager

from aiohttp import web
from prometheus_client.exposition import choose_encoder

from bot.errors import BadSettings, PortTaken
from bot.monitoring.metrics import Metrics
from bot.monitoring.state import State

_SHUTDOWN = 1.0  # seconds


class Pages:
    """`/live` answers if the event loop turns. `/ready` and `/metrics` look at the bot."""

    def __init__(self, metrics: Metrics, state: State) -> None:
        self._metrics = metrics
        self._state = state
        self._in_turn = asyncio.Lock()

    def add_to(self, app: web.Application) -> None:
        """Add the pages."""
        app.router.add_get("/live", self.live)
        app.router.add_get("/ready", self.ready)
        app.router.add_get("/metrics", self.metrics)

    async def live(self, _: web.Request) -> web.Response:
        return web.Response(text="The bot is alive.\n")

    async def ready(self, _: web.Request) -> web.Response:
        troubles = await self._state.troubles()
        if troubles:
            return web.Response(status=503, text="".join(f"{trouble}\n" for trouble in troubles))
        return web.Response(text="The bot is ready.\n")

    async def metrics(self, request: web.Request) -> web.Response:
        encode, kind = choose_encoder(",".join(request.headers.getall("Accept", [])))
        async with self._in_turn:  # what one request has seen is written before the next one looks
            self._metrics.seen = await self._state.look()
            written = await asyncio.to_thread(encode, self._metrics.registry)
        return web.Response(body=written, headers={"Content-Type": kind})


@asynccontextmanager
async def listening(pages: Pages, host: str, port: int) -> AsyncGenerator[int]:
    """Serve the pages within this block, which is given the port. Raises PortTaken and BadSettings."""
    app = web.Application(client_max_size=1024)
    pages.add_to(app)
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=_SHUTDOWN)
    await runner.setup()
    try:
        try:
            await web.TCPSite(runner, host, port).start()
        except OSError as error:
            raise _in_words(error, host, port) from error
        yield runner.addresses[0][1]
    finally:
        await runner.cleanup()


def _in_words(error: OSError, host: str, port: int) -> PortTaken | BadSettings:
    if error.errno == errno.EADDRINUSE:
        return PortTaken(port, "METRICS_PORT")
    if error.errno == errno.EACCES:
        return BadSettings(f"METRICS_PORT is {port}, which this user may not open; choose one above 1023.")
    if isinstance(error, socket.gaierror) or error.errno == errno.EADDRNOTAVAIL:
        return BadSettings(f"METRICS_HOST is {host}, which is not an address of this machine.")
    return BadSettings(f"METRICS_HOST and METRICS_PORT can't be used: {error}.")

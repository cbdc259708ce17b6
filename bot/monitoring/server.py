"""The pages on the metrics' port: /live, /ready and /metrics.

Whoever finds the port open can hold few connections, each for seconds: the bot needs its files and its time itself.
"""

import asyncio
import errno
import logging
import socket
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager

from aiohttp import web
from aiohttp.http_exceptions import HttpProcessingError
from aiohttp.typedefs import Handler
from prometheus_client.exposition import choose_encoder

from bot.errors import BadSettings, PortTaken
from bot.monitoring.metrics import Metrics
from bot.monitoring.state import State

_SHUTDOWN = 1.0  # seconds
CONNECTION_LASTS = 15.0  # seconds
_MOST_CONNECTIONS = 100
_log = logging.getLogger("bot.monitoring.requests")
_log.addFilter(lambda record: not (record.exc_info and isinstance(record.exc_info[1], HttpProcessingError)))
"""Without requests that can't be read: that is no fault of the bot's."""


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
        try:
            encode, kind = choose_encoder(",".join(request.headers.getall("Accept", [])))
        except (TypeError, ValueError):  # a version that is no number
            encode, kind = choose_encoder("")
        async with self._in_turn:  # what one request has seen is written before the next one looks
            self._metrics.seen = await self._state.look()
            written = await asyncio.to_thread(encode, self._metrics.registry)
        return web.Response(body=written, headers={"Content-Type": kind})


@asynccontextmanager
async def listening(pages: Pages, host: str, port: int) -> AsyncGenerator[int]:
    """Serve the pages within this block, which is given the port. Raises PortTaken and BadSettings."""
    app = web.Application(client_max_size=1024, middlewares=[_one_answer])
    pages.add_to(app)
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=_SHUTDOWN, logger=_log)
    await runner.setup()
    assert runner.server is not None
    try:
        try:
            door = await asyncio.get_running_loop().create_server(_Door(runner.server), host, port)
        except (OSError, UnicodeError) as error:
            raise _in_words(error, host, port) from error
        async with door:
            yield door.sockets[0].getsockname()[1]
    finally:
        await runner.cleanup()


@web.middleware
async def _one_answer(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Close a connection after its first answer, so that the next one is not cut off by the end of its time."""
    answer = await handler(request)
    answer.force_close()
    return answer


class _Door:
    """Keeps a bounded number of connections for a bounded time. The newest gets in: it may be a health check."""

    def __init__(self, server: web.Server) -> None:
        self._server = server

    def __call__(self) -> asyncio.Protocol:
        if len(kept := self._server.connections) >= _MOST_CONNECTIONS:
            _end(kept[0])
        connection = self._server()
        asyncio.get_running_loop().call_later(CONNECTION_LASTS, _end, connection)
        return connection


def _end(connection: web.RequestHandler) -> None:
    if isinstance(connection.transport, asyncio.Transport):
        connection.transport.abort()


def _in_words(error: OSError | UnicodeError, host: str, port: int) -> PortTaken | BadSettings:
    if isinstance(error, (socket.gaierror, UnicodeError)) or error.errno == errno.EADDRNOTAVAIL:
        return BadSettings(f"METRICS_HOST is {host}, which is not an address of this machine.")
    if error.errno == errno.EADDRINUSE:
        return PortTaken(port, "METRICS_PORT")
    if error.errno == errno.EACCES:
        return BadSettings(f"METRICS_PORT is {port}, which this user may not open; choose one above 1023.")
    return BadSettings(f"METRICS_HOST and METRICS_PORT can't be used: {error}.")

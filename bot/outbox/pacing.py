"""Keeping the bot's requests within what Discord allows, before Discord has to say so.

The library heeds a limit only once it was exceeded, where it counts for all channels together. Answers to interactions
don't count towards that limit and never wait here.
"""

import time
from contextvars import ContextVar
from dataclasses import dataclass
from types import SimpleNamespace
from typing import TypeAlias

import aiohttp

from bot.pace import Pace

REQUESTS_A_SECOND = 47.8
"""Of the 50 that Discord allows in any second. They go out evenly, and arrive nearly so: the rest is for the jitter."""
# A request that woke late lets the next one follow sooner, or each delay of the event loop would be lost for good.
_CATCHING_UP = 0.4  # of the time between two requests
_SERVER_ERROR = 500
_EXEMPT = ("/interactions/", "/webhooks/")
_Session: TypeAlias = aiohttp.ClientSession


class NotAgain(Exception):
    """A request that may have been carried out would be repeated, which must not be."""


@dataclass(slots=True)
class Flight:
    """Where the request of a task is: since when (by the monotonic clock) Discord has it; None while it only waits.

    A request that waits for its turn must not be cancelled: the library would hold up all others for good if that was
    Discord's global limit.

    `once`: it must not be repeated by the library after an error of Discord's, for it may have been carried out and
    Discord would not know the second for the first. Instead of repeating it NotAgain is raised.
    """

    once: bool = False
    since: float | None = None
    doubtful: bool = False

    def has_taken(self, seconds: float) -> bool:
        """Whether Discord has had the request for as long as this without answering."""
        return self.since is not None and time.monotonic() - self.since >= seconds


flight: ContextVar[Flight | None] = ContextVar("flight", default=None)
"""Set by a task that wants to know where its requests are."""


def paced() -> aiohttp.TraceConfig:
    """What makes a client's requests wait for their turn."""
    pace = Pace(1 / REQUESTS_A_SECOND, slack=_CATCHING_UP / REQUESTS_A_SECOND)

    async def begin(_: _Session, __: SimpleNamespace, request: aiohttp.TraceRequestStartParams) -> None:
        if not any(part in request.url.path for part in _EXEMPT):
            await pace.turn()
        mine = flight.get()
        if mine is not None and mine.once and mine.doubtful:
            raise NotAgain("Discord answered with an error, and it is not known what it did before.")
        if mine is not None:
            mine.since = time.monotonic()

    async def end(
        _: _Session, __: SimpleNamespace, how: aiohttp.TraceRequestEndParams | aiohttp.TraceRequestExceptionParams
    ) -> None:
        if (mine := flight.get()) is not None:
            mine.since = None
            answered = isinstance(how, aiohttp.TraceRequestEndParams)
            mine.doubtful = not answered or how.response.status >= _SERVER_ERROR

    trace = aiohttp.TraceConfig()
    trace.on_request_start.append(begin)
    trace.on_request_end.append(end)
    trace.on_request_exception.append(end)
    return trace

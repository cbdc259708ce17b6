"""Keeping the bot's requests within what Discord allows, before Discord has to say so, and strangers' answers out.

The library reacts to the limit that counts for all channels together only once it was exceeded. Answers to
interactions don't count towards that limit: `bot.outbox.callbacks` sends them.
"""

import time
from collections.abc import Callable
from contextvars import ContextVar
from dataclasses import dataclass
from types import SimpleNamespace
from typing import TypeAlias

import aiohttp
from discord.http import Route

from bot.discord_errors import Meaning, meaning_of
from bot.outbox.strangers import checked
from bot.pace import Pace

ALLOWED_A_SECOND = 50
"""What Discord allows in any second, for all processes of an application together."""
_JITTER, _MOST_JITTER = 2.2, 0.15
"""Requests are sent evenly. Each process leaves so many a second free, for the jitter on the way, but no more than this
part of its share."""
# After a late request the next one may follow sooner, or each delay of the event loop would lower the rate for good.
_CATCHING_UP = 0.4  # of the time between two requests
_SERVER_ERROR = 500
_Session: TypeAlias = aiohttp.ClientSession


class NotAgain(aiohttp.ClientError):
    """A request that may have been carried out must not be repeated."""


@dataclass(slots=True)
class Flight:
    """The state of a task's request. `since`: when (by the monotonic clock) Discord got it; None while it waits.

    A request that waits for its turn must not be cancelled: if it waits for Discord's global limit, the library would
    block all others for good.

    `once`: the library must not repeat it after an error of Discord's, because it may have been carried out and Discord
    would not recognise the second as the same. NotAgain is raised instead.
    """

    once: bool = False
    since: float | None = None
    doubtful: bool = False

    def has_taken(self, seconds: float) -> bool:
        """Whether Discord has had the request for as long as this without answering."""
        return self.since is not None and time.monotonic() - self.since >= seconds


flight: ContextVar[Flight | None] = ContextVar("flight", default=None)
"""Set by a task that follows the state of its requests."""


def requests_a_second(share: float = 1.0) -> float:
    """How many requests a process sends that has this share of what Discord allows."""
    allowed = ALLOWED_A_SECOND * share
    return allowed - min(_JITTER, _MOST_JITTER * allowed)


def paced(token_refused: Callable[[], None], share: float | None = 1.0) -> aiohttp.TraceConfig:
    """Return a trace that makes a client's requests wait for their turn, and checks who answers them.

    A request fails with NotDiscord if it was not Discord. `token_refused` is called when Discord refuses the token.
    `share` is this process's part of what Discord allows; with None a proxy sees to that.
    """
    interval = 0.0 if share is None else 1 / requests_a_second(share)
    pace = Pace(interval, slack=_CATCHING_UP * interval)

    async def begin(_: _Session, way: SimpleNamespace, request: aiohttp.TraceRequestStartParams) -> None:
        way.to_api = str(request.url).startswith(Route.BASE)  # else the gateway, or the files of messages
        await pace.turn()
        mine = flight.get()
        if mine is not None and mine.once and mine.doubtful:
            raise NotAgain("Discord answered with an error, and it is not known whether it carried out the request.")
        if mine is not None:
            mine.since = time.monotonic()

    async def answered(session: _Session, way: SimpleNamespace, how: aiohttp.TraceRequestEndParams) -> None:
        if way.to_api:
            error = await checked(how.response)
            if error is not None and meaning_of(error) is Meaning.TOKEN:
                token_refused()
        await end(session, way, how)

    async def end(
        _: _Session, __: SimpleNamespace, how: aiohttp.TraceRequestEndParams | aiohttp.TraceRequestExceptionParams
    ) -> None:
        if (mine := flight.get()) is not None:
            mine.since = None
            failed = isinstance(how, aiohttp.TraceRequestExceptionParams)
            mine.doubtful = failed or how.response.status >= _SERVER_ERROR

    trace = aiohttp.TraceConfig()
    trace.on_request_start.append(begin)
    trace.on_request_end.append(answered)
    trace.on_request_exception.append(end)
    return trace

"""One connection to the gateway, which nothing that Discord sends can end but a close code that is meant to."""

import asyncio
import logging
import sys
import traceback
from collections import deque
from collections.abc import Awaitable, Callable
from typing import Any

import discord
from discord.gateway import ReconnectWebSocket

_log = logging.getLogger(__name__)
_FIRST_WAIT, _LONGEST_WAIT = 1.0, 300.0
"""Seconds before the bot connects again. Discord allows 1,000 new sessions a day, and the longest wait makes 288."""
_WENT_WELL = 600.0
"""A connection that lasted for so many seconds was a good one, and the next wait is the first again."""
_AT_ONCE, _WITHIN = 100, 10_000.0
"""So many times within so many seconds the library may connect again at once. That makes 864 a day."""
_UNREADABLE = 4002
"""The gateway's close code for "you sent something that could not be decoded", here said by the bot."""


class _TooManyConnections(Exception):
    """The gateway asks for one new connection after another."""


class Line:
    """Keeps one connection up. `connect` runs the library's own loop for it, and `socket` returns what that opened."""

    def __init__(
        self, connect: Callable[[], Awaitable[None]], is_closed: Callable[[], bool], socket: Callable[[], Any]
    ) -> None:
        self._connect = connect
        self._is_closed = is_closed
        self._socket = socket
        self._reconnects: deque[float] = deque(maxlen=_AT_ONCE)

    async def stay(self) -> None:
        """Stay connected. Raises ConnectionClosed for a close code after which Discord takes no new connection."""
        clock, wait = asyncio.get_running_loop().time, _FIRST_WAIT
        while not self._is_closed():
            began = clock()
            try:
                await self._connect()
            except discord.DiscordException:
                raise
            except Exception as error:
                # A frame that is not JSON, an opening without what belongs in it, one new connection after another,
                # an error of the library's own.
                wait = _FIRST_WAIT if clock() - began >= _WENT_WELL else wait
                _log.warning(
                    "The connection to the gateway failed (%s); connecting again in %.0f s.", where(error), wait
                )
                await self._leave_gateway()
                await asyncio.sleep(wait)
                wait = min(2 * wait, _LONGEST_WAIT)
            else:
                return

    def hear(self, event_name: str) -> None:
        """Count how often the library connects again at once. Raises _TooManyConnections, which ends its loop."""
        if event_name != "disconnect" or not isinstance(sys.exception(), ReconnectWebSocket):
            return
        now = asyncio.get_running_loop().time()
        self._reconnects.append(now)
        if len(self._reconnects) == _AT_ONCE and now - self._reconnects[0] < _WITHIN:
            raise _TooManyConnections

    async def _leave_gateway(self) -> None:
        socket = self._socket()  # None before the first connection
        if socket is not None and socket.open:
            await socket.close(code=_UNREADABLE)


def where(error: BaseException) -> str:
    """Return an error's kind and place. Its words may quote what people wrote, which no log should have."""
    frames = traceback.extract_tb(error.__traceback__)
    return f"{type(error).__name__} in {frames[-1].name}, line {frames[-1].lineno}" if frames else type(error).__name__

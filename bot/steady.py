"""A discord.py bot that nothing which Discord sends can end, but a close code that is meant to."""

import asyncio
import logging
import sys
import traceback
from collections.abc import Callable, Coroutine
from typing import Any, TypeAlias

import discord
from discord.ext import commands

from bot.failures import Failures
from bot.work import Work

_log = logging.getLogger(__name__)
_Parser: TypeAlias = Callable[[Any], Any]
_FIRST_WAIT, _LONGEST_WAIT = 1.0, 300.0
"""Seconds before the bot connects again. Discord allows 1,000 new sessions a day, and the longest wait makes 288."""
_WENT_WELL = 600.0
"""A connection that lasted for so many seconds was a good one, and the next wait is the first again."""
_UNREADABLE = 4002
"""The gateway's close code for "you sent something that could not be decoded", here said by the bot."""
# Without these the bot would know nobody and nothing; it then connects again.
_NEEDED = ("READY", "RESUMED")


class SteadyBot(commands.Bot):
    """It logs what it can't read and goes on, hands errors to one place, and knows which events it still handles."""

    def __init__(self, failures: Failures, **options: Any) -> None:
        super().__init__(**options)
        self.failures = failures
        self.work = Work(failures)
        parsers = self._connection.parsers
        for event, parse in parsers.items():
            if event not in _NEEDED:
                parsers[event] = _steady(event, parse)

    async def connect(self, *, reconnect: bool = True) -> None:
        """Stay connected. Raises ConnectionClosed for a close code after which Discord takes no new connection."""
        clock, wait = asyncio.get_running_loop().time, _FIRST_WAIT
        while not self.is_closed():
            began = clock()
            try:
                await super().connect(reconnect=reconnect)
            except discord.DiscordException:
                raise
            except Exception as error:
                # A frame that is not JSON, an opening without what belongs in it, an error of the library's own.
                wait = _FIRST_WAIT if clock() - began >= _WENT_WELL else wait
                _log.warning("The gateway can't be understood (%s); connecting again in %.0f s.", _where(error), wait)
                await self._leave_gateway()
                await asyncio.sleep(wait)
                wait = min(2 * wait, _LONGEST_WAIT)
            else:
                return

    async def _leave_gateway(self) -> None:
        socket: Any = self.ws  # None before the first connection, whatever its type says
        if socket is not None and socket.open:
            await socket.close(code=_UNREADABLE)

    async def on_error(self, event_method: str, /, *_: Any, **__: Any) -> None:
        """Log the error of a listener."""
        if (error := sys.exception()) is not None:
            self.failures.note(event_method, error)

    def dispatch(self, event_name: str, /, *args: Any, **kwargs: Any) -> None:
        if not self.work.has_ended:
            super().dispatch(event_name, *args, **kwargs)

    async def _run_event(
        self, coro: Callable[..., Coroutine[Any, Any, Any]], event_name: str, *args: Any, **kwargs: Any
    ) -> None:
        if (task := asyncio.current_task()) is not None:
            self.work.add(task)
        await super()._run_event(coro, event_name, *args, **kwargs)


def _where(error: BaseException) -> str:
    """Return an error's kind and place. Its words may quote what people wrote, which no log should have."""
    frames = traceback.extract_tb(error.__traceback__)
    return f"{type(error).__name__} in {frames[-1].name}, line {frames[-1].lineno}" if frames else type(error).__name__


def _steady(event: str, parse: _Parser) -> _Parser:
    """Return a parser that skips an event that the library can't read, instead of ending the connection."""

    def steady(data: Any) -> Any:
        try:
            return parse(data)
        except Exception as error:
            _log.warning("An event of Discord's, %s, can't be read and was skipped (%s).", event, _where(error))
            return None

    return steady

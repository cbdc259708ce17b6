"""A discord.py bot that nothing which Discord sends can end, but a close code that is meant to."""

import asyncio
import logging
import sys
import traceback
from collections import deque
from collections.abc import Callable, Coroutine
from typing import Any, TypeAlias

import discord
from discord.ext import commands
from discord.gateway import ReconnectWebSocket

from bot.failures import Failures
from bot.occasion import occasion
from bot.work import Work

_log = logging.getLogger(__name__)
_Parser: TypeAlias = Callable[[Any], Any]
_FIRST_WAIT, _LONGEST_WAIT = 1.0, 300.0
"""Seconds before the bot connects again. Discord allows 1,000 new sessions a day, and the longest wait makes 288."""
_WENT_WELL = 600.0
"""A connection that lasted for so many seconds was a good one, and the next wait is the first again."""
_AT_ONCE, _WITHIN = 100, 10_000.0
"""So many times within so many seconds the library may connect again at once. That makes 864 a day."""
_UNREADABLE = 4002
"""The gateway's close code for "you sent something that could not be decoded", here said by the bot."""
_UNREAD = ("MESSAGE_UPDATE", "MESSAGE_DELETE", "MESSAGE_DELETE_BULK")
"""Events that nothing here reads. Discord sends them with messages, which the bot needs because of its mentions."""
# Without these the bot would know nobody and nothing; it then connects again.
_NEEDED = ("READY", "RESUMED")


class _TooManyConnections(Exception):
    """The gateway asks for one new connection after another."""


class SteadyBot(commands.Bot):
    """It logs what it can't read and goes on, hands errors to one place, and knows which events it still handles."""

    def __init__(self, failures: Failures, **options: Any) -> None:
        super().__init__(**options)
        self.failures = failures
        self.work = Work(failures)
        self._reconnects: deque[float] = deque(maxlen=_AT_ONCE)
        parsers = self._connection.parsers
        parsers["GUILD_CREATE"] = self._whole(parsers["GUILD_CREATE"])
        parsers["MESSAGE_CREATE"] = self._if_mentioned(parsers["MESSAGE_CREATE"])
        parsers["INTERACTION_CREATE"] = _as_occasion(parsers["INTERACTION_CREATE"])
        parsers.update(dict.fromkeys(_UNREAD, _unread))
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
                # A frame that is not JSON, an opening without what belongs in it, one new connection after another,
                # an error of the library's own.
                wait = _FIRST_WAIT if clock() - began >= _WENT_WELL else wait
                _log.warning(
                    "The connection to the gateway failed (%s); connecting again in %.0f s.", _where(error), wait
                )
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
        if event_name == "disconnect" and isinstance(sys.exception(), ReconnectWebSocket):
            self._count_reconnect()  # the library connects again at once
        if not self.work.has_ended:
            super().dispatch(event_name, *args, **kwargs)

    def _count_reconnect(self) -> None:
        """Raises _TooManyConnections, which ends the library's own loop."""
        now = asyncio.get_running_loop().time()
        self._reconnects.append(now)
        if len(self._reconnects) == _AT_ONCE and now - self._reconnects[0] < _WITHIN:
            raise _TooManyConnections

    def _whole(self, parse: _Parser) -> _Parser:
        """Return a parser of servers that leaves one unavailable if it can't be read: half of it would seem deleted."""

        def read(data: Any) -> None:
            try:
                parse(data)
            except Exception:
                if (guild := self.get_guild(int(data["id"]))) is not None:
                    guild.unavailable = True
                raise

        return read

    def _if_mentioned(self, parse: _Parser) -> _Parser:
        """Return a parser of messages that leaves out all that don't mention the bot, which are nearly all."""

        def read(data: Any) -> None:
            own = self.user.id if self.user else None
            if any(int(user["id"]) == own for user in data["mentions"]):
                with occasion("message", int(data["id"])) as its:
                    its.form = "mention"
                    parse(data)

        return read

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


def _as_occasion(parse: _Parser) -> _Parser:
    """Return a parser of interactions: each is the occasion of the tasks that it starts."""

    def read(data: Any) -> None:
        with occasion("interaction", int(data["id"])):
            parse(data)

    return read


def _unread(_: Any) -> None:
    """Skip an event."""


def _steady(event: str, parse: _Parser) -> _Parser:
    """Return a parser that skips an event that the library can't read, instead of ending the connection."""

    def steady(data: Any) -> Any:
        try:
            return parse(data)
        except Exception as error:
            _log.warning("An event of Discord's, %s, can't be read and was skipped (%s).", event, _where(error))
            return None

    return steady

"""A discord.py bot that nothing which Discord sends can end, but a close code that is meant to."""

import asyncio
import logging
import math
import sys
import time
from collections import defaultdict
from collections.abc import Awaitable, Callable, Coroutine
from typing import Any, TypeAlias

from discord.ext import commands
from discord.gateway import DiscordWebSocket

from bot.domain.shards import UNDIVIDED, Present, Shards
from bot.failures import Failures
from bot.lines import Line, where
from bot.occasion import occasion
from bot.sharded import Shardings, ShardState
from bot.work import Work

_log = logging.getLogger(__name__)
_Parser: TypeAlias = Callable[[Any], Any]
_UNREAD = ("MESSAGE_UPDATE", "MESSAGE_DELETE", "MESSAGE_DELETE_BULK")
"""Events that nothing here reads. Discord sends them with messages, which the bot needs because of its mentions."""
# Without these the bot would know nobody and nothing; it then connects again.
_NEEDED = ("READY", "RESUMED")
_PATIENCE = 300.0  # seconds


class SteadyBot(commands.Bot):
    """It logs what it can't read and goes on, hands errors to one place, and knows which events it still handles."""

    def __init__(self, failures: Failures, **options: Any) -> None:
        self.shards = UNDIVIDED
        self.ready_shards: set[int] = set()
        self._became_ready: dict[int, asyncio.Event] = defaultdict(asyncio.Event)
        self._first_ready: float | None = None
        self._shardings: Shardings | None = None
        super().__init__(**options)
        self.failures = failures
        self.work = Work(failures)
        self._line = Line(super().connect, self.is_closed, lambda: self.ws)
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
        del reconnect  # it always does
        await (self._line if self._shardings is None else self._shardings).stay()

    def divide(self, shards: Shards, at_once: int, before: Callable[[int], Awaitable[None]]) -> None:
        """Have a connection for each of these shards. Discord lets `at_once` of them in at the same time.

        `before` is awaited before a shard first connects. This is called before the bot connects, and not at all for
        the only shard of one.
        """
        self.shards = shards
        self._shardings = Shardings(self, shards, at_once, before)
        self._state.take(self._shardings)

    @property
    def is_divided(self) -> bool:
        """Whether the bot has connections of several shards, or of one among several."""
        return self._shardings is not None

    def latencies_by_shard(self) -> dict[int, float]:
        """Return the latency of each of this process's shards in seconds; not a number where it is not known yet."""
        if self._shardings is None:
            return {self.shard_id or 0: self.latency}
        return {each: shard.ws.latency if shard.ws else math.nan for each, shard in self._shardings.shards.items()}

    def let_in(self, shard: int) -> None:
        """Let the next shard connect: this one opens its session now."""
        if self._shardings is not None:
            self._shardings.shards[shard].let_in.set()

    def knows(self, guild: int) -> bool:
        """Whether the bot knows whether it is in a server: it is one of its shards' servers, and that is ready."""
        return self.shards.of(guild) in self.ready_shards

    async def wait_until_known(self, guild: int) -> None:
        """Wait until the bot knows a server, whatever becomes of its other shards."""
        if self._shardings is None:
            await self.wait_until_ready()
        elif not self.knows(guild):
            await self._became_ready[self.shards.of(guild)].wait()

    def knows_servers(self) -> bool:
        """Whether the bot knows all its servers; those of a shard that can't connect are not waited for very long."""
        if self._shardings is None or len(self.ready_shards) == len(self.shards.ids):
            return self.is_ready()
        return self._first_ready is not None and time.monotonic() - self._first_ready > _PATIENCE

    def present(self) -> Present:
        """Return the servers that the bot is in, as far as it knows."""
        known = [guild for guild in self.guilds if self.knows(guild.id)]
        hidden = frozenset(guild.id for guild in known if guild.unavailable)
        return Present(self.shards, frozenset(self.ready_shards), frozenset(guild.id for guild in known), hidden)

    def _get_state(self, **options: Any) -> ShardState:
        self._state = ShardState(
            dispatch=self.dispatch, handlers=self._handlers, hooks=self._hooks, http=self.http, **options
        )
        return self._state

    def _get_websocket(self, guild_id: int | None = None, *, shard_id: int | None = None) -> DiscordWebSocket:
        if self._shardings is None:
            return self.ws
        if shard_id is None:
            assert guild_id is not None
            shard_id = self.shards.of(guild_id)
        socket = self._shardings.shards[shard_id].ws
        assert socket is not None
        return socket

    async def on_error(self, event_method: str, /, *_: Any, **__: Any) -> None:
        """Log the error of a listener."""
        if (error := sys.exception()) is not None:
            self.failures.note(event_method, error)

    def dispatch(self, event_name: str, /, *args: Any, **kwargs: Any) -> None:
        if self._shardings is None:
            self._line.hear(event_name)
        if event_name == "shard_ready":
            self._note_ready(args[0])
        elif event_name == "ready" and self._shardings is None:
            self._note_ready(0)
        if not self.work.has_ended:
            super().dispatch(event_name, *args, **kwargs)

    def _note_ready(self, shard: int) -> None:
        self.ready_shards.add(shard)
        self._became_ready[shard].set()
        self._first_ready = self._first_ready or time.monotonic()

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
            _log.warning("An event of Discord's, %s, can't be read and was skipped (%s).", event, where(error))
            return None

    return steady

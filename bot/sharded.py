"""A client whose servers come over one connection or over several, one for each shard, that don't hold each other up.

The library's own sharded client connects one shard after another in one loop: a shard that can't connect keeps the
others from it, and what it can't read ends them all.
"""

import asyncio
from collections import defaultdict
from collections.abc import Awaitable, Callable, Iterable
from typing import Any, cast

import discord
from discord.gateway import DiscordWebSocket
from discord.state import AutoShardedConnectionState, ConnectionState

from bot.domain.shards import Shards
from bot.ending import cancel
from bot.lines import Line

_IDENTIFY_WITHIN = 120.0
"""Seconds after which the next shard begins to connect, even if the one before has not been let in."""


class ShardState(AutoShardedConnectionState[Any]):
    """What a client knows. Until it has shards, it is the library's state for one connection."""

    _shardings: "Shardings | None" = None

    def take(self, shardings: "Shardings") -> None:
        """Know the servers of these connections from now on."""
        self.shard_ids, self.shard_count = shardings.ids.ids, shardings.ids.count
        self._shardings = shardings

    async def close(self) -> None:
        """Close every shard's connection; the library closes that of a client with one."""
        await super().close()
        if self._shardings is not None:
            await self._shardings.close()

    def parse_ready(self, data: Any) -> None:
        """Forget the servers of the shard that Discord no longer names: the bot left them while it was away."""
        if not self.shard_ids:
            ConnectionState.parse_ready(self, data)
            return
        shard, named = data["shard"][0], {int(guild["id"]) for guild in data["guilds"]}
        for guild in [guild for guild in self.guilds if guild.shard_id == shard and guild.id not in named]:
            self._remove_guild(guild)
        super().parse_ready(data)

    def parse_resumed(self, data: Any) -> None:
        (super().parse_resumed if self.shard_ids else super(AutoShardedConnectionState, self).parse_resumed)(data)

    def _add_ready_state(self, guild: discord.Guild) -> bool:
        if self.shard_ids:
            return super()._add_ready_state(guild)
        return ConnectionState._add_ready_state(self, guild)

    async def _delay_ready(self) -> None:
        if self.shard_ids:
            await super()._delay_ready()
        else:
            await ConnectionState._delay_ready(self)


class Shard:
    """The bot as the library's loop for one connection sees it: all of it, but with the connection of one shard.

    `let_in` is set once Discord was asked to open a session.
    """

    def __init__(self, bot: "discord.Client", shard_id: int) -> None:
        self.ws: DiscordWebSocket | None = None
        self.shard_id = shard_id
        self.let_in = asyncio.Event()
        self.line = Line(self._connect, bot.is_closed, lambda: self.ws)
        self._bot = bot

    def __getattr__(self, name: str) -> Any:
        return getattr(self._bot, name)

    def dispatch(self, event_name: str, /, *args: Any, **kwargs: Any) -> None:
        """Count what this shard's loop reports, and pass it on."""
        self.line.hear(event_name)
        self._bot.dispatch(event_name, *args, **kwargs)
        if event_name == "disconnect":  # the library's loop for one connection does not say whose
            self._bot.dispatch("shard_disconnect", self.shard_id)

    async def _connect(self) -> None:
        await discord.Client.connect(cast(discord.Client, self))


class Shardings:
    """The connections of a process: one for each of its shards. `before` is awaited before a shard first connects."""

    def __init__(
        self, bot: discord.Client, shards: Shards, at_once: int, before: Callable[[int], Awaitable[None]]
    ) -> None:
        self.ids = shards
        self.shards = {each: Shard(bot, each) for each in shards.ids}
        self._at_once = at_once
        self._before = before
        self._running: set[asyncio.Task[None]] = set()

    async def stay(self) -> None:
        """Stay connected with all of them. Raises what `Line.stay` raises for any."""
        groups: dict[int, list[Shard]] = defaultdict(list)
        for shard in self.shards.values():
            groups[shard.shard_id % self._at_once].append(shard)
        launching = [asyncio.create_task(self._launch(group)) for group in groups.values()]
        try:
            await asyncio.gather(*launching)
        finally:
            await cancel(*launching, *self._running)

    async def _launch(self, group: Iterable[Shard]) -> None:
        """Connect shards that Discord lets in one at a time, and keep them connected."""
        tasks: list[asyncio.Task[None]] = []
        for shard in group:
            await self._before(shard.shard_id)
            task = asyncio.create_task(shard.line.stay())
            self._running.add(task)
            tasks.append(task)
            waiting = asyncio.create_task(shard.let_in.wait())
            try:
                await asyncio.wait({waiting, task}, timeout=_IDENTIFY_WITHIN, return_when=asyncio.FIRST_COMPLETED)
            finally:
                await cancel(waiting)
            if task.done():
                await task
        await asyncio.gather(*tasks)

    async def close(self) -> None:
        """Close every connection."""
        sockets = [shard.ws for shard in self.shards.values() if shard.ws is not None and shard.ws.open]
        await asyncio.gather(*(socket.close(code=1000) for socket in sockets))

"""The gateway of the loopback Discord for a bot with shards: a gateway for each, which one address serves."""

from __future__ import annotations

import json
import time
from collections import defaultdict
from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import Any

from aiohttp import WSMsgType, web

from tests.loopback.gateway import (
    HEARTBEAT,
    HEARTBEAT_ACK,
    IDENTIFY,
    INVALID_SESSION,
    RESUME,
    Connection,
    Gateway,
    open_connection,
)
from tests.loopback.world import Json, WireError

CLOSE_INVALID_SHARD = 4010
EVERY = 5.0
"""Seconds between two sessions of the same group of shards."""
HEARTBEAT_INTERVAL_MS = 41_250


@dataclass(frozen=True)
class Opened:
    """A session that a bot asked for: when (by the monotonic clock), for which shard."""

    at: float
    shard: int


class ShardedGateway(Gateway):
    """Like `Gateway`, for ``count`` shards, of which ``at_once`` groups may open a session within five seconds.

    ``too_soon`` has the sessions that were asked for earlier; each of those is refused.
    """

    def __init__(self, count: int, at_once: int, make: Callable[[int], Gateway]) -> None:
        super().__init__("", lambda _: [])
        self.count = count
        self.at_once = at_once
        self.every = EVERY
        self.shards = [make(number) for number in range(count)]
        self.opened: list[Opened] = []
        self.too_soon: list[Opened] = []
        self.deaf: set[int] = set()
        """Shards that can't connect: Discord closes each connection that asks for one of them."""
        self._last: dict[int, float] = defaultdict(lambda: -EVERY)
        for shard in self.shards:
            shard.identifies, shard.unknown_ops = self.identifies, self.unknown_ops

    @property
    def has_session(self) -> bool:
        return any(shard.has_session for shard in self.shards)

    @property
    def intents(self) -> int:
        return next((shard.intents for shard in self.shards if shard.has_session), 0)

    def of(self, guild: int) -> Gateway:
        """The gateway of a guild's shard."""
        return self.shards[(guild >> 22) % self.count]

    async def wait_ready(self, seconds: float, shards: Collection[int] | None = None) -> None:
        """Wait until the bot has taken in all that these shards opened with (all shards, if none are named)."""
        for number in range(self.count) if shards is None else shards:
            await self.shards[number].wait_ready(seconds)

    async def ask_for_heartbeat(self, seconds: float) -> None:
        for shard in self.shards:
            await shard.ask_for_heartbeat(seconds)

    async def dispatch(self, event: str, data: Json) -> None:
        await self._for(event, data).dispatch(event, data)

    async def dispatch_text(self, event: str, data: str) -> None:
        await self._for(event, json.loads(data)).dispatch_text(event, data)

    def _for(self, event: str, data: Json) -> Gateway:
        guild = data["id"] if event.startswith("GUILD_") else data.get("guild_id", 0)
        return self.of(int(guild))

    async def drop(self, *, resumable: bool, shards: Collection[int] | None = None) -> None:
        """Close the connections of these shards (all, if none are named)."""
        for number in range(self.count) if shards is None else shards:
            await self.shards[number].drop(resumable=resumable)

    async def send_raw(self, text: str, shard: int = 0) -> None:
        await self.shards[shard].send_raw(text)

    async def handle(self, request: web.Request) -> web.WebSocketResponse:
        """The route's handler: a connection belongs to a shard once it says to which."""
        connection = await open_connection(request, HEARTBEAT_INTERVAL_MS)
        shard: Gateway | None = None
        try:
            async for message in connection.socket:
                if message.type is not WSMsgType.TEXT:
                    continue
                said = json.loads(message.data)
                if shard is None and said["op"] == HEARTBEAT:
                    await connection.send_op(HEARTBEAT_ACK)
                    continue
                if said["op"] in (IDENTIFY, RESUME):
                    shard = await self._chosen(connection, said)
                if shard is not None:
                    await shard.receive(connection, said)
        finally:
            connection.beat()
        if shard is not None:
            shard.leave(connection)
        return connection.socket

    async def _chosen(self, connection: Connection, said: Any) -> Gateway | None:
        """The shard that a connection asks for; None if it is not let in."""
        data = said["d"]
        if said["op"] == RESUME:
            shard = next((each for each in self.shards if each.session and each.session.id == data["session_id"]), None)
            if shard is None or self._number(shard) in self.deaf:
                await connection.send_op(INVALID_SESSION, False)
                return None
            shard.adopt(connection)
            return shard
        number, count = data.get("shard") or (0, 1)
        if count != self.count:
            await connection.socket.close(code=CLOSE_INVALID_SHARD)
            return None
        if number in self.deaf:
            await connection.socket.close(code=4000)
            return None
        opened = Opened(time.monotonic(), number)
        self.opened.append(opened)
        group = number % self.at_once
        if opened.at - self._last[group] < self.every:
            self.too_soon.append(opened)
            await connection.send_op(INVALID_SESSION, False)
            return None
        self._last[group] = opened.at
        self.shards[number].adopt(connection)
        return self.shards[number]

    def _number(self, shard: Gateway) -> int:
        if shard.shard is None:
            raise WireError("a shard without a number")
        return shard.shard[0]

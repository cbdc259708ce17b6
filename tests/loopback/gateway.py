"""The gateway half of the loopback Discord: one bot, one shard, one connection at a time.

`tests.loopback.shards` puts several of them side by side.
"""

from __future__ import annotations

import asyncio
import json
import zlib
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from aiohttp import WSMsgType, web

from tests.loopback.world import Json, WireError

DISPATCH, HEARTBEAT, IDENTIFY, PRESENCE = 0, 1, 2, 3
RESUME, RECONNECT, INVALID_SESSION, HELLO, HEARTBEAT_ACK = 6, 7, 9, 10, 11

CLOSE_UNKNOWN_ERROR = 4000
CLOSE_AUTHENTICATION_FAILED = 4004
CLOSE_SESSION_TIMED_OUT = 4009
CLOSE_SHARDING_REQUIRED = 4011
CLOSE_DISALLOWED_INTENTS = 4014

INTENT_GUILD_MEMBERS = 1 << 1
INTENT_GUILD_MESSAGES = 1 << 9
INTENT_MESSAGE_CONTENT = 1 << 15

# A session replays at most this many events; more than any burst that a test sends, or servers that a bot is in.
HISTORY = 20_000


@dataclass
class Session:
    """What Discord remembers of an identified bot while it may still resume."""

    id: str
    intents: int
    sequence: int = 0
    history: deque[tuple[int, str]] = field(default_factory=lambda: deque(maxlen=HISTORY))

    def frame(self, event: str, data: str) -> str:
        """The next dispatch, kept for a later resume; ``data`` is JSON text already."""
        self.sequence += 1
        text = f'{{"op":0,"t":"{event}","s":{self.sequence},"d":{data}}}'
        self.history.append((self.sequence, text))
        return text


class Connection:
    """A websocket that compresses the way that its URL asked for.

    ``sent`` is the last sequence sent over it; ``ready_at`` the one whose receipt makes it ready. ``beats`` wait for
    the bot's next heartbeat, or for the end of the connection.
    """

    def __init__(self, socket: web.WebSocketResponse, compress: str | None) -> None:
        self.socket = socket
        self.sent = 0
        self.ready_at: int | None = None
        self.beats: list[asyncio.Future[None]] = []
        self._lock = asyncio.Lock()
        self._zlib = zlib.compressobj() if compress == "zlib-stream" else None

    async def send(self, text: str) -> None:
        # Compressed frames depend on earlier ones, so none may overtake another.
        async with self._lock:
            if self._zlib is None:
                await self.socket.send_str(text)
                return
            packed = self._zlib.compress(text.encode()) + self._zlib.flush(zlib.Z_SYNC_FLUSH)
            await self.socket.send_bytes(packed)

    def beat(self) -> None:
        """Wake everything that waits for a heartbeat."""
        for waiting in self.beats:
            if not waiting.done():
                waiting.set_result(None)
        self.beats.clear()

    async def send_op(self, op: int, data: object = None) -> None:
        await self.send(json.dumps({"op": op, "d": data, "s": None, "t": None}))


async def open_connection(request: web.Request, heartbeat_interval_ms: int) -> Connection:
    """Take a websocket and greet it, as Discord does before it knows who is there."""
    socket = web.WebSocketResponse(timeout=1.0, compress=False, max_msg_size=0)
    await socket.prepare(request)
    connection = Connection(socket, request.query.get("compress"))
    await connection.send_op(HELLO, {"heartbeat_interval": heartbeat_interval_ms})
    return connection


class Gateway:
    """Serves ``/gateway``; ``opening`` gives READY and the events that follow it.

    With ``refuse_with`` it closes each new session with that code. The next ``spoilt_openings`` sessions get a READY
    without what belongs in it. While it is ``restless``, it asks for a new connection as soon as there is one.
    """

    def __init__(
        self,
        token: str,
        opening: Callable[[Session], list[tuple[str, Json]]],
        *,
        heartbeat_interval_ms: int = 41_250,
        refuse_with: int | None = None,
        shard: tuple[int, int] | None = None,
    ) -> None:
        self.shard = shard
        self.refuse_with = refuse_with
        self.spoilt_openings = 0
        self.restless = False
        self.identifies: list[Json] = []
        self.resumes = 0
        self.heartbeats = 0
        self.unknown_ops: list[int] = []
        self.session: Session | None = None
        self._token = token
        self._opening = opening
        self._heartbeat_interval_ms = heartbeat_interval_ms
        self._connection: Connection | None = None
        self._ready = asyncio.Event()

    @property
    def has_session(self) -> bool:
        """Whether the bot is there, or may resume."""
        return self.session is not None

    @property
    def intents(self) -> int:
        """The intents of the session, 0 without one."""
        return self.session.intents if self.session else 0

    async def wait_ready(self, seconds: float) -> None:
        """Wait until the bot has confirmed that it handled READY (or RESUMED) and every guild."""
        try:
            await asyncio.wait_for(self._ready.wait(), seconds)
        except TimeoutError:
            raise WireError(f"the bot was not ready on the gateway in {seconds} s") from None

    async def ask_for_heartbeat(self, seconds: float) -> None:
        """Wait until the bot has answered a heartbeat; without a connection, not at all.

        Whatever reached the bot before this, over any connection, it has then taken in.
        """
        connection = self._connection
        if connection is None or not self._ready.is_set():
            return
        waiting = asyncio.get_running_loop().create_future()
        connection.beats.append(waiting)
        try:
            await connection.send_op(HEARTBEAT)
            await asyncio.wait_for(waiting, seconds)
        except ConnectionResetError:
            return
        except TimeoutError:
            raise WireError(f"the bot answered no heartbeat in {seconds} s") from None

    async def dispatch(self, event: str, data: Json) -> None:
        await self.dispatch_text(event, json.dumps(data))

    async def dispatch_text(self, event: str, data: str) -> None:
        """Send an event, or keep it for the resume while the bot is away."""
        if self.session is None:
            raise WireError(f"no gateway session to send {event} to")
        connection, session = self._connection, self.session
        frame = session.frame(event, data)
        if connection is not None and self._ready.is_set():
            connection.sent = session.sequence
            try:
                await connection.send(frame)
            except ConnectionResetError:
                self._ready.clear()

    async def send_raw(self, text: str) -> None:
        """Send a frame that may be none of Discord's."""
        if self._connection is not None:
            await self._connection.send(text)

    async def drop(self, *, resumable: bool) -> None:
        """Close the connection as Discord does; without ``resumable`` forget the session."""
        connection, self._connection = self._connection, None
        self._ready.clear()
        if not resumable:
            self.session = None
        if connection is not None:
            code = CLOSE_UNKNOWN_ERROR if resumable else CLOSE_SESSION_TIMED_OUT
            await connection.socket.close(code=code)

    async def handle(self, request: web.Request) -> web.WebSocketResponse:
        """The route's handler: lives as long as the connection does."""
        connection = await open_connection(request, self._heartbeat_interval_ms)
        self.adopt(connection)
        try:
            async for message in connection.socket:
                if message.type is WSMsgType.TEXT:
                    await self.receive(connection, json.loads(message.data))
        finally:
            connection.beat()
        self.leave(connection)
        return connection.socket

    def adopt(self, connection: Connection) -> None:
        """Make a connection the bot's, in place of any other."""
        self._connection = connection

    def leave(self, connection: Connection) -> None:
        """A connection has ended."""
        if self._connection is connection:
            self._connection = None
            self._ready.clear()

    @property
    def is_ready(self) -> bool:
        """Whether the bot has taken everything in, over a connection that is still open."""
        return self._ready.is_set()

    async def receive(self, connection: Connection, message: Any) -> None:
        op: int = message["op"]
        if op == HEARTBEAT:
            await self._heartbeat(connection, message["d"])
        elif op == IDENTIFY:
            await self._identify(connection, message["d"])
        elif op == RESUME:
            await self._resume(connection, message["d"])
        elif op != PRESENCE:
            self.unknown_ops.append(op)

    async def _heartbeat(self, connection: Connection, sequence: int | None) -> None:
        self.heartbeats += 1
        connection.beat()
        await connection.send_op(HEARTBEAT_ACK)
        ready_at = connection.ready_at
        if ready_at is None or (sequence or 0) < ready_at or self._ready.is_set():
            return
        if self.session is not None and self._connection is connection:
            await self._flush(connection, self.session)
            self._ready.set()

    async def _identify(self, connection: Connection, data: Json) -> None:
        self.identifies.append({**data, "token": "(left out)"})
        if data["token"] != self._token:
            await connection.socket.close(code=CLOSE_AUTHENTICATION_FAILED)
            return
        if self.refuse_with is not None:
            await connection.socket.close(code=self.refuse_with)
            return
        if self.spoilt_openings:
            self.spoilt_openings -= 1
            await connection.send('{"op":0,"t":"READY","s":1,"d":{}}')
            return
        shard = "" if self.shard is None else f"-of-shard-{self.shard[0]}"
        session = Session(f"session{len(self.identifies)}{shard}", int(data["intents"]))
        self.session = session
        for event, payload in self._opening(session):
            session.frame(event, json.dumps(payload))
        await self._ask_for_heartbeat(connection, session)

    async def _resume(self, connection: Connection, data: Json) -> None:
        session = self.session
        if session is None or data["session_id"] != session.id or data["token"] != self._token:
            await connection.send_op(INVALID_SESSION, False)
            return
        self.resumes += 1
        connection.sent = int(data["seq"])
        await self._flush(connection, session)
        session.frame("RESUMED", "{}")
        await self._ask_for_heartbeat(connection, session)

    async def _ask_for_heartbeat(self, connection: Connection, session: Session) -> None:
        # The answer has the last sequence that the bot handled: proof that it handled everything until then.
        await self._flush(connection, session)
        connection.ready_at = session.sequence
        await connection.send_op(RECONNECT if self.restless else HEARTBEAT)

    async def _flush(self, connection: Connection, session: Session) -> None:
        # Looks again after each round, as a test may have dispatched more meanwhile.
        while connection.sent < session.sequence:
            for sequence, frame in list(session.history):
                if sequence > connection.sent:
                    connection.sent = sequence
                    await connection.send(frame)

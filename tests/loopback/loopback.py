"""A Discord on the loopback interface, and what its members can do with a bot on it."""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import Callable, Collection, Sequence
from datetime import timedelta
from types import TracebackType
from typing import Self

from aiohttp import web

from tests.loopback import openapi
from tests.loopback.actions import Actions
from tests.loopback.answers import Answer, Burst, Pending
from tests.loopback.calls import Call, Refusal, Reply
from tests.loopback.faults import Chances, Moments
from tests.loopback.limits import Limits
from tests.loopback.messages import Nonces
from tests.loopback.places import Thread
from tests.loopback.rest import PREFIX, Rest
from tests.loopback.shards import ShardedGateway
from tests.loopback.state import State
from tests.loopback.strangers import said
from tests.loopback.world import Application, Channel, Guild, Json, WireError
from tests.patience import PATIENCE

# A burst may open a connection for each of its answers.
BACKLOG = 4096
TOKEN = "MTEwMDAwMDAwMDAwMDAwMDAwMQ.loopb.only-for-a-discord-on-this-machine"


class LoopbackDiscord(Actions):
    """Serves one application; ``async with`` starts and stops it.

    ``check`` checks every request body against Discord's OpenAPI document if that is available
    (see ``checks_schema``); a benchmark turns it off. Callbacks that come later than
    ``answer_deadline`` seconds are refused as Discord refuses them, None accepts them. With
    ``limits`` it keeps to Discord's limits on requests. It remembers nonces for ``nonce_memory``
    seconds. It asks for so many ``shards``, of which it lets ``at_once`` in within five seconds.
    ``beside`` another one it is a second entrance to the same Discord, with a gateway of its
    own: the same channels, messages, nonces and limits.
    """

    def __init__(
        self,
        guilds: Sequence[Guild] | None = None,
        *,
        application: Application | None = None,
        token: str = TOKEN,
        check: bool = True,
        refuse_with: int | None = None,
        answer_deadline: float | None = 3.0,
        heartbeat_interval_ms: int = 41_250,
        limits: bool = False,
        nonce_memory: float = 180.0,
        beside: LoopbackDiscord | None = None,
        shards: int = 1,
        at_once: int = 1,
    ) -> None:
        if guilds is None and beside is not None:
            guilds = beside.guilds
        options = {
            "refuse_with": refuse_with,
            "heartbeat_interval_ms": heartbeat_interval_ms,
        }
        self.token = token
        self.guilds = tuple(guilds) if guilds is not None else (Guild.sample(),)
        self.schema = openapi.load() if check else None
        self.state = State(
            token,
            application or Application(),
            self.guilds,
            answer_deadline=answer_deadline,
            gateway_options=options,
            nonce_memory=nonce_memory,
            beside=beside.state if beside else None,
            shards=shards,
            at_once=at_once,
        )
        if limits:
            self.state.limits.on = True
        self.gateway = self.state.gateway
        self.port = 0
        self._rest = Rest(self.state, self.schema)
        self._runner: web.AppRunner | None = None

    async def __aenter__(self) -> Self:
        app = web.Application(client_max_size=32 * 1024 * 1024)
        app.router.add_get("/gateway", self.gateway.handle)
        app.router.add_get("/gateway/", self.gateway.handle)
        self._rest.add_routes(app)
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=1.0)
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", 0, backlog=BACKLOG).start()
        self.port = self._runner.addresses[0][1]
        self.state.gateway_url = f"ws://127.0.0.1:{self.port}/gateway"
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        await self.gateway.drop(resumable=True)
        if self._runner is not None:
            await self._runner.cleanup()

    @property
    def api_base(self) -> str:
        return f"http://127.0.0.1:{self.port}{PREFIX}"

    @property
    def checks_schema(self) -> bool:
        return self.schema is not None

    @property
    def schema_faults(self) -> list[openapi.Fault]:
        """What violated Discord's document so far; also empty if nothing was checked."""
        return self.schema.faults if self.schema else []

    @property
    def unknown_routes(self) -> list[tuple[str, str]]:
        return self.state.unknown_routes

    @property
    def requests(self) -> list[Call]:
        """The latest REST requests of the bot, oldest first."""
        return list(self.state.calls)

    @property
    def late(self) -> list[Json]:
        """The interactions whose callback came after the deadline."""
        return self.state.late

    @property
    def identifies(self) -> list[Json]:
        """The data of every Identify, without its token."""
        return self.gateway.identifies

    def commands(self, guild: Guild | None = None) -> list[Json]:
        """The global commands that the bot synced, or a guild's own."""
        return self.state.book.listed(guild.id if guild else None)

    @property
    def synced(self) -> bool:
        return self.state.book.synced

    def messages(self, channel: Channel | None = None) -> list[Json]:
        """A channel's messages as anyone sees them, newest first."""
        channel_id = (channel or self.guilds[0].channels[0]).id
        return self.state.store.listed(channel_id, before=1 << 63, after=0, limit=1000)

    async def settled(self, seconds: float = PATIENCE) -> None:
        """Return once every client is gone, and all that they sent is carried out."""
        assert self._runner is not None
        assert self._runner.server is not None
        async with asyncio.timeout(seconds):
            while True:
                if not self._rest.under_way and not self._runner.server.connections:
                    return
                await asyncio.sleep(0.005)

    async def wait_ready(self, seconds: float = PATIENCE, shards: Collection[int] | None = None) -> None:
        """Wait until the bot has taken in READY and its guilds, or has resumed; of some shards, if they are named."""
        if isinstance(self.gateway, ShardedGateway):
            await self.gateway.wait_ready(seconds, shards)
        else:
            await self.gateway.wait_ready(seconds)

    async def drop_gateway(self, *, resumable: bool = True, shards: Collection[int] | None = None) -> None:
        """Close the bot's connections, or those of some shards; unless ``resumable``, their sessions are gone too."""
        if isinstance(self.gateway, ShardedGateway):
            await self.gateway.drop(resumable=resumable, shards=shards)
        else:
            await self.gateway.drop(resumable=resumable)

    @property
    def sharded(self) -> ShardedGateway:
        """The gateway of a Discord that asks for shards."""
        assert isinstance(self.gateway, ShardedGateway)
        return self.gateway

    async def leave(self, guild: Guild, *, tell: bool = True) -> None:
        """Remove the bot from a guild, and send it the event if it is there."""
        self.state.left.add(guild.id)
        if tell:
            await self.gateway.dispatch("GUILD_DELETE", {"id": str(guild.id)})

    def set_ahead(self, by: timedelta) -> None:
        """Let it be so much later at Discord than here, as its answers say."""
        self._rest.ahead = by

    def set_starts_left(self, count: int) -> None:
        """How often the bot may still start today, as Discord says."""
        self._rest.starts_left = count

    @property
    def limits(self) -> Limits:
        """What Discord allows in a second; its ``refused`` are the 429s that were returned."""
        return self.state.limits

    @property
    def nonces(self) -> Nonces:
        return self.state.nonces

    @property
    def moments(self) -> Moments:
        """Where a test waits for a message that is being sent."""
        return self.state.moments

    def set_chances(self, chances: Chances | None) -> None:
        """Give calls faults at random from now on; None: no more."""
        self.state.chances = chances

    def stop_time(self) -> None:
        """Let no time pass for limits and nonces from now on but by ``pass_time``."""
        self.state.stop_time()

    def pass_time(self, seconds: float) -> None:
        """Make Discord's clock jump ahead: limits and nonces are forgotten sooner."""
        self.state.pass_time(seconds)

    def every_message(self) -> list[Json]:
        """All messages everywhere, the oldest first."""
        return list(self.state.store.by_id.values())

    def threads(self, forum: Channel) -> list[Thread]:
        """A forum's posts, the oldest first."""
        return [thread for thread in self.state.places.threads.values() if thread.parent.id == forum.id]

    async def delete_channel(self, channel_id: int) -> None:
        """Delete a channel or thread, and send the bot the event."""
        payload, is_thread = self.state.places.payload(channel_id), channel_id in self.state.places.threads
        self.state.places.remove(channel_id)
        await self.state.dispatch_place("THREAD_DELETE" if is_thread else "CHANNEL_DELETE", payload)

    async def deny(self, channel: Channel, permissions: int) -> None:
        """Take permissions from the bot in a channel (0: give all back), and send it the event."""
        self.state.places.denied[channel.id] = permissions
        await self.state.dispatch_place("CHANNEL_UPDATE", self.state.places.payload(channel.id))

    async def archive(self, thread_id: int) -> None:
        """Archive a thread, as Discord does when nobody wrote there for long, and send the bot the event."""
        thread = self.state.places.archive(thread_id)
        await self.state.dispatch_place("THREAD_UPDATE", thread.payload())

    def refuse(
        self,
        method: str,
        part: str,
        *,
        status: int = 400,
        times: int = 1,
        retry_after: float = 0.2,
        reply: Reply | None = None,
        concerns: Callable[[Call], bool] = lambda _: True,
        after: bool = False,
    ) -> Refusal:
        """Answer the next requests whose path has ``part`` with ``reply`` instead, or with an error without a code.

        They are not carried out, unless the answer comes ``after`` that.
        """
        reply = reply or said(0, status=status, retry_after=retry_after)
        refusal = Refusal(method, part, reply, times, concerns, after)
        self._rest.refusals.append(refusal)
        return refusal

    def clear_refusals(self) -> None:
        """Stop refusing requests."""
        self._rest.refusals.clear()

    async def dispatch(self, interaction: Json, *, source: Json | None = None, seconds: float = PATIENCE) -> Answer:
        """Send an interaction of the test's own making and await its callback, and the answer that this promises."""
        pending = self._expect(interaction, source)
        text = json.dumps(interaction)
        pending.sent_at = time.perf_counter()
        await self.gateway.dispatch_text("INTERACTION_CREATE", text)
        try:
            # Unlike wait_for, this is cancelled also as the callback comes; the answer of a killed bot never does.
            async with asyncio.timeout(seconds):
                answer = await pending.future
        except TimeoutError:
            what = interaction["data"].get("name") or interaction["data"].get("custom_id")
            raise WireError(f"no answer to {what!r} in {seconds} s") from None
        return await answer.settled(seconds)

    async def dispatch_many(
        self, payload_factory: Callable[[int], Json], count: int, *, seconds: float = PATIENCE
    ) -> Burst:
        """Send ``count`` interactions as fast as the gateway takes them; time every answer."""
        made = [payload_factory(number) for number in range(count)]
        ready = [(self._expect(payload), json.dumps(payload)) for payload in made]
        started = time.perf_counter()
        for pending, text in ready:
            pending.sent_at = time.perf_counter()
            await self.gateway.dispatch_text("INTERACTION_CREATE", text)
        answers = asyncio.gather(*(p.future for p, _ in ready), return_exceptions=True)
        # Unlike wait_for, this raises nothing when some are never answered.
        await asyncio.wait([answers], timeout=seconds)
        answers.cancel()
        taken = [(p.sent_at, p.answer) for p, _ in ready if p.answer is not None]
        ended = max((sent_at + answer.seconds for sent_at, answer in taken), default=started)
        found = [answer for _, answer in taken]
        return Burst([answer.seconds for answer in found], count - len(found), ended - started, found)

    def _expect(self, interaction: Json, source: Json | None = None) -> Pending:
        future: asyncio.Future[Answer] = asyncio.get_running_loop().create_future()
        pending = Pending(interaction, future, source=source)
        self.state.pending[interaction["token"]] = pending
        return pending

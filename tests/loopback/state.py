"""The state of the loopback Discord: its guilds, messages, commands and open interactions."""

from __future__ import annotations

import asyncio
import time
from collections import deque
from collections.abc import Callable, Generator, Sequence
from contextlib import contextmanager
from typing import Any

from tests.loopback.answers import Pending
from tests.loopback.calls import Call
from tests.loopback.commands import CommandBook
from tests.loopback.faults import Chances, Moments
from tests.loopback.gateway import (
    INTENT_GUILD_MEMBERS,
    INTENT_GUILD_MESSAGES,
    INTENT_MESSAGE_CONTENT,
    Gateway,
    Session,
)
from tests.loopback.limits import Limits
from tests.loopback.messages import FLAG_EPHEMERAL, MessageStore, Nonces
from tests.loopback.places import Places
from tests.loopback.shards import ShardedGateway
from tests.loopback.world import Application, Channel, Guild, Json, Member, Snowflakes, WireError, member_payload
from tests.patience import PATIENCE

# The bot may answer later than it should. Only so many requests are kept for a test to look at.
CALLS_KEPT = 10_000
ATTACHMENT_SIZE_LIMIT = 10 * 1024 * 1024

_HIDDEN_WITHOUT_CONTENT: Json = {"content": "", "embeds": [], "attachments": [], "components": []}


class State:
    """Shared by the REST half, the gateway half and the actions of a test."""

    def __init__(
        self,
        token: str,
        application: Application,
        guilds: Sequence[Guild],
        *,
        answer_deadline: float | None,
        gateway_options: dict[str, Any],
        nonce_memory: float = 180.0,
        beside: State | None = None,
        shards: int = 1,
        at_once: int = 1,
    ) -> None:
        self.token = token
        self.application = application
        self.guilds = tuple(guilds)
        self.answer_deadline = answer_deadline
        self.shards, self.at_once = shards, at_once
        self.left: set[int] = set()
        """Guilds that the bot was removed from."""

        def opened(number: int) -> Gateway:
            return Gateway(token, self._opening_of(number), shard=(number, shards), **gateway_options)

        self.gateway = (
            Gateway(token, self._opening_of(0), **gateway_options)
            if shards == 1
            else ShardedGateway(shards, at_once, opened)
        )
        self.gateway_url = ""
        self.late: list[Json] = []
        self.calls: deque[Call] = deque(maxlen=CALLS_KEPT)
        self.unknown_routes: list[tuple[str, str]] = []
        self.pending: dict[str, Pending] = {}
        self.talking = 0
        """How many requests about interactions are not answered yet."""
        self.silence = asyncio.Event()
        self.silence.set()
        self.moments = Moments()
        self.chances: Chances | None = None
        self.passed = 0.0
        self.stopped_at: float | None = None
        # Shared by every entrance to the same Discord.
        self._first = beside._first if beside else self
        if beside is not None:
            self.snowflakes, self.store, self.book = beside.snowflakes, beside.store, beside.book
            self.nonces, self.limits, self.places = beside.nonces, beside.limits, beside.places
            self.direct = beside.direct
        else:
            self.snowflakes = Snowflakes()
            self.store = MessageStore(self.snowflakes)
            self.book = CommandBook()
            self.nonces = Nonces(self.time, nonce_memory)
            self.limits = Limits(self.time)
            self.places = Places(self.guilds, application.id)
            self.direct: dict[int, int] = {}

    @property
    def channel_guilds(self) -> dict[int, Guild]:
        """The guild of every channel, also of those that are gone."""
        return self.places.guilds

    def time(self) -> float:
        """Seconds, by which limits and nonces are forgotten; a test may let more of them pass than there are."""
        stopped_at = self._first.stopped_at
        return (time.monotonic() if stopped_at is None else stopped_at) + self._first.passed

    def stop_time(self) -> None:
        self._first.stopped_at = time.monotonic()

    def pass_time(self, seconds: float) -> None:
        self._first.passed += seconds

    @contextmanager
    def answering(self) -> Generator[None]:
        """A request about an interaction is here, and its answer not yet sent in full."""
        self.talking += 1
        self.silence.clear()
        try:
            yield
        finally:
            self.talking -= 1
            if not self.talking:
                self.silence.set()

    async def caught_up(self, seconds: float = PATIENCE) -> None:
        """Wait until the bot has read the answers to all that it sent about interactions.

        Only then does it know the buttons and forms that it has shown; people are never as fast as a test.
        """
        try:
            await asyncio.wait_for(self.silence.wait(), seconds)
        except TimeoutError:
            raise WireError(f"a request of the bot was not answered in {seconds} s") from None
        await self.gateway.ask_for_heartbeat(seconds)

    def _opening_of(self, shard: int) -> Callable[[Session], list[tuple[str, Json]]]:
        def opening(session: Session) -> list[tuple[str, Json]]:
            mine = [guild for guild in self.guilds if (guild.id >> 22) % self.shards == shard]
            named = {"shard": [shard, self.shards]} if self.shards > 1 else {}
            return self._opening(session, [guild for guild in mine if guild.id not in self.left], named)

        return opening

    def _opening(self, session: Session, guilds: Sequence[Guild], named: Json) -> list[tuple[str, Json]]:
        user = self.application.user()
        ready: Json = {
            "v": 10,
            "user": user,
            "application": {"id": str(self.application.id), "flags": 0},
            "guilds": [{"id": str(guild.id), "unavailable": True} for guild in guilds],
            "session_id": session.id,
            **named,
            "resume_gateway_url": self.gateway_url,
        }
        everyone = bool(session.intents & INTENT_GUILD_MEMBERS)
        created = [self._guild_payload(guild, user, everyone=everyone) for guild in guilds]
        return [("READY", ready), *(("GUILD_CREATE", payload) for payload in created)]

    def _guild_payload(self, guild: Guild, user: Json, *, everyone: bool) -> Json:
        channels, threads = self.places.of_guild(guild)
        return {**guild.payload(user, all_members=everyone), "channels": channels, "threads": threads}

    def open_direct(self, user_id: int) -> Json | None:
        """The channel of direct messages to a member, the same one each time; None if the bot shares no guild."""
        member = next((m for guild in self.guilds for m in guild.members if m.id == user_id), None)
        if member is None:
            return None
        known = next((channel for channel, user in self.direct.items() if user == user_id), None)
        channel_id = known or self.snowflakes.next()
        self.direct[channel_id] = user_id
        return {"id": str(channel_id), "type": 1, "flags": 0, "last_message_id": None, "recipients": [member.user()]}

    def direct_messages(self, member: Member) -> list[Json]:
        """What the bot wrote to a member directly, newest first."""
        channels = [channel for channel, user in self.direct.items() if user == member.id]
        return [m for channel in channels for m in self.store.listed(channel, before=1 << 63, after=0, limit=1000)]

    def sync(self, guild_id: int | None, commands: list[Json]) -> list[Json]:
        """Overwrite the commands; a command that keeps its name keeps its id."""
        known = {(c["name"], c["type"]): c["id"] for c in self.book.listed(guild_id)}
        synced = [self._synced(command, guild_id, known) for command in commands]
        self.book.put(guild_id, synced)
        return synced

    def _synced(self, command: Json, guild_id: int | None, known: dict[tuple[str, int], str]) -> Json:
        kind: int = command.get("type") or 1
        permissions = command.get("default_member_permissions")
        result: Json = {
            "description": "",
            **command,
            "id": known.get((command["name"], kind)) or str(self.snowflakes.next()),
            "type": kind,
            "application_id": str(self.application.id),
            "version": str(self.snowflakes.next()),
            "default_member_permissions": None if permissions is None else str(permissions),
        }
        if guild_id is not None:
            result["guild_id"] = str(guild_id)
        return result

    async def dispatch_message(self, event: str, message: Json | None) -> None:
        """Send a message's event to the bot, if its intents allow it for this message."""
        if message is None or message["flags"] & FLAG_EPHEMERAL or int(message["channel_id"]) in self.direct:
            return
        if not self.gateway.has_session:
            return
        intents = self.gateway.intents
        if not intents & INTENT_GUILD_MESSAGES:
            return
        guild = self.channel_guilds[int(message["channel_id"])]
        own = message["author"]["id"] == str(self.application.id)
        data: Json = {**message, "guild_id": str(guild.id)}
        if own:
            data["member"] = member_payload(message["author"], guild.bot_roles)
        mentioned = any(u["id"] == str(self.application.id) for u in message["mentions"])
        if not (own or mentioned or intents & INTENT_MESSAGE_CONTENT):
            data.update(_HIDDEN_WITHOUT_CONTENT)
        await self.gateway.dispatch(event, data)

    async def dispatch_place(self, event: str, payload: Json) -> None:
        """Send a channel's or thread's event to the bot, if it is there."""
        if self.gateway.has_session:
            await self.gateway.dispatch(event, payload)

    def interaction(self, kind: int, data: Json, member: Member, guild: Guild, channel: Channel) -> Json:
        """A new interaction with its own id and token."""
        interaction_id = str(self.snowflakes.next())
        permissions = str(member.permissions)
        return {
            "id": interaction_id,
            "application_id": str(self.application.id),
            "type": kind,
            "data": data,
            "guild_id": str(guild.id),
            "guild": {"id": str(guild.id), "locale": guild.locale, "features": []},
            "channel_id": str(channel.id),
            "channel": {**channel.payload(guild.id), "permissions": permissions},
            "member": member.with_permissions(),
            "token": f"interaction-{interaction_id}-token",
            "version": 1,
            "locale": member.locale,
            "guild_locale": guild.locale,
            "app_permissions": str(guild.app_permissions),
            "context": 0,
            "authorizing_integration_owners": {"0": str(guild.id)},
            "entitlements": [],
            "entitlement_sku_ids": [],
            "attachment_size_limit": ATTACHMENT_SIZE_LIMIT,
        }

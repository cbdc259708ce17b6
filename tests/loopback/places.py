"""The channels of the loopback Discord as they come and go: their threads, and what the bot may do in each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from tests.loopback.calls import MISSING_ACCESS, MISSING_PERMISSIONS, UNKNOWN_CHANNEL, RefusedError
from tests.loopback.world import (
    READ_MESSAGE_HISTORY,
    SEND_MESSAGES,
    SEND_MESSAGES_IN_THREADS,
    VIEW_CHANNEL,
    Channel,
    Guild,
    Json,
    timestamp,
)

PUBLIC_THREAD, NEWS_THREAD = 11, 10


@dataclass
class Thread:
    """A thread, which in a forum is a post: its id is that of the message it begins with."""

    id: int
    parent: Channel
    guild: Guild
    name: str
    owner_id: int
    tags: tuple[str, ...] = ()
    archived: bool = False
    archived_at: str = ""
    messages: int = 0

    def payload(self) -> Json:
        return {
            "id": str(self.id),
            "guild_id": str(self.guild.id),
            "parent_id": str(self.parent.id),
            "owner_id": str(self.owner_id),
            "type": PUBLIC_THREAD,
            "name": self.name,
            "last_message_id": str(self.id),
            "message_count": self.messages,
            "total_message_sent": self.messages,
            "member_count": 1,
            "rate_limit_per_user": 0,
            "flags": 0,
            "applied_tags": list(self.tags),
            "thread_metadata": {
                "archived": self.archived,
                "archive_timestamp": self.archived_at,
                "auto_archive_duration": 4320,
                "locked": False,
                "create_timestamp": self.archived_at,
            },
        }


class Places:
    """Every channel by id. ``denied`` are the permissions that were taken from the bot in a channel."""

    def __init__(self, guilds: Sequence[Guild], bot_id: int) -> None:
        self.guilds = {channel.id: guild for guild in guilds for channel in guild.channels}
        self.channels = {channel.id: channel for guild in guilds for channel in guild.channels}
        self.threads: dict[int, Thread] = {}
        self.denied: dict[int, int] = {}
        self._bot_id = bot_id

    def __contains__(self, channel_id: int) -> bool:
        return channel_id in self.channels or channel_id in self.threads

    def payload(self, channel_id: int) -> Json:
        """A channel or thread as Discord describes it."""
        thread = self.threads.get(channel_id)
        if thread is not None:
            return thread.payload()
        payload = self.channels[channel_id].payload(self.guilds[channel_id].id)
        denied = self.denied.get(channel_id, 0)
        if denied:
            payload["permission_overwrites"] = [{"id": str(self._bot_id), "type": 1, "allow": "0", "deny": str(denied)}]
        return payload

    def of_guild(self, guild: Guild) -> tuple[list[Json], list[Json]]:
        """The channels and the active threads that the bot can see."""
        there = [channel.id for channel in guild.channels if channel.id in self.channels]
        seen = [channel_id for channel_id in there if self.permissions(channel_id) & VIEW_CHANNEL]
        threads = [thread for thread in self.threads.values() if thread.parent.id in seen and not thread.archived]
        return [self.payload(channel_id) for channel_id in seen], [thread.payload() for thread in threads]

    def permissions(self, channel_id: int) -> int:
        """What the bot may do there; in a thread, what it may do in the channel that this belongs to."""
        thread = self.threads.get(channel_id)
        own = thread.parent.id if thread else channel_id
        return self.guilds[own].app_permissions & ~self.denied.get(own, 0)

    def check(self, channel_id: int, needed: int = 0) -> None:
        """Refuse what the bot may not do in a channel, as Discord does."""
        if channel_id not in self:
            raise RefusedError(404, "Unknown Channel", UNKNOWN_CHANNEL)
        mine = self.permissions(channel_id)
        if not mine & VIEW_CHANNEL:
            raise RefusedError(403, "Missing Access", MISSING_ACCESS)
        if needed & SEND_MESSAGES and channel_id in self.threads:
            needed = needed & ~SEND_MESSAGES | SEND_MESSAGES_IN_THREADS
        if needed & ~mine & READ_MESSAGE_HISTORY:
            raise RefusedError(403, "Missing Access", MISSING_ACCESS)
        if needed & ~mine:
            raise RefusedError(403, "Missing Permissions", MISSING_PERMISSIONS)

    def add_thread(self, thread_id: int, parent_id: int, name: str, owner_id: int, tags: Sequence[str]) -> Thread:
        parent, guild = self.channels[parent_id], self.guilds[parent_id]
        thread = Thread(thread_id, parent, guild, name, owner_id, tuple(tags), archived_at=timestamp())
        self.threads[thread_id] = thread
        self.guilds[thread_id] = guild
        return thread

    def archive(self, thread_id: int) -> Thread:
        thread = self.threads[thread_id]
        thread.archived, thread.archived_at = True, timestamp()
        return thread

    def remove(self, channel_id: int) -> None:
        """Delete a channel with its threads, or a thread."""
        self.channels.pop(channel_id, None)
        gone = [thread.id for thread in self.threads.values() if channel_id in (thread.id, thread.parent.id)]
        for thread_id in gone:
            del self.threads[thread_id]

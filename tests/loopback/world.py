"""The guilds, channels, roles and members that the loopback Discord serves."""

from __future__ import annotations

import itertools
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import Any, Self, TypeAlias

Json: TypeAlias = dict[str, Any]

DISCORD_EPOCH_MS = 1_420_070_400_000
JOINED_AT = "2024-01-15T12:00:00.000000+00:00"

ADD_REACTIONS = 1 << 6
MANAGE_GUILD = 1 << 5
VIEW_CHANNEL = 1 << 10
SEND_MESSAGES = 1 << 11
MANAGE_MESSAGES = 1 << 13
EMBED_LINKS = 1 << 14
ATTACH_FILES = 1 << 15
READ_MESSAGE_HISTORY = 1 << 16
MENTION_EVERYONE = 1 << 17
USE_APPLICATION_COMMANDS = 1 << 31
CREATE_PUBLIC_THREADS = 1 << 35
SEND_MESSAGES_IN_THREADS = 1 << 38

FAN_PERMISSIONS = (
    VIEW_CHANNEL
    | SEND_MESSAGES
    | READ_MESSAGE_HISTORY
    | ADD_REACTIONS
    | EMBED_LINKS
    | USE_APPLICATION_COMMANDS
    | CREATE_PUBLIC_THREADS
    | SEND_MESSAGES_IN_THREADS
)
MODERATOR_PERMISSIONS = FAN_PERMISSIONS | MANAGE_GUILD | MANAGE_MESSAGES
BOT_PERMISSIONS = FAN_PERMISSIONS | ATTACH_FILES

TEXT, ANNOUNCEMENT, FORUM = 0, 5, 15
FLAG_REQUIRE_TAG = 1 << 4


class WireError(AssertionError):
    """A test asked for something that Discord would not let a member do."""


class Snowflakes:
    """Gives out ids whose timestamp is now, as discord.py reads expiry from them."""

    def __init__(self) -> None:
        self._counter: Iterator[int] = itertools.count(1)

    def next(self) -> int:
        milliseconds = int(time.time() * 1000) - DISCORD_EPOCH_MS
        return (milliseconds << 22) | (next(self._counter) & 0x3FFFFF)


def timestamp() -> str:
    """The time now, as Discord writes it."""
    return datetime.now(UTC).isoformat(timespec="microseconds")


def user_payload(user_id: int, name: str, *, bot: bool = False) -> Json:
    return {
        "id": str(user_id),
        "username": name.lower().replace(" ", "_"),
        "global_name": name,
        "discriminator": "0",
        "avatar": None,
        "bot": bot,
        "system": False,
        "public_flags": 0,
        "flags": 0,
        "primary_guild": None,
    }


@dataclass(frozen=True)
class Application:
    """The bot's application; its user has the same id, as with every bot made today."""

    id: int = 1_100_000_000_000_000_001
    name: str = "Casefile"
    owner_id: int = 1_100_000_000_000_000_002
    endpoint: str | None = None
    """Where Discord would send interactions instead of to the gateway."""

    def user(self) -> Json:
        return user_payload(self.id, self.name, bot=True)

    def payload(self) -> Json:
        return {
            "id": str(self.id),
            "name": self.name,
            "description": "",
            "icon": None,
            "flags": 0,
            "bot_public": True,
            "bot_require_code_grant": False,
            "owner": user_payload(self.owner_id, "Bot Owner"),
            "verify_key": "0" * 64,
            "team": None,
            "bot": self.user(),
            "summary": "",
            "interactions_endpoint_url": self.endpoint,
        }


@dataclass(frozen=True)
class Role:
    id: int
    name: str
    permissions: int = 0
    position: int = 1

    def payload(self) -> Json:
        return {
            "id": str(self.id),
            "name": self.name,
            "permissions": str(self.permissions),
            "position": self.position,
            "color": 0,
            "colors": {"primary_color": 0, "secondary_color": None, "tertiary_color": None},
            "hoist": False,
            "icon": None,
            "unicode_emoji": None,
            "managed": False,
            "mentionable": False,
            "flags": 0,
        }


@dataclass(frozen=True)
class Member:
    """A member; ``permissions`` are those in the channel that an interaction comes from."""

    id: int
    name: str
    permissions: int = FAN_PERMISSIONS
    roles: tuple[int, ...] = ()
    nick: str | None = None
    locale: str = "en-US"

    def user(self) -> Json:
        return user_payload(self.id, self.name)

    def payload(self) -> Json:
        return member_payload(self.user(), self.roles, self.nick)

    def with_permissions(self) -> Json:
        return {**self.payload(), "permissions": str(self.permissions)}


def member_payload(user: Json, roles: tuple[int, ...] = (), nick: str | None = None) -> Json:
    return {
        "user": user,
        "roles": [str(role) for role in roles],
        "nick": nick,
        "avatar": None,
        "joined_at": JOINED_AT,
        "premium_since": None,
        "communication_disabled_until": None,
        "deaf": False,
        "mute": False,
        "pending": False,
        "flags": 0,
    }


@dataclass(frozen=True)
class Channel:
    """A text channel, unless ``type`` makes it an announcement channel or a forum."""

    id: int
    name: str = "general"
    position: int = 0
    type: int = TEXT
    requires_tag: bool = False

    def payload(self, guild_id: int) -> Json:
        payload: Json = {
            "id": str(self.id),
            "guild_id": str(guild_id),
            "type": self.type,
            "name": self.name,
            "position": self.position,
            "topic": None,
            "nsfw": False,
            "flags": FLAG_REQUIRE_TAG if self.requires_tag else 0,
            "rate_limit_per_user": 0,
            "parent_id": None,
            "last_message_id": None,
            "permission_overwrites": [],
        }
        if self.type == FORUM:
            payload |= {"available_tags": [], "default_reaction_emoji": None, "default_sort_order": None}
            payload |= {"default_forum_layout": 0, "default_auto_archive_duration": 4320}
        return payload


@dataclass(frozen=True)
class Guild:
    """A guild; its first channel and member are those of an action that names none."""

    id: int
    name: str
    channels: tuple[Channel, ...]
    members: tuple[Member, ...]
    roles: tuple[Role, ...] = ()
    owner_id: int = 1_100_000_000_000_000_003
    locale: str = "en-US"
    app_permissions: int = BOT_PERMISSIONS
    bot_roles: tuple[int, ...] = field(default=())

    @classmethod
    def sample(cls, number: int = 1) -> Self:
        """A guild with a fan, a moderator and one text channel; ids differ by ``number``."""
        return cls._at(900_000_000_000_000_000 + number * 1_000, number)

    @classmethod
    def of_shard(cls, shard: int, shards: int, number: int = 1) -> Self:
        """Like ``sample``, in a shard of so many; ids differ by ``number``, and by the shard."""
        first = 200_000_000_000 // shards * shards
        return cls._at((first + number * shards + shard) << 22, number)

    @classmethod
    def _at(cls, base: int, number: int) -> Self:
        moderators = Role(base + 2, "Moderators", MODERATOR_PERMISSIONS, 2)
        return cls(
            id=base,
            name=f"Fans of the show {number}",
            channels=(Channel(base + 10),),
            members=(
                Member(base + 20, "Fran Fan"),
                Member(base + 21, "Mo Moderator", MODERATOR_PERMISSIONS, (moderators.id,)),
            ),
            roles=(moderators, Role(base + 3, "Caught up")),
        )

    @classmethod
    def with_channels(cls, number: int, channels: Sequence[Channel]) -> Self:
        """Like ``sample``, with these channels instead."""
        return replace(cls.sample(number), channels=tuple(channels))

    @property
    def fan(self) -> Member:
        """The first member without Manage Server."""
        return next(m for m in self.members if not m.permissions & MANAGE_GUILD)

    @property
    def moderator(self) -> Member:
        """The first member with Manage Server."""
        return next(m for m in self.members if m.permissions & MANAGE_GUILD)

    def role_payloads(self) -> list[Json]:
        everyone = Role(self.id, "@everyone", FAN_PERMISSIONS, 0)
        return [role.payload() for role in (everyone, *self.roles)]

    def payload(self, bot_user: Json, *, all_members: bool) -> Json:
        """GUILD_CREATE's data: without the members intent only the bot itself is listed."""
        members = [member_payload(bot_user, self.bot_roles)]
        if all_members:
            members += [member.payload() for member in self.members]
        return {
            "id": str(self.id),
            "name": self.name,
            "owner_id": str(self.owner_id),
            "unavailable": False,
            "preferred_locale": self.locale,
            "features": [],
            "roles": self.role_payloads(),
            "channels": [channel.payload(self.id) for channel in self.channels],
            "members": members,
            "member_count": len(self.members) + 1,
            "large": False,
            "joined_at": JOINED_AT,
            "emojis": [],
            "stickers": [],
            "threads": [],
            "presences": [],
            "voice_states": [],
            "stage_instances": [],
            "guild_scheduled_events": [],
            "soundboard_sounds": [],
            "verification_level": 0,
            "default_message_notifications": 1,
            "explicit_content_filter": 0,
            "mfa_level": 0,
            "nsfw_level": 0,
            "premium_tier": 0,
            "icon": None,
            "system_channel_id": None,
            "system_channel_flags": 0,
        }

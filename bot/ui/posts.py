"""How an announcement looks in its channel."""

from dataclasses import dataclass
from datetime import datetime

import discord

from bot.domain.announcements import Post


@dataclass(frozen=True, slots=True)
class Stamp:
    """What a message bears beside its words: the reference at its foot, when it was due, whether it goes out late, and
    the role that it pings."""

    reference: str
    due_at: datetime
    delayed: bool = False
    ping: int | None = None


@dataclass(frozen=True, slots=True)
class PostMessage:
    """A message, always with one embed at whose foot the reference stands; `title` names it where it opens a thread."""

    content: str
    embed: discord.Embed
    title: str

    @property
    def allowed_mentions(self) -> discord.AllowedMentions:
        """Nobody and no role but the chosen one."""
        raise NotImplementedError


def message_of(post: Post, stamp: Stamp) -> PostMessage:
    """The message."""
    raise NotImplementedError(post, stamp)


def correction_reply(post: Post, stamp: Stamp) -> PostMessage:
    """What answers a message that can't be edited and of which a part no longer holds."""
    raise NotImplementedError(post, stamp)


def bears(message: discord.Message, reference: str) -> bool:
    """Whether this is the message with that reference at its foot."""
    return any(reference in (embed.footer.text or "").split() for embed in message.embeds)

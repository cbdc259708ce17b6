"""The permissions that the bot lacks to post in a channel. Only reads the library's objects."""

import discord

from bot.outbox.channels import Channel
from bot.ui.setup import permissions

POST_TYPES = (
    discord.ChannelType.text,
    discord.ChannelType.news,
    discord.ChannelType.public_thread,
    discord.ChannelType.private_thread,
    discord.ChannelType.news_thread,
    discord.ChannelType.forum,
)
"""The kinds of channels that announcements can go to."""

MENTION = "Mention @everyone, @here and All Roles"
WITHOUT_TAGS = "a forum that takes posts without tags"
PUBLISHING = "an announcement channel to publish from"


def missing(
    channel: Channel, *, ping: discord.Role | None = None, publish: bool = False, history: bool = True
) -> tuple[str, ...]:
    """Return what the bot needs to post there and does not have; permissions by their names in Discord's settings.

    `history` is what finding a message again needs. Publishing one's own message needs an announcement channel and no
    permission beyond sending it.
    """
    mine = channel.permissions_for(channel.guild.me)
    needed = {"View Channel": mine.view_channel, **_sending(channel, mine), "Embed Links": mine.embed_links}
    if history:
        needed["Read Message History"] = mine.read_message_history
    if ping is not None and not ping.mentionable:
        needed[MENTION] = mine.mention_everyone
    if isinstance(channel, discord.ForumChannel):
        needed[WITHOUT_TAGS] = not channel.flags.require_tag
    if publish:
        needed[PUBLISHING] = channel.type is discord.ChannelType.news
    return tuple(name for name, given in needed.items() if not given)


def _sending(channel: Channel, mine: discord.Permissions) -> dict[str, bool]:
    if isinstance(channel, discord.Thread):
        needed = {"Send Messages in Threads": mine.send_messages_in_threads}
        if channel.locked:
            needed["Manage Threads"] = mine.manage_threads
        return needed
    name = "Create Posts" if isinstance(channel, discord.ForumChannel) else "Send Messages"
    return {name: mine.send_messages}


def trouble(channel: Channel, *, ping: discord.Role | None = None, publish: bool = False) -> str | None:
    """Return what keeps the bot from posting there, as a sentence; None if nothing does."""
    if channel.type not in POST_TYPES:
        return "Nothing can be announced in a channel of this kind."
    lacking = missing(channel, ping=ping, publish=publish)
    return f"I lack {permissions(lacking)}." if lacking else None

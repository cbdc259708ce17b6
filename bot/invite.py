"""The link with which somebody who manages a server adds the bot to it, and the permissions that it asks for."""

import discord

PERMISSIONS = discord.Permissions(
    view_channel=True,
    send_messages=True,
    send_messages_in_threads=True,
    embed_links=True,
    read_message_history=True,
    add_reactions=True,
)
"""All that the bot needs, and nothing else. README lists them."""


def intents(*, hears_mentions: bool) -> discord.Intents:
    """What the bot asks Discord to be sent, and nothing else.

    No intent is privileged: commands need no message content, and Discord sends it with a mention anyway.
    """
    return discord.Intents(guilds=True, guild_messages=hears_mentions)


_SCOPES = ("bot", "applications.commands")


def invite_link(application: int) -> str:
    """Return the address that adds this application's bot to a server."""
    return discord.utils.oauth_url(application, permissions=PERMISSIONS, scopes=_SCOPES)

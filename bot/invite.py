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
_SCOPES = ("bot", "applications.commands")


def invite_link(application: int) -> str:
    """Return the address that adds this application's bot to a server."""
    return discord.utils.oauth_url(application, permissions=PERMISSIONS, scopes=_SCOPES)

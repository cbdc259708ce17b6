"""What Discord says about a server that the bot may no longer be in."""

import logging

import discord

from bot.discord_errors import TROUBLE, in_words

_log = logging.getLogger(__name__)
_GONE = frozenset({(404, 10004), (403, 50001)})
"""The status and code by which Discord says that there is no such server, or that the bot is not in it."""


async def has_left(client: discord.Client, guild: int) -> bool | None:
    """Return whether the bot is no longer in a server by Discord's own word; None if Discord could not be asked."""
    try:
        await client.fetch_guild(guild, with_counts=False)
    except discord.HTTPException as error:
        if (error.status, error.code) in _GONE:
            return True
        _log.info("Discord does not say whether the bot is in server %s: %s", guild, in_words(error))
        return None
    except TROUBLE as error:
        _log.info("Discord could not be asked whether the bot is in server %s: %s", guild, in_words(error))
        return None
    return False

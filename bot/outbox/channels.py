"""What Discord says of channels and roles by their ids, also of those that are not in the library's cache."""

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress
from typing import TypeAlias

import discord

from bot.discord_errors import PLACES, meaning_of

Channel: TypeAlias = discord.abc.GuildChannel | discord.Thread
_READY_WITHIN = 10.0


async def channel_of(guild: discord.Guild, channel: int) -> Channel | None:
    """Return the channel or thread; None if Discord says that it is gone or that the bot can't see it.

    Raises one of TROUBLE if Discord can't be asked.
    """
    if known := guild.get_channel_or_thread(channel):
        return known
    try:
        # Archived threads are not in the cache. For a deleted or hidden channel Discord answers with an error.
        return await guild.fetch_channel(channel)
    except discord.InvalidData:
        return None
    except discord.HTTPException as error:
        if meaning_of(error) in PLACES:
            return None
        raise


async def was_deleted(
    client: discord.Client, guild: int, role: int, known: Callable[[int], Awaitable[None]] | None = None
) -> bool:
    """Return whether a server no longer has a role; False if that is not known, as without a connection to Discord.

    `known` waits until the client knows a server; without it, until it knows them all.
    """
    with suppress(TimeoutError):  # the servers' roles come after the start
        await asyncio.wait_for(known(guild) if known else client.wait_until_ready(), _READY_WITHIN)
    found = client.get_guild(guild)
    return found is not None and not found.unavailable and found.get_role(role) is None


def places_of(channel: object) -> tuple[int, ...]:
    """The ids of a channel and its category, the places whose boundaries hold there; a thread follows its channel."""
    if isinstance(channel, discord.Thread):
        parent = channel.parent
        return (channel.parent_id,) if parent is None else places_of(parent)
    if not isinstance(channel, discord.abc.GuildChannel):
        return ()
    return (channel.id,) if channel.category_id is None else (channel.id, channel.category_id)

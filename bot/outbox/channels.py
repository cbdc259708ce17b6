"""Channels by their ids, also those that are not in the library's cache."""

from typing import TypeAlias

import discord

Channel: TypeAlias = discord.abc.GuildChannel | discord.Thread


async def channel_of(guild: discord.Guild, channel: int) -> Channel | None:
    """Return the channel or thread; None if it is gone or the bot can't see it."""
    if known := guild.get_channel_or_thread(channel):
        return known
    try:
        # Archived threads are not in the cache. For a deleted or hidden channel Discord answers with an error.
        return await guild.fetch_channel(channel)
    except (discord.NotFound, discord.Forbidden, discord.InvalidData):
        return None

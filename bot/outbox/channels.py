"""Channels by their ids, also those that the library was not told of."""

from typing import TypeAlias

import discord

Channel: TypeAlias = discord.abc.GuildChannel | discord.Thread


async def channel_of(guild: discord.Guild, channel: int) -> Channel | None:
    """The channel or thread; None if it is gone or the bot may not see it."""
    if known := guild.get_channel_or_thread(channel):
        return known
    try:
        # A thread that was archived is not told of; a deleted channel or one that the bot may not see is refused.
        return await guild.fetch_channel(channel)
    except (discord.NotFound, discord.Forbidden, discord.InvalidData):
        return None

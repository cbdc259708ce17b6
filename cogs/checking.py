"""What Discord says of the role and the channel that a server chooses."""

from typing import TypeAlias

import discord
from discord import app_commands
from discord.app_commands import AppCommandChannel, AppCommandThread

from bot.client import Casefile
from bot.domain.servers import Found, Setup
from bot.errors import BadInput, UserError
from bot.ui.cards.setup import permissions
from cogs.asking import Interaction

_Channel: TypeAlias = discord.abc.GuildChannel | discord.Thread
_TEXT = (
    discord.ChannelType.text,
    discord.ChannelType.news,
    discord.ChannelType.public_thread,
    discord.ChannelType.private_thread,
    discord.ChannelType.news_thread,
)


class TextPlace(app_commands.Transformer[Casefile]):
    """An option for a text channel or a thread, also for one that the bot can't see, so that it can say so."""

    @property
    def type(self) -> discord.AppCommandOptionType:
        return discord.AppCommandOptionType.channel

    @property
    def channel_types(self) -> list[discord.ChannelType]:
        return list(_TEXT)

    async def transform(
        self, _: discord.Interaction[Casefile], value: AppCommandChannel | AppCommandThread, /
    ) -> AppCommandChannel | AppCommandThread:
        return value


def check_role(role: discord.Role) -> None:
    """Raises BadInput for a role that can't be the moderators'."""
    if role.is_default():
        raise BadInput("With @everyone, everybody would be a moderator. Pick a role that you give to those you trust.")
    if role.managed:
        raise BadInput("Discord or a bot gives that role to members, not you. Pick a role that you give yourself.")


def check_channel(guild: discord.Guild, place: AppCommandChannel | AppCommandThread) -> None:
    """Raises BadInput for a place where the bot can't keep a log, with the permissions that it lacks."""
    channel = guild.get_channel_or_thread(place.id)
    if channel is None:
        raise BadInput(f"I can't see {place.mention}. Give me {permissions(['View Channel'])} there, or add me to it.")
    if missing := _missing(channel):
        raise BadInput(f"In {place.mention} I lack {permissions(missing)}. Give me that there and run this again.")


def _missing(channel: _Channel) -> tuple[str, ...]:
    """The permissions that the bot needs to keep a log there and does not have, as Discord's settings call them."""
    mine = channel.permissions_for(channel.guild.me)
    in_thread = isinstance(channel, discord.Thread)
    needed = {
        "View Channel": mine.view_channel,
        "Send Messages in Threads" if in_thread else "Send Messages": (
            mine.send_messages_in_threads if in_thread else mine.send_messages
        ),
        "Embed Links": mine.embed_links,
    }
    return tuple(name for name, given in needed.items() if not given)


async def found(guild: discord.Guild, setup: Setup) -> Found:
    """Whether what a server chose is still there, and what the bot may do in it."""
    role = guild.get_role(setup.moderator_role) if setup.moderator_role is not None else None
    channel = await _channel(guild, setup.log_channel) if setup.log_channel is not None else None
    return Found(
        role.name if role else None, channel.name if channel else None, _missing(channel) if channel is not None else ()
    )


async def _channel(guild: discord.Guild, channel_id: int) -> _Channel | None:
    if known := guild.get_channel_or_thread(channel_id):
        return known
    try:
        # A thread that was archived is not told of; a deleted channel or one that the bot may not see is refused.
        return await guild.fetch_channel(channel_id)
    except (discord.NotFound, discord.Forbidden, discord.InvalidData):
        return None


def server_of(interaction: Interaction) -> discord.Guild:
    """The server, as the bot knows it. Raises UserError where the bot is not a member."""
    if interaction.guild is None:
        raise UserError("Add me to the server first; then this works there.")
    return interaction.guild


def check_manager(interaction: Interaction) -> None:
    """Raises MissingPermissions if whoever pressed may not manage the server (any more)."""
    if not interaction.permissions.manage_guild:
        raise app_commands.MissingPermissions(["manage_guild"])

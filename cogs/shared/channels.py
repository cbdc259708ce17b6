"""What Discord says of the role and the channel that a server chooses."""

import logging

import discord
from discord import app_commands
from discord.app_commands import AppCommandChannel, AppCommandThread

from bot.client import Casefile
from bot.discord_errors import TROUBLE, in_words
from bot.domain.servers import Found, Setup
from bot.errors import BadInput, UserError
from bot.outbox.channels import Channel, channel_of
from bot.outbox.permissions import POST_TYPES, missing
from bot.ui.setup import permissions
from cogs.shared.context import Interaction

_log = logging.getLogger(__name__)
_TEXT = (
    discord.ChannelType.text,
    discord.ChannelType.news,
    discord.ChannelType.public_thread,
    discord.ChannelType.private_thread,
    discord.ChannelType.news_thread,
)

_SPOILER_PLACES = (
    discord.ChannelType.text,
    discord.ChannelType.news,
    discord.ChannelType.forum,
    discord.ChannelType.voice,
    discord.ChannelType.stage_voice,
    discord.ChannelType.category,
)


class TextPlace(app_commands.Transformer[Casefile]):
    """An option for a text channel or a thread. It takes also one that the bot can't see, so that it can say so."""

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


class PostPlace(TextPlace):
    """The same, with forums."""

    @property
    def channel_types(self) -> list[discord.ChannelType]:
        return list(POST_TYPES)


class SpoilerPlace(TextPlace):
    """An option for whatever members talk in but threads, which are like their channels, or for a category."""

    @property
    def channel_types(self) -> list[discord.ChannelType]:
        return list(_SPOILER_PLACES)


def check_role(role: discord.Role) -> None:
    """Raises BadInput for a role that can't be the moderators'."""
    if role.is_default():
        raise BadInput("With @everyone, everybody would be a moderator. Pick a role that you give to those you trust.")
    if role.managed:
        raise BadInput("Discord or a bot gives that role to members, not you. Pick a role that you give yourself.")


def check_channel(guild: discord.Guild, place: int) -> Channel:
    """Return the channel with this id. Raises BadInput where the bot can't keep a log, with what it lacks there."""
    channel = guild.get_channel_or_thread(place)
    if channel is None:
        raise BadInput(f"I can't see <#{place:d}>. Give me {permissions(['View Channel'])} there, or add me to it.")
    if lacking := _missing(channel):
        raise BadInput(f"In <#{place:d}> I lack {permissions(lacking)}. Give me that there and run this again.")
    return channel


def _missing(channel: Channel) -> tuple[str, ...]:
    """The permissions that the bot needs to keep a log there and does not have, as Discord's settings call them."""
    return missing(channel, history=False)


async def found(guild: discord.Guild, setup: Setup) -> Found:
    """Whether what a server chose is still there, and what the bot may do in it."""
    role = guild.get_role(setup.moderator_role) if setup.moderator_role is not None else None
    name = role.name if role else None
    try:
        channel = await channel_of(guild, setup.log_channel) if setup.log_channel is not None else None
    except TROUBLE as error:
        _log.info("The log's channel could not be looked at: %s", in_words(error))
        return Found(name, unknown=True)
    return Found(name, channel.name if channel else None, _missing(channel) if channel is not None else ())


def server_of(interaction: Interaction) -> discord.Guild:
    """The server, as the bot knows it. Raises UserError where the bot is not a member, or can't see the server."""
    if interaction.guild is None:
        raise UserError("Add me to the server first; then this works there.")
    if interaction.guild.unavailable:
        raise UserError("Discord doesn't show me this server's roles and channels at the moment. Try again later.")
    return interaction.guild


def check_manager(interaction: Interaction) -> None:
    """Raises MissingPermissions if the person who pressed can't manage the server (any more)."""
    if not interaction.permissions.manage_guild:
        raise app_commands.MissingPermissions(["manage_guild"])

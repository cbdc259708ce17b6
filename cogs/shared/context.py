"""Who uses a command, a button or a form, and where."""

from typing import TypeAlias

import discord

from bot.client import Casefile
from bot.domain.viewers import Viewer
from bot.errors import UserError
from bot.outbox.channels import places_of
from bot.services.access import Caller
from bot.services.names.finder import Query

Interaction: TypeAlias = discord.Interaction[Casefile]


def guild_of(interaction: Interaction) -> int:
    """The server's id. Raises UserError where there is none; asking commands are for servers alone."""
    if interaction.guild_id is None:
        raise UserError("Ask that in a server: it is about the server's show.")
    return interaction.guild_id


def viewer_of(interaction: Interaction, *, is_alone: bool) -> Viewer:
    """Who asks and where; `is_alone`: nobody else will see the answer."""
    return Viewer(interaction.user.id, places_of(interaction.channel), is_alone)


def caller_of(interaction: Interaction) -> Caller:
    """Who acts, with the roles and permissions that Discord says they have at this moment."""
    roles = interaction.user.roles if isinstance(interaction.user, discord.Member) else []
    return Caller(
        guild_of(interaction),
        interaction.user.id,
        manages=interaction.permissions.manage_guild,
        roles=frozenset(role.id for role in roles),
    )


def completed(interaction: Interaction, typed: str) -> Query:
    """What is being typed into an option, in the server's own show."""
    return Query(guild_of(interaction), interaction.created_at.date(), typed)

"""A form that could not be read is kept, behind a button that opens it again as it was filled in."""

import io
from collections.abc import Mapping
from typing import Any

import discord

from bot.errors import StoreTrouble, UserError
from bot.ui.buttons import again
from bot.ui.modals import Form, in_order
from cogs.shared.context import Interaction, guild_of


async def ask_again(interaction: Interaction, form: Form, values: Mapping[str, str], error: UserError) -> None:
    """Say what is wrong, with a button that opens the form again as it was filled in."""
    # Half a character, which no client should send, can be neither stored nor sent back.
    typed = [field.encode("utf-8", "replace").decode() for field in in_order(form, values)]
    guild, user = guild_of(interaction), interaction.user.id
    try:
        kept = await interaction.client.services.facts.kept_forms.keep(guild, user, form.custom_id, typed)
    except StoreTrouble:
        # It can't be kept, so it is handed back.
        file = discord.File(io.BytesIO("\n\n".join(typed).encode()), filename="typed.txt")
        await _answer(interaction, f"{error} What you typed is in this file.", file=file)
        return
    await _answer(interaction, str(error), view=again(kept))


async def _answer(interaction: Interaction, words: str, **more: Any) -> None:
    if interaction.response.is_done():
        await interaction.followup.send(words, ephemeral=True, **more)
    else:
        await interaction.response.send_message(words, ephemeral=True, **more)

"""What people send in forms. A form is known by its custom id, so a form that was open over a restart still counts.

The library keeps forms in memory and forgets them when it stops; these are read from the interaction itself. Each
feature registers its forms.
"""

from typing import Any, cast

import discord
from discord.ext import commands

from bot.ui.modals import Form, by_name, form_name, in_order, read_form, typed_into
from cogs.shared.context import Interaction


class FormsCog(commands.Cog):
    @commands.Cog.listener()
    async def on_interaction(self, interaction: discord.Interaction[Any]) -> None:
        """Hand a form that was sent to the feature that registered it."""
        if interaction.type is not discord.InteractionType.modal_submit:
            return
        data = cast(dict[str, Any], interaction.data or {})
        custom_id = str(data.get("custom_id"))
        name = form_name(custom_id)
        if name is None or not await interaction.client.begin(interaction):
            return
        try:
            form = read_any_form(interaction, custom_id)
            # By the names of its own fields: it may have been open while a newer version was put in place.
            values = by_name(form, in_order(form, typed_into(data.get("components") or [])))
            await interaction.client.forms[name].take(interaction, form, values)
        except Exception as error:  # the library would only log it
            await interaction.client.failures.answer(interaction, error)


def read_any_form(interaction: Interaction, custom_id: str) -> Form:
    """Return the form with this custom id, of whichever feature. Raises BadInput."""
    return read_form(custom_id, {name: form_type.read for name, form_type in interaction.client.forms.items()})

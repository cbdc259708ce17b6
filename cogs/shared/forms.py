"""What people send in forms. A form is known by its custom id, so that one that was open over a restart still counts.

The library keeps forms in memory and forgets them when it stops; these are read from the interaction itself. Each
feature registers its forms.
"""

from typing import Any, cast

import discord
from discord.ext import commands

from bot.client import FormType
from bot.errors import BadInput
from bot.ui.facts.forms import by_name, in_order, is_form, typed_into
from cogs.shared.context import Interaction

_NO_LONGER = "That form is no longer in use. Start again with the command."


class FormsCog(commands.Cog):
    @commands.Cog.listener()
    async def on_interaction(self, interaction: discord.Interaction[Any]) -> None:
        """Hand a form that was sent to the feature that registered it."""
        if interaction.type is not discord.InteractionType.modal_submit:
            return
        data = cast(dict[str, Any], interaction.data or {})
        custom_id = str(data.get("custom_id"))
        if not is_form(custom_id):
            return
        try:
            form_type = form_type_of(interaction, custom_id)
            form = form_type.read(custom_id)
            # By the names of its own fields: it may have been open while a newer version was put in place.
            values = by_name(form, in_order(form, typed_into(data.get("components") or [])))
            await form_type.take(interaction, form, dict(values))
        except Exception as error:  # the library would only log it
            await interaction.client.failures.answer(interaction, error)


def form_type_of(interaction: Interaction, custom_id: str) -> FormType:
    """What a feature registered for forms with this custom id. Raises BadInput."""
    form_type = interaction.client.forms.get(custom_id.partition(":")[0])
    if form_type is None:
        raise BadInput(_NO_LONGER)
    return form_type

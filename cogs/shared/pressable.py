"""What all buttons and lists of the bot share: they are found by their custom ids, so that they work after any
restart, and errors are answered in words."""

import re
from typing import Any, LiteralString, Self, cast

import discord

from bot.domain.ids import from_base36
from bot.errors import BadInput
from cogs.shared.context import Interaction


class Pressable(discord.ui.DynamicItem[discord.ui.Item[Any]], template=r"never-sent"):
    """A button or a list. `match` is what its template found in the custom id."""

    def __init__(self, item: discord.ui.Item[Any], match: re.Match[str]) -> None:
        super().__init__(item)
        self.match = match

    @classmethod
    async def from_custom_id(
        cls, _: discord.Interaction[Any], item: discord.ui.Item[Any], match: re.Match[str], /
    ) -> Self:
        return cls(item, match)

    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        if not await interaction.client.begin(interaction):
            return
        try:
            await self.press(interaction)
        except Exception as error:  # the library would only log it: errors of buttons never reach the tree
            await interaction.client.failures.answer(interaction, error)

    async def press(self, interaction: Interaction) -> None:
        """What pressing or picking does."""
        raise NotImplementedError


def read_id(digits: str, trouble: LiteralString) -> int:
    """The id that these 36 digits write. Raises BadInput with these words."""
    try:
        return from_base36(digits)
    except ValueError:
        raise BadInput(trouble) from None


def picked_values(interaction: Interaction) -> tuple[str, ...]:
    """All that was picked from the list; () for a button."""
    return tuple(cast(dict[str, Any], interaction.data or {}).get("values") or ())


def picked_value(interaction: Interaction) -> str:
    """What was picked from the list; "" for a button."""
    return next(iter(picked_values(interaction)), "")

"""What moderators see after they save a change of a fact."""

from bot.domain.moderation import Preview, Saved
from bot.ui.facts.fact_cards import preview_card, saved_card
from cogs.shared.context import Interaction
from cogs.shared.responding import show


async def show_result(interaction: Interaction, result: Saved | Preview) -> None:
    """Show what was saved, or why it is not saved yet."""
    await show(interaction, preview_card(result) if isinstance(result, Preview) else saved_card(result))

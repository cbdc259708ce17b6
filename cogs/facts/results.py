"""What moderators see after they saved a change of a fact."""

from collections.abc import Awaitable

from bot.domain.moderation import Preview, Saved
from bot.ui.facts.fact_cards import preview_card, saved_card
from cogs.shared.context import Interaction
from cogs.shared.responding import in_time, show


async def show_result(interaction: Interaction, work: Awaitable[Saved | Preview]) -> None:
    """Await a change; show what was saved, or what would be."""
    result = await in_time(interaction, work)
    await show(interaction, preview_card(result) if isinstance(result, Preview) else saved_card(result))

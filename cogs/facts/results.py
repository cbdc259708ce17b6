"""What is shown after a change of a fact, or the suggestion of one."""

from collections.abc import Awaitable

from bot.domain.moderation import Preview, Saved
from bot.services.facts.queue import MOST_OPEN, Suggested
from bot.ui.facts.fact_cards import preview_card, saved_card
from bot.ui.facts.suggestion import suggested_card
from cogs.shared.context import Interaction, guild_of, viewer_of
from cogs.shared.responding import in_time, show


async def show_result(interaction: Interaction, work: Awaitable[Saved | Preview]) -> None:
    """Await a change; show what was saved, or what would be."""
    result = await in_time(interaction, work)
    await show(interaction, preview_card(result) if isinstance(result, Preview) else saved_card(result))


async def show_suggested(interaction: Interaction, work: Awaitable[Suggested]) -> None:
    """Await a suggestion; show the member what became of it."""
    made = await in_time(interaction, work)
    viewer = viewer_of(interaction, is_alone=True)
    view = await interaction.client.services.facts.suggestions.view(guild_of(interaction), made.proposal.id, viewer)
    await show(interaction, suggested_card(view, merged=made.merged, open_count=made.open_count, most=MOST_OPEN))

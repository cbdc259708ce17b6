"""How moderators' commands, buttons and forms answer: at once, to the moderator alone, in the card that was pressed."""

import asyncio
import logging
from collections.abc import Awaitable
from typing import TypeVar

from bot.client import Casefile
from bot.domain.moderation import Preview, Saved
from bot.ui.card import Card
from bot.ui.facts.fact_cards import preview_card, saved_card
from cogs.shared.asking import Interaction, guild_of

_log = logging.getLogger(__name__)
_T = TypeVar("_T")
# Discord waits three seconds for an answer; what takes longer than this is announced first.
_AT_ONCE = 1.5


async def in_time(interaction: Interaction, work: Awaitable[_T]) -> _T:
    """The result of the work; if it takes long Discord is told meanwhile that an answer will come."""
    task = asyncio.ensure_future(work)
    done, _ = await asyncio.wait({task}, timeout=_AT_ONCE)
    if not done:
        if in_own_card(interaction):
            await interaction.response.defer()
        else:
            await interaction.response.defer(ephemeral=True, thinking=True)
    return await task


def in_own_card(interaction: Interaction) -> bool:
    """Whether what was pressed stands in a card that only the one who pressed can see, so that it can be changed."""
    return interaction.message is not None and interaction.message.flags.ephemeral


async def show(interaction: Interaction, card: Card) -> None:
    """Show a card to the moderator alone, in place of the one that was pressed where that is theirs."""
    interaction.client.names.put_into(card.embed)
    if interaction.response.is_done():
        await interaction.edit_original_response(content=None, embed=card.embed, view=card.view)
    elif in_own_card(interaction):
        await interaction.response.edit_message(content=None, embed=card.embed, view=card.view)
    else:
        await interaction.response.send_message(embed=card.embed, view=card.view, ephemeral=True)


async def show_result(interaction: Interaction, result: Saved | Preview) -> None:
    """Show what was saved, or why it was not yet; then post what the server's log is to say."""
    if isinstance(result, Preview):
        await show(interaction, preview_card(result))
        return
    await show(interaction, saved_card(result))
    await after_change(interaction, result)


async def after_change(interaction: Interaction, saved: Saved) -> None:
    """Tell the log of a change, and whoever suggested it. It is saved already, so nothing of this fails it."""
    interaction.client.announcer.facts_changed()
    try:
        await _tell(interaction.client, guild_of(interaction), saved)
    except Exception:
        _log.warning("What was saved could not be told of everywhere", exc_info=True)


async def _tell(client: Casefile, guild: int, saved: Saved) -> None:
    if saved.suggestion is not None:
        await client.outcomes.decided(guild, saved.suggestion)
    if saved.before is not None and saved.before.fact.gives_away != saved.revision.fact.gives_away:
        # What members suggested of it stands in the log, and is hidden from now on or open again.
        for suggestion in await client.services.suggestions.about(guild, saved.revision.fact.id):
            await client.outcomes.refresh(guild, suggestion)
    await client.log.post(guild)

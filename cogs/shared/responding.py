"""How moderators' commands, buttons and forms answer: at once, to the moderator alone, in the card that was pressed."""

import asyncio
import logging
import time
from collections.abc import Awaitable
from typing import TypeVar

from bot.discord_errors import TROUBLE, in_words
from bot.ending import cancel
from bot.ui.card import Card
from cogs.shared.context import Interaction

_log = logging.getLogger(__name__)
_T = TypeVar("_T")
# Discord waits three seconds for an answer; what takes longer than this is announced first.
_AT_ONCE = 1.5
SECONDS_BETWEEN_EDITS = 2.0


async def in_time(interaction: Interaction, work: Awaitable[_T]) -> _T:
    """Return the result of the work. If it takes long, Discord shows meanwhile that an answer will come."""
    task = asyncio.ensure_future(work)
    try:
        done, _ = await asyncio.wait({task}, timeout=_AT_ONCE)
        if not done:
            await _defer(interaction)
        return await task
    finally:
        await cancel(task)  # it has ended, unless the bot is stopping


async def _defer(interaction: Interaction) -> None:
    """Show that an answer will come."""
    try:
        if in_own_card(interaction):
            await interaction.response.defer()
        else:
            await interaction.response.defer(ephemeral=True, thinking=True)
    except TROUBLE as error:
        # The work goes on, and must not be said to have failed.
        _log.info("It could not be said that an answer will come: %s", in_words(error))


class EditTimer:
    """Says when a message that shows progress may be edited again, not so often that Discord would mind."""

    def __init__(self) -> None:
        self._next = time.monotonic() + SECONDS_BETWEEN_EDITS

    def is_due(self) -> bool:
        """Whether it may be edited now. If so, the next time is later."""
        now = time.monotonic()
        is_due = now >= self._next
        if is_due:
            self._next = now + SECONDS_BETWEEN_EDITS
        return is_due


def in_own_card(interaction: Interaction) -> bool:
    """Whether what was pressed is in a card that only the person who pressed can see, so that it can be changed."""
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

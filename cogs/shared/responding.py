"""How moderators' commands, buttons and forms answer: at once, to the moderator alone, in the card that was pressed."""

import time
from collections.abc import Awaitable
from typing import TypeVar

from bot.replies import Seen, send
from bot.ui.card import Card
from cogs.shared.context import Interaction

_T = TypeVar("_T")
SECONDS_BETWEEN_EDITS = 2.0


async def in_time(interaction: Interaction, work: Awaitable[_T]) -> _T:
    """Return the result of the work. If it takes long, Discord shows meanwhile that an answer will come."""
    async with interaction.client.answering.promise(interaction, seen_by(interaction)):
        return await work


def seen_by(interaction: Interaction) -> Seen:
    """Return where a moderator's answer is shown: in the card that was pressed, if that is theirs."""
    return Seen.IN_PLACE if in_own_card(interaction) else Seen.BY_ONE


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
    await send(interaction, seen_by(interaction), content=None, embed=card.embed, view=card.view)

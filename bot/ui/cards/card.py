"""What all cards share: their size, their footer, their pages."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

import discord

from bot.domain.dates import day_in_words
from bot.domain.facts import Known, Show
from bot.domain.questions import Question
from bot.ui.buttons import Item, layout
from bot.ui.looks import NEUTRAL, look_of
from bot.ui.text import cut, label

_T = TypeVar("_T")
_TITLE = 256
# Discord allows 6,000 characters in all; fields, title and footer have the rest.
DESCRIPTION = 3800


@dataclass(frozen=True, slots=True)
class Card:
    """An embed with its buttons."""

    embed: discord.Embed
    view: discord.ui.View


def card(
    title: str,
    lines: Iterable[str],
    *,
    show: Show,
    day: date | None,
    colour: discord.Colour = NEUTRAL,
    items: Sequence[Item] = (),
    note: str = "",
) -> Card:
    """A card of finished lines. `title` is plain and must not spoil; lines that don't fit are counted, never cut."""
    embed = discord.Embed(title=label(title, _TITLE), description=cut(lines, DESCRIPTION), colour=colour)
    footer = [show.title, f"as of {day_in_words(day)}" if day else "", note]
    embed.set_footer(text=label(" · ".join(part for part in footer if part), 300))
    return Card(embed, layout(items))


def colour_of(known: Sequence[Known]) -> discord.Colour:
    """The colour of the first fact's status, or of "not announced"."""
    return look_of(known[0].standing.status if known else None).colour


def page_of(things: Sequence[_T], question: Question, size: int) -> tuple[Sequence[_T], bool]:
    """The things on the question's page, and whether there are more behind it."""
    start = question.page * size
    return things[start : start + size], len(things) > start + size

"""What all cards share: their size, their sections, their footer, their pages."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

import discord

from bot.domain.dates import day_in_words
from bot.domain.facts import Known, Show
from bot.domain.questions import Question
from bot.domain.text import escape, label, utf16_length
from bot.ui.buttons import Item, layout
from bot.ui.statuses import NEUTRAL, look_of
from bot.ui.text import cut

_T = TypeVar("_T")
# Discord's limits: 256 for a title or a section's name, 1,024 for a section, 25 sections, 6,000 characters in all.
_TITLE = 256
_SECTION = 1024
_MOST_SECTIONS = 25
_FOOTER = 300
_SHOW = 120
_CREDIT = 100
_WHOLE = 6000
_LEAD = 4000
PARTS_A_PAGE = 5
"""The number of sections that fit on a card however long each of them is."""


@dataclass(frozen=True, slots=True)
class Card:
    """An embed with its buttons."""

    embed: discord.Embed
    view: discord.ui.View


@dataclass(frozen=True, slots=True)
class Section:
    """A part of a card. `name` is plain and never holds what spoils; lines that don't fit are counted."""

    name: str
    lines: Sequence[str]


def card(
    title: str,
    lead: Iterable[str] = (),
    sections: Iterable[Section] = (),
    *,
    show: Show | None,
    day: date | None = None,
    colour: discord.Colour = NEUTRAL,
    items: Sequence[Item] = (),
    note: str = "",
) -> Card:
    """A card of finished text. `title` and `note` are as people wrote them and never hold what spoils.

    Discord formats titles and the names of sections, masked links included, but no footers.
    """
    lead_text = cut(lead, _LEAD)
    embed = discord.Embed(title=escape(title, _TITLE), description=lead_text or None, colour=colour)
    room = _WHOLE - _TITLE - _FOOTER - utf16_length(lead_text)
    sections = list(sections)
    for section in sections[:_MOST_SECTIONS]:
        name, value = escape(section.name, _TITLE), cut(section.lines, _SECTION)
        room -= utf16_length(name) + utf16_length(value)
        if room < 0:
            break
        embed.add_field(name=name, value=value, inline=False)
    left_out = len(sections) - len(embed.fields)
    parts = [
        label(show.title, _SHOW) if show else "",
        f"as of {day_in_words(day)}" if day else "",
        note,
        f"{left_out} more did not fit" if left_out else "",
        label(show.credit, _CREDIT) if show and show.credit else "",
    ]
    if footer := " · ".join(part for part in parts if part):
        embed.set_footer(text=label(footer, _FOOTER))
    return Card(embed, layout(items))


def embed_length(embed: discord.Embed) -> int:
    """The length of all of an embed's text in UTF-16 units, as Discord counts it against its limit of 6,000."""
    parts = [embed.title, embed.description, embed.footer.text, embed.author.name]
    parts += [part for field in embed.fields for part in (field.name, field.value)]
    return sum(utf16_length(part) for part in parts if part)


def colour_of(known: Sequence[Known]) -> discord.Colour:
    """The colour of the first fact's status, or of "not announced"."""
    return look_of(known[0].certainty.status if known else None).colour


def page_of(things: Sequence[_T], question: Question, size: int = PARTS_A_PAGE) -> tuple[Sequence[_T], bool]:
    """The things on the question's page, and whether there are more behind it."""
    start = question.page * size
    return things[start : start + size], len(things) > start + size


def page_note(question: Question, count: int, size: int = PARTS_A_PAGE) -> str:
    """Which page of how many this is; "" if there is only one."""
    pages = -(-count // size)
    return f"page {question.page + 1} of {pages}" if pages > 1 else ""

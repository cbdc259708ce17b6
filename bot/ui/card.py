"""What all cards share: their size, their sections, their footer, their pages."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

import discord

from bot.domain.addresses import is_picture_address
from bot.domain.dates import day_in_words
from bot.domain.facts import Known, Show
from bot.domain.text import escape, label, utf16_length
from bot.ui.buttons import Item, Layout
from bot.ui.height import height
from bot.ui.statuses import NEUTRAL, look_of
from bot.ui.text import cut

# Discord's limits: 256 for a title or a section's name, 1,024 for a section, 25 sections, 6,000 characters in all.
_TITLE = 256
_SECTION = 1024
_MOST_SECTIONS = 25
_FOOTER = 300
_SHOW = 120
_CREDIT = 100
_WHOLE = 6000
_MOST_BEFORE = 250
_ADDED = 4 * _MOST_BEFORE
_LEAD = 3300


@dataclass(frozen=True, slots=True)
class Card:
    """An embed with its buttons."""

    embed: discord.Embed
    view: Layout

    def begin_with(self, line: str) -> None:
        """Put a short line of finished text before everything else. Every card has room for one."""
        assert utf16_length(line) < _MOST_BEFORE, line
        before = self.embed.description
        self.embed.description = f"{line}\n{before}" if before else line

    def end_with(self, line: str) -> None:
        """Put a short line of finished text below the description. Every card has room for one."""
        assert utf16_length(line) < _MOST_BEFORE, line
        before = self.embed.description
        self.embed.description = f"{before}\n{line}" if before else line

    def begin_footer(self, words: str) -> None:
        """Put a few plain words before the rest of the footer. Every card has room for them."""
        assert utf16_length(words) < _MOST_BEFORE, words
        rest = self.embed.footer.text
        self.embed.set_footer(text=f"{words} · {rest}" if rest else words)


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
    notes: Sequence[str] = (),
) -> Card:
    """A card of finished text. `title` and `notes` are as people wrote them and never hold what spoils.

    Discord formats titles and the names of sections, masked links included, but no footers.
    """
    lead_text = cut(lead, _LEAD)
    embed = discord.Embed(title=escape(title, _TITLE), description=lead_text or None, colour=colour)
    room = _WHOLE - _TITLE - _FOOTER - _ADDED - utf16_length(lead_text)
    sections = list(sections)
    for section in sections[:_MOST_SECTIONS]:
        name, value = escape(section.name, _TITLE), cut(section.lines, _SECTION)
        room -= utf16_length(name) + utf16_length(value)
        if room < 0:
            break
        embed.add_field(name=name, value=value, inline=False)
    left_out = len(sections) - len(embed.fields)
    if text := _footer(show, day, *notes, f"{left_out} more did not fit" if left_out else ""):
        embed.set_footer(text=text)
    if show and (image := _image(show)):
        embed.set_thumbnail(url=image)
    return Card(embed, Layout(items))


def footer_height(show: Show, day: date, *notes: str) -> int:
    """How many lines the footer of such a card takes on a phone."""
    return height(_footer(show, day, *notes))


def _footer(show: Show | None, day: date | None, *notes: str) -> str:
    """The show and the day, the notes, and whose data and picture the card shows."""
    parts = [
        label(show.title, _SHOW) if show else "",
        f"as of {day_in_words(day)}" if day else "",
        *notes,
        *(_credits(show) if show else ()),
    ]
    text = " · ".join(part for part in parts if part)
    return label(text, _FOOTER) if text else ""


def _credits(show: Show) -> list[str]:
    credit = show.credit or ""
    data = [label(credit, _CREDIT)] if credit else []
    picture = show.image_credit if _image(show) else None
    if not picture or picture.casefold() in credit.casefold():
        return data
    return [*data, f"poster: {label(picture, _CREDIT)}"]


def _image(show: Show) -> str | None:
    """The poster's address; None for one that Discord would not take: it would refuse the whole message."""
    image = show.image
    return image if image and show.image_credit and is_picture_address(image) else None


def embed_length(embed: discord.Embed) -> int:
    """The length of all of an embed's text in UTF-16 units, as Discord counts it against its limit of 6,000."""
    parts = [embed.title, embed.description, embed.footer.text, embed.author.name]
    parts += [part for field in embed.fields for part in (field.name, field.value)]
    return sum(utf16_length(part) for part in parts if part)


def colour_of(known: Sequence[Known]) -> discord.Colour:
    """The colour of the first fact's status, or of "not announced"."""
    return look_of(known[0].certainty.status if known else None).colour


def page_in_words(page: int, pages: int) -> str:
    """Which page of how many this is, for one that counts from 0; "" if there is only one."""
    return f"page {page + 1} of {pages}" if pages > 1 else ""

"""Looking a show up on TVmaze: what was found, how far fetching a show is, what was added."""

from collections.abc import Sequence

import discord

from bot.domain.ids import base36
from bot.domain.show_lookups import Counts, FoundShow, Lookup, TakenShow
from bot.domain.text import escape, plain, quoted, utf16_length
from bot.errors import UnknownShow
from bot.ui.buttons import GREEN, RED, Item, Layout, own_button, own_select
from bot.ui.card import Card, card
from bot.ui.text import aside, bold, listed, unformatted

PICK = "show-pick"
"""The custom id of the list of shows; each value is a show's number at TVmaze."""
CANCEL = r"show-cancel:(?P<lookup>[a-z0-9]{1,13})"
"""Matches the custom id of the button that ends a lookup, with the lookup in 36 digits."""
AGAIN = r"show-again:(?P<tvmaze>[a-z0-9]{1,13})"
"""Matches the custom id of the button that tries once more, with the show's number at TVmaze in 36 digits."""
CHOOSE = r"show-choose:(?P<show>[a-z0-9]{1,13})"
"""Matches the custom id of a button that chooses a show on record, with its id in 36 digits."""
_FIND = "show-find"
FIND = rf"{_FIND}:(?P<title>[^\n]+)"
"""Matches the custom id of the button that searches TVmaze for a title."""
_LONGEST_ID = 100
_MOST_SHOWS = 5
_TITLE = 100
_WORDS = 1000


def unknown_card(error: UnknownShow, *, can_look_up: bool) -> Card:
    """No show goes by what was typed, or several do: those that may be meant, and the way to TVmaze."""
    named = quoted(error.text, _TITLE)
    lead = [f"Several shows go by {named}." if error.are_meant else f"No show called {named} is on record here."]
    items = [own_button(show.label, f"show-choose:{base36(show.show)}") for show in error.shows[:_MOST_SHOWS]]
    custom_id = f"{_FIND}:{plain(error.text)}"
    if can_look_up and utf16_length(custom_id) <= _LONGEST_ID:
        items.append(own_button("Look it up on TVmaze", custom_id, GREEN))
    elif not items:
        lead.append("Type the first words of its title, and pick it from the list.")
    return card("Which show is it?", lead, show=None, items=items)


def results_card(text: str, found: Sequence[FoundShow]) -> Card:
    """The shows that TVmaze lists under a title, to pick from."""
    name = escape(text, _TITLE)
    if not found:
        lead = f"TVmaze lists no show called “{name}”. Try its original title, or fewer words of it."
        return card("Nothing found", [lead], show=None)
    lead = [
        f"This is what TVmaze lists under “{name}”. Pick the show that this server is about.",
        aside("A show that is not on record yet is fetched first, which can take a few minutes."),
    ]
    return card("Which show is it?", lead, show=None, items=[_list(found)])


def _list(found: Sequence[FoundShow]) -> Item:
    options: list[tuple[str, str, str]] = []
    for show in {show.tvmaze: show for show in found}.values():
        title = f"{show.title} ({show.year})" if show.year else show.title
        parts = ["already on record" if show.on_record else "", show.network, show.language, show.status]
        options.append((str(show.tvmaze), title, " · ".join(part for part in parts if part)))
    return own_select(PICK, "Pick the show …", options)


def fetching_card(lookup: Lookup, done: int = 0, of: int = 0) -> Card:
    """How far fetching a show is, with the way out."""
    far = f"{done:,} of {of:,} pages" if of else "The first pages"
    lead = [
        f"{far} of {bold(escape(lookup.title, _TITLE))} are fetched …",
        aside("TVmaze allows two pages a second. You can leave this: it continues even if I restart."),
    ]
    cancel = own_button("Cancel", f"show-cancel:{base36(lookup.id)}", RED)
    return card("Fetching from TVmaze", lead, show=None, items=[cancel])


def taken_card(taken: TakenShow) -> Card:
    """The show is the server's now, what is on record of it, and how to begin."""
    title = bold(escape(taken.show.title, _TITLE))
    lead = [f"Questions here are now about {title} unless they name another show."]
    if taken.counts:
        lead += ["", *_counted(taken.counts)]
    lead += ["", "Begin with `/cast`, `/episode` or `/season`. Moderators correct what is wrong with `/fact edit`."]
    return card("The show is chosen", lead, show=taken.show)


def failed_card(words: str, tvmaze: int) -> Card:
    """Why a show could not be fetched, and the way to try again."""
    again = own_button("Try again", f"show-again:{base36(tvmaze)}")
    lead = [unformatted(words, _WORDS), "", "Nothing was changed. What was fetched so far is kept for an hour."]
    return card("That did not work", lead, show=None, items=[again])


def cancelled_card() -> Card:
    """A lookup was ended before anything was taken."""
    return Card(discord.Embed(title="Cancelled", description="Nothing was changed."), Layout([]))


def _counted(counts: Counts) -> list[str]:
    parts = (
        (counts.seasons, "season", "seasons"),
        (counts.episodes, "episode", "episodes"),
        (counts.specials, "special", "specials"),
        (counts.people, "person", "people"),
        (counts.facts, "fact", "facts"),
    )
    shown = [f"{count:,} {singular if count == 1 else plural}" for count, singular, plural in parts if count]
    lines = [f"On record: {listed(shown)}."] if shown else ["TVmaze knows only its name."]
    remarks = counts.remarks or {}
    return [*lines, *(aside(f"{escape(words)}: {count:,}.") for words, count in remarks.items())]

"""Buttons and lists whose custom ids say what pressing does and to which ids, so that they work after any restart."""

from collections.abc import Iterable
from typing import TypeAlias

import discord

from bot.domain.ids import base36
from bot.domain.text import label

Item: TypeAlias = discord.ui.Item[discord.ui.View]
Button: TypeAlias = discord.ui.Button[discord.ui.View]

_MOST_OPTIONS = 25
_LABEL = 80
_OPTION = 100
PRESS = r"mod-(?P<act>[a-z-]+)(?::(?P<first>[a-z0-9]+))?(?::(?P<second>[a-z0-9]+))?"
"""Matches the custom id of each: what pressing does, and up to two numbers in 36 digits."""

GREEN, RED, GREY = discord.ButtonStyle.success, discord.ButtonStyle.danger, discord.ButtonStyle.secondary


def layout(items: Iterable[Item]) -> discord.ui.View:
    """A view of these items that discord.py does not keep in memory.

    The items are found again by their custom ids alone. A finished view is sent like any other but not stored; a live
    view would stay in memory for as long as the process runs.
    """
    view = discord.ui.View(timeout=None)
    for item in items:
        view.add_item(item)
    view.stop()
    return view


def custom_id(act: str, *ids: int) -> str:
    """At most 60 characters."""
    return ":".join([f"mod-{act}", *map(base36, ids)])


def button(words: str, act: str, *ids: int, style: discord.ButtonStyle = GREY, disabled: bool = False) -> Button:
    """A button that performs this act on these ids."""
    return own_button(words, custom_id(act, *ids), style, disabled=disabled)


def own_button(words: str, custom_id: str, style: discord.ButtonStyle = GREY, *, disabled: bool = False) -> Button:
    """A button with a custom id of another form."""
    return discord.ui.Button(label=label(words, _LABEL), custom_id=custom_id, style=style, disabled=disabled)


def go(words: str, act: str, *ids: int, disabled: bool = False) -> Button:
    """The button that makes a change count."""
    return button(words, act, *ids, style=GREEN, disabled=disabled)


def stop(words: str, act: str, *ids: int) -> Button:
    """A button that takes something away."""
    return button(words, act, *ids, style=RED)


def select(act: str, *ids: int, placeholder: str, options: Iterable[tuple[str, str]]) -> Item:
    """A list of up to 25 (value, words) to pick from."""
    return own_select(custom_id(act, *ids), placeholder, ((value, words, "") for value, words in options))


def own_select(custom_id: str, placeholder: str, options: Iterable[tuple[str, str, str]]) -> Item:
    """A list of up to 25 (value, words, details) with a custom id of another form."""
    shown = discord.ui.Select[discord.ui.View](custom_id=custom_id, placeholder=label(placeholder, _OPTION))
    for value, words, details in list(options)[:_MOST_OPTIONS]:
        description = label(details, _OPTION) if details else None
        shown.add_option(label=label(words, _OPTION), value=value, description=description)
    return shown


def again(typed: int) -> discord.ui.View:
    """A button that opens a form again with what was typed into it."""
    return layout([go("Correct what I typed", "again", typed)])


def turning(act: str, *ids: int, page: int, more: bool) -> list[Item]:
    """Back and Next, where there is anything to turn to; the page is the button's last number."""
    if page == 0 and not more:
        return []
    return [
        # Discord wants each custom id only once, and on the first page both buttons would have the same.
        button("‹ Back", f"{act}-back", *ids, max(page - 1, 0), disabled=page == 0),
        button("Next ›", act, *ids, page + 1, disabled=not more),
    ]

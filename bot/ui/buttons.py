"""Buttons and lists whose custom ids say what pressing does and to which ids, so that they work after any restart.

They are written as Discord's API takes them: the library's objects would cost more than the rest of a card.
"""

from collections.abc import Iterable, Sequence
from typing import Any, TypeAlias

import discord

from bot.domain.ids import base36
from bot.domain.text import label

Item: TypeAlias = dict[str, Any]
"""A button or a list, as Discord's API takes it."""

_ROW = discord.ComponentType.action_row.value
_BUTTON = discord.ComponentType.button.value
_MOST_ROWS, _BUTTONS_A_ROW = 5, 5
_MOST_OPTIONS = 25
_LABEL = 80
_OPTION = 100
PRESS = r"mod-(?P<act>[a-z-]+)(?::(?P<first>[a-z0-9]+))?(?::(?P<second>[a-z0-9]+))?"
"""Matches the custom id of each: what pressing does, and up to two numbers in 36 digits."""

GREEN, RED, GREY = discord.ButtonStyle.success, discord.ButtonStyle.danger, discord.ButtonStyle.secondary


class Layout(discord.ui.View):
    """Buttons and lists of a message, which discord.py sends but does not keep in memory.

    They are found again by their custom ids alone. A view that is not finished would stay in memory for as long as the
    process runs.
    """

    def __init__(self, items: Iterable[Item]) -> None:
        super().__init__(timeout=None)
        self.items = list(items)

    def is_finished(self) -> bool:
        return True

    def to_components(self) -> list[dict[str, Any]]:
        """Return the rows: a list has one of its own, and a button goes into the first one with room.

        Of several items that do the same, only the first is shown: Discord refuses a message with one custom id twice.
        """
        rows: list[list[Item]] = []
        once: dict[str, Item] = {}
        for item in self.items:
            once.setdefault(item["custom_id"], item)
        for item in once.values():
            is_button = item["type"] == _BUTTON
            for row in rows if is_button else ():
                if row[0]["type"] == _BUTTON and len(row) < _BUTTONS_A_ROW:
                    row.append(item)
                    break
            else:
                rows.append([item])
        if len(rows) > _MOST_ROWS:
            raise ValueError(f"{len(rows)} rows are more than Discord shows")
        return [{"type": _ROW, "components": row} for row in rows]


def custom_id(act: str, *ids: int) -> str:
    """At most 60 characters."""
    return ":".join([f"mod-{act}", *map(base36, ids)])


def button(words: str, act: str, *ids: int, style: discord.ButtonStyle = GREY, disabled: bool = False) -> Item:
    """A button that performs this act on these ids."""
    return own_button(words, custom_id(act, *ids), style, disabled=disabled)


def own_button(words: str, custom_id: str, style: discord.ButtonStyle = GREY, *, disabled: bool = False) -> Item:
    """A button with a custom id of another form."""
    return {
        "type": _BUTTON,
        "style": style.value,
        "disabled": disabled,
        "label": label(words, _LABEL),
        "custom_id": custom_id,
    }


def go(words: str, act: str, *ids: int, disabled: bool = False) -> Item:
    """The button that makes a change count."""
    return button(words, act, *ids, style=GREEN, disabled=disabled)


def stop(words: str, act: str, *ids: int) -> Item:
    """A button that takes something away."""
    return button(words, act, *ids, style=RED)


def select(act: str, *ids: int, placeholder: str, options: Iterable[tuple[str, str]]) -> Item:
    """A list of up to 25 (value, words) to pick from."""
    return own_select(custom_id(act, *ids), placeholder, ((value, words, "") for value, words in options))


def own_select(custom_id: str, placeholder: str, options: Iterable[tuple[str, str, str]]) -> Item:
    """A list of up to 25 (value, words, details) with a custom id of another form."""
    return options_menu(custom_id, placeholder, [option(*parts) for parts in list(options)[:_MOST_OPTIONS]])


def options_menu(custom_id: str, placeholder: str, options: Sequence[Item]) -> Item:
    """A list of up to 25 finished options to pick one from."""
    return menu(discord.ComponentType.select, custom_id, placeholder, required=True, options=options)


def option(value: str, words: str, details: str = "", *, sign: str = "", chosen: bool = False) -> Item:
    """An option of a list, with an emoji before it (`sign`)."""
    made: Item = {"label": label(words, _OPTION), "value": value, "default": chosen}
    if sign:
        made["emoji"] = {"id": None, "name": sign}
    if details:
        made["description"] = label(details, _OPTION)
    return made


def menu(
    kind: discord.ComponentType,
    custom_id: str,
    placeholder: str,
    *,
    least: int = 1,
    most: int = 1,
    **parts: Sequence[Any] | bool,
) -> Item:
    """A list of this kind, from which `least` to `most` are picked.

    `parts` are the fields of Discord's API that only some kinds have; empty ones are left out.
    """
    made: Item = {
        "type": kind.value,
        "custom_id": custom_id,
        "min_values": least,
        "max_values": most,
        "disabled": False,
        "required": False,
        "placeholder": label(placeholder, _OPTION),
    }
    return made | {name: part for name, part in parts.items() if part}


def again(typed: int) -> Layout:
    """A button that opens a form again with what was typed into it."""
    return Layout([go("Correct what I typed", "again", typed)])


def turning(act: str, *ids: int, page: int, more: bool) -> list[Item]:
    """Back and Next, where there is anything to turn to; the page is the button's last number."""
    if page == 0 and not more:
        return []
    return [
        # Discord wants each custom id only once, and on the first page both buttons would have the same.
        button("‹ Back", f"{act}-back", *ids, max(page - 1, 0), disabled=page == 0),
        button("Next ›", act, *ids, page + 1, disabled=not more),
    ]

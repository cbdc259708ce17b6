"""Buttons and lists are what discord.py would send of its own, and are never kept in memory."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import discord
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.ui.buttons import GREEN, GREY, RED, Item, Layout, menu, option, options_menu, own_button, own_select

Kinds = Sequence[tuple[str, str]]
KINDS = st.lists(st.tuples(st.sampled_from(["button", "list", "channels", "roles"]), st.text("ab", max_size=3)))


class Chosen(discord.SelectDefaultValue):
    """discord.py would send the id as a number, but Discord's API wants text."""

    def to_dict(self) -> Any:
        return {**super().to_dict(), "id": str(self.id)}


def ours(kind: str, words: str, number: int) -> Item:
    match kind:
        case "button":
            return own_button(f"x{words}", f"id:{number}", RED, disabled=bool(words))
        case "list":
            options = [option("1", f"x{words}", words), option("2", "y", sign="✅", chosen=True)]
            return options_menu(f"id:{number}", "Pick", options)
        case "channels":
            types = [discord.ChannelType.text.value, discord.ChannelType.forum.value]
            return menu(discord.ComponentType.channel_select, f"id:{number}", "Where", most=5, channel_types=types)
        case _:
            chosen = [{"id": "7", "type": "role"}] if words else []
            return menu(discord.ComponentType.role_select, f"id:{number}", "Ping", least=0, default_values=chosen)


def theirs(kind: str, words: str, number: int) -> discord.ui.Item[Any]:
    match kind:
        case "button":
            return discord.ui.Button(label=f"x{words}", custom_id=f"id:{number}", style=RED, disabled=bool(words))
        case "list":
            select = discord.ui.Select[Any](custom_id=f"id:{number}", placeholder="Pick")
            select.add_option(label=f"x{words}", value="1", description=words or None)
            select.add_option(label="y", value="2", emoji="✅", default=True)
            return select
        case "channels":
            types = [discord.ChannelType.text, discord.ChannelType.forum]
            return discord.ui.ChannelSelect(
                custom_id=f"id:{number}", placeholder="Where", channel_types=types, max_values=5
            )
        case _:
            role = Chosen(id=7, type=discord.SelectDefaultValueType.role)
            return discord.ui.RoleSelect(
                custom_id=f"id:{number}", placeholder="Ping", min_values=0, default_values=[role] if words else []
            )


@given(KINDS)
async def test_they_are_sent_as_discord_py_sends_its_own(kinds: Kinds) -> None:
    view = discord.ui.View(timeout=None)
    try:
        for number, (kind, words) in enumerate(kinds):
            view.add_item(theirs(kind, words, number))
    except ValueError:  # they don't fit
        if len(kinds) <= 25:
            with pytest.raises(ValueError, match="rows"):
                Layout(ours(kind, words, number) for number, (kind, words) in enumerate(kinds)).to_components()
        return
    layout = Layout(ours(kind, words, number) for number, (kind, words) in enumerate(kinds))
    assert layout.to_components() == view.to_components()


async def test_a_message_with_buttons_is_not_kept_in_memory() -> None:
    assert Layout([own_button("x", "id:1", GREEN)]).is_finished()


def test_outside_of_a_loop_it_is_not_kept_either() -> None:
    assert Layout([own_select("id:1", "Pick", [("1", "x", "")])]).is_finished()


def test_what_is_longer_than_discord_takes_is_cut() -> None:
    button = own_button("x" * 81, "id:1", GREY)
    [picked] = own_select("id:1", "x" * 200, [("1", "x" * 101, "x" * 101)])["options"]
    assert len(button["label"]) == 80
    assert len(picked["label"]) == len(picked["description"]) == 100


def test_of_two_buttons_that_do_the_same_the_first_is_shown() -> None:
    layout = Layout([own_button("first", "same"), own_button("other", "id:1"), own_button("second", "same")])
    (row,) = layout.to_components()
    assert [item["label"] for item in row["components"]] == ["first", "other"]

"""/fact export and /fact import, as moderators see them."""

from __future__ import annotations

import discord
from simcord import InteractionResult

from bot.errors import UserError
from tests.cogs.world import Seen, World, look, seen
from tests.conftest import PACK

NEW = """
format = 1
show = { id = "jessica-jones", title = "Jessica Jones" }
sources = { gazette = { outlet = "Harbour Gazette", url = "https://gazette.example/casting" } }
people = { ada-moreau = { name = "Ada Moreau", also = ["A. J. Moreau"] } }
characters = { captain = { name = "Captain Ines Vale" } }
seasons = [{ number = 3 }]

[[facts]]
id = "s3-captain"
kind = "cast"
season = 3
people = ["ada-moreau"]
character = "captain"
billing = "guest"
claims = [{ source = "gazette", published = 2019-03-02 }]
"""


async def import_file(world: World, content: str | bytes, name: str = "file.toml") -> InteractionResult:
    data = content.encode() if isinstance(content, str) else content
    return await world.moderator.slash(world.channel, "fact import", file=(name, data))


def last(result: InteractionResult) -> Seen:
    """What is in the answer after it was edited."""
    assert result.response is not None
    return look(result.response)


async def test_an_export_is_a_file_for_the_moderator_alone(world: World) -> None:
    result = await world.moderator.slash(world.channel, "fact export", format="csv")
    shown = last(result)
    assert shown.ephemeral
    assert "holds 247 facts about Jessica Jones." in shown.content
    (attached,) = attachments(result)
    assert attached["filename"].endswith(".csv")
    refused = await world.fan.slash(world.channel, "fact export")
    assert "Only moderators may do that" in refusal(world, refused)


async def test_an_import_is_shown_confirmed_and_undone(world: World) -> None:
    shown = last(await import_file(world, NEW))
    assert shown.ephemeral
    assert shown.labels == ["Confirm", "Cancel"]
    assert "file.toml: **1 new**." in shown.body
    assert "Ada Moreau plays Captain Ines Vale" in shown.value("New · 1")
    await world.moderator.click(shown.message, label="Confirm")
    answer = seen(await world.moderator.slash(world.channel, "cast", who="Ada Moreau"))
    assert answer.title == "Ada Moreau plays Captain Ines Vale"
    card = last(await import_file(world, NEW))
    assert card.title == "Nothing to change"
    assert "the one fact is already as the file has it" in card.body
    far = seen(await world.far_fan.slash(world.far_channel, "cast", who="Ada Moreau"))
    assert "Ines Vale" not in far.title + far.body


async def test_buttons_confirm_and_undo(world: World) -> None:
    prepared = await import_file(world, NEW)
    await world.moderator.click(last(prepared).message, label="Confirm")
    done = last(prepared)
    assert done.title == "Imported"
    assert "**1 fact** added" in done.body
    assert done.labels == ["Undo this import"]
    await world.moderator.click(done.message, label="Undo this import")
    undone = last(prepared)
    assert undone.title == "Import undone"
    assert undone.labels == []


async def test_a_cancelled_import_leaves_nothing(world: World) -> None:
    prepared = await import_file(world, NEW)
    await world.moderator.click(last(prepared).message, label="Cancel")
    assert last(prepared).title == "Cancelled"
    assert last(prepared).labels == []


async def test_every_fault_is_shown(world: World) -> None:
    single = await import_file(world, "nonsense =")
    assert "has 1 fault, so nothing was taken from it" in last(single).content
    assert attachments(single) == []
    bad = "\n".join(f'[[facts]]\nid = "f{number}"\nkind = "gossip"' for number in range(15))
    many = await import_file(world, f'format = 1\nshow = {{ id = "x", title = "X" }}\n{bad}\n')
    assert "line 3" in last(many).content
    assert [attachment["filename"] for attachment in attachments(many)] == ["faults.txt"]


async def test_only_moderators_import_and_what_is_too_large_is_not_fetched(world: World) -> None:
    refused = await world.fan.slash(world.channel, "fact import", file=("file.toml", NEW.encode()))
    assert "Only moderators may do that" in refusal(world, refused)
    large = await import_file(world, b"x" * (10 * 1024 * 1024 + 1))
    assert "larger than 10 MB" in refusal(world, large)


async def test_the_shipped_pack_changes_nothing(world: World) -> None:
    shown = last(await import_file(world, PACK.read_bytes(), PACK.name))
    assert shown.title == "Nothing to change"
    assert "all 247 facts are already as the file has them" in shown.body


def refusal(world: World, result: InteractionResult) -> str:
    """All that was said, in the answer and after it, of an error that was foreseen."""
    (error,) = world.env.errors[-1:]
    cause = error.original if isinstance(error, discord.app_commands.CommandInvokeError) else error
    assert isinstance(cause, UserError)
    messages = [result.response, *result.followups]
    return "\n".join(message.content for message in messages if message is not None)


def attachments(result: InteractionResult) -> list[dict[str, str]]:
    assert result.response is not None
    message = result.response
    return [{"filename": attachment.filename} for attachment in message.attachments]

"""The help is made of the commands, whatever there are, and keeps Discord's limits."""

from typing import Any

import discord
from discord import app_commands

from bot.ui.help import Command, asking_page, moderators_page
from tests.ui.reading import assert_discord_takes


def command(name: str, description: str) -> app_commands.Command[Any, ..., Any]:
    async def used(interaction: discord.Interaction[Any]) -> None: ...

    return app_commands.Command(name=name, description=description, callback=used)


def group(name: str, commands: int, description: str, permissions: discord.Permissions | None = None) -> Command:
    made = app_commands.Group(name=name, description=description, default_permissions=permissions)
    for number in range(commands):
        made.add_command(command(f"do-{number}", f"Does {name} no. {number}"))
    return made


COMMANDS = [
    group("setup", 1, "What is chosen", discord.Permissions(manage_guild=True)),
    command("cast", "Who plays"),
    group("fact", 2, "The facts"),
]


def fields(embed: discord.Embed) -> list[tuple[str | None, str | None]]:
    return [(field.name, field.value) for field in embed.fields]


def test_single_commands_are_for_everyone() -> None:
    assert fields(asking_page(COMMANDS, moderates=True).embed) == [("For everyone", "**/cast** · Who plays")]


def test_groups_are_for_moderators_and_those_that_need_a_permission_come_last() -> None:
    facts = ("/fact: The facts", "**/fact do-0** · Does fact no. 0\n**/fact do-1** · Does fact no. 1")
    setup = ("/setup: What is chosen; for those who can manage the server", "**/setup do-0** · Does setup no. 0")
    assert fields(moderators_page(COMMANDS, manages=True).embed) == [facts, setup]
    assert fields(moderators_page(COMMANDS, manages=False).embed) == [facts]


def test_the_largest_group_keeps_the_limits_and_counts_what_does_not_fit() -> None:
    full = app_commands.Group(name="x" * 32, description="y" * 100)
    for number in range(25):
        full.add_command(command(f"{number:02}{'n' * 30}", "d" * 100))
    embed = moderators_page([full], manages=False).embed
    assert_discord_takes({"footer": {"text": "-"}, **embed.to_dict()}, [])
    assert (embed.fields[0].value or "").endswith(" more")

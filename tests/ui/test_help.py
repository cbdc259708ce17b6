"""The help is made of the commands, whatever there are, and keeps Discord's limits."""

from typing import Any

import discord
from discord import app_commands

from bot.ui.help import Command, help_page
from tests.ui.reading import assert_discord_takes


def command(name: str, description: str) -> app_commands.Command[Any, ..., Any]:
    async def used(interaction: discord.Interaction[Any]) -> None: ...

    return app_commands.Command(name=name, description=description, callback=used)


def group(name: str, commands: int, description: str, permissions: discord.Permissions | None = None) -> Command:
    made = app_commands.Group(name=name, description=description, default_permissions=permissions)
    for number in range(commands):
        made.add_command(command(f"do-{number}", f"Does {name} no. {number}"))
    return made


def test_single_commands_come_first_and_groups_that_need_a_permission_last() -> None:
    manage = discord.Permissions(manage_guild=True)
    commands = [
        group("setup", 1, "What is chosen", manage),
        command("cast", "Who plays"),
        group("fact", 2, "The facts"),
    ]
    embed = help_page(commands)
    assert [(field.name, field.value) for field in embed.fields[:3]] == [
        ("For everyone", "**/cast** · Who plays"),
        ("/fact: The facts", "**/fact do-0** · Does fact no. 0\n**/fact do-1** · Does fact no. 1"),
        ("/setup: What is chosen; for those who can manage the server", "**/setup do-0** · Does setup no. 0"),
    ]


def test_the_largest_group_keeps_the_limits_and_counts_what_does_not_fit() -> None:
    full = app_commands.Group(name="x" * 32, description="y" * 100)
    for number in range(25):
        full.add_command(command(f"{number:02}{'n' * 30}", "d" * 100))
    embed = help_page([full])
    assert_discord_takes({"footer": {"text": "-"}, **embed.to_dict()}, [])
    assert (embed.fields[0].value or "").endswith(" more")

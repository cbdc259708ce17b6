"""What the bot says of itself: the help, which is made of the commands' own descriptions, and what Casefile is."""

from collections.abc import Iterable
from typing import Any, TypeAlias

import discord
from discord import app_commands

from bot.ui.statuses import LOOKS, NEUTRAL, UNKNOWN
from bot.ui.text import bold, cut

Command: TypeAlias = app_commands.Command[Any, ..., Any] | app_commands.Group | app_commands.ContextMenu
_SECTION = 1024
_MEANINGS = (
    "the maker or the network said so, or two independent reports agree",
    "one outlet says so",
    "speculation",
    "the latest source says it is not so",
    "nobody has said anything yet",
)
_WORTH_KNOWING = (
    "Add `as_of` with a past date to see what was known then. What spoils is hidden behind a bar until you tap it; "
    "(spoils S01E13) beside it names the episode to watch first."
)


def help_page(commands: Iterable[Command]) -> discord.Embed:
    """List the commands at the top of the tree, each group in a section of its own, and explain the signs.

    Commands that ask something come before those without options, and groups that need a permission come last.
    """
    commands = list(commands)
    single = [command for command in commands if isinstance(command, app_commands.Command)]
    groups = [command for command in commands if isinstance(command, app_commands.Group)]
    embed = _page("Ask Casefile", "Type / and pick a command. Names complete while you type.")
    single.sort(key=lambda command: not command.parameters)
    _add(embed, "For everyone", map(_line, single))
    for group in sorted(groups, key=lambda group: group.default_permissions is not None):
        lines = [_line(command) for command in group.walk_commands() if isinstance(command, app_commands.Command)]
        _add(embed, _heading(group), lines)
    signs = [f"{look} · {words}" for look, words in zip([*LOOKS.values(), UNKNOWN], _MEANINGS, strict=True)]
    _add(embed, "How sure an answer is", signs)
    _add(embed, "Worth knowing", [_WORTH_KNOWING])
    return embed


def _heading(group: app_commands.Group) -> str:
    needed = group.default_permissions
    manages = "; for those who can manage the server" if needed is not None and needed.manage_guild else ""
    return f"/{group.name}: {group.description}{manages}"


def _line(command: app_commands.Command[Any, ..., Any]) -> str:
    return f"{bold(f'/{command.qualified_name}')} · {command.description}"


def _add(embed: discord.Embed, name: str, lines: Iterable[str]) -> None:
    if value := cut(lines, _SECTION):
        embed.add_field(name=name, value=value, inline=False)


def about_page(version: str, shows: int, facts: int) -> discord.Embed:
    """What Casefile is, its version, and how much is on record."""
    words = (
        "Casefile answers questions about TV shows. Every answer says how sure it is, who said so and when. "
        "Where nobody has said anything, it says that."
    )
    embed = _page("About Casefile", words)
    embed.add_field(name="On record", value=f"{facts:,} facts about {shows:,} {'show' if shows == 1 else 'shows'}")
    embed.add_field(name="Version", value=version)
    return embed


def pointer() -> str:
    """What the bot answers when it is mentioned."""
    return "Ask me with a command: type / and pick /cast, /director, /episode, /season or /news. /help lists them all."


def _page(title: str, words: str) -> discord.Embed:
    return discord.Embed(title=title, description=words, colour=NEUTRAL)

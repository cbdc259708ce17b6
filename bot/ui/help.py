"""What the bot says of itself: the help, which is made of the commands' own descriptions, and what Casefile is."""

from collections.abc import Iterable
from typing import Any, TypeAlias

import discord
from discord import app_commands

from bot.domain.text import bare_link
from bot.ui.buttons import Item, Layout, own_button
from bot.ui.card import Card
from bot.ui.statuses import LOOKS, NEUTRAL, NOT_ANNOUNCED, NOT_ON_RECORD
from bot.ui.text import bold, cut

ASKING = "help:asking"
SIGNS = "help:signs"
MODERATORS = "help:moderators"
FOR_EVERYONE = "for everyone"
"""A group with this among its extras is not for moderators alone."""

Command: TypeAlias = app_commands.Command[Any, ..., Any] | app_commands.Group | app_commands.ContextMenu
_SECTION = 1024
_MEANINGS = (
    "the maker or the network said so, or two independent reports agree",
    "one outlet says so",
    "speculation",
    "the latest source says it is not so",
    "it has not aired, and nobody has said yet",
    "it has aired, but Casefile doesn't have it",
)
_SPOILERS = (
    "What spoils is hidden behind a bar until you tap it. (spoils S01E13) beside it names the episode to watch first."
)
_BY_MENTION = "Mention me and ask in your own words, or type / and pick a command."
_BY_COMMAND = "Type / and pick a command. Names complete while you type."
_AS_OF = "`as_of` shows what was known on a past day."
_LABELS = {ASKING: "What you can ask", SIGNS: "What the signs mean", MODERATORS: "For moderators"}


def asking_page(commands: Iterable[Command], *, moderates: bool, hears_mentions: bool = True) -> Card:
    """What everybody can do, on one screen of a phone: the single commands, those that ask something first.

    Groups for everyone come before what has nothing to fill in.
    """
    asking: list[app_commands.Command[Any, ..., Any]] = []
    groups: list[app_commands.Command[Any, ..., Any]] = []
    others: list[app_commands.Command[Any, ..., Any]] = []
    for command in commands:
        if isinstance(command, app_commands.Command):
            (asking if command.parameters else others).append(command)
        elif isinstance(command, app_commands.Group) and FOR_EVERYONE in command.extras:
            groups += _commands_of(command)
    embed = _page("Ask Casefile", _BY_MENTION if hears_mentions else _BY_COMMAND)
    _add(embed, "For everyone", map(_line, (*asking, *groups, *others)))
    embed.set_footer(text=_AS_OF.replace("`", ""))
    return Card(embed, _others(ASKING, moderates=moderates))


def signs_page(*, moderates: bool) -> Card:
    """What the sign of each status means, and how spoilers are hidden."""
    looks = [*LOOKS.values(), NOT_ANNOUNCED, NOT_ON_RECORD]
    signs = [f"{look} · {words}" for look, words in zip(looks, _MEANINGS, strict=True)]
    embed = _page("How sure an answer is", "\n".join(signs))
    _add(embed, "Worth knowing", [_AS_OF, _SPOILERS])
    return Card(embed, _others(SIGNS, moderates=moderates))


def moderators_page(commands: Iterable[Command], *, manages: bool) -> Card:
    """What moderators can do, a section for each group; those of groups that need Manage Server only with `manages`."""
    groups = [command for command in commands if isinstance(command, app_commands.Group)]
    groups = [group for group in groups if FOR_EVERYONE not in group.extras]
    embed = _page("For moderators", "Only you see what these commands answer, and everything can be undone.")
    for group in sorted(groups, key=_needs_managing):
        if manages or not _needs_managing(group):
            _add(embed, _heading(group), map(_line, _commands_of(group)))
    return Card(embed, _others(MODERATORS, moderates=True))


def _others(page: str, *, moderates: bool) -> Layout:
    """Buttons to the other pages."""
    buttons: list[Item] = [
        own_button(words, other)
        for other, words in _LABELS.items()
        if other != page and (moderates or other != MODERATORS)
    ]
    return Layout(buttons)


def _commands_of(group: app_commands.Group) -> list[app_commands.Command[Any, ..., Any]]:
    return [command for command in group.walk_commands() if isinstance(command, app_commands.Command)]


def _needs_managing(group: app_commands.Group) -> bool:
    return group.default_permissions is not None and group.default_permissions.manage_guild


def _heading(group: app_commands.Group) -> str:
    manages = "; for those who can manage the server" if _needs_managing(group) else ""
    return f"/{group.name}: {group.description}{manages}"


def _line(command: app_commands.Command[Any, ..., Any]) -> str:
    return f"{bold(f'/{command.qualified_name}')} · {command.description}"


def _add(embed: discord.Embed, name: str, lines: Iterable[str]) -> None:
    if value := cut(lines, _SECTION):
        embed.add_field(name=name, value=value, inline=False)


def about_page(version: str, shows: int, facts: int, invite: str = "") -> discord.Embed:
    """What Casefile is, its version, and how much is on record; with the link that adds it to a server."""
    words = (
        "Casefile answers questions about TV shows. Every answer says how sure it is, who said so and when. "
        "If nobody has said anything yet, it says that."
    )
    embed = _page("About Casefile", words)
    embed.add_field(name="On record", value=f"{facts:,} facts about {shows:,} {'show' if shows == 1 else 'shows'}")
    embed.add_field(name="Version", value=version)
    if invite:
        embed.add_field(name="Add me to another server", value=bare_link(invite), inline=False)
    return embed


def _page(title: str, words: str) -> discord.Embed:
    return discord.Embed(title=title, description=words, colour=NEUTRAL)

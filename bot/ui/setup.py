"""The card of what a server has chosen, what is wrong with it and what to do about it."""

from collections.abc import Sequence

import discord

from bot.domain.servers import Found, Setup
from bot.ui.buttons import Item, layout
from bot.ui.card import Card
from bot.ui.statuses import NEUTRAL
from bot.ui.text import bold, escape, listed

STOP_LOG = "setup:stop-log"
NO_MODERATORS = "setup:no-moderators"
_WRONG = discord.Colour.gold()
_SHOW = 200


def status_card(setup: Setup, found: Found) -> Card:
    """Everything that a server has chosen, each with what is wrong with it."""
    parts = [
        ("Show", _show(setup)),
        ("Time zone", f"{bold(escape(setup.timezone))} · change it with /setup timezone"),
        ("Moderators", _moderators(setup, found)),
        ("Log", _log(setup, found)),
        ("Suggestions", _suggestions(setup)),
    ]
    wrong = sum(words.startswith(_SIGN) for _, words in parts)
    lead = "All is well." if not wrong else f"{_things(wrong)} to look at; each says what to do."
    embed = discord.Embed(title="This server's setup", description=lead, colour=_WRONG if wrong else NEUTRAL)
    for name, words in parts:
        embed.add_field(name=name, value=words, inline=False)
    return Card(embed, layout(_buttons(setup)))


_SIGN = "⚠️"


def permissions(names: Sequence[str]) -> str:
    """Permissions as a sentence names them."""
    return listed(bold(escape(name)) for name in names)


def _things(count: int) -> str:
    return "There is 1 thing" if count == 1 else f"There are {count} things"


def _show(setup: Setup) -> str:
    if setup.show:
        return f"{bold(escape(setup.show.title, _SHOW))} · change it with /setup show"
    if setup.only_show:
        return f"{bold(escape(setup.only_show.title, _SHOW))}, the only one on record; choose one with /setup show"
    return (
        f"{_SIGN} No show is chosen, or the chosen one is gone, so every question must name its show. Run /setup show."
    )


def _moderators(setup: Setup, found: Found) -> str:
    managers = "Whoever can manage the server"
    if setup.moderator_role is None:
        return f"{managers}. Name a role with /setup moderators to let others help."
    if not found.role:
        return (
            f"{_SIGN} The role was deleted, so only those who can manage the server are moderators. "
            "Name another with /setup moderators, or press the button below."
        )
    return f"{managers}, and members with {bold(escape(f'@{found.role}'))}"


def _log(setup: Setup, found: Found) -> str:
    waiting = f"{_SIGN} " if setup.undelivered else ""
    if setup.log_channel is None:
        return "None is kept. Name a channel with /setup log to have every change told there."
    if not found.channel:
        return (
            f"{_SIGN} The channel was deleted, or I can't see it. Name another with /setup log, or stop the log below."
        ) + _undelivered(setup)
    if found.missing:
        return (
            f"{_SIGN} In {_channel(found)} I lack {permissions(found.missing)}. Give me that in the channel's settings."
        ) + _undelivered(setup)
    return f"{waiting}Every change is told in {_channel(found)}.{_undelivered(setup)}"


def _channel(found: Found) -> str:
    return bold(escape(f"#{found.channel}"))


def _undelivered(setup: Setup) -> str:
    if not setup.undelivered:
        return ""
    lines = "1 line is" if setup.undelivered == 1 else f"{setup.undelivered:,} lines are"
    return f" {lines} not posted yet; each is tried five times within a day, and again after /setup log."


def _suggestions(setup: Setup) -> str:
    waiting = "None waits" if not setup.suggestions else f"{bold(f'{setup.suggestions:,}')} waiting for a moderator"
    if not setup.blocked:
        return f"{waiting}. Nobody is blocked from suggesting."
    members = "1 member is" if setup.blocked == 1 else f"{setup.blocked:,} members are"
    return f"{waiting}. {members} blocked from suggesting."


def _buttons(setup: Setup) -> list[Item]:
    buttons: list[Item] = []
    if setup.log_channel is not None:
        buttons.append(_button("Stop the log", STOP_LOG))
    if setup.moderator_role is not None:
        buttons.append(_button("No moderators' role", NO_MODERATORS))
    return buttons


def _button(text: str, custom_id: str) -> discord.ui.Button[discord.ui.View]:
    return discord.ui.Button(label=text, custom_id=custom_id, style=discord.ButtonStyle.secondary)

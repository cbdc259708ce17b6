"""Completions as Discord takes them: 25 choices of at most 100 characters."""

from collections.abc import Iterable

from discord import app_commands

from bot.domain.answers import Choice
from bot.ui.text import label

_MOST = 25
_LONGEST = 100


def choices(found: Iterable[Choice]) -> list[app_commands.Choice[str]]:
    """The choices with labels that Discord accepts; one whose value is too long for it is left out."""
    return [
        app_commands.Choice(name=label(one.label, _LONGEST), value=one.value)
        for one in list(found)[:_MOST]
        if len(one.value) <= _LONGEST
    ]

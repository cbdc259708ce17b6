"""Completions as Discord takes them: 25 choices of at most 100 characters."""

from collections.abc import Iterable

from discord import app_commands

from bot.domain.answers import Choice
from bot.domain.moderation import FactMatch
from bot.ui.facts import plain_sentence, short_sentence
from bot.ui.text import label

_MOST = 25
_LONGEST = 100


def fact_choices(found: Iterable[FactMatch]) -> list[app_commands.Choice[str]]:
    """Facts to pick from, told in full only where they may be."""
    return [app_commands.Choice(name=label(_words(one), _LONGEST), value=one.value) for one in list(found)[:_MOST]]


def _words(match: FactMatch) -> str:
    words = plain_sentence(match.fact) if match.open else short_sentence(match.fact)
    return f"(taken out) {words}" if match.retired else words


def choices(found: Iterable[Choice]) -> list[app_commands.Choice[str]]:
    """The choices with labels that Discord accepts; one whose value is too long for it is left out."""
    return [
        app_commands.Choice(name=label(one.label, _LONGEST), value=one.value)
        for one in list(found)[:_MOST]
        if len(one.value) <= _LONGEST
    ]

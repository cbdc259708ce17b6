"""Completions as Discord takes them: 25 choices of at most 100 characters."""

from collections.abc import Iterable
from zoneinfo import ZoneInfo

from discord import app_commands

from bot.domain.announcement_views import Described
from bot.domain.answers import Choice
from bot.domain.ids import base36
from bot.domain.moderation import FactMatch
from bot.domain.text import label
from bot.ui.facts.sentences import plain_sentence, short_sentence
from bot.ui.places import KINDS, first_words

_MOST = 25
_LONGEST = 100


def fact_choices(found: Iterable[FactMatch]) -> list[app_commands.Choice[str]]:
    """Facts to pick from, in full only where they may be shown."""
    return [app_commands.Choice(name=label(_words(fact), _LONGEST), value=fact.value) for fact in list(found)[:_MOST]]


def announcement_choices(found: Iterable[Described]) -> list[app_commands.Choice[str]]:
    """Announcements to pick from: the kind, the first words, the next time in the server's time zone."""
    return [
        app_commands.Choice(name=label(_announcement(described), _LONGEST), value=base36(described.announcement.id))
        for described in list(found)[:_MOST]
    ]


def _announcement(described: Described) -> str:
    announcement = described.announcement
    due = (
        f"{announcement.next_due.astimezone(ZoneInfo(described.zone)):%d %b %H:%M}"
        if announcement.next_due
        else announcement.state.value
    )
    return f"{KINDS[announcement.kind]} · {due} · {first_words(announcement)}"


def _words(match: FactMatch) -> str:
    words = plain_sentence(match.fact) if match.open else short_sentence(match.fact)
    return f"(taken out) {words}" if match.retired else words


def choices(found: Iterable[Choice]) -> list[app_commands.Choice[str]]:
    """The choices with labels that Discord accepts, without those whose value is too long for it."""
    return [
        app_commands.Choice(name=label(choice.label, _LONGEST), value=choice.value)
        for choice in list(found)[:_MOST]
        if len(choice.value) <= _LONGEST
    ]

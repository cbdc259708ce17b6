"""Answers where nobody has set a boundary."""

from bot.domain.answers import Answer
from bot.domain.in_words import Heard
from bot.domain.views import OPEN, View
from bot.ui.answers import in_words, sources
from bot.ui.answers import render as rendering
from bot.ui.card import Card


def render(answer: Answer, opener: int) -> Card:
    """The card of an answer."""
    return rendering.render(View(answer, OPEN), opener)


def sources_card(answer: Answer, opener: int) -> Card:
    """Who said so."""
    return sources.sources_card(View(answer, OPEN), opener)


def heard_card(heard: Heard, opener: int) -> Card:
    """The card for what was made of a question in words."""
    return in_words.heard_card(heard, OPEN, opener)

"""Buttons and selects. Each carries its own question in its custom id, so that it works after any restart."""

import re
from collections.abc import Callable, Iterable
from enum import StrEnum

from bot.domain.answers import Candidate
from bot.domain.ids import base36
from bot.domain.questions import Question
from bot.ui.buttons import Item, own_button, own_select


class Press(StrEnum):
    """What pressing does; the first part of a custom id."""

    TURN = "turn"
    SOURCES = "sources"
    TURN_SOURCES = "turn-sources"
    ASK = "ask"
    CHOOSE = "choose"
    SUGGEST = "suggest"
    UNVEIL = "unveil"


def custom_id(press: str, question: Question, opener: int | None = None) -> str:
    """`press:question` or `press:question:opener`, at most 91 characters."""
    words = f"{press}:{question.encode()}"
    return words if opener is None else f"{words}:{base36(opener)}"


def _pattern(press: str) -> str:
    return rf"{press}:(?P<question>[a-z0-9.]+){':(?P<opener>[a-z0-9]+)' if 'turn' in press else ''}"


PATTERNS = {press: _pattern(press) for press in Press}
_SOURCES = re.compile(PATTERNS[Press.SOURCES])


def question_of(custom_id: str) -> Question | None:
    """Return the question that a *Sources* button carries; None for any other button."""
    found = _SOURCES.fullmatch(custom_id)
    try:
        return Question.decode(found["question"]) if found else None
    except ValueError:
        return None


_TURN_FACTS = "turn-facts"
TURN_FACTS = _pattern(_TURN_FACTS)
"""Matches Back and Next in the list of an answer's facts."""


def turn(question: Question, *, opener: int, more: bool) -> list[Item]:
    """Back and Next in an answer, where there is anything to turn to."""
    return _turning(Press.TURN, question.page, question.at, opener, more=more)


def turn_sources(question: Question, *, opener: int, more: bool) -> list[Item]:
    """Back and Next in the list of who said so."""
    return _turning(Press.TURN_SOURCES, question.source_page, question.at_sources, opener, more=more)


def turn_facts(question: Question, *, opener: int, more: bool) -> list[Item]:
    """Back and Next in the list from which somebody picks the fact to correct."""
    return _turning(_TURN_FACTS, question.source_page, question.at_sources, opener, more=more)


def _turning(press: str, page: int, at: Callable[[int], Question], opener: int, *, more: bool) -> list[Item]:
    if page == 0 and not more:
        return []
    return [
        own_button("‹ Back", custom_id(press, at(max(page - 1, 0)), opener), disabled=page == 0),
        own_button("Next ›", custom_id(press, at(page + 1), opener), disabled=not more),
    ]


def sources(question: Question) -> Item:
    """Opens the list of who said what."""
    return own_button("Sources", custom_id(Press.SOURCES, question))


def ask(text: str, question: Question) -> Item:
    """Asks a related question."""
    return own_button(text, custom_id(Press.ASK, question))


def suggest(question: Question) -> Item:
    """Lets a member suggest a correction of what an answer says."""
    return own_button("Suggest a correction", custom_id(Press.SUGGEST, question))


def choose(question: Question, candidates: Iterable[Candidate]) -> Item:
    """The things that a name may mean."""
    options = ((candidate.thing.encode(), candidate.label, candidate.detail) for candidate in candidates)
    return own_select(custom_id(Press.CHOOSE, question), "Which one do you mean?", options)

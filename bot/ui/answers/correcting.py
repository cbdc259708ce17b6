"""What a member corrects in an answer: one of its facts, or something that is missing."""

from collections.abc import Sequence

from bot.domain.facts import Fact, Show
from bot.domain.ids import base36
from bot.domain.questions import Question
from bot.ui.answers.buttons import turn_facts
from bot.ui.buttons import own_select
from bot.ui.card import Card, card, page_in_words
from bot.ui.facts.gaps import missing_list
from bot.ui.facts.sentences import short_sentence
from bot.ui.facts.suggestion import SUGGEST_OF

_FACTS_A_PAGE = 25
_TITLE = "Which one is not right?"


def pick_fact_card(question: Question, show: Show, facts: Sequence[Fact], opener: int) -> Card:
    """Asks a member which of an answer's facts is not right, a page of them at a time, or what is missing."""
    page = question.source_page
    start = page * _FACTS_A_PAGE
    shown, more = facts[start : start + _FACTS_A_PAGE], len(facts) > start + _FACTS_A_PAGE
    pages = -(-len(facts) // _FACTS_A_PAGE)
    items = [own_select(SUGGEST_OF, _TITLE, ((base36(fact.id), short_sentence(fact), "") for fact in shown))]
    lead = "Pick the one to correct, or say what is missing."
    if not shown:
        items, lead = [], "No fact is on record behind that answer. Say what is missing."
    items += [missing_list(question.at_sources(0)), *turn_facts(question, opener=opener, more=more)]
    note = page_in_words(page, pages)
    return card(_TITLE if facts else "What is missing?", [lead], show=show, items=items, notes=(note,))

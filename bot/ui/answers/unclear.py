"""Answers that ask back: several things go by the name, or none does."""

from dataclasses import replace

from bot.domain.answers import Missing, NoMatch, Which
from bot.domain.codes import parse_episode
from bot.domain.text import escape, label
from bot.ui.answers import buttons
from bot.ui.card import Card
from bot.ui.card import card as finished_card
from bot.ui.facts.sentences import NAME
from bot.ui.statuses import UNKNOWN
from bot.ui.text import bold

_TITLE_TEXT = 80


def which_card(answer: Which) -> Card:
    """Asks which of several things is meant."""
    title = f"Which “{label(answer.text, _TITLE_TEXT)}” do you mean?"
    count, show = len(answer.candidates), escape(answer.show.title, NAME)
    number = f"More than {count}" if answer.more else f"{count}"
    lines = [f"{number} in {show} go by that name. Pick one below" + (", or type more of it." if answer.more else ".")]
    items = [buttons.choose(answer.question, answer.candidates)]
    return finished_card(title, lines, show=answer.show, day=answer.question.day, colour=UNKNOWN.colour, items=items)


_UNKNOWN_AS = {
    Missing.CAST: "No actor or character called {} is on record.",
    Missing.DIRECTOR: "No director, episode or season called {} is on record.",
    Missing.EPISODE: "No episode {} is on record.",
    Missing.ABOUT: "Nobody and nothing called {} is on record.",
}


def no_match_card(answer: NoMatch) -> Card:
    """Says that nothing goes by the name, with up to three buttons for what comes near."""
    shown = answer.text if parse_episode(answer.text) else f"“{answer.text}”"
    lines = [_UNKNOWN_AS[answer.missing].format(bold(escape(shown, 150)))]
    if answer.near:
        lines.append("Did you mean one of these?")
    else:
        lines.append("Check the spelling, or pick from the list while you type.")
    items = [buttons.ask(near.label, replace(answer.question, thing=near.thing)) for near in answer.near]
    title = f"Nothing found in {answer.show.title}"
    return finished_card(title, lines, show=answer.show, day=answer.question.day, colour=UNKNOWN.colour, items=items)

"""Who a name was taken for, on the card of the answer about them."""

from dataclasses import replace

from bot.domain.answers import Candidate, ReadAs
from bot.domain.questions import Question
from bot.domain.text import escape
from bot.ui.answers import buttons
from bot.ui.card import Card
from bot.ui.text import bold

_LONGEST = 80
_MOST_BUTTONS = 9


def say(card: Card, question: Question, read_as: ReadAs) -> None:
    """Say on a card whose name was read otherwise than typed, and ask with buttons about who else may be meant."""
    if read_as.typed is not None:
        typed, name = escape(read_as.typed, _LONGEST), bold(escape(read_as.name, _LONGEST))
        card.begin_with(f"I took “{typed}” for {name}.")
    first = replace(question, page=0)
    if len(read_as.others) > _MOST_BUTTONS:
        card.view.items.append(buttons.choose(first, read_as.others))
        return
    card.view.items += [buttons.ask(_label(other, read_as), first.about(other.thing)) for other in read_as.others]


def _label(other: Candidate, read_as: ReadAs) -> str:
    """The name, and what somebody does who shares theirs."""
    names = [read_as.name, *(each.label for each in read_as.others)]
    return f"{other.label} ({other.detail})" if other.detail and names.count(other.label) > 1 else other.label

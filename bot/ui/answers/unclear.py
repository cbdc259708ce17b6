"""Answers that ask back: several things go by the name, or none does."""

from bot.domain.answers import Missing, NoMatch, Which
from bot.domain.boundaries import Boundary
from bot.domain.codes import parse_episodes
from bot.domain.questions import Question
from bot.domain.text import escape, label, quoted
from bot.errors import UnknownShow
from bot.ui.answers import buttons, offers
from bot.ui.card import Card
from bot.ui.card import card as finished_card
from bot.ui.facts.sentences import NAME
from bot.ui.statuses import NOT_ON_RECORD
from bot.ui.text import bold

_TITLE_TEXT = 80


def which_card(answer: Which) -> Card:
    """Asks which of several things is meant."""
    title = f"Which “{label(answer.text, _TITLE_TEXT)}” do you mean?"
    count, show = len(answer.candidates), escape(answer.show.title, NAME)
    number = f"More than {count}" if answer.more else f"{count}"
    lines = [f"{number} in {show} go by that name. Pick one below" + (", or type more of it." if answer.more else ".")]
    items = [buttons.choose(answer.question, answer.candidates)]
    return finished_card(
        title, lines, show=answer.show, day=answer.question.day, colour=NOT_ON_RECORD.colour, items=items
    )


_UNKNOWN_AS = {
    Missing.CAST: "No actor or character called {name} is on record{upto}.",
    Missing.DIRECTOR: "No director, episode or season called {name} is on record{upto}.",
    Missing.WRITER: "No writer, episode or season called {name} is on record{upto}.",
    Missing.EPISODE: "No episode {name} is on record{upto}.",
    Missing.PLACE: "No episode on record{upto} is meant by {name}.",
    Missing.ABOUT: "Nobody and nothing called {name} is on record{upto}.",
}


def no_match_card(answer: NoMatch, limit: Boundary | None = None) -> Card:
    """Says that nothing goes by the name, up to a boundary if there is one; what comes near is offered beneath."""
    shown = answer.text if parse_episodes(answer.text) else f"“{answer.text}”"
    upto = f" up to {limit}" if limit else ""
    lines = [_UNKNOWN_AS[answer.missing].format(name=bold(escape(shown, 150)), upto=upto)]
    if answer.near or answer.seasons:
        lines.append("Did you mean one of these?" if answer.near else "These seasons are.")
    elif answer.missing is not Missing.PLACE:
        lines.append("Check the spelling, or pick from the list while you type.")
    title = f"Nothing found in {answer.show.title}"
    return finished_card(title, lines, show=answer.show, day=answer.question.day, colour=NOT_ON_RECORD.colour)


def unknown_show_card(question: Question, text: str, error: UnknownShow) -> Card:
    """Says that no show goes by a name, or that several do, with buttons that ask the same about others."""
    named = quoted(error.text, 150)
    if error.are_meant:
        lines = [f"Several shows go by {named}. Which one do you mean?"]
    else:
        lines = [f"No show called {named} is on record here."]
        lines.append("Ask about one of these, or pick from the list while you type.")
    items = offers.other_shows(question, text, error.shows)
    return finished_card("Which show?", lines, show=None, day=question.day, colour=NOT_ON_RECORD.colour, items=items)

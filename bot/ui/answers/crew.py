"""Who does which job for the show."""

from bot.domain.answers import CrewAnswer
from bot.domain.facts import Known
from bot.domain.jobs import job_key
from bot.domain.text import escape
from bot.ui.answers import buttons
from bot.ui.answers.certainty import seasons_in_words, signed, sure_line_of
from bot.ui.answers.pages import Page, lines_of, page_by_height
from bot.ui.card import Card, card
from bot.ui.facts.sentences import NAME, brief_phrase, capitalised, guarded, names
from bot.ui.statuses import look_at, look_of, missing
from bot.ui.text import bold

_ROOM = 9


def crew_card(answer: CrewAnswer, opener: int) -> Card:
    """A page of the crew, a line for each of its facts, makers first."""
    page = crew_page(answer)
    lines, colour, foot = _nothing(answer), look_of(None).colour, ""
    if page.shown:
        made = signed((_line(known, answer), look_at(known)) for known in page.shown)
        alike = [known for known in page.shown if look_at(known) is made.shared]
        lines, colour, foot = [*made.lines, sure_line_of(alike)], made.shared.colour, made.foot
    items = [
        *buttons.turn(answer.question, opener=opener, more=page.more),
        *([buttons.sources(answer.question)] if page.shown else []),
    ]
    return card(
        _title(answer), lines, show=answer.show, day=answer.day, colour=colour, items=items, notes=(foot, page.note)
    )


def crew_page(answer: CrewAnswer) -> Page[Known]:
    """What is on the answer's page, and what comes after it."""
    return page_by_height(answer.crew, answer.question, lambda known, _: lines_of(f"{_line(known, answer)} 📰"), _ROOM)


def _title(answer: CrewAnswer) -> str:
    season = "" if answer.question.season is None else f" of season {answer.question.season}"
    if answer.job is None:
        return f"Crew of {answer.show.title}" if not season else f"Crew{season}"
    return f"{capitalised(answer.job)}{season}" if season else f"{capitalised(answer.job)} of {answer.show.title}"


def _line(known: Known, answer: CrewAnswer) -> str:
    fact = known.fact
    if not fact.people:
        return brief_phrase(fact)
    job = "" if answer.job == job_key(fact.job or "") or not fact.job else f" · {escape(fact.job, NAME)}"
    seasons = f" · {seasons_in_words(fact.seasons)}" if fact.seasons else ""
    return guarded(fact, f"{bold(names(fact.people))}{job}{seasons}")


def _nothing(answer: CrewAnswer) -> list[str]:
    if answer.crew:
        return ["There is no more."]
    job = escape(answer.job, NAME) if answer.job else ""
    recorded = f"No {job} is on record." if job else "Nobody of the crew is on record."
    said = f"Nobody has said who the {job} is." if job else "Nobody has named the crew yet."
    return [str(missing(aired=answer.aired)), recorded if answer.aired else said]

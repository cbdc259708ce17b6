"""How it goes on with a season or its show, and what the end of the show means for the season."""

from collections.abc import Iterable

from bot.domain.answers import SeasonAnswer
from bot.domain.certainty import contradictory
from bot.domain.facts import Fact, Known, State
from bot.domain.renewals import Course, Ending, Verdict
from bot.domain.text import escape
from bot.ui.answers.certainty import Signs, sure_line, who_said
from bot.ui.facts.making import goes_on
from bot.ui.facts.sentences import brief_phrase, capitalised, guarded, outcome_lines, place
from bot.ui.statuses import look_at
from bot.ui.text import aside

_MOST_CURRENT = 2
_MOST_UNSURE = 1
_REASON = 160
DISAGREE = aside("The sources disagree.")
_DONE_WITH = (State.ORDERED, State.RENEWED, State.IN_PRODUCTION, State.FINISHED)
"""What nobody asks about a season that is out."""


def no_season_lines(ending: Ending, later: tuple[Known, ...]) -> list[str]:
    """Why there is no such season, and who said so. The card's title says that there is none."""
    known = ending.known
    return [guarded(known.fact, capitalised(_reason(known.fact))), sure_line(known), *outcome_lines(known, later)]


def ending_lines(answer: SeasonAnswer, signs: Signs) -> list[str]:
    """That there is no such season, or that it is the last, with who said so; none if nobody has said either."""
    ending = answer.ending
    if ending is None:
        return []
    known = ending.known
    if ending.verdict is Verdict.RUMOURED:
        return [*_said(known, brief_phrase(known.fact), answer.later, signs), aside("Nobody has confirmed that.")]
    return _said(known, guarded(known.fact, _verdict(ending, answer.season)), answer.later, signs)


def _verdict(ending: Ending, season: int) -> str:
    fact = ending.known.fact
    none = ending.verdict is Verdict.NO_SUCH_SEASON
    words = f"There is no season {season}" if none else "It is the last"
    if fact.statement is None and not none and fact.state is State.FINAL_SEASON and season in fact.seasons:
        return words  # the reason says the same
    return f"{words}: {_reason(fact)}"


def _reason(fact: Fact) -> str:
    if fact.statement:
        return escape(fact.statement.removesuffix("."), _REASON)
    return goes_on(fact.state, place(fact) if fact.seasons else None) if fact.state else place(fact)


def course_lines(answer: SeasonAnswer, signs: Signs, *, is_out: bool) -> list[str]:
    """How it goes on with the season, and with the show where there is no such season yet; without what ends it.

    What was said before is among the sources. `is_out`: that a season was ordered or made is no news any more.
    """
    lines: list[str] = []
    for course in (answer.course, answer.show_course):
        lines += _course(course, answer, signs, is_out=is_out)
    return lines


def _course(course: Course, answer: SeasonAnswer, signs: Signs, *, is_out: bool) -> list[str]:
    ending = answer.ending.known if answer.ending else None
    is_over = answer.ending is not None and answer.ending.verdict is not Verdict.RUMOURED

    def asked_about(facts: Iterable[Known]) -> list[Known]:
        return [known for known in facts if known != ending and not (is_out and known.fact.state in _DONE_WITH)]

    current = asked_about(course.current)
    unsure = [] if is_over else asked_about(course.unsure)
    shown = [*current[:_MOST_CURRENT], *unsure[:_MOST_UNSURE]]
    lines = [line for known in shown for line in _said(known, brief_phrase(known.fact), answer.later, signs)]
    return [*lines, DISAGREE] if current and contradictory(course.current) else lines


def _said(known: Known, words: str, later: tuple[Known, ...], signs: Signs) -> list[str]:
    """Finished words about a fact with who said so, and what became of it."""
    line = f"{signs.behind(words, look_at(known))} · {who_said(known)}"
    return [line, *outcome_lines(known, later)]

"""What answers about credits have in common: their words, rivals side by side, and what is still open."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bot.domain.certainty import contradictory
from bot.domain.facts import Fact, Kind, Known
from bot.ui.answers.certainty import Signs
from bot.ui.facts.sentences import guarded, names, outcome_lines, phrase
from bot.ui.statuses import look_at
from bot.ui.text import aside

DISPUTED = "sources disagree"
MOST_RIVALS = 3


@dataclass(frozen=True, slots=True)
class Words:
    """What the people with a credit are called and do, have done, and what was done by them."""

    people: str
    does: str
    did: str
    done: str


WORDS = {
    Kind.DIRECTOR: Words("director", "directs", "directed", "directed"),
    Kind.WRITER: Words("writer", "writes", "wrote", "written"),
}


def open_claims(claims: Iterable[Known], later: tuple[Known, ...]) -> list[Known]:
    """What is claimed of a season and was neither settled nor refuted since. Sources has the others."""
    return [known for known in claims if not outcome_lines(known, later)]


def rivals_in_words(several: Sequence[Known], signs: Signs) -> str:
    """Who has a credit, or when it is released, each with its sign; rivals side by side, and that sources disagree."""
    disputed = contradictory(several)
    shown = [signs.behind(_who(known.fact), look_at(known)) for known in several[:MOST_RIVALS]]
    if len(several) > MOST_RIVALS:
        shown.append(f"{len(several) - MOST_RIVALS} more")
    return (" or " if disputed else ", ").join(shown) + (f" · {aside(DISPUTED)}" if disputed else "")


def _who(fact: Fact) -> str:
    if fact.people or fact.released:
        return guarded(fact, names(fact.people) if fact.people else str(fact.released))
    return phrase(fact)

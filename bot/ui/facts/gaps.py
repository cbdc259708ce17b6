"""What is missing: the buttons and lists that ask for it, and their forms."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

from bot.domain.codes import EpisodeCode
from bot.domain.facts import Kind
from bot.domain.gaps import Gap
from bot.domain.questions import Question
from bot.ui.buttons import Item, option, options_menu, own_button
from bot.ui.facts.forms import (
    CREDIT,
    DATE,
    JOB,
    LINK_OR_OUTLET,
    PEOPLE,
    PUBLISHED,
    ROLE,
    SEASON_OR_SHOW,
    STATE,
    STATEMENT,
    WHERE,
    WHERE_OR_SHOW,
)
from bot.ui.facts.kinds import KINDS
from bot.ui.modals import Field

FILL = r"gap:(?P<gap>[a-z0-9.-]+)"
"""Matches a button that asks for what is missing."""
MISSING = r"missing:(?P<question>[a-z0-9.]+)"
"""Matches the list of what may be missing from an answer."""
_FORM = re.compile(r"gap-form:(?P<gap>[a-z0-9.-]+)")
_NAMES: Mapping[Kind, Field] = {
    Kind.CAST: replace(ROLE, required=True),
    Kind.DIRECTOR: Field("people", "Who directed it", CREDIT, PEOPLE, required=True),
    Kind.WRITER: Field("people", "Who wrote it", CREDIT, PEOPLE, required=True),
    Kind.RELEASE: DATE,
    Kind.NEWS: STATEMENT,
    Kind.RENEWAL: STATE,
    Kind.CREW: Field("people", "Who it is", CREDIT, PEOPLE, required=True),
}
_WHERE: Mapping[Kind, Field] = {
    Kind.CAST: WHERE_OR_SHOW,
    Kind.NEWS: WHERE_OR_SHOW,
    Kind.RENEWAL: SEASON_OR_SHOW,
    Kind.CREW: SEASON_OR_SHOW,
}
_ACTOR = Field("people", "Who plays the part", "Just the actor's name", required=True)
_PART = Field("people", "Which part", "Just the character's name", required=True)


@dataclass(frozen=True, slots=True)
class GapForm:
    """Asks for what is missing, and where that was found."""

    gap: Gap

    @property
    def title(self) -> str:
        return question_of(self.gap)

    @property
    def custom_id(self) -> str:
        """At most 50 characters."""
        return f"gap-form:{self.gap.encode()}"

    @property
    def fields(self) -> tuple[Field, ...]:
        where = () if self.gap.place else (_WHERE.get(self.gap.kind, WHERE),)
        return (*self._what, *where, LINK_OR_OUTLET, PUBLISHED)

    @property
    def _what(self) -> tuple[Field, ...]:
        if self.gap.character is not None:
            return (_ACTOR,)
        job = (JOB,) if self.gap.kind is Kind.CREW else ()
        if self.gap.person is not None:
            return (_PART,) if self.gap.kind is Kind.CAST else job
        return (_NAMES[self.gap.kind], *job)


def read_gap_form(custom_id: str) -> GapForm | None:
    """Return the form with this custom id, or None if it asks for nothing that may be missing."""
    found = _FORM.fullmatch(custom_id)
    try:
        return GapForm(Gap.decode(found["gap"])) if found else None
    except ValueError:
        return None


def question_of(gap: Gap, *, aired: bool = True) -> str:
    """What is missing, as a question. It names no person and no character, which could give something away."""
    if gap.character is not None:
        return "Who plays this character?"
    if gap.person is not None:
        return _OF_PEOPLE[gap.kind]
    if gap.kind is Kind.RELEASE:
        verb = "air" if isinstance(gap.about, EpisodeCode) else "come out"
        return f"When {'did' if aired else 'does'} {gap.place or 'it'} {verb}?"
    with_place, without = _QUESTIONS[gap.kind]
    verb = _VERBS.get(gap.kind, ("", ""))[not aired]
    return with_place.format(verb, gap.place) if gap.place else without.format(verb)


_OF_PEOPLE: Mapping[Kind, str] = {
    Kind.DIRECTOR: "What did they direct?",
    Kind.WRITER: "What did they write?",
    Kind.CAST: "Which part do they play?",
    Kind.CREW: "Which job do they have?",
}
_VERBS: Mapping[Kind, tuple[str, str]] = {Kind.DIRECTOR: ("directed", "directs"), Kind.WRITER: ("wrote", "writes")}
_QUESTIONS: Mapping[Kind, tuple[str, str]] = {
    Kind.DIRECTOR: ("Who {} {}?", "Who {} it?"),
    Kind.WRITER: ("Who {} {}?", "Who {} it?"),
    Kind.CAST: ("Who is in {1}?", "Who plays which part?"),
    Kind.NEWS: ("What is the news about {1}?", "What is the news?"),
    Kind.RENEWAL: ("How does it go on with {1}?", "How does it go on?"),
    Kind.CREW: ("Who else makes {1}?", "Who else makes it?"),
}


def ask_for(gap: Gap, *, aired: bool = True) -> Item:
    """A button that asks for what is missing. `aired`: what it is about has been shown."""
    return own_button(question_of(gap, aired=aired), f"gap:{gap.encode()}")


def missing_list(question: Question) -> Item:
    """The list from which somebody picks what is missing from an answer."""
    options = [option(kind, words) for kind, words in KINDS.items()]
    return options_menu(f"missing:{question.encode()}", "Something is missing …", options)

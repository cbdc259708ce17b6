"""The forms that ask about facts, their sources and suggestions."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from bot.domain.addresses import LONGEST_URL
from bot.domain.facts import Billing, Kind, State
from bot.domain.ids import base36
from bot.domain.moderation import NewFact, Word
from bot.ui.modals import ID, LONG, Field

_ROLES = 410
_DAY = 40
# Twenty names and thirty episodes: the last entries of a longer list would be lost when the form is sent.
PEOPLE = 4000
_PLACES = 500
_JOBS = 100

WHERE = Field("where", "Season or episodes", "season 2, or S02E07, S02E08", _PLACES, required=True)
WHERE_OR_SHOW = Field("where", WHERE.words, "season 2, or S02E07; leave empty for the whole show", _PLACES)
_SPOILS = Field("spoils", "Spoils the events of", "An episode such as S02E13; leave empty if it spoils nothing", 10)
_REASON = Field("reason", "Why", "Shown in the fact's history; optional", LONG)
_BILLING = Field(
    "billing",
    "Billing",
    "Leave empty if it is not known",
    options=(
        (Billing.MAIN, "Main cast"),
        (Billing.RECURRING, "Recurring"),
        (Billing.GUEST, "Guest"),
        (Billing.SUPPORTING, "Recurring or guest, not known which"),
    ),
)
ROLE = Field("people", "Who plays which part", "Krysten Ritter as Jessica Jones; or just the actor's name", _ROLES)
CREDIT = "All of them, in order: Ana Diaz, Bo Lin"
DATE = Field("released", "When", "2018-03-08, March 2018, early 2018, 2018-Q1 or 2018", _DAY, required=True)
STATEMENT = Field("statement", "What is said", "One plain sentence", LONG, long=True, required=True)
_IN_A_SENTENCE = Field("statement", "In a sentence", "", LONG, long=True)
SEASON_OR_SHOW = Field("where", "Season", "season 2; leave empty for the whole show", _PLACES)
STATE = Field(
    "state",
    "How it goes on",
    required=True,
    options=(
        (State.ORDERED, "Ordered"),
        (State.RENEWED, "Renewed"),
        (State.IN_PRODUCTION, "In production"),
        (State.FINISHED, "Finished: filmed, and not out yet"),
        (State.FINAL_SEASON, "The final season"),
        (State.CANCELLED, "Cancelled"),
        (State.ENDED, "Ended"),
        (State.ON_HIATUS, "On hiatus"),
    ),
)
JOB = Field("job", "Job", "Creator, showrunner, executive producer, composer, …", _JOBS, required=True)
_FACT: Mapping[Kind, tuple[Field, ...]] = {
    Kind.CAST: (ROLE, WHERE_OR_SHOW, _BILLING, _SPOILS, _REASON),
    Kind.DIRECTOR: (
        Field("people", "Who directed it", CREDIT, PEOPLE),
        WHERE,
        Field("statement", "Or in a sentence", "For a season whose directors are not named", LONG, long=True),
        _SPOILS,
        _REASON,
    ),
    Kind.WRITER: (
        Field("people", "Who wrote it", CREDIT, PEOPLE),
        WHERE,
        Field("statement", "Or in a sentence", "For a season whose writers are not named", LONG, long=True),
        _SPOILS,
        _REASON,
    ),
    Kind.RELEASE: (DATE, WHERE, _IN_A_SENTENCE, _SPOILS, _REASON),
    Kind.NEWS: (
        STATEMENT,
        Field("people", "Who it is about", "Names of actors or of a character; optional", PEOPLE),
        WHERE_OR_SHOW,
        _SPOILS,
        _REASON,
    ),
    Kind.RENEWAL: (STATE, SEASON_OR_SHOW, _IN_A_SENTENCE, _SPOILS, _REASON),
    Kind.CREW: (
        Field("people", "Who it is", CREDIT, PEOPLE, required=True),
        JOB,
        SEASON_OR_SHOW,
        _SPOILS,
        _REASON,
    ),
}
PUBLISHED = Field("published", "Date it was said", "2018-03-08, March 2018, late 2016; leave empty if not known", _DAY)
LINK_OR_OUTLET = Field(
    "source", "Where you found it", "A link is best, or the outlet's name", LONGEST_URL, required=True
)
_CLAIM = (
    Field("outlet", "Who published it", "Variety; or, if it repeats another: Polygon via Variety", 410),
    Field("url", "Link (URL)", "Needed unless it is only rumoured", LONGEST_URL),
    Field("speaker", "Speaker", "If it quotes somebody"),
    PUBLISHED,
    Field(
        "weight",
        "How sure it is",
        required=True,
        options=(
            (Word.CONFIRMED, "Confirmed: the maker or network said so"),
            (Word.REPORTED, "Reported: an outlet says so"),
            (Word.RUMOURED, "Rumoured: speculation"),
            (Word.DENIED, "Denied: the maker or network says it is not so"),
            (Word.DOUBTED, "Contradicted: an outlet says it is not so"),
        ),
    ),
)
_KEEP = "Leave empty what is already right"
_SUGGESTION: Mapping[Kind, Field] = {
    Kind.CAST: Field("people", ROLE.words, _KEEP, _ROLES),
    Kind.DIRECTOR: Field("people", "Who directed it", _KEEP, PEOPLE),
    Kind.WRITER: Field("people", "Who wrote it", _KEEP, PEOPLE),
    Kind.RELEASE: Field("released", "When", _KEEP, _DAY),
    Kind.NEWS: Field("statement", "What is true", _KEEP, LONG, long=True),
    Kind.RENEWAL: replace(STATE, required=False),
    Kind.CREW: Field("people", "Who it is", _KEEP, PEOPLE),
}
_OF_SUGGESTIONS = (
    Field("where", "Season or episodes", _KEEP, _PLACES),
    LINK_OR_OUTLET,
    PUBLISHED,
    Field("reason", "Anything else for the moderators", "", LONG, long=True),
)
_OTHERS: Mapping[str, tuple[Field, ...]] = {
    "claim": _CLAIM,
    "reject": (Field("reason", "Why", "Sent to the member who suggested it", LONG, long=True, required=True),),
    "dismiss": (Field("reason", "Why", "Kept with the decision; optional", LONG, long=True),),
    "retire": (Field("reason", "Why", "Shown in the fact's history", LONG, long=True, required=True),),
}
_TITLES: Mapping[str, str] = {
    "new": "Add: {}",
    "words": "Correct: {}",
    "suggest": "Suggest a correction",
    "retake": "Say what it is: {}",
    "claim": "Who says so",
    "reject": "Reject the suggestion",
    "dismiss": "Reject the suggestion",
    "retire": "Take out of the answers",
}
_WITH_A_KIND = ("new", "words", "suggest", "retake")
_FORM = re.compile(
    rf"(?P<name>{'|'.join(_TITLES)})-form(?::(?P<kind>{'|'.join(Kind)}))?:(?P<ids>[a-z0-9:-]+)"
)  # fmt: skip
_ID_OR_NONE = f"(?:{ID}|-)"
_ONE_ID = re.compile(ID)
_IDS = {"new": re.compile(f"{ID}:{_ID_OR_NONE}:{_ID_OR_NONE}"), "claim": re.compile(rf"{ID}:(?:\d{{1,3}}|-)")}


@dataclass(frozen=True, slots=True)
class FactForm:
    """A form by its name, the kind of fact that it asks about, and the ids that it is about ("-" for none)."""

    name: str
    kind: Kind | None
    ids: tuple[str, ...]

    @property
    def custom_id(self) -> str:
        """At most 80 characters."""
        return ":".join([f"{self.name}-form", *([self.kind.value] if self.kind else []), *self.ids])

    @property
    def fields(self) -> tuple[Field, ...]:
        """The form's questions, in order."""
        if self.kind is None:
            return _OTHERS[self.name]
        if self.name == "suggest":
            return _SUGGESTION[self.kind], *_OF_SUGGESTIONS
        fields = _FACT[self.kind]
        return tuple(field for field in fields if field is not _REASON) if self.name == "retake" else fields

    @property
    def title(self) -> str:
        return _TITLES[self.name].format(self.kind)


def read_form(custom_id: str) -> FactForm | None:
    """Return the form with this custom id, or None if it is no form about facts."""
    found = _FORM.fullmatch(custom_id)
    if found is None:
        return None
    name, kind = found["name"], Kind(found["kind"]) if found["kind"] else None
    if (name in _WITH_A_KIND) != (kind is not None) or not _IDS.get(name, _ONE_ID).fullmatch(found["ids"]):
        return None
    return FactForm(name, kind, tuple(found["ids"].split(":")))


READERS: Mapping[str, Callable[[str], FactForm | None]] = dict.fromkeys(_TITLES, read_form)
"""Reads each of these forms, by its name."""


def new_form(new: NewFact) -> FactForm:
    """Ask for a new fact."""
    person = base36(new.people[0]) if new.people else "-"
    return FactForm("new", new.kind, (base36(new.show), person, base36(new.character) if new.character else "-"))


def words_form(kind: Kind, revision: int) -> FactForm:
    """Ask for a fact's corrected statement; `revision` is the one that the member saw."""
    return FactForm("words", kind, (base36(revision),))


def claim_form(revision: int, position: int | None) -> FactForm:
    """Ask for a source: the one at this position, or a new one if None."""
    return FactForm("claim", None, (base36(revision), "-" if position is None else str(position)))


def suggestion_form(kind: Kind, revision: int) -> FactForm:
    """Ask a member for a correction."""
    return FactForm("suggest", kind, (base36(revision),))


def other_kind_form(kind: Kind, suggestion: int) -> FactForm:
    """Ask the member who made a suggestion for its words as a fact of this kind."""
    return FactForm("retake", kind, (base36(suggestion),))


def rejection_form(revision: int) -> FactForm:
    """Ask why a member's suggestion is rejected."""
    return FactForm("reject", None, (base36(revision),))


def dismissal_form(revision: int) -> FactForm:
    """Ask why a feed's suggestion is rejected; nobody is sent the reason."""
    return FactForm("dismiss", None, (base36(revision),))


def retirement_form(fact: int) -> FactForm:
    """Ask why a fact is taken out of the answers."""
    return FactForm("retire", None, (base36(fact),))

"""Forms, as Discord's modals with five components at most. Each is known again by its custom id, after any restart."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any, Protocol, TypeAlias

import discord

from bot.domain.announcement_views import Written
from bot.domain.facts import Billing, Kind
from bot.domain.ids import base36
from bot.domain.moderation import ClaimWords, FactWords, NewFact, Word
from bot.errors import BadInput
from bot.ui.text import label

_TITLE = 45
_SHORT = 200
_LONG = 500
_URL = 500
# Twenty names and thirty episodes; a list that was cut would lose those at its end when the form is sent.
_PEOPLE = 4000
_PLACES = 500
Values: TypeAlias = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Field:
    """One question of a form. `options` (value, words) make it a list to pick from."""

    name: str
    words: str
    hint: str = ""
    most: int = _SHORT
    long: bool = False
    required: bool = False
    options: tuple[tuple[str, str], ...] = ()


class Asks(Protocol):
    """Anything with a title and fields that a modal can be made of."""

    @property
    def title(self) -> str: ...

    @property
    def custom_id(self) -> str: ...

    @property
    def fields(self) -> tuple[Field, ...]: ...


_WHERE = Field("where", "Season or episodes", "season 2, or S02E07, S02E08", _PLACES, required=True)
_WHERE_OR_SHOW = Field("where", _WHERE.words, "season 2, or S02E07; empty if it is about the whole show", _PLACES)
_SPOILS = Field("spoils", "Gives away the events of", "An episode such as S02E13; empty if it spoils nothing", 10)
_REASON = Field("reason", "Why", "Shown in the fact's history; may stay empty", _LONG)
_BILLING = Field(
    "billing",
    "Billing",
    "Leave it open if it is not known",
    options=(
        (Billing.MAIN, "Main cast"),
        (Billing.RECURRING, "Recurring"),
        (Billing.GUEST, "Guest"),
        (Billing.SUPPORTING, "Recurring or guest; not known which"),
    ),
)
_ROLE = Field("people", "Who plays whom", "Krysten Ritter as Jessica Jones; the name alone if the part is unknown", 410)
_CREDIT = "All of them in order: Ana Diaz, Bo Lin"
_DATE = Field("released", "When", "2018-03-08, March 2018, early 2018, 2018-Q1 or 2018", 40, required=True)
_STATEMENT = Field("statement", "What is said", "One plain sentence", _LONG, long=True, required=True)
_IN_A_SENTENCE = Field("statement", "In a sentence", "", _LONG, long=True)
_FACT: Mapping[Kind, tuple[Field, ...]] = {
    Kind.CAST: (_ROLE, _WHERE_OR_SHOW, _BILLING, _SPOILS, _REASON),
    Kind.DIRECTOR: (
        Field("people", "Who directed it", _CREDIT, _PEOPLE),
        _WHERE,
        Field("statement", "Or in a sentence", "For a season whose directors are not named", _LONG, long=True),
        _SPOILS,
        _REASON,
    ),
    Kind.WRITER: (
        Field("people", "Who wrote it", _CREDIT, _PEOPLE),
        _WHERE,
        Field("statement", "Or in a sentence", "For a season whose writers are not named", _LONG, long=True),
        _SPOILS,
        _REASON,
    ),
    Kind.RELEASE: (_DATE, _WHERE, _IN_A_SENTENCE, _SPOILS, _REASON),
    Kind.NEWS: (
        _STATEMENT,
        Field("people", "Whom it is about", "Names of actors or of a character; may stay empty", _PEOPLE),
        _WHERE_OR_SHOW,
        _SPOILS,
        _REASON,
    ),
}
_WEIGHT = Field(
    "weight",
    "How weighty it is",
    required=True,
    options=(
        (Word.CONFIRMED, "Confirmed: the maker or network said so"),
        (Word.REPORTED, "Reported: an outlet says so"),
        (Word.RUMOURED, "Rumoured: speculation"),
        (Word.DENIED, "Denied: the maker or network says it is not so"),
        (Word.DOUBTED, "Contradicted: an outlet says it is not so"),
    ),
)
_CLAIM = (
    Field("outlet", "Who published it", "Variety; or, if it repeats another: Polygon via Variety", 410),
    Field("url", "Address (URL)", "Needed unless it is only rumoured", _URL),
    Field("speaker", "Whose words", "If it quotes somebody"),
    Field("published", "Day on which it was said", "2018-03-08, March 2018, late 2016; empty if not known", 40),
    _WEIGHT,
)
_SOURCE = (
    Field("source", "Where you have it from", "A link is best; or the outlet's name", _URL, required=True),
    Field("published", "Day on which it was said", "2018-03-08, March 2018, late 2016; empty if not known", 40),
    Field("reason", "Anything else for the moderators", "", _LONG, long=True),
)
_KEEP = "Leave empty what is right already"
_SUGGESTION: Mapping[Kind, tuple[Field, ...]] = {
    Kind.CAST: (
        Field("people", "Who plays whom", _KEEP, 410),
        Field("where", "Season or episodes", _KEEP, _PLACES),
        *_SOURCE,
    ),
    Kind.DIRECTOR: (
        Field("people", "Who directed it", _KEEP, _PEOPLE),
        Field("where", "Season or episodes", _KEEP, _PLACES),
        *_SOURCE,
    ),
    Kind.WRITER: (
        Field("people", "Who wrote it", _KEEP, _PEOPLE),
        Field("where", "Season or episodes", _KEEP, _PLACES),
        *_SOURCE,
    ),
    Kind.RELEASE: (
        Field("released", "When", _KEEP, 40),
        Field("where", "Season or episodes", _KEEP, _PLACES),
        *_SOURCE,
    ),
    Kind.NEWS: (
        Field("statement", "What is so", _KEEP, _LONG, long=True),
        Field("where", "Season or episodes", _KEEP, _PLACES),
        *_SOURCE,
    ),
}
_ANSWER = (Field("reason", "Why", "Whoever suggested it is told", _LONG, long=True, required=True),)
_DISMISSAL = (Field("reason", "Why", "Kept with the decision; may stay empty", _LONG, long=True),)
_RETIREMENT = (Field("reason", "Why", "Shown in the fact's history", _LONG, long=True, required=True),)

FORM = re.compile(
    r"(?P<form>new|words|claim|suggest|reject|dismiss|retire)-form"
    r"(?::(?P<kind>cast|director|writer|release|news))?:(?P<ids>[a-z0-9:-]+)"
)
_ID, _ID_OR_NONE = r"[a-z0-9]{1,13}", r"(?:[a-z0-9]{1,13}|-)"
_IDS = {"new": re.compile(f"{_ID}:{_ID_OR_NONE}:{_ID_OR_NONE}"), "claim": re.compile(rf"{_ID}:(?:\d{{1,3}}|-)")}
_ONE_ID = re.compile(_ID)


@dataclass(frozen=True, slots=True)
class Form:
    """A form by its name, the kind of fact that it asks about, and the ids that it is about ("-" for none)."""

    name: str
    kind: Kind | None
    ids: tuple[str, ...]

    @classmethod
    def read(cls, custom_id: str) -> "Form | None":
        """The form with this custom id; None if it is none of ours."""
        found = FORM.fullmatch(custom_id)
        if found is None:
            return None
        name, kind = found["form"], Kind(found["kind"]) if found["kind"] else None
        asks_kind = name in ("new", "words", "suggest")
        if asks_kind != (kind is not None) or not _IDS.get(name, _ONE_ID).fullmatch(found["ids"]):
            return None
        return cls(name, kind, tuple(found["ids"].split(":")))

    @property
    def custom_id(self) -> str:
        """At most 80 characters."""
        return ":".join([f"{self.name}-form", *([self.kind.value] if self.kind else []), *self.ids])

    @property
    def fields(self) -> tuple[Field, ...]:
        """What it asks, in order."""
        if self.kind:
            return (_SUGGESTION if self.name == "suggest" else _FACT)[self.kind]
        others = {"claim": _CLAIM, "reject": _ANSWER, "dismiss": _DISMISSAL, "retire": _RETIREMENT}
        return others[self.name]

    @property
    def title(self) -> str:
        titles = {
            "new": f"Add: {self.kind}",
            "words": f"Correct: {self.kind}",
            "claim": "Who says so",
            "suggest": "Suggest a correction",
            "reject": "Reject the suggestion",
            "dismiss": "Reject the suggestion",
            "retire": "Take out of the answers",
        }
        return titles[self.name]


def is_form(custom_id: str) -> bool:
    """Whether a form with this custom id is one of the bot's, be it an outdated one."""
    return custom_id.split(":")[0].endswith("-form")


def read_form(custom_id: str) -> Form:
    """The form with this custom id. Raises BadInput if it is none of ours."""
    form = Form.read(custom_id)
    if form is None:
        raise BadInput("That form is no longer in use. Start again with the command.")
    return form


def new_form(new: NewFact) -> Form:
    """Asks for a new fact."""
    person = base36(new.people[0]) if new.people else "-"
    return Form("new", new.kind, (base36(new.show), person, base36(new.character) if new.character else "-"))


def words_form(kind: Kind, revision: int) -> Form:
    """Asks for a fact's statement, opened on a revision."""
    return Form("words", kind, (base36(revision),))


def claim_form(revision: int, position: int | None) -> Form:
    """Asks who says so; None: a further source."""
    return Form("claim", None, (base36(revision), "-" if position is None else str(position)))


def suggestion_form(kind: Kind, revision: int) -> Form:
    """Asks a member for a correction."""
    return Form("suggest", kind, (base36(revision),))


def rejection_form(revision: int) -> Form:
    """Asks why a suggestion is rejected."""
    return Form("reject", None, (base36(revision),))


def dismissal_form(revision: int) -> Form:
    """Asks the same of a suggestion that came from feeds, where nobody waits for a reason."""
    return Form("dismiss", None, (base36(revision),))


def retirement_form(fact: int) -> Form:
    """Asks why a fact leaves the answers."""
    return Form("retire", None, (base36(fact),))


def modal(form: Asks, values: Values | FactWords | ClaimWords | Written | None = None) -> discord.ui.Modal:
    """The form, filled in with these values. It is sent finished, so that the library keeps nothing of it in memory."""
    filled = asdict(values) if isinstance(values, FactWords | ClaimWords | Written) else values or {}
    shown = discord.ui.Modal(title=label(form.title, _TITLE), custom_id=form.custom_id, timeout=None)
    for field in form.fields:
        shown.add_item(
            discord.ui.Label(
                text=field.words,
                description=field.hint or None,
                component=_component(field, filled.get(field.name, "")),
            )
        )
    shown.stop()
    return shown


def _component(field: Field, value: str) -> discord.ui.Item[Any]:
    if field.options:
        select = discord.ui.Select[Any](custom_id=field.name, required=field.required)
        for option, words in field.options:
            select.add_option(label=words, value=option, default=option == value)
        return select
    style = discord.TextStyle.paragraph if field.long else discord.TextStyle.short
    return discord.ui.TextInput[Any](
        custom_id=field.name, style=style, default=value[: field.most] or None, required=field.required,
        max_length=field.most,
    )  # fmt: skip


def typed_into(components: Sequence[Mapping[str, Any]]) -> dict[str, str]:
    """What a person typed or picked, by the names of the fields, from a modal's components as Discord sends them."""
    found: dict[str, str] = {}
    for row in components:
        for inner in [row["component"]] if "component" in row else row.get("components", []):
            if "custom_id" not in inner:
                continue
            picked: list[str] = inner.get("values") or []
            found[str(inner["custom_id"])] = str(inner.get("value") or (picked[0] if picked else ""))
    return found


def in_order(form: Asks, values: Values) -> list[str]:
    """A form's values as a list, for keeping them."""
    return [values.get(field.name, "") for field in form.fields]


def by_name(form: Asks, fields: Sequence[str]) -> dict[str, str]:
    """What `in_order` made a list of."""
    return {field.name: value for field, value in zip(form.fields, fields, strict=False)}

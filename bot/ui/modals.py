"""Forms, shown as Discord's modals.

A form is recognised by its custom id alone, so one that was open while the bot restarted still counts. The custom id
begins with the form's name, as in "words-form:cast:1x".
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, is_dataclass
from typing import TYPE_CHECKING, Any, Protocol, TypeAlias, TypeVar

import discord

from bot.domain.text import label
from bot.errors import BadInput

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

_TITLE = 45
SHORT = 200
LONG = 500
ID = r"[a-z0-9]{1,13}"
"""Matches an id in 36 digits."""
_SUFFIX = "-form"
Values: TypeAlias = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Field:
    """One question of a form, answered with at most `most` characters. `options` (value, label) make it a list."""

    name: str
    words: str
    hint: str = ""
    most: int = SHORT
    long: bool = False
    required: bool = False
    options: tuple[tuple[str, str], ...] = ()


class Form(Protocol):
    """A title, a custom id and up to five fields."""

    @property
    def title(self) -> str: ...

    @property
    def custom_id(self) -> str: ...

    @property
    def fields(self) -> tuple[Field, ...]: ...


_Form = TypeVar("_Form", bound=Form)


def form_name(custom_id: str) -> str | None:
    """Return the name of the form with this custom id ("words" for "words-form:…"), or None if no form has such an id.

    The form may be outdated: a reader decides whether the rest of the id can still be read.
    """
    first = custom_id.split(":")[0]
    return first.removesuffix(_SUFFIX) if first.endswith(_SUFFIX) else None


def read_form(custom_id: str, readers: Mapping[str, Callable[[str], _Form | None]]) -> _Form:
    """Return the form with this custom id, read by the reader of its name. Raises BadInput if it can't be read.

    A reader returns None for a custom id that is none of its forms.
    """
    reader = readers.get(form_name(custom_id) or "")
    form = reader(custom_id) if reader else None
    if form is None:
        raise BadInput("That form is no longer in use. Start again with the command.")
    return form


def modal(form: Form, values: "Values | DataclassInstance | None" = None) -> discord.ui.Modal:
    """Return the form as a modal, filled in with these values.

    The modal is already stopped when it is sent, so that discord.py does not keep it in memory.
    """
    filled: Values = asdict(values) if is_dataclass(values) else values or {}
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
    """Return what a person typed or picked, by field name, from a submitted modal's components."""
    found: dict[str, str] = {}
    for row in components:
        for inner in [row["component"]] if "component" in row else row.get("components", []):
            if "custom_id" not in inner:
                continue
            picked: list[str] = inner.get("values") or []
            found[str(inner["custom_id"])] = str(inner.get("value") or (picked[0] if picked else ""))
    return found


def in_order(form: Form, values: Values) -> list[str]:
    """Return the values in the order of the form's fields, to be stored."""
    return [values.get(field.name, "") for field in form.fields]


def by_name(form: Form, fields: Sequence[str]) -> dict[str, str]:
    """Return the values that `in_order` put into a list, by field name again."""
    return {field.name: value for field, value in zip(form.fields, fields, strict=False)}

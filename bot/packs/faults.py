"""The faults found in a pack: where each is, in words for the pack's author."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import cast

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from bot.domain.codes import EpisodeCode

Location = tuple[int | str, ...]
"""The keys and indexes that lead to a value from the root of a pack: ("facts", 3, "claims", 0, "source")."""

_WORDS = {
    "extra_forbidden": "is not a key that a pack has here; is it misspelt?",
    "missing": "is missing",
    "string_type": "is not text",
    "string_unicode": "holds half a character, which can't be written; type it again",
    "string_pattern_mismatch": "may have letters from A to Z and digits, with single . _ or - between them",
    "int_type": "is not a whole number",
    "int_parsing": "is not a whole number",
    "int_from_float": "is not a whole number",
    "int_parsing_size": "is far too large a number",
    "finite_number": "is not a whole number",
    "bool_type": "is neither true nor false",
    "bool_parsing": "is neither true nor false",
    "tuple_type": "is not a list",
    "dict_type": "is not a table of keys and values",
    "model_type": "is not a table of keys and values",
    "too_short": "is empty",
    "string_too_short": "is empty",
}
_LIMITS = {
    "greater_than": ("it must be more than", "gt"),
    "greater_than_equal": ("at least", "ge"),
    "less_than": ("it must be less than", "lt"),
    "less_than_equal": ("at most", "le"),
}
_DATES = "write a day such as 2018-03-08"


@dataclass(frozen=True, slots=True)
class Found:
    """A fault with its place in words, such as `facts › s02e07-director › claims › no. 1 › source`."""

    location: Location
    place: str
    words: str


class Findings:
    """The faults of a pack's table. Only the first `most` are kept and the rest counted, so a bad file costs little."""

    def __init__(self, table: Mapping[str, object], most: int | None = None) -> None:
        self._table = table
        self._most = most
        self.faults: list[Found] = []
        self.count = 0

    def add(self, location: Location, words: str) -> None:
        """Record a fault. Its place is named by what the table holds now."""
        self.count += 1
        if self._most is None or len(self.faults) < self._most:
            self.faults.append(Found(location, _place(location, self._table), in_print(words, 300)))

    def add_errors(self, error: ValidationError, at: Location = ()) -> None:
        """Record what pydantic says about the value at this location."""
        for fault in error.errors(include_url=False):
            self.add((*at, *fault["loc"]), _in_words(fault))


def _in_words(fault: ErrorDetails) -> str:
    kind, value, limits = fault["type"], fault["input"], fault.get("ctx", {})
    if kind == "string_too_long":
        what = fault["loc"][-1] if fault["loc"] and fault["loc"][-1] in ("name", "title") else "text"
        return f"has a {what} of {len(value):,} characters; at most {limits['max_length']:,} are kept"
    if kind in ("enum", "literal_error"):
        return f"is {in_print(str(value), 30)}; write {limits['expected']}"
    if kind in _LIMITS:
        word, key = _LIMITS[kind]
        return f"is {in_print(str(value), 30)}; {word} {limits[key]:,}"
    if kind.startswith(("date_", "datetime_")):
        return _DATES
    return _WORDS.get(kind, fault["msg"].removeprefix("Value error, "))


def _place(location: Location, table: Mapping[str, object]) -> str:
    return " › ".join(in_print(step, 90) for step in _steps(location, table)) or "the pack"


def in_print(text: str, length: int) -> str:
    """Return text from a file in a form that a message can hold: printable, and at most `length` characters."""
    text = "".join(character if character.isprintable() else "�" for character in text[: length + 1])
    return text if len(text) <= length else f"{text[: length - 1]}…"


def _steps(location: Location, table: Mapping[str, object]) -> Iterator[str]:
    here: object = table
    for step in location:
        here = inside(here, step)
        yield _named(step, here)


def inside(container: object, step: int | str) -> object:
    """Return the value at a key or index of a table, a list or a checked entry; None if there is none."""
    if isinstance(container, Mapping):
        return cast(Mapping[object, object], container).get(step)
    if isinstance(container, BaseModel):
        return getattr(container, str(step), None)
    if isinstance(container, list | tuple) and isinstance(step, int):
        entries = cast(list[object] | tuple[object, ...], container)
        return entries[step] if step < len(entries) else None
    return None


def _named(step: int | str, entry: object) -> str:
    """Return the name of a step; an entry of a list goes by its own id, code or number."""
    if isinstance(step, str):
        return step
    for key in ("id", "code", "number"):
        name = inside(entry, key)
        if isinstance(name, str | int | EpisodeCode):
            return str(name)
    return f"no. {step + 1}"

"""Faults while they are found: where in a pack, and in words for its author."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import cast

from pydantic import BaseModel, ValidationError

from bot.domain.codes import EpisodeCode

Location = tuple[int | str, ...]
"""The keys and indexes that lead to a value from the root of a pack: ("facts", 3, "claims", 0, "source")."""

_WORDS = {
    "extra_forbidden": "is not a key that a pack has here; is it misspelt?",
    "missing": "is missing",
    "string_type": "is not text",
    "string_unicode": "holds half a character, which can't be written; type it anew",
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
}
_DATES = "write a day such as 2018-03-08"


@dataclass(frozen=True, slots=True)
class Found:
    """A fault with its place in words, such as `facts › s02e07-director › claims › no. 1 › source`."""

    location: Location
    place: str
    words: str


class Findings:
    """The faults of a pack's table. Of more than `most` the rest is only counted, so that a bad file costs little."""

    def __init__(self, table: Mapping[str, object], most: int | None = None) -> None:
        self._table = table
        self._most = most
        self.faults: list[Found] = []
        self.count = 0

    def tell(self, location: Location, words: str) -> None:
        """Note a fault; its place is named by what stands in the table now."""
        self.count += 1
        if self._most is None or len(self.faults) < self._most:
            self.faults.append(Found(location, _place(location, self._table), in_print(words, 300)))

    def tell_all(self, error: ValidationError, at: Location = ()) -> None:
        """Note what pydantic says of the value at this location."""
        for fault in error.errors(include_url=False, include_input=False, include_context=False):
            self.tell((*at, *fault["loc"]), _in_words(fault["type"], fault["msg"]))


def _in_words(kind: str, words: str) -> str:
    if kind.startswith(("date_", "datetime_")):
        return _DATES
    return _WORDS.get(kind, words.removeprefix("Value error, "))


def _place(location: Location, table: Mapping[str, object]) -> str:
    return " › ".join(in_print(step, 90) for step in _steps(location, table)) or "the pack"


def in_print(text: str, length: int) -> str:
    """A file's own words as a message can hold them: of at most this length, without what can't be printed."""
    text = "".join(character if character.isprintable() else "�" for character in text[: length + 1])
    return text if len(text) <= length else f"{text[: length - 1]}…"


def _steps(location: Location, table: Mapping[str, object]) -> Iterator[str]:
    here: object = table
    for step in location:
        here = inside(here, step)
        yield _named(step, here)


def inside(container: object, step: int | str) -> object:
    """What stands at a key or index, be the container a file's table or list or a checked entry; None for nothing."""
    if isinstance(container, Mapping):
        return cast(Mapping[object, object], container).get(step)
    if isinstance(container, BaseModel):
        return getattr(container, str(step), None)
    if isinstance(container, list | tuple) and isinstance(step, int):
        entries = cast(list[object] | tuple[object, ...], container)
        return entries[step] if step < len(entries) else None
    return None


def _named(step: int | str, entry: object) -> str:
    """Entries of a list go by their own names."""
    if isinstance(step, str):
        return step
    for key in ("id", "code", "number"):
        name = inside(entry, key)
        if isinstance(name, str | int | EpisodeCode):
            return str(name)
    return f"no. {step + 1}"

"""Finds the row that names a table's columns, if there is one."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from bot.packs.any_table.values import codes_of, looks_like_address, looks_like_date

_HIGHEST = 10
_NUMBER = re.compile(r"[-+]?[\d.,]*\d[\d.,]*\s*%?")
_LONGEST_NAME = 80


@dataclass(frozen=True, slots=True)
class Header:
    """Where the names of the columns are: the index of a row, or None if the first row is already data."""

    index: int | None
    known: int


def find_header(rows: Sequence[Sequence[str]], is_known: Callable[[str], bool]) -> Header:
    """Return the first row whose cells can be names of columns, most of them known.

    It may have headings above it, which are much shorter. `is_known` says whether a text is a column's name.
    """
    first = rows[:_HIGHEST]
    known = [sum(map(is_known, row)) for row in first]
    for index, row in enumerate(first):
        # A single known name may be in any row: a title, a heading, somebody's name.
        enough = known[index] > 1 or (known[index] and len(_filled(row)) == 1)
        if enough and not any(map(_is_data, row)) and all(_is_heading(above, row) for above in first[:index]):
            return Header(index, known[index])
    is_data = known[0] < 2 and any(map(_is_data, first[0]))
    return Header(None, 0) if is_data else Header(0, known[0])


def _filled(row: Sequence[str]) -> list[str]:
    return [cell for cell in row if cell]


def _is_heading(above: Sequence[str], names: Sequence[str]) -> bool:
    return 2 * len(_filled(above)) <= len(_filled(names))


def _is_data(cell: str) -> bool:
    """Return whether a cell holds what a name of a column never is: a number, a day, an episode's code, a sentence."""
    if not cell or len(cell) > _LONGEST_NAME:
        return bool(cell)
    is_value = _NUMBER.fullmatch(cell) or looks_like_date(cell) or codes_of(cell) or looks_like_address(cell)
    return bool(is_value)

"""Guesses what a table's columns mean from their names and from their cells."""

import re
from collections.abc import Callable, Sequence
from itertools import pairwise

from bot.domain.names import fold
from bot.packs.any_table.reading import Table
from bot.packs.any_table.values import (
    codes_of,
    is_blank,
    is_special,
    looks_like_address,
    looks_like_date,
    numbers_of,
    season_of,
)
from bot.packs.any_table.words import SEVERAL, Meaning, is_left_alone, job_of, jobs_in, meanings_by_name, plain

_SAMPLE = 200


class Guess:
    """The meanings of a table's columns, as their names and cells suggest them."""

    def __init__(self, table: Table) -> None:
        self._columns = table.columns
        self._cells = [_sample(table, index) for index in range(len(table.columns))]
        self._found: list[Meaning | None] = [None] * len(table.columns)

    def run(self) -> list[Meaning | None]:
        """Return the meaning of each column; None for one that is not understood."""
        possible = [meanings_by_name(name) for name in self._columns]
        # Columns that can mean only one thing are settled before those that can mean several.
        for index in sorted(range(len(possible)), key=lambda index: len(possible[index])):
            if plain(self._columns[index]) != fold("name"):
                self._found[index] = self._choose(index, possible[index])
        self._name_columns()
        self._by_content()
        return self._found

    def _choose(self, index: int, possible: Sequence[Meaning]) -> Meaning | None:
        free = [meaning for meaning in possible if meaning in SEVERAL or meaning not in self._found]
        if len(possible) == 1:
            return free[0] if free else None
        return next((meaning for meaning in free if self._fits(index, meaning)), None)

    def _fits(self, index: int, meaning: Meaning) -> bool:
        test = _TESTS.get(meaning)
        cells = self._cells[index]
        return test is None or not cells or 2 * sum(map(test, cells)) >= len(cells)

    def _name_columns(self) -> None:
        """Settle columns called "name": people if there are jobs or roles beside them, otherwise episode titles."""
        for index, name in enumerate(self._columns):
            if plain(name) != fold("name"):
                continue
            beside = {Meaning.JOB, Meaning.CHARACTER} & set(self._found)
            meaning = Meaning.PERSON if beside or Meaning.TITLE in self._found else Meaning.TITLE
            taken = meaning in self._found or (meaning is Meaning.PERSON and Meaning.ACTOR in self._found)
            self._found[index] = None if taken else meaning

    def _by_content(self) -> None:
        open_columns = [
            index
            for index, meaning in enumerate(self._found)
            if meaning is None and self._cells[index] and not is_left_alone(self._columns[index])
        ]
        if Meaning.CODE not in self._found and Meaning.NUMBER not in self._found:
            self._only(open_columns, Meaning.CODE, lambda cell: bool(codes_of(cell)))
        if not {Meaning.AIRED, Meaning.PUBLISHED} & set(self._found):
            self._only(open_columns, Meaning.AIRED, looks_like_date)
        if Meaning.CODE not in self._found:
            self._small_numbers([index for index in open_columns if self._found[index] is None])

    def _only(self, columns: Sequence[int], meaning: Meaning, test: Callable[[str], bool]) -> None:
        """Give the meaning to the column whose cells all pass the test; to none if there are several."""
        fitting = [index for index in columns if all(map(test, self._cells[index]))]
        if len(fitting) == 1:
            self._found[fitting[0]] = meaning

    def _small_numbers(self, columns: Sequence[int]) -> None:
        """Recognise seasons and episodes by how they count: seasons rise slowly, episodes restart with each season."""
        numbers = {index: _whole(self._cells[index]) for index in columns}
        counting = [index for index, values in numbers.items() if _counts(values)]
        if Meaning.SEASON not in self._found:
            seasons = [index for index, values in numbers.items() if _climbs(values)]
            if len(seasons) != 1 or (not counting and Meaning.NUMBER not in self._found):
                return
            self._found[seasons[0]] = Meaning.SEASON
        if Meaning.NUMBER not in self._found and len(counting) == 1:
            self._found[counting[0]] = Meaning.NUMBER


def _sample(table: Table, index: int) -> list[str]:
    return [row.cells[index] for row in table.rows if not is_blank(row.cells[index])][:_SAMPLE]


def _whole(cells: Sequence[str]) -> list[int]:
    found = [re.fullmatch(r"(\d{1,3})(?:\.0+)?", cell) for cell in cells]
    return [int(number[1]) for number in found if number] if all(found) else []


def _counts(values: Sequence[int]) -> bool:
    """Return whether each number follows the one before, and they restart from 1 at least once."""
    steps = list(pairwise(values))
    return len(values) > 2 and values[0] == 1 == min(values) and values.count(1) > 1 and all(
        after in (before + 1, 1) for before, after in steps
    )  # fmt: skip


def _climbs(values: Sequence[int]) -> bool:
    """Return whether each number equals the one before or is one higher, and most are equal."""
    steps = [after - before for before, after in pairwise(values)]
    return len(values) > 2 and values[0] in (0, 1) and set(steps) <= {0, 1} and 2 * steps.count(0) >= len(steps)


_TESTS: dict[Meaning, Callable[[str], bool]] = {
    Meaning.SEASON: lambda cell: season_of(cell) is not None,
    Meaning.NUMBER: lambda cell: is_special(cell) or bool(numbers_of(cell)),
    Meaning.CODE: lambda cell: is_special(cell) or bool(codes_of(cell)),
    Meaning.AIRED: lambda cell: any(character.isdecimal() for character in cell),
    Meaning.JOB: lambda cell: any(map(job_of, jobs_in(cell))),
    Meaning.URL: lambda cell: looks_like_address(cell) or cell.startswith("www."),
}

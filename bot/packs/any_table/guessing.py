"""Guessing what a table's columns mean, by their names and by what is in them."""

import re
from collections.abc import Callable, Sequence
from itertools import pairwise

from bot.domain.names import fold
from bot.packs.any_table.reading import Table
from bot.packs.any_table.values import codes_of, is_blank, is_special, looks_like_date, numbers_of, season_of
from bot.packs.any_table.words import SEVERAL, Meaning, is_left_alone, job_of, jobs_in, meanings_by_name, plain

_SAMPLE = 200


class Guess:
    """The meanings of a table's columns as their names and their cells suggest them."""

    def __init__(self, table: Table) -> None:
        self._columns = table.columns
        self._cells = [_sample(table, place) for place in range(len(table.columns))]
        self._found: list[Meaning | None] = [None] * len(table.columns)

    def run(self) -> list[Meaning | None]:
        possible = [meanings_by_name(name) for name in self._columns]
        # What can mean one thing alone is settled before what may mean several.
        for place in sorted(range(len(possible)), key=lambda place: len(possible[place])):
            if plain(self._columns[place]) != fold("name"):
                self._found[place] = self._choose(place, possible[place])
        self._name_columns()
        self._by_content()
        return self._found

    def _choose(self, place: int, possible: Sequence[Meaning]) -> Meaning | None:
        free = [one for one in possible if one in SEVERAL or one not in self._found]
        if len(possible) == 1:
            return free[0] if free else None
        return next((one for one in free if self._fits(place, one)), None)

    def _fits(self, place: int, meaning: Meaning) -> bool:
        test = _TESTS.get(meaning)
        cells = self._cells[place]
        return test is None or not cells or 2 * sum(map(test, cells)) >= len(cells)

    def _name_columns(self) -> None:
        """A column called "name" holds people beside their jobs or roles, and else the episodes' titles."""
        for place, name in enumerate(self._columns):
            if plain(name) != fold("name"):
                continue
            beside = {Meaning.JOB, Meaning.CHARACTER} & set(self._found)
            meaning = Meaning.PERSON if beside or Meaning.TITLE in self._found else Meaning.TITLE
            taken = meaning in self._found or (meaning is Meaning.PERSON and Meaning.ACTOR in self._found)
            self._found[place] = None if taken else meaning

    def _by_content(self) -> None:
        open_columns = [
            place
            for place, meaning in enumerate(self._found)
            if meaning is None and self._cells[place] and not is_left_alone(self._columns[place])
        ]
        if Meaning.CODE not in self._found and Meaning.NUMBER not in self._found:
            self._only(open_columns, Meaning.CODE, lambda cell: bool(codes_of(cell)))
        if not {Meaning.AIRED, Meaning.PUBLISHED} & set(self._found):
            self._only(open_columns, Meaning.AIRED, looks_like_date)
        if Meaning.CODE not in self._found:
            self._small_numbers([place for place in open_columns if self._found[place] is None])

    def _only(self, places: Sequence[int], meaning: Meaning, test: Callable[[str], bool]) -> None:
        """Give the meaning to the one column whose cells all pass the test; not where there are several."""
        fitting = [place for place in places if all(map(test, self._cells[place]))]
        if len(fitting) == 1:
            self._found[fitting[0]] = meaning

    def _small_numbers(self, places: Sequence[int]) -> None:
        """Seasons and numbers by the way they count: one goes up by and by, the other begins anew with it."""
        numbers = {place: _whole(self._cells[place]) for place in places}
        counting = [place for place, values in numbers.items() if _counts(values)]
        if Meaning.SEASON not in self._found:
            seasons = [place for place, values in numbers.items() if _climbs(values)]
            if len(seasons) != 1 or (not counting and Meaning.NUMBER not in self._found):
                return
            self._found[seasons[0]] = Meaning.SEASON
        if Meaning.NUMBER not in self._found and len(counting) == 1:
            self._found[counting[0]] = Meaning.NUMBER


def _sample(table: Table, place: int) -> list[str]:
    return [row.cells[place] for row in table.rows if not is_blank(row.cells[place])][:_SAMPLE]


def _whole(cells: Sequence[str]) -> list[int]:
    found = [re.fullmatch(r"(\d{1,3})(?:\.0+)?", cell) for cell in cells]
    return [int(one[1]) for one in found if one] if all(found) else []


def _counts(values: Sequence[int]) -> bool:
    """Whether each number follows the one before, and they begin anew with 1 at least once."""
    steps = list(pairwise(values))
    return len(values) > 2 and values[0] == 1 == min(values) and values.count(1) > 1 and all(
        after in (before + 1, 1) for before, after in steps
    )  # fmt: skip


def _climbs(values: Sequence[int]) -> bool:
    """Whether each number is the one before or the next, most of them the one before."""
    steps = [after - before for before, after in pairwise(values)]
    return len(values) > 2 and values[0] in (0, 1) and set(steps) <= {0, 1} and 2 * steps.count(0) >= len(steps)


def _is_address(cell: str) -> bool:
    return cell.startswith(("https://", "http://", "www."))


_TESTS: dict[Meaning, Callable[[str], bool]] = {
    Meaning.SEASON: lambda cell: season_of(cell) is not None,
    Meaning.NUMBER: lambda cell: is_special(cell) or bool(numbers_of(cell)),
    Meaning.CODE: lambda cell: is_special(cell) or bool(codes_of(cell)),
    Meaning.AIRED: lambda cell: any(character.isdecimal() for character in cell),
    Meaning.JOB: lambda cell: any(map(job_of, jobs_in(cell))),
    Meaning.URL: _is_address,
}

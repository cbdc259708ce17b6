"""Guesses what a table's columns mean from their names and from their cells."""

import re
from collections.abc import Callable, Sequence
from itertools import pairwise

from bot.packs.any_table.codes import CodeColumn
from bot.packs.any_table.counting import Counting
from bot.packs.any_table.doubts import Doubt
from bot.packs.any_table.jobs import job_of, jobs_in
from bot.packs.any_table.naming import is_left_alone, meanings_by_name, plain
from bot.packs.any_table.reading import Table
from bot.packs.any_table.values import (
    is_blank,
    is_special,
    looks_like_address,
    looks_like_date,
    numbers_of,
    season_of,
)
from bot.packs.any_table.words import SEVERAL, Meaning

_SAMPLE = 200
_NAMES_OF_SOMETHING = (Meaning.TITLE, Meaning.PERSON)


_OFTEN_ELSE = (Meaning.JOB, Meaning.CODE)
"""What a "type" or a "code" often does not hold."""
_PLURAL = frozenset({"episodes", "folgen"})
"""Names of columns that often hold how many episodes there are."""


class Guess:
    """The meanings of a table's columns, as their names and cells suggest them.

    `given` are the meanings that a person has given, by column. `whole_season` says that a person named the season of
    all rows. After `run`, `doubts` are the guesses that may be wrong.
    """

    def __init__(self, table: Table, given: dict[int, Meaning], taken: set[Meaning], *, whole_season: bool) -> None:
        self._table = table
        self._columns = table.columns
        self._cells = [_sample(table, index) for index in range(len(table.columns))]
        self._found: list[Meaning | None] = [given.get(index) for index in range(len(table.columns))]
        self._given = given
        self._taken = taken | set(given.values())
        self._whole_season = whole_season
        self.doubts: list[Doubt] = []

    def run(self) -> list[Meaning | None]:
        """Return the meaning of each column; None for one that is not understood."""
        possible = [() if index in self._given else self._allowed(index) for index in range(len(self._columns))]
        # Columns that can mean only one thing are settled before those that can mean several.
        self._titles(possible)
        for index in sorted(range(len(possible)), key=lambda index: len(possible[index])):
            if self._found[index] is None and possible[index] and not set(possible[index]) <= set(_NAMES_OF_SOMETHING):
                self._found[index] = self._choose(index, possible[index])
        self._names(possible)
        self._by_content()
        self._codes_in_numbers()
        if Meaning.NUMBER not in self._taken and Meaning.CODE not in self._found:
            self._numbers(possible)
        return self._found

    def _allowed(self, index: int) -> tuple[Meaning, ...]:
        name = self._columns[index]
        if plain(name) in _PLURAL and all(cell.isdecimal() for cell in self._cells[index]):
            return ()
        return tuple(meaning for meaning in meanings_by_name(name) if meaning not in self._taken)

    def _choose(self, index: int, possible: Sequence[Meaning]) -> Meaning | None:
        free = [meaning for meaning in possible if meaning in SEVERAL or meaning not in self._found]
        if len(possible) == 1 and possible[0] not in _OFTEN_ELSE:
            return free[0] if free else None
        return next((meaning for meaning in free if self._fits(index, meaning)), None)

    def _fits(self, index: int, meaning: Meaning) -> bool:
        cells = self._cells[index]
        if meaning is Meaning.CODE:
            column = CodeColumn(cells)
            return not cells or 2 * sum(is_special(cell) or bool(column.read(cell)) for cell in cells) >= len(cells)
        test = _TESTS.get(meaning)
        return test is None or not cells or 2 * sum(map(test, cells)) >= len(cells)

    def _titles(self, possible: Sequence[Sequence[Meaning]]) -> None:
        """Settle columns of titles. If one of several has the same in all rows, it is the show's."""
        columns = [index for index, meanings in enumerate(possible) if meanings[:1] == (Meaning.TITLE,)]
        for index in columns:
            if len(columns) > 1 and self._is_one_name(index):
                self._found[index] = Meaning.SHOW if self._is_free(Meaning.SHOW) else None
            elif possible[index] == (Meaning.TITLE,) and self._is_free(Meaning.TITLE):
                self._found[index] = Meaning.TITLE

    def _names(self, possible: Sequence[Sequence[Meaning]]) -> None:
        """Settle columns called "name", which may hold the episode's or a person's."""
        columns = [index for index, meanings in enumerate(possible) if meanings and self._found[index] is None]
        columns = [index for index in columns if set(possible[index]) <= set(_NAMES_OF_SOMETHING)]
        beside = {Meaning.JOB, Meaning.CHARACTER} & set(self._found)
        for index in sorted(columns, key=lambda index: len(possible[index])):
            is_person = Meaning.PERSON in possible[index] and (
                bool(beside) or Meaning.TITLE in self._found or Meaning.TITLE not in possible[index]
            )
            meaning = Meaning.PERSON if is_person else Meaning.TITLE
            taken = not self._is_free(meaning) or (meaning is Meaning.PERSON and Meaning.ACTOR in self._found)
            self._found[index] = None if taken else meaning

    def _is_free(self, meaning: Meaning) -> bool:
        return meaning not in self._found and meaning not in self._taken

    def _is_one_name(self, index: int) -> bool:
        return len(self._cells[index]) > 2 and len(set(self._cells[index])) == 1

    def _by_content(self) -> None:
        open_columns = [
            index
            for index, meaning in enumerate(self._found)
            if meaning is None and self._cells[index] and not is_left_alone(self._columns[index])
        ]
        if self._is_free(Meaning.CODE) and self._is_free(Meaning.NUMBER):
            self._only(open_columns, Meaning.CODE, lambda cell: bool(CodeColumn([cell]).read(cell)))
        if self._is_free(Meaning.AIRED) and self._is_free(Meaning.PUBLISHED):
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
        if self._is_free(Meaning.SEASON) and not self._whole_season:
            seasons = [index for index, values in numbers.items() if _climbs(values)]
            if len(seasons) != 1 or (not counting and Meaning.NUMBER not in self._found):
                return
            self._found_by_numbers(seasons[0], Meaning.SEASON)
        if self._is_free(Meaning.NUMBER) and len(counting) == 1:
            self._found_by_numbers(counting[0], Meaning.NUMBER)

    def _found_by_numbers(self, index: int, meaning: Meaning) -> None:
        self._found[index] = meaning
        name, what = self._columns[index], "season" if meaning is Meaning.SEASON else "episode's number"
        words = f"“{name}” is taken for the {what} because of how its numbers rise. If that is right, add "
        self.doubts.append(Doubt(f'{words}--map {meaning}="{name}".', meaning))

    def _codes_in_numbers(self) -> None:
        """Take numbers such as 101 for codes if no column has the season, or if they begin with it."""
        if self._whole_season or Meaning.NUMBER not in self._found or not self._is_free(Meaning.CODE):
            return
        index = self._found.index(Meaning.NUMBER)
        column = CodeColumn(self._cells[index])
        if Meaning.SEASON in self._found and not self._begins_with_season(index, column):
            return
        if index not in self._given and column.form:
            self._found[index] = Meaning.CODE
            name = self._columns[index]
            if column.doubtful:
                words = (
                    f"“{name}”: {column.doubtful} is read as {column.read(column.doubtful)[0]}. If that is right, add "
                )
                self.doubts.append(Doubt(f'{words}--map code="{name}".', Meaning.CODE))

    def _begins_with_season(self, index: int, column: CodeColumn) -> bool:
        season = self._found.index(Meaning.SEASON)
        pairs = [(season_of(row.cells[season]), column.read(row.cells[index])) for row in self._table.rows]
        return all(codes[0].season == number for number, codes in pairs if codes) and column.doubtful is None

    def _numbers(self, possible: Sequence[Sequence[Meaning]]) -> None:
        """Choose the number in the season among columns of numbers, and tell it from one across all seasons."""
        counting = Counting(self._table, self._found, possible, whole_season=self._whole_season)
        number, overall = counting.choose()
        for index, meaning in enumerate(self._found):
            if meaning in (Meaning.NUMBER, Meaning.OVERALL) and index not in self._given:
                self._found[index] = None
        if number is not None:
            self._found[number] = Meaning.NUMBER
        if overall is not None and self._is_free(Meaning.OVERALL):
            self._found[overall] = Meaning.OVERALL
        self.doubts += counting.doubts(number, overall)


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


def _is_season(cell: str) -> bool:
    return season_of(cell) is not None


_TESTS: dict[Meaning, Callable[[str], bool]] = {
    Meaning.SHOW: lambda cell: not _is_season(cell),
    Meaning.SEASON: _is_season,
    Meaning.NUMBER: lambda cell: is_special(cell) or bool(numbers_of(cell)),
    Meaning.OVERALL: lambda cell: bool(numbers_of(cell)),
    Meaning.TITLE: lambda cell: not (looks_like_date(cell) or re.fullmatch(r"[\d.,/ -]+", cell)),
    Meaning.AIRED: lambda cell: any(character.isdecimal() for character in cell),
    Meaning.JOB: lambda cell: any(map(job_of, jobs_in(cell))),
    Meaning.URL: lambda cell: looks_like_address(cell) or cell.startswith("www."),
}

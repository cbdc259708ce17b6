"""Tells a number within the season from one that runs through all seasons: by how it goes on where a season begins."""

from collections.abc import Sequence
from itertools import pairwise

from bot.packs.any_table.doubts import Doubt
from bot.packs.any_table.reading import Table
from bot.packs.any_table.values import is_blank, numbers_of, season_of, value_of
from bot.packs.any_table.words import Meaning

_LONG = 30
"""Few seasons have more episodes than this."""
_NUMBERS = (Meaning.NUMBER, Meaning.OVERALL)


class Counting:
    """The columns of numbers in a table, and where each season begins in them."""

    def __init__(
        self,
        table: Table,
        found: Sequence[Meaning | None],
        possible: Sequence[Sequence[Meaning]],
        *,
        whole_season: bool,
    ) -> None:
        self._table = table
        self._found = found
        self._columns = [
            index
            for index, meanings in enumerate(possible)
            if found[index] in _NUMBERS or (found[index] is None and set(_NUMBERS) & set(meanings))
        ]
        self._has_season = whole_season or Meaning.SEASON in found
        self._seasons = self._read_seasons()
        self._counts: dict[int, int] = {}
        self._ranges = {index: self._ranges_of(index) for index in self._columns}

    def choose(self) -> tuple[int | None, int | None]:
        """Return the columns with the number in the season, and with the one across all seasons; None where none is."""
        if not self._has_season:
            return self._first(Meaning.NUMBER), self._first(Meaning.OVERALL)
        named = [index for index in self._columns if self._found[index] is not Meaning.OVERALL]
        within = [index for index in named if self._ranges[index] and not self.runs_through(index)]
        within.sort(key=lambda index: (self._begins(index), self._found[index] is not Meaning.NUMBER, index))
        unreadable = [index for index in named if not self._ranges[index] and self._found[index] is Meaning.NUMBER]
        number = next(iter([*within, *unreadable]), None)
        others = [index for index in self._columns if index != number and self._ranges[index]]
        others.sort(key=lambda index: self._found[index] is not Meaning.OVERALL)
        return number, others[0] if others else None

    def runs_through(self, index: int) -> bool:
        """Return whether each season's numbers in a column go on from those of the season before."""
        ranges = self._ranges[index]
        return self._rises(index) and 2 * self._counts[index] > max(last for _, last in ranges.values())

    def _rises(self, index: int) -> bool:
        ranges = self._ranges[index]
        steps = list(pairwise(ranges[season] for season in sorted(ranges)))
        return bool(steps) and all(after[0] > before[1] for before, after in steps)

    def _may_run_through(self, index: int) -> bool:
        """Return whether a column with few of the episodes may number all seasons, as far as it shows."""
        ranges = self._ranges[index]
        is_far = len(ranges) > 2 or max((last for _, last in ranges.values()), default=0) > _LONG
        return self._rises(index) and is_far

    def doubts(self, number: int | None, overall: int | None) -> list[Doubt]:
        """Return what may be wrong about the choice."""
        if number is not None and self._may_run_through(number):
            name = self._table.columns[number]
            return [
                Doubt(
                    f"The numbers in “{name}” rise from season to season. If they start again with each season, add "
                    f'--map episode="{name}"; if they run through all seasons, add --map overall="{name}".',
                    Meaning.NUMBER,
                )
            ]
        if number is not None or overall is None or not self._has_season:
            return []
        name, ranges = self._table.columns[overall], self._ranges[overall]
        season = max(ranges)
        first = ranges[season][0]
        return [
            Doubt(
                f"The numbers in “{name}” run through all seasons, so the episodes are counted from each season's "
                f'first: no. {first} is read as S{season:02}E01. If that is right, add --map overall="{name}"; if '
                f'it is episode {first} of its season, add --map episode="{name}".',
                Meaning.OVERALL,
            )
        ]

    def _first(self, meaning: Meaning) -> int | None:
        return self._found.index(meaning) if meaning in self._found else None

    def _begins(self, index: int) -> int:
        return min(first for first, _ in self._ranges[index].values())

    def _read_seasons(self) -> list[int | None]:
        if Meaning.SEASON not in self._found:
            return [1] * len(self._table.rows)
        index = self._found.index(Meaning.SEASON)
        seasons: list[int | None] = []
        for row in self._table.rows:
            cell = value_of(row.cells[index])
            above = seasons[-1] if seasons else None
            seasons.append(season_of(cell) if cell else above)
        return seasons

    def _ranges_of(self, index: int) -> dict[int, tuple[int, int]]:
        """Return the lowest and the highest number in each season; specials count for nothing."""
        ranges: dict[int, tuple[int, int]] = {}
        distinct: set[int] = set()
        for row, season in zip(self._table.rows, self._seasons, strict=True):
            cell = row.cells[index]
            if season and not is_blank(cell) and (numbers := numbers_of(value_of(cell))):
                low, high = ranges.get(season, (numbers[0], numbers[-1]))
                ranges[season] = min(low, numbers[0]), max(high, numbers[-1])
                distinct.update(numbers)
        self._counts[index] = len(distinct)
        return ranges

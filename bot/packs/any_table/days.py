"""Reads the dates of a column. Which comes first, the day or the month, is the same in all of its cells."""

import re
from collections.abc import Sequence
from datetime import date, timedelta
from enum import StrEnum
from functools import cache, lru_cache
from itertools import pairwise
from typing import Any

from dateparser.date import DateDataParser

from bot.domain.dates import PartialDate
from bot.packs.any_table.values import DAY_OF_TIME, NUMBERS, WORDED, YEAR_FIRST, is_blank, without_notes

_BESIDE = re.compile(r"(?:\s*\(\d{4}-\d{2}-\d{2}\))+$")
"""What a table copied from a wiki has after a date: the same day again."""
_MONTH_YEAR = re.compile(r"(\d{1,2})[./-](\d{4})")
_TOGETHER = re.compile(r"((?:19|20)\d{2})(0[1-9]|1[0-2])([0-3]\d)")
_SERIAL = re.compile(r"([1-6]\d{4})(?:[.,]\d+)?")
_FIRST_SERIAL = date(1899, 12, 30)
"""Excel counts days from here; its day 60, which there never was, is long before television."""
_LANGUAGES = ["en", "de", "fr", "es", "it", "pt", "nl", "sv", "pl", "ru"]
_MOST_WORDS_ASKED = 300
_FIRST_YEAR = 1900
_LATEST_OF_SHORT = 50
"""A year with two digits is in this century below this, and in the last one from here on."""


class Order(StrEnum):
    """What comes first in 03/04/2018."""

    DAY_FIRST = "day-first"
    MONTH_FIRST = "month-first"


@cache
def _parser() -> DateDataParser:
    """Return the reader of months' names, which takes a while to make."""
    return DateDataParser(
        languages=_LANGUAGES, settings={"STRICT_PARSING": True, "REQUIRE_PARTS": ["day", "month", "year"]}
    )


@lru_cache(maxsize=1000)
def _month_named(word: str) -> int | None:
    read: Any = _parser().get_date_data(f"1 {word} 2000").date_obj
    return read.month if read and (read.year, read.day) == (2000, 1) else None


class DateColumn:
    """The dates of one column.

    The day comes first, unless `order` says otherwise, or the month's place is proven: a second number is over twelve
    and no first number is, or only so do the dates rise from row to row. `ambiguous` is an example from a column that
    proves neither. `serial` is set if the column has days as Excel counts them, `short` is an example of a year with
    two digits.
    """

    def __init__(self, cells: Sequence[str], order: Order | None = None) -> None:
        bare = [_bare(cell) for cell in cells if not is_blank(cell)]
        numbers = [found for cell in bare if (found := NUMBERS.fullmatch(cell))]
        self.serial = bool(bare) and all(map(_SERIAL.fullmatch, bare))
        self.short = next((found[0] for found in numbers if len(found[4]) == 2), None)
        self.month_first, proven = _order(numbers) if order is None else (order is Order.MONTH_FIRST, True)
        doubtful = (found[0] for found in numbers if found[1] != found[3])
        self.ambiguous = None if proven else next(doubtful, None)
        self._months: dict[str, int | None] = {}

    def notes(self) -> list[str]:
        """Return how the dates are read, where that is not plain from each of them."""
        notes: list[str] = []
        if self.month_first:
            notes.append("the month comes first, as its other dates show.")
        if self.serial:
            notes.append("the numbers are days as Excel counts them.")
        if self.short and (day := self._readable(self.short)):
            notes.append(f"{self.short} is {day}; years with two digits are from 1950 to 2049.")
        return notes

    def doubt(self) -> str | None:
        """Return in a sentence which date may be another day, if any may."""
        if self.ambiguous is None or (day := self._readable(self.ambiguous)) is None:
            return None
        return (
            f"{self.ambiguous} could be two different days; it is read with the day first: {day}. If that is right, "
            f"add --dates {Order.DAY_FIRST}, and if not, --dates {Order.MONTH_FIRST}."
        )

    def _readable(self, cell: str) -> PartialDate | None:
        try:
            return self.read(cell)
        except ValueError:
            return None

    def read(self, cell: str) -> PartialDate:
        """Return the date in a cell, as precise as it is written. Raises ValueError with words."""
        read = self._read(_bare(cell))
        if read.first.year < _FIRST_YEAR:
            raise ValueError(f"{cell} is before there was television")
        return read

    def _read(self, cell: str) -> PartialDate:
        if found := DAY_OF_TIME.fullmatch(cell):
            return PartialDate.parse(found[1])
        if found := YEAR_FIRST.fullmatch(cell):
            return _day(cell, int(found[1]), int(found[3]), int(found[4]))
        if found := _TOGETHER.fullmatch(cell):
            return _day(cell, int(found[1]), int(found[2]), int(found[3]))
        if self.serial and (found := _SERIAL.fullmatch(cell)):
            return PartialDate.of_day(_FIRST_SERIAL + timedelta(days=int(found[1])))
        if found := NUMBERS.fullmatch(cell):
            first, second, year = int(found[1]), int(found[3]), _year(found[4])
            if self.month_first:
                return _day(cell, year, first, second, " (the column has the month first)")
            return _day(cell, year, second, first, " (the column has the day first)")
        if found := _MONTH_YEAR.fullmatch(cell):
            return PartialDate.parse(f"{found[2]}-{int(found[1]):02}")
        return self._worded(cell)

    def _worded(self, cell: str) -> PartialDate:
        for form in WORDED:
            found = form.fullmatch(cell)
            month = self._month(found["month"].casefold()) if found else None
            if found is None or month is None:
                continue
            year, parts = _year(found["year"]), found.groupdict()
            return _day(cell, year, month, int(parts["day"])) if "day" in parts else _month_of(year, month)
        try:
            return PartialDate.parse(re.sub(r"\.0+", "", cell).casefold().replace("q", "Q"))
        except ValueError:
            raise ValueError(f"{cell[:40]} can't be read as a date; write one such as 2018-03-08") from None

    def _month(self, word: str) -> int | None:
        """Return the month that a word names in any of the languages. Asks about only so many words per column."""
        if word not in self._months:
            if len(self._months) >= _MOST_WORDS_ASKED:
                return None
            self._months[word] = _month_named(word)
        return self._months[word]


def _order(numbers: Sequence[re.Match[str]]) -> tuple[bool, bool]:
    """Return whether the month comes first, and whether the column proves the order that it is read in."""
    day_first = any(int(found[1]) > 12 for found in numbers)
    month_first = any(int(found[3]) > 12 for found in numbers)
    if day_first or month_first:
        return not day_first, True
    if numbers and all(found[2] == "." for found in numbers):
        return False, True  # where the month comes first, nobody writes dots
    falls = [_falls([(_year(found[4]), int(found[month]), int(found[day])) for found in numbers])
             for month, day in ((3, 1), (1, 3))]  # fmt: skip
    if min(falls) == 0 < max(falls) and len(numbers) > 2:
        return falls[1] == 0, True
    return False, False


def _falls(days: Sequence[tuple[int, int, int]]) -> int:
    return sum(after < before for before, after in pairwise(days))


def _bare(cell: str) -> str:
    return _BESIDE.sub("", without_notes(cell))


def _year(text: str) -> int:
    if len(text) == 4:
        return int(text)
    return int(text) + (2000 if int(text) < _LATEST_OF_SHORT else 1900)


def _month_of(year: int, month: int) -> PartialDate:
    return PartialDate.parse(f"{year:04}-{month:02}")


def _day(cell: str, year: int, month: int, day: int, order: str = "") -> PartialDate:
    try:
        return PartialDate.of_day(date(year, month, day))
    except ValueError:
        raise ValueError(f"{cell} is not a day in the calendar{order}") from None

"""Days as they are named, and the days of the calendar that may be meant."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import MAXYEAR, date, timedelta

from bot.domain.dates import day_in_words
from bot.domain.text import quoted
from bot.errors import BadInput
from bot.language.calendar.lengths import Length
from bot.language.calendar.vocabulary import WEEKDAY_NAMES

_DAY = timedelta(days=1)
_YEARS_TO_LEAP = 8
"""A 29 February comes after eight years at the latest."""


@dataclass(frozen=True, slots=True)
class DayOfYear:
    """A day that every year has, or some years: 25 December; the 3rd Thursday of April (`weekday`); the 40th day.

    `number` counts within the month, from its end if negative; `month` 0 is the whole year.
    """

    month: int
    number: int
    weekday: int | None = None

    def in_year(self, year: int) -> date | None:
        """The day in a year; None if that has none."""
        if self.month == 0:
            day = date(year, 1, 1) + timedelta(days=self.number - 1)
            return day if day.year == year and self.number > 0 else None
        if self.weekday is None:
            return date_of(year, self.month, self.number)
        days = (date_of(year, self.month, number) for number in range(1, 32))
        found = [day for day in days if day and day.weekday() == self.weekday]
        at = self.number - 1 if self.number > 0 else self.number
        return found[at] if -len(found) <= at < len(found) else None


@dataclass(frozen=True, slots=True)
class NamedDay:
    """A day as it was named: by some parts of its date, by its weekday, or by how far from today it is.

    `choices` are the days within a year, where digits may mean two. `is_next`: it is not today.
    """

    year: int | None = None
    choices: tuple[DayOfYear, ...] = ()
    of_month: int | None = None
    weekday: int | None = None
    away: Length | None = None
    is_next: bool = False

    @property
    def is_only_a_weekday(self) -> bool:
        return self.weekday is not None

    @property
    def comes_often(self) -> bool:
        """Whether it comes every week or month, so that one that is over is not meant."""
        return self.weekday is not None or self.of_month is not None

    def coming(self, today: date, text: str) -> Iterator[date]:
        """The days that may be meant, the next first: none of them before today unless it is named so.

        Raises BadInput in words if the digits may mean two days; ValueError or OverflowError if no calendar has it.
        """
        if self.away is not None:
            return iter((self.away.days_after(today),))
        if self.weekday is not None:
            first = today + timedelta(days=(self.weekday - today.weekday() - self.is_next) % 7 + self.is_next)
            return (first + timedelta(weeks=week) for week in range(8))
        if self.of_month is not None:
            return _in_coming_months(self.of_month, today)
        found = dict.fromkeys(day for choice in self.choices for day in self._dates(choice, today))
        if len(found) > 1:
            either = " or ".join(day_in_words(day) for day in found)
            raise BadInput(f"{quoted(text)} may be {either}. Write the month as a word, or the day as 2026-12-01.")
        return iter(found)

    def _dates(self, choice: DayOfYear, today: date) -> list[date]:
        years = (self.year,) if self.year else range(today.year, min(today.year + _YEARS_TO_LEAP + 1, MAXYEAR))
        dates = (day for year in years if (day := choice.in_year(year)))
        return [day for day in dates if self.year or day >= today][:1]


def date_of(year: int, month: int, day: int) -> date | None:
    """The date; None if the calendar has no such day."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _in_coming_months(of_month: int, today: date) -> Iterator[date]:
    first = today.replace(day=1)
    for _ in range(12):
        if (day := date_of(first.year, first.month, of_month)) and day >= today:
            yield day
        first = (first + 31 * _DAY).replace(day=1)


def is_in(month: int, day: int) -> bool:
    """Whether a month has such a day in some year."""
    return date_of(2000, month, day) is not None


def check_weekday(day: date, weekday: int) -> None:
    """Raise BadInput in words unless a day is on this weekday."""
    if day.weekday() != weekday:
        named = WEEKDAY_NAMES[day.weekday()]
        raise BadInput(f"{day_in_words(day)} is a {named}. Name the weekday or the date, or a matching pair.")

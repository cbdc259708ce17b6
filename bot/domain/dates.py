"""Calendar dates as sources give them: sometimes a day, often only a month, a quarter or a year.

Dates are text and have neither hour nor time zone. An imprecise date covers a span of days; it is
never narrowed to one of them.
"""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import lru_cache

MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip

# "Early" and "late" are the first and last quarter; "mid" is all that lies between them.
_PARTS_OF_YEAR = {"early": (1, 3), "mid": (4, 9), "late": (10, 12)}

_FORM = re.compile(
    r"(?:(?P<part>early|mid|late) )?(?P<year>\d{4})"
    r"(?:-(?:Q(?P<quarter>[1-4])|(?P<month>\d{2})(?:-(?P<day>\d{2}))?))?"
)


class Precision(StrEnum):
    """How much of a date is known."""

    DAY = "day"
    MONTH = "month"
    QUARTER = "quarter"
    PART_OF_YEAR = "part of a year"
    YEAR = "year"


@dataclass(frozen=True, slots=True)
class PartialDate:
    """A date with its precision.

    `text` is the canonical form, one of 2018-03-08, 2018-03, 2018-Q1, early 2018, 2018; `first` and `last`
    bound the days that it may mean (both inclusive).
    """

    text: str
    precision: Precision
    first: date
    last: date

    @classmethod
    @lru_cache(maxsize=1024)  # every answer has the same few dates
    def parse(cls, text: str) -> "PartialDate":
        """Read a canonical form. Raises ValueError for anything else, including days that no calendar has."""
        form = _FORM.fullmatch(text)
        if form is None or (form["part"] and len(text.split("-")) > 1):
            raise ValueError(
                f"{text!r} is not a date; write 2018-03-08, 2018-03, 2018-Q1, early 2018, mid 2018, late 2018 or 2018"
            )
        year = int(form["year"])
        if year == 0:
            raise ValueError(f"{text!r} is not a date: there is no year 0")
        if form["day"]:
            try:
                day = date(year, int(form["month"]), int(form["day"]))
            except ValueError as error:
                raise ValueError(f"{text!r} is not a date: {error}") from None
            return cls(text, Precision.DAY, day, day)
        if form["month"]:
            month = int(form["month"])
            if not 1 <= month <= 12:
                raise ValueError(f"{text!r} is not a date: months run from 01 to 12")
            return cls._span(text, Precision.MONTH, year, month, month)
        if form["quarter"]:
            end = 3 * int(form["quarter"])
            return cls._span(text, Precision.QUARTER, year, end - 2, end)
        if form["part"]:
            return cls._span(text, Precision.PART_OF_YEAR, year, *_PARTS_OF_YEAR[form["part"]])
        return cls._span(text, Precision.YEAR, year, 1, 12)

    @classmethod
    def of_day(cls, day: date) -> "PartialDate":
        """The exact date of one day."""
        return cls(day.isoformat(), Precision.DAY, day, day)

    @classmethod
    def _span(cls, text: str, precision: Precision, year: int, month: int, end_month: int) -> "PartialDate":
        last = date(year, end_month, monthrange(year, end_month)[1])
        return cls(text, precision, date(year, month, 1), last)

    @property
    def is_day(self) -> bool:
        """Whether the day itself is known; only then can anything count down to it."""
        return self.precision is Precision.DAY

    def covers(self, other: "PartialDate") -> bool:
        """Whether the other date lies wholly within this one, so that it refines and does not contradict it."""
        return self.first <= other.first and other.last <= self.last

    def agrees_with(self, other: "PartialDate") -> bool:
        """Whether one of the two refines the other."""
        return self.covers(other) or other.covers(self)

    def __str__(self) -> str:
        match self.precision:
            case Precision.DAY:
                return day_in_words(self.first)
            case Precision.MONTH:
                return f"{MONTHS[self.first.month - 1]} {self.first.year:04}"
            case Precision.QUARTER:
                nth = ("first", "second", "third", "fourth")[self.first.month // 3]
                return f"the {nth} quarter of {self.first.year:04}"
            case Precision.PART_OF_YEAR | Precision.YEAR:
                return self.text


def day_in_words(day: date) -> str:
    """A day as every card writes it: 8 March 2018, which no reader can take for the third of August."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year:04}"


def days_in_words(days: int) -> str:
    """How far away a day is: "today", "tomorrow", "in 12 days", "yesterday", "3 days ago"."""
    match days:
        case 0:
            return "today"
        case 1:
            return "tomorrow"
        case -1:
            return "yesterday"
        case _:
            return f"in {days:,} days" if days > 0 else f"{-days:,} days ago"

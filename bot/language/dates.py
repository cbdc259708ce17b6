"""Reading dates as people write them."""

import re
import unicodedata
from datetime import UTC, date, datetime

from dateutil import parser

from bot.domain.dates import PartialDate, day_in_words
from bot.domain.text import escape, quoted
from bot.errors import BadInput

_LONGEST = 40
_FIRST_YEAR = 1900
_WEEKDAY = re.compile(r"\b(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*\b", re.IGNORECASE)
_YEAR = re.compile(r"(?<!\d)\d{4}(?!\d)")
_DEFAULTS = (datetime(2000, 1, 1, tzinfo=UTC), datetime(2001, 2, 2, tzinfo=UTC))


def read_day(text: str, today: date) -> date:
    """The day that a person means: "2016-12-01", "1 Dec 2016"; the last day of "October 2016", "late 2016" or "2016".

    Raises BadInput in words for anything else, and for a day in the future.
    """
    text = text.strip()
    if text.casefold() == "today":
        return today
    span = _span(text)
    # Of a month, quarter or year that is not over, what is known up to today.
    day = today if span.first <= today < span.last else span.last
    if day > today:
        raise BadInput(
            f"{escape(text, _LONGEST)} has not come yet, so nobody knows what will be known then. Name a past day."
        )
    if day.year < _FIRST_YEAR:
        raise BadInput(f"{escape(text, _LONGEST)} is before there was television. Name a day from {_FIRST_YEAR} on.")
    return day


def read_date(text: str) -> PartialDate:
    """A date with the precision that a person gives it: "8 March 2018", "March 2018", "early 2018", "2018-Q1", "2018".

    Raises BadInput in words for anything else.
    """
    # Digits of other scripts, and wide ones, mean the same as 0 to 9.
    text = "".join(str(unicodedata.decimal(char)) if char.isdecimal() else char for char in text)
    read = _span(" ".join(text.split()))
    if read.first.year < _FIRST_YEAR:
        raise BadInput(f"{escape(text, _LONGEST)} is before there was television. Name a day from {_FIRST_YEAR} on.")
    return read


def _span(text: str) -> PartialDate:
    try:
        return PartialDate.parse(text.casefold().replace("q", "Q"))
    except ValueError:
        return _read(text)


def _read(text: str) -> PartialDate:
    days = _days(text)
    if len(days) == 1:
        return PartialDate.of_day(days.pop())
    # The text names a month and a year, but no day.
    if len({(day.year, day.month) for day in days}) == 1:
        day = days.pop()
        return PartialDate.parse(f"{day.year:04}-{day.month:02}")
    raise BadInput(f"{quoted(text, _LONGEST)} is not a day that can be read. Write one such as 2016-12-01.")


def _days(text: str) -> set[date]:
    """What dateutil makes of the text with each of two defaults, which differ in whatever the text leaves out."""
    if len(text) > _LONGEST or text.isdigit() or not _YEAR.search(text):
        return set()
    if _WEEKDAY.search(text) and not re.search(r"(?<!\d)\d{1,2}(?!\d)", text):
        return set()  # "Monday March 2018" names no day
    try:
        day_first, month_first = (
            {parser.parse(text, default=default, dayfirst=first).date() for default in _DEFAULTS}
            for first in (True, False)
        )
    except (ValueError, OverflowError):
        return set()
    if day_first != month_first and len(day_first) == 1:
        either = " or ".join(day_in_words(min(days)) for days in (day_first, month_first))
        raise BadInput(f"{quoted(text)} may be {either}. Write the month as a word, or the day as 2016-12-01.")
    return day_first

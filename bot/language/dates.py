"""Reading dates as people write them."""

import re
import unicodedata
from dataclasses import replace
from datetime import date

from bot.domain.dates import PartialDate
from bot.domain.text import escape, quoted
from bot.errors import BadInput
from bot.language.calendar.days import in_digits, take_date, take_year
from bot.language.calendar.named_days import NamedDay, check_weekday
from bot.language.calendar.tokens import Cursor, Form, plain, tokens
from bot.language.calendar.vocabulary import MONTHS, WEEKDAYS

_LONGEST = 40
_FIRST_YEAR = 1900
_YEAR = re.compile(r"(?<!\d)\d{4}(?!\d)")
# "8-Mar-2018"
_BESIDE_A_MONTH = re.compile(r"(?<=\d)-(?=[a-z])|(?<=[a-z])-(?=\d)")


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
    """A day or a month with its year, as people write them. Raises BadInput unless all of the text is in it."""
    unreadable = BadInput(f"{quoted(text, _LONGEST)} is not a day that can be read. Write one such as 2016-12-01.")
    if len(text) > _LONGEST or text.isdigit() or not _YEAR.search(text):
        raise unreadable
    cursor = Cursor(tokens(_BESIDE_A_MONTH.sub(" ", plain(text))))
    weekday = cursor.one_of(WEEKDAYS)
    if weekday is not None:
        cursor.word(",")
    if day := _day(cursor, text):
        if not cursor.is_done:
            raise unreadable
        if weekday is not None:
            check_weekday(day, weekday)
        return PartialDate.of_day(day)
    month = cursor.one_of(MONTHS) if weekday is None else None
    cursor.word("of")
    year = take_year(cursor) if month else None
    if month is None or year is None or not cursor.is_done:
        raise unreadable
    return PartialDate.parse(f"{year:04}-{month:02}")


def _day(cursor: Cursor, text: str) -> date | None:
    begun = cursor.at
    token = cursor.form(Form.DATE)
    named = in_digits(token) if token else take_date(cursor) or _year_first(cursor)
    if named is None or named.year is None:
        cursor.at = begun
        return None
    return next(named.coming(date.min, text), None)


def _year_first(cursor: Cursor) -> NamedDay | None:
    """Take "2016 oct 1"."""
    year = take_year(cursor)
    named = take_date(cursor) if year else None
    return replace(named, year=year) if named and named.year is None else None

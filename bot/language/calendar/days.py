"""Reading a day as people name it: "tomorrow", "next friday", "the 29th", "25 december", "12/25", "2026-12-01"."""

import re
from dataclasses import dataclass
from datetime import date, timedelta

from bot.language.calendar.lengths import Length
from bot.language.calendar.named_days import DayOfYear, NamedDay, check_weekday, date_of, is_in
from bot.language.calendar.tokens import Cursor, Form, Token
from bot.language.calendar.vocabulary import MONTHS, ORDINALS, WEEKDAYS

_FROM_TODAY = {"today": 0, "tomorrow": 1, "yesterday": -1}
_DAY = timedelta(days=1)


def take_day(cursor: Cursor) -> NamedDay | None:
    """Take a day; None if none is next."""
    begun = cursor.at
    cursor.word("on")
    named = _named(cursor)
    if named is None:
        cursor.at = begun
    return named


def _named(cursor: Cursor) -> NamedDay | None:
    if cursor.words("the", "day", "after", "tomorrow") or cursor.words("day", "after", "tomorrow"):
        return NamedDay(away=Length(days=2))
    if (days := cursor.one_of(_FROM_TODAY)) is not None:
        return NamedDay(away=Length(days=days))
    if token := cursor.form(Form.DATE, Form.DAY_AND_MONTH):
        return in_digits(token)
    if (token := cursor.peek()) and token.form is Form.DECIMAL and (found := in_digits(token)):
        cursor.at += 1
        return found
    return _weekday(cursor) or _counted(cursor) or take_date(cursor) or _of_month(cursor)


def _weekday(cursor: Cursor) -> NamedDay | None:
    begun = cursor.at
    which = cursor.word("next", "this", "coming", "the")
    if which == "the" and not cursor.word("coming"):
        cursor.at = begun
        return None
    weekday = cursor.one_of(WEEKDAYS)
    if weekday is None:
        cursor.at = begun
        return None
    return NamedDay(weekday=weekday, is_next=which == "next")


def _counted(cursor: Cursor) -> NamedDay | None:
    """Take "3rd thursday in april" or "40th day of 2027"."""
    begun = cursor.at
    cursor.word("the")
    if cursor.word("last"):
        number = -1
    else:
        token = cursor.form(Form.ORDINAL)
        number = token.number if token else cursor.one_of(ORDINALS)
    weekday = cursor.one_of(WEEKDAYS)
    is_day = weekday is None and cursor.word("day") is not None
    if number and (weekday is not None or is_day) and cursor.word("in", "of"):
        if is_day and (year := take_year(cursor)):
            return NamedDay(year, (DayOfYear(0, number),))
        if weekday is not None and (month := cursor.one_of(MONTHS)) is not None:
            return NamedDay(take_year(cursor), (DayOfYear(month, number, weekday),))
    cursor.at = begun
    return None


def take_date(cursor: Cursor) -> NamedDay | None:
    """Take a day and a month, with a year or without: "25 december", "dec 25th, 2026", "the 25th of december"."""
    begun = cursor.at
    cursor.word("the")
    if (month := cursor.one_of(MONTHS)) is not None:
        day = take_number_of_day(cursor)
    else:
        day = take_number_of_day(cursor)
        cursor.word("of")
        month = cursor.one_of(MONTHS)
    if day is None or month is None or not is_in(month, day):
        cursor.at = begun
        return None
    return NamedDay(take_year(cursor), (DayOfYear(month, day),))


def take_number_of_day(cursor: Cursor) -> int | None:
    """Take the number of a day within its month: 5, 5th or "fifth"."""
    if (number := cursor.one_of(ORDINALS)) is not None:
        return number
    token = cursor.peek()
    if token is None or token.form not in (Form.ORDINAL, Form.NUMBER) or not 1 <= token.number <= 31:
        return None
    cursor.at += 1
    return token.number


def take_year(cursor: Cursor) -> int | None:
    """Take a year of four digits, with a comma before it or without."""
    token = cursor.peek(1 if cursor.sees((",",)) else 0)
    if token is None or token.form is not Form.NUMBER or not re.fullmatch(r"[1-9]\d{3}", token.text):
        return None
    cursor.word(",")
    cursor.at += 1
    return token.number


def _of_month(cursor: Cursor) -> NamedDay | None:
    begun = cursor.at
    cursor.word("the")
    token = cursor.peek()
    number = take_number_of_day(cursor) if token and (token.form is Form.ORDINAL or token.text in ORDINALS) else None
    if number is None:
        cursor.at = begun
        return None
    return NamedDay(of_month=number)


def in_digits(token: Token) -> NamedDay | None:
    """The day that digits name; None if no calendar has it."""
    numbers = [int(number) for number in re.findall(r"\d+", token.text)]
    if len(numbers) == 3 and re.match(r"\d{4}", token.text):
        year, month, day = numbers
        return NamedDay(year, (DayOfYear(month, day),)) if date_of(year, month, day) else None
    first, second, *rest = numbers
    year = (rest[0] + 2000 if rest[0] < 100 else rest[0]) if rest else None
    both = dict.fromkeys(((second, first), (first, second)))
    choices = tuple(
        DayOfYear(month, day) for month, day in both if (date_of(year, month, day) if year else is_in(month, day))
    )
    return NamedDay(year, choices) if choices else None


@dataclass(frozen=True, slots=True)
class Span:
    """Some days, from the first to the last of them."""

    first: date
    last: date


def take_span(cursor: Cursor, today: date, text: str) -> Span | None:
    """Take a day, a month or a year, none of it before today unless its year is named: "may", "next month", "2027".

    None if none is next. Raises BadInput in words for what may be two days, or a weekday that is not the date's.
    """
    begun = cursor.at
    if day := take_day(cursor):
        if day.is_only_a_weekday:
            cursor.word(",")
            dated = take_day(cursor)
            return _only(dated, today, text, day.weekday) if dated else _only(day, today, text)
        return _only(day, today, text)
    cursor.word("in", "on")
    if cursor.word("next", "the next"):
        found = _next(cursor, today)
    elif (month := cursor.one_of(MONTHS)) is not None:
        year = take_year(cursor) or today.year + (month < today.month)
        found = _month(year, month)
    else:
        year = take_year(cursor)
        found = Span(date(year, 1, 1), date(year, 12, 31)) if year else None
    if found is None:
        cursor.at = begun
    return found


def _only(day: NamedDay, today: date, text: str, weekday: int | None = None) -> Span | None:
    try:
        found = next(day.coming(today, text), None)
    except (ValueError, OverflowError):
        return None
    if found is not None and weekday is not None:
        check_weekday(found, weekday)
    return Span(found, found) if found else None


def _month(year: int, month: int) -> Span:
    first = date(year, month, 1)
    return Span(first, (first + 31 * _DAY).replace(day=1) - _DAY)


def _next(cursor: Cursor, today: date) -> Span | None:
    match cursor.word("month", "year", "week"):
        case "month":
            later = today.replace(day=1) + 31 * _DAY
            return _month(later.year, later.month)
        case "year":
            return Span(date(today.year + 1, 1, 1), date(today.year + 1, 12, 31))
        case "week":
            monday = today + timedelta(days=7 - today.weekday())
            return Span(monday, monday + timedelta(days=6))
        case _:
            return None

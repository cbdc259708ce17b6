"""Reading a length of time: "2 days 3 hours", "1h30m", "half an hour", "1.5 hours"."""

from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction

from dateutil.relativedelta import relativedelta

from bot.language.calendar.tokens import Cursor, Form
from bot.language.calendar.vocabulary import NUMBERS, UNITS, Unit

_SECONDS = {Unit.SECOND: 1, Unit.MINUTE: 60, Unit.HOUR: 3600}
_DAYS = {Unit.DAY: 1, Unit.WEEK: 7, Unit.FORTNIGHT: 14}
_MONTHS = {Unit.MONTH: 1, Unit.QUARTER: 3, Unit.YEAR: 12}


@dataclass(frozen=True, slots=True)
class Length:
    """A length of time; months stay months, since they differ in days.

    `hours`: some of it was given in hours, minutes or seconds.
    """

    months: int = 0
    days: int = 0
    seconds: Fraction = Fraction()
    hours: bool = False

    def __add__(self, other: "Length") -> "Length":
        return Length(
            self.months + other.months,
            self.days + other.days,
            self.seconds + other.seconds,
            self.hours or other.hours,
        )

    @property
    def duration(self) -> timedelta:
        """It all, without its months. Raises OverflowError if nothing lasts that long."""
        return timedelta(days=self.days) + timedelta(seconds=int(self.seconds))

    def days_after(self, day: date) -> date:
        """The day that is its days and months later. Raises ValueError or OverflowError beyond the calendar's end."""
        return day + relativedelta(months=self.months) + timedelta(days=self.days)


def take_length(cursor: Cursor) -> Length | None:
    """Take a length of time, all that belongs to it; None if none is next. No unit comes twice."""
    total: Length | None = None
    seen: set[Unit] = set()
    while True:
        begun = cursor.at
        if total is not None:
            cursor.word(",")
            cursor.word("and")
        taken = _one(cursor)
        if taken is None or taken[1] in seen:
            cursor.at = begun
            return total
        length, unit = taken
        seen.add(unit)
        total = total + length if total else length


def _one(cursor: Cursor) -> tuple[Length, Unit] | None:
    if token := cursor.form(Form.LENGTH):
        unit = UNITS[token.text.lstrip("0123456789")]
        return _length(Fraction(token.number), unit), unit
    if (token := cursor.peek()) and token.form is Form.CLOCK and "h" in token.text:
        cursor.at += 1
        hours, minutes = token.text.split("h")
        return _length(Fraction(int(hours)) + Fraction(int(minutes), 60), Unit.HOUR), Unit.HOUR
    amount = _amount(cursor)
    unit = cursor.one_of(UNITS) if amount is not None else None
    if amount is None or unit is None:
        return None
    if cursor.words("and", "a", "half"):
        amount += Fraction(1, 2)
    whole = amount.denominator == 1 or unit in _SECONDS or unit is Unit.DAY
    return (_length(amount, unit), unit) if whole else None


def _amount(cursor: Cursor) -> Fraction | None:
    if token := cursor.form(Form.NUMBER):
        return Fraction(token.number)
    if token := cursor.form(Form.DECIMAL):
        return Fraction(token.text.rstrip("."))
    if (number := cursor.one_of(NUMBERS)) is not None:
        return Fraction(number)
    if cursor.words("half", "an") or cursor.words("half", "a"):
        return Fraction(1, 2)
    return Fraction(1) if cursor.word("a", "an") else None


def _length(amount: Fraction, unit: Unit) -> Length:
    if unit in _SECONDS:
        return Length(seconds=amount * _SECONDS[unit], hours=True)
    if unit in _MONTHS:
        return Length(months=int(amount) * _MONTHS[unit])
    if amount.denominator > 1:
        return Length(seconds=amount * 86400, hours=True)
    return Length(days=int(amount) * _DAYS[unit])

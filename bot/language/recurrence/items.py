"""Taking the days that a rule names: "every 2 weeks", "the 1st and 3rd friday", "mon-wed", "december 25th"."""

from collections.abc import Callable
from typing import TypeVar

from bot.language.calendar.tokens import Cursor, Form, Token
from bot.language.calendar.vocabulary import MONTHS, NUMBERS, ORDINALS, PLURAL_WEEKDAYS, UNITS, WEEKDAYS, Unit
from bot.language.recurrence.sentence import Dates, Every, Instances, Item, Months, NthWeekday, Weekdays, Weeks
from bot.language.recurrence.words import (
    BEGINNINGS,
    ENDINGS,
    EVERY,
    GROUPS,
    INSTANCES,
    JOINTS,
    OPENERS,
    OTHER,
    REGULARLY,
    TIMES,
    TO,
    WORKING_DAYS,
)

_T = TypeVar("_T")
_DAY_NAMES = {**WEEKDAYS, **PLURAL_WEEKDAYS}
_COUNTED = (
    Unit.SECOND,
    Unit.MINUTE,
    Unit.HOUR,
    Unit.DAY,
    Unit.WEEK,
    Unit.FORTNIGHT,
    Unit.MONTH,
    Unit.QUARTER,
    Unit.YEAR,
)
_LAST_DAY_OF_MONTH = 31


def take_items(cursor: Cursor) -> tuple[Item, ...] | None:
    """Take one phrase that names days or how often they come; None if none is next."""
    begun = cursor.at
    if (regular := cursor.one_of(REGULARLY)) is not None:
        return (Every(*regular),)
    items = _once_a_unit(cursor) if cursor.word("once") else _after_openers(cursor)
    if not items:
        cursor.at = begun
    return items


def _once_a_unit(cursor: Cursor) -> tuple[Item, ...] | None:
    if cursor.word(*EVERY):
        return _after_every(cursor, within=False)
    return _unit(cursor, 1) if cursor.word("a", "per") else None


def _after_openers(cursor: Cursor) -> tuple[Item, ...] | None:
    """Take what "on the", "of every" or "in a" begin, or what needs no such words."""
    within = False
    while opener := _opener(cursor):
        within = within or opener in ("of", "in")
        is_of = opener in ("of", "in") or (within and opener == "the")
        if is_of and (items := _unit_within(cursor, has_article=opener == "the")):
            return items
    if cursor.word(*EVERY):
        return _after_every(cursor, within) or _named(cursor, after_every=True)
    return _named(cursor)


def _unit_within(cursor: Cursor, *, has_article: bool) -> tuple[Item, ...] | None:
    """Take "month" of "of the month", or "a month" of "in a month"."""
    begun = cursor.at
    items = _unit(cursor, 1, within=True) if has_article or cursor.word("a") else None
    if not items:
        cursor.at = begun
    return items


def _opener(cursor: Cursor) -> str | None:
    begun = cursor.at
    if cursor.word("at"):
        if cursor.sees(("the", *GROUPS)):
            return "at"
        cursor.at = begun
        return None
    return cursor.word(*OPENERS)


def take_joint(cursor: Cursor) -> bool:
    """Take what stands between the members of a list: "and", a comma or both."""
    comma = cursor.word(",") is not None
    return cursor.word(*JOINTS) is not None or comma


def _after_every(cursor: Cursor, within: bool) -> tuple[Item, ...] | None:
    begun = cursor.at
    if token := cursor.form(Form.LENGTH):
        return (Every(UNITS[token.text.lstrip("0123456789")], token.number, within),)
    if cursor.word(*OTHER):
        items = _unit(cursor, 2, within=within) or _counted_weekdays(cursor, 2)
    elif (number := _number(cursor)) is not None:
        items = _unit(cursor, number, within=within) or _counted_weekdays(cursor, number)
    elif (number := _ordinal(cursor)) is not None and number > 1:
        items = _unit(cursor, number, within=within)
        # "every 2nd day of the month" is a date, and not every other day.
        last = cursor.parts[cursor.at - 1]
        if items and UNITS.get(last.text) is Unit.DAY and cursor.sees(("of", "in", *EVERY)):
            items = None
    else:
        items = _unit(cursor, 1, within=within)
    if not items:
        cursor.at = begun
    return items


def _number(cursor: Cursor) -> int | None:
    token = cursor.peek()
    if token and token.form is Form.NUMBER and not cursor.sees(MONTHS, 1):
        cursor.at += 1
        return token.number
    return cursor.one_of(NUMBERS)


def _unit(cursor: Cursor, count: int, *, within: bool = False) -> tuple[Item, ...] | None:
    token = cursor.peek()
    unit = UNITS.get(token.text) if token and token.form is Form.WORD and len(token.text) > 1 else None
    if token is None or unit is None or (count == 1 and token.text.endswith("s")):
        return None
    # "week 12" is one of the year, unless times are counted: "every week 3 times".
    if unit in (Unit.DAY, Unit.WEEK) and _is_number(cursor.peek(1)) and not cursor.sees(TIMES, 2):
        return None
    cursor.at += 1
    if unit is Unit.FORTNIGHT:
        return (Every(Unit.WEEK, 2 * count, within),)
    if unit is Unit.QUARTER:
        return (Every(Unit.MONTH, 3 * count, within),)
    return (Every(unit, count, within),)


def _is_number(token: Token | None) -> bool:
    return token is not None and token.form is Form.NUMBER


def _counted_weekdays(cursor: Cursor, count: int) -> tuple[Item, ...] | None:
    """Take "fridays" after "every 3"; of weekdays nobody can say whether weeks or days are counted."""
    if cursor.sees(("weekday", "weekdays")):
        return None
    days = _weekdays(cursor, joins_every=False)
    return (Weekdays(days, count),) if days else None


def _named(cursor: Cursor, *, after_every: bool = False) -> tuple[Item, ...] | None:
    if (days := _weekdays(cursor, joins_every=True)) is not None:
        return (Weekdays(days),)
    return _in_order(cursor, after_every) or _dates(cursor) or _months(cursor) or _numbered(cursor)


def _list(cursor: Cursor, take: Callable[[Cursor], _T | None], *between: str) -> list[_T]:
    """Take a list with commas and "and". What may stand before each further member is taken with it.

    A list that names the same twice is none: one of the two is a slip.
    """
    found: list[_T] = []
    if (first := take(cursor)) is None:
        return found
    found.append(first)
    while True:
        begun = cursor.at
        following = None
        if take_joint(cursor):
            while between and cursor.word(*between):
                pass
            following = take(cursor)
        if following is None:
            cursor.at = begun
            return found if len(set(found)) == len(found) else []
        found.append(following)


def _weekdays(cursor: Cursor, *, joins_every: bool) -> tuple[int, ...] | None:
    between = ("on", "the", *EVERY) if joins_every else ("on", "the")
    found = [day for days in _list(cursor, _some_weekdays, *between) for day in days]
    return tuple(sorted(found)) if found and len(set(found)) == len(found) else None


def _some_weekdays(cursor: Cursor) -> tuple[int, ...] | None:
    if (group := cursor.one_of(GROUPS)) is not None:
        return group
    first = cursor.one_of(_DAY_NAMES)
    if first is None:
        return None
    if cursor.sees(TO) and cursor.sees(_DAY_NAMES, 1):
        cursor.word(*TO)
        last = cursor.one_of(_DAY_NAMES) or 0
        return tuple((first + after) % 7 for after in range((last - first) % 7 + 1))
    return (first,)


def _in_order(cursor: Cursor, after_every: bool) -> tuple[Item, ...] | None:
    """Take ordinals, and what they count: days, weekdays, or the days of a month without another word."""
    places = tuple(_list(cursor, _place, "the", "on"))
    if not places:
        return None
    if cursor.word(*INSTANCES):
        days = _weekdays(cursor, joins_every=False) if cursor.word("of") else None
        return (Instances(places, days),) if days else None
    if cursor.word("weekday", "weekdays"):
        return (Instances(places, WORKING_DAYS),)
    if (day := cursor.one_of(_DAY_NAMES)) is not None:
        return (NthWeekday(places, day, after_every and len(places) == 1),)
    return (Dates(places, are_days=cursor.word("day", "days") is not None),)


def _place(cursor: Cursor) -> int | None:
    """Take one place in an order: "2nd", "last", "2nd to last"."""
    if cursor.word("last"):
        return -1
    if cursor.sees((*BEGINNINGS, *ENDINGS)) and (cursor.sees(("of",), 1) or cursor.peek(1) is None):
        return 1 if cursor.word(*BEGINNINGS) else -1 if cursor.word(*ENDINGS) else None
    number = _ordinal(cursor)
    if number is None:
        return None
    for ending in (("to", "the", "last"), ("to", "last"), ("last",)):
        if cursor.words(*ending):
            return -number
    return number


def _ordinal(cursor: Cursor) -> int | None:
    token = cursor.form(Form.ORDINAL)
    return token.number if token else cursor.one_of(ORDINALS)


def _dates(cursor: Cursor) -> tuple[Item, ...] | None:
    """Take "21 and 31 december"."""
    begun = cursor.at
    numbers = tuple(_list(cursor, _plain_date))
    cursor.word("of")
    month = cursor.one_of(MONTHS) if numbers else None
    if month is None:
        cursor.at = begun
        return None
    return (Dates(numbers), Months((month,)))


def _plain_date(cursor: Cursor) -> int | None:
    token = cursor.peek()
    if token is None or token.form is not Form.NUMBER or not 1 <= token.number <= _LAST_DAY_OF_MONTH:
        return None
    cursor.at += 1
    return token.number


def _months(cursor: Cursor) -> tuple[Item, ...] | None:
    """Take "june and july", or "june 23rd and 24th"."""
    month = cursor.one_of(MONTHS)
    if month is None:
        return None
    if dates := _dates_of_month(cursor):
        return (Months((month,)), Dates(dates))
    months = [*_up_to(cursor, month)]
    while True:
        begun = cursor.at
        following = cursor.one_of(MONTHS) if take_joint(cursor) else None
        if following is None or _date_of_month(cursor) is not None:
            cursor.at = begun
            return (Months(tuple(sorted(months))),) if len(set(months)) == len(months) else None
        months += _up_to(cursor, following)


def _up_to(cursor: Cursor, first: int) -> tuple[int, ...]:
    if not cursor.sees(TO) or not cursor.sees(MONTHS, 1):
        return (first,)
    cursor.word(*TO)
    last = cursor.one_of(MONTHS) or first
    return tuple((first - 1 + after) % 12 + 1 for after in range((last - first) % 12 + 1))


def _dates_of_month(cursor: Cursor) -> tuple[int, ...]:
    return tuple(_list(cursor, _date_of_month, "the"))


def _date_of_month(cursor: Cursor) -> int | None:
    """Take the number of a day after its month, unless it belongs to what follows: "5 times", "25 december"."""
    token = cursor.peek()
    following = cursor.peek(1)
    ahead = following.text if following else ""
    if token is None or ahead in (*TIMES, *UNITS, "of", *MONTHS):
        return None
    return _plain_date(cursor) or _ordinal(cursor)


def _numbered(cursor: Cursor) -> tuple[Item, ...] | None:
    """Take "week 12 and 14" or "day 31"."""
    unit = cursor.word("week", "weeks", "day", "days")
    numbers = tuple(_list(cursor, _count, "week", "day")) if unit else ()
    if not numbers:
        return None
    return (Weeks(numbers),) if unit in ("week", "weeks") else (Dates(numbers, are_days=True),)


def _count(cursor: Cursor) -> int | None:
    token = cursor.form(Form.NUMBER)
    return token.number if token else None

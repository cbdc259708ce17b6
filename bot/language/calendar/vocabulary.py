"""The words in which people name days, hours and lengths of time."""

from dataclasses import dataclass
from enum import StrEnum

from bot.domain.dates import MONTHS as MONTH_NAMES

WEEKDAY_NAMES = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_SHORT_WEEKDAYS = {"tues": 1, "weds": 2, "thur": 3, "thurs": 3}


class Unit(StrEnum):
    """What time is counted in."""

    SECOND = "second"
    MINUTE = "minute"
    HOUR = "hour"
    DAY = "day"
    WEEK = "week"
    FORTNIGHT = "fortnight"
    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"


@dataclass(frozen=True, slots=True)
class PartOfDay:
    """What hours a part of the day has: `hours` on a 24-hour clock; `added` makes 24-hour hours of 12-hour ones.

    Hour 24 is midnight at the day's end.
    """

    hours: range
    added: dict[int, int]


def _added(hours: range, by: int) -> dict[int, int]:
    return {hour: hour + by for hour in hours}


PARTS_OF_DAY = {
    "morning": PartOfDay(range(12), _added(range(1, 12), 0)),
    "afternoon": PartOfDay(range(12, 19), {12: 12, **_added(range(1, 7), 12)}),
    "evening": PartOfDay(range(16, 24), _added(range(4, 12), 12)),
    "night": PartOfDay(range(17, 25), _added(range(5, 13), 12)),
}
NAMED_HOURS = {"noon": 12, "midday": 12, "midnight": 0}

WEEKDAYS = {
    **{name.lower(): number for number, name in enumerate(WEEKDAY_NAMES)},
    **{name[:3].lower(): number for number, name in enumerate(WEEKDAY_NAMES)},
    **_SHORT_WEEKDAYS,
}
PLURAL_WEEKDAYS = {f"{name.lower()}s": number for number, name in enumerate(WEEKDAY_NAMES)}
MONTHS = {
    **{name.lower(): number for number, name in enumerate(MONTH_NAMES, 1)},
    **{name[:3].lower(): number for number, name in enumerate(MONTH_NAMES, 1)},
    "sept": 9,
}
ORDINALS = {
    word: number
    for number, word in enumerate(
        "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth".split(), 1
    )
}
NUMBERS = {
    **{
        word: number
        for number, word in enumerate(
            "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
            "seventeen eighteen nineteen twenty".split(),
            1,
        )
    },
    **{"thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "ninety": 90},
}
UNITS = {
    "s": Unit.SECOND, "sec": Unit.SECOND, "secs": Unit.SECOND, "m": Unit.MINUTE, "min": Unit.MINUTE,
    "mins": Unit.MINUTE, "h": Unit.HOUR, "hr": Unit.HOUR, "hrs": Unit.HOUR, "d": Unit.DAY, "w": Unit.WEEK,
    "wk": Unit.WEEK, "wks": Unit.WEEK, "yr": Unit.YEAR, "yrs": Unit.YEAR,
    **{unit.value: unit for unit in Unit},
    **{f"{unit.value}s": unit for unit in Unit},
}  # fmt: skip

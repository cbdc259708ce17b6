"""What a rule in English is made of: days that are named, and clauses about their beginning, end and exceptions."""

from dataclasses import dataclass, field

from bot.language.calendar.days import Span
from bot.language.calendar.lengths import Length
from bot.language.calendar.named_days import NamedDay
from bot.language.calendar.vocabulary import Unit


@dataclass(frozen=True, slots=True)
class Every:
    """ "every 2 weeks", "monthly", "of the month". `within`: it says of what days are counted, "of every month"."""

    unit: Unit
    count: int = 1
    within: bool = False


@dataclass(frozen=True, slots=True)
class Weekdays:
    """ "mon-wed", "weekdays", "every other friday" (`count` is 2). Days count from 0, Monday."""

    days: tuple[int, ...]
    count: int = 1


@dataclass(frozen=True, slots=True)
class NthWeekday:
    """ "the 1st and 3rd friday", "last friday" (-1). `after_every`: it may also mean every third Friday."""

    places: tuple[int, ...]
    day: int
    after_every: bool = False


@dataclass(frozen=True, slots=True)
class Instances:
    """ "first and last instance of wed and fri", "first weekday": places among all these days of a month."""

    places: tuple[int, ...]
    days: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Dates:
    """ "the 1st and 15th", "last day" (-1). `are_days`: they were called days, which a year has too."""

    numbers: tuple[int, ...]
    are_days: bool = False


@dataclass(frozen=True, slots=True)
class Months:
    """ "in june and july"."""

    months: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Weeks:
    """ "in week 12 and 14" of the year."""

    numbers: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class OneDay:
    """ "1 december 2026", "tomorrow": a single day."""

    day: NamedDay


Item = Every | Weekdays | NthWeekday | Instances | Dates | Months | Weeks | OneDay
Group = tuple[Item, ...]
"""Items that restrict each other. Several groups add up: "on fridays, and on the 1st of the month"."""


@dataclass(slots=True)
class Sentence:
    """A rule in its parts. `ends_before`: the end is when its span begins; `minute` is that of every hour."""

    groups: list[Group] = field(default_factory=list[Group])
    exceptions: list[Group] = field(default_factory=list[Group])
    times: int | None = None
    lasts: Length | None = None
    begins: Span | None = None
    ends: Span | None = None
    ends_with: bool = False
    minute: int | None = None

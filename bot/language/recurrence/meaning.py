"""From the parts of a sentence to a rule, or to the reason why there is none."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, time, timedelta
from typing import TypeVar

from bot.domain.dates import day_in_words
from bot.domain.text import quoted
from bot.errors import BadInput
from bot.language.calendar.lengths import Length
from bot.language.calendar.vocabulary import Unit
from bot.language.recurrence.rrules import EXAMPLES, checked, settled, too_often, unreadable
from bot.language.recurrence.sentence import (
    Dates,
    Every,
    Group,
    Instances,
    Item,
    Months,
    NthWeekday,
    OneDay,
    Sentence,
    Weekdays,
    Weeks,
)
from bot.language.recurrence.text import CODES, RuleText, joined

_T = TypeVar("_T")
_FREQS = {Unit.HOUR: "HOURLY", Unit.DAY: "DAILY", Unit.WEEK: "WEEKLY", Unit.MONTH: "MONTHLY", Unit.YEAR: "YEARLY"}
_ALL_MONTHS = tuple(range(1, 13))
_MOST_EXCEPTIONS = 12
_LAST_DAYS = {Unit.MONTH: 31, Unit.YEAR: 366}


@dataclass(frozen=True, slots=True)
class Asking:
    """What a rule is read for: its text, as errors call it, and the day on which it is written.

    `over_today`: its hour is over on that day.
    """

    text: str
    today: date
    over_today: bool


def meaning(sentence: Sentence, asking: Asking) -> RuleText:
    """The rule that a sentence means. Raises BadInput in words if it means none, or several."""
    group = _one_group(sentence.groups, asking)
    parts = _combined(group, asking)
    if sentence.times is not None:
        parts["COUNT"] = str(sentence.times)
    begins = sentence.begins.first if sentence.begins else None
    if end := _end(sentence, begins, asking):
        if "COUNT" in parts:
            raise BadInput(f"{quoted(asking.text)} ends twice. Say how many times, or until which day.")
        parts["UNTIL"] = f"{end:%Y%m%d}T235959"
    rule = RuleText(parts, begins)
    for exception in sentence.exceptions:
        rule = _without(rule, exception, asking)
    if len(rule.without) + len(rule.without_days) > _MOST_EXCEPTIONS:
        raise BadInput(f"A rule can have {_MOST_EXCEPTIONS} exceptions. Write it in two announcements.")
    return rule


def _one_group(groups: list[Group], asking: Asking) -> Group:
    """The one group of a rule: "1st friday and 2nd tuesday of every month" is one, a weekday and a date are two."""
    if len(groups) == 1:
        return groups[0]
    *earlier, last = groups
    regular = earlier[0][:1] if isinstance(earlier[0][0], Every) and not earlier[0][0].within else ()
    days = [*earlier[0][len(regular) :], *(item for group in earlier[1:] for item in group), last[0]]
    if len(earlier[0]) > len(regular) and all(isinstance(item, NthWeekday) for item in days):
        return tuple(item for group in groups for item in group)
    raise BadInput(f"{quoted(asking.text)} names two rules. Make an announcement for each, such as “every friday”.")


def _combined(group: Group, asking: Asking) -> dict[str, str]:
    """The parts of the RRULE that a group means."""
    every = _only(group, Every, asking)
    months = _only(group, Months, asking)
    days: list[Item] = [item for item in group if not isinstance(item, Every | Months)]
    if every and every.unit in (Unit.SECOND, Unit.MINUTE):
        raise too_often(asking.text)
    if not days:
        parts = _regular(every, months, asking)
    elif all(isinstance(item, NthWeekday) for item in days):
        parts = _nth_weekdays([item for item in days if isinstance(item, NthWeekday)], every, months, asking)
    else:
        parts = _of_days(days, every, months, asking)
    if months:
        parts["BYMONTH"] = _listed(months.months)
    return {name: value for name, value in parts.items() if value and (name, value) != ("INTERVAL", "1")}


def _regular(every: Every | None, months: Months | None, asking: Asking) -> dict[str, str]:
    if every is None or every.within or (months and every.unit not in (Unit.HOUR, Unit.DAY)):
        raise unreadable(asking.text)
    return {"FREQ": _FREQS[every.unit], "INTERVAL": str(every.count)}


def _nth_weekdays(days: list[NthWeekday], every: Every | None, months: Months | None, asking: Asking) -> dict[str, str]:
    one_of_many = len(days) == 1 and days[0].after_every and days[0].places[0] not in (1, -1)
    if one_of_many and not every and not months:
        raise BadInput(
            f"{quoted(asking.text)} may mean every so many weeks, or a day of every month. "
            "Write “every 2 weeks on friday”, or “the 2nd friday of every month”."
        )
    byday = ",".join(f"{place}{CODES[item.day]}" for item in days for place in item.places)
    return {**_of_month_or_year(every, months, asking), "BYDAY": byday}


def _of_month_or_year(every: Every | None, months: Months | None, asking: Asking) -> dict[str, str]:
    """What days are counted in: the month that is named, every month, or every year."""
    unit = every.unit if every else Unit.YEAR if months and len(months.months) == 1 else Unit.MONTH
    if unit not in _LAST_DAYS or (unit is Unit.YEAR and months and len(months.months) > 1):
        raise unreadable(asking.text)
    return {"FREQ": _FREQS[unit], "INTERVAL": str(every.count if every else 1)}


def _of_days(days: list[Item], every: Every | None, months: Months | None, asking: Asking) -> dict[str, str]:
    match days:
        case [Weekdays() as weekdays]:
            return _weekly(weekdays, every, asking)
        case [Dates() as dates]:
            return _on_dates(dates, every, months, asking)
        case [Instances() as instances] if not (every and every.unit is Unit.YEAR):
            unit = Every(Unit.MONTH) if every is None else every
            byday = _listed(CODES[day] for day in instances.days)
            parts = _of_month_or_year(unit, None, asking)
            return {**parts, "BYDAY": byday, "BYSETPOS": _listed(instances.places)}
        case [Weekdays(days=(day,), count=1), Dates(numbers=(number,), are_days=False)] if number > 0 and not every:
            return {"FREQ": "MONTHLY", "BYDAY": CODES[day], "BYMONTHDAY": str(_within(number, 31, asking))}
        case [Weekdays(count=1) as weekdays, Weeks() as weeks] | [Weeks() as weeks, Weekdays(count=1) as weekdays]:
            return _in_weeks(weekdays, weeks, every, months, asking)
        case _:
            raise unreadable(asking.text)


def _weekly(weekdays: Weekdays, every: Every | None, asking: Asking) -> dict[str, str]:
    byday = _listed(CODES[day] for day in weekdays.days)
    count = weekdays.count
    if every and every.unit is Unit.WEEK and not every.within and count == 1:
        count = every.count
    elif every and (every.unit is not Unit.MONTH or not every.within or every.count > 1 or count > 1):
        raise unreadable(asking.text)  # "every friday of the month" is every Friday
    return {"FREQ": "WEEKLY", "INTERVAL": str(count), "BYDAY": byday}


def _on_dates(dates: Dates, every: Every | None, months: Months | None, asking: Asking) -> dict[str, str]:
    parts = _of_month_or_year(every, months, asking)
    of_year = parts["FREQ"] == "YEARLY" and not months
    # "the last day" may be that of the month or of the year; "every year on the 31st" a date or a day of the year.
    if (dates.are_days and not every and not months) or (of_year and not dates.are_days):
        raise unreadable(asking.text)
    numbers = _listed(_within(number, 366 if of_year else 31, asking) for number in dates.numbers)
    return {**parts, "BYYEARDAY" if of_year else "BYMONTHDAY": numbers}


def _in_weeks(
    weekdays: Weekdays, weeks: Weeks, every: Every | None, months: Months | None, asking: Asking
) -> dict[str, str]:
    if months or (every and every.unit is not Unit.YEAR):
        raise unreadable(asking.text)
    numbers = _listed(_within(number, 53, asking) for number in weeks.numbers)
    byday = _listed(CODES[day] for day in weekdays.days)
    return {"FREQ": "YEARLY", "INTERVAL": str(every.count if every else 1), "BYWEEKNO": numbers, "BYDAY": byday}


def _within(number: int, most: int, asking: Asking) -> int:
    if not 1 <= abs(number) <= most:
        raise unreadable(asking.text)
    return number


def _end(sentence: Sentence, begins: date | None, asking: Asking) -> date | None:
    """The last day of a rule; None if it goes on."""
    if sentence.ends:
        if sentence.lasts:
            raise BadInput(f"{quoted(asking.text)} ends twice. Say how long, or until which day.")
        return sentence.ends.last if sentence.ends_with else sentence.ends.first
    if sentence.lasts is None:
        return None
    return _days_later(sentence.lasts, begins or asking.today, asking) - timedelta(
        days=begins is not None or not asking.over_today
    )


def _days_later(length: Length, day: date, asking: Asking) -> date:
    try:
        return length.days_after(day)
    except (ValueError, OverflowError):
        raise unreadable(asking.text) from None


def _without(rule: RuleText, group: Group, asking: Asking) -> RuleText:
    """The rule without the days that an exception names."""
    match group:
        case (OneDay(day=named),):
            try:
                day = next(named.coming(asking.today, asking.text), None)
            except (ValueError, OverflowError):
                day = None
            if day is None:
                raise unreadable(asking.text)
            return replace(rule, without_days=(*rule.without_days, day))
        case (Months(months=months),) if rule.freq != "YEARLY":
            had = tuple(int(month) for month in rule.listed("BYMONTH")) or _ALL_MONTHS
            return rule.changed(BYMONTH=_listed(_left(had, months, asking)))
        case (Weekdays(days=days, count=1),) if had_days := _weekdays_of(rule):
            left = _left(had_days, tuple(CODES[day] for day in days), asking)
            return rule.changed(FREQ="WEEKLY", BYDAY=_listed(left))
        case _:
            return replace(rule, without=(*rule.without, _rrule_of(group, asking)))


def _weekdays_of(rule: RuleText) -> tuple[str, ...]:
    """The weekdays on which a rule happens; () if it goes by something else."""
    if rule.freq == "DAILY" and rule.interval == 1:
        return CODES
    return rule.listed("BYDAY") if rule.freq == "WEEKLY" else ()


def _rrule_of(group: Group, asking: Asking) -> str:
    """The days of an exception as an RRULE that has the same days whenever it begins."""
    parts = _combined(group, asking)
    if parts.get("INTERVAL") or not parts.keys() & {"BYDAY", "BYMONTHDAY", "BYYEARDAY"}:
        raise unreadable(asking.text)
    return joined(settled(checked(asking.text, joined(parts)), asking.today, time()).parts)


def _left(had: tuple[_T, ...], without: tuple[_T, ...], asking: Asking) -> tuple[_T, ...]:
    """What is left of some days or months. Raises BadInput in words if that is nothing, or everything."""
    if not set(had) & set(without):
        raise no_exception(asking.text)
    if left := tuple(each for each in had if each not in without):
        return left
    raise BadInput(f"{quoted(asking.text)} would never happen: its exceptions leave nothing of it. {EXAMPLES}")


def no_exception(text: str, day: date | None = None) -> BadInput:
    """The error for an exception that leaves nothing out."""
    named = f"{day_in_words(day)}, which" if day else "days that"
    return BadInput(f"{quoted(text)} leaves out {named} the rule does not have. Leave out the exception.")


def _only(group: Group, kind: type[_T], asking: Asking) -> _T | None:
    found = [item for item in group if isinstance(item, kind)]
    if len(found) > 1:
        raise unreadable(asking.text)
    return found[0] if found else None


def _listed(values: Iterable[object]) -> str:
    return ",".join(map(str, values))

"""Rules that repeat as people say them, from the parts of an RRULE."""

from collections.abc import Iterable
from datetime import date, time

from bot.domain.dates import MONTHS
from bot.language.recurrence.rrule import UNITS, WEEKDAYS


def hourly_words(parts: dict[str, str], at: time) -> str | None:
    if parts.keys() & {"BYHOUR", "BYDAY", "BYMONTHDAY"}:
        return None
    if every := parts.get("INTERVAL"):
        return f"every {every} hours, counted from {at:%H:%M}"
    return f"every hour, {f'{at.minute} minutes past' if at.minute else 'on the hour'}"


def day_words(parts: dict[str, str], starts_on: date) -> str | None:
    """The days of a rule in words; None for those that are too intricate."""
    freq, every = parts["FREQ"], int(parts.get("INTERVAL", "1"))
    shape = parts.keys() & {"BYDAY", "BYMONTHDAY", "BYMONTH", "BYYEARDAY", "BYWEEKNO", "BYSETPOS"}
    again = f"every {UNITS[freq]}" if every == 1 else f"every {every} {UNITS[freq]}s"
    if freq == "YEARLY":
        return _year_words(again, shape, parts, starts_on)
    if every == 1:
        shape -= {"BYMONTH"}
    days = parts.get("BYDAY", "")
    if freq == "DAILY" and not shape:
        return again
    if shape == {"BYDAY"} and days.replace(",", "").isalpha() and (freq == "WEEKLY" or every == 1):
        names = listed(WEEKDAYS[day] for day in days.split(","))
        groups = {"MO,TU,WE,TH,FR": "on weekdays", "SA,SU": "at weekends"}
        return f"{again} on {names}" if every > 1 else groups.get(days, f"every {names}")
    if freq == "WEEKLY" and not shape:
        return f"{again} on {starts_on:%A}" if every > 1 else f"every {starts_on:%A}"
    if freq == "MONTHLY" and (on := _within(shape, parts, starts_on)):
        return f"{on} of every month" if every == 1 else f"{again} {on}"
    return None


def _year_words(again: str, shape: set[str], parts: dict[str, str], starts_on: date) -> str | None:
    month, day = parts.get("BYMONTH", str(starts_on.month)), parts.get("BYMONTHDAY", str(starts_on.day))
    if shape in (set(), {"BYMONTH"}, {"BYMONTH", "BYMONTHDAY"}) and f"{month}{day}".isdecimal():
        return f"{again} on {day} {MONTHS[int(month) - 1]}"
    on = _within(shape - {"BYMONTH"}, parts, starts_on) if "BYMONTH" in shape and month.isdecimal() else None
    return f"{again} {on} of {MONTHS[int(month) - 1]}" if on else None


def _within(shape: set[str], parts: dict[str, str], starts_on: date) -> str | None:
    """The days within a month in words."""
    if shape <= {"BYMONTHDAY"}:
        days = parts.get("BYMONTHDAY", str(starts_on.day)).split(",")
        return "on the " + listed(f"{_nth(int(day))}{' day' if int(day) < 0 else ''}" for day in days)
    days = parts.get("BYDAY", "").split(",")
    if shape == {"BYDAY"} and all(day[:-2] for day in days) and len({day[-2:] for day in days}) == 1:
        return f"on the {listed(_nth(int(day[:-2])) for day in days)} {WEEKDAYS[days[0][-2:]]}"
    return None


def left_out(parts: dict[str, str], starts_on: date) -> tuple[str, ...]:
    """Which months or years lack a day of the rule, in words."""
    freq, kinds = parts["FREQ"], parts.keys() & {"BYDAY", "BYMONTHDAY", "BYYEARDAY", "BYWEEKNO"}
    month = parts.get("BYMONTH", str(starts_on.month))
    days = [starts_on.day] if not kinds else [int(day) for day in parts.get("BYMONTHDAY", "").split(",") if day]
    if freq == "YEARLY":
        leap = month == "2" and 29 in days
        return ("Years without a 29 February are left out.",) if leap else ()
    if freq != "MONTHLY":
        return ()
    missing = [_nth(day) for day in days if day > 28]
    fifth = [WEEKDAYS[day[-2:]] for day in parts.get("BYDAY", "").split(",") if day[:-2] in ("5", "-5")]
    missing += [f"5th {day}" for day in fifth]
    return (f"Months without a {listed(missing, 'or')} are left out.",) if missing and len(days) < 2 else ()


def _nth(number: int) -> str:
    if number < 0:
        return "last" if number == -1 else f"{_nth(-number)} to last"
    ending = "th" if number % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"


def listed(words: Iterable[str], joint: str = "and") -> str:
    *first, last = words
    return f"{', '.join(first)} {joint} {last}" if first else str(last)

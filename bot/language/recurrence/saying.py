"""A rule in words that are read back as the same rule."""

from collections.abc import Iterable, Mapping
from datetime import date, time, timedelta

from bot.domain.dates import MONTHS, day_in_words
from bot.language.calendar.vocabulary import WEEKDAY_NAMES
from bot.language.recurrence.text import CODES, DAYS, FREE, WORKING, RuleText, end_of, split

WEEKDAYS: dict[str, str] = dict(zip(CODES, WEEKDAY_NAMES, strict=True))
UNITS = {"HOURLY": "hour", "DAILY": "day", "WEEKLY": "week", "MONTHLY": "month", "YEARLY": "year"}
_GROUPS: dict[tuple[str, ...], str] = {WORKING: "on weekdays", FREE: "at weekends"}
_HALF_A_YEAR = 6
_LAST_MINUTE = time(23, 59, 59)


def in_words(rule: RuleText, starts_on: date, at: time) -> str:
    """A rule as people say it; the RRULE itself if it is too complex."""
    hourly = rule.freq == "HOURLY"
    words = _hourly(rule, at) if hourly else _days(rule, starts_on)
    until = _until(rule, at)
    if words is None or until is None or "WKST" in rule.parts:
        return f"{str(rule).splitlines()[0]} at {at:%H:%M}"
    if not hourly:
        words += f" at {at:%H:%M}"
    words += _in_months(rule) + _times(rule)
    if rule.begins:
        words += f", from {day_in_words(rule.begins)}"
    return words + until + _exceptions(rule)


def left_out(rule: RuleText, starts_on: date) -> tuple[str, ...]:
    """Which months or years are left out because they lack a day of the rule, in words."""
    named = rule.parts.keys() & set(DAYS)
    month = rule.parts.get("BYMONTH", str(starts_on.month))
    days = [int(day) for day in rule.listed("BYMONTHDAY")] if named else [starts_on.day]
    if rule.freq == "YEARLY":
        leap = month == "2" and 29 in days
        return ("Years without a 29 February are left out.",) if leap else ()
    if rule.freq != "MONTHLY":
        return ()
    missing = [nth(day) for day in days if day > 28]
    fifth = [WEEKDAYS[day[-2:]] for day in rule.listed("BYDAY") if day[:-2] in ("5", "-5")]
    missing += [f"5th {day}" for day in fifth]
    return (f"Months without a {listed(missing, 'or')} are left out.",) if missing and len(days) < 2 else ()


def _until(rule: RuleText, at: time) -> str | None:
    """The end in words, "" if it has none; None if it is within a day."""
    if "UNTIL" not in rule.parts:
        return ""
    end = end_of(rule.parts)
    if rule.freq == "HOURLY" and end.time() != _LAST_MINUTE:
        return None
    return f", until {day_in_words(end.date() - timedelta(days=at > end.time()))}"


def _in_months(rule: RuleText) -> str:
    months = [int(month) for month in rule.listed("BYMONTH")]
    if rule.freq == "YEARLY" or not months:
        return ""
    if len(months) <= _HALF_A_YEAR:
        return f", in {listed(MONTHS[month - 1] for month in months)}"
    others = [name for month, name in enumerate(MONTHS, 1) if month not in months]
    return f", except in {listed(others)}" if others else ""


def _times(rule: RuleText) -> str:
    count = rule.parts.get("COUNT")
    return "" if count is None else ", once" if count == "1" else f", {count} times"


def _exceptions(rule: RuleText) -> str:
    simple = [day for text in rule.without if (day := _single_date(split(text)))]
    dated = [*simple, *(day_in_words(day) for day in rule.without_days)]
    others = [words for text in rule.without if not _single_date(split(text)) and (words := _exception(text))]
    said = [f"on {listed(dated)}"] if dated else []
    return "".join(f", except {words}" for words in [*said, *others])


def _single_date(parts: Mapping[str, str]) -> str | None:
    """A day of every year in words, if the parts are only that."""
    month, day = parts.get("BYMONTH", ""), parts.get("BYMONTHDAY", "")
    only = set(parts) == {"FREQ", "BYMONTH", "BYMONTHDAY"} and parts["FREQ"] == "YEARLY"
    return f"{day} {MONTHS[int(month) - 1]}" if only and f"{month}{day}".isdecimal() else None


def _exception(text: str) -> str:
    rule = RuleText.parse(text)
    words = _days(rule, date.min) or ""
    return words.removeprefix("every year ") + _in_months(rule).replace(", ", " ", 1)


def _hourly(rule: RuleText, at: time) -> str | None:
    if rule.parts.keys() & {"BYHOUR", *DAYS}:
        return None
    if rule.interval > 1:
        return f"every {rule.interval} hours, counted from {at:%H:%M}"
    return f"every hour, {f'{at.minute} minutes past' if at.minute else 'on the hour'}"


def _days(rule: RuleText, starts_on: date) -> str | None:
    """The days of a rule in words; None if they are too complex."""
    shape = rule.parts.keys() & {*DAYS, "BYSETPOS"}
    again = f"every {UNITS[rule.freq]}" if rule.interval == 1 else f"every {rule.interval} {UNITS[rule.freq]}s"
    match rule.freq:
        case "DAILY" if not shape:
            return again
        case "WEEKLY" if not shape:
            return _weekly(rule, again, (CODES[starts_on.weekday()],))
        case "WEEKLY" if shape == {"BYDAY"}:
            return _weekly(rule, again, rule.listed("BYDAY"))
        case "MONTHLY":
            return _monthly(rule, again, shape, starts_on)
        case "YEARLY":
            return _yearly(rule, again, shape, starts_on)
        case _:
            return None


def _weekly(rule: RuleText, again: str, days: tuple[str, ...]) -> str:
    names = listed(WEEKDAYS[day] for day in days)
    return f"{again} on {names}" if rule.interval > 1 else _GROUPS.get(days, f"every {names}")


def _monthly(rule: RuleText, again: str, shape: set[str], starts_on: date) -> str | None:
    days, dates = rule.listed("BYDAY"), rule.listed("BYMONTHDAY")
    if shape == {"BYDAY", "BYMONTHDAY"}:
        plain = len(days) == len(dates) == 1 and rule.interval == 1 and days[0] in CODES and int(dates[0]) > 0
        return f"every {WEEKDAYS[days[0]]} the {nth(int(dates[0]))}" if plain else None
    on = _within(rule, shape, str(starts_on.day))
    if on is None:
        return None
    return f"{on} of every month" if rule.interval == 1 else f"{again} {on}"


def _yearly(rule: RuleText, again: str, shape: set[str], starts_on: date) -> str | None:
    month = rule.parts.get("BYMONTH", "")
    if shape <= {"BYMONTHDAY"} and (month or not shape):
        month, day = month or str(starts_on.month), rule.parts.get("BYMONTHDAY", str(starts_on.day))
        if month.isdecimal() and day.replace(",", "").isdecimal():
            return f"{again} on {listed(day.split(','))} {MONTHS[int(month) - 1]}"
    if shape in ({"BYDAY"}, {"BYMONTHDAY"}) and month.isdecimal() and (on := _within(rule, shape, "")):
        return f"{again} {on} of {MONTHS[int(month) - 1]}"
    if month:
        return None
    if shape == {"BYYEARDAY"} or (shape == {"BYDAY"} and all(day[:-2] for day in rule.listed("BYDAY"))):
        days = listed(nth(int(day)) for day in rule.listed("BYYEARDAY"))
        on = f"on the {days} day" if days else _within(rule, shape, "")
        return on and (f"{on} of every year" if rule.interval == 1 else f"{again} {on}")
    weeks = rule.listed("BYWEEKNO")
    if shape == {"BYDAY", "BYWEEKNO"} and all(day in CODES for day in rule.listed("BYDAY")) and "-" not in str(weeks):
        names = listed(WEEKDAYS[day] for day in rule.listed("BYDAY"))
        return f"{'every' if rule.interval == 1 else f'{again} on'} {names} in week {listed(weeks)}"
    return None


def _within(rule: RuleText, shape: set[str], day: str) -> str | None:
    """The days within a month in words; None if they are too complex."""
    days = rule.listed("BYDAY")
    if shape <= {"BYMONTHDAY"}:
        dates = [int(date) for date in rule.listed("BYMONTHDAY") or (day,)]
        return f"on the {listed(map(nth, dates))}{' day' if min(dates) < 0 else ''}"
    if shape == {"BYDAY"} and all(day[:-2] for day in days):
        by_weekday: dict[str, list[str]] = {}
        for each in days:
            by_weekday.setdefault(each[-2:], []).append(nth(int(each[:-2])))
        return "on " + listed(f"the {listed(which)} {WEEKDAYS[day]}" for day, which in by_weekday.items())
    if shape == {"BYDAY", "BYSETPOS"} and all(day in CODES for day in days):
        which = listed(nth(int(place)) for place in rule.listed("BYSETPOS"))
        names = listed(WEEKDAYS[day] for day in days)
        return f"on the {which} weekday" if days == WORKING else f"on the {which} instance of {names}"
    return None


def nth(number: int) -> str:
    """A number in an order: 1st, 2nd; -1 is the last, -2 the 2nd to last."""
    if number < 0:
        return "last" if number == -1 else f"{nth(-number)} to last"
    ending = "th" if number % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"


def listed(words: Iterable[str], joint: str = "and") -> str:
    """Words as a list: "a, b and c"."""
    *first, last = [*words] or [""]
    return f"{', '.join(first)} {joint} {last}" if first else str(last)

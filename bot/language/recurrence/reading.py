"""Reading the rule by which something repeats, as an RRULE or in English: "every friday", "mon, wed and fri"."""

import re
from datetime import MAXYEAR, UTC, date, datetime, time, timedelta
from typing import Any, cast
from zoneinfo import ZoneInfo

from bot.domain.dates import MONTHS, day_in_words
from bot.domain.text import escape, quoted
from bot.errors import BadInput
from bot.language.dates import read_date
from bot.language.moments import place_on_wall, read_time_of_day
from bot.language.recurrence.rule import (
    DAY,
    EXAMPLES,
    UNITS,
    WEEKDAYS,
    YEAR,
    Recurrence,
    end_of,
    occurrences,
    split,
    unreadable,
    wall_of,
)

_LONGEST = 200
_MOST_TIMES = 1000
_FIRST_YEAR = 1970
_FURTHEST = timedelta(days=3653)
_NUMBERS = {
    "INTERVAL": (1, _MOST_TIMES), "COUNT": (1, _MOST_TIMES), "BYMONTH": (1, 12), "BYMONTHDAY": (-31, 31),
    "BYYEARDAY": (-366, 366), "BYWEEKNO": (-53, 53), "BYSETPOS": (-366, 366), "BYHOUR": (0, 23),
}  # fmt: skip
_SINGLE = ("FREQ", "INTERVAL", "COUNT", "UNTIL", "WKST")
_ONLY_WITH = {
    "BYHOUR": {"HOURLY"},
    "BYSETPOS": {"MONTHLY", "YEARLY"},
    "BYYEARDAY": {"YEARLY"},
    "BYWEEKNO": {"YEARLY"},
}
_BYDAY = re.compile(r"([+-]?\d{1,2})?(MO|TU|WE|TH|FR|SA|SU)")
_UNTIL = re.compile(r"\d{8}(?:T\d{6}Z?)?")

# Rules in English
_COUNTED = {
    "first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "last": -1, "other": 2,
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6,
}  # fmt: skip
_FILLING = frozenset(
    (
        "every", "each", "on", "of", "the", "and", "in", "a", "for", "once", "hour", "hours", "time", "times",
        "daily", "weekly", "monthly", "yearly", "day", "days", "week", "weeks", "month", "months", "year", "years",
    )
)  # fmt: skip
_DAY_NAMES = {
    **{form: code for code, day in WEEKDAYS.items() for form in (day.lower(), f"{day.lower()}s", day[:3].lower())},
    **{"tues": "TU", "weds": "WE", "thur": "TH", "thurs": "TH"},
}
_WORKING, _FREE = ("MO", "TU", "WE", "TH", "FR"), ("SA", "SU")
_DAY_GROUPS = {"weekday": _WORKING, "weekdays": _WORKING, "weekend": _FREE, "weekends": _FREE}
_MONTH_NAMES = {
    **{form: number for number, month in enumerate(MONTHS, 1) for form in (month.lower(), month[:3].lower())},
    "sept": 9,
}
_MONTH = "|".join(_MONTH_NAMES)
_DAY_NAME = "|".join(_DAY_NAMES)
_NTH = r"(?:\d{1,2}(?:st|nd|rd|th)|first|second|third|fourth|fifth)"
_DATES = r"(?:\d{1,2}(?:st|nd|rd|th)(?:,? and |, ?)?)+"
_REWRITTEN = (
    (r"\s*[/&+]\s*", " and "),
    (r"\bhourly\b", "every hour"),
    (r"^(?:at|on) (?=weekends?\b|weekdays?\b)", ""),
    (r"\b(?:fortnightly|every fortnight)\b", "every 2 weeks"),
    (r"\b(?:quarterly|every quarter)\b", "every 3 months"),
    (r"\bannually\b", "yearly"),
    (r"\b(of|in) (?:the|a|each) month\b", "of every month"),
    (rf"\b(\d{{1,2}})(?:st|nd|rd|th)?(?: of)? ({_MONTH})\b", r"\2 \1"),
    (rf"\b({_MONTH}) (\d{{1,2}})(?:st|nd|rd|th)?\b", r"\1 \2th"),
    (rf"^(?:on |every )?(?:the )?({_DATES})(?: of every month)?$", r"monthly on the \1"),
    (rf"^(?:on )?(?:the )?({_DAY_NAME})\b(?=(?:s|,| and|$))", r"every \1"),
    (rf"^(?:on )?(?:the )?((?:{_NTH}|last) .* of (?:{_MONTH}))$", r"every \1"),
)  # fmt: skip
_HOUR_AT_END = re.compile(
    r"(?:\s+at\s+(\S.*)|\s+(\d{1,2}[:.]\d\d(?:\s*[ap]\.?m\.?)?|\d{1,2}\s*[ap]\.?m\.?|\d{1,2}h|noon|midnight))$"
)


def read_rule(text: str, at: time, zone: ZoneInfo, now: datetime) -> Recurrence:
    """The rule that a person means, in English or as an RRULE, from its first time after `now` (aware).

    An hourly rule begins with the next `at`. Raises BadInput in words if the rule can't be read, repeats more than
    once an hour, names another hour than `at`, does not happen within ten years, or is over.
    """
    text = " ".join(text.split())
    if not text or len(text) > _LONGEST:
        raise BadInput(f"A rule has 1 to {_LONGEST} characters. {EXAMPLES}")
    written = text.upper().removeprefix("RRULE:").rstrip(";")
    if re.search(r"DTSTART|EXDATE|RDATE|EXRULE", written):
        raise BadInput(f"Give only the rule itself, without a first day and extra days. {EXAMPLES}")
    parts = _checked(text, written if "=" in written else _from_english(text, at, zone, now), zone)
    at = at.replace(second=0, microsecond=0, tzinfo=None)
    starts_on, first = _first(parts, at, zone, now)
    if first is None or first - wall_of(now, zone) > _FURTHEST:
        raise BadInput(f"{quoted(text)} would never happen, at least not within ten years. {EXAMPLES}")
    if "UNTIL" in parts and first > end_of(parts):
        raise BadInput(_over(text, parts, at, zone))
    return Recurrence(";".join(f"{name}={value}" for name, value in parts.items()), starts_on, at)


def _over(text: str, parts: dict[str, str], at: time, zone: ZoneInfo) -> str:
    end = end_of(parts)
    endless = {name: value for name, value in parts.items() if name != "INTERVAL"}
    walls = [wall for wall in occurrences(endless, datetime.combine(end - YEAR, at)) if wall <= end]
    last = f": it would have happened last <t:{int(place_on_wall(walls[-1], zone).at.timestamp())}:F>" if walls else ""
    return f"{quoted(text)} ends on {day_in_words(end.date())}, so it would not happen again{last}. Name a later day."


def _first(parts: dict[str, str], at: time, zone: ZoneInfo, now: datetime) -> tuple[date, datetime | None]:
    """The day that anchors a rule, and its first wall time after `now`; None if it never happens.

    dateutil searches until the year 9999, which takes seconds for a rule that never happens. So it searches in the
    calendar's last years that are like the coming ones, with few years left to search.
    """
    today = wall_of(now, zone).date()
    hourly = parts["FREQ"] == "HOURLY"
    if hourly and place_on_wall(datetime.combine(today, at), zone).at <= now:
        today += DAY
    like = next(
        year
        for year in range(MAXYEAR - 12, 0, -1)
        if year % 4 == today.year % 4 and date(year, 1, 1).weekday() == date(today.year, 1, 1).weekday()
    )
    # The first time anchors the intervals, so none are counted before it.
    unending = {name: value for name, value in parts.items() if name not in ("COUNT", "UNTIL")}
    if not hourly:
        unending.pop("INTERVAL", None)
    for wall in occurrences(unending, datetime.combine(today.replace(year=like), at)):
        first = wall.replace(year=wall.year - like + today.year)
        if place_on_wall(first, zone).at > now:
            return today if hourly else first.date(), first
    return today, None


def _checked(text: str, written: str, zone: ZoneInfo) -> dict[str, str]:
    """The parts of an RRULE in a fixed order, all of them in effect. Raises BadInput in words."""
    parts: dict[str, str] = {}
    for part in written.split(";"):
        name, _, value = part.partition("=")
        if name in ("BYMINUTE", "BYSECOND") or (name == "FREQ" and value in ("MINUTELY", "SECONDLY")):
            raise BadInput(
                f"{quoted(text)} names minutes, and nothing is posted more often than once an hour. {EXAMPLES}"
            )
        if name in parts or not value or (name not in _NUMBERS and name not in ("FREQ", "UNTIL", "WKST", "BYDAY")):
            raise unreadable(text)
        parts[name] = value
    freq = parts.get("FREQ")
    if freq == "HOURLY" or "BYHOUR" not in parts:
        read = {name: _value(text, name, parts[name], zone) for name in (*_SINGLE, *_NUMBERS, "BYDAY") if name in parts}
    else:
        raise BadInput(f"{quoted(text)} names an hour (BYHOUR), which has its own field. Leave it out of the rule.")
    numbered = [int(number[1]) for number in _BYDAY.finditer(parts.get("BYDAY", "")) if number[1]]
    most = 53 if freq == "YEARLY" and "BYMONTH" not in parts else 5 if freq in ("MONTHLY", "YEARLY") else 0
    misplaced = [name for name, freqs in _ONLY_WITH.items() if name in parts and freq not in freqs]
    if freq not in UNITS or {"COUNT", "UNTIL"} <= parts.keys() or misplaced:
        raise unreadable(text)
    # dateutil reads "FR,1MO" as the Fridays that are first Mondays.
    mixed = bool(numbered) and len(numbered) != len(parts["BYDAY"].split(","))
    if mixed or any(not 1 <= abs(number) <= most for number in numbered):
        raise unreadable(text)
    if read.get("INTERVAL") == "1":
        del read["INTERVAL"]
    return read


def _value(text: str, name: str, value: str, zone: ZoneInfo) -> str:
    if name == "UNTIL" and _UNTIL.fullmatch(value):
        try:
            return _until(value, zone)
        except (ValueError, OverflowError):
            raise unreadable(text) from None
    if name == "BYDAY" and all(_BYDAY.fullmatch(day) for day in value.split(",")):
        days = {day.removeprefix("+") for day in value.split(",")}
        return ",".join(sorted(days, key=lambda day: (list(WEEKDAYS).index(day[-2:]), day)))
    if name in _NUMBERS and re.fullmatch(r"[+-]?\d+(?:,[+-]?\d+)*", value):
        least, most = _NUMBERS[name]
        numbers = sorted({int(number) for number in value.split(",")})
        fits = all(least <= number <= most and (number or name == "BYHOUR") for number in numbers)
        if not fits and name in ("INTERVAL", "COUNT"):
            raise BadInput(f"{escape(name)} in {quoted(text)} can be 1 to {_MOST_TIMES:,}. {EXAMPLES}")
        if fits and (len(numbers) == 1 or name not in _SINGLE):
            return ",".join(map(str, numbers))
    if (name == "FREQ" and value in UNITS) or (name == "WKST" and value in WEEKDAYS):
        return value
    raise unreadable(text)


def _until(value: str, zone: ZoneInfo) -> str:
    """A rule's last local time; a day without an hour counts to its end."""
    if value.endswith("Z"):
        end = datetime.strptime(value, "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC)
        return f"{wall_of(end, zone):%Y%m%dT%H%M%S}"
    end = datetime.strptime(value if "T" in value else f"{value}T235959", "%Y%m%dT%H%M%S")  # noqa: DTZ007 (a wall's)
    if end.year < _FIRST_YEAR:
        raise ValueError(value)
    return f"{end:%Y%m%dT%H%M%S}"


def _from_english(text: str, at: time, zone: ZoneInfo, now: datetime) -> str:
    """The RRULE of an English rule. Raises BadInput unless every word is reflected in it."""
    plain, _, until = re.sub(r"\b(?:until|till)\b", "until", text.casefold()).partition(" until ")
    if hour := _HOUR_AT_END.search(plain):
        named = hour[1] or hour[2]
        if read_time_of_day(f"{named}:00" if named.isdecimal() else named) != at.replace(second=0, microsecond=0):
            raise BadInput(
                f"{quoted(text)} names another hour than {at:%H:%M}, which has its own field. Leave it out here."
            )
        plain = plain[: hour.start()]
    for pattern, new in _REWRITTEN:
        plain = re.sub(pattern, new, plain.strip())
    if re.search(rf"\bevery {_NTH} (?:{_DAY_NAME})$", plain):
        raise BadInput(
            f"{quoted(text)} may mean every so many weeks, or a day of every month. "
            "Write “every 2 weeks on friday”, or “the 2nd friday of every month”."
        )
    # Loaded when it is first needed; see `loading`.
    from recurrent.event_parser import RecurringEvent  # pyright: ignore[reportMissingTypeStubs]

    try:
        found = cast(Any, RecurringEvent(now_date=wall_of(now, zone))).parse(plain)
    except (ValueError, OverflowError, TypeError, KeyError, AttributeError, IndexError):
        found = None  # the library fails on some texts
    rule = found.removeprefix("RRULE:") if isinstance(found, str) else ""
    if rule.endswith(("FREQ=MINUTELY", "FREQ=SECONDLY")):
        return rule
    if "\n" in rule or not _all_counts(plain, rule):
        raise unreadable(text)
    return f"{rule};UNTIL={read_date(until).last:%Y%m%d}" if until else rule


def _all_counts(plain: str, rule: str) -> bool:
    """Whether the rule says what the words say: the library ignores words that it does not know."""
    # The library reads "every friday 7" as every seventh week.
    if "=" not in rule or "BYHOUR" in rule or re.search(r"[a-z] \d+$", plain):
        return False
    parts = split(rule)
    length = r"\bfor (?:\d+|an?|one|two|three) (?:day|week|month|year)s?\b"
    if "UNTIL" in parts:
        plain = re.sub(length, "", plain, count=1)
    words = re.findall(r"[a-z]+|\d+(?:st|nd|rd|th|x)?|[^\s,]", plain)
    days = {_DAY_NAMES[word] for word in words if word in _DAY_NAMES}
    days.update(day for word in words for day in _DAY_GROUPS.get(word, ()))
    months = {_MONTH_NAMES[word] for word in words if word in _MONTH_NAMES}
    numbers = {_number(word) for word in words} - {None, 1}
    known = _DAY_NAMES.keys() | _DAY_GROUPS.keys() | _MONTH_NAMES.keys() | _FILLING
    byday = [day for day in parts.get("BYDAY", "").split(",") if day]
    meant = {int(number) for name in ("INTERVAL", "COUNT", "BYMONTHDAY") for number in parts.get(name, "1").split(",")}
    meant |= {int(day[:-2]) for day in byday if day[:-2]}
    return (
        all(word in known or _number(word) is not None for word in words)
        and {day[-2:] for day in byday} == days
        and {int(month) for month in parts.get("BYMONTH", "").split(",") if month} == months
        and meant - {1} == numbers
        and ("hour" in plain) == (parts["FREQ"] == "HOURLY")
    )


def _number(word: str) -> int | None:
    return int(re.sub(r"\D", "", word)) if word[0] in "0123456789" else _COUNTED.get(word)

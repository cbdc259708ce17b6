"""Rules that repeat as people write them: "every friday", "monthly on the 1st", "mon, wed and fri"."""

import re
from datetime import datetime, time
from typing import Any, cast
from zoneinfo import ZoneInfo

from recurrent.event_parser import RecurringEvent  # pyright: ignore[reportMissingTypeStubs]

from bot.domain.dates import MONTHS
from bot.errors import BadInput
from bot.language.dates import read_date
from bot.language.moments import read_time_of_day
from bot.language.recurrence.rrule import WEEKDAYS, split, unreadable, wall_of

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


def from_english(text: str, at: time, zone: ZoneInfo, now: datetime) -> str:
    """The RRULE of an English rule, where every word of it counts in the rule."""
    plain, _, until = re.sub(r"\b(?:until|till)\b", "until", text.casefold()).partition(" until ")
    if hour := _HOUR_AT_END.search(plain):
        named = hour[1] or hour[2]
        if read_time_of_day(f"{named}:00" if named.isdecimal() else named) != at.replace(second=0, microsecond=0):
            raise BadInput(f"“{text}” names another hour than {at:%H:%M}, which is asked for apart. Leave it out here.")
        plain = plain[: hour.start()]
    for pattern, new in _REWRITTEN:
        plain = re.sub(pattern, new, plain.strip())
    if re.search(rf"\bevery {_NTH} (?:{_DAY_NAME})$", plain):
        raise BadInput(
            f"“{text}” may be one in so many weeks or one day of every month. "
            "Write “every 2 weeks on friday”, or “the 2nd friday of every month”."
        )
    try:
        found = cast(Any, RecurringEvent(now_date=wall_of(now, zone))).parse(plain)
    except (ValueError, OverflowError, TypeError, KeyError, AttributeError, IndexError):
        found = None  # the library trips over some texts
    rule = found.removeprefix("RRULE:") if isinstance(found, str) else ""
    if rule.endswith(("FREQ=MINUTELY", "FREQ=SECONDLY")):
        return rule
    if "\n" in rule or not _all_counts(plain, rule):
        raise unreadable(text)
    return f"{rule};UNTIL={read_date(until).last:%Y%m%d}" if until else rule


def _all_counts(plain: str, rule: str) -> bool:
    """Whether the rule says what the words say: the library passes over what it does not know."""
    # Of "every friday 7" the library makes every seventh week.
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
    meant = {int(one) for name in ("INTERVAL", "COUNT", "BYMONTHDAY") for one in parts.get(name, "1").split(",")}
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

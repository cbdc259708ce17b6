"""Checking an RFC 5545 RRULE that somebody wrote, and its one form in which it is stored."""

import re
from datetime import UTC, date, datetime, time, timedelta, tzinfo

from bot.domain.text import escape, quoted
from bot.errors import BadInput
from bot.language.recurrence.saying import UNITS
from bot.language.recurrence.text import CODES, DAYS, ORDER, RuleText, end_of

EXAMPLES = (
    "Write it such as “every friday”, “weekdays”, “every 2 weeks on monday”, “the last friday of every month” "
    "or “monthly on the 1st”, or as an RFC 5545 RRULE such as FREQ=WEEKLY;BYDAY=FR."
)
_MOST_TIMES = 1000
_FIRST_YEAR = 1970
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


def unreadable(text: str) -> BadInput:
    """The error for what is not a rule."""
    return BadInput(f"{quoted(text)} is not a rule that can be read. {EXAMPLES}")


def too_often(text: str) -> BadInput:
    """The error for a rule that repeats within an hour."""
    return BadInput(f"{quoted(text)} names minutes, and nothing is posted more often than once an hour. {EXAMPLES}")


def checked(text: str, rrule: str, zone: tzinfo = UTC) -> RuleText:
    """An RRULE in capitals, all of it in effect; a UTC time in it becomes one of the zone.

    Raises BadInput in words, in which the rule is called `text`.
    """
    if re.search(r"DTSTART|EXDATE|RDATE|EXRULE", rrule):
        raise BadInput(f"Give only the rule itself, without a first day and extra days. {EXAMPLES}")
    parts: dict[str, str] = {}
    for part in rrule.removeprefix("RRULE:").rstrip(";").split(";"):
        name, _, value = part.partition("=")
        if name in ("BYMINUTE", "BYSECOND") or (name == "FREQ" and value in ("MINUTELY", "SECONDLY")):
            raise too_often(text)
        if name in parts or not value or name not in ORDER:
            raise unreadable(text)
        parts[name] = value
    freq = parts.get("FREQ")
    if freq != "HOURLY" and "BYHOUR" in parts:
        raise BadInput(f"{quoted(text)} names an hour (BYHOUR), which has its own field. Leave it out of the rule.")
    read = {name: _value(text, name, value, zone) for name, value in parts.items()}
    _check_together(text, parts)
    if read.get("INTERVAL") == "1":
        del read["INTERVAL"]
    return RuleText(read)


def _check_together(text: str, parts: dict[str, str]) -> None:
    freq = parts.get("FREQ")
    numbered = [int(number[1]) for number in _BYDAY.finditer(parts.get("BYDAY", "")) if number[1]]
    most = 53 if freq == "YEARLY" and "BYMONTH" not in parts else 5 if freq in ("MONTHLY", "YEARLY") else 0
    misplaced = [name for name, freqs in _ONLY_WITH.items() if name in parts and freq not in freqs]
    if freq not in UNITS or {"COUNT", "UNTIL"} <= parts.keys() or misplaced:
        raise unreadable(text)
    # dateutil reads "FR,1MO" as the Fridays that are first Mondays.
    mixed = bool(numbered) and len(numbered) != len(parts["BYDAY"].split(","))
    if mixed or any(not 1 <= abs(number) <= most for number in numbered):
        raise unreadable(text)


def _value(text: str, name: str, value: str, zone: tzinfo) -> str:
    if name == "UNTIL" and _UNTIL.fullmatch(value):
        try:
            return _until(value, zone)
        except (ValueError, OverflowError):
            raise unreadable(text) from None
    if name == "BYDAY" and all(_BYDAY.fullmatch(day) for day in value.split(",")):
        days = {day.removeprefix("+") for day in value.split(",")}
        return ",".join(sorted(days, key=lambda day: (CODES.index(day[-2:]), _place(day))))
    if name in _NUMBERS and re.fullmatch(r"[+-]?\d+(?:,[+-]?\d+)*", value):
        least, most = _NUMBERS[name]
        numbers = sorted({int(number) for number in value.split(",")}, key=lambda number: (number < 0, number))
        fits = all(least <= number <= most and (number or name == "BYHOUR") for number in numbers)
        if not fits and name in ("INTERVAL", "COUNT"):
            raise BadInput(f"{escape(name)} in {quoted(text)} can be 1 to {_MOST_TIMES:,}. {EXAMPLES}")
        if fits and (len(numbers) == 1 or name not in _SINGLE):
            return ",".join(map(str, numbers))
    if (name == "FREQ" and value in UNITS) or (name == "WKST" and value in CODES):
        return value
    raise unreadable(text)


def _place(day: str) -> tuple[bool, int]:
    """The order of 1FR, 2FR, -1FR: as people list them."""
    number = int(day[:-2] or 0)
    return number < 0, number


def _until(value: str, zone: tzinfo) -> str:
    """A rule's last local time; a day without an hour counts to its end."""
    if value.endswith("Z"):
        end = datetime.strptime(value, "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC)
        return f"{end.astimezone(zone):%Y%m%dT%H%M%S}"
    end = datetime.strptime(value if "T" in value else f"{value}T235959", "%Y%m%dT%H%M%S")  # noqa: DTZ007 (a wall's)
    if end.year < _FIRST_YEAR:
        raise ValueError(value)
    return f"{end:%Y%m%dT%H%M%S}"


def settled(rule: RuleText, starts_on: date, at: time) -> RuleText:
    """The same rule in the form that is stored: with its days named, and nothing in it without effect."""
    if not rule.parts.keys() & set(DAYS):
        rule = _with_days(rule, starts_on)
    days = rule.listed("BYDAY")
    alone = rule.parts.keys() & {*DAYS, "BYSETPOS"} == {"BYDAY"}
    if alone and rule.freq in ("DAILY", "MONTHLY", "YEARLY") and rule.interval == 1 and set(days) <= set(CODES):
        rule = rule.changed(FREQ="WEEKLY")
    weeks_matter = rule.freq == "WEEKLY" and rule.interval > 1 and len(days) > 1
    if rule.parts.get("WKST") == "MO" or not (weeks_matter or "BYWEEKNO" in rule.parts):
        rule = rule.changed(WKST=None)
    if "UNTIL" in rule.parts and rule.freq != "HOURLY":
        end = end_of(rule.parts)
        last = end.date() - timedelta(days=at > end.time())
        rule = rule.changed(UNTIL=f"{last:%Y%m%d}T235959")
    return rule


def _with_days(rule: RuleText, starts_on: date) -> RuleText:
    match rule.freq:
        case "WEEKLY":
            return rule.changed(BYDAY=CODES[starts_on.weekday()])
        case "MONTHLY":
            return rule.changed(BYMONTHDAY=str(starts_on.day))
        case "YEARLY":
            month = rule.parts.get("BYMONTH", str(starts_on.month))
            return rule.changed(BYMONTH=month, BYMONTHDAY=str(starts_on.day))
        case _:
            return rule

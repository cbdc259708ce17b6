"""Reading the rule by which something is to repeat, from English or as an RRULE."""

import re
from datetime import MAXYEAR, UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.domain.dates import day_in_words
from bot.errors import BadInput
from bot.language.moments import place_on_wall
from bot.language.recurrence.english import from_english
from bot.language.recurrence.rrule import DAY, EXAMPLES, UNITS, WEEKDAYS, YEAR, end_of, occurrences, unreadable, wall_of
from bot.language.recurrence.rule import Recurrence

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


def read_rule(text: str, at: time, zone: ZoneInfo, now: datetime) -> Recurrence:
    """The rule that a person means, in English or as an RRULE, from the first time after `now` on (aware).

    An hourly rule begins with the next `at`. Raises BadInput with words for what can't be read, comes more often than
    once an hour, names another hour than `at`, never happens within ten years, or is over.
    """
    text = " ".join(text.split())
    if not text or len(text) > _LONGEST:
        raise BadInput(f"A rule has 1 to {_LONGEST} characters. {EXAMPLES}")
    written = text.upper().removeprefix("RRULE:").rstrip(";")
    if re.search(r"DTSTART|EXDATE|RDATE|EXRULE", written):
        raise BadInput(f"Only the rule itself can be given: no first day, and no days apart from it. {EXAMPLES}")
    parts = _checked(text, written if "=" in written else from_english(text, at, zone, now), zone)
    at = at.replace(second=0, microsecond=0, tzinfo=None)
    starts_on, first = _first(parts, at, zone, now)
    if first is None or first - wall_of(now, zone) > _FURTHEST:
        raise BadInput(f"“{text}” would never happen, at least not within ten years. {EXAMPLES}")
    if "UNTIL" in parts and first > end_of(parts):
        raise BadInput(_over(text, parts, at, zone))
    return Recurrence(";".join(f"{name}={value}" for name, value in parts.items()), starts_on, at)


def _over(text: str, parts: dict[str, str], at: time, zone: ZoneInfo) -> str:
    end = end_of(parts)
    endless = {name: value for name, value in parts.items() if name != "INTERVAL"}
    walls = [wall for wall in occurrences(endless, datetime.combine(end - YEAR, at)) if wall <= end]
    last = f": it would have happened last <t:{int(place_on_wall(walls[-1], zone).at.timestamp())}:F>" if walls else ""
    return f"“{text}” ends on {day_in_words(end.date())}, so it would not happen any more{last}. Name a later day."


def _first(parts: dict[str, str], at: time, zone: ZoneInfo, now: datetime) -> tuple[date, datetime | None]:
    """The day that anchors a rule, and its first wall time after `now`; None if it never happens.

    dateutil seeks until the year 9999, which takes seconds for a rule that never happens. So it seeks in the last
    years of the calendar that are like those to come, of which few are left.
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
    """The parts of an RRULE in one order, each of which counts. Raises BadInput with words."""
    parts: dict[str, str] = {}
    for part in written.split(";"):
        name, _, value = part.partition("=")
        if name in ("BYMINUTE", "BYSECOND") or (name == "FREQ" and value in ("MINUTELY", "SECONDLY")):
            raise BadInput(f"“{text}” names minutes, and nothing is posted more often than once an hour. {EXAMPLES}")
        if name in parts or not value or (name not in _NUMBERS and name not in ("FREQ", "UNTIL", "WKST", "BYDAY")):
            raise unreadable(text)
        parts[name] = value
    freq = parts.get("FREQ")
    if freq == "HOURLY" or "BYHOUR" not in parts:
        read = {name: _value(text, name, parts[name], zone) for name in (*_SINGLE, *_NUMBERS, "BYDAY") if name in parts}
    else:
        raise BadInput(f"“{text}” names an hour (BYHOUR), but that is asked for apart. Leave it out of the rule.")
    numbered = [int(number[1]) for number in _BYDAY.finditer(parts.get("BYDAY", "")) if number[1]]
    most = 53 if freq == "YEARLY" and "BYMONTH" not in parts else 5 if freq in ("MONTHLY", "YEARLY") else 0
    misplaced = [name for name, freqs in _ONLY_WITH.items() if name in parts and freq not in freqs]
    if freq not in UNITS or {"COUNT", "UNTIL"} <= parts.keys() or misplaced:
        raise unreadable(text)
    # dateutil takes "FR,1MO" for the Fridays that are first Mondays.
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
            raise BadInput(f"{name} in “{text}” can be 1 to {_MOST_TIMES:,}. {EXAMPLES}")
        if fits and (len(numbers) == 1 or name not in _SINGLE):
            return ",".join(map(str, numbers))
    if (name == "FREQ" and value in UNITS) or (name == "WKST" and value in WEEKDAYS):
        return value
    raise unreadable(text)


def _until(value: str, zone: ZoneInfo) -> str:
    """The wall's last time of a rule; a day without an hour counts whole."""
    if value.endswith("Z"):
        end = datetime.strptime(value, "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC)
        return f"{wall_of(end, zone):%Y%m%dT%H%M%S}"
    end = datetime.strptime(value if "T" in value else f"{value}T235959", "%Y%m%dT%H%M%S")  # noqa: DTZ007 (a wall's)
    if end.year < _FIRST_YEAR:
        raise ValueError(value)
    return f"{end:%Y%m%dT%H%M%S}"

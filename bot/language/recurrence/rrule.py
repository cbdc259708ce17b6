"""The parts of an RFC 5545 RRULE, and the times on a wall that they give."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import cast
from zoneinfo import ZoneInfo

from dateutil.rrule import rrulestr

from bot.errors import BadInput

YEAR = timedelta(days=366)
DAY = timedelta(days=1)
"""More than any clock change moves a time."""
WEEKDAYS = {
    "MO": "Monday", "TU": "Tuesday", "WE": "Wednesday", "TH": "Thursday", "FR": "Friday", "SA": "Saturday",
    "SU": "Sunday",
}  # fmt: skip
UNITS = {"HOURLY": "hour", "DAILY": "day", "WEEKLY": "week", "MONTHLY": "month", "YEARLY": "year"}
STEPS = {"HOURLY": timedelta(hours=1), "DAILY": timedelta(days=1), "WEEKLY": timedelta(weeks=1)}
EXAMPLES = (
    "Write it such as “every friday”, “weekdays”, “every 2 weeks on monday”, “the last friday of every month” "
    "or “monthly on the 1st”, or as an RFC 5545 RRULE such as FREQ=WEEKLY;BYDAY=FR."
)


def split(rule: str) -> dict[str, str]:
    return dict(cast(tuple[str, str], tuple(part.split("=", 1))) for part in rule.split(";"))


def end_of(parts: dict[str, str]) -> datetime:
    return datetime.strptime(parts["UNTIL"], "%Y%m%dT%H%M%S")  # noqa: DTZ007 (a wall's time has no zone)


def wall_of(moment: datetime, zone: ZoneInfo) -> datetime:
    return moment.astimezone(zone).replace(tzinfo=None, fold=0)


def occurrences(parts: dict[str, str], anchor: datetime) -> Iterator[datetime]:
    rule = ";".join(f"{name}={value}" for name, value in parts.items())
    try:
        yield from cast(Iterator[datetime], rrulestr(rule, dtstart=anchor))
    except (ValueError, OverflowError):
        return  # no hour fits, or the calendar ends


def unreadable(text: str) -> BadInput:
    return BadInput(f"“{text}” is not a rule that can be read. {EXAMPLES}")

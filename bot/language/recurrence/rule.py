"""Rules that repeat in a time zone's local time: an RFC 5545 RRULE, its occurrences, and its words."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from itertools import islice
from typing import cast
from zoneinfo import ZoneInfo

from dateutil.rrule import rrulestr

from bot.domain.dates import MONTHS, day_in_words
from bot.domain.text import quoted
from bot.errors import BadInput
from bot.language.moments import Moment, notes_on, place_on_wall

MOST_OFTEN = timedelta(hours=1)
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
_MOST_COUNTED = 400


@dataclass(frozen=True, slots=True)
class Recurrence:
    """A rule that repeats in local time. It begins on `starts_on` at `at`, which anchors its intervals and its COUNT.

    `rule` is an RFC 5545 RRULE without its prefix. Each occurrence is placed in the zone, so that 09:00 stays 09:00.
    A time that a clock change skips comes later by as much. Of a time that comes twice only the first counts, so an
    hourly rule skips the repeated hour. Occurrences at the same instant count once.
    """

    rule: str
    starts_on: date
    at: time

    def after(self, moment: datetime, zone: ZoneInfo) -> Moment | None:
        """The first occurrence after an aware moment; None if there are no more."""
        for wall in self._walls(wall_of(moment, zone) - DAY):
            if place_on_wall(wall, zone).at > moment:
                # A time that a clock change moved may come after the next local times.
                near = (place_on_wall(later, zone) for later in self._walls(wall, wall + DAY))
                return min((found for found in near if found.at > moment), key=_order)
        return None

    def up_to(self, since: datetime, until: datetime, zone: ZoneInfo, most: int = 200) -> tuple[Moment, ...]:
        """The latest `most` occurrences after `since`, up to and including `until` (both aware), oldest first."""
        begin = datetime.combine(self.starts_on, self.at) - DAY
        since = max(since, begin.replace(tzinfo=UTC) - DAY)
        if until <= since or most < 1:
            return ()
        begin, end = wall_of(since, zone) - DAY, wall_of(until, zone) + DAY
        reach = MOST_OFTEN * most + 4 * DAY
        while True:
            low = max(begin, end - reach)
            # Some of the first day may have come from the day before.
            trusted = since if low == begin else max(since, place_on_wall(low + DAY, zone).at)
            placed = sorted((place_on_wall(wall, zone) for wall in self._walls(low, end)), key=_order, reverse=True)
            found = {moment.at: moment for moment in placed if trusted < moment.at <= until}
            if len(found) >= most or low == begin:
                return tuple(found[at] for at in sorted(found)[-most:])
            reach = min(reach * 4, end - begin)

    def in_words(self) -> str:
        """The rule as people say it, "every Friday at 20:00"; the RRULE itself if it is too complex."""
        parts = split(self.rule)
        words = _hourly_words(parts, self.at) if parts["FREQ"] == "HOURLY" else _day_words(parts, self.starts_on)
        if words is None:
            return f"{self.rule} at {self.at:%H:%M}"
        if parts["FREQ"] != "HOURLY":
            words += f" at {self.at:%H:%M}"
        if parts["FREQ"] != "YEARLY" and "BYMONTH" in parts:
            words += f", in {_listed(MONTHS[int(month) - 1] for month in parts['BYMONTH'].split(','))}"
        if count := parts.get("COUNT"):
            words += ", once" if count == "1" else f", {count} times"
        return words + (f", until {day_in_words(end_of(parts).date())}" if "UNTIL" in parts else "")

    def notes(self, zone: ZoneInfo, now: datetime) -> tuple[str, ...]:
        """What to know before confirming: what is left out, the next clock change, and when it ends."""
        parts = split(self.rule)
        coming = islice(self._walls(wall_of(now, zone)), 100)
        placed = (place_on_wall(wall, zone) for wall in coming)
        moved = next((moment for moment in placed if moment.shift and moment.at > now), None)
        return (*_left_out(parts, self.starts_on), *(notes_on(moved, zone) if moved else ()), *self._ending(zone, now))

    def _ending(self, zone: ZoneInfo, now: datetime) -> tuple[str, ...]:
        parts = split(self.rule)
        if not parts.keys() & {"COUNT", "UNTIL"} or self.after(now + YEAR, zone):
            return ()
        until = min(now + YEAR, place_on_wall(end_of(parts), zone).at) if "UNTIL" in parts else now + YEAR
        left = self.up_to(now, until, zone, most=_MOST_COUNTED)
        if not left:
            return ("It will not happen again.",)
        last = f"<t:{int(left[-1].at.timestamp())}:F>"
        if len(left) == 1:
            return (f"It happens once, {last}.",)
        if len(left) == _MOST_COUNTED:
            return (f"It ends on {last}.",)
        return (f"It happens {len(left)} more times, last on {last}.",)

    def _walls(self, since: datetime, until: datetime | None = None) -> Iterator[datetime]:
        """The rule's local times from `since` up to and including `until`, without a zone."""
        parts = split(self.rule)
        anchor = datetime.combine(self.starts_on, self.at)
        if "COUNT" not in parts and since > anchor and parts["FREQ"] in STEPS:
            # dateutil counts from the anchor, which may just as well be whole intervals later.
            step = STEPS[parts["FREQ"]] * int(parts.get("INTERVAL", 1))
            anchor += (since - anchor) // step * step
        for wall in occurrences(parts, anchor):
            if until and wall > until:
                return
            if wall >= since:
                yield wall


def _order(moment: Moment) -> tuple[datetime, bool]:
    return moment.at, moment.shift is not None


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
    return BadInput(f"{quoted(text)} is not a rule that can be read. {EXAMPLES}")


def _hourly_words(parts: dict[str, str], at: time) -> str | None:
    if parts.keys() & {"BYHOUR", "BYDAY", "BYMONTHDAY"}:
        return None
    if every := parts.get("INTERVAL"):
        return f"every {every} hours, counted from {at:%H:%M}"
    return f"every hour, {f'{at.minute} minutes past' if at.minute else 'on the hour'}"


def _day_words(parts: dict[str, str], starts_on: date) -> str | None:
    """The days of a rule in words; None if they are too complex."""
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
        names = _listed(WEEKDAYS[day] for day in days.split(","))
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
        return "on the " + _listed(f"{_nth(int(day))}{' day' if int(day) < 0 else ''}" for day in days)
    days = parts.get("BYDAY", "").split(",")
    if shape == {"BYDAY"} and all(day[:-2] for day in days) and len({day[-2:] for day in days}) == 1:
        return f"on the {_listed(_nth(int(day[:-2])) for day in days)} {WEEKDAYS[days[0][-2:]]}"
    return None


def _left_out(parts: dict[str, str], starts_on: date) -> tuple[str, ...]:
    """Which months or years are left out because they lack a day of the rule, in words."""
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
    return (f"Months without a {_listed(missing, 'or')} are left out.",) if missing and len(days) < 2 else ()


def _nth(number: int) -> str:
    if number < 0:
        return "last" if number == -1 else f"{_nth(-number)} to last"
    ending = "th" if number % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"


def _listed(words: Iterable[str], joint: str = "and") -> str:
    *first, last = words
    return f"{', '.join(first)} {joint} {last}" if first else str(last)

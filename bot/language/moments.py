"""Reading times as people write them, in a server's time zone."""

import re
from dataclasses import dataclass, replace
from datetime import UTC, datetime, time, timedelta, timezone
from enum import StrEnum
from typing import Any
from zoneinfo import ZoneInfo

from bot.domain.dates import day_in_words
from bot.domain.text import escape, quoted
from bot.errors import BadInput

_LONGEST = 80
_FURTHEST = timedelta(days=5 * 366)
_MINUTE = timedelta(minutes=1)
_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_WEEKDAY = re.compile(rf"\b(?:{'|'.join(f'{day[:3]}(?:{day[3:]}|s|rs?|nes)?' for day in _WEEKDAYS)})\b")
_VAGUE = re.compile(r"\b(?:next|this|coming) (?:week|fortnight|month|year)\b")
_ORDINAL = re.compile(r"\d(?:st|nd|rd|th)\b")
_HH_MM = re.compile(r"(?<!\d)(?:[01]\d|2[0-3]):[0-5]\d(?P<seconds>:[0-5]\d)?\b")
_NAMED = {"noon": time(12), "midday": time(12), "midnight": time(0)}
_HOUR = r"(?P<hour>\d{1,2})(?:[:.h](?P<minute>\d{2})(?::(?P<second>[0-5]\d))?|h)?(?:\s*(?P<half>[ap])\.?m\.?)?"
_TIME_OF_DAY = re.compile(rf"(?:at\s+|@\s*)?{_HOUR}")
# Within a text, only what must be an hour: "8.30" alone may be a day.
_CLOCK = re.compile(
    rf"(?<![\w:./+-])(?:(?P<at>at\s+|@\s*)|(?=\d+:|\d+h|\d+(?:\.\d\d)?\s*[ap]\.?m)){_HOUR}(?!\w|[:./-]\d)"
)
# A sign right after an hour is more likely a range ("10:00-12:00"), unless the hour is in ISO format.
_OFFSET = re.compile(
    r"(?:(?<=\d)|(?<=\s))(?:z|(?:utc|gmt)(?:\s*(?P<far>[+-]\d{1,2}(?::?\d{2})?))?)$"
    r"|(?:(?<=\s)|(?<=t\d\d:\d\d)|(?<=t\d\d:\d\d:\d\d))(?P<sign>[+-]\d{2}:\d{2})$"
)


class Shift(StrEnum):
    """What a clock change does to a local time: that day skips it, or has it twice."""

    SKIPPED = "skipped"
    REPEATED = "repeated"


@dataclass(frozen=True, slots=True)
class Moment:
    """A local time: `at` is the instant in UTC, `wall` the time on the zone's wall clock, without a zone.

    SKIPPED: the clock never shows `wall`, and `at` is later by as much as the clock goes forward. REPEATED: `at` is
    the first of the two. `is_duration`: it was given as a length of time from now, such as "in 2 hours".
    """

    at: datetime
    wall: datetime
    shift: Shift | None = None
    is_duration: bool = False


def place_on_wall(wall: datetime, zone: ZoneInfo) -> Moment:
    """When a zone's wall clock shows this time, which has no zone of its own."""
    first, second = (wall.replace(tzinfo=zone, fold=fold).utcoffset() or timedelta() for fold in (0, 1))
    # In a gap the earlier reading counts with the offset before the change, which moves it forward (PEP 495).
    shift = None if first == second else Shift.REPEATED if first > second else Shift.SKIPPED
    return Moment((wall - first).replace(tzinfo=UTC, fold=0), wall.replace(fold=0), shift)


def notes_on(moment: Moment, zone: ZoneInfo) -> tuple[str, ...]:
    """How a clock change affects a moment, in words with Discord's timestamp; () if it does not."""
    if moment.shift is None:
        return ()
    shown = f"{moment.wall:%H:%M}"
    where = f"in {escape(zone.key)} on {day_in_words(moment.wall.date())}, since the clocks go"
    if moment.shift is Shift.SKIPPED:
        becomes = f"{moment.at.astimezone(zone):%H:%M} ({_stamp(moment.at)})"
        return (f"{shown} does not exist {where} forward: it becomes {becomes}.",)
    return (f"{shown} happens twice {where} back: the first is taken, {_stamp(moment.at)}.",)


def read_time_of_day(text: str) -> time:
    """A time of day: "20:00", "8pm", "8.30 pm", "20h", "noon". Raises BadInput in words for anything else."""
    plain = " ".join(text.casefold().split())
    if named := _NAMED.get(plain.removeprefix("at ")):
        return named
    # Digits alone can mean anything.
    form = None if plain.isdecimal() else _TIME_OF_DAY.fullmatch(plain)
    read = _time_of(form) if form and not form["second"] else None
    if read is None:
        raise BadInput(f"{quoted(text, _LONGEST)} is not an hour that can be read. Write one such as 20:00 or 8pm.")
    return read


def _time_of(form: re.Match[str]) -> time | None:
    hour, minute = int(form["hour"]), int(form["minute"] or 0)
    if form["half"]:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if form["half"] == "p" else 0)
    return time(hour, minute, int(form["second"] or 0)) if hour < 24 and minute < 60 else None


def read_moment(text: str, zone: ZoneInfo, now: datetime) -> Moment:
    """The moment that a person means: "tomorrow 6pm", "in 2 hours", "friday 20:00", "2026-12-01 18:00".

    `now` is aware. The result is a time on the zone's wall clock, or on that of the offset that ends the text
    ("12:00Z"); a length of time counts from now, to the second. Raises BadInput in words if the text can't be read,
    names no day or no hour, may mean two days, is over, or is more than five years ahead.
    """
    plain = " ".join(text.casefold().split())
    if len(plain) > _LONGEST or not plain.isascii():
        raise _unreadable(text)
    offset = _offset(plain)
    plain = _plain_hours(_OFFSET.sub("", plain).strip() if offset else plain)
    there = offset or zone
    base = now.astimezone(there).replace(tzinfo=None)
    if _HH_MM.fullmatch(plain):
        plain = f"{'today' if time.fromisoformat(plain) >= base.time() else 'tomorrow'} {plain}"
    wall = _read(text, plain, base)
    if _read(text, plain, base + _MINUTE) - wall == _MINUTE:
        # It moves with the clock, so the text names a duration, which a clock change does not make longer.
        moment = replace(_shown((now + (wall - base)).replace(microsecond=0), zone), is_duration=True)
    elif wall != wall.replace(second=0, microsecond=0) and not _names_a_second(plain):
        raise _unreadable(text)
    else:
        moment = _shown(wall.replace(tzinfo=offset), zone) if offset else place_on_wall(wall, zone)
    if moment.shift is Shift.REPEATED and moment.at < now:
        # The first of the two is over, so the second is meant.
        moment = _shown(wall.replace(tzinfo=zone, fold=1), zone)
    _check(text, moment, zone, now.replace(microsecond=0))
    return moment


def _names_a_second(plain: str) -> bool:
    form = _HH_MM.search(plain)
    return form is not None and form["seconds"] is not None


def _shown(at: datetime, zone: ZoneInfo) -> Moment:
    return Moment(at.astimezone(UTC), at.astimezone(zone).replace(tzinfo=None, fold=0))


def _offset(plain: str) -> timezone | None:
    """The UTC offset that ends the text; None if there is none, or none that exists on Earth."""
    form = _OFFSET.search(plain)
    if form is None:
        return None
    far = form["far"] or form["sign"] or "+0"
    hours, minutes = int(far[1:3].strip(":")), int(far[-2:]) if len(far) > 3 else 0
    length = timedelta(hours=hours, minutes=minutes)
    return timezone(-length if far[0] == "-" else length) if length <= timedelta(hours=14) else None


def _plain_hours(plain: str) -> str:
    """The text with its hour written as 20:00, after a space. "in 2h" is a duration and stays."""
    head, at, tail = plain.partition(" at ") if plain.startswith("in ") else ("", "", plain)
    if plain.startswith("in ") and not at:
        return plain

    def written(form: re.Match[str]) -> str:
        read = _time_of(form)
        return read.isoformat("seconds" if form["second"] else "minutes") if read else form[0]

    for name, hour in _NAMED.items():
        tail = re.sub(rf"\b(?:at )?{name}\b", f"{hour:%H:%M}", tail)
    return f"{head}{at}{_CLOCK.sub(written, tail)}"


def _read(text: str, plain: str, base: datetime) -> datetime:
    """The local time that dateparser makes of the text, if everything in the text is in the result."""
    walls = {wall for order in ("DMY", "MDY") if (wall := _parsed(text, plain, base, order))}
    if len(walls) > 1:
        either = " or ".join(day_in_words(wall.date()) for wall in sorted(walls))
        raise BadInput(f"{quoted(text)} may be {either}. Write the month as a word, or the day as 2026-12-01.")
    if not walls or _VAGUE.search(plain):
        raise _unreadable(text)
    wall = walls.pop()
    if wall < base and _ORDINAL.search(plain):
        # dateparser reads "the 5th" as this month's, even if it is over.
        next_month = (base.replace(day=1) + timedelta(days=31)).replace(day=1)
        wall = _parsed(text, plain, next_month, "DMY") or wall
    week_before = wall - timedelta(days=7)
    if _WEEKDAY.search(plain) and "next" not in plain and week_before >= base and _all_said(plain, week_before):
        wall = week_before  # dateparser never reads a weekday as today.
    for day in _WEEKDAY.findall(plain):
        if not _WEEKDAYS[wall.weekday()].startswith(day[:3]):
            named = _WEEKDAYS[wall.weekday()].capitalize()
            raise BadInput(
                f"{day_in_words(wall.date())} is a {named}. Name the weekday or the date, or a matching pair."
            )
    return wall


def _parsed(text: str, plain: str, base: datetime, order: str) -> datetime | None:
    settings: dict[str, Any] = {
        "RELATIVE_BASE": base,
        "DATE_ORDER": order,
        "PREFER_DATES_FROM": "future",
        "RETURN_TIME_AS_PERIOD": True,
        # Otherwise "may 18:00" would be read as today's day of that month.
        "REQUIRE_PARTS": [] if _WEEKDAY.search(plain) else ["day"],
    }
    from dateparser.date import DateDataParser  # loaded when it is first needed; see `loading`

    try:
        found = DateDataParser(languages=["en"], settings=settings).get_date_data(plain)
    except (ValueError, OverflowError):
        return None
    wall = found.date_obj
    # An abbreviated zone can mean several.
    if wall is None or wall.tzinfo or not _all_said(plain, wall):
        return None
    # dateparser does not say "time" for an hour that equals the current one.
    if found.period != "time" and not _HH_MM.search(plain):
        raise BadInput(f"{quoted(text)} names no hour. Add the hour, such as {quoted(f'{text} 20:00')}.")
    return wall


def _all_said(plain: str, wall: datetime) -> bool:
    """Whether every number in the text is in the result: dateparser ignores what it can't place."""
    if re.search(r"\b(?:in|ago|from now)\b|\d ?[a-z]+$", plain):
        return True
    meant = {wall.year, wall.year % 100, wall.month, wall.day, wall.hour, wall.minute, wall.second, 0}
    return {int(number) for number in re.findall(r"\d+", plain)} <= meant


def _check(text: str, moment: Moment, zone: ZoneInfo, now: datetime) -> None:
    if moment.at < now:
        tomorrow = (now.astimezone(zone) + timedelta(days=1)).date()
        again = place_on_wall(datetime.combine(tomorrow, moment.wall.time().replace(second=0)), zone)
        raise BadInput(
            f"{quoted(text)} was {_stamp(moment.at)}, which is in the past. "
            f"Write “tomorrow {moment.wall:%H:%M}” for {_stamp(again.at)}."
        )
    if moment.at > now + _FURTHEST:
        raise BadInput(f"{quoted(text)} would be {_stamp(moment.at)}. Name a time within the next five years.")


def _stamp(at: datetime) -> str:
    return f"<t:{int(at.timestamp())}:F>"


def _unreadable(text: str) -> BadInput:
    return BadInput(
        f"{quoted(text, _LONGEST)} is not a time that can be read. "
        "Write one such as “tomorrow 20:00”, “friday 8pm”, “in 2 hours” or “2026-12-01 18:00”."
    )

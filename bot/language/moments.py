"""Reading times as people write them, in a server's time zone."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta, timezone
from enum import StrEnum
from zoneinfo import ZoneInfo

from bot.domain.dates import day_in_words
from bot.domain.text import escape, quoted
from bot.errors import BadInput
from bot.language.calendar.days import take_day
from bot.language.calendar.hours import Hour, take_hour
from bot.language.calendar.lengths import Length, take_length
from bot.language.calendar.named_days import NamedDay, check_weekday
from bot.language.calendar.tokens import Cursor, Form, Token, plain, tokens
from bot.language.calendar.vocabulary import PARTS_OF_DAY

_LONGEST = 80
_FURTHEST = timedelta(days=5 * 366)
_DAY = timedelta(days=1)
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


@dataclass(slots=True)
class _Said:
    """What a text says about a time: its days, its hour, and the part of the day."""

    days: list[NamedDay]
    hour: Hour | None = None
    part: str | None = None


def read_moment(text: str, zone: ZoneInfo, now: datetime) -> Moment:
    """The moment that a person means: "tomorrow 6pm", "in 2 hours", "friday 20:00", "2026-12-01 18:00".

    `now` is aware. The result is a time on the zone's wall clock, or on that of the offset that ends the text
    ("12:00Z"); a length of time counts from now, to the second. Raises BadInput in words if any word of the text is
    not understood, if it names no day or no hour, may mean two times, is over, or is more than five years ahead.
    """
    written = plain(text)
    if len(written) > _LONGEST or not written.isascii():
        raise _unreadable(text)
    offset = _offset(written)
    written = _OFFSET.sub("", written).strip() if offset else written
    cursor = Cursor(tokens(re.sub(r"(?<=\d)t(?=\d\d:)", " ", written)))
    try:
        moment = _moment(text, cursor, offset, zone, now)
    except (ValueError, OverflowError):
        raise _unreadable(text) from None
    _check(text, moment, zone, now.replace(microsecond=0))
    return moment


def _moment(text: str, cursor: Cursor, offset: timezone | None, zone: ZoneInfo, now: datetime) -> Moment:
    length = _from_now(text, cursor, offset)
    if length and cursor.is_done:
        if not length.hours and length != Length():
            length.days_after(now.date())  # a day that no calendar has needs no hour
            raise _no_hour(text)
        if offset or length.months:
            raise _unreadable(text)
        # A clock change does not make it longer.
        return replace(_shown((now + length.duration).replace(microsecond=0), zone), is_duration=True)
    said = _said(text, cursor, [NamedDay(away=length)] if length else [])
    base = now.astimezone(offset or zone).replace(tzinfo=None)
    wall = _wall(text, said, base)
    moment = _shown(wall.replace(tzinfo=offset), zone) if offset else place_on_wall(wall, zone)
    if moment.shift is Shift.REPEATED and moment.at < now:
        # The first of the two is over, so the second is meant.
        moment = _shown(wall.replace(tzinfo=zone, fold=1), zone)
    return moment


def _from_now(text: str, cursor: Cursor, offset: timezone | None) -> Length | None:
    """Take how far from now the moment is; None if the text does not begin with that."""
    if cursor.word("now"):
        if not cursor.is_done:
            raise _unreadable(text)
        return Length()
    begun = cursor.at
    after_in = cursor.word("in") is not None
    length = take_length(cursor)
    if length and len(cursor.parts) == 1:
        _refuse_either(text, cursor.parts[0], length, offset)
    said = length and (cursor.words("from", "now") or after_in)
    if length and length.hours and not cursor.is_done:
        if said:
            raise _unreadable(text)
        length = None  # "20h tomorrow" is a time of day
    if length is None or (offset and length.hours and not said):
        cursor.at = begun
        return None
    return length


def _refuse_either(text: str, token: Token, length: Length, offset: timezone | None) -> None:
    """Refuse what may be a time of day or a length, such as "2h"."""
    if offset or not (token.text.endswith("h") or token.form is Form.CLOCK) or length.seconds > 24 * 3600:
        return
    hours, minutes = divmod(int(length.seconds) // 60, 60)
    plural = "" if hours == 1 else "s"
    and_minutes = f" {minutes:d} minutes" if minutes else ""
    raise BadInput(
        f"{quoted(text)} may be a length of time or a time of day. "
        f"Write “in {hours:d} hour{plural}{and_minutes}” or “{hours % 24:02d}:{minutes:02d}”."
    )


def _said(text: str, cursor: Cursor, days: list[NamedDay]) -> _Said:
    """Take everything that a text says. Raises BadInput if any of it is not understood, or said twice."""
    said = _Said(days)
    while not cursor.is_done:
        if (hour := take_hour(cursor)) and said.hour is None:
            said.hour = hour
        elif hour is None and (part := _part_of_day(cursor)) and said.part is None:
            said.part = part.removeprefix("to").removeprefix("this ")
            if part != said.part:
                said.days.append(NamedDay(away=Length()))
        elif hour is None and (day := take_day(cursor)):
            said.days.append(day)
        elif hour or not cursor.word(",") or cursor.is_done:
            raise _unreadable(text)
    weekdays = [day for day in said.days if day.is_only_a_weekday]
    if (
        len(said.days) > 2
        or (len(said.days) == 2 and len(weekdays) != 1)
        or (len(said.days) == 2 and any(day.is_next for day in said.days))
    ):
        raise _unreadable(text)
    if not (said.days or said.hour or said.part):
        raise _unreadable(text)
    if said.hour is None:
        raise _no_hour(text)
    return said


def _part_of_day(cursor: Cursor) -> str | None:
    """Take a part of the day. One that names today as well keeps its "this" or "to"."""
    if cursor.word("tonight"):
        return "tonight"
    begun = cursor.at
    before = cursor.word("this", "at", "in")
    if before == "in" and not cursor.word("the"):
        cursor.at = begun
        return None
    part = cursor.word(*PARTS_OF_DAY)
    if part is None or (before == "at" and part != "night"):
        cursor.at = begun
        return None
    return f"this {part}" if before == "this" else part


def _wall(text: str, said: _Said, base: datetime) -> datetime:
    """The local time that is meant, without a zone."""
    at, later = _hour_of_part(text, said)
    if not said.days:
        today = datetime.combine(base.date() + later, at)
        return today if today >= base else today + _DAY
    weekday = next((day.weekday for day in said.days if day.is_only_a_weekday and len(said.days) > 1), None)
    dated = next((day for day in said.days if not day.is_only_a_weekday), said.days[0])
    coming: Iterator[date] = dated.coming(base.date(), text)
    walls = [datetime.combine(day + later, at) for day in coming]
    if not walls:
        raise _unreadable(text)
    wall = next((wall for wall in walls if wall >= base), walls[0]) if dated.comes_often else walls[0]
    if weekday is not None:
        check_weekday((wall - later).date(), weekday)
    return wall


def _hour_of_part(text: str, said: _Said) -> tuple[time, timedelta]:
    """The time of day, and how much later than the named day it is. Raises BadInput if the two don't fit."""
    hour = said.hour
    if hour is None:
        raise _no_hour(text)
    if said.part is None:
        if hour.is_midnight and said.days:
            raise BadInput(
                f"{quoted(text)} may be the beginning or the end of that day. "
                "Write 00:00 with the day that begins then."
            )
        return hour.at, timedelta()
    part = PARTS_OF_DAY[said.part]
    number = 24 if hour.is_midnight and said.part == "night" else hour.at.hour
    if hour.may_be_later:
        number = part.added.get(hour.at.hour, -1)
    if number not in part.hours:
        raise BadInput(
            f"{quoted(text)}: {hour.at:%H:%M} is not in the {escape(said.part)}. Write the hour as 20:00 or 8pm."
        )
    return hour.at.replace(hour=number % 24), timedelta(days=number // 24)


def _no_hour(text: str) -> BadInput:
    return BadInput(f"{quoted(text)} names no hour. Add the hour, such as {quoted(f'{text} 20:00')}.")


def _shown(at: datetime, zone: ZoneInfo) -> Moment:
    return Moment(at.astimezone(UTC), at.astimezone(zone).replace(tzinfo=None, fold=0))


def _offset(written: str) -> timezone | None:
    """The UTC offset that ends the text; None if there is none, or none that exists on Earth."""
    form = _OFFSET.search(written)
    if form is None:
        return None
    far = form["far"] or form["sign"] or "+0"
    hours, minutes = int(far[1:3].strip(":")), int(far[-2:]) if len(far) > 3 else 0
    length = timedelta(hours=hours, minutes=minutes)
    return timezone(-length if far[0] == "-" else length) if length <= timedelta(hours=14) else None


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

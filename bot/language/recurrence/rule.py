"""Rules that repeat in a time zone's local time, and their occurrences."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from itertools import islice
from typing import cast
from zoneinfo import ZoneInfo

from dateutil.rrule import rrulestr

from bot.language.moments import Moment, notes_on, place_on_wall
from bot.language.recurrence.saying import in_words, left_out
from bot.language.recurrence.text import RuleText, end_of, joined

MOST_OFTEN = timedelta(hours=1)
YEAR = timedelta(days=366)
DAY = timedelta(days=1)
"""More than any clock change moves a time."""
STEPS = {"HOURLY": timedelta(hours=1), "DAILY": timedelta(days=1), "WEEKLY": timedelta(weeks=1)}
_MOST_COUNTED = 400
_CALENDAR_COMES_AGAIN = 40 * YEAR
"""Even a 29 February falls on the same weekday again within this time."""


@dataclass(frozen=True, slots=True)
class Recurrence:
    """A rule that repeats in local time. It begins on `starts_on` at `at`, which anchors its intervals and its COUNT.

    `rule` is the text of a `RuleText`: an RFC 5545 RRULE without its prefix, and its exceptions. Each occurrence is
    placed in the zone, so that 09:00 stays 09:00. A time that a clock change skips comes later by as much. Of a time
    that comes twice only the first counts, so an hourly rule skips the repeated hour. Occurrences at the same instant
    count once.
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
        """The rule as people say it, "every Friday at 20:00"; the RRULE itself if it is too complex.

        `read_rule` reads the words as the same rule, with the same `at`.
        """
        return in_words(RuleText.parse(self.rule), self.starts_on, self.at)

    def notes(self, zone: ZoneInfo, now: datetime) -> tuple[str, ...]:
        """What to know before confirming: what is left out, the next clock change, and when it ends."""
        coming = islice(self._walls(wall_of(now, zone)), 100)
        placed = (place_on_wall(wall, zone) for wall in coming)
        moved = next((moment for moment in placed if moment.shift and moment.at > now), None)
        left = left_out(RuleText.parse(self.rule), self.starts_on)
        return (*left, *(notes_on(moved, zone) if moved else ()), *self._ending(zone, now))

    def _ending(self, zone: ZoneInfo, now: datetime) -> tuple[str, ...]:
        parts = RuleText.parse(self.rule).parts
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
        rule = RuleText.parse(self.rule)
        anchor = datetime.combine(self.starts_on, self.at)
        if "COUNT" not in rule.parts and since > anchor and rule.freq in STEPS:
            # dateutil counts from the anchor, which may just as well be whole intervals later.
            step = STEPS[rule.freq] * rule.interval
            anchor += (since - anchor) // step * step
        for wall in occurrences(rule, anchor):
            if until and wall > until:
                return
            if wall >= since:
                yield wall


def _order(moment: Moment) -> tuple[datetime, bool]:
    return moment.at, moment.shift is not None


def wall_of(moment: datetime, zone: ZoneInfo) -> datetime:
    """What a zone's wall clock shows at an aware moment."""
    return moment.astimezone(zone).replace(tzinfo=None, fold=0)


def occurrences(rule: RuleText, anchor: datetime) -> Iterator[datetime]:
    """The local times of a rule from its anchor on. Of a rule with exceptions, COUNT counts those that happen."""
    if not rule.has_exceptions:
        yield from _all(rule.parts, anchor)
        return
    count = rule.parts.get("COUNT")
    yield from islice(_happening(rule, anchor), int(count) if count else None)


def _happening(rule: RuleText, anchor: datetime) -> Iterator[datetime]:
    last = anchor
    for wall in _all(rule.changed(COUNT=None).parts, anchor):
        if not is_left_out(rule, wall.date()):
            last = wall
            yield wall
        elif wall - last > _CALENDAR_COMES_AGAIN:
            return  # the exceptions leave nothing more


def _all(parts: Mapping[str, str], anchor: datetime) -> Iterator[datetime]:
    try:
        yield from cast(Iterator[datetime], rrulestr(joined(parts), dtstart=anchor))
    except (ValueError, OverflowError):
        return  # no hour fits, or the calendar ends


def is_left_out(rule: RuleText, day: date) -> bool:
    """Whether a day is among a rule's exceptions."""
    return day in rule.without_days or any(day in _days_of_year(without, day.year) for without in rule.without)


@lru_cache(maxsize=256)
def _days_of_year(rrule: str, year: int) -> frozenset[date]:
    first = datetime(year, 1, 1)  # noqa: DTZ001 (a wall's time has no zone)
    return frozenset(wall.date() for wall in rrulestr(rrule, dtstart=first).between(first, first + YEAR, inc=True))

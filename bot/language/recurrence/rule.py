"""Rules by which something repeats on the wall of a time zone."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from itertools import islice
from zoneinfo import ZoneInfo

from bot.domain.dates import MONTHS, day_in_words
from bot.language.moments import Moment, notes_on, place_on_wall
from bot.language.recurrence.rrule import DAY, STEPS, YEAR, end_of, occurrences, split, wall_of
from bot.language.recurrence.wording import day_words, hourly_words, left_out, listed

MOST_OFTEN = timedelta(hours=1)
_MOST_TOLD = 400


@dataclass(frozen=True, slots=True)
class Recurrence:
    """A rule that repeats on a wall: it begins on `starts_on` at `at`, which also anchors its intervals and its COUNT.

    `rule` is an RFC 5545 RRULE without its prefix; a day's occurrence is then placed in the zone, so 09:00 stays
    09:00 there. Times that the clock change leaves out come as much later, and of a time that comes twice the first
    counts: an hourly rule passes over the repeated hour. What falls on one instant counts once.
    """

    rule: str
    starts_on: date
    at: time

    def after(self, moment: datetime, zone: ZoneInfo) -> Moment | None:
        """The first occurrence after an aware moment; None if there is none any more."""
        for wall in self._walls(wall_of(moment, zone) - DAY):
            if place_on_wall(wall, zone).at > moment:
                # A time that a clock change moved may be overtaken by the next ones on the wall.
                near = (place_on_wall(one, zone) for one in self._walls(wall, wall + DAY))
                return min((one for one in near if one.at > moment), key=_order)
        return None

    def up_to(self, since: datetime, until: datetime, zone: ZoneInfo, most: int = 200) -> tuple[Moment, ...]:
        """Of the occurrences after `since` up to and with `until` (both aware) the latest `most`, oldest first."""
        begin = datetime.combine(self.starts_on, self.at) - DAY
        since = max(since, begin.replace(tzinfo=UTC) - DAY)
        if until <= since or most < 1:
            return ()
        begin, end = wall_of(since, zone) - DAY, wall_of(until, zone) + DAY
        reach = MOST_OFTEN * most + 4 * DAY
        while True:
            low = max(begin, end - reach)
            # Of the first day looked at, something may have come from the day before.
            trusted = since if low == begin else max(since, place_on_wall(low + DAY, zone).at)
            placed = sorted((place_on_wall(wall, zone) for wall in self._walls(low, end)), key=_order, reverse=True)
            found = {one.at: one for one in placed if trusted < one.at <= until}
            if len(found) >= most or low == begin:
                return tuple(found[at] for at in sorted(found)[-most:])
            reach = min(reach * 4, end - begin)

    def in_words(self) -> str:
        """The rule as people say it, "every Friday at 20:00"; one that is too intricate as it is written."""
        parts = split(self.rule)
        words = hourly_words(parts, self.at) if parts["FREQ"] == "HOURLY" else day_words(parts, self.starts_on)
        if words is None:
            return f"{self.rule} at {self.at:%H:%M}"
        if parts["FREQ"] != "HOURLY":
            words += f" at {self.at:%H:%M}"
        if parts["FREQ"] != "YEARLY" and "BYMONTH" in parts:
            words += f", in {listed(MONTHS[int(month) - 1] for month in parts['BYMONTH'].split(','))}"
        if count := parts.get("COUNT"):
            words += ", once" if count == "1" else f", {count} times"
        return words + (f", until {day_in_words(end_of(parts).date())}" if "UNTIL" in parts else "")

    def notes(self, zone: ZoneInfo, now: datetime) -> tuple[str, ...]:
        """What is worth knowing before going ahead: what is left out, the next clock change, when it ends."""
        parts = split(self.rule)
        coming = islice(self._walls(wall_of(now, zone)), 100)
        placed = (place_on_wall(wall, zone) for wall in coming)
        moved = next((one for one in placed if one.shift and one.at > now), None)
        return (*left_out(parts, self.starts_on), *(notes_on(moved, zone) if moved else ()), *self._ending(zone, now))

    def _ending(self, zone: ZoneInfo, now: datetime) -> tuple[str, ...]:
        parts = split(self.rule)
        if not parts.keys() & {"COUNT", "UNTIL"} or self.after(now + YEAR, zone):
            return ()
        until = min(now + YEAR, place_on_wall(end_of(parts), zone).at) if "UNTIL" in parts else now + YEAR
        left = self.up_to(now, until, zone, most=_MOST_TOLD)
        if not left:
            return ("It will not happen again.",)
        last = f"<t:{int(left[-1].at.timestamp())}:F>"
        if len(left) == 1:
            return (f"It happens once, {last}.",)
        return (
            f"It happens {len(left)} more times, last on {last}." if len(left) < _MOST_TOLD else f"It ends on {last}.",
        )

    def _walls(self, since: datetime, until: datetime | None = None) -> Iterator[datetime]:
        """The wall times of the rule from `since` up to and with `until`, none of which has a zone."""
        parts = split(self.rule)
        anchor = datetime.combine(self.starts_on, self.at)
        if "COUNT" not in parts and since > anchor and parts["FREQ"] in STEPS:
            # dateutil counts from the anchor, which may as well lie whole intervals later.
            step = STEPS[parts["FREQ"]] * int(parts.get("INTERVAL", 1))
            anchor += (since - anchor) // step * step
        for wall in occurrences(parts, anchor):
            if until and wall > until:
                return
            if wall >= since:
                yield wall


def _order(moment: Moment) -> tuple[datetime, bool]:
    return moment.at, moment.shift is not None

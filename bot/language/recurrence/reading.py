"""Reading the rule by which something repeats, as an RRULE or in English: "every friday", "mon, wed and fri"."""

import re
from dataclasses import dataclass, replace
from datetime import MAXYEAR, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.domain.dates import day_in_words
from bot.domain.text import quoted
from bot.errors import BadInput
from bot.language.calendar.hours import Hour, no_hour, read_time_of_day, take_hour
from bot.language.calendar.tokens import Cursor, Form, Token, plain, tokens
from bot.language.moments import place_on_wall
from bot.language.recurrence.grammar import parse
from bot.language.recurrence.meaning import Asking, meaning, no_exception
from bot.language.recurrence.rrules import EXAMPLES, checked, settled, unreadable
from bot.language.recurrence.rule import DAY, YEAR, Recurrence, is_left_out, occurrences, wall_of
from bot.language.recurrence.text import RuleText, end_of
from bot.language.recurrence.words import EVERY, GROUPS

_LONGEST = 290
"""With an hour, it must fit into the form in which it is corrected."""
_FURTHEST = timedelta(days=3653)
_FIRST_YEAR = 1970
_RRULE = re.compile(r"(?P<rrule>(?:rrule:)?\S*=\S*)(?P<rest>.*)", re.IGNORECASE)
_BEFORE_HOUR = (("counted", "from"), ("from",), ("starting",), ())


def read_repeat(text: str, zone: ZoneInfo, now: datetime) -> Recurrence:
    """The rule that a person means, with its hour: "every friday at 20:00". Raises BadInput as `read_rule` does."""
    return _read(text, None, zone, now)


def read_rule(text: str, at: time, zone: ZoneInfo, now: datetime) -> Recurrence:
    """The rule that a person means, in English or as an RRULE, from its first time after `now` (aware).

    An hourly rule begins with the next `at`. Raises BadInput in words if any word of the rule is not understood, if it
    repeats more than once an hour, names another hour than `at`, does not happen within ten years, or is over.
    """
    return _read(text, at.replace(second=0, microsecond=0, tzinfo=None), zone, now)


def _read(text: str, at: time | None, zone: ZoneInfo, now: datetime) -> Recurrence:
    text = " ".join(text.split())
    if not text and at is None:
        raise _no_hour_said()
    if not text or len(text) > _LONGEST:
        raise BadInput(f"A rule has 1 to {_LONGEST} characters. {EXAMPLES}")
    form = _RRULE.fullmatch(text)
    line = _Line.of(form["rest"].strip() if form else text)
    if form is None and not line.rest:
        raise _no_hour_said() if at is None else unreadable(text)
    if form and (line.rest or "=" in form["rest"]):
        raise unreadable(text)
    name = form["rrule"] if form else line.rule
    at = _hour(line, at, name)
    rule = checked(name, name.upper(), zone) if form else _from_english(line, name, at, zone, now)
    return _placed(rule, name, at, zone, now)


def _no_hour_said() -> BadInput:
    return BadInput("Say how often and at what time, such as “every Friday at 20:00”.")


@dataclass(frozen=True, slots=True)
class _Line:
    """A line with a rule and hours in it. `rule` is its text without them, `rest` the tokens of that."""

    rule: str
    rest: tuple[Token, ...]
    hours: tuple[Hour, ...]

    @classmethod
    def of(cls, text: str) -> "_Line":
        """Raises BadInput in words for what stands where an hour should."""
        written = plain(text)
        cursor = Cursor(tokens(written))
        rest: list[Token] = []
        hours: list[Hour] = []
        while token := cursor.peek():
            hour = None if rest and rest[-1].text in EVERY else _taken(cursor)
            if hour:
                hours.append(hour)
                continue
            _check_no_hour(cursor, written)
            rest.append(token)
            cursor.at += 1
        source = text if len(text) == len(written) else written
        return cls(_without_hours(source, rest), tuple(rest), tuple(hours))


def _taken(cursor: Cursor) -> Hour | None:
    begun = cursor.at
    for words in _BEFORE_HOUR:
        if cursor.words(*words) and (hour := take_hour(cursor)):
            return hour
        cursor.at = begun
    return None


def _check_no_hour(cursor: Cursor, written: str) -> None:
    """Raise BadInput for what is no hour of any clock, or follows "at" and is none."""
    token, following = cursor.peek(), cursor.peek(1)
    if token and token.form is Form.CLOCK:
        raise no_hour(token.text)
    if token and following and token.text in ("at", "@") and following.text not in ("the", *GROUPS):
        read_time_of_day(written[following.begin :])
        raise no_hour(written[following.begin :])


def _without_hours(text: str, rest: list[Token]) -> str:
    """The text of these tokens, with what stood between those that followed each other."""
    kept = ""
    for before, token in zip([None, *rest], rest, strict=False):
        between = text[before.end : token.begin] if before else ""
        kept += (between if not between.strip() else " ") + text[token.begin : token.end]
    return kept.replace(" ,", ",").strip(" ,")


def _hour(line: _Line, at: time | None, name: str) -> time:
    """The hour of a rule: the one that has its own field, or the one in the line. Raises BadInput if they differ."""
    if with_second := next((hour for hour in line.hours if hour.has_second), None):
        raise no_hour(f"{with_second.at:%H:%M:%S}")
    # Digits alone can mean anything, so they only repeat an hour.
    clear = [hour.at for hour in line.hours if not hour.is_bare]
    if at is None and not clear:
        raise no_hour(str(line.hours[0].at.hour)) if line.hours else _no_hour_said()
    meant = clear[0] if at is None else at
    if any(hour.at != meant for hour in line.hours):
        if at is None:
            raise BadInput(f"{quoted(name)} has two hours. Leave one of them out.")
        raise BadInput(
            f"{quoted(name)} names another hour than {at:%H:%M}, which has its own field. Leave it out here."
        )
    return meant


def _from_english(line: _Line, name: str, at: time, zone: ZoneInfo, now: datetime) -> RuleText:
    """The rule that English words mean. Raises BadInput unless every word is reflected in it."""
    if len(name) > _LONGEST:
        raise unreadable(name)
    wall = wall_of(now, zone)
    try:
        sentence = parse(Cursor(line.rest), wall.date(), name)
    except (ValueError, OverflowError):
        sentence = None
    if sentence is None:
        raise unreadable(name)
    rule = meaning(sentence, Asking(name, wall.date(), over_today=at <= wall.time()))
    if rule.begins and rule.begins.year < _FIRST_YEAR:
        raise unreadable(name)
    if sentence.minute is not None and (rule.freq != "HOURLY" or sentence.minute != at.minute):
        raise BadInput(f"{quoted(name)} names another minute than {at:%H:%M}. Leave one of the two out.")
    return replace(
        checked(name, str(RuleText(rule.parts)), zone),
        begins=rule.begins,
        without=rule.without,
        without_days=tuple(sorted(set(rule.without_days))),
    )


def _placed(rule: RuleText, name: str, at: time, zone: ZoneInfo, now: datetime) -> Recurrence:
    """A rule with its first day. Raises BadInput in words if it does not happen."""
    starts_on, first = _first(rule, at, zone, now)
    if first is None or first - wall_of(now, zone) > _FURTHEST:
        raise _never(name)
    if "UNTIL" in rule.parts and first > end_of(rule.parts):
        raise BadInput(_over(name, rule, at, zone))
    rule = settled(rule, starts_on, at)
    if rule.begins:
        # It says nothing if it would begin then by itself.
        by_itself = _first(replace(rule, begins=None), at, zone, now)[0] == starts_on
        rule = replace(rule, begins=None if by_itself else starts_on)
    if rule.has_exceptions:
        rule = _with_exceptions(rule, datetime.combine(starts_on, at), wall_of(now, zone), name)
    found = Recurrence(str(rule), starts_on, at)
    if rule.begins and found.after(now, zone) is None:
        raise BadInput(f"{quoted(name)} would not happen again. Name a later day.")
    if len(found.in_words()) > _LONGEST:
        raise BadInput(f"A rule has 1 to {_LONGEST} characters. {EXAMPLES}")
    return found


def _never(name: str) -> BadInput:
    return BadInput(f"{quoted(name)} would never happen, at least not within ten years. {EXAMPLES}")


def _with_exceptions(rule: RuleText, anchor: datetime, now: datetime, name: str) -> RuleText:
    """The rule without exceptions that were over when it began.

    Raises BadInput in words if an exception leaves nothing out, or if all of them leave nothing of the rule.
    """
    coming = {day for day in rule.without_days if day >= anchor.date()}
    left_out, missing = set[str](), set(coming)
    happens = False
    for wall in occurrences(replace(rule, without=(), without_days=()).changed(COUNT=None), anchor):
        if wall > max(anchor, now) + _FURTHEST or (happens and not missing and left_out >= set(rule.without)):
            break
        missing.discard(wall.date())
        matched = {without for without in rule.without if is_left_out(RuleText({}, without=(without,)), wall.date())}
        left_out |= matched
        happens = happens or (wall > now and not matched and wall.date() not in coming)
    if not happens:
        raise _never(name)
    if missing or left_out < set(rule.without):
        raise no_exception(name, min(missing, default=None))
    return replace(rule, without_days=tuple(sorted(coming)))


def _over(text: str, rule: RuleText, at: time, zone: ZoneInfo) -> str:
    end = end_of(rule.parts)
    endless = rule.changed(INTERVAL=None, UNTIL=None)
    walls: list[datetime] = []
    for wall in occurrences(endless, datetime.combine(end - YEAR, at)):
        if wall > end:
            break
        walls.append(wall)
    last = f": it would have happened last <t:{int(place_on_wall(walls[-1], zone).at.timestamp())}:F>" if walls else ""
    return f"{quoted(text)} ends on {day_in_words(end.date())}, so it would not happen again{last}. Name a later day."


def _first(rule: RuleText, at: time, zone: ZoneInfo, now: datetime) -> tuple[date, datetime | None]:
    """The day that anchors a rule, and its first wall time after `now`, or from its beginning on; None if it has none.

    Exceptions don't move it: "every 2 weeks" counts from the same day with them.

    dateutil searches until the year 9999, which takes seconds for a rule that never happens. So it searches in the
    calendar's last years that are like the coming ones, with few years left to search.
    """
    today = rule.begins or wall_of(now, zone).date()
    hourly = rule.freq == "HOURLY"
    if hourly and not rule.begins and place_on_wall(datetime.combine(today, at), zone).at <= now:
        today += DAY
    like = next(
        year
        for year in range(MAXYEAR - 12, 0, -1)
        if year % 4 == today.year % 4 and date(year, 1, 1).weekday() == date(today.year, 1, 1).weekday()
    )
    # The first time anchors the intervals, so none are counted before it.
    unending = replace(rule.changed(COUNT=None, UNTIL=None), without=(), without_days=())
    if not hourly:
        unending = unending.changed(INTERVAL=None)
    for wall in occurrences(unending, datetime.combine(today.replace(year=like), at)):
        first = wall.replace(year=wall.year - like + today.year)
        if rule.begins or place_on_wall(first, zone).at > now:
            return today if hourly else first.date(), first
    return today, None

"""From the parts of a text to those of a rule. Nothing is passed over: what has no place ends the reading."""

from dataclasses import replace
from datetime import date

from bot.domain.text import quoted
from bot.errors import BadInput
from bot.language.calendar.days import Span, take_day, take_span
from bot.language.calendar.lengths import Length, take_length
from bot.language.calendar.tokens import Cursor, Form
from bot.language.calendar.vocabulary import NUMBERS, UNITS, Unit
from bot.language.recurrence.items import take_items, take_joint
from bot.language.recurrence.sentence import Group, Item, OneDay, Sentence
from bot.language.recurrence.words import EVERY, EXCEPT, FROM, TIMES, TO, UNTIL

_CLAUSES = {"for", "up", "the", "twice", "once", *FROM, *UNTIL, *EXCEPT, "but"}


def parse(cursor: Cursor, today: date, text: str) -> Sentence | None:
    """Take a whole rule; None if any of it has no place in one. `text` is what errors call it.

    Raises BadInput in words for an end that is no day, or may be two.
    """
    sentence = Sentence()
    until_at: int | None = None
    while not cursor.is_done:
        if cursor.word(","):
            continue
        begun = cursor.at
        if sentence.groups and _take_clause(cursor, sentence):
            continue
        if sentence.ends is None and (until := cursor.word(*UNTIL)):
            until_at = cursor.at
            if _take_end(cursor, sentence, today, text):
                continue
            if until in ("until", "till"):
                named = " ".join(token.text for token in cursor.parts[until_at:])
                raise BadInput(f"{quoted(named)} is not a day that can be read. Write one such as 2026-12-01.")
            until_at = None
        cursor.at = begun
        if sentence.begins is None and _take_beginning(cursor, sentence, today, text):
            continue
        groups = None if sentence.groups else _take_groups(cursor)
        if groups is None:
            groups = _more(cursor, sentence)
            if groups is None:
                return None
        sentence.groups = groups
    if until_at is not None and sentence.begins and sentence.ends and sentence.ends.last < sentence.begins.first:
        # "until march" after "starting in april" is the March that follows.
        cursor.at = until_at
        _take_end(cursor, sentence, sentence.begins.first, text)
    return sentence if sentence.groups else None


def _more(cursor: Cursor, sentence: Sentence) -> list[Group] | None:
    """Take what further restricts the days after a comma or an hour: "every day at 9:00, in december"."""
    if not sentence.groups or sentence.times or sentence.lasts or sentence.ends or sentence.exceptions:
        return None
    items = take_items(cursor) if cursor.sees(("in", "on", "of")) else None
    return [*sentence.groups[:-1], (*sentence.groups[-1], *items)] if items else None


def _take_groups(cursor: Cursor, *, with_dates: bool = False) -> list[Group] | None:
    """Take days that are named, in groups that are joined by "and"."""
    groups: list[Group] = []
    while True:
        group = _take_group(cursor, with_dates=with_dates)
        if not group:
            return None
        groups.append(group)
        begun = cursor.at
        if not take_joint(cursor):
            return groups
        # A clause may follow a comma.
        if cursor.is_done or (cursor.parts[cursor.at - 1].text == "," and not _goes_on(cursor, with_dates)):
            cursor.at = begun
            return groups


def _goes_on(cursor: Cursor, with_dates: bool) -> bool:
    begun = cursor.at
    group = None if cursor.sees(_CLAUSES - {"the"}) else _take_group(cursor, with_dates=with_dates)
    cursor.at = begun
    return bool(group) and not cursor.sees(("in", "of"))


def _take_group(cursor: Cursor, *, with_dates: bool) -> Group:
    group: list[Item] = []
    while True:
        if with_dates and (dated := _one_day(cursor)):
            group.append(dated)
        elif items := take_items(cursor):
            group.extend(items)
        else:
            return tuple(group)


def _one_day(cursor: Cursor) -> OneDay | None:
    begun = cursor.at
    day = take_day(cursor)
    if day is None or not (day.year or day.away):
        cursor.at = begun
        return None
    return OneDay(day)


def _take_clause(cursor: Cursor, sentence: Sentence) -> bool:
    """Take how often, how long or with which exceptions it happens."""
    begun = cursor.at
    if _take_minute(cursor, sentence) or _take_times(cursor, sentence) or _take_length(cursor, sentence):
        return True
    cursor.at = begun
    if cursor.word(*EXCEPT) or cursor.words("but", "not"):
        cursor.word("for")
        if groups := _take_groups(cursor, with_dates=True):
            sentence.exceptions += groups
            return True
    cursor.at = begun
    return False


def _take_minute(cursor: Cursor, sentence: Sentence) -> bool:
    begun = cursor.at
    if sentence.minute is not None:
        return False
    if cursor.words("on", "the", "hour"):
        sentence.minute = 0
        return True
    cursor.word("at")
    number = cursor.form(Form.NUMBER)
    if number and number.number < 60 and cursor.word("minutes", "minute") and cursor.word("past"):
        cursor.words("the", "hour")
        sentence.minute = number.number
        return True
    cursor.at = begun
    return False


def _take_times(cursor: Cursor, sentence: Sentence) -> bool:
    begun = cursor.at
    cursor.word("for")
    cursor.words("up", "to")
    times = {"once": 1, "twice": 2}.get(cursor.word("once", "twice") or "")
    if times is None and (token := cursor.form(Form.TIMES)):
        times = token.number
    elif times is None:
        token = cursor.form(Form.NUMBER)
        number = token.number if token else cursor.one_of(NUMBERS)
        times = number if number is not None and cursor.word(*TIMES) else None
    # "twice a week" is no count of all times.
    if times is None or sentence.times is not None or cursor.sees((*EVERY, "a", "an", "per", "in", "on")):
        cursor.at = begun
        return False
    sentence.times = times
    return True


def _take_length(cursor: Cursor, sentence: Sentence) -> bool:
    begun = cursor.at
    if not cursor.word("for") or sentence.lasts:
        cursor.at = begun
        return False
    cursor.words("up", "to")
    is_next = cursor.words("the", "next") or cursor.word("next") is not None
    length = _one_unit(cursor) if is_next else None
    length = length or take_length(cursor)
    if length is None or length.hours or (not length.days and not length.months):
        cursor.at = begun
        return False
    sentence.lasts = length
    return True


def _one_unit(cursor: Cursor) -> Length | None:
    """Take "week" of "for the next week"."""
    lengths = {Unit.WEEK: Length(days=7), Unit.MONTH: Length(months=1), Unit.YEAR: Length(months=12)}
    unit = cursor.peek()
    length = lengths.get(UNITS[unit.text]) if unit and unit.text in ("week", "month", "year") else None
    cursor.at += length is not None
    return length


def _take_beginning(cursor: Cursor, sentence: Sentence, today: date, text: str) -> bool:
    begun = cursor.at
    word = cursor.word(*FROM)
    if word is None:
        return False
    if word != "from":
        cursor.word("from", "on")
    # "from on monday" has a word too many.
    span = None if word == "from" and cursor.sees(("on", "in")) else take_span(cursor, today, text)
    if span is None:
        cursor.at = begun
        return False
    # "from november" in November is from now on.
    begun_already = span.first < today <= span.last
    sentence.begins = replace(span, first=today) if begun_already else span
    after = cursor.at
    if sentence.ends is None and cursor.word(*TO):
        sentence.ends, sentence.ends_with = take_span(cursor, sentence.begins.first, text), True
        if sentence.ends is None:
            cursor.at = after
    return True


def _take_end(cursor: Cursor, sentence: Sentence, today: date, text: str) -> bool:
    cursor.word("on", "in")
    whole = cursor.words("the", "end", "of") or cursor.words("end", "of")
    span: Span | None = take_span(cursor, today, text)
    sentence.ends, sentence.ends_with = span, whole
    return span is not None

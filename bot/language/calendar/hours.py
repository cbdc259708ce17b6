"""Reading a time of day: "20:00", "8 in the evening", "8.30 pm", "noon"."""

import re
from dataclasses import dataclass
from datetime import time

from bot.domain.text import quoted
from bot.errors import BadInput
from bot.language.calendar.tokens import Cursor, Form, Token, plain, tokens
from bot.language.calendar.vocabulary import NAMED_HOURS

_LONGEST = 80
_CLOCK = re.compile(r"(\d{1,2})(?:[:.h](\d{2})(?::(\d{2}))?|h)?(?:\s*([ap])\.?m\.?)?")


@dataclass(frozen=True, slots=True)
class Hour:
    """A time of day, and how it was written.

    `may_be_later`: it may also be one twelve hours later. `is_midnight`: it was said in words, so that it may be at
    the beginning or at the end of a day. `is_bare`: a number alone. `has_second`: a second was named.
    """

    at: time
    may_be_later: bool = False
    is_midnight: bool = False
    is_bare: bool = False
    has_second: bool = False


def read_time_of_day(text: str) -> time:
    """A time of day: "20:00", "8pm", "8.30 pm", "20h", "noon". Raises BadInput in words for anything else."""
    cursor = Cursor(tokens(plain(text)))
    hour = take_hour(cursor)
    # Digits alone can mean anything.
    if hour is None or not cursor.is_done or hour.is_bare or hour.has_second:
        raise no_hour(text)
    return hour.at


def no_hour(text: str) -> BadInput:
    """The error for what is not a time of day."""
    return BadInput(f"{quoted(text, _LONGEST)} is not an hour that can be read. Write one such as 20:00 or 8pm.")


def take_hour(cursor: Cursor) -> Hour | None:
    """Take a time of day: "at 9", "8pm", "9 o'clock"; None if none is next, or none that a clock shows."""
    begun = cursor.at
    after_at = cursor.word("at", "@") is not None
    named = cursor.one_of(NAMED_HOURS)
    hour = Hour(time(named), is_midnight=named == 0) if named is not None else _written(cursor, after_at)
    if hour is None:
        cursor.at = begun
    return hour


def _written(cursor: Cursor, after_at: bool) -> Hour | None:
    token = cursor.peek()
    if token is None:
        return None
    cursor.at += 1
    oclock = cursor.word("o'clock", "oclock") is not None
    match token.form:
        case Form.CLOCK:
            return None if oclock and ":" in token.text else clock(token)
        case Form.LENGTH if token.text.endswith("h") and not oclock:
            return clock(token)
        case Form.DECIMAL if after_at or len(cursor.parts) == 1 or not _may_be_a_day(token):
            return clock(token)
        case Form.NUMBER if after_at or oclock:
            return clock(token)
        case _:
            return None


def _may_be_a_day(token: Token) -> bool:
    first, second = (int(number) for number in token.text.rstrip(".").split("."))
    return min(first, second) <= 12 and max(first, second) <= 31


def clock(token: Token) -> Hour | None:
    """The time of day that digits show; None if no clock shows it."""
    form = _CLOCK.fullmatch(token.text)
    if form is None:
        return None
    hour, minute, second = int(form[1]), int(form[2] or 0), int(form[3] or 0)
    if form[4]:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if form[4] == "p" else 0)
    if hour > 23 or minute > 59 or second > 59:
        return None
    open_half = not form[4] and 1 <= hour <= 12 and not form[1].startswith("0") and "h" not in token.text
    bare = token.form is Form.NUMBER
    return Hour(time(hour, minute, second), may_be_later=open_half, is_bare=bare, has_second=form[3] is not None)

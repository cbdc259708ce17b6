"""Ids for rows: made by the program, so that both engines give the same and a row knows its own before it is stored."""

from collections.abc import Callable
from datetime import datetime
from functools import lru_cache
from random import Random

_EPOCH_MS = 1_577_836_800_000  # 1 January 2020
_CLOCK_SHIFT = 22
_SPREAD = 12
_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"
_LARGEST = (1 << 63) - 1


class Ids:
    """Positive 63-bit ids that rise with time, even if the clock stops or is set back.

    The low bits start at random, so that two processes on one database hardly ever collide; where they do, the
    primary key refuses the second one and its whole transaction is undone.
    """

    def __init__(self, clock: Callable[[], datetime], random: Random) -> None:
        self._clock = clock
        self._random = random
        self._last = 0

    def __call__(self) -> int:
        fresh = first_id_of(self._clock()) | self._random.getrandbits(_SPREAD) << 10
        self._last = max(self._last + 1, fresh)
        return self._last


def first_id_of(moment: datetime) -> int:
    """The smallest id that can be made at that moment; those of rows made earlier are smaller."""
    return max(int(moment.timestamp() * 1000) - _EPOCH_MS, 0) << _CLOCK_SHIFT


@lru_cache(maxsize=1024)  # the buttons of a card name the same few ids
def base36(number: int) -> str:
    """A whole number from 0 up, in base 36: a third shorter than in decimal."""
    if number < 0:
        raise ValueError("only numbers from 0 up can be written in base 36")
    digits = ""
    while number >= 36:
        number, last = divmod(number, 36)
        digits = _DIGITS[last] + digits
    return _DIGITS[number] + digits


def from_base36(text: str) -> int:
    """Read what `base36` wrote. Raises ValueError."""
    if not text or len(text) > 13 or any(c not in _DIGITS for c in text):
        raise ValueError(f"{text!r} is not a number")
    number = int(text, 36)
    if number > _LARGEST:
        raise ValueError(f"{text!r} is larger than any id")
    return number

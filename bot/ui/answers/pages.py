"""Pages that are filled by height, where some things take two lines and some ten."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Generic, TypeVar

from bot.domain.questions import Question
from bot.domain.text import utf16_length
from bot.ui.card import page_in_words
from bot.ui.height import height

_T = TypeVar("_T")
_UNITS_A_LINE = 200


@dataclass(frozen=True, slots=True)
class Page(Generic[_T]):
    """What a page shows, and what is on it and the pages after it.

    `note` says which page of how many it is; "" if there is only one.
    """

    shown: Sequence[_T]
    onwards: Sequence[_T]
    note: str

    @property
    def more(self) -> bool:
        """Whether there is another page after it."""
        return len(self.onwards) > len(self.shown)


def page_by_height(
    things: Sequence[_T], question: Question, height_of: Callable[[_T, _T | None], int], room: int
) -> Page[_T]:
    """The question's page of these; an empty one after the last.

    A page has as many things as fit into `room` lines, and at least one. `height_of` returns the lines of a thing below
    another one on its page (None: it is the first), so that a heading both have counts once.
    """
    starts = _starts(things, height_of, room)
    begin, end = (starts[page] if page < len(starts) else len(things) for page in (question.page, question.page + 1))
    note = page_in_words(question.page, len(starts))
    return Page(things[begin:end], things[begin:], note)


@lru_cache(4_000)  # with each page that is turned to, all pages are filled again
def lines_of(text: str) -> int:
    """The lines that formatted text takes on a page; long addresses count too, since Discord's limits count them."""
    return max(height(text), -(-utf16_length(text) // _UNITS_A_LINE))


def _starts(things: Sequence[_T], height_of: Callable[[_T, _T | None], int], room: int) -> list[int]:
    """Where each page begins."""
    starts: list[int] = []
    used = 0
    for position, thing in enumerate(things):
        lines = height_of(thing, things[position - 1]) if starts else 0
        if starts and used + lines <= room:
            used += lines
        else:
            starts.append(position)
            used = height_of(thing, None)
    return starts

"""A text in its smallest parts, and a place in them that moves on as they are understood."""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from enum import Enum
from typing import TypeVar

_T = TypeVar("_T")
_HALF = r"\s*[ap]\.?m(?:\b\.?|\.)"


class Form(Enum):
    """How a part of a text looks. What it means is for its reader."""

    DATE = (
        r"\d{4}(?P<sign>[-/.])\d{1,2}(?P=sign)\d{1,2}"
        r"|\d{1,2}(?P<between>[-/.])\d{1,2}(?P=between)(?:\d{4}|\d{2})"
    )
    CLOCK = rf"\d{{1,2}}:\d{{2}}(?::\d{{2}})?(?:{_HALF})?|\d{{1,2}}(?:\.\d{{2}})?{_HALF}|\d{{1,2}}h\d{{2}}"
    DECIMAL = r"\d{1,2}\.\d{1,2}\.?"
    DAY_AND_MONTH = r"\d{1,2}/\d{1,2}"
    LENGTH = r"\d{1,6}(?:hrs?|h|mins?|m|secs?|s|d|w)"
    ORDINAL = r"\d{1,3}(?:st|nd|rd|th)"
    TIMES = r"\d{1,9}x"
    NUMBER = r"\d{1,9}"
    WORD = r"[a-z]+(?:'[a-z]+)?\.?"
    SIGN = r"\S"


# After a part of digits, neither a letter nor what would make it longer. Lengths may follow each other: 1h30m.
_END = r"(?![\w:])(?![-/.]\d)"
_ENDS = {Form.LENGTH: r"(?![a-z:])(?!\d+(?:$|[^a-z\d]))", Form.WORD: r"(?![\w])", Form.SIGN: ""}
_TOKEN = re.compile("|".join(f"(?P<{form.name}>(?:{form.value}){_ENDS.get(form, _END)})" for form in Form))


@dataclass(frozen=True, slots=True)
class Token:
    """A part of a text, in small letters; `begin` and `end` are its place there."""

    form: Form
    text: str
    begin: int
    end: int

    @property
    def number(self) -> int:
        """The whole number that it begins with."""
        found = re.match(r"\d+", self.text)
        return int(found[0]) if found else 0


def plain(text: str) -> str:
    """A text in small letters, with single spaces and plain signs."""
    return " ".join(text.casefold().replace("’", "'").replace("–", "-").replace("—", "-").split())


def tokens(text: str) -> tuple[Token, ...]:
    """The parts of a `plain` text. Every sign of it is in one of them, except for spaces."""
    found: list[Token] = []
    for match in _TOKEN.finditer(text):
        form = Form[str(match.lastgroup)]
        word = match[0].rstrip(".") if form is Form.WORD else match[0]
        found.append(Token(form, word, match.start(), match.end()))
    return tuple(found)


class Cursor:
    """A place in a text's parts. What takes something moves on if it is there, and stays where it is if not."""

    def __init__(self, parts: tuple[Token, ...]) -> None:
        self.parts = parts
        self.at = 0

    @property
    def is_done(self) -> bool:
        """Whether nothing is left."""
        return self.at >= len(self.parts)

    def peek(self, ahead: int = 0) -> Token | None:
        """The next part, or one further on."""
        return self.parts[self.at + ahead] if 0 <= self.at + ahead < len(self.parts) else None

    def form(self, *forms: Form) -> Token | None:
        """Take the next part if it looks like this."""
        token = self.peek()
        if token is None or token.form not in forms:
            return None
        self.at += 1
        return token

    def word(self, *words: str) -> str | None:
        """Take the next part if it is one of these words or signs."""
        token = self.peek()
        if token is None or token.text not in words:
            return None
        self.at += 1
        return token.text

    def words(self, *words: str) -> bool:
        """Take these words if they follow each other here."""
        following = [token.text for token in self.parts[self.at : self.at + len(words)]]
        if following != list(words):
            return False
        self.at += len(words)
        return True

    def one_of(self, meanings: Mapping[str, _T]) -> _T | None:
        """Take the next part if it is a word with a meaning, and return that."""
        token = self.peek()
        if token is None or token.text not in meanings:
            return None
        self.at += 1
        return meanings[token.text]

    def sees(self, words: Collection[str], ahead: int = 0) -> bool:
        """Whether the next part, or one further on, is one of these words."""
        token = self.peek(ahead)
        return token is not None and token.text in words

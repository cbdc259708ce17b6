"""A text taken apart into the words by which names are found in it, with what the way they are written tells."""

import re
from collections.abc import Collection
from enum import IntEnum

from bot.domain.names import fold

_SIGN = r"\s!-/:-@\[-`{-~´‘’ʼʻ′‐-‧‰-⁞«»„“”¡¿…"
_APOSTROPHE = "['’‘ʼ`´ʻ′]"
_WORD = re.compile(
    rf"(?<!\w)[^\W\d_]\.(?:\s?[^\W\d_]\.)+|(?<!\w)[^\W\d_](?:\.[^\W\d_])+(?!\w)"  # initials are one word
    rf"|\d{{1,3}}(?:,\d{{3}})+(?!\d)|&|[^{_SIGN}]+(?:{_APOSTROPHE}[^{_SIGN}]+)*"
)
_POSSESSIVE = re.compile(rf"{_APOSTROPHE}s$", re.IGNORECASE)
_ELISION = re.compile(rf"^(?:[dlcnsjm]|qu){_APOSTROPHE}(?=[^\W\d_])")
_TAG = re.compile(r"#(\w+)")
_HUMP = re.compile(r"(?<=[^\W\d_A-Z])(?=[A-Z0-9])")
_OPENING, _CLOSING = "\"'‘“„«»‚‹›*_", "\"'’”“»«‘‹›*_"
_ENDS_SENTENCE = frozenset('.!?:;|–—…•\n"“„«')
_QUOTED_NAME = re.compile(r"[\"'‘“„«]\s?[A-Z][\w’'-]*(?: (?:[A-Z][\w’'-]*|of|the|and)){0,4}\s?[\"'’”“»]")
_TELLING = 4
_TITLE_STYLE = 0.8


class Writing(IntEnum):
    """How a run of words is written: as no name is, in a way that tells nothing, as names are, in quotation marks."""

    PLAIN = -1
    UNCLEAR = 0
    NAME = 1
    QUOTED = 2


class RunningText:
    """A headline or a paragraph. `keys` are its words folded, without a possessive's ending; tags are taken apart."""

    def __init__(self, text: str) -> None:
        self._text = _TAG.sub(lambda tag: "#" + _HUMP.sub(" ", tag[1]), text)
        self.keys: list[str] = []
        self._spans: list[tuple[int, int]] = []
        for found in _WORD.finditer(self._text):
            for key in _folded(found[0]):
                self.keys.append(key)
                self._spans.append(found.span())

    @property
    def without_possessives(self) -> str:
        """The text for what reads numbers: a possessive's s before one is no season."""
        return re.sub(rf"{_APOSTROPHE}s\b", "", self._text, flags=re.IGNORECASE)

    @property
    def has_quoted_name(self) -> bool:
        """Whether a few words with capitals stand in quotation marks, as titles do."""
        return _QUOTED_NAME.search(self._text) is not None

    def is_capital(self, place: int) -> bool:
        """Whether the word begins with a capital."""
        return self._text[self._spans[place][0]].isupper()

    def is_tagged(self, place: int) -> bool:
        """Whether a # stands before the word."""
        return self._text[: self._spans[place][0]].endswith("#")

    def gap(self, place: int) -> str:
        """What stands between the word and the one before; of the first and behind the last, what borders the text."""
        begin = self._spans[place - 1][1] if place else 0
        return self._text[begin : self._spans[place][0] if place < len(self._spans) else None]

    def adjoins(self, place: int) -> bool:
        """Whether nothing but a space or a hyphen stands between the word and the one before."""
        if place <= 0 or place >= len(self.keys):
            return False
        return not self._between(place).strip(" \u00a0-") and not self._is_possessive(place - 1)

    def style(self, names: Collection[int]) -> Writing:
        """How words that are no names are written here: PLAIN in running text, NAME where all have capitals."""
        telling = [
            self.is_capital(place)
            for place, key in enumerate(self.keys)
            if place not in names and len(key) >= _TELLING and key.isalpha() and not self.begins(place)
        ]
        if not telling or self._text.islower():
            return Writing.UNCLEAR
        return Writing.NAME if sum(telling) > _TITLE_STYLE * len(telling) else Writing.PLAIN

    def writing(self, start: int, stop: int, style: Writing) -> Writing:
        """How the words from `start` up to `stop` are written, in a text of this style."""
        if self._is_quoted(start, stop):
            return Writing.QUOTED
        words = [place for place in range(start, stop) if self.keys[place].isalpha()]
        # "The" and "of" in a title may be small, unless it has no longer word.
        long = [place for place in words if len(self.keys[place]) >= _TELLING] or words
        if not all(self.is_capital(place) for place in long):
            return Writing.UNCLEAR if self._text.islower() and not self.is_tagged(start) else Writing.PLAIN
        if style is not Writing.PLAIN or all(self.begins(place) for place in long):
            return Writing.UNCLEAR
        return Writing.NAME

    def _is_quoted(self, start: int, stop: int) -> bool:
        before, after = self._spans[start][0] - 1, self._spans[stop - 1][1]
        text = self._text
        return before >= 0 and text[before] in _OPENING and text[after : after + 2].lstrip(",.")[:1] in _CLOSING_SET

    def _is_possessive(self, place: int) -> bool:
        return _POSSESSIVE.search(self._text[slice(*self._spans[place])]) is not None

    def _between(self, place: int) -> str:
        return self._text[self._spans[place - 1][1] : self._spans[place][0]]

    def begins(self, place: int) -> bool:
        """Whether the word begins a sentence, a clause or what is quoted, where a capital tells little."""
        return place == 0 or not _ENDS_SENTENCE.isdisjoint(self._between(place))


_CLOSING_SET = frozenset(_CLOSING)


def _folded(written: str) -> list[str]:
    if written.isascii() and written.isalnum():
        return [written.lower()]
    bare = _ELISION.sub("", _POSSESSIVE.sub("", written)) or written
    return fold(bare).split()


def words_of(text: str) -> tuple[str, ...]:
    """The folded words of a text, as they are compared with names."""
    return tuple(RunningText(text).keys)

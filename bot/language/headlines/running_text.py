"""A text split into words, with how they are written: capitalised, quoted, tagged."""

import re
from collections.abc import Collection, Iterator
from enum import IntEnum

from bot.domain.names import fold
from bot.language.headlines.inflection import bases
from bot.language.headlines.unspaced import HAN, HANGUL, KATAKANA, SIGNS, UNSPACED

_SIGN = rf"\s!-/:-@\[-`{{-~´‘’ʼʻ′‐-‧‰-⁞«»„“”¡¿…{SIGNS}"
_APOSTROPHE = "['’‘ʼ`´ʻ′]"
_WORD = re.compile(
    rf"(?<!\w)[^\W\d_]\.(?:\s?[^\W\d_]\.)+|(?<!\w)[^\W\d_](?:\.[^\W\d_])+(?!\w)"  # initials are one word
    rf"|\d{{1,3}}(?:,\d{{3}})+(?!\d)|&|[^{_SIGN}]+(?:{_APOSTROPHE}[^{_SIGN}]+)*"
)
_POSSESSIVE = re.compile(rf"{_APOSTROPHE}s$", re.IGNORECASE)
_ELISION = re.compile(rf"^(?:[dlcnsjm]|qu){_APOSTROPHE}(?=[^\W\d_])")
_TAG = re.compile(r"#(\w+)")
_HUMP = re.compile(r"(?<=[^\W\d_A-Z])(?=[A-Z0-9])")
# Within a word of languages that don't separate words.
_PIECE = re.compile(rf"[{HAN}]|[{KATAKANA}]+|[{HANGUL}]+|\d+|[^\W\d_{HAN}{KATAKANA}{HANGUL}]+")
_OPENING, _CLOSING = "\"'‘“„«»‚‹›*_「『《〈【<", "\"'’”“»«‘‹›*_」』》〉】>"
# Some words by which a text is German, where each noun has a capital letter.
_GERMAN = frozenset(
    """
    und der das dem ein eine einen einem einer wird werden sind nach mit fur nicht zum zur bei uber ist sich auf
    im vor aus wegen kommt gibt heute noch wie
    """.split()
)
_ENDS_SENTENCE = frozenset('.!?:;|–—…•\n"“„«')
_QUOTED_NAME = re.compile(r"[\"'‘“„«]\s?[A-Z][\w’'-]*(?: (?:[A-Z][\w’'-]*|of|the|and)){0,4}\s?[\"'’”“»]")
_LONG_WORD = 4
_TITLE_STYLE = 0.8


class Writing(IntEnum):
    """How words are written: unlike a name, unclear, like a name, or in quotation marks."""

    PLAIN = -1
    UNCLEAR = 0
    NAME = 1
    QUOTED = 2


class RunningText:
    """A headline or a paragraph. `keys` are its folded words without possessive endings; tags are split into words.

    With `pieces`, what is written together in Japanese, Chinese and Korean is split into characters and alphabets.
    """

    def __init__(self, text: str, *, pieces: bool = False) -> None:
        self._text = _TAG.sub(lambda tag: "#" + _HUMP.sub(" ", tag[1]), text)
        self.keys: list[str] = []
        self._spans: list[tuple[int, int]] = []
        for start, stop in self._words(pieces):
            for key in _folded(self._text[start:stop]):
                self.keys.append(key)
                self._spans.append((start, stop))

    def _words(self, pieces: bool) -> Iterator[tuple[int, int]]:
        for found in _WORD.finditer(self._text):
            if pieces and UNSPACED.search(found[0]):
                yield from (piece.span() for piece in _PIECE.finditer(self._text, *found.span()))
            else:
                yield found.span()

    @property
    def written(self) -> str:
        """The text itself, with tags split into words."""
        return self._text

    @property
    def without_possessives(self) -> str:
        """The text for reading numbers: the s of a possessive before a number does not mean a season."""
        return re.sub(rf"{_APOSTROPHE}s\b", "", self._text, flags=re.IGNORECASE)

    @property
    def has_quoted_name(self) -> bool:
        """Whether a few capitalised words are in quotation marks, as titles are."""
        return _QUOTED_NAME.search(self._text) is not None

    @property
    def is_german(self) -> bool:
        """Whether a capital letter says no more than that a word is a noun."""
        return not _GERMAN.isdisjoint(self.keys)

    def options(self, place: int) -> tuple[str, ...]:
        """The word, and what it may be without an ending."""
        key = self.keys[place]
        written = self._text[slice(*self._spans[place])]
        return (key,) if written.isascii() and "'" not in written else (key, *bases(written, key))

    def before(self, place: int) -> str:
        """The text before a word."""
        return self._text[: self._spans[place][0]]

    def after(self, stop: int) -> str:
        """The text after the words up to `stop`."""
        return self._text[self._spans[stop - 1][1] :]

    def between(self, stop: int, start: int) -> str:
        """The text between the words up to `stop` and the one at `start`."""
        return self._text[self._spans[stop - 1][1] : self._spans[start][0]]

    def without(self, places: Collection[int]) -> str:
        """The text without the words at these places."""
        left = list(self._text)
        for place in places:
            start, stop = self._spans[place]
            left[start:stop] = " " * (stop - start)
        return "".join(left)

    def has_case(self, place: int) -> bool:
        """Whether the word's alphabet has capital letters."""
        first = self._text[self._spans[place][0]]
        return first.upper() != first.lower()

    def is_capital(self, place: int) -> bool:
        """Whether the word begins with a capital letter."""
        return self._text[self._spans[place][0]].isupper()

    def is_tagged(self, place: int) -> bool:
        """Whether there is a # before the word."""
        return self._text[: self._spans[place][0]].endswith("#")

    def gap(self, place: int) -> str:
        """The characters between the word and the previous one, or the text's beginning or end."""
        begin = self._spans[place - 1][1] if place else 0
        return self._text[begin : self._spans[place][0] if place < len(self._spans) else None]

    def is_apart(self, start: int, stop: int) -> bool:
        """Whether something is between these words and those before and after them."""
        return (start == 0 or self.gap(start) != "") and (stop == len(self.keys) or self.gap(stop) != "")

    def adjoins(self, place: int) -> bool:
        """Whether only spaces or hyphens separate the word from the previous one."""
        if place <= 0 or place >= len(self.keys):
            return False
        return not self._between(place).strip(" \u00a0-") and not self._is_possessive(place - 1)

    def style(self, names: Collection[int]) -> Writing:
        """How words other than names are written here: PLAIN in normal text, NAME if nearly all are capitalised."""
        capitals = [
            self.is_capital(place)
            for place, key in enumerate(self.keys)
            if place not in names
            and len(key) >= _LONG_WORD
            and key.isalpha()
            and self.has_case(place)
            and not self.begins(place)
        ]
        if not capitals or self._text.islower():
            return Writing.UNCLEAR
        return Writing.NAME if sum(capitals) > _TITLE_STYLE * len(capitals) else Writing.PLAIN

    def writing(self, start: int, stop: int, style: Writing, *, like_a_sentence: bool = False) -> Writing:
        """How the words from `start` up to `stop` are written, in a text of this style.

        `like_a_sentence`: only the first of them needs a capital letter.
        """
        if self._is_quoted(start, stop):
            return Writing.QUOTED
        named = range(start, start + 1 if like_a_sentence else stop)
        words = [place for place in named if self.keys[place].isalpha() and self.has_case(place)]
        if not words and not any(self.has_case(place) for place in named):
            return Writing.UNCLEAR
        # "The" and "of" in a title may be lower case, unless it has no longer word.
        long = [place for place in words if len(self.keys[place]) >= _LONG_WORD] or words
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
        """Whether the word begins a sentence, a clause or a quotation, where a capital letter means little."""
        return place == 0 or not _ENDS_SENTENCE.isdisjoint(self._between(place))


_CLOSING_SET = frozenset(_CLOSING)


def _folded(written: str) -> list[str]:
    if written.isascii() and written.isalnum():
        return [written.lower()]
    bare = _ELISION.sub("", _POSSESSIVE.sub("", written)) or written
    return fold(bare).split()


def words_of(text: str) -> tuple[str, ...]:
    """The folded words of a text, to compare with names."""
    return tuple(RunningText(text, pieces=True).keys)

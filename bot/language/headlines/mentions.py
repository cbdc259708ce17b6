"""Finding where a text names a show, its people and its characters."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product

from bot.domain.feeds import ShowNames
from bot.domain.names import fold, spellings, title_keys
from bot.language.headlines.inflection import stem, stems
from bot.language.headlines.running_text import RunningText, Writing, words_of
from bot.language.headlines.unspaced import HAN, UNSPACED
from bot.language.headlines.vocabulary import ELSEWHERE, RANKS, TELEVISION

_SHORTEST = 3
_SHORTEST_PART = 4
_SHORTEST_GLUED = 8
_SHORTEST_GLUED_SYLLABLES = 4
_ARTICLES = frozenset(("the", "a", "an"))
# Before a long word only: "Die Hard" is no name without its first word.
_GERMAN_ARTICLES = frozenset(("der", "die", "das"))
_SHORTEST_AFTER_ARTICLE = 6
_HAN = re.compile(f"[{HAN}]+")
_NAMES_ONE = 2
"""Up to so many Chinese characters, or one word in another alphabet without capitals, are a single name."""
_MOST_OPTIONS = 32
_JUNIOR = frozenset(("jr", "sr", "ii", "iii"))
_DOUBLED = re.compile(r"([^\W\d_])\1")


@dataclass(frozen=True, slots=True)
class Name:
    """What some words can mean. `is_part`: a first name or surname, which many people share. `like_a_sentence`: a title
    that is written with only one capital letter.
    """

    words: int
    title: str | None = None
    people: tuple[int, ...] = ()
    characters: tuple[int, ...] = ()
    is_part: bool = False
    is_network: bool = False
    like_a_sentence: bool = False

    @property
    def is_short(self) -> bool:
        """Whether it is a single word, apart from an article, and so may mean something else."""
        return self.words == 1


@dataclass(frozen=True, slots=True)
class Mention:
    """A name at the words from `start` up to `stop`."""

    name: Name
    start: int
    stop: int
    writing: Writing

    @property
    def proves_little(self) -> bool:
        """Whether its writing does not tell a title from other words: one word, or one without capital letters."""
        return self.name.is_short or (self.writing is Writing.UNCLEAR and self.name.like_a_sentence)


class NameIndex:
    """A show's names, indexed so that a text is searched once for all of them."""

    def __init__(self, names: ShowNames) -> None:
        whole: dict[tuple[str, ...], Name] = {}
        for title in names.titles:
            for words in _title_spellings(title):
                name = Name(_length(title), title=title, like_a_sentence=_is_like_a_sentence(title))
                whole.setdefault(words, name)
        _add(whole, names.people, as_character=False)
        _add(whole, names.characters, as_character=True)
        _add_shortened(whole, names.characters)
        if names.network:
            for words in _spellings(names.network):
                whole.setdefault(words, Name(_count(words), is_network=True))
        for words in _parts(names):
            whole.setdefault(words, Name(1, is_part=True))
        self._names = whole
        self._lengths: dict[str, list[int]] = {}
        for first, length in sorted({(words[0], len(words)) for words in whole}, reverse=True):
            self._lengths.setdefault(first, []).append(length)
        self._with_stem: dict[str, list[str]] = {}
        for word in sorted({word for words in whole for word in words}):
            if (same_in_all_cases := stem(word)) is not None:
                self._with_stem.setdefault(same_in_all_cases, []).append(word)

    def find(self, text: RunningText) -> tuple[Mention, ...]:
        """The names in the text, in its order; of overlapping names the longer."""
        found = list(self._matches([self._options(text, place) for place in range(len(text.keys))]))
        style = text.style({place for _, start, stop in found for place in range(start, stop)})
        mentions = (
            Mention(name, start, stop, text.writing(start, stop, style, like_a_sentence=name.like_a_sentence))
            for name, start, stop in found
        )
        return tuple(mention for mention in mentions if _is_meant(mention, text))

    def _options(self, text: RunningText, place: int) -> tuple[str, ...]:
        """The words of names that a word may be a form of, the word itself first."""
        options = text.options(place)
        if options[0].isascii():
            return options
        inflected = (word for base in stems(options[0]) for word in self._with_stem.get(base, ()))
        return tuple(dict.fromkeys((*options, *inflected)))

    def _matches(self, options: Sequence[tuple[str, ...]]) -> Iterator[tuple[Name, int, int]]:
        place = 0
        while place < len(options):
            name, stop = self._longest_at(place, options)
            if name:
                yield name, place, stop
            place = stop

    def _longest_at(self, place: int, options: Sequence[tuple[str, ...]]) -> tuple[Name | None, int]:
        lengths = [length for first in options[place] for length in self._lengths.get(first, ())]
        for length in sorted(set(lengths), reverse=True) if lengths else ():
            if place + length <= len(options) and (name := self._named(options[place : place + length])):
                return name, place + length
        return None, place + 1

    def _named(self, options: Sequence[tuple[str, ...]]) -> Name | None:
        for _, words in zip(range(_MOST_OPTIONS), product(*options), strict=False):
            if name := self._names.get(words):
                return name
        return None


def _is_meant(mention: Mention, text: RunningText) -> bool:
    if mention.name.is_network:
        return mention.writing is not Writing.PLAIN
    return not mention.name.is_short or _stands_alone(mention, text)


def _stands_alone(mention: Mention, text: RunningText) -> bool:
    """Whether a single word is a name of its own here, not part of a longer one as in "Tom Jones" or "Nine Elms"."""
    start, stop = mention.start, mention.stop
    if mention.writing is Writing.PLAIN:
        return False
    if mention.writing is Writing.QUOTED or text.is_tagged(start):
        return True
    after = text.adjoins(stop) and text.is_capital(stop) and text.keys[stop] not in TELEVISION
    before = text.adjoins(start) and text.is_capital(start - 1) and text.keys[start - 1] not in RANKS
    if mention.name.title:
        # In a headline where every word is capitalised, its neighbours mean nothing.
        return (mention.writing is Writing.UNCLEAR and start > 0) or not (before or after)
    return not (before or after)


def _title_spellings(title: str) -> Iterator[tuple[str, ...]]:
    yield from _spellings(title)
    bare = tuple(title_keys(title)[-1].split())
    if len(bare) > 1:
        yield bare
    if _has_german_article(title):
        yield from _spellings(title.split(maxsplit=1)[1])


def _has_german_article(title: str) -> bool:
    words = fold(title).split()
    return len(words) == 2 and words[0] in _GERMAN_ARTICLES and len(words[1]) >= _SHORTEST_AFTER_ARTICLE


def _is_like_a_sentence(title: str) -> bool:
    """Whether a title of several words has a capital letter only at its beginning, or can't have any."""
    written = [word for word in title.split() if word[0].isalpha()]
    if not any(word[0].upper() != word[0].lower() for word in written):
        return bool(written)
    return len(written) > 1 and written[0][0].isupper() and not any(word[0].isupper() for word in written[1:])


def _length(name: str) -> int:
    words = fold(name).split()
    if UNSPACED.search(name):
        return _count(words_of(name))
    return len(words) - (len(words) > 1 and (words[0] in _ARTICLES or _has_german_article(name)))


def _count(words: Sequence[str]) -> int:
    """How many words these are as a name; a name in Chinese characters is not split into words."""
    characters = [word for word in words if _HAN.fullmatch(word)]
    if not characters:
        return len(words)
    others = len(words) - len(characters)
    return max(1, others + (1 if len(characters) <= _NAMES_ONE else 2))


def _spellings(name: str) -> Iterator[tuple[str, ...]]:
    """A name's words, with and without a possessive ending; several words also joined, as in tags, and with a doubled
    letter typed once."""
    keys = spellings(name)
    for words in dict.fromkeys((words_of(name), *(tuple(key.split()) for key in keys), *map(words_of, keys))):
        if words:
            yield words
        if len(words) > 1:
            yield tuple(_DOUBLED.sub(r"\1", word) for word in words)
            glued = "".join(words)
            if len(glued) >= (_SHORTEST_GLUED_SYLLABLES if UNSPACED.search(glued) else _SHORTEST_GLUED):
                yield (glued,)


def _add(whole: dict[tuple[str, ...], Name], names: Mapping[int, Iterable[str]], *, as_character: bool) -> None:
    for id_, called in names.items():
        spellings = {words: name for name in called for words in _called(name)}
        for words, name in spellings.items():
            if len("".join(words)) < _SHORTEST or "".join(words).isdecimal():
                continue
            known = whole.get(words) or Name(_count(words) if len(words) > 1 else _length(name))
            whole[words] = _also(known, id_, as_character)


def _also(name: Name, id_: int, as_character: bool) -> Name:
    people, characters = name.people, name.characters
    if as_character:
        characters = (*characters, id_)
    else:
        people = (*people, id_)
    return Name(name.words, name.title, people, characters)


def _called(name: str) -> Iterator[tuple[str, ...]]:
    """The spellings of a name, with and without "Jr."."""
    yield from _spellings(name)
    words = words_of(name)
    if len(words) > 2 and words[-1] in _JUNIOR:
        yield words[:-1]


def _add_shortened(whole: dict[tuple[str, ...], Name], characters: Mapping[int, Iterable[str]]) -> None:
    """Add "Ines Vale" and "Captain Vale" for Captain Ines Vale, unless they name somebody else."""
    for id_, called in characters.items():
        for words in (words_of(name) for name in called):
            if len(words) > 2 and not any(map(_HAN.fullmatch, words)):
                whole.setdefault(words[-2:], Name(2, characters=(id_,)))
                whole.setdefault((words[0], words[-1]), Name(2, characters=(id_,)))


def _parts(names: ShowNames) -> Iterator[tuple[str, ...]]:
    """Characters' first names and surnames, except those that are an actor's surname too."""
    people = {words_of(name)[-1] for called in names.people.values() for name in called if words_of(name)}
    for called in names.characters.values():
        for words in (words_of(name) for name in called):
            if len(words) > 1:
                yield from ((word,) for word in (words[0], words[-1]) if word not in people and _is_part(word))


def _is_part(word: str) -> bool:
    return len(word) >= _SHORTEST_PART and word.isalpha() and word not in RANKS | TELEVISION | ELSEWHERE

"""Finding where a text names a show, its people and its characters."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product

from bot.domain.feeds import ShowNames
from bot.language.headlines.inflection import stem, stems
from bot.language.headlines.running_text import RunningText, Writing, words_of
from bot.language.headlines.vocabulary import ELSEWHERE, RANKS, TELEVISION
from bot.language.headlines.written_names import (
    IN_CHARACTERS,
    count_of,
    is_like_a_sentence,
    length_of,
    spellings_of,
    title_spellings,
)

_SHORTEST = 3
_SHORTEST_PART = 4
_MOST_OPTIONS = 32
_JUNIOR = frozenset(("jr", "sr", "ii", "iii"))


@dataclass(frozen=True, slots=True)
class Name:
    """What some words can mean.

    `is_part`: a first name or surname, which many share. `like_a_sentence`: a title with only one capital letter.
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
            for words in title_spellings(title):
                name = Name(length_of(title), title=title, like_a_sentence=is_like_a_sentence(title))
                whole.setdefault(words, name)
        _add(whole, names.people, as_character=False)
        _add(whole, names.characters, as_character=True)
        _add_shortened(whole, names.characters)
        if names.network:
            for words in spellings_of(names.network):
                whole.setdefault(words, Name(count_of(words), is_network=True))
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
    if not mention.name.is_short:
        return True
    if mention.writing is not Writing.QUOTED and IN_CHARACTERS.fullmatch(
        "".join(text.keys[mention.start : mention.stop])
    ):
        # One or two characters are part of many words.
        return text.is_apart(mention.start, mention.stop)
    return _stands_alone(mention, text)


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


def _add(whole: dict[tuple[str, ...], Name], names: Mapping[int, Iterable[str]], *, as_character: bool) -> None:
    for id_, called in names.items():
        spellings = {words: name for name in called for words in _called(name)}
        for words, name in spellings.items():
            if len("".join(words)) < _SHORTEST or "".join(words).isdecimal():
                continue
            known = whole.get(words) or Name(count_of(words) if len(words) > 1 else length_of(name))
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
    yield from spellings_of(name)
    words = words_of(name)
    if len(words) > 2 and words[-1] in _JUNIOR:
        yield words[:-1]


def _add_shortened(whole: dict[tuple[str, ...], Name], characters: Mapping[int, Iterable[str]]) -> None:
    """Add "Ines Vale" and "Captain Vale" for Captain Ines Vale, unless they name somebody else."""
    for id_, called in characters.items():
        for words in (words_of(name) for name in called):
            if len(words) > 2 and not any(map(IN_CHARACTERS.fullmatch, words)):
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

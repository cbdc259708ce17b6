"""Finding where a text names a show, its people and its characters."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from bot.domain.feeds import ShowNames
from bot.domain.names import fold, title_keys
from bot.language.headlines.running_text import RunningText, Writing, words_of
from bot.language.headlines.vocabulary import ELSEWHERE, RANKS, TELEVISION

_SHORTEST = 3
_SHORTEST_PART = 4
_SHORTEST_GLUED = 8
_ARTICLES = frozenset(("the", "a", "an"))
_JUNIOR = frozenset(("jr", "sr", "ii", "iii"))
_DOUBLED = re.compile(r"([^\W\d_])\1")


@dataclass(frozen=True, slots=True)
class Name:
    """What some words can mean. `is_part`: a first name or surname, which many people share."""

    words: int
    title: str | None = None
    people: tuple[int, ...] = ()
    characters: tuple[int, ...] = ()
    is_part: bool = False
    is_network: bool = False

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


class NameIndex:
    """A show's names, indexed so that a text is searched once for all of them."""

    def __init__(self, names: ShowNames) -> None:
        whole: dict[tuple[str, ...], Name] = {}
        for title in names.titles:
            for words in _title_spellings(title):
                whole.setdefault(words, Name(_length(title), title=title))
        _add(whole, names.people, as_character=False)
        _add(whole, names.characters, as_character=True)
        _add_shortened(whole, names.characters)
        if names.network:
            for words in _spellings(names.network):
                whole.setdefault(words, Name(len(words), is_network=True))
        for words in _parts(names):
            whole.setdefault(words, Name(1, is_part=True))
        self._names = whole
        self._lengths: dict[str, list[int]] = {}
        for first, length in sorted({(words[0], len(words)) for words in whole}, reverse=True):
            self._lengths.setdefault(first, []).append(length)

    def find(self, text: RunningText) -> tuple[Mention, ...]:
        """The names in the text, in its order; of overlapping names the longer."""
        found = list(self._matches(text.keys))
        style = text.style({place for _, start, stop in found for place in range(start, stop)})
        mentions = (Mention(name, start, stop, text.writing(start, stop, style)) for name, start, stop in found)
        return tuple(mention for mention in mentions if _is_meant(mention, text))

    def _matches(self, keys: Sequence[str]) -> Iterator[tuple[Name, int, int]]:
        place = 0
        while place < len(keys):
            name, stop = self._longest_at(place, keys)
            if name:
                yield name, place, stop
            place = stop

    def _longest_at(self, place: int, keys: Sequence[str]) -> tuple[Name | None, int]:
        for length in self._lengths.get(keys[place], ()):
            words = tuple(keys[place : place + length])
            if len(words) == length and (name := self._names.get(words)):
                return name, place + length
        return None, place + 1


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


def _length(name: str) -> int:
    words = fold(name).split()
    return len(words) - (len(words) > 1 and words[0] in _ARTICLES)


def _spellings(name: str) -> Iterator[tuple[str, ...]]:
    """A name's words, with and without a possessive ending; several words also joined, as in tags, and with a doubled
    letter typed once."""
    for words in dict.fromkeys((words_of(name), tuple(fold(name).split()))):
        if words:
            yield words
        if len(words) > 1:
            yield tuple(_DOUBLED.sub(r"\1", word) for word in words)
            if len(glued := "".join(words)) >= _SHORTEST_GLUED:
                yield (glued,)


def _add(whole: dict[tuple[str, ...], Name], names: Mapping[int, Iterable[str]], *, as_character: bool) -> None:
    for id_, called in names.items():
        spellings = {words: name for name in called for words in _called(name)}
        for words, name in spellings.items():
            if len("".join(words)) < _SHORTEST or "".join(words).isdecimal():
                continue
            known = whole.get(words) or Name(len(words) if len(words) > 1 else _length(name))
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
            if len(words) > 2:
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

"""The ways in which a name may be written, and how many words it has as a name."""

import re
from collections.abc import Iterator, Sequence

from bot.domain.names import fold, spellings, title_keys
from bot.language.headlines.running_text import words_of
from bot.language.headlines.unspaced import HAN, UNSPACED

_SHORTEST_GLUED = 8
_SHORTEST_GLUED_SYLLABLES = 4
_ARTICLES = frozenset(("the", "a", "an"))
# Before a long word only: "Die Hard" is no name without its first word.
_GERMAN_ARTICLES = frozenset(("der", "die", "das"))
_SHORTEST_AFTER_ARTICLE = 6
IN_CHARACTERS = re.compile(f"[{HAN}]+")
_NAMES_ONE = 2
"""Up to so many Chinese characters are a single name; more are a first name and a surname, or a title."""
_DOUBLED = re.compile(r"([^\W\d_])\1")


def title_spellings(title: str) -> Iterator[tuple[str, ...]]:
    """A title's words, with and without an article before them."""
    yield from spellings_of(title)
    bare = tuple(title_keys(title)[-1].split())
    if len(bare) > 1:
        yield bare
    if _has_german_article(title):
        yield from ((key.split(" ", 1)[1],) for key in spellings(title))


def _has_german_article(title: str) -> bool:
    words = fold(title).split()
    return len(words) == 2 and words[0] in _GERMAN_ARTICLES and len(words[1]) >= _SHORTEST_AFTER_ARTICLE


def is_like_a_sentence(title: str) -> bool:
    """Whether a title of several words has a capital letter only at its beginning, or can't have any."""
    written = [word for word in title.split() if word[0].isalpha()]
    if not any(word[0].upper() != word[0].lower() for word in written):
        return bool(written)
    if len(written) < 2 or not written[0][0].isupper() or fold(written[0]) in _ARTICLES:
        return False
    return not any(word[0].isupper() for word in written[1:])


def length_of(name: str) -> int:
    """How many words a name has, without an article before them."""
    words = fold(name).split()
    if UNSPACED.search(name):
        return count_of(words_of(name))
    return len(words) - (len(words) > 1 and (words[0] in _ARTICLES or _has_german_article(name)))


def count_of(words: Sequence[str]) -> int:
    """How many words these are as a name; a name in Chinese characters is not split into words."""
    characters = [word for word in words if IN_CHARACTERS.fullmatch(word)]
    if not characters:
        return len(words)
    others = len(words) - len(characters)
    return max(1, others + (1 if len(characters) <= _NAMES_ONE else 2))


def spellings_of(name: str) -> Iterator[tuple[str, ...]]:
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

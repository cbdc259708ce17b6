"""The forms in which a name's words are found in a text: with case endings, particles and suffixes."""

import re
from collections.abc import Iterable, Iterator

from bot.domain.names import fold, spellings
from bot.language.headlines.unspaced import UNSPACED, without_particle

_CYRILLIC = re.compile("[\u0400-\u04ff]+")
# As `fold` leaves them: "й" is "и" there. Nouns and adjectives of Russian, Ukrainian and Bulgarian.
_NOMINATIVE = "ыи ии ои ая яя ое ее ые ие а я о е ь и ы".split()
_ENDINGS = (
    "ого его ому ему ыми ими ою ею ыи ии ои еи ая яя ое ее ые ие ую юю ым им ом ем ых их ами ями ах ях ам ям ов ев ьев "
    "иеи ью ия ию ие ии ием ове еви ові а я о е и ы у ю ь ь"
).split()
_SHORTEST_STEM = 2
# Not an English one: "don't" is no form of "Don".
_SUFFIX = re.compile(r"^(?P<base>.{2,}?)['’‘ʼ`´ʻ′](?!(?:t|s|d|m|re|ve|ll)$)[^\W\d_]{1,6}$", re.IGNORECASE)


def stem(word: str) -> str | None:
    """The part of a folded name's word that stays the same in all cases; None for a word that has no cases here."""
    if not _CYRILLIC.fullmatch(word):
        return None
    ending = next((ending for ending in _NOMINATIVE if word.endswith(ending)), "")
    return word.removesuffix(ending) if len(word) - len(ending) >= _SHORTEST_STEM else word


def stems(key: str) -> Iterator[str]:
    """The stems of which a folded word of a text may be a form, and the word itself."""
    if not _CYRILLIC.fullmatch(key):
        return
    yield key
    for ending in _ENDINGS:
        if key.endswith(ending) and len(key) - len(ending) >= _SHORTEST_STEM:
            yield key.removesuffix(ending)


def bases(written: str, key: str) -> Iterable[str]:
    """What else a written word may be, folded: without a suffix or a particle, and as typed without umlauts."""
    found = list(spellings(written)[1:]) if len(written) > 1 else []
    if suffixed := _SUFFIX.match(written):
        found.append(fold(suffixed["base"]))
        found += spellings(suffixed["base"])[1:]
    if UNSPACED.search(key):
        found += without_particle(key)
    return dict.fromkeys(base for base in found if base != key and " " not in base)

"""One way to compare names, for people, characters, episodes and shows alike.

Two spellings that a fan would call the same fold to the same key: case, accents, apostrophes, hyphens, spaces,
invisible characters, dots in initials and letters borrowed from a look-alike alphabet make no difference.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

# Letters that no normal form takes apart, with what a keyboard without them types.
_WHOLE_LETTERS = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i", "ħ": "h", "ŋ": "n", "ŧ": "t"}
)
# Cyrillic and Greek letters that pass for Latin ones; applied only inside a word that also has Latin letters.
_LOOK_ALIKES = str.maketrans("асекморхуіјѕвнтαεικνορτυχ", "acekmopxyijsbhtaeiknoptux")

_MARKS_MAKE_LETTERS = "\u0900"
_APOSTROPHES = re.compile("['’‘ʼ`´ʻ′]")
_THOUSANDS = re.compile(r"(?<=\d),(?=\d{3}(?!\d))")
_TIGHT_INITIALS = re.compile(r"\b(?:[^\W\d_]\.){1,}[^\W\d_]\b\.?")
_SPACED_INITIAL = re.compile(r"\b([^\W\d_])\.\s+(?=[^\W\d_]\.)")


@lru_cache(maxsize=4096)  # the same outlets and names are folded for every answer
def fold(name: str) -> str:
    """The key under which a name is found; equal keys mean the same name. Never empty for a name that is not.

    Folding a key again gives the same key.
    """
    text = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", _APOSTROPHES.sub("", name)).casefold())
    text = "".join(_without_accents(text)).casefold().translate(_WHOLE_LETTERS).replace("&", " and ")
    text = _THOUSANDS.sub("", _APOSTROPHES.sub("", text))
    text = _SPACED_INITIAL.sub(r"\1.", text)
    text = _TIGHT_INITIALS.sub(lambda run: run[0].replace(".", ""), text)
    words = [_in_one_alphabet(word) for word in _split(text)]
    if not words:  # nothing but marks and punctuation
        words = unicodedata.normalize("NFD", name).casefold().split()
    return unicodedata.normalize("NFC", " ".join(words))


def _without_accents(text: str) -> Iterator[str]:
    """The characters of decomposed text without invisible ones and without marks that only accent a letter.

    In Latin, Greek, Cyrillic, Hebrew and Arabic a mark accents or vowels its letter; further on, as in Thai, Devanagari
    or kana, it makes another letter of it.
    """
    letter = ""
    for character in text:
        if unicodedata.combining(character):
            if letter >= _MARKS_MAKE_LETTERS:
                yield character
        elif unicodedata.category(character) != "Cf":
            letter = character
            yield character


def _split(text: str) -> list[str]:
    # A vowel sign of Thai or Devanagari is no "word" character to a regular expression, but belongs to its word.
    kept = "".join(c if c.isalnum() or unicodedata.category(c) in ("Mc", "Mn") else " " for c in text)
    return kept.split()


def _in_one_alphabet(word: str) -> str:
    return word.translate(_LOOK_ALIKES) if any("a" <= c <= "z" for c in word) else word


def keys(text: str) -> tuple[str, ...]:
    """The keys under which something typed may be found: as written and, for "Clarkson, S.J.", turned round."""
    found = [fold(text)]
    last, comma, first = text.partition(",")
    if comma and last.strip() and first.strip() and "," not in first:
        found.append(fold(f"{first.strip()} {last.strip()}"))
    return tuple(dict.fromkeys(found))


def title_keys(title: str) -> tuple[str, ...]:
    """The keys of a title: with and without a leading "AKA" or article, which fans leave out."""
    key = fold(title)
    first, _, rest = key.partition(" ")
    return (key, rest) if rest and first in ("aka", "a", "an", "the") else (key,)


def suffixes(key: str) -> tuple[str, ...]:
    """The key from each of its words on, so that "ritter" is a prefix of something in "krysten ritter"."""
    words = key.split(" ")
    return tuple(" ".join(words[start:]) for start in range(len(words)))


def each_begins(parts: Iterable[str], words: Sequence[str]) -> bool:
    """Whether each part begins one of the words, in any order."""
    return all(any(word.startswith(part) for word in words) for part in parts)


def words_match(typed: str, key: str) -> bool:
    """Whether each typed word begins a word of the key, in the same order: "k ritter" finds "krysten ritter"."""
    words = iter(key.split(" "))
    return all(any(word.startswith(part) for word in words) for part in typed.split(" "))

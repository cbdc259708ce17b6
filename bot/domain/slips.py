"""Whether something typed can only be a slip for a name, or may as well be the name of somebody else.

Names a letter or two apart are mostly two names: Alisa and Alison, Dan and Don, Brian and Bryan. So what counts is how
words differ, and which.
"""

import re
from collections.abc import Sequence

_DOUBLED = re.compile(r"(\w)\1+")
_SOUNDS = (("ph", "f"), ("ck", "k"), ("y", "i"), ("lm", "m"))
_THRICE = re.compile(r"(\w)\1\1+")
_VOWELS = "aeiouy"
_VOWEL = re.compile(f"[{_VOWELS}]")
_LONG = 10
_RANKS = frozenset(
    "captain chief inspector detective sergeant officer agent doctor professor sister brother father mother lord lady "
    "king queen prince princess judge widow young nurse colonel major lieutenant".split()
)
_SHORT_RANKS = {
    "sgt": "sergeant", "capt": "captain", "insp": "inspector", "det": "detective", "lt": "lieutenant", "dr": "doctor",
    "prof": "professor", "col": "colonel", "maj": "major",
}  # fmt: skip
_UNSPOKEN = re.compile(rf"[^{_VOWELS}]{{3,}}")
_SHORTEST_LAST = 5
_SHORTEST_GIVEN = 3
_LETTERS_APART = 2


def is_slip(typed: str, name: str) -> bool:
    """Whether a key of several words is another one, written as it sounds.

    All given names may belong to somebody else of the same family, so either two words are written as they sound, or
    the last one alone has a letter once instead of twice. A word that nobody has for a name is always a
    slip: one with the same letter three times, one without a vowel between three consonants, and a rank.
    """
    written, wanted = typed.split(" "), name.split(" ")
    if len(written) != len(wanted) or len(wanted) < 2:
        return False
    differ = [place for place, (ours, theirs) in enumerate(zip(written, wanted, strict=True)) if ours != theirs]
    differ = [place for place in differ if not _is_no_name(written[place], wanted[place])]
    if not differ:
        return written != wanted
    if len(differ) > 1:
        return _are_alike(written, wanted, differ)
    is_last = differ == [len(wanted) - 1]
    return is_last and len(wanted[-1]) > _SHORTEST_LAST and _once(written[-1]) == _once(wanted[-1])


def _are_alike(written: Sequence[str], wanted: Sequence[str], differ: Sequence[int]) -> bool:
    """Whether several words that differ are written as they sound, or are long and have other vowels alone."""
    if all(_sound(written[place]) == _sound(wanted[place]) for place in differ):
        return True
    is_long = sum(len(wanted[place]) for place in differ) >= _LONG
    return is_long and all(_bones(written[place]) == _bones(wanted[place]) for place in differ)


def _bones(word: str) -> str:
    """A word's first letter and its consonants, each once."""
    return word[:1] + _VOWEL.sub("", _once(word[1:]))


def _is_no_name(typed: str, name: str) -> bool:
    """Whether a word is a rank, or a name with a letter too many or a vowel too few: it can be nobody else's."""
    if _SHORT_RANKS.get(typed) == name or (name in _RANKS and _bones(typed) == _bones(name)):
        return True
    if _THRICE.search(typed) and not _THRICE.search(name):
        return _once(typed) == _once(name)
    lacking = (name[:place] + name[place + 1 :] for place in range(1, len(name) - 1) if name[place] in _VOWELS)
    return len(name) >= _SHORTEST_LAST and typed in lacking and _clusters(typed) > _clusters(name)


def _clusters(word: str) -> int:
    return sum(len(found) for found in _UNSPOKEN.findall(word))


def is_other_name(typed: str, name: str) -> bool:
    """Whether a word of a key, though it begins a word of the name, is a given name of its own: "eric" for "erica".

    Initials, nicknames and the last word, which may still be half typed, are none.
    """
    words = name.split(" ")
    return any(len(part) >= _SHORTEST_GIVEN and _lacks_a_letter_or_two(part, words) for part in typed.split(" ")[:-1])


def _lacks_a_letter_or_two(part: str, words: Sequence[str]) -> bool:
    begun = [len(word) - len(part) for word in words if word.startswith(part)]
    return 0 not in begun and any(lacking <= _LETTERS_APART for lacking in begun)


def _sound(word: str) -> str:
    for letters, sound in _SOUNDS:
        word = word.replace(letters, sound)
    return _once(word)


def _once(word: str) -> str:
    return _DOUBLED.sub(r"\1", word)

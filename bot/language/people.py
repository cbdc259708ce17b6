"""The names that people have: a word that is nobody's name can be a slip for one.

`people.txt` has the given names and surnames of many countries, a word a line, in order. `python -m tests.people`
writes it from the lists of Faker, so that the bot itself needs neither the package nor its memory.
"""

from functools import cache
from pathlib import Path

from rapidfuzz.distance import OSA

_FILE = Path(__file__).with_name("people.txt")
_SHORTEST, _SHORTEST_ALONE = 4, 5
"""Letters of a word that may be a slip, beside other words of the name and alone: most shorter ones are other words."""
_LONG = 7
"""Letters of a word that may have two slips."""
_SOUND_ALIKE = ({"c", "k"}, {"s", "z"})


def is_somebodys_name(word: str) -> bool:
    """Whether a folded word is a given name or a surname of anybody listed."""
    return f"\n{word}\n" in _listed()


@cache
def _listed() -> str:
    # Searching the text takes as long as reading one row of the database, and a set would take ten times the memory.
    return f"\n{_FILE.read_text('utf-8')}"


def is_misspelt(typed: str, name: str) -> bool:
    """Whether a key can only be another one with letters swapped, left out, added or wrong.

    Each word that differs is a letter away, two where it is long, and begins as the other does. It is nobody's name:
    "Alison" may be somebody besides "Alisa", while "Breisewitz" can only be "Briesewitz".
    """
    written, wanted = typed.split(" "), name.split(" ")
    if len(written) != len(wanted) or written == wanted:
        return False
    shortest = _SHORTEST if len(wanted) > 1 else _SHORTEST_ALONE
    differ = [(ours, theirs) for ours, theirs in zip(written, wanted, strict=True) if ours != theirs]
    return all(len(ours) >= shortest and _is_slip(ours, theirs) for ours, theirs in differ)


def _is_slip(word: str, name: str) -> bool:
    most = 2 if len(word) >= _LONG else 1
    if not word.isalpha() or not _may_begin(word, name):
        return False
    return OSA.distance(word, name, score_cutoff=most) <= most and not is_somebodys_name(word)


def _may_begin(word: str, name: str) -> bool:
    """Whether words begin alike, sound so ("Kage" and "Cage"), or begin with two letters in turn."""
    return word[0] == name[0] or word[:2] == name[1::-1] or {word[0], name[0]} in _SOUND_ALIKE

"""Looking words up in the vocabulary, also with a slip."""

import re
from collections.abc import Sequence
from functools import cache, lru_cache

from rapidfuzz.distance import OSA

from bot.domain.facts import Status
from bot.language.people import is_somebodys_name
from bot.language.questions.meanings import Course, Wish, Word
from bot.language.questions.places import NUMBER_WORDS
from bot.language.questions.roles import WORDS
from bot.language.questions.spellings import NO_SLIPS, SHORT_WORDS, SPELLINGS
from bot.language.questions.turns import longest_turn, words_of_turns
from bot.language.questions.vocabulary import COURSES, JOBS, STATUSES, WISHES

Mark = Wish | Word | Status | Course | str
"""What a phrase means; a str is the key of a job."""

SAYS_NOTHING = frozenset(
    (
        *(Word.FILLER, Word.CHATTER, Word.ABOUT, Word.ALL, Word.SOME, Word.US),
        *(Word.BEYOND, Word.BESIDES, Word.OTHER, Word.TO_COME, Word.OR),
    )
)
_SAYS_NOTHING = frozenset[Mark]((Word.FILLER,))
MOST_PHRASE = 10
"""Words of the longest phrase that is looked up."""
_SHORTEST_SLIP = 5
_DRAWN_OUT = re.compile(r"([^\W\d_])\1{2,}")
"""A letter three times or more: "soooo"."""
_LONG_WORD = 10
_PLACE_WORDS = ("season", "episode", "finale", "pilot", "premiere", "latest", "first", "second", "third")


def longest(keys: Sequence[str]) -> tuple[int, frozenset[Mark]] | None:
    """Return how many of the first words are a phrase, and what it means."""
    known = phrases_known()
    written = tuple(map(spelt, keys[:MOST_PHRASE]))
    turn = longest_turn(written)
    for length in range(len(written), 0, -1):
        if length == turn and written[:length] not in known:
            return length, _SAYS_NOTHING
        if written[:length] in known and not _ends_with_question(keys, length):
            return length, known[written[:length]]
    return None


def _ends_with_question(keys: Sequence[str], length: int) -> bool:
    """Whether a phrase such as "actress who" is no beginning, but ends a question: "Widow Ferris actress who?"."""
    return 1 < length == len(keys) and keys[length - 1] == "who" and keys[0] not in ("by", "and")


@lru_cache(2_000)
def spelt(key: str) -> str:
    """Return the word of the vocabulary that a word is, or can only be a slip for; itself if there is none."""
    if (key,) in phrases_known() or key in _words():
        return key
    if key in SPELLINGS:
        return SPELLINGS[key]
    if _DRAWN_OUT.search(key):
        known = (_DRAWN_OUT.sub(letters, key) for letters in (r"\1", r"\1\1"))
        return next((word for word in known if word in _words()), key)
    if not key.isalpha() or key in NO_SLIPS:
        return key
    return _slip(key) if len(key) >= _SHORTEST_SLIP else _turned(key)


def _turned(key: str) -> str:
    """Return the short word that a word is with two letters in turn: "paly"; itself if there is none, or several."""
    swapped = {f"{key[:at]}{key[at + 1]}{key[at]}{key[at + 2 :]}" for at in range(len(key) - 1)}
    found = swapped & SHORT_WORDS
    return found.pop() if len(found) == 1 and not is_somebodys_name(key) else key


def _slip(key: str) -> str:
    most = 2 if len(key) >= _LONG_WORD else 1
    near = {word: OSA.distance(key, word, score_cutoff=most) for word in _cues() if _may_begin(key, word)}
    best = min(near.values(), default=most + 1)
    found = [word for word, distance in near.items() if distance == best]
    meanings = {marks_of(word) for word in found}
    return found[0] if best <= most and len(meanings) == 1 else key


def _may_begin(key: str, word: str) -> bool:
    """Whether words begin alike, or with two letters in turn: with another letter, most are words of their own."""
    return key[0] == word[0] or key[:2] == word[1::-1] or {key[0], word[0]} == {"c", "k"}


def marks_of(key: str) -> frozenset[Mark]:
    return phrases_known().get((key,), frozenset())


@cache
def phrases_known() -> dict[tuple[str, ...], frozenset[Mark]]:
    """All phrases with what they may mean."""
    marks: dict[tuple[str, ...], set[Mark]] = {}
    for table in (WISHES, WORDS, STATUSES, COURSES, JOBS):
        for mark, listed in table.items():
            for phrase in listed.split(", "):
                marks.setdefault(tuple(phrase.split()), set()).add(mark)
    return {phrase: frozenset(found) for phrase, found in marks.items()}


@cache
def _words() -> frozenset[str]:
    """All words of all phrases."""
    return frozenset(word for phrase in phrases_known() for word in phrase) | NUMBER_WORDS | words_of_turns()


@cache
def _cues() -> tuple[str, ...]:
    """The words that slips are looked for of: those that ask for something, and are long enough."""
    cues = (
        phrase[0]
        for phrase, marks in phrases_known().items()
        if len(phrase) == 1 and len(phrase[0]) >= _SHORTEST_SLIP and marks - SAYS_NOTHING
    )
    return tuple(dict.fromkeys((*cues, *_PLACE_WORDS)))

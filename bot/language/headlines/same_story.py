"""Whether two items of feeds tell the same story of a show."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from enum import Enum, auto
from functools import lru_cache

from rapidfuzz.distance import LCSseq

from bot.domain.codes import find_places
from bot.domain.feeds import LEAD, Item
from bot.domain.names import fold
from bot.language.headlines.running_text import RunningText
from bot.language.headlines.story_words import DENIALS, EVENTS, LITTLE, MONTHS, VERBS_TOO
from bot.language.headlines.vocabulary import cardinal, ordinal, seasons_in

SAME = 0.5
"""The likeness from which on two items tell one story; measured by `python -m tests.language.headlines`."""


class _Kind(Enum):
    WORD = auto()
    EVENT = auto()
    PLACE = auto()
    MONTH = auto()
    NUMBER = auto()
    DENIAL = auto()


_Thing = tuple[_Kind, str | int]
"""Something that an item says: a word without its ending, what happens, a season or an episode, ..."""

_OTHER_EVENTS, _NUMBER, _CERTAIN = -2, 2, 6
"""What it takes away that both tell of an event, but not the same; what a month or another number that both name is
worth, as much as so many words; and from how much on it is certainly one story."""
_MOST_IN_SUMMARIES = 2
"""How many words count that stand in no headline."""
_ONE_SENTENCE = 2 / 3
"""From which share of common words on two headlines are one sentence."""
_STEM = 5
"""Letters by which a word is known whatever its ending: "detect" for detective and detectives."""


@dataclass(frozen=True, slots=True)
class _Told:
    """What an item says in its headline, what in all, and how its headline goes on from word to word."""

    headline: frozenset[_Thing]
    whole: frozenset[_Thing]
    order: tuple[str, ...]


def same_story(one: Item, other: Item, common: Collection[str] = ()) -> bool:
    """Whether two items tell the same story.

    `common` are words that say nothing since every item about the show has them: those of its title, its network.
    """
    return likeness(one, other, common) >= SAME


def likeness(one: Item, other: Item, common: Collection[str] = ()) -> float:
    """How surely two items tell the same story, from 0 to 1; 0 if they contradict each other."""
    if fold(one.title) == fold(other.title):
        return 1.0
    usual = frozenset(key for word in common for key in fold(word).split())
    left, right = _told(one, usual), _told(other, usual)
    if _contradict(left, right):
        return 0.0
    alike = min(1.0, max(0, _in_common(left, right)) / _CERTAIN)
    return max(SAME, alike) if _says_no_more(left, right) or _says_no_more(right, left) else alike


@lru_cache(maxsize=2048)  # each new item is compared with all of the last days
def _told(item: Item, usual: frozenset[str]) -> _Told:
    title, summary = RunningText(item.title), RunningText(item.summary[:LEAD])
    headline = frozenset(_things(title, usual))
    order = tuple(EVENTS.get(key) or str(_number(key) or _stem(key)) for key in title.keys)
    return _Told(headline, headline.union(_things(summary, usual)), order)


def _things(text: RunningText, usual: frozenset[str]) -> Iterator[_Thing]:
    seasons = seasons_in(text)
    yield from ((_Kind.PLACE, season) for season in seasons)
    yield from ((_Kind.PLACE, str(code)) for code in find_places(text.without_possessives).codes)
    for place, key in enumerate(text.keys):
        if key in LITTLE or key in usual:
            continue
        if key in EVENTS:
            yield _Kind.EVENT, EVENTS[key]
        elif key in DENIALS:
            yield _Kind.DENIAL, ""
        elif key in MONTHS and (text.is_capital(place) or key not in VERBS_TOO):
            yield _Kind.MONTH, MONTHS[key]
        elif number := _number(key):
            if number not in seasons:
                yield _Kind.NUMBER, number
        else:
            yield _Kind.WORD, _stem(key)


def _stem(key: str) -> str:
    return key if key in LITTLE else key[:_STEM]


def _number(key: str) -> int | None:
    return cardinal(key) or ordinal(key)


def _only(kind: _Kind, things: frozenset[_Thing]) -> frozenset[_Thing]:
    return frozenset(thing for thing in things if thing[0] is kind)


def _contradict(one: _Told, other: _Told) -> bool:
    """Whether one denies, or what both name is not the same: a season, a month, a word of else the same sentence."""
    if _only(_Kind.DENIAL, one.headline) != _only(_Kind.DENIAL, other.headline):
        return True
    named = (
        (_Kind.PLACE, one.headline, other.headline),
        (_Kind.PLACE, one.whole, other.whole),
        (_Kind.MONTH, one.whole, other.whole),
    )
    for kind, mine, theirs in named:
        if _only(kind, mine) and _only(kind, theirs) and not _only(kind, mine & theirs):
            return True
    return _is_one_sentence(one.order, other.order)


def _is_one_sentence(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Whether both say the same but for a word in place of another: outlets that reword a story change more."""
    if not ({*one} - {*other} - LITTLE and {*other} - {*one} - LITTLE):
        return False
    return 2 * LCSseq.similarity(one, other) >= _ONE_SENTENCE * (len(one) + len(other))


def _says_no_more(one: _Told, other: _Told) -> bool:
    """Whether a headline says just what happens to which season, and the other says that too."""
    event, place = _only(_Kind.EVENT, one.headline), _only(_Kind.PLACE, one.headline)
    return bool(event and place) and one.headline <= other.headline


def _in_common(one: _Told, other: _Told) -> int:
    both, told = one.whole & other.whole, one.headline | other.headline
    words, event = _only(_Kind.WORD, both), bool(_only(_Kind.EVENT, both & told))
    other_events = not event and _only(_Kind.EVENT, one.headline) and _only(_Kind.EVENT, other.headline)
    return (
        len(words & told)
        + min(_MOST_IN_SUMMARIES, len(words - told))
        + _NUMBER * (len(_only(_Kind.NUMBER, both)) + len(_only(_Kind.MONTH, both)))
        + bool(_only(_Kind.PLACE, both))
        + event
        + (_OTHER_EVENTS if other_events else 0)
    )

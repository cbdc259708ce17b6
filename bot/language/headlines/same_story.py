"""Whether two items of feeds are about the same story."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from enum import Enum, auto
from functools import lru_cache

from rapidfuzz.distance import LCSseq

from bot.domain.codes import find_places
from bot.domain.feeds import LEAD, Item
from bot.domain.names import fold
from bot.language.headlines.running_text import RunningText
from bot.language.headlines.vocabulary import cardinal, ordinal, seasons_in

SAME = 0.5
"""From this likeness on, two items are the same story; measured by `python -m tests.language.headlines`."""

# The words by which headlines say what happened, in four languages, as bot.domain.names folds them.
_EVENTS = {
    word: event
    for event, words in {
        "renewed": "renew renews renewed renewal orders ordered verlangert renouvelee renueva renovada",
        "returns": "return returns returned returning back reprises wieder zuruck revient retour vuelve brings",
        "ended": "cancel cancels cancelled canceled cancellation axed axes scrapped abgesetzt annulee cancelada "
        "end ends ended ending last final",
        "joins": "join joins joined joining play plays role cast casts casting adds added board boards besetzt rejoint "
        "aboard incorpora llega",
        "leaves": "leave leaves leaving left exit exits quit quits quitting departs steigt quitte abandona loses",
        "trailer": "trailer trailers annonce avance",
        "teaser": "teaser teasers",
        "pictures": "picture pictures photo photos image images bilder imagenes fotos",
        "filming": "filming production shooting shoots drehstart dreharbeiten tournage rodaje cameras",
        "begins": "begin begins begun began start starts starting opens beginnt commence empieza",
        "review": "review reviewed kritik critique critica",
        "moved": "delay delays delayed moved postponed pushed put verschoben reporte retrasa",
        "date": "date dates premiere premieres premiering debuts arrives termin estreno estrena",
        "directs": "direct directs directed directing director regie realise dirige",
    }.items()
    for word in words.split()
}
_DENIALS = frozenset(("not", "never", "denies", "deny", "denied", "wont", "nicht", "kein", "pas", "dementi", "niega"))
_LITTLE = frozenset(
    """
    a an the of in on at to for from by with and or but as is are was were be been has have had will would can could it
    its this that these his her their they he she you we i who whom what how why when where which gets get says say
    said tells tell told new one more than into out up off over about after before
    der die das den dem ein eine einen und im in zu zum zur von mit fur auf ist hat
    le la les l un une des de du et en pour sur est au aux el los las del y por con se su sus al para
    season seasons series staffel saison temporada show episode drama star stars actor actress s
    """.split()
)
_MONTHS = {
    word: number
    for number, words in enumerate(
        (
            "january januar janvier enero",
            "february februar fevrier febrero",
            "march marz mars marzo",
            "april avril abril",
            "may mai mayo",
            "june juni juin junio",
            "july juli juillet julio",
            "august aout agosto",
            "september septembre septiembre",
            "october oktober octobre octubre",
            "november novembre noviembre",
            "december dezember decembre diciembre",
        ),
        start=1,
    )
    for word in words.split()
}
_VERBS_TOO = frozenset(("may", "march"))


class _Kind(Enum):
    WORD = auto()
    EVENT = auto()
    PLACE = auto()
    MONTH = auto()
    NUMBER = auto()
    DENIAL = auto()


_Thing = tuple[_Kind, str | int]
"""Something that an item says: a word without its ending, an event, a season or an episode, …"""

_OTHER_EVENTS, _NUMBER, _CERTAIN = -2, 2, 6
"""What different events subtract, how many words a shared month or number is worth, and the score that is certain."""
_MOST_IN_SUMMARIES = 2
"""How many words outside both headlines count."""
_SAME_SENTENCE = 2 / 3
"""From this share of common words on, two headlines are the same sentence."""
_STEM = 5
"""Words are compared by this many letters, without their ending: "detec" for detective and detectives."""


@dataclass(frozen=True, slots=True)
class _Content:
    """What an item says in its headline, what it says in total, and its headline's words in order."""

    headline: frozenset[_Thing]
    whole: frozenset[_Thing]
    order: tuple[str, ...]


def same_story(left: Item, right: Item, common: Collection[str] = ()) -> bool:
    """Whether two items are about the same story.

    `common` are words that mean nothing, since every item about the show has them: its title, its network.
    """
    return likeness(left, right, common) >= SAME


def likeness(left: Item, right: Item, common: Collection[str] = ()) -> float:
    """How surely two items are about the same story, from 0 to 1; 0 if they contradict each other."""
    if fold(left.title) == fold(right.title):
        return 1.0
    usual = frozenset(key for word in common for key in fold(word).split())
    first, second = _content(left, usual), _content(right, usual)
    if _contradict(first, second):
        return 0.0
    alike = min(1.0, max(0, _in_common(first, second)) / _CERTAIN)
    return max(SAME, alike) if _says_no_more(first, second) or _says_no_more(second, first) else alike


@lru_cache(maxsize=2048)  # each new item is compared with all of the last days
def _content(item: Item, usual: frozenset[str]) -> _Content:
    title, summary = RunningText(item.title), RunningText(item.summary[:LEAD])
    headline = frozenset(_things(title, usual))
    order = tuple(_EVENTS.get(key) or str(_number(key) or _stem(key)) for key in title.keys)
    return _Content(headline, headline.union(_things(summary, usual)), order)


def _things(text: RunningText, usual: frozenset[str]) -> Iterator[_Thing]:
    seasons = seasons_in(text)
    yield from ((_Kind.PLACE, season) for season in seasons)
    yield from ((_Kind.PLACE, str(code)) for code in find_places(text.without_possessives).codes)
    for place, key in enumerate(text.keys):
        if key in _LITTLE or key in usual:
            continue
        if key in _EVENTS:
            yield _Kind.EVENT, _EVENTS[key]
        elif key in _DENIALS:
            yield _Kind.DENIAL, ""
        elif key in _MONTHS and (text.is_capital(place) or key not in _VERBS_TOO):
            yield _Kind.MONTH, _MONTHS[key]
        elif number := _number(key):
            if number not in seasons:
                yield _Kind.NUMBER, number
        else:
            yield _Kind.WORD, _stem(key)


def _stem(key: str) -> str:
    return key if key in _LITTLE else key[:_STEM]


def _number(key: str) -> int | None:
    return cardinal(key) or ordinal(key)


def _only(kind: _Kind, things: frozenset[_Thing]) -> frozenset[_Thing]:
    return frozenset(thing for thing in things if thing[0] is kind)


def _contradict(left: _Content, right: _Content) -> bool:
    """Whether only one denies, or they name different seasons, months, or one word of the same sentence."""
    if _only(_Kind.DENIAL, left.headline) != _only(_Kind.DENIAL, right.headline):
        return True
    named = (
        (_Kind.PLACE, left.headline, right.headline),
        (_Kind.PLACE, left.whole, right.whole),
        (_Kind.MONTH, left.whole, right.whole),
    )
    for kind, mine, theirs in named:
        if _only(kind, mine) and _only(kind, theirs) and not _only(kind, mine & theirs):
            return True
    return _is_same_sentence(left.order, right.order)


def _is_same_sentence(left: tuple[str, ...], right: tuple[str, ...]) -> bool:
    """Whether they are the same sentence with one word replaced: outlets that reword a story change more."""
    if not ({*left} - {*right} - _LITTLE and {*right} - {*left} - _LITTLE):
        return False
    return 2 * LCSseq.similarity(left, right) >= _SAME_SENTENCE * (len(left) + len(right))


def _says_no_more(left: _Content, right: _Content) -> bool:
    """Whether a headline says only what happens to which season, and the other says that too."""
    event, place = _only(_Kind.EVENT, left.headline), _only(_Kind.PLACE, left.headline)
    return bool(event and place) and left.headline <= right.headline


def _in_common(left: _Content, right: _Content) -> int:
    both, headlines = left.whole & right.whole, left.headline | right.headline
    words, event = _only(_Kind.WORD, both), bool(_only(_Kind.EVENT, both & headlines))
    other_events = not event and _only(_Kind.EVENT, left.headline) and _only(_Kind.EVENT, right.headline)
    return (
        len(words & headlines)
        + min(_MOST_IN_SUMMARIES, len(words - headlines))
        + _NUMBER * (len(_only(_Kind.NUMBER, both)) + len(_only(_Kind.MONTH, both)))
        + bool(_only(_Kind.PLACE, both))
        + event
        + (_OTHER_EVENTS if other_events else 0)
    )

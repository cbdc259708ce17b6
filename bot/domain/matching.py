"""Which thing a typed name means: an exact name first, then the only match in the main cast, else ask."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from bot.domain.facts import Billing, Kind
from bot.domain.names import (
    begins_as_one,
    is_whole_name,
    keys,
    parted,
    spellings,
    suffixes,
    without_spaces,
    words_match,
)
from bot.domain.questions import Thing, What

_PROMINENCE = {Billing.MAIN: 0, Billing.RECURRING: 1, Billing.SUPPORTING: 1, Billing.GUEST: 2}
LEAST_PROMINENT = 3


def prominence_of(billing: Billing | None) -> int:
    """Return 0 for the main cast, up to 3 where no billing is known."""
    return _PROMINENCE.get(billing, LEAST_PROMINENT) if billing else LEAST_PROMINENT


class NameRole(StrEnum):
    """What a name is on record as."""

    ACTOR = "actor"
    DIRECTOR = "director"
    WRITER = "writer"
    CREW = "crew"
    CHARACTER = "character"
    EPISODE = "episode"
    SEASON = "season"
    SHOW = "show"


ROLES = {
    Kind.CAST: NameRole.ACTOR,
    Kind.DIRECTOR: NameRole.DIRECTOR,
    Kind.WRITER: NameRole.WRITER,
    Kind.CREW: NameRole.CREW,
}
"""The role that a person with such a credit has in the index of names."""


PERSON_ROLES = (NameRole.ACTOR, NameRole.DIRECTOR, NameRole.WRITER, NameRole.CREW)
_WHAT = {
    **dict.fromkeys(PERSON_ROLES, What.PERSON),
    NameRole.CHARACTER: What.CHARACTER,
    NameRole.EPISODE: What.EPISODE,
    NameRole.SEASON: What.SEASON,
}
MAIN_CAST = 0


@dataclass(frozen=True, slots=True)
class NameMatch:
    """A name that begins, or has a word that begins, with what was typed.

    `folded` is the name's key from word number `word` on; `prominence` runs from 0 (main cast) to 3. A `hidden` name
    gives something away: it is found when typed but never shown among others.
    """

    role: NameRole
    id: int
    name: str
    folded: str
    word: int
    prominence: int
    hidden: bool = False

    @property
    def thing(self) -> Thing:
        """What the name means."""
        return Thing(_WHAT[self.role], self.id)


def prefix_bounds(key: str) -> tuple[str, str]:
    """The bounds of all keys that begin with this one: the first is included, the second is not."""
    return key, f"{key}\U0010ffff"


def name_bounds(key: str) -> tuple[str, str]:
    """The bounds of all names that begin with this key; those of "" leave out the names that are run together."""
    low, high = prefix_bounds(key)
    return low or "!", high


def choose(typed: str, matches: Sequence[NameMatch]) -> tuple[NameMatch, ...]:
    """The matches that the typed name means: one for each thing, best first; more than one is a tie to ask about."""
    return sort_out(typed, matches)[0]


def sort_out(typed: str, matches: Sequence[NameMatch]) -> tuple[tuple[NameMatch, ...], tuple[NameMatch, ...]]:
    """What the typed name means, as `choose` says it, and who else has a name like that.

    A name in full comes first. A part of one, such as a surname, means the only one in the main cast who has it in the
    name that is shown; the others are who else may be meant. An alias alone is not enough for that.
    """
    exact = [match for match in matches if match.word == 0 and is_whole_name(typed, match.folded)]
    if exact:
        return _showable(_one_each(exact)), ()
    things = _showable(_one_each(matches))
    if len(things) < 2:
        return things, ()
    main_cast = [match for match in things if match.prominence == MAIN_CAST and match.role in _CAST]
    own = {match.thing for match in matches if match.prominence == MAIN_CAST and _is_own_name(match)}
    named = [match for match in main_cast if match.thing in own]
    if len(named) != 1:
        return things, ()
    return (named[0],), tuple(match for match in things if match is not named[0])


def _is_own_name(match: NameMatch) -> bool:
    """Whether the match is with the name that is shown, and not with an alias."""
    return any(match.folded in suffixes(key) for key in spellings(match.name))


def _showable(things: tuple[NameMatch, ...]) -> tuple[NameMatch, ...]:
    """Several things without those whose names spoil. A single one may spoil, since its name was typed."""
    return things if len(things) < 2 else tuple(thing for thing in things if not thing.hidden) or things[:1]


_CAST = (NameRole.ACTOR, NameRole.CHARACTER)


def _one_each(matches: Iterable[NameMatch]) -> tuple[NameMatch, ...]:
    best: dict[Thing, NameMatch] = {}
    for match in rank(matches):
        best.setdefault(match.thing, match)
    return tuple(best.values())


def rank(matches: Iterable[NameMatch]) -> list[NameMatch]:
    """Best first: the prominent before the others, a whole name before a later word, then by name."""
    return sorted(matches, key=lambda match: (match.prominence, match.word > 0, match.folded, match.id))


def narrow(typed: str, matches: Iterable[NameMatch]) -> list[NameMatch]:
    """The matches where each typed word begins a word; for names that were found by only one of their words."""
    wanted = keys(typed)[0]
    return [match for match in matches if words_match(wanted, match.folded)]


def as_one_word(typed: str, matches: Iterable[NameMatch]) -> list[NameMatch]:
    """The matches whose first words are the letters that were typed, wherever either has its spaces.

    Among them are names that are stored run together, which are returned with their words.
    """
    together = without_spaces(typed)
    found = (with_its_words(match) for match in matches)
    return list(dict.fromkeys(match for match in found if begins_as_one(together, match.folded)))


def with_its_words(match: NameMatch) -> NameMatch:
    """The match with its words, if its name was found run together."""
    return replace(match, folded=parted(match.folded), word=-1 - match.word) if match.word < 0 else match

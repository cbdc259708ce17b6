"""Which thing a typed name means: an exact name first, then the only match in the main cast, else ask."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from bot.domain.names import keys, words_match
from bot.domain.questions import Thing, What


class NameRole(StrEnum):
    """What a name is on record as."""

    ACTOR = "actor"
    DIRECTOR = "director"
    WRITER = "writer"
    CHARACTER = "character"
    EPISODE = "episode"
    SEASON = "season"
    SHOW = "show"


_WHAT = {
    NameRole.ACTOR: What.PERSON,
    NameRole.DIRECTOR: What.PERSON,
    NameRole.WRITER: What.PERSON,
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


def choose(typed: str, matches: Sequence[NameMatch]) -> tuple[NameMatch, ...]:
    """The matches that the typed name means: one for each thing, best first; more than one is a tie to ask about."""
    exact = [match for match in matches if match.word == 0 and match.folded in keys(typed)]
    if exact:
        return _showable(_one_each(exact))
    things = _showable(_one_each(matches))
    main_cast = [match for match in things if match.prominence == MAIN_CAST and match.role in _CAST]
    return (main_cast[0],) if len(main_cast) == 1 else things


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

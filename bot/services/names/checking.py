"""Whether the index of names agrees with the facts that it was made from."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from bot.domain.facts import Character, Fact, Person, Show
from bot.domain.matching import ROLES, NameRole
from bot.domain.names import fold
from bot.services.names.aliases import episode_aliases, name_aliases, season_aliases, seasons_known_from, traits
from bot.store.gateways.catalogue_writer import Alias

_Things = Mapping[tuple[NameRole, int], set[Alias]]
_PLACES = (NameRole.SEASON, NameRole.EPISODE)


def faults_of_base(show: Show, facts: Sequence[Fact], names: Iterable[Alias]) -> Iterator[str]:
    """Yield what is found by too few or by wrong names in the base, in words.

    Names that only a pack has (`also`) are taken from the index, so one that is missing as a whole is not noticed.
    """
    found = _by_thing(names)
    whole: dict[int, list[str]] = defaultdict(list)
    for (role, thing), aliases in found.items():
        if role not in _PLACES:
            whole[thing] += sorted(alias.folded for alias in aliases if not alias.word)
    expected = _by_thing(_expected(show, facts, whole))
    for role, thing in sorted(expected.keys() | found.keys()):
        wanted, there = expected.get((role, thing), set()), found.get((role, thing), set())
        # A place may go by more titles, and by no fact.
        if not wanted <= there if role in _PLACES else wanted != there:
            yield f"{show.title}: the {role} “{_shown(wanted or there)}”"


def faults_of_server(show: Show, facts: Iterable[Fact], names: Iterable[Alias], base: Iterable[Alias]) -> Iterator[str]:
    """Yield who is in a server's own facts and is not found there by name, in words."""
    found = {(alias.thing, alias.folded) for layer in (names, base) for alias in layer if not alias.word}
    mentioned: dict[Person | Character, None] = {}
    for fact in facts:
        mentioned |= dict.fromkeys(fact.people)
        if fact.character:
            mentioned[fact.character] = None
    for thing in mentioned:
        if (thing.id, fold(thing.name)) not in found:
            yield f"{show.title}: “{thing.name}”"


def _expected(show: Show, facts: Sequence[Fact], whole: Mapping[int, Sequence[str]]) -> Iterator[Alias]:
    yield from name_aliases(NameRole.SHOW, show.id, (show.title, *whole.get(show.id, ())))
    people: dict[tuple[NameRole, Person], list[Fact]] = defaultdict(list)
    played: dict[Character, list[Fact]] = defaultdict(list)
    for fact in facts:
        for person in dict.fromkeys(fact.people) if fact.kind in ROLES else ():
            people[ROLES[fact.kind], person].append(fact)
        if fact.character:
            played[fact.character].append(fact)
    for (role, person), mentions in people.items():
        yield from name_aliases(role, person.id, (person.name, *whole.get(person.id, ())), *traits(mentions))
    for character, mentions in played.items():
        prominence, known_from, spoils = traits(mentions)
        names, spoils = (character.name, *whole.get(character.id, ())), spoils or character.spoils is not None
        yield from name_aliases(NameRole.CHARACTER, character.id, names, prominence, known_from, spoils)
    since = seasons_known_from(facts)
    for season, first in since.items():
        yield from season_aliases(season, first)
    for episode in {episode.id: episode for fact in facts for episode in fact.episodes}.values():
        yield from episode_aliases(episode, (), since.get(episode.code.season))


def _by_thing(names: Iterable[Alias]) -> _Things:
    found: dict[tuple[NameRole, int], set[Alias]] = defaultdict(set)
    for alias in names:
        found[alias.role, alias.thing].add(alias)
    return found


def _shown(aliases: set[Alias]) -> str:
    return min(alias.name for alias in aliases)

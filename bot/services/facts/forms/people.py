"""Reading who a form names: people and characters on record, and new ones, which are written down at once."""

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeVar

from bot.domain.facts import Character, Fact, Kind, Person, Show
from bot.domain.ids import Ids
from bot.domain.keys import keys_to_try
from bot.domain.matching import LEAST_PROMINENT, prominence_of
from bot.domain.moderation import BILLING_WORDS, FactWords
from bot.domain.names import fold
from bot.domain.text import escape, quoted
from bot.errors import BadInput
from bot.language.statements import names_nobody
from bot.services.facts.forms.faults import LONGEST_NAME, FormFaults
from bot.services.names.on_record import characters_on_record, people_on_record
from bot.store.store import Gateways

BETWEEN = re.compile(r"\s*[,;\n]\s*(?:(?:and|&)\s+)?|\s+(?:and|&)\s+", re.IGNORECASE)
"""What separates the items of a list that a person writes."""

_T = TypeVar("_T", Person, Character)
_MOST_PEOPLE = 20
_LONGEST_NAME_IN_PARTS = 3
_KEYED = re.compile(r"(?P<name>.*\S)\s*\[(?P<key>[^\[\]]+)\]")
_AS = re.compile(r"(?:^|\s+)as\s+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Picked:
    """Who was picked from lists, or is named in the fact that is edited. Their names in the form mean exactly them."""

    people: tuple[Person, ...] = ()
    character: Character | None = None


class PeopleForm:
    """Reads the names in one form. What is wrong with them is added to the form's faults."""

    def __init__(self, gateways: Gateways, ids: Ids, guild: int, show: Show, faults: FormFaults) -> None:
        self._gateways = gateways
        self._ids = ids
        self._guild = guild
        self._show = show
        self._faults = faults

    async def read(self, words: FactWords, kind: Kind, picked: Picked) -> tuple[tuple[Person, ...], Character | None]:
        """Return the people and the character that the form names. New ones are written down."""
        text = words.people.strip()
        if not text or kind is Kind.RELEASE:
            return (), None
        if kind is Kind.CAST:
            actor, part = split_role(text, picked)
            person = await self._person(actor, picked)
            part_of = await self._character(part, picked, words.billing) if part is not None else None
            return ((person,) if person else ()), part_of
        people: list[Person] = []
        character: Character | None = None
        for name in await self.names(text, picked):
            if kind is Kind.NEWS and (found := await self._known_character(name, picked)):
                if character is not None:
                    self._faults.add("Name one character at most; the sentence can name the others.")
                character = found
            elif person := await self._person(name, picked):
                people.append(person)
        if len({person.id for person in people}) < len(people):
            self._faults.add("Somebody is named twice.")
        return tuple(people), character

    async def names(self, text: str, picked: Picked) -> list[str]:
        """Return the names in a list. "Clarkson, S.J." and "Robert Downey, Jr." are one name each if on record."""
        parts = _parts(text)
        names: list[str] = []
        first = 0
        while first < len(parts):
            for last in range(min(first + _LONGEST_NAME_IN_PARTS, len(parts)), first, -1):
                name = text[parts[first][0] : parts[last - 1][1]].strip()
                if last == first + 1 or await self._is_known(name, picked):
                    names.append(name)
                    first = last
                    break
        if len(names) > _MOST_PEOPLE:
            self._faults.add(f"Name at most {_MOST_PEOPLE} people.")
        return names[:_MOST_PEOPLE]

    async def _is_known(self, text: str, picked: Picked) -> bool:
        name, _ = _name_and_key(text)
        if name is None or len(name) > LONGEST_NAME:
            return False
        if fold(name) in {fold(person.name) for person in picked.people}:
            return True
        return bool(await self._people(name) or await self._characters(name))

    async def _people(self, name: str) -> dict[str, Person]:
        return dict(await people_on_record(self._gateways, self._guild, self._show.id, name))

    async def _characters(self, name: str) -> dict[str, Character]:
        return dict(await characters_on_record(self._gateways, self._guild, self._show.id, name))

    async def _person(self, text: str, picked: Picked) -> Person | None:
        name, key = _name_and_key(text)
        if name is None or not (shown := self._faults.name("name", name)):
            return None
        for person in picked.people:
            if fold(person.name) == fold(name) and key is None:
                return person
        found = await self._people(name)
        if found or key is not None:
            return self._meant(name, key, found)
        if names_nobody(name):
            self._faults.add(f"{quoted(name, 60)} is nobody's name. Write only who it is, or leave it out.")
            return None
        return await self._new_person(shown)

    async def _new_person(self, name: str) -> Person:
        for key in keys_to_try(name):
            found = await self._gateways.catalogue.person_with_key(self._guild, key)
            if found is None:
                row = await self._gateways.packs.in_layer(self._guild).save_person(self._ids(), key, name)
                return Person(row, name)
            if fold(found.name) == fold(name):
                return found
        raise BadInput(f"Too many are on record under names like {escape(name)}.")

    async def _known_character(self, text: str, picked: Picked) -> Character | None:
        name, key = _name_and_key(text)
        if name is None:
            return None
        if picked.character and fold(picked.character.name) == fold(name) and key is None:
            return picked.character
        found = await self._characters(name)
        return self._meant(name, key, found) if found else None

    async def _character(self, text: str, picked: Picked, billing: str) -> Character | None:
        faults = len(self._faults)
        known = await self._known_character(text, picked)
        if known or len(self._faults) > faults or not (shown := self._faults.name("character's name", text)):
            return known
        prominence = prominence_of(BILLING_WORDS.get(billing)) if billing else LEAST_PROMINENT
        return await self._new_character(shown, prominence)

    async def _new_character(self, name: str, prominence: int) -> Character:
        for key in keys_to_try(name):
            found = await self._gateways.catalogue.character_with_key(self._guild, self._show.id, key)
            if found is None:
                row = await self._gateways.packs.in_layer(self._guild).save_character(
                    self._ids(), self._show.id, key, name, prominence=prominence, spoils=None
                )
                return Character(row, name)
            if fold(found.name) == fold(name):
                return found
        raise BadInput(f"Too many are on record under names like {escape(name)}.")

    def _meant(self, name: str, key: str | None, found: Mapping[str, _T]) -> _T | None:
        """Return who is meant of those on record under a name, by their keys."""
        if key is not None:
            if key not in found:
                self._faults.add(
                    f"Nobody called {escape(name)} is on record as {escape(f'[{key}]')}. Leave the brackets out."
                )
            return found.get(key)
        if len(set(found.values())) == 1:
            return next(iter(found.values()))
        either = " or ".join(escape(f"{name} [{choice}]") for choice in sorted(found))
        self._faults.add(f"Several are on record as {escape(name)}. Write {either}.")
        return None


def split_role(text: str, picked: Picked) -> tuple[str, str | None]:
    """Return the actor and the part in "Krysten Ritter as Jessica Jones", and None for no part.

    The first "as" is between them, unless it belongs to the name of who was picked.
    """
    known = {fold(person.name) for person in picked.people}
    places = list(_AS.finditer(text))
    named = (place for place in places if fold(text[: place.start()]) in known)
    between = next(named, places[0] if places else None)
    return (text[: between.start()], text[between.end() :]) if between else (text, None)


def _parts(text: str) -> list[tuple[int, int]]:
    """Return where each item of a list begins and ends."""
    between = [found.span() for found in BETWEEN.finditer(text)]
    starts, ends = [0, *(end for _, end in between)], [*(start for start, _ in between), len(text)]
    return [(start, end) for start, end in zip(starts, ends, strict=True) if text[start:end].strip()]


async def names_with_keys(gateways: Gateways, guild: int, fact: Fact) -> dict[int, str]:
    """Return how to write the people of a fact who share a name: with their keys. Others are left out."""
    shared = Counter(fold(person.name) for person in fact.people)
    names: dict[int, str] = {}
    for folded in (folded for folded, count in shared.items() if count > 1):
        people = await gateways.catalogue.people_named(guild, fact.show.id, folded)
        names |= {person.id: f"{person.name} [{key}]" for key, person in people}
    return names


def _name_and_key(text: str) -> tuple[str | None, str | None]:
    """ "Ada Moss [ada-moss-2]": a name, and the key that says which of several who share it."""
    if keyed := _KEYED.fullmatch(text.strip()):
        return keyed["name"], keyed["key"].strip()
    return text.strip() or None, None

"""What a member's sentence is taken for: a credit, a role or a date, if what it names is on record, and else news."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from bot.domain.codes import find_places, in_runs, parse_episodes, parse_season
from bot.domain.facts import Character, Fact, Kind, Show
from bot.domain.ids import Ids
from bot.domain.matching import NameRole
from bot.domain.moderation import FactWords, words_of
from bot.domain.names import fold, keys
from bot.domain.questions import What
from bot.errors import BadInput
from bot.language.dates import read_date
from bot.language.statements import Statement, looks_like_a_name, readings
from bot.services.facts.forms.faults import FormFaults
from bot.services.facts.forms.people import BETWEEN, PeopleForm, Picked, split_role
from bot.services.names.finder import LONGEST_NAME, Finder, Query
from bot.services.names.on_record import characters_on_record, people_on_record
from bot.store.store import Gateways

_MOST_PLACES = 30
_NOBODY = Picked()


@dataclass(frozen=True, slots=True)
class Taken:
    """What a sentence says, as a form would have it, and who its names mean."""

    kind: Kind
    words: FactWords
    picked: Picked = _NOBODY


@dataclass(frozen=True, slots=True)
class About:
    """Who, or what place, a member says that their sentence is about."""

    people: str = ""
    where: str = ""
    picked: Picked = _NOBODY


class StatementReader:
    """Reads sentences about one show within a transaction. It writes nothing down."""

    def __init__(self, gateways: Gateways, finder: Finder, ids: Ids, guild: int, show: Show, today: date) -> None:
        self._gateways = gateways
        self._finder = finder
        self._faults = FormFaults()
        self._people = PeopleForm(gateways, ids, guild, show, self._faults)
        self._guild = guild
        self._show = show
        self._today = today

    async def read(self, text: str, about: About) -> Taken:
        """Return what a sentence is taken for: news, unless exactly one other reading fits what is on record."""
        found = {taken.words: taken for taken in await self._fitting(readings(text), about)}
        if len(found) == 1 and len({taken.kind for taken in found.values()}) == 1:
            return next(iter(found.values()))
        return Taken(Kind.NEWS, FactWords(statement=text, people=about.people, where=about.where), about.picked)

    async def words_as(self, kind: Kind, text: str, fact: Fact) -> FactWords:
        """Return what a form for this kind shows of a sentence that was taken for another fact."""
        shown = words_of(fact)
        if kind is fact.kind:
            return shown
        people = ", ".join(person.name for person in fact.people)
        if kind is Kind.NEWS:
            return FactWords(statement=text, people=people, where=shown.where)
        said = [statement for statement in readings(text) if statement.kind is kind]
        fitting = await self._fitting(said, About(where=shown.where))
        if len(fitting) == 1:
            return fitting[0].words
        where = shown.where or _places_in(text)
        if len(said) == 1:
            return FactWords(people=_role(said[0]), where=said[0].where or where, released=said[0].released)
        return FactWords(people=people, where=where)

    async def _fitting(self, said: Sequence[Statement], about: About) -> list[Taken]:
        fitting = [await self._on_record(statement, about) for statement in said]
        return [taken for taken in fitting if taken is not None]

    async def _on_record(self, said: Statement, about: About) -> Taken | None:
        """Return a reading with the names on record; None if it fits neither them nor what it was said to be about."""
        where = await self._places(said.where) if said.where else ""
        about_where = await self._places(about.where) if about.where else ""
        if where is None or about_where is None or (where and about_where and not _is_within(where, about_where)):
            return None
        where = where or about_where
        if said.kind is Kind.CAST:
            return await self._as_role(said, where, about)
        if not where or about.picked.character:
            return None
        if said.kind is Kind.RELEASE:
            return None if about.picked.people else _as_release(said, where)
        if not await self._all_are_people(said.people, about.picked):
            return None
        return Taken(said.kind, FactWords(people=said.people, where=where), about.picked)

    async def _as_role(self, said: Statement, where: str, about: About) -> Taken | None:
        picked = about.picked
        character = await self._character(said.character)
        if character is None or (picked.character and picked.character.id != character.id):
            return None
        names = Picked(picked.people, character)
        role = f"{said.people} as {character.name}"
        # A list of actors, or an actor's name with "as" in it, could be taken apart in another way.
        if split_role(role, names) != (said.people, character.name) or len(BETWEEN.split(said.people)) > 1:
            return None
        if not await self._all_are_people(said.people, picked):
            return None
        return Taken(Kind.CAST, FactWords(people=role, where=where), names)

    async def _all_are_people(self, text: str, picked: Picked) -> bool:
        """Return whether a list names people on record, or who may be people, and all who were picked."""
        faults = len(self._faults)
        names = await self._people.names(text, picked)
        if len(self._faults) > faults:
            return False
        folded = {fold(name) for name in names}
        if len(folded) < len(names) or not all(fold(person.name) in folded for person in picked.people):
            return False
        for name in names:
            if not await self._is_a_person(name, picked):
                return False
        return bool(names)

    async def _is_a_person(self, name: str, picked: Picked) -> bool:
        if fold(name) in {fold(person.name) for person in picked.people}:
            return True
        people = await people_on_record(self._gateways, self._guild, self._show.id, name)
        found = {person.id for _, person in people}
        if found or not looks_like_a_name(name):
            return len(found) == 1
        # If a character goes by exactly this name, nobody real is meant, as far as is on record.
        return not await characters_on_record(self._gateways, self._guild, self._show.id, name)

    async def _character(self, name: str) -> Character | None:
        """Return the only character on record who goes by these whole words."""
        characters = await self._gateways.catalogue.characters_named(self._guild, self._show.id, fold(name))
        found = {character.id: character for _, character in characters}
        if len(found) == 1:
            return next(iter(found.values()))
        if found or len(name) > LONGEST_NAME:
            return None
        meant = await self._finder.find(self._query(name), self._show.id, (NameRole.CHARACTER,), self._today)
        if len({match.thing for match in meant.matches}) != 1:
            return None
        character = await self._gateways.names.character(self._guild, meant.matches[0].id)
        is_whole = character and set(fold(name).split(" ")) <= set(fold(character.name).split(" "))
        return character if is_whole else None

    async def _places(self, text: str) -> str | None:
        """Return the seasons or episodes that a text names, as a form would have them; None if one is not on record."""
        if whole := await self._place(text):
            return whole
        parts = [part for part in BETWEEN.split(text) if part]
        places = [await self._place(part) for part in parts[:_MOST_PLACES]]
        found = [place for place in places if place]
        kinds = {parse_season(place) is None for place in found}
        return ", ".join(found) if found and len(found) == len(parts) and len(kinds) == 1 else None

    async def _place(self, text: str) -> str | None:
        catalogue, guild, show = self._gateways.catalogue, self._guild, self._show.id
        if (season := parse_season(text)) is not None:
            return f"season {season}" if season in await catalogue.seasons(guild, show) else None
        if codes := parse_episodes(text):
            known = [code for code in codes if await catalogue.episode(guild, show, code) is not None]
            return ", ".join(in_runs(codes)) if len(known) == len(codes) else None
        if len(text) > LONGEST_NAME:
            return None
        meant = await self._finder.find(self._query(text), show, (NameRole.EPISODE,), self._today)
        if len({match.thing for match in meant.matches}) != 1 or meant.matches[0].thing.what is not What.EPISODE:
            return None
        match = meant.matches[0]
        is_whole = match.word == 0 and match.folded in keys(text)
        found = await catalogue.episode_by_id(guild, match.id) if is_whole else None
        return str(found[1].episode.code) if found else None

    def _query(self, text: str) -> Query:
        return Query(self._guild, self._today, text)


def _as_release(said: Statement, where: str) -> Taken | None:
    try:
        read_date(said.released)
    except BadInput:
        return None
    return Taken(Kind.RELEASE, FactWords(where=where, released=said.released))


def _is_within(where: str, about: str) -> bool:
    """Return whether places that a sentence names are those that it was said to be about, or in that season."""
    if fold(where) == fold(about) or _codes(where) == _codes(about) != ():
        return True
    season = parse_season(about)
    return season is not None and {code[0] for code in _codes(where)} == {season}


def _codes(where: str) -> tuple[tuple[int, int], ...]:
    return tuple((code.season, code.number) for part in BETWEEN.split(where) for code in parse_episodes(part))


def _role(said: Statement) -> str:
    return f"{said.people} as {said.character}" if said.character else said.people


def _places_in(text: str) -> str:
    """Return the episodes that a sentence names, or else its seasons, as a form would have them."""
    places = find_places(text)
    return ", ".join(in_runs(places.codes) or [f"season {season}" for season in places.seasons])

"""Keeping a server's index of names in step with its facts: new names are found, hidden ones are not suggested."""

from collections.abc import Iterable, Iterator
from datetime import date

from bot.domain.facts import Character, Fact, Person, Show
from bot.domain.ids import Ids
from bot.domain.matching import LEAST_PROMINENT, ROLES, NameRole
from bot.domain.questions import Thing, What
from bot.services.names.aliases import episode_aliases, name_aliases, season_aliases, traits
from bot.store.gateways.catalogue_writer import Alias
from bot.store.gateways.revisions import BASE
from bot.store.store import Gateways

_MOST_MENTIONS = 500


async def refresh_names(gateways: Gateways, ids: Ids, guild: int, show: Show, facts: Iterable[Fact]) -> None:
    """Update the server's names of everything that these facts mention.

    Call it within the transaction that changed the facts, with each as it was before and as it is now.
    """
    index = _Index(gateways, ids, guild, show)
    people: dict[int, Person] = {}
    characters: dict[int, Character] = {}
    for fact in facts:
        people |= {person.id: person for person in fact.people}
        if fact.character:
            characters[fact.character.id] = fact.character
        await index.places(fact)
    for person in people.values():
        await index.person(person)
    for character in characters.values():
        await index.character(character)


class _Index:
    def __init__(self, gateways: Gateways, ids: Ids, guild: int, show: Show) -> None:
        self._gateways = gateways
        self._ids = ids
        self._guild = guild
        self._show = show

    async def person(self, person: Person) -> None:
        facts = await self._about(Thing(What.PERSON, person.id))
        names = await self._names(person.id, person.name)
        await self._put(person.id, list(_person_aliases(person.id, names, facts)))

    async def character(self, character: Character) -> None:
        facts = await self._about(Thing(What.CHARACTER, character.id))
        names = await self._names(character.id, character.name)
        await self._put(character.id, list(_character_aliases(character, names, facts)))

    async def places(self, fact: Fact) -> None:
        """Update the names of seasons and episodes that the base does not have."""
        base = await self._gateways.catalogue.season_rows(BASE, self._show.id)
        for season in fact.seasons:
            if season not in base:
                about = await self._about(Thing(What.SEASON, season))
                await self._put(season, list(season_aliases(season, _known_from(about))) if about else [])
        for episode in fact.episodes:
            if await self._gateways.catalogue.episode_row(BASE, self._show.id, episode.code) is None:
                about = await self._gateways.facts.about(self._guild, self._show.id, episode.code, _MOST_MENTIONS)
                aliases = list(episode_aliases(episode, (), _known_from(about))) if about else []
                await self._put(episode.id, aliases)

    async def _about(self, thing: Thing) -> tuple[Fact, ...]:
        return await self._gateways.facts.about(self._guild, self._show.id, thing, _MOST_MENTIONS)

    async def _names(self, thing: int, name: str) -> tuple[str, ...]:
        return (name, *await self._gateways.packs.whole_names(self._guild, self._show.id, thing))

    async def _put(self, thing: int, aliases: list[Alias]) -> None:
        packs = self._gateways.packs
        if aliases and await packs.base_has(self._show.id, aliases):
            aliases = []
        rows = [(self._ids(), alias) for alias in aliases]
        await packs.in_layer(self._guild).replace_aliases(self._show.id, [thing], rows)


def _person_aliases(thing: int, names: tuple[str, ...], facts: tuple[Fact, ...]) -> Iterator[Alias]:
    roles = {role: [fact for fact in facts if fact.kind is kind] for kind, role in ROLES.items()}
    found = {role: mentions for role, mentions in roles.items() if mentions}
    if not found:
        yield from _nowhere(NameRole.ACTOR, thing, names)
    for role, mentions in found.items():
        yield from name_aliases(role, thing, names, *traits(mentions))


def _character_aliases(character: Character, names: tuple[str, ...], facts: tuple[Fact, ...]) -> Iterator[Alias]:
    if not facts:
        yield from _nowhere(NameRole.CHARACTER, character.id, names)
        return
    prominence, known_from, spoils = traits(facts)
    spoils = spoils or character.spoils is not None
    yield from name_aliases(NameRole.CHARACTER, character.id, names, prominence, known_from, spoils)


def _nowhere(role: NameRole, thing: int, names: tuple[str, ...]) -> Iterator[Alias]:
    """Yield names that replace the base's and are never found, since the server retired all facts that mention it."""
    return name_aliases(role, thing, names[:1], LEAST_PROMINENT, date.max)


def _known_from(facts: Iterable[Fact]) -> date | None:
    return min((claim.counts_from for fact in facts for claim in fact.claims), default=None)

"""Letting an import take effect, or undoing it: all of it in one transaction, or nothing."""

import asyncio
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from bot.domain.ids import Ids
from bot.domain.imports import Batch
from bot.domain.matching import LEAST_PROMINENT, ROLES, NameRole
from bot.domain.names import fold
from bot.domain.revisions import ChangeKind, Made
from bot.services.names.aliases import episode_aliases, name_aliases, season_aliases
from bot.store.gateways.catalogue_writer import Alias, AliasKey, alias_key
from bot.store.gateways.imports import NEW, Copy, NamesOf, Step, Touched
from bot.store.store import Gateways, Store

_NO_NAMES = NamesOf(frozenset(), frozenset())
_NEVER = date.max
_AT_ONCE = 500
_Words = tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class Spelled:
    """A name to show, the keys that find it, each with the number of its first word, and the base's names."""

    name: str
    words: _Words
    base: frozenset[AliasKey] = frozenset()


@dataclass(frozen=True, slots=True)
class Spellings:
    """The names of everybody that a batch's facts mention. Making them takes longest, and needs no lock."""

    people: Mapping[int, Spelled]
    characters: Mapping[int, Spelled]


async def spell(gateways: Gateways, guild: int, batch: Batch) -> Spellings:
    """Read and fold all names that taking a batch will need."""
    names = await gateways.imports.names(guild, batch.id, batch.show.id)
    people = await gateways.imports.people(batch.id)
    characters = {thing: name for thing, (name, _) in (await gateways.imports.characters(batch.id)).items()}
    return await asyncio.to_thread(lambda: Spellings(_spelled(people, names), _spelled(characters, names)))


def _spelled(things: Mapping[int, str], names: Mapping[int, NamesOf]) -> dict[int, Spelled]:
    found: dict[int, Spelled] = {}
    for thing, name in things.items():
        known = names.get(thing, _NO_NAMES)
        whole = (name, *sorted(known.whole - {fold(name)}))
        words = tuple((alias.folded, alias.word) for alias in name_aliases(NameRole.ACTOR, thing, whole))
        found[thing] = Spelled(name, words, known.base)
    return found


async def take_batch(
    gateways: Gateways, ids: Ids, guild: int, batch: Batch, spellings: Spellings, now: datetime
) -> tuple[int, int]:
    """Let a staged batch take effect, within one transaction. Return how many facts are new and changed."""
    sorts = await gateways.imports.sorts(batch.id)
    await gateways.staging.set_details(guild, batch.id)
    await gateways.imports.make_current(guild, batch.id, now)
    await _Names(gateways, ids, guild, batch).refresh(spellings)
    await gateways.imports.set_taken(batch.id, now)
    await gateways.log.add(ids(), guild, now, batch=batch.id)
    new = sorts.get(NEW, 0)
    return new, sum(sorts.values()) - new


async def stage_undo(store: Store, ids: Ids, guild: int, undoing: Batch) -> int:
    """Prepare the undoing of a batch. Return how many facts were changed again since, which stay as they are."""
    assert undoing.undoes is not None
    made = Made(ChangeKind.UNDO, undoing.made_at, undoing.made_by, f"Undid the import of {undoing.filename}")
    async with store.changing() as gateways:
        await gateways.imports.add(undoing, guild)
        await gateways.staging.stage_marks_back(undoing.id, undoing.undoes)
    kept = 0
    after = 0
    while steps := await store.reading().imports.steps(guild, undoing.undoes, after, _AT_ONCE):
        after = steps[-1].revision
        copies = [_back(step, ids()) for step in steps if step.is_current]
        kept += len(steps) - len(copies)
        async with store.changing() as gateways:
            await gateways.imports.copy(guild, undoing.id, made, copies)
    return kept


def _back(step: Step, new_id: int) -> Copy:
    """Return the revision that brings back what a fact said before the import."""
    now = step.revision if step.now is None else step.now
    if step.opened_on is None:
        # The import added this fact. It leaves the answers, and its history stays.
        return Copy(new_id, step.revision, now, None, retired=True, follows=False)
    if step.opened_own:
        return Copy(new_id, step.opened_on, now, step.opened_over, retired=step.opened_retired, follows=False)
    # The server saw the base's revision, and sees the base's newest again.
    base = step.opened_on if step.base is None else step.base
    return Copy(new_id, base, now, base, retired=False, follows=True)


class _Names:
    """Updates the server's names of everything that a batch's facts mention.

    `bot.services.names.indexing` does the same for a single fact. This takes a few statements for all of them.
    """

    def __init__(self, gateways: Gateways, ids: Ids, guild: int, batch: Batch) -> None:
        self._gateways = gateways
        self._ids = ids
        self._guild = guild
        self._batch = batch
        self._show = batch.show
        self._things: list[int] = []
        self._aliases: list[Alias] = []

    async def refresh(self, spellings: Spellings) -> None:
        """Replace the names of everything that is mentioned."""
        await self._of_people_and_characters(spellings)
        given: dict[int, list[str]] = {}
        for thing, name in await self._gateways.imports.staged_names(self._batch.id):
            given.setdefault(thing, []).append(name)
        await self._of_places(given)
        if self._batch.undoes is None and await self._gateways.imports.is_own_show(self._guild, self._show.id):
            names = (self._show.title, *given.get(self._show.id, ()), *await self._own(self._show.id))
            self._put(self._show.id, name_aliases(NameRole.SHOW, self._show.id, names))
        rows = [(self._ids(), alias) for alias in self._aliases]
        await self._gateways.packs.in_layer(self._guild).replace_aliases(self._show.id, self._things, rows)

    def _put(self, thing: int, aliases: Iterable[Alias], base: frozenset[AliasKey] = frozenset()) -> None:
        self._things.append(thing)
        aliases = tuple(aliases)
        if not base or frozenset(alias_key(alias) for alias in aliases) != base:
            self._aliases += aliases

    async def _of_people_and_characters(self, spellings: Spellings) -> None:
        imports, batch = self._gateways.imports, self._batch.id
        of_people, of_characters = await imports.traits(self._guild, batch, self._show.id)
        roles: dict[int, list[Touched]] = {}
        for touched in of_people:
            roles.setdefault(touched.thing, []).append(touched)
        for person in await imports.people(batch):
            spelled = spellings.people[person]
            self._put(person, _person_aliases(person, spelled, roles.get(person, [])), spelled.base)
        parts = {touched.thing: touched for touched in of_characters}
        for character, (_, hidden) in (await imports.characters(batch)).items():
            spelled, part = spellings.characters[character], parts.get(character)
            if part is None:
                self._put(character, _nowhere(NameRole.CHARACTER, character, spelled), spelled.base)
            else:
                shown = replace(part, spoils=hidden or part.spoils)
                self._put(character, _aliases(NameRole.CHARACTER, spelled, shown), spelled.base)

    async def _of_places(self, given: Mapping[int, list[str]]) -> None:
        """Replace the names of the server's own seasons and episodes."""
        imports, guild, show = self._gateways.imports, self._guild, self._show.id
        episodes = await imports.own_episodes(guild, self._batch.id)
        numbers = {*await imports.own_seasons(guild, self._batch.id), *(episode.code.season for episode in episodes)}
        since = {number: await imports.season_known_from(guild, show, number) for number in sorted(numbers)}
        for number in await imports.own_seasons(guild, self._batch.id):
            self._put(number, season_aliases(number, since[number]) if since[number] else ())
        for episode in episodes:
            if not await imports.has_episode(guild, episode.id):
                self._put(episode.id, ())
                continue
            codes = {alias.folded for alias in episode_aliases(replace(episode, title=None), (), None)}
            also = [*given.get(episode.id, ()), *(name for name in await self._own(episode.id) if name not in codes)]
            self._put(episode.id, episode_aliases(episode, dict.fromkeys(also), since[episode.code.season]))

    async def _own(self, thing: int) -> tuple[str, ...]:
        return await self._gateways.imports.own_names(self._guild, self._show.id, thing)


def _person_aliases(person: int, spelled: Spelled, roles: Sequence[Touched]) -> Iterator[Alias]:
    if not roles:
        yield from _nowhere(NameRole.ACTOR, person, spelled)
    for touched in roles:
        yield from _aliases(ROLES[touched.kind], spelled, touched)


def _aliases(role: NameRole, spelled: Spelled, touched: Touched) -> Iterator[Alias]:
    for folded, word in spelled.words:
        yield Alias(
            role, touched.thing, spelled.name, folded, word, touched.prominence, touched.known_from, touched.spoils
        )


def _nowhere(role: NameRole, thing: int, spelled: Spelled) -> Iterator[Alias]:
    """Return a name that replaces the base's and is never found, since the server retired all facts that mention it."""
    if not spelled.base:
        return iter(())
    return name_aliases(role, thing, (spelled.name,), LEAST_PROMINENT, _NEVER)

"""Loading packs into the shared base: loading one twice changes nothing, loading a newer one updates the base alone."""

import asyncio
import hashlib
from collections import Counter
from collections.abc import Awaitable, Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path
from typing import TypeAlias

from bot.domain.codes import EpisodeCode
from bot.domain.facts import Character, Episode, Fact, Kind, Person, Show, Source
from bot.domain.ids import Ids
from bot.domain.lookups import Loaded
from bot.domain.revisions import ChangeKind, Made
from bot.errors import BadInput, PackFault, PackFaults
from bot.packs.model import EpisodeEntry, Pack, ShowEntry, SourceEntry
from bot.packs.reader import parse_pack, read_file
from bot.services.pack_contents import (
    UNDATED,
    BaseCatalogue,
    aliases_of,
    by_first_mention,
    facts_of,
    prominence_of_characters,
    vouchers,
)  # fmt: skip
from bot.store.revisions import BASE, Places
from bot.store.store import Gateways, Store

Then: TypeAlias = Callable[[Gateways, Loaded], Awaitable[None]]
"""What else is written with a load."""

# Raise this when loading itself changes, so that packs already loaded are looked at again.
_LOADER = 3


class PackLoader:
    """Takes packs into the store."""

    def __init__(self, store: Store, ids: Ids, clock: Callable[[], datetime]) -> None:
        self._store = store
        self._ids = ids
        self._clock = clock

    async def load_folder(self, folder: Path) -> tuple[str, ...]:
        """Load every pack of a folder that is new or has changed; the names of those.

        Raises PackFaults with the faults of all of them; then none was loaded.
        """
        changed: list[_Changed] = []
        faults: list[PackFaults] = []
        for path in await asyncio.to_thread(lambda: sorted(folder.glob("*.toml"))):
            try:
                if found := await self._changed(path):
                    changed.append(found)
            except PackFaults as error:
                faults.append(error)
        shows = Counter(one.pack.show.id for one in changed)
        for one in changed:
            if shows[one.pack.show.id] > 1:
                fault = PackFault("show › id", f"{one.pack.show.id} is the show of another new pack too")
                faults.append(PackFaults(one.path, [fault]))
        if len(faults) > 1:
            raise PackFaults(
                folder,
                [PackFault(f"{one.path} › {fault.place}", fault.words) for one in faults for fault in one.faults],
            )
        if faults:
            raise faults[0]
        for one in changed:
            await self._take(one)
        return tuple(one.path.stem for one in changed)

    async def load(self, path: Path) -> bool:
        """Load one pack; False if it stands in the store as it is. Raises PackFaults."""
        found = await self._changed(path)
        if found:
            await self._take(found)
        return found is not None

    async def load_pack(self, origin: str, pack: Pack, then: Then | None = None) -> Loaded:
        """Load a show from elsewhere into the base, as if `origin` ("tvmaze:1370") were the name of its pack's file.

        `then` is done in the same transaction.

        Raises BadInput if the show is on record from another origin, which stays as it is, and StoreBusy.
        """
        digest = f"{_LOADER}:{hashlib.sha256(pack.model_dump_json().encode()).hexdigest()}"
        async with self._store.changing() as gateways:
            known = await _of_origin(gateways, origin, pack.show)
            if known and await gateways.packs.digest(origin) == digest:
                loaded = Loaded(known, same=True)
            else:
                load = _Load(gateways, self._ids, pack, self._clock(), f"No longer told by {named(origin)}.")
                show = await load.run()
                await gateways.packs.record(origin, show.id, digest, self._clock())
                loaded = Loaded(show, load.added, load.changed, load.retired)
            if then:
                await then(gateways, loaded)
            return loaded

    async def check_origin(self, origin: str, show: ShowEntry) -> None:
        """Raises BadInput if the show is on record from another origin, from which alone the base takes it."""
        await _of_origin(self._store.reading(), origin, show)

    async def _changed(self, path: Path) -> "_Changed | None":
        content = await asyncio.to_thread(read_file, path)
        digest = f"{_LOADER}:{hashlib.sha256(content).hexdigest()}"
        packs = self._store.reading().packs
        if await packs.digest(path.stem) == digest:
            return None
        pack = await asyncio.to_thread(parse_pack, content, path)
        for other in await packs.files_of(pack.show.id):
            if other != path.stem and path.with_stem(other).exists():
                raise PackFaults(path, [PackFault("show › id", f"{pack.show.id} is the show of {other}.toml too")])
        return _Changed(path, pack, digest)

    async def _take(self, changed: "_Changed") -> None:
        async with self._store.writing() as gateways:
            show = await _Load(gateways, self._ids, changed.pack, self._clock()).run()
            await gateways.packs.record(changed.path.stem, show.id, changed.digest, self._clock())


@dataclass(frozen=True, slots=True)
class _Changed:
    """A pack that does not stand in the store as it is."""

    path: Path
    pack: Pack
    digest: str


class _Load:
    """One pack on its way into the base, within one transaction."""

    def __init__(
        self, gateways: Gateways, ids: Ids, pack: Pack, now: datetime, gone: str = "No longer in the pack."
    ) -> None:
        self._gateways = gateways
        self._gone = gone
        self._ids = ids
        self._pack = pack
        self._now = now
        self.added = self.changed = self.retired = 0

    async def run(self) -> Show:
        catalogue = await self._save_catalogue()
        # A large show takes a second of reckoning, which is not to hold up the answers.
        facts = await self._identified(catalogue, await asyncio.to_thread(facts_of, self._pack, catalogue))
        keys = facts.keys()
        facts = await self._save_changed(catalogue, facts)
        await self._retire_missing(catalogue, keys)
        await self._gateways.packs.set_episode_sources(catalogue.show.id, vouchers(self._pack, catalogue))
        aliases = await asyncio.to_thread(aliases_of, self._pack, catalogue, facts)
        await self._gateways.packs.set_aliases(catalogue.show.id, [(self._ids(), alias) for alias in aliases])
        return catalogue.show

    async def _save_catalogue(self) -> BaseCatalogue:
        save, pack = self._gateways.packs, self._pack
        entry = pack.show
        show_id = await save.save_show(
            self._ids(), entry.id, entry.title, entry.network, entry.imdb, entry.tvmaze, entry.credit
        )
        seasons = {
            season.number: await save.save_season(self._ids(), show_id, season.number, season.episodes)
            for season in pack.seasons
        }
        episodes = {one.code: await self._save_episode(seasons[one.code.season], one) for one in pack.episodes}
        mentions = (person for fact in pack.facts if fact.kind is not Kind.NEWS for person in fact.people)
        people = {
            key: Person(await save.save_person(self._ids(), key, pack.people[key].name), pack.people[key].name)
            for key in by_first_mention(pack.people, mentions)
        }
        return BaseCatalogue(
            Show(show_id, entry.title, entry.credit),
            seasons,
            episodes,
            people,
            await self._save_characters(show_id, episodes),
            {key: await self._save_source(key, source) for key, source in pack.sources.items()},
        )

    async def _save_episode(self, season: int, entry: EpisodeEntry) -> Episode:
        saved = await self._gateways.packs.save_episode(
            self._ids(), season, entry.code.number,
            title=entry.title, aired=entry.aired, runtime=entry.runtime, imdb=entry.imdb,
        )  # fmt: skip
        return Episode(saved, entry.code, entry.title, entry.aired)

    async def _save_characters(self, show: int, episodes: Mapping[EpisodeCode, Episode]) -> dict[str, Character]:
        prominence = prominence_of_characters(self._pack)
        saved: dict[str, Character] = {}
        cast_characters = (fact.character for fact in self._pack.facts if fact.kind is Kind.CAST)
        for key in by_first_mention(self._pack.characters, cast_characters):
            entry = self._pack.characters[key]
            spoils = episodes[entry.spoils].id if entry.spoils else None
            row = await self._gateways.packs.save_character(
                self._ids(), show, key, entry.name, prominence=prominence[key], spoils=spoils
            )
            saved[key] = Character(row, entry.name, entry.spoils)
        return saved

    async def _save_source(self, key: str, entry: SourceEntry) -> Source:
        source = Source(0, entry.outlet, entry.title, entry.url)
        # Another pack may use the same short name for another source.
        row = await self._gateways.packs.save_source(self._ids(), f"{self._pack.show.id}/{key}", source)
        return replace(source, id=row)

    async def _identified(self, catalogue: BaseCatalogue, facts: Mapping[str, Fact]) -> dict[str, Fact]:
        kinds = {key: fact.kind for key, fact in facts.items()}
        ids = await self._gateways.packs.save_facts(catalogue.show.id, kinds, self._ids)
        later = {entry.id: entry.settled_by or entry.refuted_by for entry in self._pack.facts}
        return {
            key: replace(fact, id=ids[key], settled_by=ids[other] if (other := later.get(key)) else None)
            for key, fact in facts.items()
        }

    async def _save_changed(self, catalogue: BaseCatalogue, facts: Mapping[str, Fact]) -> tuple[Fact, ...]:
        """Add a revision of each fact that is new or says something else than before; the facts as they now stand."""
        standing = await self._gateways.revisions.base_facts(catalogue.show.id)
        heads = await self._gateways.revisions.base_heads(catalogue.show.id)
        made = Made(ChangeKind.PACK, self._now)
        now: list[Fact] = []
        revised: list[tuple[Fact, Places, int]] = []
        for key, fact in facts.items():
            before = standing.get(fact.id)
            now.append(_dated(fact, before, self._now.date()))
            if before and replace(before, revision_id=0) == now[-1] and not heads[key].retired:
                continue
            spoils = catalogue.episodes[fact.spoils].id if fact.spoils else None
            number = heads[key].number + 1 if key in heads else 1
            revised.append((replace(now[-1], revision_id=self._ids()), Places(catalogue.seasons, spoils), number))
            self.added += before is None
            self.changed += before is not None
        await self._gateways.revisions.add_to_base(revised, made)
        return tuple(now)

    async def _retire_missing(self, catalogue: BaseCatalogue, keys: Iterable[str]) -> None:
        """Facts that a newer pack no longer has leave the answers; their revisions stay."""
        heads = await self._gateways.revisions.base_heads(catalogue.show.id)
        standing = await self._gateways.revisions.base_facts(catalogue.show.id)
        made = Made(ChangeKind.RETIRE, self._now, reason=self._gone)
        for key in heads.keys() - set(keys):
            if not heads[key].retired:
                fact = replace(standing[heads[key].fact], revision_id=self._ids())
                places = await self._places(catalogue, fact)
                await self._gateways.revisions.add(fact, BASE, made, places, retired=True)
                self.retired += 1

    async def _places(self, catalogue: BaseCatalogue, fact: Fact) -> Places:
        """Where a fact from an older pack belongs, even if the newer one no longer lists that place."""
        seasons = await self._gateways.catalogue.season_ids(catalogue.show.id)
        spoilt = await self._gateways.catalogue.episode(BASE, catalogue.show.id, fact.spoils) if fact.spoils else None
        return Places(seasons, spoilt.episode.id if spoilt else None)


async def _of_origin(gateways: Gateways, origin: str, entry: ShowEntry) -> Show | None:
    """The show if it is on record from this origin. Raises BadInput if it is from another."""
    found: Show | None = None
    for other, show in await gateways.packs.holding(entry.id, entry.tvmaze, entry.imdb):
        if other != origin:
            raise BadInput(f"{show.title} is on record already, from {named(other)}, and stays as it is.")
        found = show
    return found


def named(origin: str) -> str:
    """Where a show is from, in words: its origin as `load_pack` knows it."""
    source, _, number = origin.partition(":")
    words = {"tvmaze": "TVmaze", "imdb": "IMDb", "csv": "a table"}
    return words.get(source, f"the pack {source}") if number else f"the pack {origin}"


def _dated(fact: Fact, before: Fact | None, today: date) -> Fact:
    """The fact with its undated claims about things that never aired counting from when they were first loaded."""
    known = {replace(claim, counts_from=UNDATED): claim.counts_from for claim in before.claims} if before else {}
    claims = tuple(
        replace(claim, counts_from=known.get(claim, today)) if claim.counts_from == UNDATED else claim
        for claim in fact.claims
    )
    return replace(fact, claims=claims)

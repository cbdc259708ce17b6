"""Writing a pack into the base: new and changed facts get a revision, missing ones leave the answers."""

import asyncio
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime

from bot.domain.codes import EpisodeCode
from bot.domain.facts import NEWS_KINDS, Character, Episode, Fact, Kind, Person, Show, Source
from bot.domain.ids import Ids
from bot.domain.revisions import ChangeKind, Made
from bot.packs.model import EpisodeEntry, Pack, SourceEntry
from bot.services.names.indexing import refresh_names
from bot.services.names.renaming import rename_elsewhere
from bot.services.shows.pack_contents import (
    UNDATED,
    BaseCatalogue,
    aliases_of,
    by_first_mention,
    facts_of,
    prominence_of_characters,
    vouchers,
)  # fmt: skip
from bot.services.shows.view import show_row, synopsis_of
from bot.store.gateways.revisions import BASE, BaseHead, Scopes
from bot.store.store import Gateways


class PackLoad:
    """Loads one pack into the base, within one transaction.

    `gone` is the reason recorded for facts that the pack no longer has. `added`, `changed` and `retired` count facts
    once it has run.
    """

    def __init__(
        self, gateways: Gateways, ids: Ids, pack: Pack, now: datetime, gone: str = "No longer in the pack."
    ) -> None:
        self._gateways = gateways
        self._gone = gone
        self._ids = ids
        self._pack = pack
        self._now = now
        self._moved: Mapping[int, Sequence[int]] = {}
        """The facts that got another kind, by layer."""
        self.added = self.changed = self.retired = 0

    async def run(self) -> Show:
        catalogue = await self._save_catalogue()
        # A large show takes a second of computing, which must not hold up answers.
        facts = await self._identified(catalogue, await asyncio.to_thread(facts_of, self._pack, catalogue))
        heads = await self._gateways.revisions.base_heads(catalogue.show.id)
        current = await self._gateways.revisions.base_facts(catalogue.show.id)
        missing = [current[head.fact] for key, head in heads.items() if key not in facts and not head.retired]
        facts = await self._save_changed(catalogue, facts, heads, current)
        await self._retire(catalogue, missing)
        await self._gateways.packs.set_episode_sources(catalogue.show.id, vouchers(self._pack, catalogue))
        aliases = await asyncio.to_thread(aliases_of, self._pack, catalogue, facts)
        await self._gateways.packs.set_aliases(catalogue.show.id, ((self._ids(), alias) for alias in aliases))
        named = (*catalogue.people.values(), *catalogue.characters.values())
        await rename_elsewhere(self._gateways, self._ids, named)
        await self._refresh_names(catalogue.show)
        return catalogue.show

    async def _save_catalogue(self) -> BaseCatalogue:
        save, pack = self._gateways.packs, self._pack
        show = await save.save_show(show_row(pack.show, self._ids(), own=False))
        seasons = {
            season.number: await save.save_season(self._ids(), show.id, season.number, season.episodes)
            for season in pack.seasons
        }
        episodes = {
            episode.code: await self._save_episode(seasons[episode.code.season], episode) for episode in pack.episodes
        }
        mentions = (person for fact in pack.facts if fact.kind not in NEWS_KINDS for person in fact.people)
        people = {
            key: Person(await save.save_person(self._ids(), key, pack.people[key].name), pack.people[key].name)
            for key in by_first_mention(pack.people, mentions)
        }
        return BaseCatalogue(
            show,
            seasons,
            episodes,
            people,
            await self._save_characters(show.id, episodes),
            {key: await self._save_source(key, source) for key, source in pack.sources.items()},
        )

    async def _save_episode(self, season: int, entry: EpisodeEntry) -> Episode:
        saved = await self._gateways.packs.save_episode(
            self._ids(), season, entry.code.number,
            title=entry.title, aired=entry.aired, runtime=entry.runtime, imdb=entry.imdb,
            synopsis=synopsis_of(entry),
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
        source = Source(0, entry.outlet, entry.title, entry.url, entry.origin)
        # Another pack may use the same short name for another source.
        return await self._gateways.packs.save_source(self._ids(), f"{self._pack.show.id}/{key}", source)

    async def _identified(self, catalogue: BaseCatalogue, facts: Mapping[str, Fact]) -> dict[str, Fact]:
        kinds = {key: fact.kind for key, fact in facts.items()}
        ids = await self._gateways.packs.save_facts(catalogue.show.id, kinds, self._ids)
        self._moved = await self._gateways.revisions.refile(catalogue.show.id)
        later = {entry.id: entry.settled_by or entry.refuted_by for entry in self._pack.facts}
        return {
            key: replace(fact, id=ids[key], settled_by=ids[other] if (other := later.get(key)) else None)
            for key, fact in facts.items()
        }

    async def _save_changed(
        self,
        catalogue: BaseCatalogue,
        facts: Mapping[str, Fact],
        heads: Mapping[str, BaseHead],
        current: Mapping[int, Fact],
    ) -> tuple[Fact, ...]:
        """Add a revision of each new or changed fact; return all facts as they are now."""
        made = Made(ChangeKind.PACK, self._now)
        now: list[Fact] = []
        revised: list[tuple[Fact, Scopes, int]] = []
        for key, fact in facts.items():
            before = current.get(fact.id)
            now.append(_dated(fact, before, self._now.date()))
            if before and replace(before, revision_id=0) == now[-1] and not heads[key].retired:
                continue
            spoils = catalogue.episodes[fact.spoils].id if fact.spoils else None
            number = heads[key].number + 1 if key in heads else 1
            revised.append((replace(now[-1], revision_id=self._ids()), Scopes(catalogue.seasons, spoils), number))
            self.added += before is None
            self.changed += before is not None
        await self._gateways.revisions.add_to_base(revised, made)
        pairs = ((current[fact.id], fact) for fact in now if fact.id in current)
        await self._gateways.revisions.fill_in([pair for pair in pairs if _is_moved(*pair)])
        return tuple(now)

    async def _refresh_names(self, show: Show) -> None:
        """Update the servers' names of those in their own revisions of facts that got another kind."""
        for layer, moved in self._moved.items():
            if layer != BASE:
                revisions = await self._gateways.revisions.current_of(layer, moved)
                facts = [revision.fact for revision in revisions]
                await refresh_names(self._gateways, self._ids, layer, show, facts)

    async def _retire(self, catalogue: BaseCatalogue, missing: Iterable[Fact]) -> None:
        """Take facts that the pack no longer has out of the answers; their revisions stay."""
        made = Made(ChangeKind.RETIRE, self._now, reason=self._gone)
        for fact in missing:
            scopes = await self._scopes(catalogue, fact)
            gone = replace(fact, revision_id=self._ids())
            await self._gateways.revisions.add(gone, BASE, made, scopes, retired=True)
            self.retired += 1

    async def _scopes(self, catalogue: BaseCatalogue, fact: Fact) -> Scopes:
        """Where a fact from an older pack belongs, even if this one no longer lists that place."""
        seasons = await self._gateways.catalogue.season_ids(catalogue.show.id)
        spoilt = await self._gateways.catalogue.episode(BASE, catalogue.show.id, fact.spoils) if fact.spoils else None
        return Scopes(seasons, spoilt.episode.id if spoilt else None)


def _is_moved(before: Fact, now: Fact) -> bool:
    """Whether a fact that was worded as news now has a state or a job as well, and says the same as before."""
    says_the_same = now.statement is None or now.statement == before.statement
    return before.is_worded_as_news and not now.is_worded_as_news and says_the_same


def _dated(fact: Fact, before: Fact | None, today: date) -> Fact:
    """The fact, with undated claims about things that have not aired counting from the day of their first load."""
    known = {replace(claim, counts_from=UNDATED): claim.counts_from for claim in before.claims} if before else {}
    claims = tuple(
        replace(claim, counts_from=known.get(claim, today)) if claim.counts_from == UNDATED else claim
        for claim in fact.claims
    )
    return replace(fact, claims=claims)

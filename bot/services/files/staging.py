"""Staging a planned import where nobody sees it, a few hundred facts at a time."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import replace
from typing import TypeVar

from bot.domain.facts import Fact, Source
from bot.domain.ids import Ids
from bot.domain.imports import Batch
from bot.domain.revisions import ChangeKind, Made
from bot.services.files.catalogue import Additions
from bot.services.files.comparing import Planned
from bot.services.shows.pack_contents import BaseCatalogue
from bot.store.gateways.exports import ShowRow
from bot.store.gateways.revisions import Scopes
from bot.store.gateways.staging import NewFact
from bot.store.store import Gateways, Store

_T = TypeVar("_T")
FACTS_AT_ONCE = 200
_ROWS_AT_ONCE = 1000

Progress = Callable[[int, int], Awaitable[None]]
"""Takes how many facts are prepared, and of how many."""


async def no_progress(_: int, __: int) -> None:
    """Show no progress."""


class Staging:
    """One import on its way into the store."""

    def __init__(self, store: Store, ids: Ids, guild: int, batch: Batch) -> None:
        self._store = store
        self._ids = ids
        self._guild = guild
        self._batch = batch
        self._rows: dict[int, int] = {}
        self._made = Made(ChangeKind.IMPORT, batch.made_at, batch.made_by, f"Imported from {batch.filename}")

    async def write(
        self,
        show: ShowRow | None,
        catalogue: BaseCatalogue,
        additions: Additions,
        planned: Sequence[Planned],
        progress: Progress,
    ) -> None:
        """Stage the whole import. `show` is a show that is not on record yet. Raises StoreBusy."""
        async with self._store.changing() as gateways:
            if show is not None:
                await gateways.packs.in_layer(self._guild).save_show(show)
            await gateways.imports.add(self._batch, self._guild)
        await self._write_catalogue(additions)
        await self._write_details(additions)
        await self._write_facts(planned)
        done = 0
        for chunk in _chunks(planned, FACTS_AT_ONCE):
            async with self._store.changing() as gateways:
                await self._write_revisions(gateways, catalogue, chunk)
            done += len(chunk)
            await progress(done, len(planned))

    async def _write_catalogue(self, new: Additions) -> None:
        guild, show = self._guild, self._batch.show.id
        await self._add(
            {season.id: season for season in new.seasons},
            lambda to, season: to.staging.add_season(guild, show, season),
        )
        await self._add(
            {row.episode.id: row for row in new.episodes},
            lambda to, row: to.staging.add_episode(guild, self._row(row.season), row),
        )
        await self._add({source.id: (key, source) for key, source in new.sources}, self._save_source)
        await self._in_pieces(new.people, lambda to, some: to.staging.add_people(guild, some))
        characters = [
            (row, prominence, self._row(spoils) if spoils else None) for row, prominence, spoils in new.characters
        ]
        await self._in_pieces(characters, lambda to, some: to.staging.add_characters(guild, show, some))

    async def _write_details(self, new: Additions) -> None:
        batch, row = self._batch.id, self._row
        sizes = [(row(season), episodes) for season, episodes in new.sizes]
        details = [replace(entry, episode=replace(entry.episode, id=row(entry.episode.id))) for entry in new.details]
        vouchers = [(row(episode), detail, row(source)) for episode, detail, source in new.vouchers]
        names = [(row(thing), name) for thing, name in new.names]
        marks = [(character, row(spoils) if spoils else None) for character, spoils in new.marks]
        await self._in_pieces(sizes, lambda to, some: to.staging.stage_seasons(batch, some))
        await self._in_pieces(details, lambda to, some: to.staging.stage_episodes(batch, some))
        await self._in_pieces(vouchers, lambda to, some: to.staging.stage_sources(batch, some))
        await self._in_pieces(marks, lambda to, some: to.staging.stage_marks(batch, some))
        await self._in_pieces(names, lambda to, some: to.staging.add_names(batch, some))

    async def _add(self, things: Mapping[int, _T], add: Callable[[Gateways, _T], Awaitable[int]]) -> None:
        """Add things, by their planned ids, and note the rows of those that somebody else has added meanwhile."""
        for some in _chunks(list(things), FACTS_AT_ONCE):
            async with self._store.changing() as gateways:
                for planned in some:
                    self._rows[planned] = await add(gateways, things[planned])

    async def _save_source(self, gateways: Gateways, keyed: tuple[str, Source]) -> int:
        key, source = keyed
        return (await gateways.packs.in_layer(self._guild).save_source(source.id, key, source)).id

    def _row(self, planned: int) -> int:
        return self._rows.get(planned, planned)

    def _on_record(self, fact: Fact) -> Fact:
        """Return the fact with the rows of its episodes and sources."""
        return replace(
            fact,
            episodes=tuple(replace(episode, id=self._row(episode.id)) for episode in fact.episodes),
            claims=tuple(
                replace(claim, source=replace(claim.source, id=self._row(claim.source.id))) for claim in fact.claims
            ),
        )

    async def _in_pieces(
        self, things: Sequence[_T], write: Callable[[Gateways, Sequence[_T]], Awaitable[None]]
    ) -> None:
        """Write a thousand rows in each transaction, so that nobody else waits for long."""
        for some in _chunks(things, _ROWS_AT_ONCE):
            async with self._store.changing() as gateways:
                await write(gateways, some)

    async def _write_facts(self, planned: Sequence[Planned]) -> None:
        """Write all new facts before the first revision, since that may name another fact as what settled it."""
        new = [
            NewFact(new.fact.id, new.key, new.fact.kind) for new in planned if new.before is None and not new.written
        ]
        guild, show = self._guild, self._batch.show.id
        await self._in_pieces(new, lambda to, some: to.staging.add_facts(guild, show, some))

    async def _write_revisions(self, gateways: Gateways, catalogue: BaseCatalogue, planned: Sequence[Planned]) -> None:
        rows = [
            (self._on_record(change.fact), self._scopes(catalogue, change.fact), _over(change)) for change in planned
        ]
        await gateways.revisions.propose_all(rows, self._guild, self._made, self._batch.id)
        await gateways.imports.add_staged(
            (change.fact.revision_id, change.before.revision if change.before else None, change.conflict)
            for change in planned
        )

    def _scopes(self, catalogue: BaseCatalogue, fact: Fact) -> Scopes:
        seasons = {number: self._row(catalogue.seasons[number]) for number in fact.seasons}
        return Scopes(seasons, self._row(catalogue.episodes[fact.spoils].id) if fact.spoils else None)


def _over(change: Planned) -> int | None:
    return change.before.over if change.before else None


def _chunks(things: Sequence[_T], size: int) -> list[Sequence[_T]]:
    return [things[start : start + size] for start in range(0, len(things), size)]

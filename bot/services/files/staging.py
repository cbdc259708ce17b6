"""Writing a planned import down where nobody sees it, a few hundred facts at a time."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import replace
from typing import TypeVar

from bot.domain.facts import Fact
from bot.domain.ids import Ids, base36
from bot.domain.imports import Batch
from bot.domain.revisions import ChangeKind, Made
from bot.services.files.catalogue import Additions
from bot.services.files.comparing import Planned
from bot.services.shows.pack_contents import BaseCatalogue
from bot.store.gateways.exports import ShowRow
from bot.store.gateways.revisions import Scopes
from bot.store.gateways.staging import NewFact, StagingGateway
from bot.store.store import Gateways, Store

_T = TypeVar("_T")
FACTS_AT_ONCE = 200
_ROWS_AT_ONCE = 1000

Progress = Callable[[int, int], Awaitable[None]]
"""Is told how many facts of how many are prepared."""


async def no_progress(_: int, __: int) -> None:
    """For those whom nobody waits for."""


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
        """Write the whole import down; `show` is one that is not on record yet. Raises StoreBusy."""
        async with self._store.changing() as gateways:
            if show is not None:
                await gateways.packs.in_layer(self._guild).save_show(
                    show.show.id, show.key, show.show.title, show.network, show.imdb, show.tvmaze, show.show.credit
                )
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
        await self._find_or_add(new.seasons, lambda one: one.id, lambda to, one: to.add_season(guild, show, one))
        await self._find_or_add(
            new.episodes,
            lambda one: one.episode.id,
            lambda to, one: to.add_episode(guild, self._row(one.season), one),
        )
        await self._find_or_add(new.sources, lambda one: one.id, lambda to, one: to.add_source(guild, one))
        await self._in_pieces(new.people, lambda to, some: to.staging.add_people(guild, some))
        characters = [
            (row, prominence, self._row(spoils) if spoils else None) for row, prominence, spoils in new.characters
        ]
        await self._in_pieces(characters, lambda to, some: to.staging.add_characters(guild, show, some))

    async def _write_details(self, new: Additions) -> None:
        batch, row = self._batch.id, self._row
        sizes = [(row(season), episodes) for season, episodes in new.sizes]
        details = [replace(one, episode=replace(one.episode, id=row(one.episode.id))) for one in new.details]
        vouchers = [(row(episode), detail, row(source)) for episode, detail, source in new.vouchers]
        names = [(row(thing), name) for thing, name in new.names]
        marks = [(character, row(spoils) if spoils else None) for character, spoils in new.marks]
        await self._in_pieces(sizes, lambda to, some: to.staging.stage_seasons(batch, some))
        await self._in_pieces(details, lambda to, some: to.staging.stage_episodes(batch, some))
        await self._in_pieces(vouchers, lambda to, some: to.staging.stage_sources(batch, some))
        await self._in_pieces(marks, lambda to, some: to.staging.stage_marks(batch, some))
        await self._in_pieces(names, lambda to, some: to.staging.add_names(batch, some))

    async def _find_or_add(
        self, things: Sequence[_T], own_id: Callable[[_T], int], add: Callable[[StagingGateway, _T], Awaitable[int]]
    ) -> None:
        """Write down what is still new, and note the rows of what somebody else has written down meanwhile."""
        for some in _chunks(things, FACTS_AT_ONCE):
            async with self._store.changing() as gateways:
                for one in some:
                    self._rows[own_id(one)] = await add(gateways.staging, one)

    def _row(self, planned: int) -> int:
        return self._rows.get(planned, planned)

    def _on_record(self, fact: Fact) -> Fact:
        """The fact with the rows that stand for its episodes and sources."""
        return replace(
            fact,
            episodes=tuple(replace(one, id=self._row(one.id)) for one in fact.episodes),
            claims=tuple(
                replace(one, source=replace(one.source, id=self._row(one.source.id))) for one in fact.claims
            ),
        )  # fmt: skip

    async def _in_pieces(
        self, things: Sequence[_T], write: Callable[[Gateways, Sequence[_T]], Awaitable[None]]
    ) -> None:
        """Write each few in a transaction of their own, so that nobody else waits for long."""
        for some in _chunks(things, _ROWS_AT_ONCE):
            async with self._store.changing() as gateways:
                await write(gateways, some)

    async def _write_facts(self, planned: Sequence[Planned]) -> None:
        """All of them before the first revision, since one may name another as what it turned into."""
        new = [
            NewFact(one.fact.id, one.key, f"{one.key[:60]}-{base36(one.fact.id)}", one.fact.kind)
            for one in planned
            if one.before is None and not one.written
        ]
        guild, show = self._guild, self._batch.show.id
        await self._in_pieces(new, lambda to, some: to.staging.add_facts(guild, show, some))

    async def _write_revisions(self, gateways: Gateways, catalogue: BaseCatalogue, planned: Sequence[Planned]) -> None:
        rows = [
            (self._on_record(one.fact), self._scopes(catalogue, one.fact), one.before.over if one.before else None)
            for one in planned
        ]
        await gateways.revisions.propose_all(rows, self._guild, self._made, self._batch.id)
        await gateways.imports.add_staged(
            (one.fact.revision_id, one.before.revision if one.before else None, one.conflict) for one in planned
        )

    def _scopes(self, catalogue: BaseCatalogue, fact: Fact) -> Scopes:
        seasons = {number: self._row(catalogue.seasons[number]) for number in fact.seasons}
        return Scopes(seasons, self._row(catalogue.episodes[fact.spoils].id) if fact.spoils else None)


def _chunks(things: Sequence[_T], size: int) -> list[Sequence[_T]]:
    return [things[start : start + size] for start in range(0, len(things), size)]

"""Imports: staged piece by piece where nobody sees them, then taken, or undone, in one short transaction."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from bot.domain.facts import Episode, Kind
from bot.domain.imports import Batch
from bot.domain.names import fold
from bot.domain.notices import FactsChanged
from bot.domain.revisions import Made
from bot.store.database import Gateway, Row, load_queries
from bot.store.gateways.about import changing_heads, facts_of_batch
from bot.store.gateways.catalogue_writer import AliasKey
from bot.store.gateways.revisions import BASE
from bot.store.rows import to_day, to_episode, to_moment, to_show, to_utc_text

_sql = load_queries("imports")
NEW, CHANGED, CONFLICTS = 0, 1, 2


@dataclass(frozen=True, slots=True)
class Copy:
    """A copy of the revision `source`, made over the server's revision `now`."""

    id: int
    source: int
    now: int
    over: int | None
    retired: bool
    follows: bool


@dataclass(frozen=True, slots=True)
class Step:
    """What an import did to a fact: the revision it made, and the one it was made over (None: the fact was new).

    `now` is the newest revision in the server's layer, `base` the base's newest. `is_current`: the import's revision
    is still the newest.
    """

    revision: int
    opened_on: int | None
    opened_own: bool
    opened_retired: bool
    opened_over: int | None
    now: int | None
    base: int | None
    is_current: bool


@dataclass(frozen=True, slots=True)
class Touched:
    """A person (with the kind of credit, None without one) or character (of kind NEWS) that an import touches."""

    thing: int
    kind: Kind
    prominence: int
    known_from: date
    spoils: bool


@dataclass(frozen=True, slots=True)
class NamesOf:
    """The keys of a thing's whole names, and all of its names in the base."""

    whole: frozenset[str]
    base: frozenset[AliasKey]


class ImportGateway(Gateway):
    async def add(self, batch: Batch, guild: int) -> None:
        await _sql.add_batch(
            self._executor,
            id=batch.id, show=batch.show.id, layer=guild, filename=batch.filename,
            made_at=to_utc_text(batch.made_at), made_by=batch.made_by, undoes=batch.undoes,
        )  # fmt: skip

    async def get(self, guild: int, batch: int) -> Batch | None:
        """A server's import; None for another server's."""
        row = await _sql.batch_by_id(self._executor, guild=guild, batch=batch)
        if row is None:
            return None
        return Batch(
            row["id"],
            to_show(row),
            row["filename"],
            to_moment(row["made_at"]),
            row["made_by"],
            to_moment(row["taken_at"]) if row["taken_at"] else None,
            row["undoes_id"],
        )

    async def undone_by(self, guild: int, batch: int) -> Batch | None:
        """The undoing of an import, if it was undone."""
        row = await _sql.undone_by(self._executor, batch=batch)
        return await self.get(guild, row["id"]) if row else None

    async def set_taken(self, batch: int, now: datetime) -> None:
        await _sql.set_taken(self._executor, batch=batch, now=to_utc_text(now))

    async def add_staged(self, staged: Iterable[tuple[int, int | None, bool]]) -> None:
        """Store what staged revisions were made over (None: the fact is new), and whether they conflict with it."""
        rows = [
            {"revision": revision, "opened_on": opened_on, "conflict": int(conflict)}
            for revision, opened_on, conflict in staged
        ]
        await _sql.add_staged(self._executor, rows)

    async def sorts(self, batch: int) -> dict[int, int]:
        """How many facts are NEW, CHANGED and in CONFLICT."""
        return {row["sort"]: row["facts"] for row in await _sql.sorts_of(self._executor, batch=batch)}

    async def first_of(self, batch: int, sort: int, most: int) -> tuple[int, ...]:
        """The first revisions of one sort."""
        rows = await _sql.first_of_sort(self._executor, batch=batch, sort=sort, most=most)
        return tuple(row["id"] for row in rows)

    async def note_moved(self, guild: int, batch: int) -> int:
        """Add what changed since the import was prepared to its conflicts. Return how many facts that are."""
        return len(await _sql.note_moved(self._executor, guild=guild, batch=batch))

    async def forget_conflicts(self, batch: int) -> int:
        """Keep the server's version of facts in conflict. Return how many facts that are."""
        return len(await _sql.forget_conflicts(self._executor, batch=batch))

    async def make_current(self, guild: int, batch: int, now: datetime) -> None:
        """Make all revisions of a batch the server's current ones."""
        await _sql.number_revisions(self._executor, batch=batch, now=to_utc_text(now))
        async with changing_heads(self._executor, guild, await facts_of_batch(self._executor, batch)):
            await _sql.set_heads(self._executor, batch=batch)
            await _sql.forget_heads(self._executor, guild=guild, batch=batch)
        self._executor.note(FactsChanged(guild))

    async def people(self, batch: int) -> dict[int, str]:
        """The people that the import's facts credit or credited before."""
        return {row["id"]: row["name"] for row in await _sql.touched_people(self._executor, batch=batch)}

    async def characters(self, batch: int) -> dict[int, tuple[str, bool]]:
        """The characters of the import's facts: name, and whether the name spoils."""
        rows = await _sql.touched_characters(self._executor, batch=batch)
        return {row["id"]: (row["name"], row["spoils_id"] is not None) for row in rows}

    async def traits(self, guild: int, batch: int, show: int) -> tuple[list[Touched], list[Touched]]:
        """The traits of the people and of the characters that an import touches, from the current facts."""
        people = await _sql.traits_of_people(self._executor, guild=guild, batch=batch, show=show)
        characters = await _sql.traits_of_characters(self._executor, guild=guild, batch=batch, show=show)
        return [_touched(row, Kind(row["kind"])) for row in people], [_touched(row, Kind.NEWS) for row in characters]

    async def names(self, guild: int, batch: int, show: int) -> dict[int, NamesOf]:
        """The names of those people and characters."""
        whole: dict[int, set[str]] = {}
        base: dict[int, set[AliasKey]] = {}
        for row in await _sql.names_of_touched(self._executor, guild=guild, batch=batch, show=show):
            if row["word"] == 0:
                whole.setdefault(row["thing_id"], set()).add(fold(row["folded"]))
            if row["layer"] == BASE:
                key = (row["shelf"], row["folded"], row["word"], row["known_from"], row["spoils"])
                base.setdefault(row["thing_id"], set()).add(key)
        for thing, name in await self.staged_names(batch):
            whole.setdefault(thing, set()).add(name)
        return {
            thing: NamesOf(frozenset(names), frozenset(base.get(thing, ()))) for thing, names in whole.items()
        }  # fmt: skip

    async def staged_names(self, batch: int) -> list[tuple[int, str]]:
        """The other names that the import gives to things."""
        return [(row["thing_id"], row["name"]) for row in await _sql.staged_names(self._executor, batch=batch)]

    async def own_names(self, guild: int, show: int, thing: int) -> tuple[str, ...]:
        """The keys of the server's own whole names of a thing."""
        rows = await _sql.own_names(self._executor, guild=guild, show=show, thing=thing)
        return tuple(row["folded"] for row in rows)

    async def own_seasons(self, guild: int, batch: int) -> tuple[int, ...]:
        """The numbers of the server's own seasons that the import's facts are about."""
        return tuple(row["number"] for row in await _sql.touched_seasons(self._executor, guild=guild, batch=batch))

    async def own_episodes(self, guild: int, batch: int) -> tuple[Episode, ...]:
        """The server's own episodes that the import's facts are about."""
        return tuple(to_episode(row) for row in await _sql.touched_episodes(self._executor, guild=guild, batch=batch))

    async def season_known_from(self, guild: int, show: int, number: int) -> date | None:
        """The day of the first claim about a season; None if there is none."""
        return to_day((await _sql.season_known_from(self._executor, guild=guild, show=show, number=number))["day"])

    async def has_episode(self, guild: int, episode: int) -> bool:
        """Whether a current fact is about the server's own episode."""
        return bool((await _sql.has_episode(self._executor, guild=guild, episode=episode))["found"])

    async def is_own_show(self, guild: int, show: int) -> bool:
        return await _sql.show_is_own(self._executor, guild=guild, show=show) is not None

    async def steps(self, guild: int, batch: int, after: int, most: int) -> tuple[Step, ...]:
        """A page of what an import did, in the order of its revisions."""
        rows = await _sql.to_undo(self._executor, guild=guild, batch=batch, after=after, most=most)
        return tuple(_step(row) for row in rows)

    async def copy(self, guild: int, batch: int, made: Made, copies: Sequence[Copy]) -> None:
        """Stage copies of revisions."""
        rows = [
            {
                "source": copy.source, "id": copy.id, "layer": guild, "batch": batch, "change": made.change,
                "made_at": to_utc_text(made.at), "made_by": made.by, "reason": made.reason,
                "base_revision": copy.over, "retired": int(copy.retired), "follows": int(copy.follows),
            }
            for copy in copies
        ]  # fmt: skip
        await _sql.copy_revisions(self._executor, rows)
        parts = [{"source": copy.source, "id": copy.id} for copy in copies]
        for copy_parts in (_sql.copy_credits, _sql.copy_scopes, _sql.copy_claims):
            await copy_parts(self._executor, parts)
        await self.add_staged((copy.id, copy.now, False) for copy in copies)

    async def forget_some(self, guild: int, batch: int, most: int) -> int:
        """Delete up to `most` staged revisions and facts without any other. Return how many revisions that were."""
        rows = await _sql.some_revisions(self._executor, batch=batch, most=most)
        await _sql.forget_revisions(self._executor, [{"id": row["id"]} for row in rows])
        facts = [{"layer": guild, "fact": row["fact_id"]} for row in rows]
        await _sql.forget_empty_facts(self._executor, facts)
        return len(rows)

    async def forget(self, batch: int) -> None:
        """Delete a batch with everything that is left of it."""
        await _sql.forget_batch(self._executor, batch=batch)


def _touched(row: Row, kind: Kind) -> Touched:
    known_from = to_day(row["known_from"]) or date.max
    return Touched(row["thing"], kind, row["prominence"], known_from, bool(row["spoils"]))


def _step(row: Row) -> Step:
    return Step(
        revision=row["id"],
        opened_on=row["opened_on_id"],
        opened_own=row["opened_layer"] not in (None, BASE),
        opened_retired=bool(row["opened_retired"]),
        opened_over=row["opened_over"],
        now=row["now_id"],
        base=row["base_id"],
        is_current=bool(row["is_current"]),
    )

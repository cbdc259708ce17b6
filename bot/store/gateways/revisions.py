"""Adding revisions to facts: the only way in which a fact ever changes."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.domain.facts import NEWS_KINDS, Fact, Kind
from bot.domain.notices import FactReviewed, FactsChanged
from bot.domain.revisions import Made, Revision
from bot.store.database import Gateway, Row, load_queries
from bot.store.gateways.about import changing_heads
from bot.store.gateways.facts import read_facts
from bot.store.rows import to_facts, to_made, to_utc_text

_sql = load_queries("revisions")

BASE = 0
"""The layer of the shared base; a server's own layer is its Discord id."""


@dataclass(frozen=True, slots=True)
class Scopes:
    """The ids of the seasons that a fact is about, by their numbers, and of the episode that it gives away."""

    seasons: Mapping[int, int]
    spoils: int | None = None


@dataclass(frozen=True, slots=True)
class BaseHead:
    """The base's newest revision of a fact."""

    fact: int
    revision: int
    number: int
    retired: bool


class RevisionGateway(Gateway):
    async def base_heads(self, show: int) -> dict[str, BaseHead]:
        """The base's facts of a show by their key in the pack."""
        rows = await _sql.base_heads(self._executor, show=show)
        return {
            row["key"]: BaseHead(row["fact_id"], row["revision_id"], row["number"], bool(row["retired"]))
            for row in rows
        }

    async def base_facts(self, show: int) -> dict[int, Fact]:
        """The base's facts of a show, retired ones too, by id."""
        return {fact.id: fact for fact in to_facts(await _sql.base_facts(self._executor, show=show))}

    async def add(
        self,
        fact: Fact,
        layer: int,
        made: Made,
        scopes: Scopes,
        *,
        retired: bool = False,
        over: int | None = None,
    ) -> None:
        """Make this statement, under its `revision_id`, the newest revision of the fact in one layer.

        `over` is the base's revision that a server's own replaces.
        """
        number = await self._next_number(fact.id, layer)
        row = _revision_row(fact, layer, number, made, scopes, over) | {"retired": int(retired)}
        await self._insert([row], [(fact, scopes)])
        await self._set_heads(layer, [(fact, fact.revision_id)])

    async def add_to_base(self, facts: Sequence[tuple[Fact, Scopes, int]], made: Made) -> None:
        """Make each of these statements, with its number, the base's newest revision of its fact."""
        rows = [_revision_row(fact, BASE, number, made, scopes, None) for fact, scopes, number in facts]
        await self._insert(rows, [(fact, scopes) for fact, scopes, _ in facts])
        await self._set_heads(BASE, [(fact, fact.revision_id) for fact, _, _ in facts])

    async def refile(self, show: int) -> dict[int, list[int]]:
        """File a show's facts under their kinds again, in every layer, after some have got another.

        Return the ids of these facts by layer.
        """
        misfiled: dict[int, list[int]] = {}
        for row in await _sql.misfiled(self._executor, show=show):
            misfiled.setdefault(row["layer"], []).append(row["fact_id"])
        for layer, facts in misfiled.items():
            async with changing_heads(self._executor, layer, facts):
                await _sql.refile(self._executor, [{"fact": fact, "layer": layer} for fact in facts])
            self._executor.note(FactsChanged(layer, show if layer == BASE else None))
        return misfiled

    async def fill_in(self, facts: Sequence[tuple[Fact, Fact]]) -> None:
        """Fill in what servers left out where they kept a sentence of the base: its state and its job.

        Each pair is a fact of the base as it was worded as news, and as it is now with its state or job. What servers
        wrote in other words stays as it is.
        """
        await _sql.fill_in(
            self._executor,
            [
                {"fact": now.id, "statement": before.statement, "state": now.state, "job": now.job}
                for before, now in facts
            ],
        )

    async def propose(self, fact: Fact, layer: int, made: Made, scopes: Scopes, *, over: int | None = None) -> None:
        """Store a statement under its `revision_id` as a proposal, which is in no answer."""
        await self._insert([_revision_row(fact, layer, None, made, scopes, over)], [(fact, scopes)])

    async def propose_all(
        self, facts: Sequence[tuple[Fact, Scopes, int | None]], layer: int, made: Made, batch: int
    ) -> None:
        """The same for many facts of a batch at once, each with the base's revision that it replaces."""
        rows = [_revision_row(fact, layer, None, made, scopes, over) for fact, scopes, over in facts]
        await self._insert([row | {"batch": batch} for row in rows], [(fact, scopes) for fact, scopes, _ in facts])

    async def copy(
        self,
        source: Revision,
        new_id: int,
        layer: int,
        made: Made,
        *,
        retired: bool = False,
        over: int | None = None,
        follows: bool = False,
    ) -> None:
        """Make a copy of another revision of the fact the newest one of a layer.

        With `follows` the layer has no version of its own from then on and sees the base's.
        """
        fact = source.fact
        number = await self._next_number(fact.id, layer)
        await _sql.copy_revision(
            self._executor,
            source=source.id, id=new_id, layer=layer, number=number, change=made.change,
            made_at=to_utc_text(made.at), made_by=made.by, reason=made.reason, base_revision=over,
            retired=int(retired), follows=int(follows),
        )  # fmt: skip
        for copy_parts in (_sql.copy_credits, _sql.copy_scopes, _sql.copy_claims):
            await copy_parts(self._executor, source=source.id, id=new_id)
        if follows:
            async with changing_heads(self._executor, layer, [fact.id]):
                await _sql.forget_head(self._executor, fact=fact.id, layer=layer)
            self._executor.note(FactsChanged(layer))
        else:
            await self._set_heads(layer, [(fact, new_id)])

    async def add_claim(self, revision: int, fact: Fact) -> None:
        """Add a proposed fact's last claim to its rows, which have all the others."""
        await _sql.add_claims(self._executor, _claim_rows(fact, revision)[-1:])

    async def current(self, guild: int, fact: int) -> Revision | None:
        """The revision of a fact that a server sees, retired or not."""
        return await self._revision(await _sql.current_revision(self._executor, guild=guild, fact=fact))

    async def current_of(self, guild: int, facts: Iterable[int]) -> tuple[Revision, ...]:
        """The same for several facts, without those that are gone."""
        found = [await self.current(guild, fact) for fact in facts]
        return tuple(revision for revision in found if revision is not None)

    async def get(self, guild: int, revision: int) -> Revision | None:
        """A revision of the base or the server: a current, an earlier or a proposed one."""
        return await self._revision(await _sql.revision_by_id(self._executor, guild=guild, revision=revision))

    async def history(self, guild: int, fact: int, *, most: int, skip: int = 0) -> tuple[Revision, ...]:
        """A fact's revisions of the base and the server, the newest first."""
        rows = await _sql.history(self._executor, guild=guild, fact=fact, most=most, skip=skip)
        return await self._revisions(rows)

    async def numbered(self, layer: int, fact: int, number: int) -> Revision | None:
        """The revision with this number in one layer."""
        return await self._revision(
            await _sql.revision_by_number(self._executor, layer=layer, fact=fact, number=number)
        )

    async def own(self, guild: int, fact: int, most: int) -> tuple[Revision, ...]:
        """The newest of a server's own revisions of a fact, the newest first."""
        return await self._revisions(await _sql.own_revisions(self._executor, guild=guild, fact=fact, most=most))

    async def base(self, fact: int) -> Revision | None:
        """The base's newest revision of a fact."""
        return await self._revision(await _sql.current_revision(self._executor, guild=BASE, fact=fact))

    async def add_fact(self, new_id: int, show: int, layer: int, key: str, kind: Kind) -> None:
        """Store a new fact, which is in no answer until it has a revision."""
        await _sql.add_fact(self._executor, id=new_id, show=show, layer=layer, key=key, kind=kind)

    async def mark_reviewed(self, guild: int, fact: int, by: int, now: datetime) -> None:
        """Note that a moderator looked at a fact again and left it as it is."""
        await _sql.mark_reviewed(self._executor, guild=guild, fact=fact, by=by, now=to_utc_text(now))
        self._executor.note(FactReviewed(guild))

    async def key(self, guild: int, fact: int) -> str | None:
        """The id of a fact in packs and exports."""
        row = await _sql.fact_key(self._executor, guild=guild, fact=fact)
        return row["key"] if row else None

    async def _revision(self, row: Row | None) -> Revision | None:
        return (await self._revisions([row]))[0] if row else None

    async def _revisions(self, rows: Sequence[Row]) -> tuple[Revision, ...]:
        facts = await read_facts(self._executor, [row["id"] for row in rows])
        return tuple(to_revision(row, facts[row["id"]]) for row in rows)

    async def _next_number(self, fact: int, layer: int) -> int:
        return (await _sql.next_number(self._executor, fact=fact, layer=layer))["number"]

    async def _set_heads(self, layer: int, newest: Sequence[tuple[Fact, int]]) -> None:
        async with changing_heads(self._executor, layer, [fact.id for fact, _ in newest]):
            rows = [_head_row(fact, layer, revision) for fact, revision in newest]
            await _sql.set_heads(self._executor, rows)
        for fact, _ in newest:
            self._executor.note(FactsChanged(layer, fact.show.id if layer == BASE else None))

    async def _insert(self, rows: Sequence[dict[str, object]], facts: Sequence[tuple[Fact, Scopes]]) -> None:
        await _sql.add_revisions(self._executor, rows)
        await _sql.add_credits(self._executor, [row for fact, _ in facts for row in _credit_rows(fact)])
        await _sql.add_scopes(self._executor, [row for fact, scopes in facts for row in _scope_rows(fact, scopes)])
        await _sql.add_claims(self._executor, [row for fact, _ in facts for row in _claim_rows(fact, fact.revision_id)])


def _revision_row(
    fact: Fact, layer: int, number: int | None, made: Made, scopes: Scopes, over: int | None
) -> dict[str, object]:
    return {
        "id": fact.revision_id, "fact": fact.id, "layer": layer, "number": number, "change": made.change,
        "made_at": to_utc_text(made.at), "made_by": made.by, "reason": made.reason, "base_revision": over,
        "retired": 0, "batch": None, "statement": fact.statement,
        "character": fact.character.id if fact.character else None, "billing": fact.billing,
        "released": fact.released.text if fact.released else None, "set_size": fact.set_size,
        "state": fact.state, "job": fact.job,
        "spoils": scopes.spoils, "settled_by": fact.settled_by, "outcome": fact.outcome,
    }  # fmt: skip


def _head_row(fact: Fact, layer: int, revision: int) -> dict[str, object]:
    return {
        "fact": fact.id, "layer": layer, "revision": revision, "show": fact.show.id, "kind": fact.kind,
        "latest_news": latest_news(fact),
    }  # fmt: skip


def _credit_rows(fact: Fact) -> list[dict[str, object]]:
    return [{"revision": fact.revision_id, "position": n, "person": person.id} for n, person in enumerate(fact.people)]


def _scope_rows(fact: Fact, scopes: Scopes) -> list[dict[str, object]]:
    about = [(episode.code.season, episode.id) for episode in fact.episodes]
    about += [(season, None) for season in fact.seasons if not fact.episodes]
    return [
        {"revision": fact.revision_id, "position": n, "season": scopes.seasons[season], "episode": episode}
        for n, (season, episode) in enumerate(about)
    ]


def _claim_rows(fact: Fact, revision: int) -> list[dict[str, object]]:
    return [
        {
            "revision": revision, "position": n, "source": claim.source.id, "weight": int(claim.weight),
            "supports": int(claim.supports), "published": claim.published.text if claim.published else None,
            "counts_from": claim.counts_from.isoformat(), "speaker": claim.speaker, "via": claim.via,
            "note": claim.note,
        }
        for n, claim in enumerate(fact.claims)
    ]  # fmt: skip


def to_revision(row: Row, fact: Fact) -> Revision:
    """The revision in a row with all columns but those of its fact."""
    return Revision(
        fact=fact,
        own=row["layer"] != BASE,
        number=row["number"],
        made=to_made(row),
        over=row["base_revision_id"],
        retired=bool(row["retired"]),
        follows=bool(row["follows"]),
        batch=row["batch_id"],
        suggested_by=row["suggested_by"],
    )


def latest_news(fact: Fact) -> str | None:
    """The day of the latest claim with a recorded day; in news of all kinds undated claims count too."""
    days = [claim.counts_from for claim in fact.claims if claim.published or fact.kind in NEWS_KINDS]
    return max(days).isoformat() if days else None

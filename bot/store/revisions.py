"""Adding revisions to facts: the only way in which a fact ever changes."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.domain.facts import Fact, Kind
from bot.store.database import Executor, load_queries
from bot.store.rows import to_facts, to_utc_text

_sql = load_queries("revisions")

BASE = 0
"""The layer of the shared base; a server's own layer is its Discord id."""


class ChangeKind(StrEnum):
    """Why a revision was made."""

    PACK = "pack"
    ADD = "add"
    EDIT = "edit"
    CLAIM = "claim"
    RETIRE = "retire"
    RESTORE = "restore"
    UNDO = "undo"
    IMPORT = "import"


@dataclass(frozen=True, slots=True)
class Made:
    """By whom (None: by Casefile itself), when and why a revision was made."""

    change: ChangeKind
    at: datetime
    by: int | None = None
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class Places:
    """The rows behind a fact's season numbers and spoiler mark."""

    seasons: Mapping[int, int]
    spoils: int | None = None


@dataclass(frozen=True, slots=True)
class BaseHead:
    """The base's newest revision of a fact."""

    fact: int
    revision: int
    retired: bool


class RevisionGateway:
    def __init__(self, executor: Executor) -> None:
        self._executor = executor

    async def base_heads(self, show: int) -> dict[str, BaseHead]:
        """The base's facts of a show by their key in the pack."""
        rows = await _sql.base_heads(self._executor, show=show)
        return {row["key"]: BaseHead(row["fact_id"], row["revision_id"], bool(row["retired"])) for row in rows}

    async def base_facts(self, show: int) -> dict[int, Fact]:
        """The base's facts of a show, retired ones too, by id."""
        return {fact.id: fact for fact in to_facts(await _sql.base_facts(self._executor, show=show))}

    async def add(
        self, fact: Fact, layer: int, made: Made, places: Places, *, retired: bool = False, over: int | None = None
    ) -> None:
        """Make this statement, under its `revision_id`, the newest revision of the fact in one layer.

        `over` is the base's revision that a server's own was made over.
        """
        rows = await _sql.next_number(self._executor, fact=fact.id, layer=layer)
        await _sql.add_revision(
            self._executor,
            id=fact.revision_id, fact=fact.id, layer=layer, number=rows["number"],
            change=made.change, made_at=to_utc_text(made.at), made_by=made.by, reason=made.reason,
            base_revision=over, retired=int(retired), statement=fact.statement,
            character=fact.character.id if fact.character else None, billing=fact.billing,
            released=fact.released.text if fact.released else None, set_size=fact.set_size, spoils=places.spoils,
            settled_by=fact.settled_by, outcome=fact.outcome,
        )  # fmt: skip
        await self._add_parts(fact, places)
        await _sql.set_head(
            self._executor,
            fact=fact.id, layer=layer, revision=fact.revision_id, show=fact.show.id, kind=fact.kind,
            latest_news=_latest_news(fact),
        )  # fmt: skip

    async def _add_parts(self, fact: Fact, places: Places) -> None:
        revision = fact.revision_id
        await _sql.add_credits(
            self._executor,
            [{"revision": revision, "position": n, "person": person.id} for n, person in enumerate(fact.people)],
        )
        scopes = [(episode.code.season, episode.id) for episode in fact.episodes]
        scopes += [(season, None) for season in fact.seasons if not fact.episodes]
        await _sql.add_scopes(
            self._executor,
            [
                {"revision": revision, "position": n, "season": places.seasons[season], "episode": episode}
                for n, (season, episode) in enumerate(scopes)
            ],
        )
        await _sql.add_claims(
            self._executor,
            [
                {
                    "revision": revision, "position": n, "source": claim.source.id, "weight": int(claim.weight),
                    "supports": int(claim.supports), "published": claim.published.text if claim.published else None,
                    "counts_from": claim.counts_from.isoformat(), "speaker": claim.speaker, "via": claim.via,
                    "note": claim.note,
                }
                for n, claim in enumerate(fact.claims)
            ],
        )  # fmt: skip


def _latest_news(fact: Fact) -> str | None:
    """The last day on which anybody is on record as having spoken of the fact; news count even where it is not."""
    days = [claim.counts_from for claim in fact.claims if claim.published or fact.kind is Kind.NEWS]
    return max(days).isoformat() if days else None

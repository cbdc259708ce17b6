"""Proposals: moderators' drafts and members' suggestions; and forms that could not be read."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.domain.facts import Kind
from bot.domain.notices import SuggestionDecided
from bot.domain.revisions import Handled, Proposal, ProposalState
from bot.store.database import Executor, Gateway, Row, load_queries
from bot.store.gateways.log import LogGateway
from bot.store.gateways.revisions import RevisionGateway
from bot.store.rows import to_moment, to_utc_text

_sql = load_queries("proposals")
FIELDS = 5


@dataclass(frozen=True, slots=True)
class Typed:
    """What somebody typed into a form that could not be read: the form's custom id and its fields in order."""

    form: str
    fields: tuple[str, ...]


class ProposalGateway(Gateway):
    def __init__(self, executor: Executor) -> None:
        super().__init__(executor)
        self._revisions = RevisionGateway(executor)
        self._log = LogGateway(executor)

    async def add(
        self,
        revision: int,
        guild: int,
        state: ProposalState,
        *,
        suggested: bool = False,
        opened_on: int | None = None,
        carries_out: int | None = None,
    ) -> None:
        """Store the kind and state of a revision that was proposed."""
        await _sql.add_proposal(
            self._executor,
            revision=revision, guild=guild, state=state, suggested=int(suggested), opened_on=opened_on,
            carries_out=carries_out,
        )  # fmt: skip

    async def get(self, guild: int, revision: int) -> Proposal | None:
        row: Row | None = await _sql.proposal_by_id(self._executor, guild=guild, revision=revision)
        found = await self._revisions.get(guild, revision) if row else None
        if row is None or found is None:
            return None
        handled = None
        if row["handled_at"] is not None:
            handled = Handled(row["handled_by"], to_moment(row["handled_at"]), row["answer"])
        return Proposal(
            revision=found,
            state=ProposalState(row["state"]),
            suggested=bool(row["suggested"]),
            opened_on=row["opened_on_id"],
            carries_out=row["carries_out_id"],
            became=row["became_id"],
            handled=handled,
            backers=tuple(row["user_id"] for row in await _sql.backers_of(self._executor, revision=revision)),
            story=bool(row["story"]),
        )

    async def handle(
        self,
        guild: int,
        revision: int,
        before: ProposalState,
        state: ProposalState,
        handled: Handled,
        became: int | None = None,
    ) -> bool:
        """Move a proposal from the state `before` to another. Return False if somebody else did so first."""
        row = await _sql.handle(
            self._executor,
            guild=guild, revision=revision, before=before, state=state, by=handled.by, at=to_utc_text(handled.at),
            answer=handled.answer, became=became,
        )  # fmt: skip
        if row is not None and row["suggested"]:
            await self._log.outdate(guild, revision)
            if state in (ProposalState.ACCEPTED, ProposalState.REJECTED):
                self._executor.note(SuggestionDecided(guild, revision))
        return row is not None

    async def queue(self, guild: int, *, most: int, skip: int = 0) -> tuple[Proposal, ...]:
        """The open suggestions, the longest waiting first."""
        rows = await _sql.queue(self._executor, guild=guild, most=most, skip=skip)
        return await self._all(guild, [row["revision_id"] for row in rows])

    async def queue_length(self, guild: int) -> int:
        return (await _sql.queue_length(self._executor, guild=guild))["waiting"]

    async def open_like(self, guild: int, show: int, kind: Kind, fact: int | None, most: int) -> tuple[Proposal, ...]:
        """Open suggestions about the same fact, or (None) for new facts of the same kind, the newest first."""
        rows = await _sql.open_of_kind(self._executor, guild=guild, show=show, kind=kind, fact=fact, most=most)
        return await self._all(guild, [row["revision_id"] for row in rows])

    async def suggestions_about(self, guild: int, fact: int, most: int) -> tuple[int, ...]:
        """The suggestions about a fact, decided or not, the newest first."""
        rows = await _sql.suggestions_about(self._executor, guild=guild, fact=fact, most=most)
        return tuple(row["revision_id"] for row in rows)

    async def open_count(self, guild: int, user: int) -> int:
        """How many open suggestions a member has here."""
        return (await _sql.open_count(self._executor, guild=guild, user=user))["open"]

    async def add_backer(self, revision: int, user: int) -> None:
        await _sql.add_backer(self._executor, revision=revision, user=user)

    async def to_notify(self, user: int, most: int) -> tuple[tuple[int, Proposal], ...]:
        """Decided suggestions that this member was not notified of yet, each with its server."""
        rows = await _sql.to_notify(self._executor, user=user, most=most)
        found = [(row["guild_id"], await self.get(row["guild_id"], row["revision_id"])) for row in rows]
        return tuple((guild, proposal) for guild, proposal in found if proposal is not None)

    async def users_to_notify(self) -> frozenset[int]:
        """The members who were not notified yet of a decision on their suggestion."""
        return frozenset(row["user_id"] for row in await _sql.users_to_notify(self._executor))

    async def begin_notice(self, revision: int, user: int, now: datetime, before: datetime) -> bool:
        """Take a notice, unless it was sent, or somebody else has it and took it no earlier than `before`."""
        row = await _sql.begin_notice(
            self._executor, revision=revision, user=user,
            now=to_utc_text(now), before=to_utc_text(before), latest=to_utc_text(now + (now - before)),
        )  # fmt: skip
        return row is not None

    async def give_notice_back(self, revision: int, user: int) -> None:
        """Let a notice be taken again: it was not sent."""
        await _sql.give_notice_back(self._executor, revision=revision, user=user)

    async def set_notified(self, revision: int, user: int, now: datetime) -> None:
        await _sql.set_notified(self._executor, revision=revision, user=user, now=to_utc_text(now))

    async def is_blocked(self, guild: int, user: int) -> bool:
        return await _sql.is_blocked(self._executor, guild=guild, user=user) is not None

    async def block(self, guild: int, user: int, by: int, now: datetime) -> None:
        await _sql.block(self._executor, guild=guild, user=user, by=by, now=to_utc_text(now))
        await self._log.outdate_of(guild, user)

    async def unblock(self, guild: int, user: int) -> None:
        await _sql.unblock(self._executor, guild=guild, user=user)
        await self._log.outdate_of(guild, user)

    async def blocked(self, guild: int, most: int) -> tuple[int, ...]:
        """Members who may not suggest, those blocked last first."""
        rows = await _sql.blocked_members(self._executor, guild=guild, most=most)
        return tuple(row["user_id"] for row in rows)

    async def blocked_count(self, guild: int) -> int:
        """How many members may not suggest."""
        return (await _sql.blocked_count(self._executor, guild=guild))["members"]

    async def keep_typed(self, new_id: int, guild: int, user: int, typed: Typed, now: datetime) -> None:
        fields = {f"field_{n + 1}": typed.fields[n] if n < len(typed.fields) else None for n in range(FIELDS)}
        await _sql.add_typed(
            self._executor, id=new_id, guild=guild, user=user, form=typed.form, now=to_utc_text(now), **fields
        )

    async def typed(self, guild: int, user: int, typed: int) -> Typed | None:
        """What this member typed; None for what somebody else typed."""
        row = await _sql.typed_by_id(self._executor, guild=guild, user=user, id=typed)
        if row is None:
            return None
        fields = (row[f"field_{number}"] for number in range(1, FIELDS + 1))
        return Typed(row["form"], tuple(field for field in fields if field is not None))

    async def _all(self, guild: int, revisions: Sequence[int]) -> tuple[Proposal, ...]:
        found = [await self.get(guild, revision) for revision in revisions]
        return tuple(proposal for proposal in found if proposal is not None)

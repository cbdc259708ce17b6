"""The queue of suggestions: a new one is added to it, or merged with one that already says the same."""

from collections.abc import AsyncGenerator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import datetime

from bot.domain.differences import difference
from bot.domain.facts import Fact
from bot.domain.ids import Ids
from bot.domain.keys import fact_key
from bot.domain.moderation import MOST_CLAIMS
from bot.domain.names import fold
from bot.domain.revisions import ChangeKind, Handled, Made, Proposal, ProposalState
from bot.errors import BadInput
from bot.services.access import Caller
from bot.services.facts.change import check_open
from bot.services.facts.forms.fact import FactForm
from bot.services.facts.forms.faults import read_reason
from bot.store.store import Gateways, Store

MOST_OPEN = 5
"""How many open suggestions a member may have."""
_MOST_COMPARED = 50


@dataclass(frozen=True, slots=True)
class Suggested:
    """A suggestion that waits now. `merged`: somebody had suggested the same before."""

    proposal: Proposal
    merged: bool
    open_count: int


class SuggestionQueue:
    """A server's queue within one transaction, for one member who suggests something."""

    def __init__(self, gateways: Gateways, ids: Ids, member: Caller, now: datetime) -> None:
        self.gateways = gateways
        self.guild = member.guild
        self._ids = ids
        self._member = member
        self._now = now

    def form(self, fact: Fact) -> FactForm:
        """Return what reads the member's form about a fact."""
        return FactForm(self.gateways, self._ids, self._member.guild, fact.show, self._now.date())

    async def add(self, fact: Fact, reason: str, opened_on: int | None) -> Suggested:
        """Suggest that a fact says this. `opened_on` is the revision that it corrects (None: it is a new fact).

        Raises BadInput if too many of the member's suggestions wait.
        """
        proposals, guild, user = self.gateways.proposals, self._member.guild, self._member.user
        if waiting := await self._same(fact, opened_on):
            await self._merge(waiting, fact)
            return Suggested(waiting, True, await proposals.open_count(guild, user))
        if await proposals.open_count(guild, user) >= MOST_OPEN:
            raise BadInput(f"{MOST_OPEN} of your suggestions wait already. Suggest more once some are dealt with.")
        proposal = await self._write(fact, reason, opened_on)
        await self.gateways.log.add(self._ids(), guild, self._now, revision=proposal.id)
        return Suggested(proposal, False, await proposals.open_count(guild, user))

    async def replace(self, old: Proposal, fact: Fact, reason: str) -> Suggested:
        """Suggest that a new fact says this, in place of an open suggestion, which is withdrawn.

        Its card in the log and those who backed it go over to the new one. Raises AlreadyHandled.
        """
        proposals, guild, user = self.gateways.proposals, self._member.guild, self._member.user
        withdrawn = Handled(user, self._now)
        if not await proposals.handle(guild, old.id, ProposalState.OPEN, ProposalState.DROPPED, withdrawn):
            check_open(await proposal_in(self.gateways, guild, old.id))
        same = await self._same(fact, None)
        if same is not None:
            await self._merge(same, fact)
        new = same or await self._write(fact, reason, None)
        for backer in old.backers:
            await proposals.add_backer(new.id, backer)
        if same is None:
            await self.gateways.log.hand_over(guild, old.id, new.id)
        return Suggested(new, same is not None, await proposals.open_count(guild, user))

    async def _same(self, fact: Fact, opened_on: int | None) -> Proposal | None:
        """Return an open suggestion that says the same."""
        is_new = opened_on is None
        waiting = await self.gateways.proposals.open_like(
            self._member.guild, fact.show.id, fact.kind, None if is_new else fact.id, _MOST_COMPARED
        )
        return next((other for other in waiting if _is_same_suggestion(other.fact, fact, new=is_new)), None)

    async def _write(self, fact: Fact, reason: str, opened_on: int | None) -> Proposal:
        proposals, guild, user = self.gateways.proposals, self._member.guild, self._member.user
        is_new = opened_on is None
        if is_new:
            await self.gateways.revisions.add_fact(fact.id, fact.show.id, guild, fact_key(fact.id), fact.kind)
        written = replace(fact, revision_id=self._ids())
        made = Made(ChangeKind.ADD if is_new else ChangeKind.EDIT, self._now, user, read_reason(reason))
        await self.gateways.revisions.propose(written, guild, made, await self.form(written).scopes(written))
        await proposals.add(written.revision_id, guild, ProposalState.OPEN, suggested=True, opened_on=opened_on)
        await proposals.add_backer(written.revision_id, user)
        return await proposal_in(self.gateways, guild, written.revision_id)

    async def _merge(self, waiting: Proposal, fact: Fact) -> None:
        """Back a suggestion that waits already, and add the member's source to it."""
        await self.gateways.proposals.add_backer(waiting.id, self._member.user)
        claim, claims = fact.claims[-1], waiting.fact.claims
        if len(claims) < MOST_CLAIMS and claim.source.id not in {known.source.id for known in claims}:
            await self.gateways.revisions.add_claim(waiting.id, replace(waiting.fact, claims=(*claims, claim)))
        await self.gateways.log.outdate(self._member.guild, waiting.id)


@asynccontextmanager
async def suggesting(
    store: Store, ids: Ids, member: Caller, clock: Callable[[], datetime]
) -> AsyncGenerator[SuggestionQueue]:
    """The queue in a transaction, for a member who suggests something. Raises BadInput if they may not."""
    async with store.changing() as gateways:
        if await gateways.proposals.is_blocked(member.guild, member.user):
            raise BadInput("The moderators of this server take no suggestions from you.")
        yield SuggestionQueue(gateways, ids, member, clock())


async def proposal_in(gateways: Gateways, guild: int, revision: int) -> Proposal:
    """Return a suggestion of a server's members. Raises BadInput."""
    proposal = await gateways.proposals.get(guild, revision)
    if proposal is None or not proposal.suggested:
        raise BadInput("That suggestion is no longer on record.")
    return proposal


def _is_same_suggestion(fact: Fact, other: Fact, *, new: bool) -> bool:
    """Return whether two suggestions say exactly the same. One that is merely similar may say the opposite."""
    if not new:
        return not difference(fact, other).fields
    same_words = fold(fact.statement or "") == fold(other.statement or "")
    return same_words and not difference(replace(fact, statement=other.statement), other).fields

"""Letting a change take effect. Every change to a server's facts goes through here."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import LiteralString

from bot.domain.certainty import certainty_on
from bot.domain.facts import Certainty, Known
from bot.domain.ids import Ids
from bot.domain.moderation import Saved
from bot.domain.revisions import ChangeKind, Made, Proposal, ProposalState, Revision
from bot.errors import AlreadyHandled, BadInput
from bot.services.access import Caller
from bot.services.names.indexing import refresh_names
from bot.store.store import Gateways

_MOST_SUGGESTIONS = 50
GONE = "That fact is no longer on record here. Look it up again and pick it from the list."


_OUTCOMES = {ProposalState.ACCEPTED: "approved", ProposalState.DROPPED: "withdrawn"}


@dataclass(frozen=True, slots=True)
class Outcome:
    """What becomes of a fact: it says what `source` says.

    `retired`: it leaves the answers. `follows`: the server sees the base's revisions again.
    """

    source: Revision
    retired: bool = False
    follows: bool = False
    over: int | None = None


class Change:
    """One member's change, within one transaction."""

    def __init__(self, gateways: Gateways, ids: Ids, caller: Caller, now: datetime) -> None:
        self.gateways = gateways
        self.ids = ids
        self.caller = caller
        self.now = now

    def made(self, change: ChangeKind, reason: str | None = None) -> Made:
        """Return that this member makes the change now."""
        return Made(change, self.now, self.caller.user, reason)

    async def current(self, fact: int) -> Revision:
        """Return the revision that the server sees. Raises BadInput."""
        current = await self.gateways.revisions.current(self.caller.guild, fact)
        if current is None:
            raise BadInput(GONE)
        return current

    async def take_effect(self, outcome: Outcome, made: Made, before: Revision | None) -> Saved:
        """Make the outcome the server's newest revision of the fact, and update its names and its log."""
        new_id, guild = self.ids(), self.caller.guild
        revisions = self.gateways.revisions
        await revisions.copy(
            outcome.source, new_id, guild, made,
            retired=outcome.retired, over=outcome.over, follows=outcome.follows,
        )  # fmt: skip
        fact = outcome.source.fact
        changed = (before.fact, fact) if before else (fact,)
        await refresh_names(self.gateways, self.ids, guild, fact.show, changed)
        await self.gateways.log.add(self.ids(), guild, self.now, revision=new_id)
        if before is not None and before.fact.gives_away != fact.gives_away:
            # What members suggested about it is hidden in the log from now on, or open again.
            for suggestion in await self.gateways.proposals.suggestions_about(guild, fact.id, _MOST_SUGGESTIONS):
                await self.gateways.log.outdate(guild, suggestion)
        current = await revisions.get(guild, new_id)
        assert current is not None
        today = self.now.date()
        return Saved(current, before, certainty_of(before, today), certainty_of(current, today))


def over_for(current: Revision | None) -> int | None:
    """Return the base's revision over which a server makes its next one."""
    if current is None:
        return None
    return current.over if current.own else current.id


def certainty_of(revision: Revision | None, today: date) -> Certainty | None:
    """Return how certain a revision is today, or None if it is retired or nobody has said anything yet."""
    if revision is None or revision.retired:
        return None
    return certainty_on(revision.fact.claims, today)


def check_open(proposal: Proposal) -> None:
    """Raise AlreadyHandled for a suggestion that somebody has dealt with."""
    if proposal.state is not ProposalState.OPEN and proposal.handled:
        raise AlreadyHandled(proposal.handled.by, _OUTCOMES.get(proposal.state, "rejected"), proposal.handled.at)


def already(revision: Revision, outcome: LiteralString) -> AlreadyHandled:
    """Return that this revision did it already: who made it, and when."""
    return AlreadyHandled(revision.made.by, outcome, revision.made.at)


def known_in(revision: Revision, day: date) -> Known | None:
    """Return a revision's fact with its certainty on a day; None if it is retired or nobody had spoken of it."""
    current = certainty_of(revision, day)
    return Known(revision.fact, current) if current else None

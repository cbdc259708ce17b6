"""Letting a change take effect: the one way in which a server's facts ever come to say something else."""

from dataclasses import dataclass
from datetime import date, datetime

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


@dataclass(frozen=True, slots=True)
class Outcome:
    """What is to stand: a revision's words, whether they are in the answers, or that the base's are followed again."""

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
        """That this member makes the change now."""
        return Made(change, self.now, self.caller.user, reason)

    async def current(self, fact: int) -> Revision:
        """The revision that the server sees. Raises BadInput."""
        current = await self.gateways.revisions.current(self.caller.guild, fact)
        if current is None:
            raise BadInput(GONE)
        return current

    async def take_effect(self, outcome: Outcome, made: Made, before: Revision | None) -> Saved:
        """Make the outcome the server's newest revision of the fact, with its names and its line in the log."""
        new_id, guild = self.ids(), self.caller.guild
        revisions = self.gateways.revisions
        await revisions.copy(
            outcome.source, new_id, guild, made,
            retired=outcome.retired, over=outcome.over, follows=outcome.follows,
        )  # fmt: skip
        fact = outcome.source.fact
        wordings = (before.fact, fact) if before else (fact,)
        await refresh_names(self.gateways, self.ids, guild, fact.show, wordings)
        await self.gateways.log.add(self.ids(), guild, self.now, revision=new_id)
        if before is not None and before.fact.gives_away != fact.gives_away:
            # What members suggested about it is hidden in the log from now on, or open again.
            for suggestion in await self.gateways.proposals.suggestions_about(guild, fact.id, _MOST_SUGGESTIONS):
                await self.gateways.log.outdate(guild, suggestion)
        stands = await revisions.get(guild, new_id)
        assert stands is not None
        today = self.now.date()
        return Saved(stands, before, certainty_of(before, today), certainty_of(stands, today))


def over_for(current: Revision | None) -> int | None:
    """The base's revision over which a server's next one is made."""
    if current is None:
        return None
    return current.over if current.own else current.id


def certainty_of(revision: Revision | None, today: date) -> Certainty | None:
    """How a revision stands today; None if it is retired or nobody has said anything."""
    if revision is None or revision.retired:
        return None
    return certainty_on(revision.fact.claims, today)


def check_open(proposal: Proposal) -> None:
    """Raises AlreadyHandled for a suggestion that somebody has dealt with."""
    if proposal.state is not ProposalState.OPEN and proposal.handled:
        outcomes = {ProposalState.ACCEPTED: "approved", ProposalState.DROPPED: "withdrawn"}
        outcome = outcomes.get(proposal.state, "rejected")
        raise AlreadyHandled(proposal.handled.by, outcome)


def known_in(revision: Revision, day: date) -> Known | None:
    """How a revision's fact stands on a day; None where it is out of the answers or nobody had spoken of it."""
    current = certainty_of(revision, day)
    return Known(revision.fact, current) if current else None

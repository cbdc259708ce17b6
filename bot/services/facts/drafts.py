"""Drafts: what a moderator wrote down and has not saved yet, and what the preview of it shows."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from bot.domain.differences import merged
from bot.domain.facts import Claim, Fact, Person
from bot.domain.ids import Ids
from bot.domain.matching import NameRole
from bot.domain.moderation import MOST_CLAIMS, Newcomer, Preview, Saved
from bot.domain.names import fold
from bot.domain.revisions import ChangeKind, Handled, Made, Proposal, ProposalState, Revision
from bot.errors import BadInput
from bot.services.access import Caller
from bot.services.facts.change import GONE, Change, Outcome, certainty_of, check_open, over_for
from bot.services.facts.forms.fact import FactForm
from bot.services.facts.forms.people import Picked
from bot.services.facts.similar import says_the_same, twin_of
from bot.services.names.finder import Finder
from bot.services.names.query import Query
from bot.store.store import Gateways

_WORN = "That card is worn out: what it shows was saved or thrown away. Start again with the command."
_PERSON_ROLES = (NameRole.ACTOR, NameRole.DIRECTOR, NameRole.WRITER)


@dataclass(frozen=True, slots=True)
class Opened:
    """What a form was opened on: a revision that stands or stood, a suggestion, or a draft of the moderator's own."""

    revision: Revision
    opened_on: int | None
    carries_out: int | None = None
    draft: Proposal | None = None

    @property
    def fact(self) -> Fact:
        return self.revision.fact

    @property
    def picked(self) -> Picked:
        """Names that mean what they mean in the fact as it is."""
        return Picked(self.fact.people, self.fact.character)


class Drafts:
    """Drafts within one transaction (or reading alone)."""

    def __init__(self, gateways: Gateways, finder: Finder, ids: Ids, caller: Caller, now: datetime) -> None:
        self._gateways = gateways
        self._finder = finder
        self._ids = ids
        self._caller = caller
        self._now = now

    async def open(self, revision: int) -> Opened:
        """Raises BadInput for what is not there or is another's draft, AlreadyHandled for a suggestion that is."""
        guild = self._caller.guild
        found = await self._gateways.revisions.get(guild, revision)
        if found is None:
            raise BadInput(GONE)
        proposal = await self._gateways.proposals.get(guild, revision)
        if proposal is None:
            if found.number is None:
                raise BadInput(GONE)  # part of an import that was not taken
            return Opened(found, found.id)
        if proposal.suggested:
            check_open(proposal)
            return Opened(found, proposal.opened_on, carries_out=proposal.id)
        self._check_own(proposal)
        return Opened(found, proposal.opened_on, proposal.carries_out, proposal)

    async def draft(self, revision: int) -> Proposal:
        """The caller's own draft, as long as it is not saved. Raises BadInput."""
        proposal = await self._gateways.proposals.get(self._caller.guild, revision)
        if proposal is None or proposal.suggested:
            raise BadInput(_WORN)
        self._check_own(proposal)
        return proposal

    def _check_own(self, proposal: Proposal) -> None:
        # What was thrown away or written anew may still be taken up again; what was saved is a revision by now.
        if proposal.revision.made.by != self._caller.user or proposal.state is ProposalState.ACCEPTED:
            raise BadInput(_WORN)

    def wording(self, fact: Fact) -> FactForm:
        """Reads forms about a fact."""
        return FactForm(self._gateways, self._ids, self._caller.guild, fact.show, self._now.date())

    async def write(self, fact: Fact, change: ChangeKind, reason: str | None, opened: Opened | None) -> Proposal:
        """Write a draft down; the draft that it was made from is put aside."""
        guild, new_id = self._caller.guild, self._ids()
        written = replace(fact, revision_id=new_id)
        scopes = await self.wording(fact).scopes(fact)
        made = Made(change, self._now, self._caller.user, reason)
        await self._gateways.revisions.propose(written, guild, made, scopes)
        proposals = self._gateways.proposals
        await proposals.add(
            new_id, guild, ProposalState.DRAFT,
            opened_on=opened.opened_on if opened else None, carries_out=opened.carries_out if opened else None,
        )  # fmt: skip
        if opened and opened.draft:
            handled = Handled(self._caller.user, self._now)
            await proposals.handle(guild, opened.draft.id, ProposalState.DRAFT, ProposalState.DROPPED, handled)
        return await self.draft(new_id)

    async def before(self, proposal: Proposal) -> Revision | None:
        """The revision that a proposal was opened on; None if it is of a new fact."""
        if proposal.opened_on is None:
            return None
        return await self._gateways.revisions.get(self._caller.guild, proposal.opened_on)

    async def late_claims(self, proposal: Proposal) -> tuple[Claim, ...]:
        """What a feed's story that a draft carries out was told by since the draft was written."""
        if proposal.carries_out is None:
            return ()
        told = await self._gateways.feeds.sources_since(proposal.carries_out, proposal.id)
        story = await self._gateways.proposals.get(self._caller.guild, proposal.carries_out) if told else None
        if story is None:
            return ()
        known = {claim.source.id for claim in proposal.fact.claims}
        return tuple(
            claim
            for claim in story.fact.claims
            if claim.source.id not in known and (claim.source.outlet, claim.source.url) in told
        )

    async def with_claims(self, proposal: Proposal, claims: tuple[Claim, ...]) -> Proposal:
        """A draft of the same with these claims too, as many as there is room for."""
        fact = replace(proposal.fact, claims=(*proposal.fact.claims, *claims)[:MOST_CLAIMS])
        made = proposal.revision.made
        opened = Opened(proposal.revision, proposal.opened_on, proposal.carries_out, proposal)
        return await self.write(fact, made.change, made.reason, opened)

    async def moved(self, proposal: Proposal, current: Revision) -> Proposal:
        """A draft of the proposal's changes, made to what stands now."""
        before = await self.before(proposal)
        fact = merged(before.fact, proposal.fact, current.fact) if before else proposal.fact
        if len(fact.claims) > MOST_CLAIMS:
            raise BadInput(f"Together that would be more than {MOST_CLAIMS} sources. Withdraw one that matters less.")
        opened = Opened(proposal.revision, current.id, proposal.carries_out, proposal)
        made = proposal.revision.made
        return await self.write(fact, made.change, made.reason, opened)

    async def save(self, proposal: Proposal, current: Revision | None) -> Saved:
        """Let a draft take effect over what stands now. Raises AlreadyHandled for what it carries out."""
        guild = self._caller.guild
        change = Change(self._gateways, self._ids, self._caller, self._now)
        made = change.made(proposal.revision.made.change, proposal.revision.made.reason)
        retired = current is not None and current.retired
        outcome = Outcome(proposal.revision, retired=retired, over=over_for(current))
        saved = await change.take_effect(outcome, made, current)
        handled, became = Handled(self._caller.user, self._now), saved.revision.id
        proposals = self._gateways.proposals
        for state in (ProposalState.DRAFT, ProposalState.DROPPED):
            await proposals.handle(guild, proposal.id, state, ProposalState.ACCEPTED, handled, became)
        if proposal.carries_out is None:
            return saved
        taken = await proposals.handle(
            guild, proposal.carries_out, ProposalState.OPEN, ProposalState.ACCEPTED, handled, became
        )
        suggestion = await proposals.get(guild, proposal.carries_out)
        if suggestion and not taken:
            check_open(suggestion)
        stands = await self._gateways.revisions.get(guild, became)
        return replace(saved, revision=stands or saved.revision, suggestion=suggestion)

    async def preview(self, proposal: Proposal, current: Revision | None = None) -> Preview:
        """What is shown before a draft is saved."""
        guild, today = self._caller.guild, self._now.date()
        before = await self.before(proposal)
        now = current or await self._gateways.revisions.current(guild, proposal.fact.id)
        twin = None if before else await twin_of(self._gateways, guild, proposal.fact)
        return Preview(
            proposal=proposal,
            before=before,
            certainty_before=certainty_of(before, today),
            certainty_after=None if now and now.retired else certainty_of(proposal.revision, today),
            theirs=now if now and now.id != proposal.opened_on else None,
            newcomers=await self.newcomers(proposal.fact),
            twin=twin,
            unvouched=_unvouched(before, proposal),
        )

    async def newcomers(self, fact: Fact) -> tuple[Newcomer, ...]:
        """Whom and what a fact mentions that is not on record yet, with names that come near."""
        found: list[Newcomer] = []
        names: list[tuple[str, Sequence[NameRole]]] = [
            (person.name, _PERSON_ROLES) for person in fact.people if await self._is_new(fact, person)
        ]
        character = fact.character
        if character and not await self._gateways.catalogue.characters_named(
            self._caller.guild, fact.show.id, fold(character.name)
        ):
            names.append((character.name, (NameRole.CHARACTER,)))
        asked = Query(self._caller.guild, self._now.date())
        for name, roles in names:
            near = await self._finder.near(asked, fact.show.id, roles, name)
            found.append(Newcomer(name, tuple(match.name for match in near)))
        catalogue, guild, show = self._gateways.catalogue, self._caller.guild, fact.show.id
        codes = [one.code for one in fact.episodes if await catalogue.episode(guild, show, one.code) is None]
        if fact.spoils and await catalogue.episode(guild, show, fact.spoils) is None:
            codes.append(fact.spoils)
        found += [Newcomer(str(code)) for code in dict.fromkeys(codes)]
        seasons = await catalogue.seasons(guild, show)
        found += [Newcomer(f"season {season}") for season in fact.seasons if season not in seasons]
        return tuple(found)

    async def _is_new(self, fact: Fact, person: Person) -> bool:
        known = await self._gateways.catalogue.people_named(self._caller.guild, fact.show.id, fold(person.name))
        return person.id not in {one.id for _, one in known}


def _unvouched(before: Revision | None, proposal: Proposal) -> bool:
    if before is None or says_the_same(before.fact, proposal.fact):
        return False
    return bool(set(before.fact.claims) & set(proposal.fact.claims))

"""Drafts: what a moderator wrote down and has not saved yet, and the preview of it."""

from collections.abc import AsyncGenerator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import datetime

from bot.domain.differences import merged
from bot.domain.facts import Claim, Fact, Known, Person
from bot.domain.ids import Ids
from bot.domain.matching import PERSON_ROLES, NameRole
from bot.domain.moderation import MOST_CLAIMS, Newcomer, Preview, Saved, newest_of
from bot.domain.revisions import ChangeKind, Handled, Made, Proposal, ProposalState, Revision
from bot.errors import AlreadyHandled, BadInput
from bot.services.access import Caller
from bot.services.facts.change import GONE, Change, Outcome, certainty_of, check_open, over_for
from bot.services.facts.forms.fact import FactForm
from bot.services.facts.forms.people import Picked
from bot.services.facts.similar import keeps_its_sources, rivals_of, twin_of
from bot.services.kit import Service
from bot.services.names.finder import Finder
from bot.services.names.on_record import characters_on_record, people_on_record
from bot.store.store import Gateways

_CLOSED = "That card no longer works: what it shows was thrown away. Start again with the command."


@dataclass(frozen=True, slots=True)
class Opened:
    """What a form was opened on: a current or earlier revision, a suggestion, or one of the moderator's drafts."""

    revision: Revision
    opened_on: int | None
    carries_out: int | None = None
    draft: Proposal | None = None

    @property
    def fact(self) -> Fact:
        return self.revision.fact

    @property
    def picked(self) -> Picked:
        """Who the names of the fact mean."""
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
        """Return what a form is opened on.

        Raises BadInput if it is gone or another moderator's draft, AlreadyHandled for a suggestion that was decided
        and a draft that was saved.
        """
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
        """Return a draft of the caller's own that is not saved. Raises BadInput, AlreadyHandled if it is saved."""
        proposal = await self._gateways.proposals.get(self._caller.guild, revision)
        if proposal is None or proposal.suggested:
            raise BadInput(_CLOSED)
        self._check_own(proposal)
        return proposal

    def _check_own(self, proposal: Proposal) -> None:
        if proposal.revision.made.by != self._caller.user:
            raise BadInput(_CLOSED)
        # A draft that was thrown away or rewritten can be taken up again. One that was saved is a revision.
        if proposal.state is ProposalState.ACCEPTED and proposal.handled:
            raise AlreadyHandled(proposal.handled.by, "saved", proposal.handled.at)

    def form(self, fact: Fact) -> FactForm:
        """Return what reads forms about a fact."""
        return FactForm(self._gateways, self._ids, self._caller.guild, fact.show, self._now.date())

    async def write(self, fact: Fact, change: ChangeKind, reason: str | None, opened: Opened | None) -> Proposal:
        """Write a draft down, and put aside the draft that it was made from."""
        guild, new_id = self._caller.guild, self._ids()
        written = replace(fact, revision_id=new_id)
        scopes = await self.form(fact).scopes(fact)
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
        """Return the revision that a proposal was opened on, or None if it is a new fact."""
        if proposal.opened_on is None:
            return None
        return await self._gateways.revisions.get(self._caller.guild, proposal.opened_on)

    async def late_claims(self, proposal: Proposal) -> tuple[Claim, ...]:
        """Return the claims of a feed's story that came in after the draft that carries it out was written."""
        if proposal.carries_out is None:
            return ()
        late = await self._gateways.feeds.sources_since(proposal.carries_out, proposal.id)
        story = await self._gateways.proposals.get(self._caller.guild, proposal.carries_out) if late else None
        if story is None:
            return ()
        known = {claim.source.id for claim in proposal.fact.claims}
        return tuple(
            claim
            for claim in story.fact.claims
            if claim.source.id not in known and (claim.source.outlet, claim.source.url) in late
        )

    async def rivals(self, fact: Fact) -> tuple[Known, ...]:
        """Return the current facts that can't hold together with this one, the best attested first."""
        return await rivals_of(self._gateways, self._caller.guild, fact, self._now.date())

    async def are_new(self, proposal: Proposal, seen: int | None) -> bool:
        """Return whether facts contradict a proposal that were not shown with it.

        `seen` is the newest revision among those that were shown, 0 for none; with None nothing is compared.
        """
        return seen is not None and newest_of(await self.rivals(proposal.fact)) not in (0, seen)

    async def with_claims(self, proposal: Proposal, claims: tuple[Claim, ...]) -> Proposal:
        """Rewrite the draft with as many of these claims as there is room for."""
        fact = replace(proposal.fact, claims=(*proposal.fact.claims, *claims)[:MOST_CLAIMS])
        made = proposal.revision.made
        opened = Opened(proposal.revision, proposal.opened_on, proposal.carries_out, proposal)
        return await self.write(fact, made.change, made.reason, opened)

    async def moved(self, proposal: Proposal, current: Revision) -> Proposal:
        """Rewrite the draft's changes, made to the current revision."""
        before = await self.before(proposal)
        fact = merged(before.fact, proposal.fact, current.fact) if before else proposal.fact
        if len(fact.claims) > MOST_CLAIMS:
            raise BadInput(f"Together that would be more than {MOST_CLAIMS} sources. Withdraw one that matters less.")
        opened = Opened(proposal.revision, current.id, proposal.carries_out, proposal)
        made = proposal.revision.made
        return await self.write(fact, made.change, made.reason, opened)

    async def save(self, proposal: Proposal, current: Revision | None) -> Saved:
        """Let a draft take effect. Raises AlreadyHandled if the suggestion that it carries out was decided."""
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
        revision = await self._gateways.revisions.get(guild, became)  # it names who suggested it
        return replace(saved, revision=revision or saved.revision, suggestion=suggestion)

    async def preview(self, proposal: Proposal, current: Revision | None = None) -> Preview:
        """Return what is shown before a draft is saved."""
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
            twin=await self._gateways.revisions.current(guild, twin.id) if twin else None,
            unvouched=_unvouched(before, proposal),
            rivals=await self.rivals(proposal.fact),
        )

    async def newcomers(self, fact: Fact) -> tuple[Newcomer, ...]:
        """Return who and what a fact mentions that is not on record yet, with similar names."""
        catalogue, guild, show = self._gateways.catalogue, self._caller.guild, fact.show.id
        names: list[tuple[str, Sequence[NameRole]]] = [
            (person.name, PERSON_ROLES) for person in fact.people if await self._is_new(fact, person)
        ]
        character = fact.character
        if character and not await characters_on_record(self._gateways, guild, show, character.name):
            names.append((character.name, (NameRole.CHARACTER,)))
        found: list[Newcomer] = []
        for name, roles in names:
            near = await self._finder.near(guild, show, roles, name, self._now.date())
            found.append(Newcomer(name, tuple(match.name for match in near)))
        codes = [e.code for e in fact.episodes if await catalogue.episode(guild, show, e.code) is None]
        if fact.spoils and await catalogue.episode(guild, show, fact.spoils) is None:
            codes.append(fact.spoils)
        found += [Newcomer(str(code)) for code in dict.fromkeys(codes)]
        seasons = await catalogue.seasons(guild, show)
        found += [Newcomer(f"season {season}") for season in fact.seasons if season not in seasons]
        return tuple(found)

    async def _is_new(self, fact: Fact, person: Person) -> bool:
        known = await people_on_record(self._gateways, self._caller.guild, fact.show.id, person.name)
        return person.id not in {namesake.id for _, namesake in known}


class DraftService(Service):
    """Use cases of moderators that work with drafts."""

    def _drafts(self, gateways: Gateways, caller: Caller, finder: Finder | None = None) -> Drafts:
        return Drafts(gateways, finder or self._finder, self._ids, caller, self._clock())

    @asynccontextmanager
    async def _changing(self, caller: Caller) -> AsyncGenerator[tuple[Gateways, Drafts]]:
        async with self._change_for(caller) as gateways:
            yield gateways, self._drafts(gateways, caller)


def _unvouched(before: Revision | None, proposal: Proposal) -> bool:
    if before is None or keeps_its_sources(before.fact, proposal.fact):
        return False
    return bool(set(before.fact.claims) & set(proposal.fact.claims))

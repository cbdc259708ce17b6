"""Adding and correcting facts: forms are opened on a revision, written as drafts, and saved or thrown away."""

from dataclasses import dataclass, replace

from bot.domain.facts import NEWS_KINDS, Claim, Fact, Kind
from bot.domain.keys import fact_key
from bot.domain.moderation import (
    ClaimWords,
    FactWords,
    NewFact,
    Preview,
    Saved,
    can_be_saved,
    claim_words_of,
    words_of,
)
from bot.domain.revisions import ChangeKind, Handled, ProposalState, Revision
from bot.errors import BadInput, UserError
from bot.services.access import Caller
from bot.services.facts.change import GONE, already
from bot.services.facts.drafts import Drafts, DraftService, Opened
from bot.services.facts.forms.claim import check_room
from bot.services.facts.forms.faults import read_reason
from bot.services.facts.forms.options import Options, read_options
from bot.services.facts.forms.people import Picked, names_with_keys
from bot.services.facts.search import FactSearch
from bot.services.facts.statements import StatementReader
from bot.services.kit import Kit
from bot.services.names.finder import Query
from bot.store.store import Gateways

_OTHER_FACT = "That form belongs to another fact. Start again with the command."


@dataclass(frozen=True, slots=True)
class OpenedForm:
    """What the form for correcting a fact is opened with. It is opened on `revision`."""

    revision: int
    kind: Kind
    words: FactWords


class Editing(DraftService):
    """Every method raises NotModerator, and BadInput for what can't be read or no longer exists."""

    def __init__(self, kit: Kit) -> None:
        super().__init__(kit)
        self._search = FactSearch(kit)

    async def begin(self, caller: Caller, kind: Kind, options: Options) -> tuple[NewFact, FactWords]:
        """Return what the form for a new fact is opened with. Raises NoShow."""
        await self.check(caller)
        show = await self._finder.show_of(Query(caller.guild, self._clock().date()))
        return await read_options(self._store.reading(), caller.guild, kind, show, options)

    async def open(self, caller: Caller, text: str) -> OpenedForm:
        """Return what the form for correcting a fact is opened with. The text is any words of the fact, or a pick."""
        gateways = await self._read_for(caller)
        current = await self._search.find(gateways, caller, text)
        return OpenedForm(current.id, current.fact.kind, await _words_of(gateways, caller, current))

    async def words(self, caller: Caller, revision: int) -> tuple[Fact, FactWords]:
        """Return a fact with the words that the form for correcting it shows."""
        gateways = await self._read_for(caller)
        opened = await self._drafts(gateways, caller).open(revision)
        return opened.fact, await _words_of(gateways, caller, opened.revision)

    async def words_as(self, caller: Caller, revision: int, kind: Kind) -> FactWords:
        """Return the words that the form shows in which a new fact becomes one of this kind."""
        gateways = await self._read_for(caller)
        opened = await self._drafts(gateways, caller).open(revision)
        _check_new(opened)
        fact, said = opened.fact, opened.revision.made.reason or opened.fact.statement or ""
        reader = StatementReader(gateways, self._finder, self._ids, caller.guild, fact.show, self._clock().date())
        return replace(await reader.words_as(kind, said, fact), spoils=str(fact.spoils or ""), reason=said)

    async def opened(self, caller: Caller, revision: int) -> Revision:
        """Return a revision with its claims, to choose from."""
        drafts = await self._drafts_for(caller)
        return (await drafts.open(revision)).revision

    async def claim_words(self, caller: Caller, revision: int, position: int | None) -> ClaimWords:
        """Return the words that the form of a claim shows: of the one at this position, or (None) of a new one."""
        drafts = await self._drafts_for(caller)
        opened = await drafts.open(revision)
        return claim_words_of(_claim(opened.fact, position)) if position is not None else ClaimWords()

    async def write_new(self, caller: Caller, new: NewFact, words: FactWords) -> Preview:
        """Write a new fact as a draft."""
        async with self._changing(caller) as (gateways, drafts):
            show = await gateways.names.show(caller.guild, new.show)
            if show is None:
                raise BadInput(GONE)
            people = [await gateways.names.person(caller.guild, person) for person in new.people]
            character = await gateways.names.character(caller.guild, new.character) if new.character else None
            fact = Fact(self._ids(), 0, new.kind, show, ())
            names = Picked(tuple(person for person in people if person), character)
            fact = await drafts.form(fact).read_fact(words, fact, names)
            await gateways.revisions.add_fact(fact.id, show.id, caller.guild, fact_key(fact.id), fact.kind)
            reason = read_reason(words.reason)
            return await drafts.preview(await drafts.write(fact, ChangeKind.ADD, reason, None))

    async def rewrite(self, caller: Caller, revision: int, words: FactWords, kind: Kind | None = None) -> Preview:
        """Write a correction as a draft over the revision that its form was opened on.

        `kind` is the one that the form asked about. A fact that is not saved yet may become one of another kind.
        """
        async with self._changing(caller) as (gateways, drafts):
            opened = await drafts.open(revision)
            fact = opened.fact
            form = drafts.form(fact)
            if kind is Kind.NEWS and not _is_new(opened) and fact.kind in NEWS_KINDS:
                fact = await form.read_as_news(words, fact, opened.picked)
            else:
                if kind is not None and kind is not fact.kind:
                    _check_new(opened)
                    fact = replace(Fact(self._ids(), 0, kind, fact.show, ()), claims=fact.claims)
                    await gateways.revisions.add_fact(fact.id, fact.show.id, caller.guild, fact_key(fact.id), kind)
                fact = await form.read_fact(words, fact, opened.picked)
            proposal = await drafts.write(fact, _change(opened, ChangeKind.EDIT), read_reason(words.reason), opened)
            return await drafts.preview(proposal)

    async def write_claim(self, caller: Caller, revision: int, position: int | None, words: ClaimWords) -> Preview:
        """Add a claim to a draft over a revision, or correct the one at this position."""
        async with self._changing(caller) as (_, drafts):
            opened = await drafts.open(revision)
            before = _claim(opened.fact, position) if position is not None else None
            claim = await drafts.form(opened.fact).read_claim(words, opened.fact, before)
            claims = list(opened.fact.claims)
            if claim in claims and claim != before:
                raise BadInput("The fact has that source already, and it says the same.")
            if position is None:
                check_room(claims)
                claims.append(claim)
            else:
                claims[position] = claim
            return await self._with_claims(drafts, opened, claims)

    async def withdraw_claim(self, caller: Caller, revision: int, position: int) -> Preview:
        """Remove a claim in a draft over a revision."""
        async with self._changing(caller) as (_, drafts):
            opened = await drafts.open(revision)
            gone = _claim(opened.fact, position)
            if len(opened.fact.claims) == 1:
                raise BadInput(
                    "That is its only source. Correct it, or take the fact out of the answers: /fact retire."
                )
            return await self._with_claims(drafts, opened, [claim for claim in opened.fact.claims if claim is not gone])

    async def preview(self, caller: Caller, draft: int) -> Preview:
        """Return the preview of a draft."""
        drafts = await self._drafts_for(caller)
        return await drafts.preview(await drafts.draft(draft))

    async def save(
        self, caller: Caller, draft: int, over: int | None = None, seen: int | None = None
    ) -> Saved | Preview:
        """Let a draft take effect; or, if the fact has changed since, return a preview of both and change nothing.

        So too if another source of the story that it carries out has come in since, or if facts contradict it that were
        not shown with it: `seen` is the newest revision of those that were (0: none; None: don't compare). `over` is
        the newer revision that the moderator has seen and wants to change all the same: the draft's changes are then
        made to that one. Raises AlreadyHandled if the suggestion that it carries out was decided.
        """
        async with self._changing(caller) as (gateways, drafts):
            proposal = await drafts.draft(draft)
            current = await gateways.revisions.current(caller.guild, proposal.fact.id)
            if current and proposal.opened_on is None and proposal.carries_out is None:
                raise already(current, "that fact was saved from a later card; change it with /fact edit")
            if current and current.id != proposal.opened_on:
                if current.id != over:
                    return await drafts.preview(proposal, current)
                proposal = await drafts.moved(proposal, current)
            if late := await drafts.late_claims(proposal):
                grown = await drafts.with_claims(proposal, late)
                return replace(await drafts.preview(grown), grown=True)
            before = await drafts.before(proposal)
            if not can_be_saved(before, proposal.fact):
                raise _why_not(proposal.fact, current)
            if await drafts.are_new(proposal, seen):
                return replace(await drafts.preview(proposal, current), contradicted=True)
            return await drafts.save(proposal, current)

    async def drop(self, caller: Caller, draft: int) -> None:
        """Throw a draft away. It can be taken up again from its card for a week."""
        async with self._changing(caller) as (gateways, drafts):
            proposal = await drafts.draft(draft)
            handled = Handled(caller.user, self._clock())
            await gateways.proposals.handle(
                caller.guild, proposal.id, ProposalState.DRAFT, ProposalState.DROPPED, handled
            )

    async def _with_claims(self, drafts: Drafts, opened: Opened, claims: list[Claim]) -> Preview:
        fact = replace(opened.fact, claims=tuple(claims))
        reason = opened.revision.made.reason if opened.draft else None
        return await drafts.preview(await drafts.write(fact, _change(opened, ChangeKind.CLAIM), reason, opened))

    async def _drafts_for(self, caller: Caller) -> Drafts:
        return self._drafts(await self._read_for(caller), caller)


def _check_new(opened: Opened) -> None:
    """Raise BadInput for a fact that is on record: its kind stays as it is."""
    if not _is_new(opened):
        raise BadInput(_OTHER_FACT)


def _is_new(opened: Opened) -> bool:
    return opened.revision.number is None and opened.opened_on is None


def check_kind(fact: Fact, kind: Kind | None) -> None:
    """Raise BadInput for a form that asks about another kind of fact, and not about news that got this kind since."""
    moved = kind is Kind.NEWS and fact.kind in NEWS_KINDS
    if kind is not None and fact.kind is not kind and not moved:
        raise BadInput(_OTHER_FACT)


async def _words_of(gateways: Gateways, caller: Caller, revision: Revision) -> FactWords:
    words = words_of(revision.fact, await names_with_keys(gateways, caller.guild, revision.fact))
    # The reason for the last change is no reason for the next one.
    reason = revision.made.reason if revision.number is None else None
    return replace(words, reason=reason or "")


def _claim(fact: Fact, position: int) -> Claim:
    if not 0 <= position < len(fact.claims):
        raise BadInput("The fact no longer has that source. Open the list again with /fact source.")
    return fact.claims[position]


def _change(opened: Opened, otherwise: ChangeKind) -> ChangeKind:
    """A draft of a new fact or of an edit stays that, whatever else is changed in it."""
    before = opened.revision.made.change
    return before if opened.revision.number is None and before is not ChangeKind.CLAIM else otherwise


def _why_not(fact: Fact, current: Revision | None) -> UserError:
    """Return why a draft can't be saved."""
    if not fact.claims:
        return BadInput("It has no source yet. Press “Add a source” first.")
    if current is None or not current.own:
        return BadInput("That is what the fact says already, so there is nothing to save.")
    return already(current, "the fact says that, so there is nothing to save")

"""Adding and correcting facts: forms are opened on a revision, written into drafts, and saved or thrown away."""

from collections.abc import AsyncGenerator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import datetime

from bot.domain.facts import Claim, Fact, Kind, Person
from bot.domain.ids import Ids, base36
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
from bot.domain.questions import Thing, What
from bot.domain.revisions import ChangeKind, Handled, ProposalState, Revision
from bot.errors import BadInput
from bot.services.access import Caller, require_moderator
from bot.services.facts.change import GONE
from bot.services.facts.drafts import Drafts, Opened
from bot.services.facts.forms.claim import check_room
from bot.services.facts.forms.faults import read_reason
from bot.services.facts.forms.people import Picked, told_apart
from bot.services.names.finder import Finder, Query, picked
from bot.store.store import Gateways, Store


@dataclass(frozen=True, slots=True)
class Options:
    """What the options of the command that adds a fact were filled in with, typed or picked from the list."""

    person: str = ""
    character: str = ""
    episode: str = ""
    season: int | None = None


class Editing:
    """Every method raises NotModerator, and BadInput for what can't be read or is no longer there."""

    def __init__(self, store: Store, finder: Finder, ids: Ids, clock: Callable[[], datetime]) -> None:
        self._store = store
        self._finder = finder
        self._ids = ids
        self._clock = clock

    async def begin(self, caller: Caller, kind: Kind, options: Options) -> tuple[NewFact, FactWords]:
        """What the form for a new fact is opened with. Raises NoShow."""
        gateways = self._store.reading()
        await require_moderator(gateways, caller)
        show = await self._finder.show_of(Query(caller.guild, self._clock().date()))
        person, people = await self._named(caller, options.person, What.PERSON)
        role, character = await self._named(caller, options.character, What.CHARACTER)
        where = await self._place(caller, options)
        told = (
            f"{person} as {role}" if role and kind is Kind.CAST else ", ".join(name for name in (person, role) if name)
        )
        new = NewFact(kind, show.id, (people,) if people else (), character)
        return new, FactWords(people=told, where=where)

    async def words(self, caller: Caller, revision: int) -> tuple[Fact, FactWords]:
        """A fact as the form for correcting it shows it."""
        async with self._reading(caller) as (gateways, drafting):
            opened = await drafting.open(revision)
            names = await told_apart(gateways, caller.guild, opened.fact)
            # Why the last change was made is no reason for the next one.
            reason = opened.revision.made.reason if opened.revision.number is None else None
            return opened.fact, replace(words_of(opened.fact, names), reason=reason or "")

    async def opened(self, caller: Caller, revision: int) -> Revision:
        """A revision with its claims, to choose from."""
        async with self._reading(caller) as (_, drafting):
            return (await drafting.open(revision)).revision

    async def claim_words(self, caller: Caller, revision: int, position: int | None) -> ClaimWords:
        """A claim as the form for correcting it shows it; None: an empty form."""
        async with self._reading(caller) as (_, drafting):
            opened = await drafting.open(revision)
            return claim_words_of(_claim(opened.fact, position)) if position is not None else ClaimWords()

    async def write_new(self, caller: Caller, new: NewFact, words: FactWords) -> Preview:
        """Write a new fact down as a draft."""
        async with self._changing(caller) as (gateways, drafting):
            show = await gateways.names.show(caller.guild, new.show)
            if show is None:
                raise BadInput(GONE)
            people = [await gateways.names.person(caller.guild, person) for person in new.people]
            character = await gateways.names.character(caller.guild, new.character) if new.character else None
            fact = Fact(self._ids(), 0, new.kind, show, ())
            names = Picked(tuple(person for person in people if person), character)
            fact = await drafting.wording(fact).read_fact(words, fact, names)
            await gateways.revisions.add_fact(fact.id, show.id, caller.guild, f"f-{base36(fact.id)}", fact.kind)
            reason = read_reason(words.reason)
            return await drafting.preview(await drafting.write(fact, ChangeKind.ADD, reason, None))

    async def rewrite(self, caller: Caller, revision: int, words: FactWords, kind: Kind | None = None) -> Preview:
        """Write a correction down as a draft over the revision that its form was opened on.

        `kind` is the one that the form asked for.
        """
        async with self._changing(caller) as (_, drafting):
            opened = await drafting.open(revision)
            check_kind(opened.fact, kind)
            fact = await drafting.wording(opened.fact).read_fact(words, opened.fact, opened.picked)
            proposal = await drafting.write(fact, _change(opened, ChangeKind.EDIT), read_reason(words.reason), opened)
            return await drafting.preview(proposal)

    async def write_claim(self, caller: Caller, revision: int, position: int | None, words: ClaimWords) -> Preview:
        """Add a claim to a draft over a revision, or correct the one at this position."""
        async with self._changing(caller) as (_, drafting):
            opened = await drafting.open(revision)
            before = _claim(opened.fact, position) if position is not None else None
            claim = await drafting.wording(opened.fact).read_claim(words, opened.fact, before)
            claims = list(opened.fact.claims)
            if claim in claims and claim != before:
                raise BadInput("That source is among the fact's already, and says the same.")
            if position is None:
                check_room(claims)
                claims.append(claim)
            else:
                claims[position] = claim
            return await self._with_claims(drafting, opened, claims)

    async def withdraw_claim(self, caller: Caller, revision: int, position: int) -> Preview:
        """Take a claim out of a draft over a revision."""
        async with self._changing(caller) as (_, drafting):
            opened = await drafting.open(revision)
            gone = _claim(opened.fact, position)
            if len(opened.fact.claims) == 1:
                raise BadInput(
                    "That is its only source. Correct it, or take the fact out of the answers: /fact retire."
                )
            return await self._with_claims(drafting, opened, [one for one in opened.fact.claims if one is not gone])

    async def preview(self, caller: Caller, draft: int) -> Preview:
        """A draft as it stands."""
        async with self._reading(caller) as (_, drafting):
            return await drafting.preview(await drafting.draft(draft))

    async def save(self, caller: Caller, draft: int, over: int | None = None) -> Saved | Preview:
        """Let a draft take effect; or, if the fact has moved on since, show both versions and change nothing.

        So too if another source of the story that it carries out came in since.

        `over` is the newer revision that the moderator has seen and wants to change all the same: the draft's changes
        are then made to that one. Raises AlreadyHandled if the suggestion that it carries out was dealt with.
        """
        async with self._changing(caller) as (gateways, drafting):
            proposal = await drafting.draft(draft)
            current = await gateways.revisions.current(caller.guild, proposal.fact.id)
            if current and proposal.opened_on is None and proposal.carries_out is None:
                raise BadInput("That fact was saved from a later card. Change it with /fact edit.")
            if current and current.id != proposal.opened_on:
                if current.id != over:
                    return await drafting.preview(proposal, current)
                proposal = await drafting.moved(proposal, current)
            if late := await drafting.late_claims(proposal):
                grown = await drafting.with_claims(proposal, late)
                return replace(await drafting.preview(grown), grown=True)
            before = await drafting.before(proposal)
            if not can_be_saved(before, proposal.fact):
                raise BadInput(_why_not(proposal.fact))
            return await drafting.save(proposal, current)

    async def drop(self, caller: Caller, draft: int) -> None:
        """Throw a draft away; it can be taken up again from its card for a week."""
        async with self._changing(caller) as (gateways, drafting):
            proposal = await drafting.draft(draft)
            handled = Handled(caller.user, self._clock())
            await gateways.proposals.handle(
                caller.guild, proposal.id, ProposalState.DRAFT, ProposalState.DROPPED, handled
            )

    async def _with_claims(self, drafting: Drafts, opened: Opened, claims: list[Claim]) -> Preview:
        fact = replace(opened.fact, claims=tuple(claims))
        reason = opened.revision.made.reason if opened.draft else None
        return await drafting.preview(await drafting.write(fact, _change(opened, ChangeKind.CLAIM), reason, opened))

    async def _named(self, caller: Caller, text: str, what: What) -> tuple[str, int | None]:
        """A name as the form shows it, and the id that it was picked with."""
        thing = picked(text)
        if thing is None:
            return text.strip(), None
        names = self._store.reading().names
        found: Person | None = None
        if thing.what is What.PERSON and what is What.PERSON:
            found = await names.person(caller.guild, thing.id)
        elif thing.what is What.CHARACTER and what is What.CHARACTER:
            character = await names.character(caller.guild, thing.id)
            return (character.name, character.id) if character else ("", None)
        if found is None:
            raise BadInput(
                f"Pick the {'person' if what is What.PERSON else 'character'} from the list, or type a name."
            )
        return found.name, found.id

    async def _place(self, caller: Caller, options: Options) -> str:
        if options.episode and (thing := picked(options.episode)):
            found = await self._store.reading().catalogue.episode_by_id(caller.guild, thing.id)
            if thing != Thing(What.EPISODE, thing.id) or found is None:
                raise BadInput("Pick the episode from the list, or type one such as S02E07.")
            return str(found[1].episode.code)
        if options.episode.strip():
            return options.episode.strip()
        return f"season {options.season}" if options.season is not None else ""

    @asynccontextmanager
    async def _reading(self, caller: Caller) -> AsyncGenerator[tuple[Gateways, Drafts]]:
        gateways = self._store.reading()
        await require_moderator(gateways, caller)
        yield gateways, Drafts(gateways, self._finder, self._ids, caller, self._clock())

    @asynccontextmanager
    async def _changing(self, caller: Caller) -> AsyncGenerator[tuple[Gateways, Drafts]]:
        async with self._store.changing() as gateways:
            await require_moderator(gateways, caller)
            yield gateways, Drafts(gateways, self._finder, self._ids, caller, self._clock())


def check_kind(fact: Fact, kind: Kind | None) -> None:
    """Raises BadInput for a form that asks about another kind of fact."""
    if kind is not None and fact.kind is not kind:
        raise BadInput("That form belongs to another fact. Start again with the command.")


def _claim(fact: Fact, position: int) -> Claim:
    if not 0 <= position < len(fact.claims):
        raise BadInput("That source is no longer among the fact's. Open the list again with /fact source.")
    return fact.claims[position]


def _change(opened: Opened, otherwise: ChangeKind) -> ChangeKind:
    """A new fact stays one, and a changed statement a changed statement, whatever is done to the draft then."""
    before = opened.revision.made.change
    return before if opened.revision.number is None and before is not ChangeKind.CLAIM else otherwise


def _why_not(fact: Fact) -> str:
    if not fact.claims:
        return "Nobody is named as its source yet. Press “Add a source” first."
    return "That is what stands already, so there is nothing to save."

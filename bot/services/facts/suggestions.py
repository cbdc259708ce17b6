"""What members suggest: it waits in the moderators' queue, and counts once it is approved."""

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from dataclasses import replace

from bot.domain.codes import parse_episode, parse_season
from bot.domain.facts import Fact, Kind
from bot.domain.matching import NameRole
from bot.domain.moderation import FactWords, Preview, Saved, SuggestionView, words_of
from bot.domain.questions import Thing, What
from bot.domain.revisions import Handled, Proposal, ProposalState
from bot.errors import BadInput
from bot.services.access import Caller
from bot.services.facts.change import GONE, certainty_of, check_open
from bot.services.facts.drafts import DraftService
from bot.services.facts.editing import check_kind
from bot.services.facts.forms.claim import check_room, weighed, words_of_source
from bot.services.facts.forms.faults import read_reason
from bot.services.facts.forms.people import Picked, names_with_keys
from bot.services.facts.queue import Suggested, SuggestionQueue, proposal_in
from bot.services.facts.similar import keeps_its_sources
from bot.services.names.finder import Query, picked
from bot.store.store import Gateways

_MOST_NOTIFIED = 5
_MOST_BLOCKED = 25
_ROLES = (NameRole.CHARACTER, NameRole.ACTOR, NameRole.DIRECTOR, NameRole.WRITER, NameRole.EPISODE)
_ABOUT = "Pick who or what it is about from the list, or leave that out."
_FIELDS = ("people", "statement", "where", "released", "billing", "spoils")


class Suggestions(DraftService):
    """Every method raises BadInput for what can't be read or no longer exists; those for moderators NotModerator."""

    async def words(self, guild: int, fact: int) -> tuple[Fact, FactWords]:
        """Return a fact with the words that the form for a correction shows: none if they would give something away."""
        gateways = self._store.reading()
        current = next(iter(await gateways.facts.by_id(guild, (fact,))), None)
        if current is None:
            raise BadInput(GONE)
        if current.gives_away:
            return current, FactWords()
        return current, words_of(current, await names_with_keys(gateways, guild, current))

    async def suggest(
        self,
        member: Caller,
        revision: int,
        words: FactWords,
        source: str,
        published: str = "",
        kind: Kind | None = None,
    ) -> Suggested:
        """Suggest a correction of a fact. What is left empty stays as it is."""
        async with self._suggesting(member) as queue:
            gateways = queue.gateways
            opened = await gateways.revisions.get(member.guild, revision)
            if opened is None or opened.number is None or opened.retired:
                raise BadInput(GONE)
            check_kind(opened.fact, kind)
            current = await gateways.revisions.current(member.guild, opened.fact.id)
            if current is None or current.retired:
                raise BadInput(GONE)
            before = words_of(opened.fact, await names_with_keys(gateways, member.guild, opened.fact))
            kept = {name: getattr(words, name) or getattr(before, name) for name in _FIELDS}
            names = Picked(opened.fact.people, opened.fact.character)
            form = queue.form(opened.fact)
            fact = await form.read_fact(replace(before, **kept), opened.fact, names)
            claim = await form.read_claim(words_of_source(source, published), fact, None)
            vouching = fact.claims if keeps_its_sources(opened.fact, fact) else ()
            check_room(vouching)
            fact = replace(fact, claims=(*vouching, claim))
            return await queue.add(fact, words.reason, opened.id)

    async def suggest_news(self, member: Caller, text: str, source: str, about: str = "") -> Suggested:
        """Suggest news about the show, or about who or what `about` names. Raises NoShow."""
        query = Query(member.guild, self._clock().date(), about)
        show = await self._finder.show_of(query)
        async with self._suggesting(member) as queue:
            fact = Fact(self._ids(), 0, Kind.NEWS, show, ())
            people, where, names = await self._about(queue.gateways, query)
            form = queue.form(fact)
            fact = await form.read_fact(FactWords(statement=text, people=people, where=where), fact, names)
            claim = await form.read_claim(words_of_source(source, ""), fact, None)
            return await queue.add(replace(fact, claims=(claim,)), "", None)

    async def view(self, guild: int, revision: int) -> SuggestionView:
        """Return a suggestion as its card shows it."""
        gateways = self._store.reading()
        proposal = await proposal_in(gateways, guild, revision)
        current = await gateways.revisions.current(guild, proposal.fact.id)
        drafts = self._drafts(gateways, Caller(guild, proposal.author))
        before, today = await drafts.before(proposal) or current, self._clock().date()
        became = await gateways.revisions.get(guild, proposal.became) if proposal.became is not None else None
        return SuggestionView(
            proposal=proposal,
            before=before,
            certainty_before=certainty_of(before, today),
            certainty_after=certainty_of(proposal.revision, today),
            newcomers=await drafts.newcomers(proposal.fact),
            blocked=await gateways.proposals.is_blocked(guild, proposal.author),
            hiding=tuple(hiding.fact for hiding in (current, before, became) if hiding),
            retired=current is not None and current.retired,
        )

    async def look(self, caller: Caller, revision: int) -> SuggestionView:
        """Return a suggestion as its card shows it to a moderator."""
        await self.check(caller)
        return await self.view(caller.guild, revision)

    async def approve(self, caller: Caller, revision: int, word: str | None = None) -> Saved | Preview:
        """Let a suggestion take effect; or, if its fact has changed since, make a draft of it and return its preview.

        `word`, one of `bot.domain.moderation.WEIGHTS`, says how weighty its sources are (None: as they are). Saving the
        draft carries the suggestion out. Raises AlreadyHandled.
        """
        async with self._changing(caller) as (gateways, drafts):
            opened = await drafts.open(revision)
            proposal = await proposal_in(gateways, caller.guild, revision)
            current = await gateways.revisions.current(caller.guild, opened.fact.id)
            made = proposal.revision.made
            before = await drafts.before(proposal)
            fact = opened.fact if word is None else weighed(opened.fact, before.fact if before else None, word)
            draft = await drafts.write(fact, made.change, made.reason, opened)
            if current and current.id != proposal.opened_on:
                return await drafts.preview(draft, current)
            return await drafts.save(draft, current)

    async def reject(self, caller: Caller, revision: int, reason: str) -> Proposal:
        """Take a suggestion out of the queue. Raises AlreadyHandled.

        Its author is sent the reason. One that came from feeds has no author and needs no reason.
        """
        words = read_reason(reason)
        async with self._change_for(caller) as gateways:
            if words is None and not (await proposal_in(gateways, caller.guild, revision)).story:
                raise BadInput("Give a reason. The member who suggested it is sent it.")
            handled = Handled(caller.user, self._clock(), words)
            states = ProposalState.OPEN, ProposalState.REJECTED
            taken = await gateways.proposals.handle(caller.guild, revision, *states, handled)
            proposal = await proposal_in(gateways, caller.guild, revision)
            if not taken:
                check_open(proposal)
            return proposal

    async def block(self, caller: Caller, revision: int) -> int:
        """Block the author of a suggestion from suggesting here. Return their id."""
        async with self._change_for(caller) as gateways:
            proposal = await proposal_in(gateways, caller.guild, revision)
            user = proposal.author
            if not user:
                raise BadInput("The member who suggested that had their name removed, so they can't be blocked.")
            await gateways.proposals.block(caller.guild, user, caller.user, self._clock())
            return user

    async def unblock(self, caller: Caller, user: int) -> None:
        """Let a member suggest again."""
        async with self._change_for(caller) as gateways:
            await gateways.proposals.unblock(caller.guild, user)

    async def blocked(self, caller: Caller) -> tuple[int, ...]:
        """Return up to 25 members who may not suggest here."""
        gateways = await self._read_for(caller)
        return await gateways.proposals.blocked(caller.guild, _MOST_BLOCKED)

    async def users_to_notify(self) -> frozenset[int]:
        """Return the members who still wait for a notice of a decision."""
        return await self._store.reading().proposals.users_to_notify()

    async def to_notify(self, user: int) -> tuple[tuple[int, Proposal], ...]:
        """Return the decisions that a member has not been notified of: each with its server's id."""
        return await self._store.reading().proposals.to_notify(user, _MOST_NOTIFIED)

    async def notified(self, user: int, proposal: Proposal) -> None:
        """Note that a member was notified of a decision."""
        async with self._store.changing() as gateways:
            await gateways.proposals.set_notified(proposal.id, user, self._clock())

    async def _about(self, gateways: Gateways, query: Query) -> tuple[str, str, Picked]:
        """Return who and where a suggestion is about, as a form would have it, and who the names mean."""
        text = query.text.strip()
        if not text or parse_season(text) is not None or parse_episode(text):
            return "", text, Picked()
        thing = picked(text) or await self._found(query)
        if thing.what is What.PERSON and (person := await gateways.names.person(query.guild, thing.id)):
            return person.name, "", Picked((person,))
        if thing.what is What.CHARACTER and (character := await gateways.names.character(query.guild, thing.id)):
            return character.name, "", Picked(character=character)
        if thing.what is What.EPISODE and (found := await gateways.catalogue.episode_by_id(query.guild, thing.id)):
            return "", str(found[1].episode.code), Picked()
        raise BadInput(_ABOUT)

    async def _found(self, query: Query) -> Thing:
        meant = await self._finder.find(query, None, _ROLES, query.today)
        if len({match.thing for match in meant.matches}) != 1:
            raise BadInput(_ABOUT)
        return meant.matches[0].thing

    @asynccontextmanager
    async def _suggesting(self, member: Caller) -> AsyncGenerator[SuggestionQueue]:
        async with self._store.changing() as gateways:
            if await gateways.proposals.is_blocked(member.guild, member.user):
                raise BadInput("The moderators of this server take no suggestions from you.")
            yield SuggestionQueue(gateways, self._ids, member, self._clock())

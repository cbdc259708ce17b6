"""What members suggest: it waits in the moderators' queue, counts once it is approved, and its author is told."""

import re
from collections.abc import AsyncGenerator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import datetime

from bot.domain.codes import parse_episode, parse_season
from bot.domain.differences import difference
from bot.domain.facts import Fact, Kind
from bot.domain.ids import Ids, base36
from bot.domain.matching import NameRole
from bot.domain.moderation import MOST_CLAIMS, ClaimWords, FactWords, Preview, Saved, SuggestionView, Word, words_of
from bot.domain.names import fold
from bot.domain.questions import Thing, What
from bot.domain.revisions import ChangeKind, Handled, Made, Proposal, ProposalState
from bot.errors import BadInput
from bot.services.access import Caller, require_moderator
from bot.services.facts.change import GONE, certainty_of, check_open
from bot.services.facts.drafts import Drafts
from bot.services.facts.editing import check_kind
from bot.services.facts.forms.claim import check_room, weighed
from bot.services.facts.forms.faults import read_reason
from bot.services.facts.forms.people import Picked, told_apart
from bot.services.facts.similar import says_the_same
from bot.services.names.finder import Finder, picked
from bot.services.names.query import Query
from bot.store.store import Gateways, Store

MOST_OPEN = 5
_MOST_COMPARED = 50
_MOST_TOLD = 5
# What ends a sentence, or the brackets around a link, is no part of it.
_URL = re.compile(r"""https?://[^\s<>]*[^\s<>.,;:!?)\]}'"]""")
_ROLES = (NameRole.CHARACTER, NameRole.ACTOR, NameRole.DIRECTOR, NameRole.WRITER, NameRole.EPISODE)
_ABOUT = "Pick whom or what it is about from the list, or leave that out."


@dataclass(frozen=True, slots=True)
class Suggested:
    """A suggestion that now waits; `merged` tells that somebody had suggested the same before."""

    proposal: Proposal
    merged: bool
    open_count: int


class Suggestions:
    """Every method raises BadInput for what can't be read or is no longer there; those for moderators NotModerator."""

    def __init__(self, store: Store, finder: Finder, ids: Ids, clock: Callable[[], datetime]) -> None:
        self._store = store
        self._finder = finder
        self._ids = ids
        self._clock = clock

    async def words(self, guild: int, fact: int) -> tuple[Fact, FactWords]:
        """A fact as the form for suggesting a correction shows it: empty where it would give something away."""
        found = await self._store.reading().facts.by_id(guild, (fact,))
        if not found:
            raise BadInput(GONE)
        if found[0].gives_away:
            return found[0], FactWords()
        return found[0], words_of(found[0], await told_apart(self._store.reading(), guild, found[0]))

    async def suggest(
        self,
        member: Caller,
        revision: int,
        words: FactWords,
        source: str,
        published: str = "",
        kind: Kind | None = None,
    ) -> Suggested:
        """Suggest a correction of a fact; what is left empty stays as it is."""
        async with self._suggesting(member) as (gateways, drafting):
            opened = await gateways.revisions.get(member.guild, revision)
            if opened is None or opened.number is None or opened.retired:
                raise BadInput(GONE)
            check_kind(opened.fact, kind)
            current = await gateways.revisions.current(member.guild, opened.fact.id)
            if current is None or current.retired:
                raise BadInput(GONE)
            before = words_of(opened.fact, await told_apart(gateways, member.guild, opened.fact))
            kept = {name: getattr(words, name) or getattr(before, name) for name in _FIELDS}
            names = Picked(opened.fact.people, opened.fact.character)
            wording = drafting.wording(opened.fact)
            fact = await wording.read_fact(replace(before, **kept), opened.fact, names)
            claim = await wording.read_claim(_claim_words(source, published), fact, None)
            # Who said the earlier thing has not said this one.
            vouching = fact.claims if says_the_same(opened.fact, fact) else ()
            check_room(vouching)
            fact = replace(fact, claims=(*vouching, claim))
            return await self._queue(gateways, drafting, member, fact, words.reason, opened.id)

    async def suggest_news(self, member: Caller, text: str, source: str, about: str = "") -> Suggested:
        """Suggest something that is said about the show, or about whom or what was named. Raises NoShow."""
        asked = Query(member.guild, self._clock().date(), about)
        show = await self._finder.show_of(asked)
        async with self._suggesting(member) as (gateways, drafting):
            fact = Fact(self._ids(), 0, Kind.NEWS, show, ())
            people, where, picked_ones = await self._about(gateways, asked)
            wording = drafting.wording(fact)
            words = FactWords(statement=text, people=people, where=where)
            fact = await wording.read_fact(words, fact, picked_ones)
            fact = replace(fact, claims=(await wording.read_claim(_claim_words(source, ""), fact, None),))
            return await self._queue(gateways, drafting, member, fact, "", None)

    async def view(self, guild: int, revision: int) -> SuggestionView:
        """A suggestion as its card shows it."""
        gateways = self._store.reading()
        proposal = await gateways.proposals.get(guild, revision)
        if proposal is None or not proposal.suggested:
            raise BadInput("That suggestion is no longer on record.")
        current = await gateways.revisions.current(guild, proposal.fact.id)
        by = proposal.author
        drafting = Drafts(gateways, self._finder, self._ids, Caller(guild, by), self._clock())
        newcomers = await drafting.newcomers(proposal.fact)
        opened = None
        if proposal.opened_on is not None:
            opened = await gateways.revisions.get(guild, proposal.opened_on)
        before, today = opened or current, self._clock().date()
        became = await gateways.revisions.get(guild, proposal.became) if proposal.became else None
        return SuggestionView(
            proposal=proposal,
            before=before,
            certainty_before=certainty_of(before, today),
            certainty_after=certainty_of(proposal.revision, today),
            newcomers=newcomers,
            blocked=await gateways.proposals.is_blocked(guild, by),
            hiding=tuple(one.fact for one in (current, before, became) if one),
            retired=current is not None and current.retired,
        )

    async def look(self, caller: Caller, revision: int) -> SuggestionView:
        """The same, for a moderator who asks."""
        await require_moderator(self._store.reading(), caller)
        return await self.view(caller.guild, revision)

    async def approve(self, caller: Caller, revision: int, word: str | None = None) -> Saved | Preview:
        """Let a suggestion take effect; or, if its fact has moved on since, make a draft of it that shows both.

        `word`, one of `bot.domain.moderation.WEIGHTS`, says how weighty its sources are; None: as they are. Raises
        AlreadyHandled. Saving the draft carries the suggestion out.
        """
        async with self._moderating(caller) as (gateways, drafting):
            opened = await drafting.open(revision)
            proposal = await self._suggestion(gateways, caller, revision)
            current = await gateways.revisions.current(caller.guild, opened.fact.id)
            made = proposal.revision.made
            before = await drafting.before(proposal)
            fact = opened.fact if word is None else weighed(opened.fact, before.fact if before else None, word)
            draft = await drafting.write(fact, made.change, made.reason, opened)
            if current and current.id != proposal.opened_on:
                return await drafting.preview(draft, current)
            return await drafting.save(draft, current)

    async def reject(self, caller: Caller, revision: int, reason: str) -> Proposal:
        """Take a suggestion out of the queue; its author is told the reason. Raises AlreadyHandled.

        Where it came from feeds nobody is told, and a reason is not needed.
        """
        words = read_reason(reason)
        async with self._moderating(caller) as (gateways, _):
            if words is None and not (await self._suggestion(gateways, caller, revision)).story:
                raise BadInput("Give a reason; whoever suggested it is told.")
            handled = Handled(caller.user, self._clock(), words)
            states = ProposalState.OPEN, ProposalState.REJECTED
            taken = await gateways.proposals.handle(caller.guild, revision, *states, handled)
            proposal = await self._suggestion(gateways, caller, revision)
            if not taken:
                check_open(proposal)
            return proposal

    async def block(self, caller: Caller, revision: int) -> int:
        """Keep the author of a suggestion from suggesting here; their id."""
        async with self._moderating(caller) as (gateways, _):
            proposal = await self._suggestion(gateways, caller, revision)
            user = proposal.author
            if not user:
                raise BadInput("Whoever suggested that had their name removed, so they can't be blocked.")
            await gateways.proposals.block(caller.guild, user, caller.user, self._clock())
            await gateways.log.outdate(caller.guild, revision)
            return user

    async def unblock(self, caller: Caller, user: int, suggestion: int | None = None) -> None:
        """Let a member suggest again. `suggestion` is the one whose card was pressed, if it was one."""
        async with self._moderating(caller) as (gateways, _):
            await gateways.proposals.unblock(caller.guild, user)
            if suggestion is not None:
                await gateways.log.outdate(caller.guild, suggestion)

    async def blocked(self, caller: Caller) -> tuple[int, ...]:
        """Up to 25 members who may not suggest here."""
        gateways = self._store.reading()
        await require_moderator(gateways, caller)
        return await gateways.proposals.blocked(caller.guild, 25)

    async def users_to_tell(self) -> frozenset[int]:
        """Members who have not heard yet what became of a suggestion of theirs."""
        return await self._store.reading().proposals.users_to_notify()

    async def to_notify(self, user: int) -> tuple[tuple[int, Proposal], ...]:
        """What a member has not heard yet: each with its server's id."""
        return await self._store.reading().proposals.to_notify(user, _MOST_TOLD)

    async def told(self, user: int, proposal: Proposal) -> None:
        """The member has heard of it."""
        async with self._store.changing() as gateways:
            await gateways.proposals.set_notified(proposal.id, user, self._clock())

    async def _suggestion(self, gateways: Gateways, caller: Caller, revision: int) -> Proposal:
        proposal = await gateways.proposals.get(caller.guild, revision)
        if proposal is None or not proposal.suggested:
            raise BadInput("That suggestion is no longer on record.")
        return proposal

    async def _queue(
        self,
        gateways: Gateways,
        drafting: Drafts,
        member: Caller,
        fact: Fact,
        reason: str,
        opened_on: int | None,
    ) -> Suggested:
        proposals, guild = gateways.proposals, member.guild
        of_fact = fact.id if opened_on else None
        for one in await proposals.open_like(guild, fact.show.id, fact.kind, of_fact, _MOST_COMPARED):
            if _same_suggestion(one.fact, fact, new=opened_on is None):
                await self._merge(gateways, one, member, fact)
                return Suggested(one, True, await proposals.open_count(guild, member.user))
        if await proposals.open_count(guild, member.user) >= MOST_OPEN:
            raise BadInput(f"{MOST_OPEN} of your suggestions wait already. Suggest more once some are dealt with.")
        if opened_on is None:
            await gateways.revisions.add_fact(fact.id, fact.show.id, guild, f"f-{base36(fact.id)}", fact.kind)
        written = replace(fact, revision_id=self._ids())
        kind = ChangeKind.EDIT if opened_on else ChangeKind.ADD
        made = Made(kind, self._clock(), member.user, read_reason(reason))
        await gateways.revisions.propose(written, guild, made, await drafting.wording(written).scopes(written))
        await proposals.add(written.revision_id, guild, ProposalState.OPEN, suggested=True, opened_on=opened_on)
        await proposals.add_backer(written.revision_id, member.user)
        await gateways.log.add(self._ids(), guild, self._clock(), revision=written.revision_id)
        proposal = await self._suggestion(gateways, member, written.revision_id)
        return Suggested(proposal, False, await proposals.open_count(guild, member.user))

    async def _merge(self, gateways: Gateways, one: Proposal, member: Caller, fact: Fact) -> None:
        """Back a suggestion that waits already, with one's own source beside those that it has."""
        await gateways.proposals.add_backer(one.id, member.user)
        claim = fact.claims[-1]
        sources = {other.source.id for other in one.fact.claims}
        if len(one.fact.claims) < MOST_CLAIMS and claim.source.id not in sources:
            await gateways.revisions.add_claim(one.id, replace(one.fact, claims=(*one.fact.claims, claim)))

    async def _about(self, gateways: Gateways, asked: Query) -> tuple[str, str, Picked]:
        """Whom and where a suggestion is about, as a form would have it, and whom that means."""
        text = asked.text.strip()
        if not text or parse_season(text) is not None or parse_episode(text):
            return "", text, Picked()
        thing = picked(text) or await self._found(asked)
        if thing.what is What.PERSON and (person := await gateways.names.person(asked.guild, thing.id)):
            return person.name, "", Picked((person,))
        if thing.what is What.CHARACTER and (character := await gateways.names.character(asked.guild, thing.id)):
            return character.name, "", Picked(character=character)
        if thing.what is What.EPISODE and (found := await gateways.catalogue.episode_by_id(asked.guild, thing.id)):
            return "", str(found[1].episode.code), Picked()
        raise BadInput(_ABOUT)

    async def _found(self, asked: Query) -> Thing:
        meant = await self._finder.find(asked, None, _ROLES, asked.today)
        if len({match.thing for match in meant.matches}) != 1:
            raise BadInput(_ABOUT)
        return meant.matches[0].thing

    @asynccontextmanager
    async def _suggesting(self, member: Caller) -> AsyncGenerator[tuple[Gateways, Drafts]]:
        async with self._store.changing() as gateways:
            if await gateways.proposals.is_blocked(member.guild, member.user):
                raise BadInput("The moderators of this server take no suggestions from you.")
            yield gateways, Drafts(gateways, self._finder, self._ids, member, self._clock())

    @asynccontextmanager
    async def _moderating(self, caller: Caller) -> AsyncGenerator[tuple[Gateways, Drafts]]:
        async with self._store.changing() as gateways:
            await require_moderator(gateways, caller)
            yield gateways, Drafts(gateways, self._finder, self._ids, caller, self._clock())


_FIELDS = ("people", "statement", "where", "released", "billing", "spoils")


def _claim_words(source: str, published: str) -> ClaimWords:
    """A source as a fan gives it: a link, an outlet's name, or both in any order."""
    link = _URL.search(source)
    outlet = " ".join((source[: link.start()] + source[link.end() :]).split()) if link else source
    weight = Word.REPORTED if link else Word.RUMOURED
    return ClaimWords(outlet.strip(" -–,:;.()[]<>"), link[0] if link else "", "", published, weight)


def _same_suggestion(one: Fact, other: Fact, *, new: bool) -> bool:
    """Whether two say the very same: what is only alike may be its opposite."""
    if not new:
        return not difference(one, other).fields
    same_words = fold(one.statement or "") == fold(other.statement or "")
    return same_words and not difference(replace(one, statement=other.statement), other).fields

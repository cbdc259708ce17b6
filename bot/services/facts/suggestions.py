"""Suggestions: corrections that members suggest, and what moderators decide about all that waits in the queue."""

from dataclasses import replace
from datetime import timedelta

from bot.domain.facts import Fact, Kind
from bot.domain.moderation import FactWords, Preview, Saved, SuggestionView, words_of
from bot.domain.revisions import Handled, Proposal, ProposalState, Revision
from bot.domain.viewers import Viewer
from bot.errors import BadInput
from bot.services.access import Caller
from bot.services.facts.change import GONE, certainty_of, check_open
from bot.services.facts.drafts import DraftService
from bot.services.facts.editing import check_kind
from bot.services.facts.forms.claim import check_room, weighed, words_of_source
from bot.services.facts.forms.faults import read_reason
from bot.services.facts.forms.people import Picked, names_with_keys
from bot.services.facts.queue import Suggested, proposal_in, suggesting
from bot.services.facts.similar import keeps_its_sources, same_as
from bot.services.kit import Kit
from bot.services.names.finder import Finder
from bot.services.spoilers.screening import Screening

_MOST_NOTIFIED = 5
_MOST_BLOCKED = 25
# No try that is under way takes longer, in this process or another.
_NOTICE_WITHIN = timedelta(minutes=2)
_FIELDS = ("people", "statement", "where", "released", "billing", "spoils", "state", "job")


class Suggestions(DraftService):
    """Every method raises BadInput for what can't be read or no longer exists; those for moderators NotModerator."""

    def __init__(self, kit: Kit) -> None:
        super().__init__(kit)
        self._screening = Screening(kit)

    async def words(self, guild: int, fact: int, viewer: Viewer) -> tuple[Fact, FactWords]:
        """Return a fact with the words that the form for a correction shows: none if they would give something away.

        That is so if it is marked as a spoiler, or if the viewer sees only a part of it.
        """
        gateways = self._store.reading()
        current = next(iter(await gateways.facts.by_id(guild, (fact,))), None)
        seen = await self._screening.seen(guild, current, viewer) if current else None
        if current is None or seen is None:
            raise BadInput(GONE)
        if current.gives_away or not _is_whole(seen, current):
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
        async with suggesting(self._store, self._ids, member, self._clock) as queue:
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
            is_news = kind is Kind.NEWS or (opened.fact.is_worded_as_news and not words.state)
            read = form.read_as_news if is_news else form.read_fact
            fact = await read(replace(before, **kept), opened.fact, names)
            claim = await form.read_claim(words_of_source(source, published), fact, None)
            vouching = fact.claims if keeps_its_sources(opened.fact, fact) else ()
            check_room(vouching)
            fact = replace(fact, claims=(*vouching, claim))
            return await queue.add(fact, words.reason, opened.id)

    async def view(self, guild: int, revision: int, viewer: Viewer | None = None) -> SuggestionView:
        """Return a suggestion as its card shows it: to a member who suggested it (`viewer`), or to moderators."""
        gateways = self._store.reading()
        proposal = await proposal_in(gateways, guild, revision)
        became = await gateways.revisions.get(guild, proposal.became) if proposal.became is not None else None
        current = await gateways.revisions.current(guild, became.fact.id if became else proposal.fact.id)
        finder, is_covered = await self._as_seen(guild, proposal, current, viewer) if viewer else (None, False)
        drafts = self._drafts(gateways, Caller(guild, proposal.author), finder)
        before, today = await drafts.before(proposal) or current, self._clock().date()
        return SuggestionView(
            proposal=proposal,
            before=before,
            certainty_before=certainty_of(before, today),
            certainty_after=certainty_of(proposal.revision, today),
            newcomers=await drafts.newcomers(proposal.fact),
            blocked=await gateways.proposals.is_blocked(guild, proposal.author),
            hiding=tuple(hiding.fact for hiding in (current, before, became) if hiding),
            retired=current is not None and current.retired,
            rivals=await drafts.rivals(proposal.fact) if proposal.handled is None else (),
            became=became.fact.id if became else None,
            is_covered=is_covered,
        )

    async def _as_seen(
        self, guild: int, proposal: Proposal, current: Revision | None, viewer: Viewer
    ) -> tuple[Finder, bool]:
        """Return what finds the names that a member sees, and whether the fact that they correct is covered in part."""
        kit, _ = await self._screening.kit_for(guild, proposal.fact.show.id, viewer)
        if proposal.opened_on is None or current is None:
            return kit.finder, False
        seen = await self._screening.seen(guild, current.fact, viewer)
        return kit.finder, seen is None or not _is_whole(seen, current.fact)

    async def look(self, caller: Caller, revision: int) -> SuggestionView:
        """Return a suggestion as its card shows it to a moderator."""
        await self.check(caller)
        return await self.view(caller.guild, revision)

    async def approve(
        self, caller: Caller, revision: int, word: str | None = None, seen: int | None = None
    ) -> Saved | Preview:
        """Let a suggestion take effect; or make a draft of it and return its preview.

        So if its fact has changed since, if somebody recorded the same meanwhile, or if facts contradict it that were
        not shown with it: `seen` is the newest revision of those that were (0: none; None: don't compare).

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
            if current is None:
                changed = await same_as(gateways, caller.guild, proposal.fact) is not None
            else:
                changed = current.id != proposal.opened_on
            if changed or await drafts.are_new(proposal, seen):
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

    async def begin_notice(self, user: int, suggestion: int) -> bool:
        """Take the notice to a member of a decision. Return False if it was sent, or is being sent."""
        now = self._clock()
        async with self._store.changing() as gateways:
            return await gateways.proposals.begin_notice(suggestion, user, now, now - _NOTICE_WITHIN)

    async def give_notice_back(self, user: int, suggestion: int) -> None:
        """Note that a notice could not be sent: it follows the member's next command."""
        async with self._store.changing() as gateways:
            await gateways.proposals.give_notice_back(suggestion, user)

    async def notified(self, user: int, proposal: Proposal) -> None:
        """Note that a member was notified of a decision."""
        async with self._store.changing() as gateways:
            await gateways.proposals.set_notified(proposal.id, user, self._clock())


def _is_whole(seen: Fact, fact: Fact) -> bool:
    """Return whether what somebody sees of a fact is all of it."""
    return words_of(seen) == words_of(fact)

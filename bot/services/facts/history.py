"""A fact's history: showing it, undoing changes, going back, and taking facts out of the answers."""

from collections.abc import AsyncGenerator, Sequence
from contextlib import asynccontextmanager
from typing import LiteralString

from bot.domain.moderation import FactView, HistoryPage, Saved, Step
from bot.domain.revisions import ChangeKind, Revision
from bot.errors import BadInput, UserError
from bot.services.access import Caller
from bot.services.facts.change import GONE, Change, Outcome, already, certainty_of, over_for
from bot.services.facts.forms.faults import read_reason
from bot.services.kit import Kit, Service
from bot.services.spoilers.covering import boundaries_over
from bot.store.gateways.revisions import BASE
from bot.store.store import Gateways

STEPS_A_PAGE = 4
MOST_PAGES = 1_000_000


class History(Service):
    """Every method raises NotModerator, and BadInput for what does not exist or can't be done."""

    async def show(self, caller: Caller, fact: int) -> FactView:
        """Return the fact as it is now."""
        gateways = await self._read_for(caller)
        current = await gateways.revisions.current(caller.guild, fact)
        if current is None:
            raise BadInput(GONE)
        return await fact_view(self._kit, gateways, caller.guild, current)

    async def page(self, caller: Caller, fact: int, page: int) -> HistoryPage:
        """Return a page of the fact's revisions, the newest first. Page 0 is the first."""
        gateways = await self._read_for(caller)
        if page > MOST_PAGES:
            raise BadInput("No history is that long. Open it again with /fact history.")
        current = await gateways.revisions.current(caller.guild, fact)
        found = await gateways.revisions.history(caller.guild, fact, most=STEPS_A_PAGE + 1, skip=page * STEPS_A_PAGE)
        if current is None or not found:
            raise BadInput(GONE)
        steps = [
            Step(revision, await self._before(gateways, caller.guild, revision), is_current=revision.id == current.id)
            for revision in found[:STEPS_A_PAGE]
        ]
        return HistoryPage(current.fact, tuple(steps), page, len(found) > STEPS_A_PAGE, current.id)

    async def _before(self, gateways: Gateways, guild: int, revision: Revision) -> Revision | None:
        """Return the revision that this one replaced."""
        earlier = None
        if revision.number is not None:
            layer = guild if revision.own else BASE
            earlier = await gateways.revisions.numbered(layer, revision.fact.id, revision.number - 1)
        if (earlier is None or earlier.follows) and revision.over is not None:
            return await gateways.revisions.get(guild, revision.over)
        return earlier

    async def undo(self, caller: Caller, fact: int, newest: int | None = None) -> Saved:
        """Undo the last change that this server made to a fact. An undo can be undone too.

        `newest` is the revision that the moderator saw as the last. If it no longer is, nothing is changed.
        """
        async with self._changing(caller) as change:
            before = await change.current(fact)
            own = await change.gateways.revisions.own(caller.guild, fact, most=2)
            if not own:
                raise BadInput("This server has changed nothing about that fact, so there is nothing to undo.")
            if newest is not None and own[0].id != newest:
                raise _moved_on(own, newest, ChangeKind.UNDO, "undone")
            outcome = await self._before_last(change.gateways, own)
            return await change.take_effect(outcome, change.made(ChangeKind.UNDO), before)

    async def _before_last(self, gateways: Gateways, own: tuple[Revision, ...]) -> Outcome:
        newest, *earlier = own
        base = await gateways.revisions.base(newest.fact.id)
        if earlier and not earlier[0].follows:
            return Outcome(earlier[0], retired=earlier[0].retired, over=earlier[0].over)
        if base is not None:
            return Outcome(base, retired=base.retired, follows=True, over=base.id)
        return Outcome(newest, retired=True)

    async def go_back(self, caller: Caller, revision: int, current: int) -> Saved:
        """Let a fact say again what it said in an earlier revision. `current` is the one that the moderator saw."""
        async with self._changing(caller) as change:
            target = await change.gateways.revisions.get(caller.guild, revision)
            if target is None or target.number is None:
                raise BadInput(GONE)
            before = await self._unmoved(change, target, current)
            if target.id == before.id:
                raise BadInput("That is what the fact says already, so nothing was changed.")
            made = change.made(ChangeKind.RESTORE, f"Back to how it was on {target.made.at:%Y-%m-%d %H:%M} UTC.")
            outcome = await self._back_to(change.gateways, target, before)
            if outcome.follows and not before.own:
                raise BadInput("That is what the fact says already, so nothing was changed.")
            return await change.take_effect(outcome, made, before)

    async def _back_to(self, gateways: Gateways, target: Revision, before: Revision) -> Outcome:
        base = await gateways.revisions.base(target.fact.id)
        if base is not None and (target.id == base.id or (target.follows and target.over == base.id)):
            return Outcome(base, retired=base.retired, follows=True, over=base.id)
        return Outcome(target, retired=target.retired, over=over_for(before))

    async def retire(self, caller: Caller, fact: int, reason: str) -> Saved:
        """Take a fact out of this server's answers."""
        words = read_reason(reason)
        if words is None:
            raise BadInput("Give a reason; the history shows it.")
        async with self._changing(caller) as change:
            before = await change.current(fact)
            if before.retired:
                raise already(before, "it is out of the answers")
            outcome = Outcome(before, retired=True, over=over_for(before))
            return await change.take_effect(outcome, change.made(ChangeKind.RETIRE, words), before)

    async def restore(self, caller: Caller, fact: int) -> Saved:
        """Put a retired fact back into the answers."""
        async with self._changing(caller) as change:
            before = await change.current(fact)
            if not before.retired and before.own:
                raise already(before, "it is in the answers")
            if not before.retired:
                raise BadInput("That fact is in the answers already.")
            outcome = Outcome(before, over=over_for(before))
            return await change.take_effect(outcome, change.made(ChangeKind.RESTORE), before)

    async def keep_own(self, caller: Caller, fact: int, base: int) -> Saved:
        """Keep the server's own words over the base's newer ones, which the moderator saw in revision `base`."""
        async with self._changing(caller) as change:
            before = await change.current(fact)
            await self._check_base(change, before, base)
            made = change.made(ChangeKind.EDIT, "Kept over newer shared words.")
            return await change.take_effect(Outcome(before, retired=before.retired, over=base), made, before)

    async def take_base(self, caller: Caller, fact: int, base: int) -> Saved:
        """Follow the base's newer words, which the moderator saw in revision `base`."""
        async with self._changing(caller) as change:
            before = await change.current(fact)
            newer = await self._check_base(change, before, base)
            made = change.made(ChangeKind.RESTORE, "Took the newer shared words.")
            outcome = Outcome(newer, retired=newer.retired, follows=True, over=newer.id)
            return await change.take_effect(outcome, made, before)

    async def _check_base(self, change: Change, before: Revision, base: int) -> Revision:
        revisions = change.gateways.revisions
        newer = await revisions.base(before.fact.id)
        if newer is not None and newer.id == base:
            if before.own and before.over != base:
                return newer
            if own := await revisions.own(change.caller.guild, before.fact.id, most=1):
                raise already(own[0], "decided")
        raise BadInput("That was decided already, or the shared facts have changed again. Open /fact review again.")

    async def _unmoved(self, change: Change, target: Revision, current: int) -> Revision:
        before = await change.current(target.fact.id)
        if before.id != current:
            own = await change.gateways.revisions.own(change.caller.guild, target.fact.id, most=2)
            raise _moved_on(own, current, ChangeKind.RESTORE, "brought back")
        return before

    @asynccontextmanager
    async def _changing(self, caller: Caller) -> AsyncGenerator[Change]:
        async with self._change_for(caller) as gateways:
            yield Change(gateways, self._ids, caller, self._clock())


def _moved_on(own: Sequence[Revision], seen: int, change: ChangeKind, outcome: LiteralString) -> UserError:
    """Return why a change of the revision that a card shows is refused: it was made before, or another one was."""
    if own and own[0].made.change is change and seen in (own[0].over, *(revision.id for revision in own[1:2])):
        return already(own[0], outcome)
    return BadInput("Something has changed since that card was made. Look at /fact history first.")


async def fact_view(kit: Kit, gateways: Gateways, guild: int, current: Revision) -> FactView:
    """Return a fact as a moderator sees it, by its current revision."""
    fact = current.fact
    base = await gateways.revisions.base(fact.id)
    waiting = await gateways.proposals.open_like(guild, fact.show.id, fact.kind, fact.id, most=10)
    covering = await boundaries_over(kit, guild, fact)
    return FactView(current, certainty_of(current, kit.clock().date()), base, len(waiting), covering)

"""What waits for moderators, in one list."""

from datetime import datetime, timedelta

from bot.domain.certainty import certainty_on
from bot.domain.facts import Fact, Status
from bot.domain.moderation import ReviewPage
from bot.errors import BadInput, NoShow
from bot.services.access import Caller
from bot.services.facts.change import GONE
from bot.services.kit import Kit, Service
from bot.services.names.finder import Query
from bot.store.store import Gateways

ITEMS_A_PAGE = 5
_MOST = 200
_MOST_PAGES = 1_000_000
# Among them are facts that two reports confirm, which only weighing their claims shows.
_MOST_LOOKED_AT = 2000


class Review(Service):
    """Every method raises NotModerator."""

    def __init__(self, kit: Kit, stale_days: int) -> None:
        super().__init__(kit)
        self._stale_days = stale_days

    async def page(self, caller: Caller, page: int) -> ReviewPage:
        """Return a page of what waits, five of each sort. No sort is counted past 200."""
        gateways = await self._read_for(caller)
        if page > _MOST_PAGES:
            raise BadInput("There is no such page. Open it again with /fact review.")
        stale = await self._stale(gateways, caller)
        moved = await gateways.facts.behind_base(caller.guild, _MOST)
        waiting = await gateways.proposals.queue_length(caller.guild)
        skip = page * ITEMS_A_PAGE
        newer = await gateways.revisions.current_of(caller.guild, moved[skip : skip + ITEMS_A_PAGE])
        return ReviewPage(
            stale=stale[skip : skip + ITEMS_A_PAGE],
            moved_on=tuple(revision.fact for revision in newer),
            suggestions=await gateways.proposals.queue(caller.guild, most=ITEMS_A_PAGE, skip=skip),
            counts=(len(stale), len(moved), waiting),
            page=page,
            more=max(len(stale), len(moved), waiting) > skip + ITEMS_A_PAGE,
            blocked=len(await gateways.proposals.blocked(caller.guild, _MOST)),
            stale_days=self._stale_days,
        )

    async def look(self, caller: Caller, fact: int) -> None:
        """Note that a moderator looked at a fact again and left it as it is. Raises BadInput."""
        async with self._change_for(caller) as gateways:
            if await gateways.revisions.current(caller.guild, fact) is None:
                raise BadInput(GONE)
            await gateways.revisions.mark_reviewed(caller.guild, fact, caller.user, self._clock())

    async def _stale(self, gateways: Gateways, caller: Caller) -> tuple[Fact, ...]:
        now = self._clock()
        try:
            show = await self._finder.show_of(Query(caller.guild, now.date()))
        except NoShow:
            return ()
        before = now - timedelta(days=self._stale_days)
        found: list[Fact] = []
        for skip in range(0, _MOST_LOOKED_AT, _MOST):
            ids = await gateways.facts.stale(caller.guild, show.id, before, most=_MOST, skip=skip)
            found += [fact for fact in await gateways.facts.by_id(caller.guild, ids) if _is_open(fact, now)]
            if len(ids) < _MOST or len(found) >= _MOST:
                break
        return tuple(found[:_MOST])


def _is_open(fact: Fact, now: datetime) -> bool:
    current = certainty_on(fact.claims, now.date())
    return current is not None and current.status in (Status.RUMOURED, Status.REPORTED)

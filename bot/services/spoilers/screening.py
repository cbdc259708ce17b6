"""What somebody's answers are read from: the store, or a copy without what lies beyond a boundary."""

from bot.domain.facts import Fact
from bot.domain.shield import Shield, Sight
from bot.domain.viewers import Viewer
from bot.domain.views import OPEN, Bounds, Veil
from bot.services.kit import Kit, ReadingKit
from bot.services.spoilers.holding import boundaries_for


class Screening:
    """Looks up how far an answer about a show goes."""

    def __init__(self, kit: Kit) -> None:
        self._kit = kit

    async def bounds(self, guild: int, show: int, viewer: Viewer) -> Bounds:
        """Return how far answers go where the viewer asks, and how far they have watched."""
        return await boundaries_for(self._kit, guild, show, viewer)

    async def kit_for(self, guild: int, show: int, viewer: Viewer) -> tuple[ReadingKit, Veil]:
        """Return what an answer is read from, and how far it goes. Without any boundary it is the store's own kit."""
        bounds = await self.bounds(guild, show, viewer)
        shield = bounds.shield(is_alone=viewer.is_alone)
        if shield is None:
            return self._kit, OPEN
        calendar, sizes = await self._kit.store.calendar(guild, show)
        today = await self._kit.episodes.today(guild)
        has_more = Sight(shield.upto, calendar, sizes).has_more(today)
        veil = Veil(shield, has_more, bounds.own if viewer.is_alone else None)
        return await self._screened(guild, show, shield), veil

    async def seen(self, guild: int, fact: Fact, viewer: Viewer) -> Fact | None:
        """Return what a viewer sees of a current fact; None if all of it is covered."""
        kit, _ = await self.kit_for(guild, fact.show.id, viewer)
        if kit is self._kit:
            return fact
        return next(iter(await kit.readable.reading().facts.by_id(guild, (fact.id,))), None)

    async def _screened(self, guild: int, show: int, shield: Shield) -> ReadingKit:
        return ReadingKit(await self._kit.store.screened(guild, show, shield), self._kit.clock)

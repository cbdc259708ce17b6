"""What somebody's answers are read from: the store, or a copy without what lies beyond a boundary."""

from bot.domain.facts import Fact
from bot.domain.viewers import Viewer
from bot.domain.views import OPEN, Bounds, Veil
from bot.services.kit import Kit, ReadingKit
from bot.services.spoilers.holding import boundaries_for, bounds_of, reach_for, today_in


class Screening:
    """Looks up how far an answer about a show goes."""

    def __init__(self, kit: Kit) -> None:
        self._kit = kit

    async def bounds(self, guild: int, show: int, viewer: Viewer) -> Bounds:
        """Return how far answers go where the viewer asks, and how far they have watched."""
        return await boundaries_for(self._kit, guild, show, viewer)

    async def kit_for(self, guild: int, show: int, viewer: Viewer) -> tuple[ReadingKit, Veil]:
        """Return what an answer is read from, and how far it goes. Without any boundary it is the store's own kit."""
        reach = await reach_for(self._kit, guild, show, viewer)
        bounds = await bounds_of(reach, self._kit, guild, show, viewer)
        shield = bounds.shield(is_alone=viewer.is_alone)
        if shield is None:
            return self._kit, OPEN
        sight = await self._kit.store.sight(guild, show, shield.upto)
        veil = Veil(shield, sight.has_more(today_in(reach, self._kit)), bounds.own if viewer.is_alone else None)
        return ReadingKit(await self._kit.store.screened(guild, show, shield), self._kit.clock), veil

    async def seen(self, guild: int, fact: Fact, viewer: Viewer) -> Fact | None:
        """Return what a viewer sees of a current fact; None if all of it is covered."""
        kit, _ = await self.kit_for(guild, fact.show.id, viewer)
        if kit is self._kit:
            return fact
        return next(iter(await kit.readable.reading().facts.by_id(guild, (fact.id,))), None)

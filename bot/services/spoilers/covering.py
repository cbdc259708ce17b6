"""Where a server's boundaries hide a fact: moderators always see it whole."""

from bot.domain.facts import Fact
from bot.domain.shield import outline_of
from bot.domain.spoilers import WHOLE_SERVER, PlaceBoundary
from bot.services.kit import Kit
from bot.services.spoilers.holding import shield_of_channel


async def boundaries_over(kit: Kit, guild: int, fact: Fact) -> tuple[PlaceBoundary, ...]:
    """Return the boundaries that cover a fact or a part of it, that of the whole server first."""
    show, outline = fact.show, outline_of(fact)
    covering: list[PlaceBoundary] = []
    for place in sorted({WHOLE_SERVER, *await kit.store.reading().boundaries.places(guild, show.id)}):
        shield = await shield_of_channel(kit, guild, show.id, (place,))
        if shield is None:
            continue
        sight = await kit.store.sight(guild, show.id, shield.upto)
        if sight.kept(outline) != outline.scopes:
            covering.append(PlaceBoundary(place, show, shield.upto))
    return tuple(covering)

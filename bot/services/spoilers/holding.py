"""Which boundary holds in a channel."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from bot.domain.boundaries import EVERYTHING, NOTHING, Boundary
from bot.domain.codes import EpisodeCode
from bot.domain.spoilers import WHOLE_SERVER
from bot.services.kit import Kit


async def boundary_of_channel(kit: Kit, guild: int, show: int, places: Sequence[int]) -> Boundary | None:
    """Return how far a channel may be told of a show; None if nobody has set that.

    `places` are the channel and its category. The nearest with a boundary counts. Where the server waits some days
    after an episode, the boundary is no further than the last that aired so long ago.
    """
    boundaries = kit.store.reading().boundaries
    found, days = await boundaries.places(guild, show), await boundaries.days(guild)
    boundary = next((found[place] for place in (*places, WHOLE_SERVER) if place in found), None)
    if days is None:
        return boundary
    calendar, _ = await kit.store.calendar(guild, show)
    today = await kit.episodes.today(guild)
    return min(boundary or EVERYTHING, aired_by(calendar, today - timedelta(days=days)))


def aired_by(calendar: Mapping[EpisodeCode, date | None], day: date) -> Boundary:
    """Return the last episode before the first that had not aired by a day; EVERYTHING if all on record had."""
    last = NOTHING
    for code in sorted(code for code in calendar if code.season):
        aired = calendar[code]
        if aired is None or aired > day:
            return last
        last = Boundary.at(code)
    return EVERYTHING

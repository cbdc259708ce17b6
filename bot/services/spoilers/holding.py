"""Which boundary holds in a channel."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from zoneinfo import ZoneInfo

from bot.domain.boundaries import EVERYTHING, NOTHING, Boundary
from bot.domain.codes import EpisodeCode
from bot.domain.shield import Shield, still_on_record
from bot.domain.spoilers import WHOLE_SERVER, Reach
from bot.domain.viewers import Viewer
from bot.domain.views import Bounds
from bot.services.kit import Kit

_NOBODY = 0


async def shield_of_channel(kit: Kit, guild: int, show: int, places: Sequence[int]) -> Shield | None:
    """Return what covers posts about a show in a channel, as `boundaries_for` does; None if nobody has set that."""
    bounds = await boundaries_for(kit, guild, show, Viewer(_NOBODY, tuple(places), is_alone=False))
    return bounds.shield(is_alone=False)


async def boundaries_for(kit: Kit, guild: int, show: int, viewer: Viewer) -> Bounds:
    """Return how far answers about a show go in a channel, and how far a member has watched it.

    Of the channel and its category the nearest with a boundary counts. Where the server waits some days after an
    episode, the boundary is no further than the last that aired so long ago.
    """
    return await bounds_of(await reach_for(kit, guild, show, viewer), kit, guild, show, viewer)


async def reach_for(kit: Kit, guild: int, show: int, viewer: Viewer) -> Reach:
    """Return all that decides how far an answer to a viewer goes."""
    return await kit.store.reading().boundaries.reach(guild, show, viewer.user)


async def bounds_of(reach: Reach, kit: Kit, guild: int, show: int, viewer: Viewer) -> Bounds:
    """Return what `boundaries_for` does, for a `reach` that is already read."""
    order = (*viewer.places, WHOLE_SERVER)
    channel = next((reach.places[place] for place in order if place in reach.places), None)
    if channel is None and reach.own is None and reach.days is None:
        return Bounds(None, None)
    calendar, sizes = await kit.store.calendar(guild, show)
    # Neither must open what the other covers once its episode is no longer on record.
    channel, own = (each and still_on_record(each, calendar, sizes) for each in (channel, reach.own))
    if reach.days is None:
        return Bounds(channel, own)
    aired = aired_by(calendar, today_in(reach, kit) - timedelta(days=reach.days))
    if channel is None:
        return Bounds(None if aired == EVERYTHING else aired, own, is_chosen=False)
    return Bounds(min(channel, aired), own)


def today_in(reach: Reach, kit: Kit) -> date:
    """Return which day it is in the server's time zone."""
    return kit.clock().astimezone(ZoneInfo(reach.timezone)).date()


def aired_by(calendar: Mapping[EpisodeCode, date | None], day: date) -> Boundary:
    """Return the last episode before the first that had not aired by a day; EVERYTHING if all on record had."""
    last = NOTHING
    for code in sorted(code for code in calendar if code.season):
        aired = calendar[code]
        if aired is None or aired > day:
            return last
        last = Boundary.at(code)
    return EVERYTHING

"""Whose spoiler boundaries there are: members', and those of a server's channels."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from bot.domain.boundaries import Boundary
from bot.domain.facts import Show

MOST_OF_MEMBER = 200
"""For so many shows a member can say how far they have watched."""
MOST_OF_SERVER = 100
"""So many boundaries a server can have, over all its channels and shows."""
MOST_DAYS = 365
"""For so many days after it aired a server can keep an episode covered."""
WHOLE_SERVER = 0
"""In place of a channel or a category: all channels that have no boundary of their own."""


@dataclass(frozen=True, slots=True)
class Watched:
    """How far a member has watched a show."""

    show: Show
    upto: Boundary


@dataclass(frozen=True, slots=True)
class PlaceBoundary:
    """How far answers about a show go in a channel, in the channels of a category or (WHOLE_SERVER) in a server."""

    place: int
    show: Show
    upto: Boundary


@dataclass(frozen=True, slots=True)
class ServerBoundaries:
    """The boundaries of a server, and for how many days after it aired an episode lies beyond all of them."""

    places: tuple[PlaceBoundary, ...] = ()
    days: int | None = None


@dataclass(frozen=True, slots=True)
class SpoilerStatus:
    """A member's own boundaries, and what holds in the channel where they ask."""

    own: tuple[Watched, ...]
    here: ServerBoundaries


@dataclass(frozen=True, slots=True)
class BoundaryChange:
    """What a server changed: a place's boundary for a show (None: it has none now), its days (0: none now), or both.

    `show` is None where only the days were changed, `days` is None where only the boundary was. `was_there`: the place
    had a boundary before.
    """

    place: int = WHOLE_SERVER
    show: Show | None = None
    upto: Boundary | None = None
    was_there: bool = False
    days: int | None = None


@dataclass(frozen=True, slots=True)
class Reach:
    """What decides how far an answer goes: a member's own boundary, and those of a server by channel or category.

    For so many `days` after it aired, an episode lies beyond each of the latter. Days begin in the server's time zone.
    """

    own: Boundary | None
    places: Mapping[int, Boundary]
    days: int | None
    timezone: str


def holding(boundaries: Iterable[PlaceBoundary], places: Sequence[int]) -> tuple[PlaceBoundary, ...]:
    """Return the boundary of each show that holds in a channel: its own, else its category's, else the server's.

    `places` are the ids of the channel and of its category.
    """
    order = (*places, WHOLE_SERVER)
    held: dict[int, PlaceBoundary] = {}
    for boundary in boundaries:
        if boundary.place not in order:
            continue
        known = held.get(boundary.show.id)
        if known is None or order.index(boundary.place) < order.index(known.place):
            held[boundary.show.id] = boundary
    return tuple(held.values())

"""What can be read off the store at a moment."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Due:
    """How many posts are due and neither posted nor given up, and since when the first of them is; None if none is."""

    posts: int
    since: datetime | None


@dataclass(frozen=True, slots=True)
class FollowedFeeds:
    """How many feeds are followed, and how many of them could not be read when they last were."""

    all: int
    failing: int


@dataclass(frozen=True, slots=True)
class Lookups:
    """How often something was looked for in the store's memory since the start, and how often it was there."""

    hits: int
    misses: int


@dataclass(frozen=True, slots=True)
class Readings:
    """`size` is in bytes, with what is in the database's log. `due_for` are the seconds since the first post was due.

    `memory` has what the store keeps in memory, by name.
    """

    due: Due
    due_for: float
    feeds: FollowedFeeds
    size: int
    memory: Mapping[str, Lookups]

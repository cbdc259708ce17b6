"""Times in which nothing could be saved."""

from dataclasses import dataclass
from datetime import datetime

from bot.errors import Unwritable


@dataclass(frozen=True, slots=True)
class Outage:
    """Nothing can be saved since then, and why. `until` is None while it lasts."""

    since: datetime
    why: Unwritable
    until: datetime | None = None


@dataclass(frozen=True, slots=True)
class Overdue:
    """How many of a server's posts should have been posted minutes ago, and when the first of them was due."""

    count: int
    since: datetime

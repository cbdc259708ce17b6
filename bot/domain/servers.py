"""A server's settings, and what Discord says about them."""

from dataclasses import dataclass
from datetime import datetime

from bot.domain.facts import Show
from bot.domain.outages import Outage, Overdue


@dataclass(frozen=True, slots=True)
class Setup:
    """A server's choices and what waits there.

    `only_show` is the one show on record, which questions are about where none is chosen. The role and the channel are
    Discord's ids. `blocked` counts members who may not suggest, `undelivered` the log's lines that are not posted.
    """

    show: Show | None
    only_show: Show | None
    timezone: str
    moderator_role: int | None
    log_channel: int | None
    suggestions: int
    blocked: int
    undelivered: int


@dataclass(frozen=True, slots=True)
class Trouble:
    """What keeps a server's bot from its work, apart from choices; None where there is nothing.

    `damaged_since` is when the database was first found damaged.
    """

    outage: Outage | None = None
    damaged_since: datetime | None = None
    overdue: Overdue | None = None


@dataclass(frozen=True, slots=True)
class Found:
    """The names of the chosen role and channel (None: gone), and which permissions the bot lacks in the channel.

    `unknown`: Discord could not be asked about the channel.
    """

    role: str | None = None
    channel: str | None = None
    missing: tuple[str, ...] = ()
    unknown: bool = False

"""A server's settings, and what Discord says about them."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.domain.facts import Show
from bot.domain.outages import Outage, Overdue

DEFAULT_TIMEZONE = "UTC"


class Step(StrEnum):
    """One of the four choices with which a server is set up."""

    SHOW = "show"
    TIMEZONE = "timezone"
    MODERATORS = "moderators"
    LOG = "log"


@dataclass(frozen=True, slots=True)
class Setup:
    """A server's choices and what waits there.

    `only_show` is the one show on record, which questions are about where none is chosen. `timezone` is UTC unless
    `timezone_chosen`. The role and the channel are Discord's ids. `blocked` counts members who may not suggest,
    `undelivered` the log's lines that are not posted.
    """

    show: Show | None
    only_show: Show | None
    timezone: str
    moderator_role: int | None
    log_channel: int | None
    suggestions: int
    blocked: int
    undelivered: int
    timezone_chosen: bool = False

    @property
    def open_steps(self) -> tuple[Step, ...]:
        """The steps that nobody has taken yet."""
        is_done = {
            Step.SHOW: self.show is not None,
            Step.TIMEZONE: self.timezone_chosen,
            Step.MODERATORS: self.moderator_role is not None,
            Step.LOG: self.log_channel is not None,
        }
        return tuple(step for step in Step if not is_done[step])


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


@dataclass(frozen=True, slots=True)
class Greeting:
    """A message with which the bot greets a server that it joined; `since` is when it noticed.

    An earlier try, if there was one, was interrupted and may have sent it.
    """

    guild: int
    since: datetime
    is_first_try: bool

"""A server's settings, and what Discord says about them."""

from dataclasses import dataclass

from bot.domain.facts import Show


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
class Found:
    """The names of the chosen role and channel (None: gone), and which permissions the bot lacks in the channel.

    `unknown`: Discord could not be asked about the channel.
    """

    role: str | None = None
    channel: str | None = None
    missing: tuple[str, ...] = ()
    unknown: bool = False

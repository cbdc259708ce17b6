"""Times in which nothing could be saved."""

import errno
from dataclasses import dataclass
from datetime import datetime
from enum import Enum


class Unwritable(Enum):
    """Why nothing can be saved: in words for now, in words for later, and what to do about it."""

    FULL = "the disk is full", "the disk was full", "It works again once the person who runs this bot has made room."
    READ_ONLY = "the disk is read-only", "the disk was read-only", "The person who runs this bot must look at it."
    FAILING = (
        "the disk reports errors",
        "the disk reported errors",
        "The person who runs this bot must look at it.",
    )
    REPLACED = (
        "the database file was removed or replaced while I run",
        "the database file was missing or another one",
        "The person who runs this bot must stop me, put the right file in its place, delete the files ending in -wal "
        "and -shm beside it, and start me again.",
    )
    UNREACHABLE = (
        "the database can't be reached",
        "the database could not be reached",
        "It works again once its server answers. Try again in a moment.",
    )

    def __init__(self, now: str, then: str, advice: str) -> None:
        self.now, self.then, self.advice = now, then, advice

    @classmethod
    def of(cls, error: OSError) -> "Unwritable | None":
        """The reason behind an error of the operating system; None if it has nothing to do with the disk."""
        return _BY_NUMBER.get(error.errno or 0)


_BY_NUMBER = {
    errno.ENOSPC: Unwritable.FULL,
    errno.EDQUOT: Unwritable.FULL,
    errno.EROFS: Unwritable.READ_ONLY,
    errno.EIO: Unwritable.FAILING,
}


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

"""A server's log: each line is about one change, is stored together with it and posted afterwards."""

from dataclasses import dataclass
from datetime import datetime

from bot.domain.revisions import Revision


@dataclass(frozen=True, slots=True)
class ImportNote:
    """A file of facts that was imported, or an import that was undone: who did it (0: a former member) and when."""

    filename: str
    facts: int
    at: datetime
    by: int | None = None
    undoes: bool = False


@dataclass(frozen=True, slots=True)
class LogEntry:
    """A line that waits to be posted in a channel of a server, and how often that was tried.

    `about` is the change, or plain words; None if it was deleted. `suggested`: it is about a member's suggestion.
    """

    id: int
    guild: int
    channel: int
    attempts: int
    about: Revision | ImportNote | str | None
    suggested: bool = False


@dataclass(frozen=True, slots=True)
class OutdatedCard:
    """A suggestion's card in a log, as a message there, that must be drawn again.

    `changes` counts what happened since it was drawn.
    """

    line: int
    guild: int
    channel: int
    message: int
    suggestion: int
    changes: int

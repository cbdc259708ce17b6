"""Revisions of facts, which are only ever added, and proposals that may become one."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.domain.facts import Fact

FORMER_MEMBER = 0
"""In place of the id of a member who had their data removed."""


class ChangeKind(StrEnum):
    """Why a revision was made."""

    PACK = "pack"
    ADD = "add"
    EDIT = "edit"
    CLAIM = "claim"
    RETIRE = "retire"
    RESTORE = "restore"
    UNDO = "undo"
    IMPORT = "import"


@dataclass(frozen=True, slots=True)
class Made:
    """Who made a revision (None: Casefile itself), when, and why."""

    change: ChangeKind
    at: datetime
    by: int | None = None
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class Revision:
    """What a fact said from one moment on.

    `number` counts a fact's revisions within the base and within each server; None: it is only proposed. `own`: it is
    the server's and not the base's. `over` is the base's revision that a server's own replaces. `follows`: with it the
    server gave up its own version and sees the base's again. `batch` is the import that it belongs to, `suggested_by`
    the member whose suggestion it took up.
    """

    fact: Fact
    own: bool
    number: int | None
    made: Made
    over: int | None = None
    retired: bool = False
    follows: bool = False
    batch: int | None = None
    suggested_by: int | None = None

    @property
    def id(self) -> int:
        return self.fact.revision_id


class ProposalState(StrEnum):
    """The state of a proposal. A draft is a moderator's own and not saved yet; open ones wait in the queue."""

    DRAFT = "draft"
    OPEN = "open"
    ACCEPTED = "accepted"
    REJECTED = "rejected"
    DROPPED = "dropped"


@dataclass(frozen=True, slots=True)
class Handled:
    """Who accepted, rejected or dropped a proposal, when, and the answer to its author."""

    by: int
    at: datetime
    answer: str | None = None


@dataclass(frozen=True, slots=True)
class Proposal:
    """A change that somebody proposed. It has no effect until it is accepted.

    `opened_on` is the revision that its author saw (None: it is a new fact), `carries_out` the suggestion that a
    moderator's draft takes up, `became` the revision that it turned into, `backers` the members who suggested it.
    `story`: it came from feeds, and no member suggested it.
    """

    revision: Revision
    state: ProposalState
    suggested: bool = False
    opened_on: int | None = None
    carries_out: int | None = None
    became: int | None = None
    handled: Handled | None = None
    backers: tuple[int, ...] = ()
    story: bool = False

    @property
    def id(self) -> int:
        return self.revision.id

    @property
    def fact(self) -> Fact:
        return self.revision.fact

    @property
    def author(self) -> int:
        """Who made it, or another backer if they had their name removed; 0 if there is none."""
        return self.revision.made.by or next(iter(self.backers), FORMER_MEMBER)

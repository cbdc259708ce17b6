"""How facts come to say what they say: revisions that are only ever added, and what is proposed to become one."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.domain.facts import Fact

FORMER_MEMBER = 0
"""Stands for a member who had what was stored about them removed."""


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
    """By whom (None: by Casefile itself), when and why a revision was made."""

    change: ChangeKind
    at: datetime
    by: int | None = None
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class Revision:
    """What a fact said from one moment on.

    `number` counts a fact's revisions within the base and within each server; None: it was proposed and stands nowhere.
    `own` tells a server's revision from one of the base. `over` is the base's revision that a server's own was made
    over. `follows`: here the server's own words ended, and it sees the base's again. `batch` is the import that it
    belongs to, and `suggested_by` the member whose suggestion it took up.
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
    """Where a proposal stands. A draft is a moderator's own and not saved yet; open ones wait in the queue."""

    DRAFT = "draft"
    OPEN = "open"
    ACCEPTED = "accepted"
    REJECTED = "rejected"
    DROPPED = "dropped"


@dataclass(frozen=True, slots=True)
class Handled:
    """By whom and when a proposal was accepted, rejected or dropped, and what the one who made it is told."""

    by: int
    at: datetime
    answer: str | None = None


@dataclass(frozen=True, slots=True)
class Proposal:
    """A change that somebody wrote down and that has not taken effect, or did so since.

    `opened_on` is the revision that its author saw (None: it is a new fact), `carries_out` the suggestion that a
    moderator's draft takes up, `became` the revision that it turned into, `backers` those who suggested it. `story`: it
    came from feeds, and nobody suggested it.
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
        """Who made it, or if they had their name removed whoever else backs it; 0 if nobody does."""
        return self.revision.made.by or next(iter(self.backers), FORMER_MEMBER)

"""What an import would change, what it changed, and what undoing it brought back."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.domain.facts import Fact, Show

EXAMPLES = 5
"""How many facts of each sort are listed."""


class Format(StrEnum):
    """The file formats of exports and imports."""

    TOML = "toml"
    CSV = "csv"
    JSON = "json"


@dataclass(frozen=True, slots=True)
class Batch:
    """An import (or with `undoes` the undoing of one) by a server's moderator; it took effect at `taken_at`."""

    id: int
    show: Show
    filename: str
    made_at: datetime
    made_by: int | None
    taken_at: datetime | None = None
    undoes: int | None = None


@dataclass(frozen=True, slots=True)
class Sort:
    """How many facts an import adds, changes or contradicts, and the first of them."""

    count: int = 0
    examples: tuple[Fact, ...] = ()


@dataclass(frozen=True, slots=True)
class Preview:
    """What an import that is prepared and not confirmed would do.

    `batch` is None if it would change nothing. `same` facts are as the file has them already; `newer` ones were changed
    here since the file was exported and not in the file, so they stay. `conflicts` were changed in both. `chosen` is
    the server's show where the file is about another. `moved` facts changed since the import was prepared. `filled`
    things on record get details that they lacked: how many episodes a season has, an episode's title or air date, that
    a character's name spoils. `unmarked` characters of the pack are marked as spoiling in the file only, and stay as
    they are.
    """

    batch: int | None
    filename: str
    show: Show
    new: Sort = Sort()
    changed: Sort = Sort()
    conflicts: Sort = Sort()
    same: int = 0
    newer: int = 0
    chosen: Show | None = None
    moved: int = 0
    filled: int = 0
    unmarked: int = 0


@dataclass(frozen=True, slots=True)
class Taken:
    """What an import changed: facts that it added and changed, and conflicts where the server's version was kept.

    `marked`: it also marked which characters' names spoil, which undoing reverts.
    """

    batch: int
    filename: str
    show: Show
    new: int
    changed: int
    kept: int
    marked: bool = False


@dataclass(frozen=True, slots=True)
class Undone:
    """How many facts are back as they were before an import, and how many were changed since and stay."""

    batch: int
    filename: str
    show: Show
    brought_back: int
    kept: int


@dataclass(frozen=True, slots=True)
class Exported:
    """A file with all that a server sees of a show."""

    filename: str
    content: bytes
    show: Show
    facts: int
    own: int
    left_out: int = 0

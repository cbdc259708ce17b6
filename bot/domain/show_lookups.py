"""Shows from elsewhere: looked up for a server, fetched, and loaded into the base."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.domain.facts import Show


class LookupState(StrEnum):
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True)
class Lookup:
    """A server's request for a show of TVmaze, by its number there."""

    id: int
    guild: int
    tvmaze: int
    title: str
    state: LookupState
    asked_by: int
    asked_at: datetime


@dataclass(frozen=True, slots=True)
class FoundShow:
    """A show as TVmaze lists it; `on_record`: it can be chosen without being fetched."""

    tvmaze: int
    title: str
    year: int | None = None
    network: str | None = None
    status: str | None = None
    language: str | None = None
    on_record: bool = False


@dataclass(frozen=True, slots=True)
class Counts:
    """How much was taken. `remarks` say what was left out or changed: words that follow a number, with that number."""

    seasons: int = 0
    episodes: int = 0
    specials: int = 0
    people: int = 0
    facts: int = 0
    remarks: Mapping[str, int] | None = None


@dataclass(frozen=True, slots=True)
class Loaded:
    """What loading a show changed: how many facts are new, say something else, or left the answers.

    `same`: not even the catalogue changed.
    """

    show: Show
    added: int = 0
    changed: int = 0
    retired: int = 0
    same: bool = False

    @property
    def anything(self) -> bool:
        return bool(self.added or self.changed or self.retired)


@dataclass(frozen=True, slots=True)
class TakenShow(Loaded):
    """A show from TVmaze; `counts` is None if it was on record already."""

    counts: Counts | None = None


@dataclass(frozen=True, slots=True)
class WebCopy:
    """What was fetched from an address, and what the site needs to say whether it has changed since."""

    url: str
    body: bytes
    fetched_at: datetime
    etag: str | None = None
    last_modified: str | None = None

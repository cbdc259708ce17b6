"""What the library of IMDb's titles returns, and how far its files are read."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Mark:
    """How far a file is read: the end of the last row in bytes (0: nothing yet), its line, and whether it is done."""

    scope: int
    file: str
    fingerprint: str
    position: int = 0
    line: int = 1
    done: bool = False


@dataclass(frozen=True, slots=True)
class Counts:
    """How much is in the library."""

    shows: int
    episodes: int
    credits: int
    people: int


@dataclass(frozen=True, slots=True)
class LibraryEpisode:
    """An episode as IMDb has it; None where it knows nothing."""

    id: int
    season: int | None
    number: int | None
    title: str
    year: int | None
    runtime: int | None


@dataclass(frozen=True, slots=True)
class LibraryCredit:
    """A part in a title, which is the show itself or one of its episodes; `characters` is the cell as in the file."""

    title: int
    person: int
    as_self: bool
    characters: str


@dataclass(frozen=True, slots=True)
class LibraryShow:
    """All that the library has of a show: episodes in order, credits as each title lists them, crew by episode."""

    id: int
    title: str
    original: str
    year: int | None
    other_titles: tuple[str, ...]
    episodes: tuple[LibraryEpisode, ...]
    credits: tuple[LibraryCredit, ...]
    crew: Mapping[int, tuple[str, str]]


@dataclass(frozen=True, slots=True)
class LibraryMatch:
    """A show whose title begins with what was looked for, by this key of it."""

    key: str
    id: int
    title: str
    year: int | None
    episodes: int

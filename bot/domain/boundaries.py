"""How far somebody has watched a show, or how far answers in a channel go: the last episode that is not a spoiler."""

import re
from dataclasses import dataclass
from typing import Self

from bot.domain.codes import EpisodeCode, parse_episode, parse_season

_WHOLE = 100_000
"""Stands for an episode behind all others of a season; their numbers have four digits."""
_NOTHING = ("nothing", "none", "not started")
_EVERYTHING = ("everything", "all of it", "all", "the end")


@dataclass(frozen=True, slots=True, order=True)
class Boundary:
    """The last season and episode that was seen, or a season to its end. It sorts by how much was seen."""

    season: int
    number: int

    @classmethod
    def at(cls, code: EpisodeCode) -> Self:
        """Up to an episode, and that episode too."""
        return cls(code.season, code.number)

    @classmethod
    def of_season(cls, season: int) -> Self:
        """Up to the end of a season."""
        return cls(season, _WHOLE)

    @property
    def is_whole_season(self) -> bool:
        """Whether it is the end of a season, however many episodes that has."""
        return self.number == _WHOLE

    @property
    def code(self) -> EpisodeCode | None:
        """The episode that it names; None for a season, nothing or everything."""
        is_place = self not in (NOTHING, EVERYTHING) and not self.is_whole_season
        return EpisodeCode(self.season, self.number) if is_place else None

    def __str__(self) -> str:
        if self == NOTHING:
            return "nothing"
        if self == EVERYTHING:
            return "everything"
        return f"season {self.season}" if self.is_whole_season else str(EpisodeCode(self.season, self.number))


NOTHING = Boundary(0, 0)
EVERYTHING = Boundary(_WHOLE, _WHOLE)


def read_boundary(text: str) -> Boundary | None:
    """Read an episode's code, "season 1", "nothing" or "everything"; None for anything else, and for a special."""
    words = re.sub(r"\s+", " ", text.strip().casefold())
    if words in _NOTHING:
        return NOTHING
    if words in _EVERYTHING:
        return EVERYTHING
    if (code := parse_episode(words)) is not None:
        return Boundary.at(code) if code.season else None
    season = parse_season(words)
    return Boundary.of_season(season) if season else None

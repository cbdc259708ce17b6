"""Episode and season codes: S02E07, as fans write them."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

_SEASON = re.compile(r"(?:season|series|s)\s*0*(\d{1,4})", re.IGNORECASE)
_EPISODE_FORMS = (
    re.compile(r"s\s*0*(\d{1,4})[\s.,_-]*e(?:p(?:isode)?)?\.?\s*0*(\d{1,4})", re.IGNORECASE),
    re.compile(r"0*(\d{1,4})\s*[x×]\s*0*(\d{1,4})", re.IGNORECASE),
    re.compile(r"(?:season|series)\s*0*(\d{1,4})[\s,]*(?:episode|ep\.?|e)\s*0*(\d{1,4})", re.IGNORECASE),
)
_PLACE = re.compile(
    r"\b(?:(?:season|series|s)\s*0*(?P<season>\d{1,4})[\s.,_-]*(?:episode|ep|e)\.?\s*0*(?P<number>\d{1,4})"
    r"|0*(?P<first>\d{1,4})\s*[x×]\s*0*(?P<second>\d{1,4})"
    r"|(?:season|series|s)\s*0*(?P<alone>\d{1,4}))\b",
    re.IGNORECASE,
)
_RUN = re.compile(
    r"s\s*0*(?P<season>\d{1,4})\s*e\s*0*(?P<first>\d{1,4})\s*(?:-|–|to)\s*(?:s\s*0*(?P<again>\d{1,4})\s*)?e\s*0*(?P<last>\d{1,4})",
    re.IGNORECASE,
)
_LONGEST_RUN = 100


class EpisodeCode(NamedTuple):
    """A season and an episode's number in it; specials are season 0. Sorts in order of broadcast."""

    season: int
    number: int

    def __str__(self) -> str:
        return f"S{self.season:02}E{self.number:02}"


def parse_episode(text: str) -> EpisodeCode | None:
    """Read S02E07, s2e7, 2x07 or "season 2 episode 7"; None for anything else."""
    text = text.strip()
    for form in _EPISODE_FORMS:
        if found := form.fullmatch(text):
            return EpisodeCode(int(found[1]), int(found[2]))
    return None


def parse_episodes(text: str) -> tuple[EpisodeCode, ...]:
    """Read an episode, or several of one season as "S01E01-E13"; () for anything else."""
    if code := parse_episode(text):
        return (code,)
    found = _RUN.fullmatch(text.strip())
    if found is None:
        return ()
    season, first, last = int(found["season"]), int(found["first"]), int(found["last"])
    if (found["again"] and int(found["again"]) != season) or not first <= last < first + _LONGEST_RUN:
        return ()
    return tuple(EpisodeCode(season, number) for number in range(first, last + 1))


def in_runs(codes: Sequence[EpisodeCode]) -> list[str]:
    """Episodes as `parse_episodes` reads them, those that follow each other as one."""
    runs: list[list[EpisodeCode]] = []
    for code in codes:
        if runs and (code.season, code.number) == (runs[-1][-1].season, runs[-1][-1].number + 1):
            runs[-1].append(code)
        else:
            runs.append([code])
    return [str(run[0]) if len(run) == 1 else f"{run[0]}-E{run[-1].number:02}" for run in runs]


@dataclass(frozen=True, slots=True)
class Places:
    """The seasons and episodes that a text names, and the words beside them."""

    seasons: tuple[int, ...]
    codes: tuple[EpisodeCode, ...]
    rest: str


def find_places(text: str) -> Places:
    """Find what a text such as "trish season 2" or "2x07 director" says about where."""
    seasons: dict[int, None] = {}
    codes: dict[EpisodeCode, None] = {}
    for found in _PLACE.finditer(text):
        season, number = found["season"] or found["first"] or found["alone"], found["number"] or found["second"]
        if number is None:
            seasons[int(season)] = None
        else:
            codes[EpisodeCode(int(season), int(number))] = None
    return Places(tuple(seasons), tuple(codes), " ".join(_PLACE.sub(" ", text).split()))


def parse_season(text: str) -> int | None:
    """Read "season 2", "series 2" or "s2"; None for anything else."""
    found = _SEASON.fullmatch(text.strip())
    return int(found[1]) if found else None

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
# A run is written with its last episode (S01E01-E03, 1x03-04), or with each of its episodes (S01E01E02, 1x07/08).
_RUN = (
    r"(?:s\s*0*(?P<season>\d{1,4})\s*e\s*0*(?P<first>\d{1,4})"
    r"|0*(?P<season_x>\d{1,4})\s?[x×]\s?0*(?P<first_x>\d{1,4}))"
    r"(?:GAP(?P<sign>-|–|to|/|\+)GAP"
    r"(?:s\s*0*(?P<again>\d{1,4})\s*(?=e)|0*(?P<again_x>\d{1,4})\s?[x×]\s?)?(?:e\s*)?0*(?P<last>\d{1,4})"
    r"|(?P<listed>(?:\s?e\s?\d{1,4})+))"
)
_WHOLE_RUN = re.compile(_RUN.replace("GAP", r"\s*"), re.IGNORECASE)
# In "2x07 - 10 things we learned" there is no run.
_RUN_IN_TEXT = re.compile(rf"\b{_RUN.replace('GAP', '')}\b(?![-–/+]?\d)", re.IGNORECASE)
_LONGEST_RUN = 100
_PLACE = re.compile(
    r"\b(?:(?:season|series|s)\s*0*(?P<season>\d{1,4})[\s.,_-]*(?:episode|ep|e)\.?\s*0*(?P<number>\d{1,4})"
    r"|0*(?P<first>\d{1,4})\s*[x×]\s*0*(?P<second>\d{1,4})"
    r"|(?:season|series|s)\s*0*(?P<alone>\d{1,4}))\b",
    re.IGNORECASE,
)


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
    """Read an episode, or several of one season as S01E01-E13, S01E01E02, 1x03-04 or 1x07/08; () for anything else."""
    if code := parse_episode(text):
        return (code,)
    found = _WHOLE_RUN.fullmatch(text.strip())
    return _in_run(found) if found else ()


def _in_run(found: re.Match[str]) -> tuple[EpisodeCode, ...]:
    """The episodes of a run; () if it goes back, on for too long, into another season, or leaves any out."""
    season, first = int(found["season"] or found["season_x"]), int(found["first"] or found["first_x"])
    if found["listed"]:
        numbers = [first, *map(int, re.findall(r"\d+", found["listed"]))]
        last = numbers[-1]
        is_run = numbers == list(range(first, first + len(numbers)))
    else:
        last, again = int(found["last"]), found["again"] or found["again_x"]
        is_run = (not again or int(again) == season) and (found["sign"] not in ("/", "+") or last == first + 1)
    if not is_run or not first <= last < first + _LONGEST_RUN:
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

    def note_run(found: re.Match[str]) -> str:
        run = _in_run(found)
        codes.update(dict.fromkeys(run))
        return " " if run else found[0]

    text = _RUN_IN_TEXT.sub(note_run, text)
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

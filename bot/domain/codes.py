"""Episode and season codes: S02E07, as fans write them."""

import re
from typing import NamedTuple

_SEASON = re.compile(r"(?:season|series|s)\s*0*(\d{1,3})", re.IGNORECASE)
_EPISODE_FORMS = (
    re.compile(r"s\s*0*(\d{1,3})[\s.,_-]*e(?:p(?:isode)?)?\.?\s*0*(\d{1,4})", re.IGNORECASE),
    re.compile(r"0*(\d{1,3})\s*[x×]\s*0*(\d{1,4})", re.IGNORECASE),
    re.compile(r"(?:season|series)\s*0*(\d{1,3})[\s,]*(?:episode|ep\.?|e)\s*0*(\d{1,4})", re.IGNORECASE),
)
_RUN_TOGETHER = re.compile(r"(\d{1,2})(\d{2})")


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


def parse_run_together(text: str) -> EpisodeCode | None:
    """Read 207 as S02E07; kept apart from parse_episode because a title may be a number too."""
    found = _RUN_TOGETHER.fullmatch(text.strip())
    return EpisodeCode(int(found[1]), int(found[2])) if found else None


def parse_season(text: str) -> int | None:
    """Read "season 2", "series 2" or "s2"; None for anything else."""
    found = _SEASON.fullmatch(text.strip())
    return int(found[1]) if found else None

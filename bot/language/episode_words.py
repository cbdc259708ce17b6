"""Reading which episode somebody means by its place: "pilot", "latest", "season 2 finale"."""

import re
from dataclasses import dataclass
from enum import StrEnum

from bot.domain.names import fold


class Position(StrEnum):
    """Where an episode is: in its season or show, or as seen from a day."""

    FIRST = "first"
    LAST = "last"
    LATEST = "latest"
    NEXT = "next"


@dataclass(frozen=True, slots=True)
class EpisodeWords:
    """An episode by its position in a season, or (None) in the show."""

    position: Position
    season: int | None = None


_WORDS = {
    Position.FIRST: ("pilot", "premiere", "first", "opener"),
    Position.LAST: ("finale", "last", "final"),
    Position.LATEST: ("latest", "newest", "most recent"),
    Position.NEXT: ("next", "upcoming"),
}
_POSITIONS = {word: position for position, words in _WORDS.items() for word in words}
# "First" and "last" alone may mean anything; "the show's finale" is the last episode.
_INCOMPLETE = ("first", "last", "final", "most recent", "upcoming", "newest")
_LONGEST = 60
_SEASON = r"(?:(?:the )?season|series|s)\s?0*(?P<{}>\d{{1,4}})s?"
_WORD = f"(?P<word>{'|'.join(_POSITIONS)})(?P<episode> episode| ep)?"
_BEFORE = rf"(?:the )?(?:{_SEASON.format('before')} |(?:series|shows?) )?"
_AFTER = rf"(?: (?:of |in )?{_SEASON.format('after')}| (?:of|in) the (?:series|show))?"
_FORM = re.compile(f"{_BEFORE}(?:the )?{_WORD}{_AFTER}")


def read_episode_words(text: str) -> EpisodeWords | None:
    """Read words that name an episode by its place; None for anything else."""
    if len(text) > _LONGEST or not text.strip():
        return None
    found = _FORM.fullmatch(fold(text))
    if found is None or (found["before"] and found["after"]):
        return None
    word, season = found["word"], found["before"] or found["after"]
    if word in _INCOMPLETE and not found["episode"]:
        return None
    return EpisodeWords(_POSITIONS[word], int(season) if season else None)

"""When the episodes of a show air: what the rule of what lies beyond a spoiler boundary depends on."""

from collections.abc import Iterable
from datetime import date
from typing import TypeAlias

from bot.domain.codes import EpisodeCode

Calendar: TypeAlias = tuple[dict[EpisodeCode, date | None], dict[int, int | None]]
"""The air dates of a show's episodes, and its seasons with how many each has where that is on record."""


def to_calendar(
    episodes: Iterable[tuple[EpisodeCode, str | None]], seasons: Iterable[tuple[int, int | None]]
) -> Calendar:
    """Return the calendar that rows make: episodes with their air dates, and seasons with their sizes.

    An episode or a season may have a row in the base and one of the server's own.
    """
    aired: dict[EpisodeCode, date | None] = {}
    for code, day in episodes:
        aired[code] = date.fromisoformat(day) if day else aired.get(code)
    sizes: dict[int, int | None] = {}
    for number, size in seasons:
        sizes[number] = max(size or 0, sizes.get(number) or 0) or None
    return aired, sizes

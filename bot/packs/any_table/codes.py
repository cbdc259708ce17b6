"""Reads a column of episodes' codes. Forms such as 1-01, 1.01 and 101 are codes only if the whole column has them."""

import re
from collections.abc import Sequence

from bot.domain.codes import EpisodeCode
from bot.packs.any_table.values import codes_of, is_blank, is_special, without_notes

_FORMS = (
    re.compile(r"0*(\d{1,2})\s?[-–]\s?(\d{1,3})"),
    re.compile(r"0*(\d{1,2})\.(\d{1,3})"),
    re.compile(r"0*(\d{1,2}) (\d{1,3})"),
    re.compile(r"([1-9]\d?)(\d{2})"),
)
_TOGETHER = _FORMS[-1]
_MOST_SEASONS, _LONGEST_SEASON = 60, 60
_FIRSTS = 3
"""The number that a season's first episode in the table has at most."""


class CodeColumn:
    """The codes of one column. `form` is set if all of them are seasons and numbers in a form of its own.

    `doubtful` is an example from a column that may as well number the episodes through: 101, 102, 103.
    """

    def __init__(self, cells: Sequence[str]) -> None:
        bare = [without_notes(cell) for cell in cells if not is_blank(cell) and not is_special(cell)]
        self.form = next((form for form in _FORMS if _has_form(bare, form)), None)
        seasons = {found[1] for cell in bare if self.form and (found := self.form.fullmatch(cell))}
        alone = self.form is _TOGETHER and len(seasons) < 2
        self.doubtful = bare[0] if alone else None

    def read(self, cell: str) -> tuple[EpisodeCode, ...]:
        """Return the episodes in a cell; () if it can't be read."""
        bare = without_notes(cell)
        if self.form and (found := self.form.fullmatch(bare)):
            return (EpisodeCode(int(found[1]), int(found[2])),)
        return codes_of(bare)


def _has_form(cells: Sequence[str], form: re.Pattern[str]) -> bool:
    """Return whether nearly all cells have a form, and their seasons begin and end as seasons do."""
    found = [match for cell in cells if (match := form.fullmatch(cell))]
    if not found or 10 * len(found) < 9 * len(cells):
        return False
    lowest: dict[int, int] = {}
    highest = 0
    for match in found:
        season, number = int(match[1]), int(match[2])
        lowest[season] = min(number, lowest.get(season, number))
        highest = max(highest, number)
    begins = min(lowest) <= _FIRSTS and max(lowest) <= _MOST_SEASONS
    return begins and max(lowest.values()) <= _FIRSTS and highest <= _LONGEST_SEASON

"""Takes the seasons from headings that stand between a table's rows, and drops names of columns that are repeated."""

import re
from collections.abc import Sequence

from bot.packs.any_table.naming import meanings_by_name
from bot.packs.any_table.numerals import number_in
from bot.packs.any_table.values import season_of
from bot.packs.any_table.words import Meaning

Cells = tuple[str, ...]


def has_seasons(columns: Sequence[str]) -> bool:
    """Return whether a column has the season of each row, so that headings say nothing more."""
    return any(Meaning.SEASON in meanings_by_name(name) for name in columns)


def season_headings(rows: Sequence[Cells]) -> list[str | None] | None:
    """Return each row's season as the heading above it says, and None for headings; None if there are no headings."""
    season = ""
    seasons: list[str | None] = []
    for cells in rows:
        heading = _heading(cells)
        season = heading or season
        seasons.append(None if heading else season)
    return seasons if season else None


def _heading(cells: Cells) -> str:
    """Return the season that a row names, if it has nothing else: a program may repeat it in each cell."""
    filled = {cell for cell in cells if cell}
    if len(filled) != 1:
        return ""
    first = re.split(r"\s*[:(–—]", filled.pop(), maxsplit=1)[0]
    return first if season_of(first) is not None and number_in(first) is None else ""

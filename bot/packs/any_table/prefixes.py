"""Takes the code or the number of an episode from the beginning of its title: "S01E02 - Fog", "2. Fog"."""

import re
from collections.abc import Collection, Sequence

_CODE = re.compile(r"(S\d{1,3}\s?E\d{1,3}|\d{1,2}x\d{1,3})\s*[-–—:.]?\s+(\S.*)", re.IGNORECASE | re.DOTALL)
_NUMBER = re.compile(r"#?(\d{1,3})\s*[-–—:.)]\s+(\S.*)", re.DOTALL)
_LEAST = 2

Cells = tuple[str, ...]


def split_prefixes(
    rows: Sequence[Cells], width: int, codes: Collection[int], numbers: Collection[int]
) -> tuple[int, str, list[Cells]] | None:
    """Return the column with such titles, whether "code" or "number" is before them, and the rows with one cell more.

    None if no column has them in all of its cells, or if another one has that: `codes` and `numbers` are named so.
    """
    for form, what, known in ((_CODE, "code", set(codes)), (_NUMBER, "number", {*codes, *numbers})):
        for index in range(width):
            if known - {index}:
                continue
            found = [form.fullmatch(cells[index]) for cells in rows]
            filled = [match for match, cells in zip(found, rows, strict=True) if cells[index]]
            if len(filled) >= _LEAST and all(filled):
                split = zip(found, rows, strict=True)
                return index, what, [_split(cells, index, match) for match, cells in split]
    return None


def _split(cells: Cells, index: int, found: re.Match[str] | None) -> Cells:
    return (*cells[:index], found[2], *cells[index + 1 :], found[1]) if found else (*cells, "")

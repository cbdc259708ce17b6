"""The cells of a table: its columns, its rows, and how spreadsheets are kept from running what a cell says."""

import csv
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from bot.packs.limits import LONGEST_LINE, MOST_ROWS

COLUMNS = (
    "id", "revision", "kind", "season", "episodes", "people", "character", "character_spoils", "billing", "statement",
    "released", "spoils", "set_size", "settled_by", "refuted_by", "weight", "denies", "outlet", "source_title", "url",
    "published", "speaker", "via", "note",
)  # fmt: skip
FACT_COLUMNS = COLUMNS[: COLUMNS.index("weight")]
_REQUIRED = ("kind", "outlet")
_MOST_COLUMNS = 100

_TO_GUARD = re.compile(r"'*[=+\-@\t\r]")
_SEP = re.compile(r'"?sep=([,;:|\t])"?[,;:|\t ]*\n', re.IGNORECASE)
_GUARDED = re.compile(r"'+[=+\-@\t\r]")

Tell = Callable[[int, str, str], None]
"""Takes a fault's line, its column and its words."""


def guard(cell: str) -> str:
    """The cell as a spreadsheet shows it and does not run it: with a ' before what would begin a formula."""
    return f"'{cell}" if _TO_GUARD.match(cell) else cell


def unguard(cell: str) -> str:
    """What was guarded; any other cell as it is."""
    return cell[1:] if _GUARDED.match(cell) else cell


@dataclass(frozen=True, slots=True)
class Row:
    """A row that says something, with the line that it begins on; its cells in the order of COLUMNS, "" for none."""

    line: int
    cells: tuple[str, ...]

    def __getitem__(self, column: str) -> str:
        return self.cells[_PLACES[column]]


_PLACES = {column: place for place, column in enumerate(COLUMNS)}


def read_rows(text: str, tell: Tell) -> list[Row]:
    """The table's rows. What can't be read is told; where nothing after it can be trusted there are no rows at all."""
    lines = Lines(text.replace("\r\n", "\n").replace("\r", "\n"))
    rows: list[Row] = []
    order: list[int] = []
    delimiter = lines.take_delimiter() or _delimiter(lines)
    try:
        for cells in csv.reader(lines, delimiter=delimiter, strict=True):
            line = lines.begin_row()
            if not any(cell and not cell.isspace() for cell in cells):
                continue
            if not order:
                order = _order(cells, line, tell)
                if not order:
                    return []
                continue
            if len(rows) == MOST_ROWS:
                tell(line, "the file", f"has more than {MOST_ROWS:,} rows; split it and send the parts")
                return []
            rows.append(Row(line, _in_order(cells, order, line, tell)))
    except csv.Error as error:
        tell(lines.begin_row(), "the row that begins here", table_fault(error))
        return []
    if not order:
        tell(1, "the file", f"is empty; its first row names the columns: {', '.join(COLUMNS)}")
    return rows


def table_fault(error: csv.Error) -> str:
    """What is wrong with a row that can't be taken apart, in words."""
    if "unexpected end" in str(error) or "field larger" in str(error):
        return 'has a cell in quotes that does not end; write a quote mark within a cell as ""'
    return 'can\'t be read; a cell with quote marks stands in quotes, and each mark within as ""'


class Lines:
    """A text's lines, with the count of those that are taken; a row may take several. They end with a line feed."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._start = 0
        self._taken = 0
        self._row = 1

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        if self._start >= len(self._text):
            raise StopIteration
        line = self.first_from(self._start)
        self._start += len(line)
        self._taken += 1
        return line

    def take_delimiter(self) -> str | None:
        """The sign in a first line such as `sep=;`, which tells Excel what stands between the cells."""
        found = _SEP.match(self._text)
        if found:
            next(self)
            self.begin_row()
        return found and found[1]

    def header(self) -> str:
        """The next line, which is not taken."""
        return self.first_from(self._start)

    def first_from(self, start: int) -> str:
        end = self._text.find("\n", start)
        return self._text[start:] if end < 0 else self._text[start : end + 1]

    def begin_row(self) -> int:
        """The line that the row just read begins on; the next begins after it."""
        row, self._row = self._row, self._taken + 1
        return row


def _delimiter(lines: Lines) -> str:
    """Commas, or what spreadsheets put where the comma is in numbers: whichever tells the most columns apart."""
    header = lines.header()
    return max(",;\t", key=lambda sign: sum(_column(name) in _PLACES for name in header.split(sign)))


def _column(name: str) -> str:
    return re.sub(r"[\s_-]+", "_", name.strip().strip('"').strip().casefold())


def _order(header: Sequence[str], line: int, tell: Tell) -> list[int]:
    """For each cell of a row its place in COLUMNS; empty if the header won't do."""
    names = [_column(name) for name in header]
    while names and not names[-1]:
        names.pop()
    unknown = [name for name in dict.fromkeys(names) if name not in _PLACES]
    twice = sorted(
        {name for name in names if name in _PLACES and names.count(name) > 1} if len(names) <= _MOST_COLUMNS else []
    )
    missing = [name for name in _REQUIRED if name not in names]
    listed = ", ".join(COLUMNS)
    if len(names) > _MOST_COLUMNS:
        tell(line, "the header", f"has {len(names):,} columns; there are {len(COLUMNS)}: {listed}")
    elif unknown:
        shown = ", ".join(repr(name) for name in unknown[:5])
        tell(line, "the header", f"has columns that are not known: {shown}. The columns are {listed}")
    elif twice or missing:
        words = f"names {', '.join(twice)} twice" if twice else f"lacks the columns {' and '.join(missing)}"
        tell(line, "the header", words)
    else:
        return [_PLACES[name] for name in names]
    return []


def _in_order(cells: Sequence[str], order: Sequence[int], line: int, tell: Tell) -> tuple[str, ...]:
    found = [""] * len(COLUMNS)
    for place, cell in zip(order, cells, strict=False):
        if len(cell) > LONGEST_LINE:
            tell(line, COLUMNS[place], f"has a cell of {len(cell):,} characters; shorten it")
        elif cell:
            found[place] = unguard(cell).strip()
    if any(cell and not cell.isspace() for cell in cells[len(order) :]):
        tell(line, "the row", "has more cells than the header has columns; put a cell with commas in quotes")
    return tuple(found)

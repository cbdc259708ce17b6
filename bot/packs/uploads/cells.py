"""The cells of a CSV table: its columns, its rows, and a guard that keeps spreadsheets from running formulas."""

import csv
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from bot.packs.limits import LONGEST_LINE, MOST_ROWS

COLUMNS = (
    "id", "revision", "kind", "season", "episodes", "people", "character", "character_spoils", "billing", "statement",
    "released", "state", "job", "spoils", "set_size", "settled_by", "refuted_by", "weight", "denies", "outlet",
    "source_title", "url", "origin", "published", "speaker", "via", "note",
)  # fmt: skip
FACT_COLUMNS = COLUMNS[: COLUMNS.index("weight")]
_REQUIRED = ("kind", "outlet")
_MOST_COLUMNS = 100

_TO_GUARD = re.compile(r"'*[=+\-@\t\r]")
_SEP = re.compile(r'"?sep=([,;:|\t])"?[,;:|\t ]*\n', re.IGNORECASE)
_GUARDED = re.compile(r"'+[=+\-@\t\r]")

AddFault = Callable[[int, str, str], None]
"""Records a fault, given its line, column and words."""


def guard(cell: str) -> str:
    """Return the cell with a ' in front if a spreadsheet would take it for a formula."""
    return f"'{cell}" if _TO_GUARD.match(cell) else cell


def unguard(cell: str) -> str:
    """Undo `guard`; return any other cell unchanged."""
    return cell[1:] if _GUARDED.match(cell) else cell


@dataclass(frozen=True, slots=True)
class Row:
    """A row that is not blank: the line it begins on, and its cells in the order of COLUMNS ("" if empty)."""

    line: int
    cells: tuple[str, ...]

    def __getitem__(self, column: str) -> str:
        return self.cells[_INDEXES[column]]


_INDEXES = {column: index for index, column in enumerate(COLUMNS)}


def read_rows(text: str, add_fault: AddFault) -> list[Row]:
    """Return the table's rows, and add a fault for what can't be read; no rows if the rest can't be trusted then."""
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
                order = _order(cells, line, add_fault)
                if not order:
                    return []
                continue
            if len(rows) == MOST_ROWS:
                add_fault(line, "the file", f"has more than {MOST_ROWS:,} rows; split it and import the parts")
                return []
            rows.append(Row(line, _in_order(cells, order, line, add_fault)))
    except csv.Error as error:
        add_fault(lines.begin_row(), "the row that begins here", table_fault(error))
        return []
    if not order:
        add_fault(1, "the file", f"is empty; its first row must name the columns: {', '.join(COLUMNS)}")
    return rows


def table_fault(error: csv.Error) -> str:
    """Return what is wrong with a row that can't be split into cells, in words."""
    if "unexpected end" in str(error) or "field larger" in str(error):
        return 'has a cell in quotes that does not end; write a quote mark within a cell as ""'
    return 'can\'t be read; put a cell with quote marks in quotes, and write each mark within as ""'


class Lines:
    """A text's lines, counted as they are read; a row may span several. They end with a line feed."""

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
        """Return the delimiter named by a first line such as `sep=;`, which Excel understands, and skip the line."""
        found = _SEP.match(self._text)
        if found:
            next(self)
            self.begin_row()
        return found and found[1]

    def header(self) -> str:
        """Return the next line without moving past it."""
        return self.first_from(self._start)

    def first_from(self, start: int) -> str:
        end = self._text.find("\n", start)
        return self._text[start:] if end < 0 else self._text[start : end + 1]

    def begin_row(self) -> int:
        """Return the line number that the row just read begins on. The next row begins after it."""
        row, self._row = self._row, self._taken + 1
        return row


def _delimiter(lines: Lines) -> str:
    """Return the delimiter that gives the most known columns. Where numbers have commas, spreadsheets use another."""
    header = lines.header()
    return max(",;\t", key=lambda sign: sum(_column(name) in _INDEXES for name in header.split(sign)))


def _column(name: str) -> str:
    return re.sub(r"[\s_-]+", "_", name.strip().strip('"').strip().casefold())


def _order(header: Sequence[str], line: int, add_fault: AddFault) -> list[int]:
    """Return the index in COLUMNS of each cell of a row; nothing if the header has faults."""
    names = [_column(name) for name in header]
    while names and not names[-1]:
        names.pop()
    unknown = [name for name in dict.fromkeys(names) if name not in _INDEXES]
    twice = sorted(
        {name for name in names if name in _INDEXES and names.count(name) > 1} if len(names) <= _MOST_COLUMNS else []
    )
    missing = [name for name in _REQUIRED if name not in names]
    listed = ", ".join(COLUMNS)
    if len(names) > _MOST_COLUMNS:
        add_fault(line, "the header", f"has {len(names):,} columns; there are {len(COLUMNS)}: {listed}")
    elif unknown:
        shown = ", ".join(repr(name) for name in unknown[:5])
        add_fault(line, "the header", f"has columns that are not known: {shown}. The columns are {listed}")
    elif twice or missing:
        words = f"names {', '.join(twice)} twice" if twice else f"lacks the columns {' and '.join(missing)}"
        add_fault(line, "the header", words)
    else:
        return [_INDEXES[name] for name in names]
    return []


def _in_order(cells: Sequence[str], order: Sequence[int], line: int, add_fault: AddFault) -> tuple[str, ...]:
    found = [""] * len(COLUMNS)
    for index, cell in zip(order, cells, strict=False):
        if len(cell) > LONGEST_LINE:
            add_fault(line, COLUMNS[index], f"has a cell of {len(cell):,} characters; shorten it")
        elif cell:
            found[index] = unguard(cell).strip()
    if any(cell and not cell.isspace() for cell in cells[len(order) :]):
        add_fault(line, "the row", "has more cells than the header has columns; put a cell with commas in quotes")
    return tuple(found)

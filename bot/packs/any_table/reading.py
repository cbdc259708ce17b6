"""Reads a table with any columns as a program saved it: finds its delimiter and its header, and splits its rows."""

import csv
import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import islice

from bot.packs.any_table.doubts import Doubt
from bot.packs.any_table.encodings import as_utf8
from bot.packs.any_table.headers import find_header
from bot.packs.any_table.mending import LOST, mended
from bot.packs.any_table.naming import meanings_by_name
from bot.packs.any_table.prefixes import split_prefixes
from bot.packs.any_table.sections import has_seasons, season_headings
from bot.packs.any_table.words import Meaning
from bot.packs.entries import RowFaults
from bot.packs.faults import in_print
from bot.packs.limits import MOST_ROWS, as_text, refusal
from bot.packs.uploads.cells import Lines, table_fault, unguard

_FORM = "CSV"
SPLIT = "split it, and import the further parts with --add"
_DELIMITERS = (",", ";", "\t", "|")
_MOST_COLUMNS = 100
_SAMPLE = 30
_HIGHEST_HEADER = 10
_LONGEST_HEADER = 80
_OTHER_FORMS = {
    re.compile(r"\s*(?:\{\s*[\"}]|\[\s*(?:[{\[\]]|\"[^\"]*\"\s*[,\]]))"): "JSON",
    re.compile(r"\s*<(?:!doctype html|html|head|body|table|meta)\b", re.IGNORECASE): "a web page",
    re.compile(r"\s*<\?xml\b"): "XML",
}
"""How files begin that are no tables, and what they are."""
_NO_HEADER = (
    "The first row holds values, not names of columns. So it is read like the other rows, and the columns are called "
    '“column 1”, “column 2” and so on. Say what they hold with --map, for example --map title="column 1".'
)
_JOINERS = "\u200c\u200d"
_JOINED_FROM = "\u0600"
"""From here on, Unicode has alphabets in which a joiner within a word is part of its spelling."""


@dataclass(frozen=True, slots=True)
class TableRow:
    """A row with the line that it begins on. Its cells have no invisible characters but line feeds."""

    line: int
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A table split into cells, but not yet understood.

    `columns` are the unique names in its header, `faults` the faults found in its rows so far, `notes` what was
    decided on the way, in sentences, and `doubts` what of that may be wrong.
    """

    filename: str
    columns: tuple[str, ...]
    rows: tuple[TableRow, ...]
    faults: RowFaults
    notes: tuple[str, ...]
    doubts: tuple[Doubt, ...] = ()


def read_table(content: bytes, filename: str, is_known: Callable[[str], bool], encoding: str = "") -> Table:
    """Read a table. `is_known` says whether a text is a column's name, which finds the header among the first rows.

    `encoding` is the one that a person names. Raises FileFaults if it is not a table or too large. Faults of single
    rows are left in the table.
    """
    decoded = as_utf8(content, filename, is_known, encoding)
    notes, doubts = list(decoded.notes), list(decoded.doubts)
    text = as_text(decoded.content, filename, _FORM)
    _check_form(text, filename)
    lines = Lines(text)
    delimiter = lines.take_delimiter() or _delimiter(text, is_known)
    faults = RowFaults()
    rows, cleaned = _rows(lines, delimiter, filename)
    if not rows:
        raise refusal(filename, "is empty; its first row must name the columns, and the others hold the facts")
    header = find_header([row.cells for row in rows], is_known).index
    if header:
        above = "1 row is" if header == 1 else f"{header} rows are"
        notes.append(f"{above} left out above the names of the columns, which are on line {rows[header].line}.")
    if cleaned:
        cells = "1 cell has" if cleaned == 1 else f"{cleaned:,} cells have"
        notes.append(f"{cells} characters that can't be seen; they were removed.")
    if header is None:
        doubts.append(Doubt(_NO_HEADER))
        columns = _numbered(rows, filename)
    else:
        columns, rows = _names(rows[header], filename), rows[header + 1 :]
    full = [_fitted(row, len(columns), faults) for row in rows if row.cells[: len(columns)] != columns]
    if len(full) < len(rows):
        notes.append("The names of the columns stand between the rows too, and are left out there.")
    columns, full = _without_headings(columns, full, notes)
    columns, full = _without_prefixes(columns, full, notes)
    if lost := sum(LOST in cell for row in full for cell in row.cells):
        cells = "1 cell has" if lost == 1 else f"{lost:,} cells have"
        doubts.append(Doubt(f"{cells} a {LOST} where a program lost a letter. Export the table again as CSV (UTF-8)."))
    return Table(filename, columns, tuple(full), faults, tuple(notes), tuple(doubts))


def _without_headings(
    columns: tuple[str, ...], rows: list[TableRow], notes: list[str]
) -> tuple[tuple[str, ...], list[TableRow]]:
    """Return the table without headings between its rows, and with their seasons in a column if none has them."""
    seasons = season_headings([row.cells for row in rows])
    if seasons is None:
        return columns, rows
    below = [(row, season) for row, season in zip(rows, seasons, strict=True) if season is not None]
    if has_seasons(columns):
        notes.append("Headings of seasons between the rows are left out.")
        return columns, [row for row, _ in below]
    notes.append("The season of each row is that of the heading above it.")
    name = _free("Season of the heading", columns)
    return (*columns, name), [TableRow(row.line, (*row.cells, season)) for row, season in below]


def _without_prefixes(
    columns: tuple[str, ...], rows: list[TableRow], notes: list[str]
) -> tuple[tuple[str, ...], list[TableRow]]:
    """Return the table with a column of its own for the codes or numbers that stand before titles."""
    possible = [meanings_by_name(name)[:1] for name in columns]
    codes = [index for index, first in enumerate(possible) if first == (Meaning.CODE,)]
    numbers = [index for index, first in enumerate(possible) if first in ((Meaning.NUMBER,), (Meaning.OVERALL,))]
    found = split_prefixes([row.cells for row in rows], len(columns), codes, numbers)
    if found is None:
        return columns, rows
    index, what, cells = found
    notes.append(f"{columns[index]}: the {what} before each title is read apart from it.")
    name = _free("Code" if what == "code" else "Number", columns)
    return (*columns, name), [TableRow(row.line, own) for row, own in zip(rows, cells, strict=True)]


def _free(name: str, columns: Sequence[str]) -> str:
    return name if name not in columns else f"{name} #2"


def _check_form(text: str, filename: str) -> None:
    """Raises FileFaults for a file that another program than a spreadsheet saved."""
    for form, what in _OTHER_FORMS.items():
        if form.match(text):
            raise refusal(filename, f"is {what}, not CSV; save or export the table as CSV (UTF-8)")


def _delimiter(text: str, is_known: Callable[[str], bool]) -> str:
    """Return the sign that gives the header the most known columns, and then the most rows of equal width."""

    def worth(sign: str) -> tuple[int, int, int]:
        rows = _sample(text, sign)
        widths = Counter(len(row) for row in rows if len(row) > 1)
        width, times = max(widths.items(), key=lambda item: (item[1], item[0]), default=(1, 0))
        return max((_known(row, is_known) for row in rows[:_HIGHEST_HEADER]), default=0), times, width

    return max(_DELIMITERS, key=worth)


def _sample(text: str, sign: str) -> list[list[str]]:
    rows: list[list[str]] = []
    try:
        rows.extend(islice(csv.reader(Lines(text), delimiter=sign, strict=True, skipinitialspace=True), _SAMPLE))
    except csv.Error:
        return rows
    return rows


def _known(cells: Sequence[str], is_known: Callable[[str], bool]) -> int:
    return sum(is_known(_clean(cell)) for cell in cells[:_MOST_COLUMNS])


def _rows(lines: Lines, delimiter: str, filename: str) -> tuple[list[TableRow], int]:
    """Return the rows that are not blank, and how many cells were cleaned."""
    rows: list[TableRow] = []
    cleaned = 0
    try:
        for cells in csv.reader(lines, delimiter=delimiter, strict=True, skipinitialspace=True):
            line = lines.begin_row()
            clean = tuple(unguard(_clean(mended(cell))) for cell in cells)
            cleaned += sum(map(_had_invisible, cells))
            if not any(clean):
                continue
            if len(rows) > MOST_ROWS:
                raise refusal(filename, f"has more than {MOST_ROWS:,} rows; {SPLIT}", line)
            rows.append(TableRow(line, clean))
    except csv.Error as error:
        raise refusal(filename, f"the row that begins here {table_fault(error)}", lines.begin_row()) from None
    return rows, cleaned


def _clean(cell: str) -> str:
    """Return the cell without invisible characters. It keeps its lines, as some cells have a name on each."""
    if not cell.isascii():
        cell = "".join(
            " " if unicodedata.category(character) == "Zs" else character
            for index, character in enumerate(cell)
            if not _is_stray(cell, index)
        )
    return "\n".join(line for part in cell.split("\n") if (line := " ".join(re.split(r"[ \t\v\f]+", part)).strip()))


def _is_stray(cell: str, index: int) -> bool:
    """Return whether this character is invisible and not part of a word's spelling."""
    character = cell[index]
    if unicodedata.category(character) != "Cf":
        return False
    within = 0 < index < len(cell) - 1
    return not (character in _JOINERS and within and cell[index - 1] >= _JOINED_FROM <= cell[index + 1])


def _had_invisible(cell: str) -> bool:
    if cell.isascii():
        return False
    return any(_is_stray(cell, index) or character == "\u00a0" for index, character in enumerate(cell))


def _numbered(rows: Sequence[TableRow], filename: str) -> tuple[str, ...]:
    width = max(len(row.cells) for row in rows[:_SAMPLE])
    return _names(TableRow(rows[0].line, tuple(f"column {number + 1}" for number in range(width))), filename)


def _names(header: TableRow, filename: str) -> tuple[str, ...]:
    cells = list(header.cells)
    while not cells[-1]:
        cells.pop()
    if len(cells) > _MOST_COLUMNS:
        words = f"has {len(cells):,} columns; the limit is {_MOST_COLUMNS}; leave out those that don't matter"
        raise refusal(filename, words, header.line)
    names: list[str] = []
    for number, cell in enumerate(cells, 1):
        name = in_print(" ".join(cell.split()), _LONGEST_HEADER) or f"column {number}"
        same = sum(name == other or other.startswith(f"{name} #") for other in names)
        names.append(f"{name} #{same + 1}" if same else name)
    return tuple(names)


def _fitted(row: TableRow, width: int, faults: RowFaults) -> TableRow:
    if any(row.cells[width:]):
        words = "has more cells than there are columns; put a cell in quotes if the delimiter is part of it"
        faults.add(row.line, "the row", words)
    cells = (*row.cells[:width], *[""] * (width - len(row.cells)))
    return TableRow(row.line, cells)

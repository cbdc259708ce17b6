"""The rows of a table that are about one show, each once."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from bot.domain.names import fold
from bot.packs.any_table.reading import TableRow
from bot.packs.any_table.understanding import Understood
from bot.packs.any_table.values import fault_of_cell, value_of
from bot.packs.any_table.words import Meaning
from bot.packs.entries import RowFaults
from bot.packs.faults import in_print

_LONGEST_CELL = 5000
_MOST_SHOWS = 8


@dataclass(frozen=True, slots=True)
class Kept:
    """The rows about the show. `repeated` say the same as another row, and `elsewhere` are about another show."""

    rows: list[TableRow]
    repeated: int
    elsewhere: int


def rows_of(understood: Understood, called: Sequence[str], faults: RowFaults, left_out: Mapping[int, str]) -> Kept:
    """Return the rows about a show, leaving out those that repeat another in the columns that are used.

    `called` are the show's names, its title first. Rows with faults, and those on lines that are `left_out`, are not
    returned.
    """
    table = understood.table
    used = [index for index, meaning in enumerate(understood.meanings) if meaning]
    names = {fold(name) for name in called}
    seen: set[tuple[str, ...]] = set()
    rows: list[TableRow] = []
    repeated = 0
    others: Counter[str] = Counter()
    for row, show in _with_shows(understood):
        said = tuple(row.cells[index] for index in used)
        if not any(said) or row.line in left_out:
            continue
        if show and fold(show) not in names:
            others[show] += 1
        elif said in seen:
            repeated += 1
        elif not _add_faults(row, used, table.columns, faults):
            rows.append(row)
        seen.add(said)
    if not rows and not faults.count:
        faults.add(1, "the file", _nothing(called[0], others, len(left_out)))
    return Kept(rows, repeated, others.total())


def _with_shows(understood: Understood) -> Iterator[tuple[TableRow, str]]:
    """Yield the rows with the show that they name, or else the row above: of merged cells only the first is filled."""
    column = understood.indexes(Meaning.SHOW)
    show = ""
    for row in understood.table.rows:
        show = (value_of(row.cells[column[0]]) or show) if column else ""
        yield row, show


def _add_faults(row: TableRow, used: Sequence[int], columns: Sequence[str], faults: RowFaults) -> bool:
    before = faults.count
    for index in used:
        cell = row.cells[index]
        if len(cell) > _LONGEST_CELL:
            words = f"has a cell of {len(cell):,} characters; at most {_LONGEST_CELL:,} can be read"
            faults.add(row.line, columns[index], words)
        elif words := fault_of_cell(cell):
            faults.add(row.line, columns[index], words)
    return faults.count > before


def _nothing(title: str, others: Counter[str], left_out: int) -> str:
    if left_out:
        return f"has no row about {title} that can be read"
    if not others:
        return "has no rows under its header"
    listed = ", ".join(f"{in_print(show, 60)} ({count:,})" for show, count in others.most_common(_MOST_SHOWS))
    more = f" and {len(others) - _MOST_SHOWS:,} more" if len(others) > _MOST_SHOWS else ""
    return f"has no row about {title}. The shows in it, with their rows, are {listed}{more}. Name one with --show"

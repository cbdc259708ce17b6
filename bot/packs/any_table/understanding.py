"""How a table is understood: what its columns mean and how their cells are read. Shown before anything is imported."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.domain.names import fold
from bot.domain.text import escape
from bot.errors import BadInput
from bot.packs.any_table.meanings import Correction, meanings_of, read_corrections
from bot.packs.any_table.people import PeopleColumn, look_at
from bot.packs.any_table.reading import Table, read_table
from bot.packs.any_table.values import DateColumn, is_blank
from bot.packs.any_table.words import FACTS, OF_SHOWS, PEOPLE, Meaning, meanings_by_name

_EXAMPLES = 3
_SHOWN = 200
"""Characters of a cell that are read for an example."""


@dataclass(frozen=True, slots=True)
class ColumnShown:
    """A column as shown to a person: its name, its meaning (None: not used), and some of its cells as read."""

    name: str
    meaning: Meaning | None
    examples: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Understood:
    """A table with the meaning of each column, and how the columns with names and dates are read.

    `people` is by column, counted from 0.
    """

    table: Table
    meanings: tuple[Meaning | None, ...]
    people: Mapping[int, PeopleColumn]
    dates: Mapping[Meaning, DateColumn]

    def has(self, meaning: Meaning) -> bool:
        return meaning in self.meanings

    @property
    def is_about_shows(self) -> bool:
        """Whether a row is about a show as a whole: no column has seasons or episodes."""
        has_places = any(map(self.has, (Meaning.CODE, Meaning.SEASON, Meaning.NUMBER)))
        return not has_places and any(map(self.has, OF_SHOWS))

    def indexes(self, meaning: Meaning) -> tuple[int, ...]:
        """Return the columns with this meaning, counted from 0."""
        return tuple(index for index, other in enumerate(self.meanings) if other is meaning)

    def column(self, meaning: Meaning) -> str:
        """Return the name of the first column with this meaning."""
        return self.table.columns[self.indexes(meaning)[0]]

    def columns(self) -> tuple[ColumnShown, ...]:
        """Return every column, as shown to a person."""
        return tuple(
            ColumnShown(name, self.meanings[index], self._examples(index))
            for index, name in enumerate(self.table.columns)
        )

    def notes(self) -> tuple[str, ...]:
        """Return what was decided about the table, in sentences."""
        rows = "a person" if self.has(Meaning.PERSON) or not self._about_episodes() else "an episode"
        rows = "a show" if self.is_about_shows else rows
        found = [f"One row is {rows}.", *self.table.notes]
        for index, column in self.people.items():
            if column.turned:
                found.append(f"{self.table.columns[index]}: every name is written “Last, First” and is turned round.")
            elif column.doubtful:
                words = "names are split at commas, because not all are written “Last, First”"
                found.append(f"{self.table.columns[index]}: {words}: {_names(column, column.doubtful)}.")
        for meaning, dates in self.dates.items():
            if dates.month_first:
                found.append(f"{self.column(meaning)}: the month comes first, because no first number is over 12.")
            elif dates.ambiguous:
                words = f"could be two different days; it is read with the day first: {dates.read(dates.ambiguous)}."
                found.append(f"{self.column(meaning)}: {dates.ambiguous} {words}")
        return tuple(found)

    def _about_episodes(self) -> bool:
        several = {Meaning.TITLE, Meaning.AIRED, Meaning.DIRECTOR, Meaning.WRITER, Meaning.CREW, Meaning.STATUS}
        return bool(several & set(self.meanings)) and not self.has(Meaning.CHARACTER)

    def _examples(self, index: int) -> tuple[str, ...]:
        cells = [row.cells[index] for row in self.table.rows if not is_blank(row.cells[index])]
        if index in self.people:
            # How names are split shows best in cells that hold several.
            cells.sort(key=lambda cell: -min(len(self.people[index].split(cell[:_SHOWN])), 2))
            return tuple(_names(self.people[index], cell) for cell in cells[:_EXAMPLES])
        return tuple(cells[:_EXAMPLES])


def _names(column: PeopleColumn, cell: str) -> str:
    return " · ".join(named.name for named in column.split(cell[:_SHOWN]))


def understand(content: bytes, filename: str, maps: Sequence[str]) -> Understood:
    """Read a table, and work out what its columns mean. `maps` correct the guess, such as "director=Regie".

    Raises FileFaults if it is not a table, and BadInput for a correction that names nothing.
    """
    corrections = read_corrections(maps)
    wanted = {fold(correction.column) for correction in corrections if correction.column}
    table = read_table(content, filename, lambda name: bool(meanings_by_name(name)) or fold(name) in wanted)
    return _understood(table, corrections)


def _understood(table: Table, corrections: Sequence[Correction]) -> Understood:
    meanings = meanings_of(table, corrections)
    people = {
        index: look_at(cell for row in table.rows if not is_blank(cell := row.cells[index]))
        for index, meaning in enumerate(meanings)
        if meaning in PEOPLE
    }
    dates = {
        meaning: DateColumn(row.cells[index] for row in table.rows)
        for index, meaning in enumerate(meanings)
        if meaning is Meaning.AIRED or meaning is Meaning.PUBLISHED
    }
    return Understood(table, meanings, people, dates)


def check_understood(understood: Understood) -> None:
    """Check that enough of the table is understood to make facts. Raises BadInput with what is missing."""
    columns = ", ".join(escape(column) for column in understood.table.columns)
    if not (understood.has(Meaning.CODE) or understood.has(Meaning.SEASON) or understood.is_about_shows):
        raise BadInput(
            "No column has the season or the episode. Name it with --map season=COLUMN, --map episode=COLUMN or "
            f"--map code=COLUMN. The columns are {columns}."
        )
    if not any(map(understood.has, FACTS)):
        raise BadInput(
            "No column says anything about the episodes. Name one that does with --map director=COLUMN, or "
            f"{', '.join(meaning for meaning in FACTS if meaning is not Meaning.DIRECTOR)}. The columns are {columns}."
        )
    if understood.has(Meaning.PERSON) and not (understood.has(Meaning.JOB) or understood.has(Meaning.CHARACTER)):
        raise BadInput(
            f"The column {escape(understood.column(Meaning.PERSON))} names people, but no column says what they did. "
            "Name it with --map job=COLUMN, or if all of them did the same, use --map director=COLUMN."
        )

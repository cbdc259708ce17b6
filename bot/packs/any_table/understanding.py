"""How a table is understood: what its columns mean and how their cells are read. Shown before anything is imported."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.domain.names import fold
from bot.domain.text import escape
from bot.errors import BadInput
from bot.packs.any_table.codes import CodeColumn
from bot.packs.any_table.days import DateColumn, Order
from bot.packs.any_table.doubts import Doubt
from bot.packs.any_table.meanings import Correction, meanings_of, read_corrections
from bot.packs.any_table.naming import is_column_name
from bot.packs.any_table.people import PeopleColumn, look_at
from bot.packs.any_table.places import Layout
from bot.packs.any_table.reading import Table, read_table
from bot.packs.any_table.values import is_blank, is_nobody
from bot.packs.any_table.words import FACTS, OF_SHOWS, PEOPLE, PLACES, Meaning

_EXAMPLES = 3
_SHOWN = 200
"""Characters of a cell that are read for an example."""
_EPISODES = (Meaning.TITLE, Meaning.AIRED, Meaning.DIRECTOR, Meaning.WRITER, Meaning.CREW, Meaning.STATUS)
_DATES = (Meaning.AIRED, Meaning.PUBLISHED)


@dataclass(frozen=True, slots=True)
class Reading:
    """What a person says about a table beside what its columns mean.

    `season` is the season of all rows, `order` what comes first in its dates, `encoding` the name of its encoding.
    """

    season: int | None = None
    order: Order | None = None
    encoding: str = ""


@dataclass(frozen=True, slots=True)
class ColumnShown:
    """A column as shown to a person: its name, its meaning (None: not used), and some of its cells as read."""

    name: str
    meaning: Meaning | None
    examples: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Understood:
    """A table with the meaning of each column, and how the columns with names, dates and codes are read.

    `people` is by column, counted from 0. `mapped` are the meanings about which a person has decided, `season` is the
    season of all rows, and `doubts` are what may be wrong in the way the table is understood.
    """

    table: Table
    meanings: tuple[Meaning | None, ...]
    people: Mapping[int, PeopleColumn]
    dates: Mapping[Meaning, DateColumn]
    codes: CodeColumn
    mapped: frozenset[Meaning] = frozenset()
    season: int | None = None
    doubts: tuple[Doubt, ...] = ()

    def has(self, meaning: Meaning) -> bool:
        return meaning in self.meanings

    @property
    def is_about_shows(self) -> bool:
        """Whether a row is about a show as a whole: no column has seasons or episodes, or anything of episodes."""
        if any(map(self.has, PLACES)) or self.season is not None:
            return False
        has_cast = any(map(self.has, (Meaning.ACTOR, Meaning.PERSON)))
        is_of_episodes = self.has(Meaning.TITLE) or self.has(Meaning.AIRED)
        return any(map(self.has, OF_SHOWS)) or (has_cast and not is_of_episodes)

    @property
    def is_in_order(self) -> bool:
        """Whether the episodes have no numbers, and are counted in the order of their rows."""
        has_season = self.season is not None or self.has(Meaning.SEASON)
        numbered = any(map(self.has, (Meaning.NUMBER, Meaning.OVERALL, Meaning.CODE)))
        return has_season and self.has(Meaning.TITLE) and not numbered and not self.has(Meaning.PERSON)

    @property
    def is_about_episodes(self) -> bool:
        """Whether each row is an episode, rather than a person's part in some."""
        return any(map(self.has, _EPISODES)) and not (self.has(Meaning.CHARACTER) or self.has(Meaning.PERSON))

    @property
    def has_one_row_an_episode(self) -> bool:
        """Whether no episode should be in two rows: several sources, or actors, may have a row each about the same."""
        several = (Meaning.SOURCE, Meaning.URL, Meaning.ACTOR)
        return self.is_about_episodes and not any(map(self.has, several))

    @property
    def layout(self) -> Layout:
        names = {meaning: self.column(meaning) for meaning in Meaning if self.has(meaning)}
        return Layout(names, self.season, self.is_in_order, self.codes.read)

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
        rows = "an episode" if self.is_about_episodes else "a person"
        rows = "a show" if self.is_about_shows and self.is_about_episodes else rows
        found = [f"One row is {rows}.", *self.table.notes]
        if self.is_about_shows:
            found.append("No column has the season or the episode, so what it says is about the show as a whole.")
        for index, column in self.people.items():
            if column.turned:
                found.append(f"{self.table.columns[index]}: every name is written “Last, First” and is turned round.")
            elif column.doubtful:
                words = "names are split at commas, because not all are written “Last, First”"
                found.append(f"{self.table.columns[index]}: {words}: {_names(column, column.doubtful)}.")
        for meaning, dates in self.dates.items():
            found += [f"{self.column(meaning)}: {note}" for note in dates.notes()]
        return tuple(found)

    def _examples(self, index: int) -> tuple[str, ...]:
        cells = [row.cells[index] for row in self.table.rows if not is_blank(row.cells[index])]
        if index in self.people:
            people = self.people[index]
            cells = [cell for cell in cells if not is_nobody(cell)]
            # How names are split shows best in cells that hold several.
            cells.sort(key=lambda cell: -min(len(people.split(cell[:_SHOWN])), 2))
            return tuple(_names(people, cell) for cell in cells[:_EXAMPLES])
        return tuple(cells[:_EXAMPLES])


def _names(column: PeopleColumn, cell: str) -> str:
    return " · ".join(named.name for named in column.split(cell[:_SHOWN]))


def understand(content: bytes, filename: str, maps: Sequence[str], reading: Reading | None = None) -> Understood:
    """Read a table, and work out what its columns mean. `maps` correct the guess, such as "director=Regie".

    Raises FileFaults if it is not a table, and BadInput for a correction that names nothing.
    """
    reading = reading or Reading()
    corrections = read_corrections(maps)
    wanted = {fold(correction.column) for correction in corrections if correction.column}
    table = read_table(content, filename, lambda name: is_column_name(name) or fold(name) in wanted, reading.encoding)
    return _understood(table, corrections, reading)


def _understood(table: Table, corrections: Sequence[Correction], reading: Reading) -> Understood:
    found = meanings_of(table, corrections, whole_season=reading.season is not None)
    if reading.season is not None and Meaning.SEASON in found.columns:
        name = escape(table.columns[found.columns.index(Meaning.SEASON)])
        raise BadInput(f"The column {name} has a season for each row. Leave --season out, or add --map season=.")
    cells = {index: [row.cells[index] for row in table.rows] for index, meaning in enumerate(found.columns) if meaning}
    people = {
        index: look_at(
            (cell for cell in cells[index] if not is_nobody(cell)),
            plays=meaning in (Meaning.ACTOR, Meaning.PERSON),
        )
        for index, meaning in enumerate(found.columns)
        if meaning in PEOPLE
    }
    indexes = {meaning: index for index, meaning in enumerate(found.columns) if meaning}
    dates = {meaning: DateColumn(cells[indexes[meaning]], reading.order) for meaning in _DATES if meaning in indexes}
    codes = cells[indexes[Meaning.CODE]] if Meaning.CODE in indexes else ()
    mapped = frozenset(correction.meaning for correction in corrections)
    of_dates = [Doubt(f"{table.columns[indexes[meaning]]}: {words}")
                for meaning, column in dates.items() if (words := column.doubt())]  # fmt: skip
    doubts = (*table.doubts, *found.doubts, *of_dates)
    return Understood(table, found.columns, people, dates, CodeColumn(codes), mapped, reading.season, doubts)


def check_understood(understood: Understood) -> None:
    """Check that enough of the table is understood to make facts. Raises BadInput with what is missing."""
    columns = ", ".join(escape(column) for column in understood.table.columns)
    has_place = any(map(understood.has, (Meaning.CODE, Meaning.SEASON))) or understood.season is not None
    if not (has_place or understood.is_about_shows):
        raise BadInput(
            "No column has the season or the episode. Name it with --map season=COLUMN, --map episode=COLUMN or "
            "--map code=COLUMN; if all rows are of one season, add --season NUMBER. "
            f"The columns are {columns}."
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

"""How a table is understood: what its columns mean and how their cells are read, to be shown before it is taken."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.domain.names import fold
from bot.packs.any_table.meanings import Correction, check_enough, meanings_of, read_corrections
from bot.packs.any_table.people import PeopleColumn, look_at
from bot.packs.any_table.reading import Table, read_table
from bot.packs.any_table.values import DateColumn, is_blank
from bot.packs.any_table.words import PEOPLE, Meaning, meanings_by_name

_EXAMPLES = 3


@dataclass(frozen=True, slots=True)
class ColumnShown:
    """A column as a person checks it: its name, its meaning (None: not used) and some of its cells as they are read."""

    name: str
    meaning: Meaning | None
    examples: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Understood:
    """A table with the meaning of each column; how names are split and dates are read, for each column that has any."""

    table: Table
    meanings: tuple[Meaning | None, ...]
    people: Mapping[int, PeopleColumn]
    dates: Mapping[Meaning, DateColumn]

    def has(self, meaning: Meaning) -> bool:
        return meaning in self.meanings

    def places(self, meaning: Meaning) -> tuple[int, ...]:
        """The columns with this meaning, counted from 0."""
        return tuple(place for place, one in enumerate(self.meanings) if one is meaning)

    def column(self, meaning: Meaning) -> str:
        """The name of the first column with this meaning."""
        return self.table.columns[self.places(meaning)[0]]

    def columns(self) -> tuple[ColumnShown, ...]:
        """Every column, to be shown."""
        return tuple(
            ColumnShown(name, self.meanings[place], self._examples(place))
            for place, name in enumerate(self.table.columns)
        )

    def notes(self) -> tuple[str, ...]:
        """What was decided about the table, in sentences."""
        rows = "a person" if self.has(Meaning.PERSON) or not self._about_episodes() else "an episode"
        found = [f"One row is {rows}.", *self.table.notes]
        for place, column in self.people.items():
            if column.turned:
                found.append(f"{self.table.columns[place]}: every name is written “Last, First” and is turned round.")
            elif column.doubtful:
                names = " · ".join(one.name for one in column.split(column.doubtful[:_SHOWN]))
                words = "names are split at commas, as not every one is written “Last, First”"
                found.append(f"{self.table.columns[place]}: {words}: {names}.")
        for meaning, dates in self.dates.items():
            if dates.month_first:
                found.append(f"{self.column(meaning)}: the month stands first, as no first number is over 12.")
            elif dates.ambiguous:
                words = f"may be two days; the day is taken to stand first: {dates.read(dates.ambiguous)}."
                found.append(f"{self.column(meaning)}: {dates.ambiguous} {words}")
        return tuple(found)

    def _about_episodes(self) -> bool:
        several = {Meaning.TITLE, Meaning.AIRED, Meaning.DIRECTOR, Meaning.WRITER}
        return bool(several & set(self.meanings)) and not self.has(Meaning.CHARACTER)

    def _examples(self, place: int) -> tuple[str, ...]:
        cells = [row.cells[place] for row in self.table.rows if not is_blank(row.cells[place])]
        if place in self.people:
            # Where names are split shows best in the cells that hold several.
            cells.sort(key=lambda cell: -min(len(self.people[place].split(cell[:_SHOWN])), 2))
            return tuple(
                " · ".join(one.name for one in self.people[place].split(cell[:_SHOWN])) for cell in cells[:_EXAMPLES]
            )
        return tuple(cells[:_EXAMPLES])


_SHOWN = 200


def understand(content: bytes, filename: str, maps: Sequence[str]) -> Understood:
    """A table and what its columns mean. `maps` are corrections of the guess, such as "director=Regie".

    Raises FileFaults for what is no table, and BadInput for a correction that names nothing.
    """
    corrections = read_corrections(maps)
    wanted = {fold(one.column) for one in corrections if one.column}
    table = read_table(content, filename, lambda name: bool(meanings_by_name(name)) or fold(name) in wanted)
    return _understood(table, corrections)


def _understood(table: Table, corrections: Sequence[Correction]) -> Understood:
    meanings = meanings_of(table, corrections)
    people = {
        place: look_at(cell for row in table.rows if not is_blank(cell := row.cells[place]))
        for place, meaning in enumerate(meanings)
        if meaning in PEOPLE
    }
    dates = {
        meaning: DateColumn(row.cells[place] for row in table.rows)
        for place, meaning in enumerate(meanings)
        if meaning is Meaning.AIRED or meaning is Meaning.PUBLISHED
    }
    return Understood(table, meanings, people, dates)


def check_understood(understood: Understood) -> None:
    """Raises BadInput where too little of the table is understood, saying what is missing."""
    check_enough(understood.table, understood.meanings)

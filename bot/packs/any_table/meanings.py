"""What the columns of a table mean: guessed, then corrected by a person."""

from collections.abc import Sequence
from dataclasses import dataclass

from rapidfuzz import process

from bot.domain.names import fold
from bot.domain.text import escape, quoted
from bot.errors import BadInput
from bot.packs.any_table.doubts import Doubt, unsettled
from bot.packs.any_table.guessing import Guess
from bot.packs.any_table.reading import Table
from bot.packs.any_table.words import SEVERAL, Meaning

_MEANINGS = ", ".join(Meaning)


@dataclass(frozen=True, slots=True)
class Correction:
    """The meaning a person gives to a column; `column` is "" if no column has that meaning."""

    meaning: Meaning
    column: str


def read_corrections(texts: Sequence[str]) -> tuple[Correction, ...]:
    """Return corrections written as "director=Regie" or "director=". Raises BadInput for an unknown meaning."""
    found: list[Correction] = []
    for text in texts:
        name, equals, column = text.partition("=")
        if not equals:
            raise BadInput(f"{quoted(text)} is not a mapping. Write MEANING=COLUMN, for example director=Regie.")
        plain = " ".join(name.casefold().split())
        if plain not in list(Meaning):
            meant = _nearest(plain, list(Meaning))
            raise BadInput(f"{quoted(name)} is not a meaning that a column can have.{meant} "
                           f"The meanings are {_MEANINGS}.")  # fmt: skip
        found.append(Correction(Meaning(plain), " ".join(column.split())))
    return tuple(found)


def _nearest(text: str, names: Sequence[str]) -> str:
    near = process.extractOne(text, names, score_cutoff=60)
    return f" Did you mean {escape(near[0])}?" if near else ""


@dataclass(frozen=True, slots=True)
class Meanings:
    """What each column means (None: it is not used), and the guesses that may be wrong."""

    columns: tuple[Meaning | None, ...]
    doubts: tuple[Doubt, ...] = ()


def meanings_of(table: Table, corrections: Sequence[Correction], *, whole_season: bool = False) -> Meanings:
    """Return what the columns mean: as a person says, and as guessed for the others.

    With `whole_season`, no column needs to have the season. Raises BadInput for a column that does not exist.
    """
    given: dict[int, Meaning] = {}
    for correction in corrections:
        if correction.column:
            given[_index(correction.column, table.columns)] = correction.meaning
    corrected = {correction.meaning for correction in corrections}
    guess = Guess(table, given, corrected, whole_season=whole_season)
    found = guess.run()
    for meaning in set(Meaning) - set(SEVERAL):
        if found.count(meaning) > 1:
            raise BadInput(f"Two columns are mapped to {escape(meaning)}, and there can be only one.")
    return Meanings(tuple(found), unsettled(guess.doubts, corrected))


def _index(name: str, columns: Sequence[str]) -> int:
    if name in columns:
        return columns.index(name)
    alike = [index for index, column in enumerate(columns) if fold(column) == fold(name)]
    if len(alike) == 1:
        return alike[0]
    listed = ", ".join(escape(column) for column in columns)
    raise BadInput(f"There is no column {quoted(name)}.{_nearest(name, columns)} The columns are {listed}.")

"""What the columns of a table mean: guessed, and corrected by a person."""

from collections.abc import Sequence
from dataclasses import dataclass

from rapidfuzz import process

from bot.domain.names import fold
from bot.errors import BadInput
from bot.packs.any_table.guessing import Guess
from bot.packs.any_table.reading import Table
from bot.packs.any_table.words import FACTS, SEVERAL, Meaning


@dataclass(frozen=True, slots=True)
class Correction:
    """What a person says of a column; `column` is "" where a guess is taken back."""

    meaning: Meaning
    column: str


def read_corrections(texts: Sequence[str]) -> tuple[Correction, ...]:
    """Corrections such as "director=Regie" and "director=". Raises BadInput for an unknown meaning."""
    found: list[Correction] = []
    for text in texts:
        name, equals, column = text.partition("=")
        if not equals:
            raise BadInput(f"“{text[:80]}” is no mapping. Write MEANING=COLUMN, for example director=Regie.")
        plain = " ".join(name.casefold().split())
        if plain not in list(Meaning):
            meant = _nearest(plain, list(Meaning))
            raise BadInput(f"“{name.strip()[:80]}” is no meaning that a column can have.{meant} "
                           f"There are {', '.join(Meaning)}.")  # fmt: skip
        found.append(Correction(Meaning(plain), " ".join(column.split())))
    return tuple(found)


def _nearest(text: str, names: Sequence[str]) -> str:
    near = process.extractOne(text, names, score_cutoff=60)
    return f" Did you mean {near[0]}?" if near else ""


def meanings_of(table: Table, corrections: Sequence[Correction]) -> tuple[Meaning | None, ...]:
    """What each column means; None for one that is not used. Raises BadInput for a column that is not there."""
    found = Guess(table).run()
    for meaning in {one.meaning for one in corrections}:
        found = [None if one is meaning else one for one in found]
    for one in corrections:
        if one.column:
            found[_place(one.column, table.columns)] = one.meaning
    for meaning in set(Meaning) - set(SEVERAL):
        if found.count(meaning) > 1:
            raise BadInput(f"Two columns are mapped to {meaning}, and there can be one.")
    return tuple(found)


def _place(name: str, columns: Sequence[str]) -> int:
    if name in columns:
        return columns.index(name)
    alike = [place for place, column in enumerate(columns) if fold(column) == fold(name)]
    if len(alike) == 1:
        return alike[0]
    raise BadInput(f"There is no column “{name[:80]}”.{_nearest(name, columns)} The columns are {', '.join(columns)}.")


def check_enough(table: Table, meanings: Sequence[Meaning | None]) -> None:
    """Raises BadInput where the columns together tell nothing that can be taken, saying what is missing."""
    there = set(meanings)
    columns = ", ".join(table.columns)
    if not there & {Meaning.CODE, Meaning.SEASON}:
        raise BadInput(
            "No column tells the season or the episode. Say which does with --map season=COLUMN, "
            f"--map episode=COLUMN or --map code=COLUMN. The columns are {columns}."
        )
    if not there & set(FACTS):
        raise BadInput(
            "No column tells anything about the episodes. Say which does with --map director=COLUMN, or "
            f"{', '.join(one for one in FACTS if one is not Meaning.DIRECTOR)}. The columns are {columns}."
        )
    if Meaning.PERSON in there and not there & {Meaning.JOB, Meaning.CHARACTER}:
        raise BadInput(
            f"The column {table.columns[list(meanings).index(Meaning.PERSON)]} names people and none tells what they "
            "did. Say which does with --map job=COLUMN, or that all of them did the same with --map director=COLUMN."
        )

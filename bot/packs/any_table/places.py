"""Works out which season or episodes each row of a table is about, and numbers specials in the order of the rows."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.domain.codes import EpisodeCode
from bot.domain.names import fold
from bot.packs.any_table.values import codes_of, is_special, numbers_of, season_of, value_of
from bot.packs.any_table.words import Meaning
from bot.packs.entries import RowFaults
from bot.packs.names import digest

_MOST_IN_A_SLUG = 3

Cells = Mapping[Meaning, str]
"""A row's cells by the meaning of their columns, for meanings that only one column can have."""


@dataclass(frozen=True, slots=True)
class Place:
    """What a row is about: a season, or episodes of one or more seasons; without a season, the show as a whole."""

    season: int | None = None
    codes: tuple[EpisodeCode, ...] = ()

    @property
    def slug(self) -> str:
        """The place as part of an id: s01e02, s1."""
        codes = [str(code).lower() for code in self.codes]
        if len(codes) > _MOST_IN_A_SLUG:
            return f"{codes[0]}-{digest(*codes)}"
        return "-".join(codes) or (f"s{self.season}" if self.season is not None else "show")


@dataclass(frozen=True, slots=True)
class Special:
    """A special that was numbered here, with the first line that names it."""

    code: EpisodeCode
    title: str
    line: int


@dataclass(frozen=True, slots=True)
class _Unnumbered:
    key: str
    title: str


def find_places(
    rows: Sequence[tuple[int, Cells]], names: Mapping[Meaning, str], faults: RowFaults
) -> tuple[list[Place | None], tuple[Special, ...]]:
    """Return each row's place (None if the row has a fault), and the specials that were given a number.

    `rows` are lines with their cells, `names` the names of the columns.
    """
    read = [_Row(line, cells, names, faults).place() for line, cells in rows]
    taken = {code.number for place in read if isinstance(place, Place) for code in place.codes if code.season == 0}
    numbered: dict[str, Special] = {}
    places: list[Place | None] = []
    for (line, _), place in zip(rows, read, strict=True):
        if isinstance(place, _Unnumbered):
            if place.key not in numbered:
                code = EpisodeCode(0, max(taken, default=0) + 1)
                taken.add(code.number)
                numbered[place.key] = Special(code, place.title, line)
            places.append(Place(0, (numbered[place.key].code,)))
        else:
            places.append(place)
    return places, tuple(numbered.values())


class _Row:
    def __init__(self, line: int, cells: Cells, names: Mapping[Meaning, str], faults: RowFaults) -> None:
        self._line = line
        self._cells = cells
        self._names = names
        self._faults = faults

    def place(self) -> Place | _Unnumbered | None:
        code = self._cell(Meaning.CODE)
        if code and not is_special(code):
            if found := codes_of(code):
                return Place(found[0].season, found)
            return self._unreadable(Meaning.CODE, code, "an episode such as S02E07")
        season, number = self._cell(Meaning.SEASON), self._cell(Meaning.NUMBER)
        if number and not numbers_of(number) and (found := codes_of(number)):
            return Place(found[0].season, found)
        if is_special(code) or is_special(number):
            return self._special()
        if season and season_of(season) is None:
            return self._unreadable(Meaning.SEASON, season, "a season such as 2")
        return self._numbered(season_of(season) if season else None, number)

    def _numbered(self, season: int | None, number: str) -> Place | _Unnumbered | None:
        if number:
            found = numbers_of(number)
            if not found:
                return self._unreadable(Meaning.NUMBER, number, "an episode's number such as 7")
            if season is None:
                return self._fault(f"names episode {number} but no season; write the season in every row")
            return Place(season, tuple(EpisodeCode(season, episode) for episode in found))
        if season == 0 or self._cell(Meaning.TITLE):
            return self._special()
        return self._fault("names neither a season nor an episode") if season is None else Place(season)

    def _special(self) -> _Unnumbered | None:
        title = self._cell(Meaning.TITLE)
        key = fold(title) or self._cell(Meaning.AIRED)
        if not key:
            return self._fault("is about a special with neither number nor title; add one, so it can be distinguished")
        return _Unnumbered(key, title)

    def _cell(self, meaning: Meaning) -> str:
        return value_of(self._cells.get(meaning, ""))

    def _unreadable(self, meaning: Meaning, cell: str, wanted: str) -> None:
        self._faults.add(self._line, self._names[meaning], f"{cell[:40]} can't be read; write {wanted}")

    def _fault(self, words: str) -> None:
        self._faults.add(self._line, "the row", words)

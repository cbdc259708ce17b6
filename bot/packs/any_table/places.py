"""Works out which season or episodes each row of a table is about, and numbers those without a number."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from bot.domain.codes import EpisodeCode
from bot.domain.names import fold
from bot.packs.any_table.values import codes_of, is_special, numbers_of, season_of, title_of, value_of
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
    """A special that was numbered here, with the first line that names it, and the season that its row names."""

    code: EpisodeCode
    title: str
    line: int
    of_season: int | None = None


@dataclass(frozen=True, slots=True)
class _Unnumbered:
    key: str
    title: str
    of_season: int | None


@dataclass(frozen=True, slots=True)
class _Counted:
    """An episode whose number follows from other rows: its numbers across all seasons, or its title alone."""

    season: int
    overall: tuple[int, ...]
    key: str


@dataclass(frozen=True, slots=True)
class _Above:
    """The season of the row above, and its episode's number there; 0 if it has none."""

    season: int | None = None
    number: int = 0

    @staticmethod
    def of(place: "Place | _Unnumbered | _Counted | None") -> "_Above | None":
        match place:
            case Place(season=season, codes=codes):
                return _Above(season, codes[-1].number if codes else 0)
            case _Counted(season=season):
                return _Above(season)
            case _:
                return None


@dataclass(frozen=True, slots=True)
class Layout:
    """How a table says where its rows belong.

    `names` are the names of the columns. `season` is the season of all rows, if no column has it. With `in_order`,
    episodes are numbered in the order of the rows. `read_code` reads the cells of the column with codes.
    """

    names: Mapping[Meaning, str]
    season: int | None = None
    in_order: bool = False
    read_code: Callable[[str], tuple[EpisodeCode, ...]] = codes_of


@dataclass(frozen=True, slots=True)
class Found:
    """Each row's place (None if the row has a fault), the specials that were given a number, and what was inferred.

    `filled` counts the rows that got the season of the row above. `begins` are the first and the last number across
    all seasons, by season, where episodes are numbered by these.
    """

    places: list[Place | None]
    specials: tuple[Special, ...] = ()
    filled: int = 0
    begins: Mapping[int, tuple[int, int]] = field(default_factory=dict[int, tuple[int, int]])


def find_places(rows: Sequence[tuple[int, Cells]], layout: Layout, faults: RowFaults) -> Found:
    """Find the place of each row; `rows` are lines with their cells."""
    above = _Above()
    read: list[Place | _Unnumbered | _Counted | None] = []
    filled = 0
    for line, cells in rows:
        row = _Row(line, cells, layout, faults, above)
        place = row.place()
        above = _Above.of(place) or above
        filled += row.is_filled
        read.append(place)
    begins = _begins(read)
    in_order = _InOrder()
    known = (code for place in read if isinstance(place, Place) for code in place.codes)
    specials = _Specials({code.number for code in known if code.season == 0})
    places: list[Place | None] = []
    for (line, _), place in zip(rows, read, strict=True):
        match place:
            case _Unnumbered():
                places.append(specials.place(place, line))
            case _Counted(season=season, overall=overall):
                numbers = [number - begins[season][0] + 1 for number in overall] or [in_order.number(place)]
                places.append(Place(season, tuple(EpisodeCode(season, number) for number in numbers)))
            case _:
                places.append(place)
    return Found(places, tuple(specials.numbered.values()), filled, begins)


def _begins(read: Sequence[object]) -> dict[int, tuple[int, int]]:
    begins: dict[int, tuple[int, int]] = {}
    for place in read:
        if isinstance(place, _Counted) and place.overall:
            low, high = begins.get(place.season, (place.overall[0], place.overall[-1]))
            begins[place.season] = min(low, place.overall[0]), max(high, place.overall[-1])
    return begins


class _InOrder:
    """Numbers episodes in the order of their first rows, in each season."""

    def __init__(self) -> None:
        self._numbers: dict[int, dict[str, int]] = {}

    def number(self, episode: _Counted) -> int:
        known = self._numbers.setdefault(episode.season, {})
        return known.setdefault(episode.key, len(known) + 1)


class _Specials:
    """Numbers specials after those that have a number."""

    def __init__(self, taken: set[int]) -> None:
        self._taken = taken
        self.numbered: dict[str, Special] = {}

    def place(self, special: _Unnumbered, line: int) -> Place:
        if special.key not in self.numbered:
            code = EpisodeCode(0, max(self._taken, default=0) + 1)
            self._taken.add(code.number)
            self.numbered[special.key] = Special(code, special.title, line, special.of_season)
        return Place(0, (self.numbered[special.key].code,))


class _Row:
    def __init__(self, line: int, cells: Cells, layout: Layout, faults: RowFaults, above: _Above) -> None:
        self._line = line
        self._cells = cells
        self._layout = layout
        self._faults = faults
        self._above = above
        self.is_filled = False

    def place(self) -> Place | _Unnumbered | _Counted | None:
        code = self._cell(Meaning.CODE)
        if code and not is_special(code):
            if found := self._layout.read_code(code):
                return Place(found[0].season, found)
            return self._unreadable(Meaning.CODE, code, "an episode such as S02E07")
        season, number = self._cell(Meaning.SEASON), self._cell(Meaning.NUMBER)
        if number and not numbers_of(number) and (found := codes_of(number)):
            return Place(found[0].season, found)
        if is_special(code) or is_special(number):
            return self._special(None)
        if season and season_of(season) is None:
            return self._unreadable(Meaning.SEASON, season, "a season such as 2")
        in_season = season_of(season) if season else self._layout.season
        return self._numbered(in_season, number) if number else self._unnumbered(in_season)

    def _numbered(self, season: int | None, number: str) -> Place | None:
        found = numbers_of(number)
        if not found:
            return self._unreadable(Meaning.NUMBER, number, "an episode's number such as 7")
        if season is None and found[0] == self._above.number + 1:
            season = self._season_above()
        if season is None:
            return self._fault(f"names episode {number} but no season; write the season in every row")
        return Place(season, tuple(EpisodeCode(season, episode) for episode in found))

    def _unnumbered(self, season: int | None) -> Place | _Unnumbered | _Counted | None:
        overall, title = self._cell(Meaning.OVERALL), self._title()
        if season is None and title and (overall or self._layout.in_order):
            season = self._season_above()
        if season and Meaning.NUMBER not in self._layout.names and overall:
            if found := numbers_of(overall):
                return _Counted(season, found, "")
            return self._unreadable(Meaning.OVERALL, overall, "a number such as 14")
        if season and self._layout.in_order and title:
            return _Counted(season, (), fold(title) or title)
        if season == 0 or title:
            return self._special(season)
        return self._fault("names neither a season nor an episode") if season is None else Place(season)

    def _season_above(self) -> int | None:
        """Return the season of the row above: of merged cells, a spreadsheet saves only the first."""
        self.is_filled = self._above.season is not None
        return self._above.season

    def _special(self, season: int | None) -> _Unnumbered | None:
        title = self._title()
        key = fold(title) or self._cell(Meaning.AIRED)
        if not key:
            return self._fault("is about a special with neither number nor title; add one, so it can be distinguished")
        return _Unnumbered(key, title, season)

    def _title(self) -> str:
        return title_of(self._cells.get(Meaning.TITLE, ""))

    def _cell(self, meaning: Meaning) -> str:
        return value_of(self._cells.get(meaning, ""))

    def _unreadable(self, meaning: Meaning, cell: str, wanted: str) -> None:
        self._faults.add(self._line, self._layout.names[meaning], f"{cell[:40]} can't be read; write {wanted}")

    def _fault(self, words: str) -> None:
        self._faults.add(self._line, "the row", words)

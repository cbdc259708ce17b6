"""From a table whose columns are understood to a checked pack, or to every fault in it by line and column."""

import re
from dataclasses import dataclass
from datetime import date

from bot.domain.addresses import host_of
from bot.domain.dates import PartialDate
from bot.domain.names import fold
from bot.packs.any_table.credits import Credits
from bot.packs.any_table.facts import FactRows, Said
from bot.packs.any_table.places import Cells, Place, Special, find_places
from bot.packs.any_table.reading import TableRow
from bot.packs.any_table.understanding import Understood
from bot.packs.any_table.values import fault_of_cell, is_blank, value_of
from bot.packs.any_table.words import Meaning
from bot.packs.entries import Entries, Spot
from bot.packs.model import Pack, ShowEntry
from bot.packs.names import digest, slug

_LONGEST_CELL = 5000
_QUOTED = re.compile(r'["“]([^"“”]+)["”](?:\[\w{1,4}\])?')
"""A title as wikis write it: in quotes, and perhaps with the mark of a note."""
_DASHES = frozenset({"-", "–", "—"})
NO_SOURCE = (
    "Every answer says who said so, and the table does not tell. Add --source WHO, or name the column that does "
    "with --map source=COLUMN."
)


@dataclass(frozen=True, slots=True)
class Built:
    """The pack that a table makes, with what happened to its rows.

    `facts` is how many it makes, the episodes' air dates among them.
    `repeated` rows say what another row says, those `elsewhere` are about another show; `jobs` are those of which no
    fact is made, with how many rows have them.
    """

    pack: Pack
    facts: int
    specials: tuple[Special, ...] = ()
    repeated: int = 0
    elsewhere: int = 0
    jobs: tuple[tuple[str, int], ...] = ()


def build(understood: Understood, show: ShowEntry, source: str, today: date, name: str = "") -> Built:
    """The pack of a table. `source` is who said so where the table does not tell, or "".

    `name` is what the show goes by in the table, if that is neither its title nor its id.

    Raises FileFaults with every fault's line and column; claims of later days than `today` are faults.
    """
    return _Building(understood, show, source, name).run(today)


class _Building:
    def __init__(self, understood: Understood, show: ShowEntry, source: str, name: str) -> None:
        self._table = understood.table
        self._understood = understood
        self._faults = understood.table.faults
        self._names = {meaning: understood.column(meaning) for meaning in Meaning if understood.has(meaning)}
        self._show = show
        self._show_names = {fold(one) for one in (show.title, show.id, name) if one}
        self._source = " ".join(source.split())
        self._entries = Entries(show, self._faults)
        self._facts = FactRows()
        self._vouchers: dict[tuple[str, str], dict[str, None]] = {}
        self._credits = Credits(understood, self._entries, self._facts)
        self._repeated = 0
        self._elsewhere = 0

    def run(self, today: date) -> Built:
        rows = self._rows()
        cells = [self._cells(row) for row in rows]
        lines = [(row.line, one) for row, one in zip(rows, cells, strict=True)]
        places, specials = find_places(lines, self._names, self._faults)
        for row, one, place in zip(rows, cells, places, strict=True):
            said = self._said(row.line, one)
            day = self._date(row.line, one, Meaning.AIRED)
            if place is not None and said is not None:
                self._take(row, one, place, said, day)
            if self._faults.ended:
                break
        self._facts.enter(self._entries)
        pack = self._entries.checked(self._table.filename, today)
        facts = len(pack.facts) + sum(one.aired is not None for one in pack.episodes)
        return Built(pack, facts, specials, self._repeated, self._elsewhere, tuple(self._credits.jobs.most_common()))

    def _rows(self) -> list[TableRow]:
        """The rows about this show, each once, in the cells that are used."""
        used = [place for place, meaning in enumerate(self._understood.meanings) if meaning]
        show = self._understood.places(Meaning.SHOW)
        seen: set[tuple[str, ...]] = set()
        kept: list[TableRow] = []
        for row in self._table.rows:
            told = tuple(row.cells[place] for place in used)
            if not any(told):
                continue
            if show and not is_blank(row.cells[show[0]]) and fold(row.cells[show[0]]) not in self._show_names:
                self._elsewhere += 1
            elif told in seen:
                self._repeated += 1
            elif not self._tell_faults(row, used):
                kept.append(row)
            seen.add(told)
        if not kept and not self._faults.count:
            words = f"has no row about {self._show.title}" if self._elsewhere else "has no rows under its header"
            self._faults.add(1, "the file", words)
        return kept

    def _tell_faults(self, row: TableRow, used: list[int]) -> bool:
        before = self._faults.count
        for place in used:
            cell = row.cells[place]
            if len(cell) > _LONGEST_CELL:
                words = f"has a cell of {len(cell):,} characters; shorten it"
                self._faults.add(row.line, self._table.columns[place], words)
            elif words := fault_of_cell(cell):
                self._faults.add(row.line, self._table.columns[place], words)
        return self._faults.count > before

    def _cells(self, row: TableRow) -> Cells:
        return {meaning: row.cells[self._understood.places(meaning)[0]] for meaning in self._names}

    def _take(self, row: TableRow, cells: Cells, place: Place, said: Said, day: PartialDate | None) -> None:
        spot = (row.line, self._names.get(Meaning.SEASON) or self._names.get(Meaning.CODE, "the row"))
        for season in dict.fromkeys((place.season, *(code.season for code in place.codes))):
            self._entries.enter("seasons", str(season), {"number": season}, spot)
        for code in place.codes:
            self._entries.enter("episodes", str(code), {"code": str(code)}, spot)
        self._title(row.line, cells, place, said)
        self._aired(row.line, day, place, said)
        self._credits.take(row, cells, place, said)

    def _said(self, line: int, cells: Cells) -> Said | None:
        outlet, url = (value_of(cells.get(meaning, "")) for meaning in (Meaning.SOURCE, Meaning.URL))
        column = self._names.get(Meaning.SOURCE) or self._names.get(Meaning.URL, "the row")
        if outlet.startswith(("https://", "http://")):
            outlet, url = "", url or outlet
        outlet = outlet or self._source or host_of(url)
        if not outlet:
            self._faults.add(line, column, "does not say who said so; fill it in, or add --source WHO for such rows")
            return None
        key = f"{slug(outlet)}-{digest(outlet, url)}"
        spot = (line, column)
        source: dict[str, object] = {"outlet": outlet, "url": url} if url else {"outlet": outlet}
        self._entries.enter("sources", key, source, spot)
        if url:
            self._entries.note("sources", key, ("url",), (line, self._names.get(Meaning.URL, column)))
        published = self._date(line, cells, Meaning.PUBLISHED)
        return Said(key, published.text if published else None, (line, self._names.get(Meaning.PUBLISHED, column)))

    def _title(self, line: int, cells: Cells, place: Place, said: Said) -> None:
        title = " ".join(cells.get(Meaning.TITLE, "").split())
        if quoted := _QUOTED.fullmatch(title):
            title = quoted[1].strip()
        if title and title not in _DASHES:
            spot = (line, self._names[Meaning.TITLE])
            for code in place.codes:
                self._fill(str(code), "title", title, said, spot)

    def _aired(self, line: int, day: PartialDate | None, place: Place, said: Said) -> None:
        if day is None:
            return
        spot = (line, self._names[Meaning.AIRED])
        if not day.is_day or not place.codes:
            self._facts.release(place, day.text, said, spot)
            return
        for code in place.codes:
            self._fill(str(code), "aired", day.first, said, spot)

    def _fill(self, code: str, key: str, value: str | date, said: Said, spot: Spot) -> None:
        """Give an episode a title or an air date; another row must not give it another one."""
        entry = self._entries.enter("episodes", code, {"code": code}, spot)
        known = entry.setdefault(key, value)
        self._entries.note("episodes", code, (key,), spot)
        if known != value:
            line, _ = self._entries.spot("episodes", code, key)
            words = f"differs from line {line}, which is about the same episode ({code}): {known}"
            self._faults.add(spot[0], spot[1], words)
            return
        vouchers = self._vouchers.setdefault((code, key), {})
        vouchers[said.source] = None
        entry[f"{key}_sources"] = list(vouchers)

    def _date(self, line: int, cells: Cells, meaning: Meaning) -> PartialDate | None:
        cell = value_of(cells.get(meaning, ""))
        if not cell:
            return None
        try:
            return self._understood.dates[meaning].read(cell)
        except ValueError as error:
            self._faults.add(line, self._names[meaning], str(error))
            return None

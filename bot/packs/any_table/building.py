"""Builds a checked pack from a table whose columns are understood, or reports every fault by line and column."""

import re
from collections.abc import Sequence
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
from bot.packs.any_table.values import fault_of_cell, is_blank, looks_like_address, value_of
from bot.packs.any_table.words import Meaning
from bot.packs.entries import Entries, Spot
from bot.packs.model import Pack, ShowEntry
from bot.packs.names import digest, slug

_LONGEST_CELL = 5000
_QUOTED = re.compile(r'["“]([^"“”]+)["”](?:\[\w{1,4}\])?')
"""A title as wikis write it: in quotes, perhaps with a footnote mark."""
_DASHES = frozenset({"-", "–", "—"})
NO_SOURCE = (
    "Every answer says who said so, but this table doesn't. Add --source WHO, or name the column that does "
    "with --map source=COLUMN."
)


@dataclass(frozen=True, slots=True)
class Built:
    """The pack made from a table, and what happened to the rows.

    `facts` is how many facts it makes, including the episodes' air dates. `repeated` rows say the same as another row,
    and rows `elsewhere` are about another show. `jobs` are jobs that no fact is made from, each with its count of rows.
    """

    pack: Pack
    facts: int
    specials: tuple[Special, ...] = ()
    repeated: int = 0
    elsewhere: int = 0
    jobs: tuple[tuple[str, int], ...] = ()


def build(understood: Understood, show: ShowEntry, source: str, today: date, name: str = "") -> Built:
    """Build the pack of a table.

    `source` is who said so in rows that don't name a source, or "". `name` is the show's name in the table, if it is
    neither its title nor its id. Raises FileFaults with every fault's line and column; claims published after `today`
    are faults.
    """
    return _Building(understood, show, source, name).run(today)


class _Building:
    def __init__(self, understood: Understood, show: ShowEntry, source: str, name: str) -> None:
        self._table = understood.table
        self._understood = understood
        self._faults = understood.table.faults
        self._names = {meaning: understood.column(meaning) for meaning in Meaning if understood.has(meaning)}
        self._show = show
        self._show_names = {fold(known) for known in (show.title, show.id, name) if known}
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
        lines = [(row.line, own) for row, own in zip(rows, cells, strict=True)]
        places, specials = self._places(lines)
        for row, own, place in zip(rows, cells, places, strict=True):
            said = self._said(row.line, own)
            day = self._date(row.line, own, Meaning.AIRED)
            if place is not None and said is not None:
                self._take(row, own, place, said, day)
            if self._faults.ended:
                break
        self._facts.enter(self._entries)
        pack = self._entries.checked(self._table.filename, today)
        facts = len(pack.facts) + sum(episode.aired is not None for episode in pack.episodes)
        return Built(pack, facts, specials, self._repeated, self._elsewhere, tuple(self._credits.jobs.most_common()))

    def _places(self, lines: Sequence[tuple[int, Cells]]) -> tuple[list[Place | None], tuple[Special, ...]]:
        if self._understood.is_about_shows:
            return [Place() for _ in lines], ()
        return find_places(lines, self._names, self._faults)

    def _rows(self) -> list[TableRow]:
        """Return the rows about this show without faults, leaving out those that repeat another in the used columns."""
        used = [index for index, meaning in enumerate(self._understood.meanings) if meaning]
        show = self._understood.indexes(Meaning.SHOW)
        seen: set[tuple[str, ...]] = set()
        kept: list[TableRow] = []
        for row in self._table.rows:
            said = tuple(row.cells[index] for index in used)
            if not any(said):
                continue
            if show and not is_blank(row.cells[show[0]]) and fold(row.cells[show[0]]) not in self._show_names:
                self._elsewhere += 1
            elif said in seen:
                self._repeated += 1
            elif not self._has_faults(row, used):
                kept.append(row)
            seen.add(said)
        if not kept and not self._faults.count:
            words = f"has no row about {self._show.title}" if self._elsewhere else "has no rows under its header"
            self._faults.add(1, "the file", words)
        return kept

    def _has_faults(self, row: TableRow, used: list[int]) -> bool:
        before = self._faults.count
        for index in used:
            cell = row.cells[index]
            if len(cell) > _LONGEST_CELL:
                words = f"has a cell of {len(cell):,} characters; shorten it"
                self._faults.add(row.line, self._table.columns[index], words)
            elif words := fault_of_cell(cell):
                self._faults.add(row.line, self._table.columns[index], words)
        return self._faults.count > before

    def _cells(self, row: TableRow) -> Cells:
        return {meaning: row.cells[self._understood.indexes(meaning)[0]] for meaning in self._names}

    def _take(self, row: TableRow, cells: Cells, place: Place, said: Said, day: PartialDate | None) -> None:
        spot = (row.line, self._names.get(Meaning.SEASON) or self._names.get(Meaning.CODE, "the row"))
        seasons = [code.season for code in place.codes] or [place.season]
        for season in dict.fromkeys(season for season in seasons if season is not None):
            self._entries.enter("seasons", str(season), {"number": season}, spot)
        for code in place.codes:
            self._entries.enter("episodes", str(code), {"code": str(code)}, spot)
        self._title(row.line, cells, place, said)
        self._aired(row.line, day, place, said)
        self._credits.take(row, cells, place, said)

    def _said(self, line: int, cells: Cells) -> Said | None:
        outlet, url = (value_of(cells.get(meaning, "")) for meaning in (Meaning.SOURCE, Meaning.URL))
        column = self._names.get(Meaning.SOURCE) or self._names.get(Meaning.URL, "the row")
        if looks_like_address(outlet):
            outlet, url = "", url or outlet
        outlet = outlet or self._source or host_of(url)
        if not outlet:
            self._faults.add(line, column, "doesn't say who said so; fill it in, or add --source WHO for such rows")
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
        if day is None or place.season is None:
            return
        spot = (line, self._names[Meaning.AIRED])
        if not day.is_day or not place.codes:
            self._facts.release(place, day.text, said, spot)
            return
        for code in place.codes:
            self._fill(str(code), "aired", day.first, said, spot)

    def _fill(self, code: str, key: str, value: str | date, said: Said, spot: Spot) -> None:
        """Give an episode a title or an air date. Adds a fault if another row gave it a different one."""
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

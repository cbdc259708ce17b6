"""Builds a checked pack from a table whose columns are understood, or reports every fault by line and column."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from bot.domain.addresses import host_of
from bot.domain.codes import EpisodeCode
from bot.domain.dates import PartialDate
from bot.errors import FileFaults
from bot.packs.any_table.credits import Credits
from bot.packs.any_table.facts import FactRows, Said
from bot.packs.any_table.of_one_show import rows_of
from bot.packs.any_table.places import Cells, Found, Place, Special, find_places
from bot.packs.any_table.reading import SPLIT, TableRow
from bot.packs.any_table.understanding import Understood
from bot.packs.any_table.values import looks_like_address, title_of, value_of
from bot.packs.any_table.words import Meaning
from bot.packs.entries import Entries, RowFaults, Spot
from bot.packs.model import Pack, ShowEntry
from bot.packs.names import digest, slug

_MOST_PASSES = 6
"""How often a table is read again without the rows that have faults: leaving some out may show faults in others."""
NO_SOURCE = (
    "Every answer says who said so, but this table doesn't. Add --source WHO, or name the column that does "
    "with --map source=COLUMN."
)


@dataclass(frozen=True, slots=True)
class Built:
    """The pack made from a table, and what happened to the rows.

    `facts` is how many facts it makes, including the episodes' air dates. `repeated` rows say the same as another row,
    and rows `elsewhere` are about another show. `jobs` are jobs that no fact is made from, each with its count of rows.
    `filled` rows got the season of the row above. `rows_of` counts the rows of each episode, if it should have one.
    `begins` are the first and the last number across all seasons by season, if episodes are counted by these.
    `left_out` are the faults of rows that were left out, by line, and `read` is how many rows were not.
    """

    pack: Pack
    facts: int
    specials: tuple[Special, ...] = ()
    repeated: int = 0
    elsewhere: int = 0
    jobs: tuple[tuple[str, int], ...] = ()
    filled: int = 0
    read: int = 0
    rows_of: Mapping[EpisodeCode, int] = field(default_factory=dict[EpisodeCode, int])
    begins: Mapping[int, tuple[int, int]] = field(default_factory=dict[int, tuple[int, int]])
    left_out: Mapping[int, str] = field(default_factory=dict[int, str])


def build(
    understood: Understood, show: ShowEntry, source: str, today: date, name: str = "", *, skip_bad: bool = False
) -> Built:
    """Build the pack of a table.

    `source` is who said so in rows that don't name a source, or "". `name` is the show's name in the table, if it is
    neither its title nor its id. With `skip_bad`, rows with faults are left out. Raises FileFaults with every fault's
    line and column; claims published after `today` are faults.
    """
    left_out: dict[int, str] = {}
    lines = {row.line for row in understood.table.rows}
    for _ in range(_MOST_PASSES):
        building = _Building(understood, show, source, name, left_out)
        try:
            return replace(building.run(today), left_out=left_out)
        except FileFaults:
            faults = building.faults
            if not skip_bad or faults.ended or not set(faults.lines) <= lines:
                raise
            left_out |= faults.lines
    return replace(_Building(understood, show, source, name, left_out).run(today), left_out=left_out)


class _Building:
    def __init__(
        self, understood: Understood, show: ShowEntry, source: str, name: str, left_out: Mapping[int, str]
    ) -> None:
        self._table = understood.table
        self._understood = understood
        self._left_out = left_out
        self.faults = RowFaults() if left_out else understood.table.faults.copy()
        self._names = understood.layout.names
        self._show = show
        self._called = tuple(known for known in (show.title, show.id, name) if known)
        self._source = " ".join(source.split())
        self._entries = Entries(show, self.faults, SPLIT)
        self._facts = FactRows()
        self._vouchers: dict[tuple[str, str], dict[str, None]] = {}
        self._credits = Credits(understood, self._entries, self._facts, self.faults)

    def run(self, today: date) -> Built:
        kept = rows_of(self._understood, self._called, self.faults, self._left_out)
        cells = [self._cells(row) for row in kept.rows]
        found = self._places([(row.line, own) for row, own in zip(kept.rows, cells, strict=True)])
        rows_of_code: Counter[EpisodeCode] = Counter()
        for row, own, place in zip(kept.rows, cells, found.places, strict=True):
            said = self._said(row.line, own)
            day = self._date(row.line, own, Meaning.AIRED)
            if place is not None and said is not None:
                self._take(row, own, place, said, day)
                rows_of_code.update(place.codes if self._understood.has_one_row_an_episode else ())
            if self.faults.ended:
                break
        self._facts.enter(self._entries)
        pack = self._entries.checked(self._table.filename, today)
        facts = len(pack.facts) + sum(episode.aired is not None for episode in pack.episodes)
        jobs = tuple(self._credits.jobs.most_common())
        return Built(
            pack, facts, found.specials, kept.repeated, kept.elsewhere, jobs, found.filled, len(kept.rows),
            rows_of_code, found.begins,
        )  # fmt: skip

    def _places(self, lines: list[tuple[int, Cells]]) -> Found:
        if self._understood.is_about_shows:
            return Found([Place() for _ in lines])
        return find_places(lines, self._understood.layout, self.faults)

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
            self.faults.add(line, column, "doesn't say who said so; fill it in, or add --source WHO for such rows")
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
        if title := title_of(cells.get(Meaning.TITLE, "")):
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
            self.faults.add(spot[0], spot[1], words)
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
            self.faults.add(line, self._names[meaning], str(error))
            return None

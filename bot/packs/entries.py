"""A pack made from a table's rows: its entries, the line and column of every value in them, and the faults found."""

from collections.abc import Callable
from datetime import date
from itertools import islice

from bot.errors import FileFaults, PackFault
from bot.packs.checks import BY_ID, IN_ORDER, check
from bot.packs.faults import Findings, Location, in_print
from bot.packs.limits import MOST_ENTRIES, MOST_FAULTS
from bot.packs.model import Pack, ShowEntry

Spot = tuple[int, str]
"""A line and the name of a column."""


class RowFaults:
    """A table's faults by line and column. The first MOST_FAULTS are kept; the rest are only counted.

    `ended` is set when the table has so much of something that reading it stops. `lines` has the first fault of each
    line, of all faults.
    """

    def __init__(self) -> None:
        self.faults: list[PackFault] = []
        self.lines: dict[int, str] = {}
        self.count = 0
        self.ended = False

    def copy(self) -> "RowFaults":
        """Return the same faults, to which others can be added."""
        faults = RowFaults()
        faults.faults, faults.lines = list(self.faults), dict(self.lines)
        faults.count, faults.ended = self.count, self.ended
        return faults

    def add(self, line: int, column: str, words: str) -> None:
        """Record a fault."""
        self.count += 1
        fault = PackFault(column, in_print(words, 600), line)
        self.lines.setdefault(line, str(fault))
        if len(self.faults) < MOST_FAULTS:
            self.faults.append(fault)


class Entries:
    """The entries of each section by key, and where in the table each was first seen.

    `split` is what to do with a table that has too many of them.
    """

    def __init__(self, show: ShowEntry, faults: RowFaults, split: str = "split it and import the parts") -> None:
        self._show = show
        self._split = split
        self._faults = faults
        self._entries: dict[str, dict[str, dict[str, object]]] = {section: {} for section in (*BY_ID, *IN_ORDER)}
        self._spots: dict[Location, Spot] = {}

    def enter(self, section: str, key: str, entry: dict[str, object], spot: Spot) -> dict[str, object]:
        """Return the entry with this key, adding the given one if there is none yet."""
        entries = self._entries[section]
        if key in entries:
            return entries[key]
        if len(entries) < MOST_ENTRIES:
            self._spots[section, key] = spot
            entries[key] = entry
        elif not self._faults.ended:
            self._faults.ended = True
            words = f"has more than {MOST_ENTRIES:,} {section}; {self._split}"
            self._faults.add(spot[0], "the file", words)
        return entry

    def note(self, section: str, key: str, value: Location, spot: Spot) -> None:
        """Record where a value of an entry, such as ("title",), was first seen, if not at the entry's own spot."""
        self._spots.setdefault((section, key, *value), spot)

    def spot(self, section: str, key: str, *value: int | str) -> Spot:
        """Return where an entry, or a value of it, was first seen."""
        location: Location = (section, key, *value)
        while location not in self._spots:
            location = location[:-1]
        return self._spots[location]

    def spot_at(self, location: Location) -> Spot:
        """Return where in the table the value at a location of the pack was first seen."""
        match location:
            case (str(section), int(index), *rest) if section in IN_ORDER:
                return self.spot(section, next(islice(self._entries[section], index, None)), *rest)
            case (str(section), str(key), *rest) if section in BY_ID:
                return self.spot(section, key, *rest)
            case _:
                return 1, "the file"

    def checked(self, filename: str, today: date | None, spot_at: Callable[[Location], Spot] | None = None) -> Pack:
        """Return the pack that the entries make.

        Raises FileFaults with every fault of the rows and of the pack, in order of lines. With `today`, claims
        published later are faults. `spot_at` replaces the method of that name.
        """
        by_id = {section: self._entries[section] for section in BY_ID}
        in_order = {section: list(self._entries[section].values()) for section in IN_ORDER}
        table: dict[str, object] = {"format": 1, "show": self._show, **by_id, **in_order}
        findings = Findings(table, MOST_FAULTS)
        faults = self._faults
        # If reading stopped early the entries are incomplete, and would have faults that the table doesn't have.
        pack = None if faults.ended else check(table, findings, today)
        for fault in findings.faults:
            line, column = (spot_at or self.spot_at)(fault.location)
            faults.add(line, column, fault.words)
        faults.count += findings.count - len(findings.faults)
        if pack is None or faults.count:
            raise FileFaults(filename, sorted(faults.faults, key=lambda fault: fault.line or 0), faults.count)
        return pack

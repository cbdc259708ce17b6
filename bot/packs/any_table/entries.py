"""A pack's table in the making, with the line and the column of everything in it."""

from itertools import islice

from bot.packs.faults import Location
from bot.packs.limits import MOST_ENTRIES
from bot.packs.model import ShowEntry
from bot.packs.uploads.drafts import RowFaults

_BY_ID = ("sources", "people", "characters")
_IN_ORDER = ("seasons", "episodes", "facts")

Spot = tuple[int, str]
"""A line and the name of a column."""


class Entries:
    """The entries of each section by whatever tells them apart, and where in the table each was first met."""

    def __init__(self, show: ShowEntry, faults: RowFaults) -> None:
        self._show = show
        self._faults = faults
        self._entries: dict[str, dict[str, dict[str, object]]] = {section: {} for section in (*_BY_ID, *_IN_ORDER)}
        self._spots: dict[Location, Spot] = {}

    def enter(self, section: str, key: str, entry: dict[str, object], spot: Spot) -> dict[str, object]:
        """The entry of this key, which is new unless it is there already."""
        entries = self._entries[section]
        if key in entries:
            return entries[key]
        if len(entries) < MOST_ENTRIES:
            self._spots[section, key] = spot
            entries[key] = entry
        elif not self._faults.ended:
            self._faults.ended = True
            words = f"has more than {MOST_ENTRIES:,} {section}; split it and import the parts"
            self._faults.tell(spot[0], "the file", words)
        return entry

    def note(self, section: str, key: str, value: Location, spot: Spot) -> None:
        """Remember where a value of an entry, such as ("title",), stands if that is elsewhere than the entry."""
        self._spots.setdefault((section, key, *value), spot)

    def spot(self, section: str, key: str, *value: int | str) -> Spot:
        """Where an entry, or a value of it, was first met."""
        location: Location = (section, key, *value)
        while location not in self._spots:
            location = location[:-1]
        return self._spots[location]

    def place(self, location: Location) -> Spot:
        """The line and the column of a value in the table."""
        match location:
            case (str(section), int(index), *rest) if section in _IN_ORDER:
                return self.spot(section, next(islice(self._entries[section], index, None)), *rest)
            case (str(section), str(key), *rest) if section in _BY_ID:
                return self.spot(section, key, *rest)
            case _:
                return 1, "the file"

    def table(self) -> dict[str, object]:
        """The pack's table as TOML would give it."""
        by_id = {section: self._entries[section] for section in _BY_ID}
        in_order = {section: list(self._entries[section].values()) for section in _IN_ORDER}
        return {"format": 1, "show": self._show, **by_id, **in_order}

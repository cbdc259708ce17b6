"""Which people and characters on record a file's names stand for."""

from collections.abc import Callable, Iterable, Mapping
from typing import Generic, TypeVar

from bot.domain.facts import Character, Person
from bot.domain.names import fold
from bot.packs.model import CharacterEntry, PersonEntry

_T = TypeVar("_T", Person, Character)


class Matcher(Generic[_T]):
    """Gives each of a file's names the row that it stands for, first those whose ids agree too."""

    def __init__(self, by_id: Mapping[str, _T], names: Mapping[int, tuple[str, ...]]) -> None:
        self._by_id = by_id
        self._names = names
        self._found: dict[str, _T] = {}

    def by_key(self, key: str, entry: PersonEntry | CharacterEntry) -> bool:
        """Whether the id stands for somebody of that name."""
        row = self._by_id.get(key)
        return row is not None and self.take(key, entry, row)

    def take(self, key: str, entry: PersonEntry | CharacterEntry, row: _T) -> bool:
        """Let the id stand for this row, if the name is one of its names."""
        if fold(entry.name) not in (fold(row.name), *self._names.get(row.id, ())):
            return False
        self._found[key] = row
        return True

    def rest(
        self,
        entries: Mapping[str, PersonEntry] | Mapping[str, CharacterEntry],
        new: Callable[[str, PersonEntry | CharacterEntry], _T],
    ) -> dict[str, _T]:
        """The row of each id; who is not found by id is found by a name that only one has, or is new."""
        taken = {row.id for row in self._found.values()}
        free = [row for row in self._by_id.values() if row.id not in taken]
        by_name = _only_one((fold(row.name), row) for row in free)
        by_any = _only_one((name, row) for row in free for name in {fold(row.name), *self._names.get(row.id, ())})
        for key, entry in entries.items():
            if key not in self._found:
                name = fold(entry.name)
                row = by_name.pop(name, None) or by_any.pop(name, None)
                if row is not None and row.id in taken:
                    row = None
                self._found[key] = row or new(key, entry)
                taken.add(self._found[key].id)
        return self._found


def _only_one(named: Iterable[tuple[str, _T]]) -> dict[str, _T]:
    found: dict[str, list[_T]] = {}
    for name, row in named:
        found.setdefault(name, []).append(row)
    return {name: rows[0] for name, rows in found.items() if len(rows) == 1}

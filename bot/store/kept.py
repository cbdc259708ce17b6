"""What the store keeps in memory of what it read, until it may have changed.

A revision never changes, and neither does the fact that is made of it, but for what that takes from other rows: names,
titles, air dates. A change of these, by this process or another one, empties what is kept. The same goes for names:
completions look up the same few letters again and again.
"""

import asyncio
import re
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Generic, NamedTuple, TypeVar

from bot.domain.facts import Fact, Show
from bot.domain.matching import NameMatch, NameRole
from bot.domain.readings import Lookups
from bot.domain.spoilers import Reach

_K = TypeVar("_K")
_V = TypeVar("_V")
MOST_FACTS, MOST_SERVERS, MOST_NAMES = 4_000, 10_000, 30_000
"""How much is kept: a fact takes about two kilobytes, a name a third of one, a server's show a tenth."""
LOOK_EVERY = 0.5
"""Seconds between two looks at whether another process has changed anything."""
_IN_FACTS = frozenset({"revision", "fact", "show", "season", "episode", "person", "character", "source"})
_IN_CHOICES = frozenset({"server", "show", "batch"})
_IN_BOUNDARIES = frozenset({"seen", "boundary", "server", "show"})
_IN_NAMES = frozenset({"alias", "show"})
_IN_COPIES = frozenset(
    {"head", "fact", "revision", "scope", "credit", "claim", "season", "episode", "episode_source", "character"}
    | {"person", "source", "alias", "show", "server"}
)
REMEMBERED = _IN_FACTS | _IN_CHOICES | _IN_BOUNDARIES | _IN_NAMES | _IN_COPIES
"""The tables that something in memory is made of."""
_WRITES = re.compile(r"(INSERT INTO|(?<!DO )UPDATE|DELETE FROM)\s+(\w+)")


class Sought(NamedTuple):
    """Names that are looked for: see `NameGateway.beginning`."""

    guild: int
    show: int
    roles: tuple[NameRole, ...]
    key: str
    day: date
    hidden: bool
    most: int


def _one(_: object) -> int:
    return 1


class Kept(Generic[_K, _V]):
    """The latest values that were read, as many as have a `size` of `most` together."""

    def __init__(self, most: int, look: Callable[[], Awaitable[None]], size: Callable[[_V], int] = _one) -> None:
        self._most = most
        self._look = look
        self._size = size
        self._sizes = 0
        self._values: OrderedDict[_K, _V] = OrderedDict()
        self._version = 0
        self._hits = self._misses = 0

    @property
    def lookups(self) -> Lookups:
        """How often values were looked for since the start."""
        return Lookups(self._hits, self._misses)

    def forget(self) -> None:
        """Forget everything, also what is being read at the moment."""
        self._version += 1
        self._values.clear()
        self._sizes = 0

    async def get(self, keys: Sequence[_K], read: Callable[[Sequence[_K]], Awaitable[dict[_K, _V]]]) -> dict[_K, _V]:
        """Return values by key: those that are kept, and those that `read` returns for the others."""
        await self._look()
        values = self._values
        missing: list[_K] = []
        found: dict[_K, _V] = {}
        for key in keys:
            if key in values:
                found[key] = values[key]
                values.move_to_end(key)
            else:
                missing.append(key)
        self._hits += len(found)
        self._misses += len(missing)
        if missing:
            version = self._version
            made = await read(missing)
            found |= made
            if version == self._version:  # else they may be of before the change
                self._keep(made)
        return found

    def _keep(self, made: dict[_K, _V]) -> None:
        for key, value in made.items():
            if key in self._values:  # somebody else read it meanwhile
                self._sizes -= self._size(self._values.pop(key))
            self._values[key] = value
            self._sizes += self._size(value)
        while self._sizes > self._most:
            _, oldest = self._values.popitem(last=False)
            self._sizes -= self._size(oldest)


class Changes:
    """The tables that a transaction has changed; those with new rows alone begin with a plus."""

    def __init__(self) -> None:
        self._tables: set[str] = set()

    def note(self, sql: str, *, made: object = None, returned: object = None) -> None:
        """Note what a statement changed. An upsert made a new row if it returned the new id that it was given."""
        written = _written_by(sql)
        if written is not None:
            is_new = written.is_insert and (not written.is_upsert or (made is not None and made == returned))
            self._tables.add(f"+{written.table}" if is_new else written.table)

    @property
    def so_far(self) -> frozenset[str]:
        """All that was noted since it was last taken."""
        return frozenset(self._tables)

    def take(self) -> frozenset[str]:
        """All that was noted since this was last taken."""
        tables, self._tables = frozenset(self._tables), set()
        return tables


@dataclass(frozen=True, slots=True)
class _Written:
    table: str
    is_insert: bool
    is_upsert: bool


@lru_cache(1024)
def _written_by(sql: str) -> _Written | None:
    found = _WRITES.search(sql)
    return _Written(found[2], found[1] == "INSERT INTO", "DO UPDATE" in sql) if found else None


class Memory:
    """The facts of revisions, the show that each server asks about, names by what was typed, and spoiler boundaries.

    `changed_elsewhere` returns whether another process has changed anything since it was last called. At most so many
    `facts` and `names` are kept.
    """

    def __init__(
        self, changed_elsewhere: Callable[[], Awaitable[bool]], *, facts: int = MOST_FACTS, names: int = MOST_NAMES
    ) -> None:
        self.facts: Kept[int, Fact] = Kept(facts, self.look)
        self.shows: Kept[int, Show | None] = Kept(MOST_SERVERS, self.look)
        self.names: Kept[Sought, tuple[NameMatch, ...]] = Kept(names, self.look, lambda found: 1 + len(found))
        self.reaches: Kept[tuple[int, int, int], Reach] = Kept(MOST_SERVERS, self.look)
        self.forget_copies: Callable[[], None] = lambda: None
        self._changed_elsewhere = changed_elsewhere
        self._looked_at: float | None = None

    def changed(self, tables: Iterable[str]) -> None:
        """Forget what the changes of a transaction may have changed."""
        if not _IN_FACTS.isdisjoint(tables):
            self.facts.forget()
        written = {table.lstrip("+") for table in tables}
        if not _IN_CHOICES.isdisjoint(written):
            self.shows.forget()
        if not _IN_NAMES.isdisjoint(written):
            self.names.forget()
        if not _IN_BOUNDARIES.isdisjoint(written):
            self.reaches.forget()

    def lookups(self) -> dict[str, Lookups]:
        """Return how often each kind of value was looked for since the start."""
        return {
            "facts": self.facts.lookups,
            "shows": self.shows.lookups,
            "names": self.names.lookups,
            "boundaries": self.reaches.lookups,
        }

    def changed_by_others(self, tables: Iterable[str]) -> None:
        """Forget what the changes of another process may have changed."""
        tables = frozenset(tables)
        self.changed(tables)
        if any(table.lstrip("+") in _IN_COPIES for table in tables):
            self.forget_copies()

    async def look(self) -> None:
        """Forget everything if another process may have changed it since."""
        now = asyncio.get_running_loop().time()
        if self._looked_at is not None and 0 <= now - self._looked_at < LOOK_EVERY:
            return
        self._looked_at = now  # at once, so that nobody else looks too
        try:
            is_changed = await self._changed_elsewhere()
        except BaseException:
            self._looked_at = None
            raise
        if is_changed:
            for kept in (self.facts, self.shows, self.names, self.reaches):
                kept.forget()
            self.forget_copies()

"""The copies of shows that are kept: each made once for all who see as much of it, until a fact changes."""

import asyncio
from collections import OrderedDict
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Generic, NamedTuple, TypeVar
from weakref import WeakValueDictionary

from bot.domain.boundaries import Boundary
from bot.domain.codes import EpisodeCode
from bot.domain.notices import FactsChanged, Notice, SettingsChanged, ShowChosen
from bot.domain.shield import Shield, Sight
from bot.store.calendars import Calendar, to_calendar
from bot.store.database import Executor, load_queries
from bot.store.filling import Filling
from bot.store.screened import Copy

_sql = load_queries("calendars")
MOST_ROWS = 300_000
"""How many rows the copies have together; one alone may have more."""

_MOST_CALENDARS = _MOST_SIGHTS = 500

T = TypeVar("T")


class SeenShow(NamedTuple):
    """A show as a server sees it."""

    guild: int
    show: int


class Screen(NamedTuple):
    """A show as a server sees it, up to a boundary."""

    guild: int
    show: int
    shield: Shield


@dataclass(frozen=True, slots=True)
class _Made(Generic[T]):
    readable: T
    size: int


@dataclass(frozen=True, slots=True)
class _Sight:
    calendar: Calendar
    sight: Sight


class Screens(Generic[T]):
    """Makes copies, and keeps those that were used last, as well as when the episodes of each show air.

    `opened` makes of a copy what answers are read from.
    """

    def __init__(
        self,
        filling: Filling,
        read_from: Callable[[], Executor],
        threads: ThreadPoolExecutor,
        opened: Callable[[Copy], T],
    ) -> None:
        self._filling = filling
        self._read_from = read_from
        self._opened = opened
        self._turns: WeakValueDictionary[int, asyncio.Lock] = WeakValueDictionary()
        self._threads = threads
        self._made: OrderedDict[Screen, _Made[T]] = OrderedDict()
        self._making: dict[Screen, asyncio.Task[T]] = {}
        self._calendars: OrderedDict[SeenShow, Calendar] = OrderedDict()
        self._sights: OrderedDict[tuple[SeenShow, Boundary], _Sight] = OrderedDict()
        self._changes = 0

    async def calendar(self, wanted: SeenShow) -> Calendar:
        """Return when the episodes of a show air, read now if that is not kept."""
        if kept := self._calendars.get(wanted):
            self._calendars.move_to_end(wanted)
            return kept
        changes, read = self._changes, await calendar_of(self._read_from(), *wanted)
        if changes == self._changes:  # else it may be of before the change
            self._calendars[wanted] = read
            while len(self._calendars) > _MOST_CALENDARS:
                self._calendars.popitem(last=False)
        return read

    async def sight(self, wanted: SeenShow, upto: Boundary) -> Sight:
        """Return what is seen of a show up to a boundary."""
        calendar = await self.calendar(wanted)
        kept = self._sights.get((wanted, upto))
        if kept is None or kept.calendar is not calendar:
            kept = self._sights[wanted, upto] = _Sight(calendar, Sight(upto, *calendar))
        self._sights.move_to_end((wanted, upto))
        while len(self._sights) > _MOST_SIGHTS:
            self._sights.popitem(last=False)
        return kept.sight

    async def get(self, wanted: Screen) -> T:
        """Return what to read the copy of a show from, made now if there is none."""
        if made := self._made.get(wanted):
            self._made.move_to_end(wanted)
            return made.readable
        if wanted not in self._making:
            # Others may wait for the same, so that it is finished even if the first no longer needs it.
            making = asyncio.create_task(self._make(wanted))
            self._making[wanted] = making
            making.add_done_callback(lambda _: self._making.pop(wanted, None))
        return await asyncio.shield(self._making[wanted])

    async def _make(self, wanted: Screen) -> T:
        turn = self._turns.setdefault(wanted.guild, asyncio.Lock())
        async with turn:  # so that no server keeps all threads busy
            changes, copy = self._changes, Copy(self._threads)
            size = await self._filling.fill(copy, *wanted)
        readable = self._opened(copy)
        if changes == self._changes:  # else it may be of before the change
            self._made[wanted] = _Made(readable, size)
            while len(self._made) > 1 and sum(made.size for made in self._made.values()) > MOST_ROWS:
                self._made.popitem(last=False)
        return readable

    def forget(self) -> None:
        """Forget all copies, since another process may have changed anything."""
        self._drop(lambda _: True)

    def follow(self, notices: Sequence[Notice]) -> None:
        """Forget the copies that changes concern."""
        for notice in notices:
            match notice:
                case FactsChanged(layer, show):
                    self._drop(
                        lambda each, layer=layer, show=show: layer in (0, each.guild) and show in (None, each.show)
                    )
                case ShowChosen(guild) | SettingsChanged(guild):
                    self._drop(lambda each, guild=guild: each.guild == guild)
                case _:
                    pass

    def _drop(self, is_concerned: Callable[[Screen | SeenShow], bool]) -> None:
        self._changes += 1
        for calendar in (*filter(is_concerned, self._calendars),):
            del self._calendars[calendar]
        for each in (*filter(is_concerned, self._made),):
            del self._made[each]
        for each in (*filter(is_concerned, self._making),):
            del self._making[each]


async def calendar_of(executor: Executor, guild: int, show: int) -> Calendar:
    """Read when the episodes of a show air, as a server sees it."""
    episodes = await _sql.calendar(executor, guild=guild, show=show)
    seasons = await _sql.sizes(executor, guild=guild, show=show)
    return to_calendar(
        ((EpisodeCode(row["season"], row["number"]), row["aired"]) for row in episodes),
        ((row["season"], row["episodes"]) for row in seasons),
    )

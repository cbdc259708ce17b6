"""Which items of a feed are about a server's show."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from bot.domain.facts import Show
from bot.domain.feeds import Item, Relevance, ShowNames
from bot.domain.names import fold
from bot.language.headlines.relevance import ShowWords
from bot.store.store import Gateways


@dataclass(frozen=True, slots=True)
class Weighed:
    """Items with their relevance to a show. `common` are words that any item about the show may have."""

    show: Show
    common: frozenset[str]
    items: tuple[tuple[Item, Relevance], ...]

    @property
    def about(self) -> tuple[tuple[Item, Relevance], ...]:
        """The items that are about the show."""
        return tuple((item, relevance) for item, relevance in self.items if relevance.about)


class Weighing:
    """Weighs the same items for several servers, once for all servers in which a show has the same names."""

    def __init__(self, gateways: Gateways, today: date, items: Sequence[Item]) -> None:
        self._gateways = gateways
        self._today = today
        self._items = tuple(items)
        self._of_guild: dict[int, Weighed | None] = {}
        self._known: list[tuple[int, ShowNames, Weighed]] = []

    async def of(self, guild: int) -> Weighed | None:
        """Return the items weighed for a server; None if it has no show."""
        if guild not in self._of_guild:
            self._of_guild[guild] = await self._weighed(guild)
        return self._of_guild[guild]

    async def _weighed(self, guild: int) -> Weighed | None:
        show = await self._gateways.names.show_of_server(guild)
        if show is None:
            return None
        names = await self._gateways.names.of_show(guild, show.id, self._today)
        for known, known_names, weighed in self._known:
            if known == show.id and known_names == names:
                return weighed
        # In a thread, since many items and many names would hold up the event loop.
        weighed = await asyncio.to_thread(_weigh, show, names, self._items)
        self._known.append((show.id, names, weighed))
        return weighed


def _weigh(show: Show, names: ShowNames, items: Sequence[Item]) -> Weighed:
    words = ShowWords(names)
    common = frozenset(word for name in (show.title, *names.titles, names.network or "") for word in fold(name).split())
    return Weighed(show, common, tuple((item, words.relevance(item.title, item.summary)) for item in items))

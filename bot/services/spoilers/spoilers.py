"""Setting, removing and showing spoiler boundaries: members', and those of a server's channels."""

from collections.abc import Callable, Sequence

from bot.domain.answers import Choice
from bot.domain.boundaries import Boundary
from bot.domain.facts import Show
from bot.domain.shield import still_on_record
from bot.domain.spoilers import (
    MOST_OF_MEMBER,
    MOST_OF_SERVER,
    WHOLE_SERVER,
    BoundaryChange,
    ServerBoundaries,
    SpoilerStatus,
    Watched,
    holding,
)
from bot.errors import BadInput, UserError
from bot.services.kit import Kit, Service
from bot.services.names.finder import Query
from bot.services.spoilers.completing import OFF, complete_boundary
from bot.services.spoilers.reading import BoundaryReader
from bot.store.store import Gateways

_AT_ONCE = 500
_FULL = (
    f"You have said for {MOST_OF_MEMBER} shows how far you have watched, which is the limit. "
    "End one with /spoilers off first."
)
_SERVER_FULL = (
    f"This server has {MOST_OF_SERVER} spoiler boundaries, which is the limit. "
    "Remove one first: /setup spoilers with upto: off."
)
_NO_UPTO = "Say how far with upto, such as S01E03, season 1, nothing, everything or off. Or give days alone."
_DAYS_IN_CHANNEL = "Days hold for the whole server. Leave the channel out, or give the days in a command of their own."


class Spoilers(Service):
    """Reading and changing how far answers go."""

    def __init__(self, kit: Kit) -> None:
        super().__init__(kit)
        self._reader = BoundaryReader(kit.finder, kit.episodes)

    async def seen(self, guild: int, user: int, upto: str, show: str | None, *, only_further: bool = False) -> Watched:
        """Set how far a member has watched a show, in every server. Raises BadInput and NoShow.

        With `only_further`, one who has watched further stays there.
        """
        about, boundary = await self._read(guild, upto, show)
        calendar, sizes = await self._store.calendar(guild, about.id)
        async with self._store.writing() as gateways:
            before = await gateways.boundaries.member(user, about.id)
            if only_further and before is not None and still_on_record(before, calendar, sizes) >= boundary:
                return Watched(about, before)
            if before is None and await gateways.boundaries.count_of_member(user) >= MOST_OF_MEMBER:
                raise BadInput(_FULL)
            await gateways.boundaries.set_member(user, about.id, boundary, self._clock())
        return Watched(about, boundary)

    async def off(self, guild: int, user: int, show: str | None) -> tuple[Show, bool]:
        """Remove how far a member has watched a show. Return the show, and whether they had said."""
        about = await self._finder.show_of(self._query(guild, "", show))
        async with self._store.writing() as gateways:
            return about, await gateways.boundaries.forget_member(user, about.id)

    async def status(self, guild: int, user: int, places: Sequence[int]) -> SpoilerStatus:
        """Return a member's boundaries, and what holds in a channel: `places` are its id and its category's."""
        here = await self.boundaries_of(guild)
        return SpoilerStatus(await self.of_member(user), ServerBoundaries(holding(here.places, places), here.days))

    async def of_member(self, user: int) -> tuple[Watched, ...]:
        """Return how far a member has watched each show."""
        return await self._store.reading().boundaries.of_member(user)

    async def set_for(
        self, guild: int, upto: str | None, place: int, show: str | None, days: int | None = None
    ) -> BoundaryChange:
        """Set how far answers about a show go in a place of a server, and the server's days with it; "off" removes.

        `place` is a channel, a category or WHOLE_SERVER. Raises BadInput and NoShow.
        """
        if days is not None and place != WHOLE_SERVER:
            raise BadInput(_DAYS_IN_CHANNEL)
        if upto is None or not upto.strip():
            raise BadInput(_NO_UPTO)
        if upto.strip().casefold() == OFF:
            about, boundary = await self._finder.show_of(self._query(guild, "", show)), None
        else:
            about, boundary = await self._read(guild, upto, show)
        async with self._store.writing() as gateways:
            was_there = await self._set_place(gateways, guild, place, about, boundary)
            if days is not None:
                await gateways.boundaries.set_days(guild, days or None, self._clock())
        return BoundaryChange(place, about, boundary, was_there, days)

    async def set_days(self, guild: int, days: int) -> BoundaryChange:
        """Set for how many days after it aired an episode lies beyond every channel's boundary; 0: for none."""
        async with self._store.writing() as gateways:
            await gateways.boundaries.set_days(guild, days or None, self._clock())
        return BoundaryChange(days=days)

    async def boundaries_of(self, guild: int) -> ServerBoundaries:
        """Return all boundaries of a server's channels, and its days."""
        reading = self._store.reading().boundaries
        return ServerBoundaries(await reading.of_server(guild), await reading.days(guild))

    async def complete(
        self, guild: int, user: int, typed: str, show: str | None, *, can_remove: bool = False
    ) -> list[Choice]:
        """Return at most 25 boundaries for what a member types; none where the show is half typed or wrong."""
        query, reading = self._query(guild, typed, show), self._store.reading()
        try:
            about = await self._finder.show_of(query)
        except UserError:
            return []
        mine = await reading.boundaries.member(user, about.id)
        return await complete_boundary(reading, query, about, mine, can_remove=can_remove)

    async def place_deleted(self, guild: int, place: int) -> None:
        """Remove the boundaries of a channel or a category that was deleted."""
        async with self._store.changing() as gateways:
            await gateways.boundaries.forget_place(guild, place)

    async def tidy(self, is_gone: Callable[[int, int], bool]) -> None:
        """Remove the boundaries of the channels that were deleted unnoticed, given what says so of a server's place."""
        last = (0, 0)
        while page := await self._store.reading().boundaries.places_after(*last, _AT_ONCE):
            for guild, place in page:
                if is_gone(guild, place):
                    await self.place_deleted(guild, place)
            last = page[-1]

    def _query(self, guild: int, text: str, show: str | None) -> Query:
        return Query(guild, self._clock().date(), text, show=show)

    async def _read(self, guild: int, upto: str, show: str | None) -> tuple[Show, Boundary]:
        query = self._query(guild, upto, show)
        about = await self._finder.show_of(query)
        return about, await self._reader.read(self._store.reading(), query, about)

    async def _set_place(self, gateways: Gateways, guild: int, place: int, show: Show, upto: Boundary | None) -> bool:
        """Set or remove a place's boundary. Return whether there was one before."""
        if upto is None:
            return await gateways.boundaries.remove_place(guild, place, show.id)
        was_there = place in await gateways.boundaries.places(guild, show.id)
        if not was_there and await gateways.boundaries.count_of_server(guild) >= MOST_OF_SERVER:
            raise BadInput(_SERVER_FULL)
        await gateways.boundaries.set_place(guild, place, show.id, upto, self._clock())
        return was_there

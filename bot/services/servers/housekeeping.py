"""Deleting what is no longer kept, a little at a time.

Of several processes each speaks only of the servers of its own shards, once it knows them, and asks Discord before it
notes that the bot has left one, and again before it deletes anything of one.
"""

from collections.abc import Awaitable, Callable, Iterable
from datetime import datetime, timedelta
from typing import TypeAlias

from bot.domain.shards import Present
from bot.services.kit import Kit, Service
from bot.store.gateways.housekeeping import KINDS_OF_ORPHANS, Kept

# Rows for each transaction: few enough that other writers wait for milliseconds.
_AT_ONCE = 500
_DAY = timedelta(days=1)
_WEEK = timedelta(days=7)
_MONTH = timedelta(days=30)
_FOUR_MONTHS = timedelta(days=120)
_HALF_A_YEAR = timedelta(days=180)
_MOST_ASKED = 50

HasLeft: TypeAlias = Callable[[int], Awaitable[bool | None]]
"""Asks Discord whether the bot is no longer in a server; None if it could not be asked."""


class Housekeeping(Service):
    """Knows which servers the bot has left, and keeps their data for `keep_days` more."""

    def __init__(self, kit: Kit, keep_days: int) -> None:
        super().__init__(kit)
        self._keep = timedelta(days=keep_days)
        self._asked_last = 0

    async def left(self, guild: int) -> None:
        """Note that the bot was removed from a server."""
        async with self._store.changing() as gateways:
            await gateways.housekeeping.set_left(guild, self._clock())

    async def joined(self, guild: int) -> None:
        """Note that the bot was added to a server. If it was there before, its data is kept from now on."""
        async with self._store.changing() as gateways:
            await gateways.housekeeping.set_back(guild)
            await gateways.feeds.set_fresh(guild)

    async def compare(self, present: Callable[[], Present], has_left: HasLeft) -> None:
        """Catch up with what changed while the bot was offline.

        `present` returns the servers that it is known to be in. Up to 50 others are asked about; the rest has its turn
        at the next call.
        """
        reading = self._store.reading().housekeeping
        stored, left = await reading.servers(), await reading.servers_left()
        here = present()
        gone = await self._said_to_be_gone((guild for guild in stored - left if here.lacks(guild)), has_left)
        back = left.intersection(here.guilds)
        gone = [guild for guild in gone if present().lacks(guild)]  # it may have come back meanwhile
        if not gone and not back:
            return
        async with self._store.changing() as gateways:
            for guild in gone:
                await gateways.housekeeping.set_left(guild, self._clock())
            for guild in back:
                await gateways.housekeeping.set_back(guild)
                await gateways.feeds.set_fresh(guild)

    async def _said_to_be_gone(self, guilds: Iterable[int], has_left: HasLeft) -> list[int]:
        """Ask about servers, those after the one that was asked about last. It ends once Discord can't be asked."""
        ordered = sorted(guilds, key=lambda guild: (guild <= self._asked_last, guild))
        gone: list[int] = []
        for guild in ordered[:_MOST_ASKED]:
            answer = await has_left(guild)
            if answer is None:
                break
            self._asked_last = guild
            if answer:
                gone.append(guild)
        return gone

    async def forget_left(self, present: Callable[[], Present], has_left: HasLeft) -> None:
        """Delete the data of up to 50 servers that the bot left long enough ago, and is still not in."""
        before = self._clock() - self._keep
        left = await self._store.reading().housekeeping.servers_left_by(before)
        for guild in [guild for guild in left if present().lacks(guild)][:_MOST_ASKED]:
            answer = await has_left(guild)
            if answer is None:
                return
            if not answer or not present().lacks(guild):
                await self.joined(guild)
                continue
            while await self._forget_some(guild, before):
                pass

    async def clean(self) -> None:
        """Delete what is too old, of all servers. May be stopped at any time; the next run continues."""
        now = self._clock()
        kept = Kept(
            drafts=now - _WEEK, imports=now - _DAY, typed=now - _DAY, log_lines=now - _MONTH,
            announcements=now - _FOUR_MONTHS, stories=now - _FOUR_MONTHS, marks=now - _HALF_A_YEAR,
            lookups=now - _MONTH, web_copies=now - _WEEK,
        )  # fmt: skip
        while await self._tidy_some(kept):
            pass
        for kind in KINDS_OF_ORPHANS:
            while await self._forget_orphans(kind, now - _DAY):
                pass

    async def _forget_some(self, guild: int, before: datetime) -> bool:
        async with self._store.changing() as gateways:
            return await gateways.housekeeping.forget_server(guild, before, _AT_ONCE)

    async def _tidy_some(self, kept: Kept) -> bool:
        async with self._store.changing() as gateways:
            return await gateways.housekeeping.tidy(kept, _AT_ONCE)

    async def _forget_orphans(self, kind: int, before: datetime) -> bool:
        orphans = await self._store.reading().housekeeping.orphans(kind, before, _AT_ONCE)
        if orphans:
            async with self._store.changing() as gateways:
                await gateways.housekeeping.forget_orphans(kind, orphans)
        return len(orphans) == _AT_ONCE

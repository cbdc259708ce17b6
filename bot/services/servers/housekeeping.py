"""Deleting what is no longer kept, a little at a time."""

from collections.abc import Collection
from datetime import datetime, timedelta

from bot.services.kit import Kit, Service
from bot.store.gateways.housekeeping import KINDS_OF_ORPHANS, Kept

# Rows for each transaction: few enough that other writers wait for milliseconds.
_AT_ONCE = 500
_DAY = timedelta(days=1)
_WEEK = timedelta(days=7)
_MONTH = timedelta(days=30)
_FOUR_MONTHS = timedelta(days=120)
_HALF_A_YEAR = timedelta(days=180)


class Housekeeping(Service):
    """Knows which servers the bot has left, and keeps their data for `keep_days` more."""

    def __init__(self, kit: Kit, keep_days: int) -> None:
        super().__init__(kit)
        self._keep = timedelta(days=keep_days)

    async def left(self, guild: int) -> None:
        """Note that the bot was removed from a server."""
        async with self._store.changing() as gateways:
            await gateways.housekeeping.set_left(guild, self._clock())

    async def joined(self, guild: int) -> None:
        """Note that the bot was added to a server. If it was there before, its data is kept from now on."""
        async with self._store.changing() as gateways:
            await gateways.housekeeping.set_back(guild)
            await gateways.feeds.set_fresh(guild)

    async def compare(self, guilds: Collection[int]) -> None:
        """Catch up with what changed while the bot was offline. `guilds` are the servers that it is in."""
        reading = self._store.reading().housekeeping
        stored, left = await reading.servers(), await reading.servers_left()
        gone, back = (stored - left).difference(guilds), left.intersection(guilds)
        if not gone and not back:
            return
        async with self._store.changing() as gateways:
            for guild in gone:
                await gateways.housekeeping.set_left(guild, self._clock())
            for guild in back:
                await gateways.housekeeping.set_back(guild)
                await gateways.feeds.set_fresh(guild)

    async def clean(self) -> None:
        """Delete everything that has been kept long enough. May be stopped at any time; the next run continues."""
        now = self._clock()
        before = now - self._keep
        for guild in await self._store.reading().housekeeping.servers_left_by(before):
            while await self._forget_some(guild, before):
                pass
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

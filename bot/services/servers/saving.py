"""Whether changes can be saved: looked at once a minute, shown in /setup status, and logged when it is over."""

from contextlib import suppress
from datetime import timedelta

from bot.domain.outages import Outage
from bot.domain.servers import Trouble
from bot.errors import StoreTrouble
from bot.services.kit import Kit, Service
from bot.store.schema import versions

_OVERDUE_AFTER = timedelta(minutes=2)
_MOST_SERVERS = 1000


class Saving(Service):
    """The store keeps its own trouble in mind, and says in the process's log when it begins and ends."""

    def __init__(self, kit: Kit) -> None:
        super().__init__(kit)
        self._newest = versions()[-1]  # of the code that runs, whatever becomes of its files meanwhile

    async def look(self) -> None:
        """Notice that the database's file is another one or gone, and that an outage is over."""
        health = self._store.health
        with suppress(StoreTrouble):  # the store has noted it, and this is called again
            if health.outage is None:
                await self._store.look()
            else:
                await self._store.try_writing()
            if ended := health.ended:
                await self._log(ended)
                health.deal_with(ended)

    async def excluding_schema(self) -> str | None:
        """Return the schema to which a later Casefile has brought the database, if this one can't use it any more."""
        look = self._store.reading().checkups
        return None if await look.admits(self._newest) else await look.version()

    async def trouble(self, guild: int) -> Trouble:
        """Return what keeps the bot from its work on a server. Whether anything can be saved is tried."""
        with suppress(StoreTrouble):  # the store has noted it; and what keeps the database busy can save something
            await self._store.try_writing()
        health = self._store.health
        overdue = await self._store.reading().deliveries.overdue(guild, self._clock() - _OVERDUE_AFTER)
        return Trouble(health.outage, health.damaged_since, overdue)

    async def _log(self, ended: Outage) -> None:
        """Write a line for each server that had a post due in an outage and keeps a log."""
        until = ended.until or self._clock()
        words = (
            f"⚠️ From <t:{ended.since.timestamp():.0f}:f> to <t:{until.timestamp():.0f}:f> nothing could be saved, "
            f"because {ended.why.then}. What was due in that time comes late."
        )
        async with self._store.changing() as gateways:
            # It is the first post that can't be saved which shows that nothing can.
            since = ended.since - _OVERDUE_AFTER
            for guild in await gateways.log.servers_with_posts(since, until, _MOST_SERVERS):
                await gateways.log.add(self._ids(), guild, self._clock(), words=words)

"""What a monitoring system asks of the store: whether it answers, and what can be read off it."""

from bot.domain.readings import Readings
from bot.services.kit import Service


class Monitoring(Service):
    async def ping(self) -> None:
        """Return once the store answers. Raises StoreTrouble."""
        await self._store.reading().readings.ping()

    async def readings(self) -> Readings:
        """Return what can be read off the store now. Raises StoreTrouble."""
        gateway, now = self._store.reading().readings, self._clock()
        due, feeds = await gateway.due(now), await gateway.feeds()
        late = (now - due.since).total_seconds() if due.since else 0.0
        return Readings(due, late, feeds, await self._store.size(), self._store.lookups())

"""Lines of servers' logs: which are due to be posted, and which were."""

from datetime import timedelta

from bot.domain.change_log import ImportNote, LogEntry, OutdatedCard
from bot.domain.revisions import Revision
from bot.services.kit import Service
from bot.store.gateways.log import LogLine
from bot.store.store import Gateways

_AT_ONCE = 50
_MOST_DUE = 1000
# How old a line must be for each further try. Five tries within a day outlast an outage and a forgotten permission.
_AGAIN = (timedelta(seconds=50), timedelta(minutes=15), timedelta(hours=2), timedelta(days=1))


class ChangeLog(Service):
    """Takes each line of a log from the change that wrote it to Discord."""

    async def servers_due(self) -> frozenset[int]:
        """Return the servers of this process whose logs have a line that is due, or a card that must be drawn again."""
        now = self._clock()
        return await self._store.reading().log.servers_due([now - age for age in _AGAIN], _MOST_DUE, self._mine)

    async def waiting(self, guild: int) -> tuple[LogEntry, ...]:
        """Return up to 50 lines of a server that are due, the oldest first."""
        now = self._clock()
        gateways = self._store.reading()
        lines = await gateways.log.waiting(guild, [now - age for age in _AGAIN], _AT_ONCE)
        return tuple([await _entry(gateways, line) for line in lines])

    async def begin(self, entry: LogEntry) -> bool:
        """Count a try before it is made. Return False if another process has made it since."""
        async with self._store.changing() as gateways:
            return await gateways.log.attempt(entry.id, entry.attempts)

    async def posted(self, entry: LogEntry, message: int) -> None:
        """Note that the line was posted, and as which message."""
        async with self._store.changing() as gateways:
            await gateways.log.posted(entry.id, entry.channel, message)

    async def outdated(self, guild: int) -> tuple[OutdatedCard, ...]:
        """Cards of suggestions in a server's log that must be drawn again, up to 50."""
        return await self._store.reading().log.outdated(guild, _AT_ONCE)

    async def begin_to_redraw(self, card: OutdatedCard) -> None:
        """Count a try before it is made. A card is tried five times for each change."""
        async with self._store.changing() as gateways:
            await gateways.log.attempt_to_redraw(card)

    async def redrawn(self, card: OutdatedCard) -> None:
        """Note that the card is up to date, unless it was outdated again meanwhile."""
        async with self._store.changing() as gateways:
            await gateways.log.redrawn(card)


async def _entry(gateways: Gateways, line: LogLine) -> LogEntry:
    about: Revision | ImportNote | str | None = line.words
    suggested = False
    if line.revision is not None:
        about = await gateways.revisions.get(line.guild, line.revision)
        if about is not None and about.number is None:
            proposal = await gateways.proposals.get(line.guild, line.revision)
            suggested = proposal is not None and proposal.suggested
    elif line.batch is not None:
        about = await gateways.log.import_of(line.guild, line.batch)
    return LogEntry(line.id, line.guild, line.channel, line.attempts, about, suggested)

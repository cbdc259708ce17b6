"""What is read off the whole store, for metrics."""

from datetime import datetime

from bot.domain.readings import Due, FollowedFeeds
from bot.store.database import Gateway, load_queries
from bot.store.rows import to_moment_or_none, to_utc_text

_sql = load_queries("readings")


class ReadingGateway(Gateway):
    async def ping(self) -> None:
        """Return once the store answers. Raises StoreTrouble."""
        await _sql.ping(self._executor)

    async def due(self, now: datetime) -> Due:
        """All servers' posts that are due and neither posted nor given up."""
        row = await _sql.due(self._executor, now=to_utc_text(now))
        return Due(row["posts"], to_moment_or_none(row["since"]))

    async def feeds(self) -> FollowedFeeds:
        """All feeds that any server follows."""
        row = await _sql.feeds(self._executor)
        return FollowedFeeds(row["feeds"], row["failing"])

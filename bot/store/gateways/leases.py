"""Leases: what one process at a time does, and until when the others leave it alone."""

from datetime import datetime, timedelta

from bot.store.database import Gateway, load_queries
from bot.store.rows import to_moment, to_utc_text

_sql = load_queries("leases")
_CLOCKS_DIFFER_BY = timedelta(minutes=1)


class LeaseGateway(Gateway):
    async def take(self, name: str, holder: str, now: datetime, until: datetime) -> bool:
        """Take a lease that is free, or extend one's own. Return False if somebody else has it."""
        latest = until + (until - now) + _CLOCKS_DIFFER_BY
        row = await _sql.take(
            self._executor, name=name, holder=holder,
            now=to_utc_text(now), until=to_utc_text(until), latest=to_utc_text(latest),
        )  # fmt: skip
        return row is not None

    async def give_back(self, name: str, holder: str) -> None:
        """Let others have it at once. Does nothing if somebody else has it since."""
        await _sql.give_back(self._executor, name=name, holder=holder)

    async def free_at(self, name: str) -> datetime | None:
        """When it is free unless its holder extends it; None if nobody has it."""
        row = await _sql.free_at(self._executor, name=name)
        return to_moment(row["until"]) if row else None

"""What waits for a moderator's second look."""

from datetime import datetime

from bot.store.database import Executor, load_queries
from bot.store.rows import to_utc_text

_sql = load_queries("review")


class ReviewGateway:
    def __init__(self, executor: Executor) -> None:
        self._executor = executor

    async def stale(self, guild: int, show: int, before: datetime, *, most: int, skip: int = 0) -> tuple[int, ...]:
        """Facts without a confirming claim that nobody touched or looked at since `before`, rumours first."""
        moment = to_utc_text(before)
        rows = await _sql.stale(self._executor, guild=guild, show=show, before=moment, most=most, skip=skip)
        return tuple(row["fact_id"] for row in rows)

    async def moved_on(self, guild: int, most: int) -> tuple[int, ...]:
        """Facts of which the server has words of its own, and the base newer ones than those these were made over."""
        return tuple(row["fact_id"] for row in await _sql.moved_on(self._executor, guild=guild, most=most))

    async def look(self, guild: int, fact: int, by: int, now: datetime) -> None:
        """Note that a moderator looked at a fact again and left it as it is."""
        await _sql.look(self._executor, guild=guild, fact=fact, by=by, now=to_utc_text(now))

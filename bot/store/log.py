"""The lines of a server's log: written with the change that they tell of, posted afterwards."""

from dataclasses import dataclass
from datetime import datetime

from bot.store.database import Executor, load_queries
from bot.store.rows import to_utc_text

_sql = load_queries("log")


@dataclass(frozen=True, slots=True)
class LogLine:
    """A line that waits to be posted in a channel: about a revision (standing or proposed) or about an import."""

    id: int
    guild: int
    channel: int
    revision: int | None
    batch: int | None


class LogGateway:
    def __init__(self, executor: Executor) -> None:
        self._executor = executor

    async def add(
        self, new_id: int, guild: int, now: datetime, *, revision: int | None = None, batch: int | None = None
    ) -> None:
        """Write a line, if the server keeps a log."""
        await _sql.add_line(
            self._executor, id=new_id, guild=guild, revision=revision, batch=batch, now=to_utc_text(now)
        )

    async def waiting(self, guild: int | None, attempts: int, most: int) -> tuple[LogLine, ...]:
        """Lines of a server (None: of all) that are not posted and were tried fewer times, the oldest first."""
        rows = await _sql.waiting(self._executor, guild=guild, attempts=attempts, most=most)
        return tuple(
            LogLine(row["id"], row["guild_id"], row["log_channel"], row["revision_id"], row["batch_id"]) for row in rows
        )

    async def attempt(self, line: int) -> None:
        """Count a try, before it is made."""
        await _sql.attempt(self._executor, id=line)

    async def posted(self, line: int, channel: int, message: int) -> None:
        await _sql.posted(self._executor, id=line, channel=channel, message=message)

    async def message_of(self, guild: int, revision: int) -> tuple[int, int] | None:
        """Where a revision's line was posted: channel and message."""
        row = await _sql.message_of(self._executor, guild=guild, revision=revision)
        return (row["channel_id"], row["message_id"]) if row else None

    async def undelivered(self, guild: int) -> int:
        """How many lines could not be posted yet."""
        return (await _sql.undelivered(self._executor, guild=guild))["lines"]

"""The lines of a server's log: stored with the change that they are about, posted afterwards."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.domain.change_log import ImportNote, OutdatedCard
from bot.domain.notices import LogChanged
from bot.domain.shards import UNDIVIDED, Shards
from bot.store.database import Gateway, load_queries
from bot.store.rows import of_shards, to_moment, to_utc_text

_sql = load_queries("log")
MOST_ATTEMPTS = 5


@dataclass(frozen=True, slots=True)
class LogLine:
    """A line that waits to be posted in a channel: about a revision (current or proposed), about an import, or just
    words."""

    id: int
    guild: int
    channel: int
    revision: int | None
    batch: int | None
    attempts: int = 0
    words: str | None = None


class LogGateway(Gateway):
    async def add(
        self,
        new_id: int,
        guild: int,
        now: datetime,
        *,
        revision: int | None = None,
        batch: int | None = None,
        words: str | None = None,
    ) -> None:
        """Write a line, if the server keeps a log."""
        await _sql.add_line(
            self._executor, id=new_id, guild=guild, revision=revision, batch=batch, words=words, now=to_utc_text(now)
        )
        self._executor.note(LogChanged(guild))

    async def servers_due(self, again: Sequence[datetime], most: int, mine: Shards = UNDIVIDED) -> frozenset[int]:
        """Servers of these shards whose logs have a line that is due, or a card that must be drawn again.

        `again` is as for `waiting`.
        """
        rows = await _sql.servers_due(
            self._executor, attempts=MOST_ATTEMPTS, most=most, **of_shards(mine), **_after(again)
        )
        return frozenset(row["guild_id"] for row in rows)

    async def waiting(self, guild: int, again: Sequence[datetime], most: int) -> tuple[LogLine, ...]:
        """Lines of a server that are due to be posted, the oldest first.

        A line that was tried n times is due if it was written by `again[n - 1]`; there are MOST_ATTEMPTS in all.
        """
        rows = await _sql.waiting(self._executor, guild=guild, most=most, **_after(again))
        return tuple(
            LogLine(
                row["id"],
                row["guild_id"],
                row["log_channel"],
                row["revision_id"],
                row["batch_id"],
                row["attempts"],
                row["words"],
            )
            for row in rows
        )

    async def attempt(self, line: int, attempts: int) -> bool:
        """Count an attempt before it is made. Return False if somebody else made one since the line was read."""
        return await _sql.attempt(self._executor, id=line, attempts=attempts) is not None

    async def try_again(self, guild: int) -> None:
        """Reset the attempts of the server's lines that were not posted."""
        await _sql.try_again(self._executor, guild=guild)
        self._executor.note(LogChanged(guild))

    async def posted(self, line: int, channel: int, message: int) -> None:
        await _sql.posted(self._executor, id=line, channel=channel, message=message)

    async def outdate(self, guild: int, suggestion: int) -> None:
        """Have the card of a suggestion drawn again where it was posted; it no longer shows what is the case."""
        await _sql.outdate(self._executor, guild=guild, revision=suggestion)
        self._executor.note(LogChanged(guild))

    async def hand_over(self, guild: int, before: int, after: int) -> None:
        """Have the card of a suggestion show another one, which takes its place."""
        await _sql.hand_over(self._executor, guild=guild, before=before, after=after)
        self._executor.note(LogChanged(guild))

    async def outdate_of(self, guild: int, user: int) -> None:
        """Have the cards of all open suggestions of a member drawn again."""
        await _sql.outdate_of(self._executor, guild=guild, user=user)
        self._executor.note(LogChanged(guild))

    async def outdated(self, guild: int, most: int) -> tuple[OutdatedCard, ...]:
        """Cards in a server's log that must be drawn again and were tried fewer than 5 times."""
        rows = await _sql.outdated(self._executor, guild=guild, attempts=MOST_ATTEMPTS, most=most)
        return tuple(
            OutdatedCard(
                row["id"], row["guild_id"], row["channel_id"], row["message_id"], row["revision_id"], row["changes"]
            )
            for row in rows
        )

    async def attempt_to_redraw(self, card: OutdatedCard) -> None:
        """Count a try, before it is made."""
        await _sql.attempt_to_redraw(self._executor, id=card.line)

    async def redrawn(self, card: OutdatedCard) -> None:
        """The card is up to date, unless it was outdated again since it was read."""
        await _sql.redrawn(self._executor, id=card.line, changes=card.changes)

    async def undelivered(self, guild: int) -> int:
        """How many lines could not be posted yet."""
        return (await _sql.undelivered(self._executor, guild=guild))["lines"]

    async def servers_with_posts(self, since: datetime, until: datetime, most: int) -> tuple[int, ...]:
        """The servers that keep a log and had a post due between two moments."""
        rows = await _sql.servers_with_posts(
            self._executor, since=to_utc_text(since), until=to_utc_text(until), most=most
        )
        return tuple(row["guild_id"] for row in rows)

    async def import_of(self, guild: int, batch: int) -> ImportNote | None:
        """What a line about an import says."""
        row = await _sql.import_of(self._executor, guild=guild, batch=batch)
        if row is None:
            return None
        return ImportNote(
            row["filename"],
            row["facts"],
            to_moment(row["made_at"]),
            by=row["made_by"],
            undoes=row["undoes_id"] is not None,
        )


def _after(again: Sequence[datetime]) -> dict[str, str]:
    return {f"after_{number}": to_utc_text(moment) for number, moment in enumerate(again, start=1)}

"""Whose posts must be looked at, since something changed that they may depend on."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from bot.domain.notices import EVERYTHING, Concerned
from bot.domain.shards import UNDIVIDED, Shards
from bot.store.database import Gateway, Row, load_queries
from bot.store.rows import of_shards

_sql = load_queries("looks")


@dataclass(frozen=True, slots=True)
class Look:
    """A look that waits to be made, because of so many changes."""

    at: Concerned
    changes: int


class LookGateway(Gateway):
    async def add(self, concerned: Iterable[Concerned]) -> None:
        """Have these looked at."""
        rows = [{"guild": each.guild, "show": each.show} for each in concerned]
        if rows:
            await _sql.add(self._executor, rows)

    async def waiting(self, after: int, most: int, mine: Shards = UNDIVIDED) -> tuple[tuple[Look, ...], Look | None]:
        """Looks at these shards' servers that wait, by id after `after`; and one at all or a show's followers."""
        looks = [_look(row) for row in await _sql.waiting(self._executor, after=after, most=most, **of_shards(mine))]
        of_all = next((look for look in looks if look.at.guild == EVERYTHING), None)
        return tuple(look for look in looks if look.at.guild != EVERYTHING), of_all

    async def daily(self, today: date) -> Look | None:
        """The look at all servers, unless it was made today."""
        row = await _sql.daily(self._executor, today=today.isoformat())
        return _look(row) if row else None

    async def done(self, look: Look, today: date) -> None:
        """Record that a look was made. What changed since it was read still waits."""
        await _sql.done(
            self._executor, guild=look.at.guild, show=look.at.show, changes=look.changes, today=today.isoformat()
        )

    async def followers(self, show: int, after: int, most: int) -> tuple[int, ...]:
        """Servers whose announcements follow a show, or (EVERYTHING) that have any, by id after `after`."""
        if show == EVERYTHING:
            rows = await _sql.announcers(self._executor, after=after, most=most)
        else:
            rows = await _sql.followers(self._executor, show=show, after=after, most=most)
        return tuple(row["guild_id"] for row in rows)


def _look(row: Row) -> Look:
    return Look(Concerned(row["layer"], row["show_id"]), row["changes"])

"""How far members have watched each show, and how far answers go in a server's channels."""

from collections.abc import Sequence
from datetime import datetime

from bot.domain.boundaries import Boundary
from bot.domain.codes import EpisodeCode
from bot.domain.notices import SettingsChanged, WatchedFurther
from bot.domain.servers import DEFAULT_TIMEZONE
from bot.domain.spoilers import PlaceBoundary, Reach, Watched
from bot.store.database import Executor, Gateway, Row, load_queries
from bot.store.kept import Memory
from bot.store.rows import to_show, to_utc_text

_sql = load_queries("boundaries")


class BoundaryGateway(Gateway):
    def __init__(self, executor: Executor, memory: Memory | None = None) -> None:
        super().__init__(executor)
        self._memory = memory

    async def reach(self, guild: int, show: int, user: int) -> Reach:
        """All that decides how far an answer to a member goes in a server's channels; nobody is 0."""
        asked = (guild, show, user)
        kept = self._memory.reaches if self._memory else None
        return (await (kept.get((asked,), self._read_reaches) if kept else self._read_reaches((asked,))))[asked]

    async def _read_reaches(self, asked: Sequence[tuple[int, int, int]]) -> dict[tuple[int, int, int], Reach]:
        found: dict[tuple[int, int, int], Reach] = {}
        for guild, show, user in asked:
            rows = await _sql.reach(self._executor, guild=guild, show=show, user=user)
            own = next((_boundary(row) for row in rows if row["whose"] == "member"), None)
            places = {row["place"]: _boundary(row) for row in rows if row["whose"] == "place"}
            days, timezone = next(
                ((row["place"], row["timezone"]) for row in rows if row["whose"] == "server"), (None, DEFAULT_TIMEZONE)
            )
            found[guild, show, user] = Reach(own, places, days, timezone)
        return found

    async def member(self, user: int, show: int) -> Boundary | None:
        """How far a member has watched a show; None if they have not said."""
        row = await _sql.seen_by(self._executor, user=user, show=show)
        return _boundary(row) if row else None

    async def of_member(self, user: int) -> tuple[Watched, ...]:
        """How far a member has watched each show, by its title."""
        return tuple(Watched(to_show(row), _boundary(row)) for row in await _sql.all_seen_by(self._executor, user=user))

    async def count_of_member(self, user: int) -> int:
        return (await _sql.count_seen(self._executor, user=user))["found"]

    async def set_member(self, user: int, show: int, upto: Boundary, now: datetime) -> None:
        await _sql.set_seen(
            self._executor, user=user, show=show, season=upto.season, number=upto.number, now=to_utc_text(now)
        )
        self._executor.note(WatchedFurther(user))

    async def forget_member(self, user: int, show: int) -> bool:
        """Remove how far a member has watched a show. Return whether they had said."""
        found = await _sql.forget_seen(self._executor, user=user, show=show)
        if found:
            self._executor.note(WatchedFurther(user))
        return bool(found)

    async def places(self, guild: int, show: int) -> dict[int, Boundary]:
        """A server's boundaries for a show by channel or category; 0 is the whole server."""
        rows = await _sql.places(self._executor, guild=guild, show=show)
        return {row["place_id"]: _boundary(row) for row in rows}

    async def of_server(self, guild: int) -> tuple[PlaceBoundary, ...]:
        """All boundaries of a server, those of the whole server first."""
        rows = await _sql.of_server(self._executor, guild=guild)
        return tuple(PlaceBoundary(row["place_id"], to_show(row), _boundary(row)) for row in rows)

    async def count_of_server(self, guild: int) -> int:
        return (await _sql.count_of_server(self._executor, guild=guild))["found"]

    async def set_place(self, guild: int, place: int, show: int, upto: Boundary, now: datetime) -> None:
        await _sql.set_place(
            self._executor, guild=guild, place=place, show=show, season=upto.season, number=upto.number,
            now=to_utc_text(now),
        )  # fmt: skip
        self._executor.note(SettingsChanged(guild))

    async def remove_place(self, guild: int, place: int, show: int) -> bool:
        """Remove a place's boundary for a show. Return whether there was one."""
        found = await _sql.forget_boundary(self._executor, guild=guild, place=place, show=show)
        if found:
            self._executor.note(SettingsChanged(guild))
        return bool(found)

    async def forget_place(self, guild: int, place: int) -> None:
        """Remove the boundaries of a channel or a category that was deleted."""
        if await _sql.forget_place(self._executor, guild=guild, place=place):
            self._executor.note(SettingsChanged(guild))

    async def places_after(self, guild: int, place: int, most: int) -> tuple[tuple[int, int], ...]:
        """Servers' channels and categories with a boundary, each with its server, behind this one in their order."""
        rows = await _sql.places_after(self._executor, guild=guild, place=place, most=most)
        return tuple((row["guild_id"], row["place_id"]) for row in rows)

    async def days(self, guild: int) -> int | None:
        """For how many days after it aired an episode lies beyond every boundary of the server's channels."""
        row = await _sql.days(self._executor, guild=guild)
        return row["spoiler_days"] if row else None

    async def set_days(self, guild: int, days: int | None, now: datetime) -> None:
        await _sql.set_days(self._executor, guild=guild, days=days, now=to_utc_text(now))
        self._executor.note(SettingsChanged(guild))

    async def episodes_after(self, guild: int, show: int, upto: Boundary, most: int) -> tuple[EpisodeCode, ...]:
        """The first episodes beyond a boundary, specials left out."""
        rows = await _sql.episodes_after(
            self._executor, guild=guild, show=show, season=upto.season, number=upto.number, most=most
        )
        return tuple(EpisodeCode(row["season"], row["number"]) for row in rows)


def _boundary(row: Row) -> Boundary:
    return Boundary(row["season"], row["number"])

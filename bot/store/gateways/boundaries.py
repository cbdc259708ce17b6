"""How far members have watched each show, and how far answers go in a server's channels."""

from collections.abc import Sequence
from datetime import datetime

from bot.domain.boundaries import Boundary
from bot.domain.codes import EpisodeCode
from bot.domain.notices import SettingsChanged, WatchedFurther
from bot.domain.spoilers import PlaceBoundary, Watched
from bot.store.database import Executor, Gateway, Row, load_queries
from bot.store.kept import Memory
from bot.store.rows import to_show, to_utc_text

_sql = load_queries("boundaries")


class BoundaryGateway(Gateway):
    def __init__(self, executor: Executor, memory: Memory | None = None) -> None:
        super().__init__(executor)
        self._memory = memory

    async def member(self, user: int, show: int) -> Boundary | None:
        """How far a member has watched a show; None if they have not said."""
        asked = (user, show)
        kept = self._memory.watched if self._memory else None
        return (await (kept.get((asked,), self._read_members) if kept else self._read_members((asked,))))[asked]

    async def _read_members(self, asked: Sequence[tuple[int, int]]) -> dict[tuple[int, int], Boundary | None]:
        found: dict[tuple[int, int], Boundary | None] = {}
        for user, show in asked:
            row = await _sql.seen_by(self._executor, user=user, show=show)
            found[user, show] = _boundary(row) if row else None
        return found

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
        asked = (guild, show)
        kept = self._memory.told if self._memory else None
        return (await (kept.get((asked,), self._read_places) if kept else self._read_places((asked,))))[asked]

    async def _read_places(self, asked: Sequence[tuple[int, int]]) -> dict[tuple[int, int], dict[int, Boundary]]:
        found: dict[tuple[int, int], dict[int, Boundary]] = {}
        for guild, show in asked:
            rows = await _sql.places(self._executor, guild=guild, show=show)
            found[guild, show] = {row["place_id"]: _boundary(row) for row in rows}
        return found

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
        kept = self._memory.spoiler_days if self._memory else None
        return (await (kept.get((guild,), self._read_days) if kept else self._read_days((guild,))))[guild]

    async def _read_days(self, guilds: Sequence[int]) -> dict[int, int | None]:
        found: dict[int, int | None] = {}
        for guild in guilds:
            row = await _sql.days(self._executor, guild=guild)
            found[guild] = row["spoiler_days"] if row else None
        return found

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

"""Which servers the bot is in, and how far each was greeted."""

from collections.abc import Iterable
from datetime import datetime

from bot.domain.notices import ServerJoined
from bot.domain.servers import Greeting
from bot.domain.shards import Present, Shards
from bot.store.database import Gateway, load_queries
from bot.store.rows import of_shards, to_moment, to_utc_text

_sql = load_queries("greetings")


class GreetingGateway(Gateway):
    async def counted(self, application: int, shards: Shards) -> frozenset[int]:
        """The shards of an application whose servers were noted before, while it had as many shards."""
        if shards.count == 1:
            has_census = await _sql.has_census(self._executor, application=application) is not None
            return frozenset({0} if has_census else ())
        rows = await _sql.counted_shards(self._executor, application=application, shards=shards.count)
        return frozenset(row["shard_id"] for row in rows)

    async def set_counted(self, application: int, present: Present, now: datetime) -> None:
        """Note that the servers of the shards which are ready were noted."""
        count, at = present.shards.count, to_utc_text(now)
        await _sql.add_census(self._executor, application=application, now=at)
        if count > 1:
            rows = [{"application": application, "shards": count, "shard": each, "now": at} for each in present.ready]
            await _sql.add_counted_shards(self._executor, rows)

    async def known(self) -> frozenset[int]:
        """The servers that the bot was in."""
        return frozenset(row["guild_id"] for row in await _sql.known(self._executor))

    async def waits(self, guild: int) -> bool | None:
        """Whether a server waits for its greeting; None if the bot was not known to be in it."""
        row = await _sql.greeting_of(self._executor, guild=guild)
        return row["greeting"] != "done" if row else None

    async def add(self, guilds: Iterable[int], now: datetime, *, greet: bool) -> None:
        """Note servers that the bot is in, each once. With `greet` those that were not known wait for a greeting."""
        for guild in guilds:
            greeting = "due" if greet else "done"
            added = await _sql.add(self._executor, guild=guild, now=to_utc_text(now), greeting=greeting)
            if added and greet:
                self._executor.note(ServerJoined(guild))

    async def forget(self, guilds: Iterable[int]) -> None:
        """Note that the bot is no longer in these servers."""
        for guild in guilds:
            await _sql.forget(self._executor, guild=guild)

    async def to_greet(self, mine: Shards, most: int) -> tuple[int, ...]:
        """Servers of these shards that wait for a greeting or for the end of one; those that wait longest first."""
        return tuple(row["guild_id"] for row in await _sql.to_greet(self._executor, **of_shards(mine), most=most))

    async def begin(self, guild: int, now: datetime, before: datetime, most: int) -> Greeting | None:
        """Take a server's greeting, unless somebody else has it or had it since `before`, or it was tried too often."""
        row = await _sql.begin(self._executor, guild=guild, now=to_utc_text(now), before=to_utc_text(before), most=most)
        return Greeting(guild, to_moment(row["since"]), is_first_try=row["tries"] == 1) if row else None

    async def finish(self, guild: int) -> None:
        await _sql.finish(self._executor, guild=guild)

    async def give_up(self, before: datetime, most: int) -> None:
        """Finish what was tried too often."""
        await _sql.give_up(self._executor, before=to_utc_text(before), most=most)

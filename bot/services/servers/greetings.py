"""Which servers the bot is in, and greeting each that it joins, once."""

from collections.abc import Callable
from datetime import timedelta

from bot.domain.servers import Greeting
from bot.domain.shards import Present, Shards
from bot.services.kit import Service

_MOST_TRIES = 3
_MOST_AT_ONCE = 100
# No try that is under way takes longer, in this process or another.
_UNDER_WAY = timedelta(minutes=2)


class Greetings(Service):
    """Servers that are there already, at an application's first start or at an upgrade, are never greeted."""

    async def meet(self, application: int, present: Callable[[], Present]) -> None:
        """Catch up with what changed while the bot was offline.

        `present` returns the servers that the bot is in; those that an outage hides wait until it is over. It is called
        after what is known was read, so that no server joined meanwhile seems to be gone.
        """
        reading = self._store.reading().greetings
        counted = await reading.counted(application, present().shards)
        known = await reading.known()
        here = present()
        new = here.guilds - known
        old = {guild for guild in new if here.shards.of(guild) not in counted}
        gone = {guild for guild in known if here.lacks(guild)}
        now = self._clock()
        async with self._store.changing() as gateways:
            await gateways.greetings.add(old, now, greet=False)
            await gateways.greetings.add(new - old - here.hidden, now, greet=True)
            await gateways.greetings.forget(gone)
            await gateways.greetings.give_up(now - _UNDER_WAY, _MOST_TRIES)
            await gateways.greetings.set_counted(application, here, now)

    async def joined(self, application: int, shards: Shards, guild: int) -> None:
        """Note that the bot joined a server. Does nothing before its shard's first `meet`: it may be an old one."""
        if shards.of(guild) not in await self._store.reading().greetings.counted(application, shards):
            return
        async with self._store.changing() as gateways:
            await gateways.greetings.add([guild], self._clock(), greet=True)

    async def found(self, guild: int) -> bool:
        """Note that the bot is in a server that it did not just join. Return whether a greeting still waits there."""
        waits = await self._store.reading().greetings.waits(guild)
        if waits is None:
            async with self._store.changing() as gateways:
                await gateways.greetings.add([guild], self._clock(), greet=False)
        return bool(waits)

    async def left(self, guild: int) -> None:
        """Note that the bot is no longer in a server: if it joins again, it greets again."""
        async with self._store.changing() as gateways:
            await gateways.greetings.forget([guild])

    async def waiting(self) -> tuple[int, ...]:
        """Return up to a hundred servers of this process whose greeting is due or was interrupted."""
        return await self._store.reading().greetings.to_greet(self._mine, _MOST_AT_ONCE)

    async def begin(self, guild: int) -> Greeting | None:
        """Take the greeting of a server; None if there is none to send, or somebody else is sending it."""
        now = self._clock()
        async with self._store.changing() as gateways:
            return await gateways.greetings.begin(guild, now, now - _UNDER_WAY, _MOST_TRIES)

    async def finish(self, guild: int) -> None:
        """Note that a server was greeted, or that there is no place where the bot may write."""
        async with self._store.changing() as gateways:
            await gateways.greetings.finish(guild)

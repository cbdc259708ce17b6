"""Watching what changes: whose posts must be looked at, in steps that stay small however many servers there are.

Each change has marked in its own transaction whose posts it may concern (`bot.domain.notices.concerned_by`), so that
nothing is missed if the process ends, and other processes' changes are found too. A change on a server costs a look at
that server. A change in the base goes through all servers that follow the show, a few at a time, and so does each day
through all servers, because claims begin to count with it.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from bot.domain.notices import Concerned
from bot.services.kit import Kit, Service
from bot.services.leases import TERM, Leases
from bot.services.posts.server_look import ServerLook
from bot.store.gateways.looks import Look

_AT_ONCE = 20
_PUT_OFF = timedelta(seconds=10)
_LEASE = "walk"


@dataclass(frozen=True, slots=True)
class Step:
    """What a step came to: how many posts were planned, what failed, and whether another step has work at once."""

    planned: int
    failures: Sequence[Exception] = ()
    more: bool = False


@dataclass(frozen=True, slots=True)
class _Walk:
    """A look at many servers, begun on a day; those up to the id `after` were looked at."""

    look: Look
    today: date
    after: int = 0


class NewsWatch(Service):
    """Looks at servers' posts. Several processes may do so at once: each post is planned once.

    Of processes with shards each looks at its own servers. One walks through all of them, and marks those of others.

    A look that fails is put off for ten seconds and holds up no other.
    """

    def __init__(self, kit: Kit) -> None:
        super().__init__(kit)
        self._servers = ServerLook(kit)
        self._after = 0
        self._walk: _Walk | None = None
        self._all_seen_on: date | None = None
        self._put_off: dict[int, datetime] = {}
        self._leases = Leases(kit)
        self._walks_until: datetime | None = None

    async def step(self) -> Step:
        """Look at up to 20 servers where something changed, and at up to 20 of those that are walked through.

        Raises StoreTrouble; then the same step is tried again.
        """
        failures: list[Exception] = []
        looks, of_all = await self._store.reading().looks.waiting(self._after, _AT_ONCE, self._mine)
        if not looks and not self._after:
            self._put_off.clear()
        planned = sum([await self._look_at_changed(look, failures) for look in looks])
        more = len(looks) == _AT_ONCE
        self._after = looks[-1].at.guild if more else 0
        walk = self._walk or await self._next_walk(of_all)
        if walk is not None and not await self._may_walk():
            walk = self._walk = None  # another process does
        if walk is not None:
            planned += await self._walk_on(walk)
        return Step(planned, failures, more or walk is not None)

    @property
    def has_put_off(self) -> bool:
        """Whether a look that failed must be tried again soon."""
        return bool(self._put_off)

    async def _look_at_changed(self, look: Look, failures: list[Exception]) -> int:
        guild, now = look.at.guild, self._clock()
        if timedelta() < self._put_off.get(guild, now) - now <= _PUT_OFF:
            return 0
        planned, failed = await self._servers.look(guild)
        if failed:
            self._put_off[guild] = now + _PUT_OFF
            failures += failed
        else:
            self._put_off.pop(guild, None)
            await self._done(look, now.date())
        return planned

    async def _walk_on(self, walk: _Walk) -> int:
        """Take the next step of a walk. Return how many posts were planned."""
        planned = 0
        guilds = await self._store.reading().looks.followers(walk.look.at.show, walk.after, _AT_ONCE)
        later = [guild for guild in guilds if not self._mine.have(guild)]  # looked at where their channels are known
        for guild in guilds:
            if not self._mine.have(guild):
                continue
            found, failed = await self._servers.look(guild)
            planned += found
            if failed:  # from now on it is tried by itself, and doesn't keep the walk from its end
                later.append(guild)
        if later:
            async with self._store.changing() as gateways:
                await gateways.looks.add([Concerned(guild) for guild in later])
        if len(guilds) == _AT_ONCE:
            self._walk = replace(walk, after=guilds[-1])
        else:
            await self._done(walk.look, walk.today)
            self._walk = None
            if self._walks_until is not None:
                self._walks_until = None
                await self._leases.give_back(_LEASE)
        return planned

    async def _may_walk(self) -> bool:
        """Whether this process is the one that walks: it has all servers, or a lease that says so."""
        if self._mine.are_all:
            return True
        if self._walks_until is None or self._walks_until - self._clock() < TERM / 2:
            self._walks_until = await self._leases.take(_LEASE)
        return self._walks_until is not None

    async def _next_walk(self, waiting: Look | None) -> _Walk | None:
        today = self._clock().date()
        if today != self._all_seen_on:  # before what changes again and again
            daily = await self._store.reading().looks.daily(today)
            self._all_seen_on = None if daily else today
            waiting = daily or waiting
        return _Walk(waiting, today) if waiting else None

    async def _done(self, look: Look, today: date) -> None:
        async with self._store.changing() as gateways:
            await gateways.looks.done(look, today)

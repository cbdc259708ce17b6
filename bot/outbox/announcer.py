"""The loop of announcements: it runs when the next post is due, and whenever something may have changed."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime
from functools import partial
from typing import TypeVar

import discord

from bot.discord_errors import TROUBLE, in_words
from bot.domain.announcements import PlaceToCheck
from bot.domain.deliveries import Delivery
from bot.ending import cancel, finish
from bot.errors import StoreTrouble, StoreUnwritable
from bot.occasion import occasion
from bot.outbox.alarm import Alarm
from bot.outbox.channels import channel_of
from bot.outbox.deliverer import Deliverer
from bot.outbox.permissions import trouble
from bot.services.posts.deliveries import ROLE_GONE, Deliveries
from bot.services.posts.planning import Planner

_log = logging.getLogger(__name__)
_T = TypeVar("_T")
_AT_ONCE = 100
# A clock that was set, a machine that slept and another process's changes are noticed within this many seconds.
_LONGEST_SLEEP = 60.0
# Deliveries end in quick succession; the next ones are claimed together, and more of them while many are under way.
_GATHER, _GATHER_MORE, _MANY = 0.05, 0.5, 75
_AFTER_ERROR, _LONGEST_AFTER_ERROR = 1.0, 10.0


class Announcer:
    """Plans and delivers what is due, up to a hundred posts at once, and one at a time in each channel.

    Its loop survives every error: each is logged and counted in `errors`, and the work is tried again at the next turn.
    """

    def __init__(
        self,
        planning: Planner,
        delivering: Deliveries,
        deliverer: Deliverer,
        client: discord.Client,
        clock: Callable[[], datetime],
        knows_servers: Callable[[], bool] | None = None,
    ) -> None:
        self.errors = 0
        self._planning = planning
        self._delivering = delivering
        self._deliverer = deliverer
        self._client = client
        self._knows_servers = knows_servers or client.is_ready
        self._clock = clock
        self._loop: asyncio.Task[None] | None = None
        self._alarm = Alarm()
        self._unsaved = False
        self._checking: asyncio.Task[None] | None = None
        self._check_after = 0.0
        self._under_way: dict[int, asyncio.Task[None]] = {}
        self._gathering: asyncio.TimerHandle | None = None

    def start(self) -> None:
        """Start the loop. Later calls do nothing, however often the gateway reconnects."""
        if self._loop is None:
            self._loop = asyncio.create_task(self._run())

    async def stop(self) -> None:
        """Stop, after a few seconds in which posts that are under way can still arrive."""
        await cancel(self._loop, self._checking)
        self._loop = None
        await finish(self._under_way.values())

    def wake(self) -> None:
        """Look now: an announcement was added or changed, or a post was planned."""
        self._alarm.ring()

    async def _run(self) -> None:
        failed = 0
        while True:
            self._unsaved = False
            before = self.errors
            for part in (self._plan, self._deliver, self._publish, self._check_places):
                await self._without_dying(part)
            seconds = await self._without_dying(self._until_next) or 0.0
            failed = failed + 1 if self.errors > before else 0
            if failed:
                # A lasting error must neither keep the machine busy nor delay other posts for long.
                seconds = max(_AFTER_ERROR, min(seconds, _AFTER_ERROR * failed, _LONGEST_AFTER_ERROR))
                # While nothing can be saved there are no other posts.
                await asyncio.sleep(_LONGEST_AFTER_ERROR if self._unsaved else _AFTER_ERROR)
            await self._alarm.sleep(seconds)

    async def _without_dying(self, part: Callable[[], Awaitable[_T]]) -> _T | None:
        try:
            return await part()
        except StoreTrouble as error:  # logged by the store, once
            self.errors += 1
            self._unsaved |= isinstance(error, StoreUnwritable)
            return None
        except Exception:
            self.errors += 1
            _log.exception("Error no. %s since the start in the loop of announcements, which continues", self.errors)
            return None

    async def _plan(self) -> None:
        await self._planning.plan()

    async def _deliver(self) -> None:
        for delivery in await self._delivering.claim(self._free()):
            self._begin(delivery, self._deliverer.deliver)

    async def _publish(self) -> None:
        for delivery in await self._delivering.claim_publishing(self._free()):
            self._begin(delivery, self._deliverer.publish)

    async def _until_next(self) -> float:
        """Return the seconds until there is something to do, as far as is known now."""
        if self._free() <= 0:  # the first delivery to end wakes the loop
            return _LONGEST_SLEEP
        moment = await self._delivering.next_moment()
        if moment is None:
            return _LONGEST_SLEEP
        return min(max((moment - self._clock()).total_seconds(), _GATHER), _LONGEST_SLEEP)

    def _free(self) -> int:
        return _AT_ONCE - len(self._under_way)

    def _begin(self, delivery: Delivery, make: Callable[[Delivery], Awaitable[None]]) -> None:
        # If the clock was set forward, the lease of a delivery that is under way here seems to have run out.
        if delivery.id not in self._under_way:
            with occasion("delivery", delivery.id):
                self._under_way[delivery.id] = asyncio.create_task(self._make(delivery, make))

    async def _make(self, delivery: Delivery, make: Callable[[Delivery], Awaitable[None]]) -> None:
        try:
            await make(delivery)
        except StoreTrouble:  # logged by the store, once
            self.errors += 1
        except Exception:
            # Its lease runs out, and it is claimed again as a delivery whose outcome is unknown.
            self.errors += 1
            _log.exception("Delivery %s failed unexpectedly", delivery.id)
        finally:
            del self._under_way[delivery.id]
            self._wake_soon()

    def _wake_soon(self) -> None:
        if self._gathering is None:
            wait = _GATHER_MORE if len(self._under_way) > _MANY else _GATHER
            self._gathering = asyncio.get_running_loop().call_later(wait, self._gathered)

    def _gathered(self) -> None:
        self._gathering = None
        self.wake()

    async def _check_places(self) -> None:
        """Check once a day that announcements can still be posted in their channels."""
        if not self._knows_servers():
            return  # before that no server is known, and every channel would seem gone
        if self._checking is not None and not self._checking.done():
            return
        now = asyncio.get_running_loop().time()
        if now < self._check_after:
            return
        if places := await self._delivering.places_to_check():
            # In a task of its own: Discord may be slow to answer for each.
            self._checking = asyncio.create_task(self._check(places))
        else:
            self._check_after = now + _LONGEST_SLEEP

    async def _check(self, places: Sequence[PlaceToCheck]) -> None:
        for look in places:
            try:
                found = await self._trouble(look)
            except TROUBLE as error:
                _log.info("Channel %s could not be looked at: %s", look.place.channel, in_words(error))
                found = look.place.trouble
            await self._without_dying(partial(self._delivering.checked, look, found))

    async def _trouble(self, look: PlaceToCheck) -> str | None:
        guild = self._client.get_guild(look.guild)
        announcement = await self._delivering.announcement_of(look)
        if guild is None or guild.unavailable or announcement is None:
            return look.place.trouble
        channel = await channel_of(guild, look.place.channel)
        if channel is None:
            return "The channel is gone, or I can't see it."
        role = guild.get_role(announcement.ping) if announcement.ping is not None else None
        role_gone = ROLE_GONE if announcement.ping is not None and role is None else None
        return trouble(channel, ping=role, publish=announcement.publish) or role_gone

"""What a server chooses for itself."""

import asyncio
from datetime import date, datetime
from zoneinfo import ZoneInfo

from bot.domain.facts import Show
from bot.domain.servers import Setup
from bot.domain.zones import Fit, ZonesMeant
from bot.errors import BadInput
from bot.language.zones import complete_zone, read_zone
from bot.services.kit import Service
from bot.services.names.finder import Query
from bot.services.posts.chosen_show import choose_show
from bot.services.posts.planning import change_zone
from bot.store.gateways.servers import Server


class Choices(Service):
    """Reading and changing a server's choices."""

    async def get(self, guild: int) -> Server:
        return await self._store.reading().servers.get(guild)

    async def choose_show(self, guild: int, text: str, today: date) -> Show:
        """Set the show that questions are about unless they name another. Raises BadInput."""
        show_id = await self._finder.show(Query(guild, today, show=text))
        if show_id is None:
            raise BadInput("Name the show, or pick it from the list.")
        show = await self._finder.show_of(Query(guild, today, show=text))
        async with self._store.writing() as gateways:
            await choose_show(gateways, guild, show, self._clock())
        return show

    async def choose_timezone(self, guild: int, text: str) -> str | ZonesMeant:
        """Set the server's time zone and return its name in the tz database; if it is unclear, which may be meant.

        Repeating announcements keep their local time: they are due at the same hour in the new zone.
        """
        # The first abbreviation loads every zone.
        meant = await asyncio.to_thread(read_zone, text, self._clock())
        if meant.fit is not Fit.ONE:
            return meant
        (zone,) = meant.zones
        async with self._store.writing() as gateways:
            await gateways.servers.set_timezone(guild, zone, self._clock())
            await change_zone(gateways, guild, zone, self._clock())
        return zone

    async def choose_moderators(self, guild: int, role: int | None) -> None:
        """Set the role whose members are moderators. None: only members who may manage the server."""
        async with self._store.writing() as gateways:
            await gateways.servers.set_moderator_role(guild, role, self._clock())

    async def choose_log(self, guild: int, channel: int | None) -> None:
        """Set the channel that every change is logged in (None: no log). Lines that failed before are tried again."""
        async with self._store.writing() as gateways:
            await gateways.servers.set_log_channel(guild, channel, self._clock())
            if channel is not None:
                await gateways.log.try_again(guild)

    async def setup(self, guild: int) -> Setup:
        """Return everything that the server has chosen, and how much waits there."""
        gateways = self._store.reading()
        server = await gateways.servers.get(guild)
        return Setup(
            show=server.show,
            only_show=None if server.show else await gateways.names.show_of_server(guild),
            timezone=server.timezone,
            moderator_role=server.moderator_role,
            log_channel=server.log_channel,
            suggestions=await gateways.proposals.queue_length(guild),
            blocked=await gateways.proposals.blocked_count(guild),
            undelivered=await gateways.log.undelivered(guild),
            timezone_chosen=server.timezone_chosen,
        )

    def complete_timezone(self, text: str) -> tuple[str, ...]:
        """Return up to 25 time zones that a text may become; for none, those where many people live."""
        return complete_zone(text, self._clock())

    def now_in(self, zone: str) -> datetime:
        """Return the local time in a zone."""
        return self._clock().astimezone(ZoneInfo(zone))

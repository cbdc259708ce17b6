"""What a server chooses for itself."""

from datetime import date, datetime
from functools import cache
from zoneinfo import ZoneInfo, available_timezones

from bot.domain.facts import Show
from bot.domain.names import fold
from bot.domain.servers import Setup
from bot.domain.text import quoted
from bot.errors import BadInput
from bot.services.kit import Service
from bot.services.names.finder import Query
from bot.services.posts.chosen_show import choose_show
from bot.services.posts.planning import change_zone
from bot.store.gateways.servers import Server

_MOST_CHOICES = 25


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

    async def choose_timezone(self, guild: int, text: str) -> str:
        """Set the server's time zone, by its name in the tz database. Raises BadInput.

        Repeating announcements keep their local time: they are due at the same hour in the new zone.
        """
        zone = next((name for name in _zones() if fold(name) == fold(text)), None)
        if zone is None:
            raise BadInput(f"{quoted(text, 60)} is not a time zone. Pick one from the list, such as Europe/Berlin.")
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
            only_show=None if server.show else await gateways.names.only_show(guild),
            timezone=server.timezone,
            moderator_role=server.moderator_role,
            log_channel=server.log_channel,
            suggestions=await gateways.proposals.queue_length(guild),
            blocked=await gateways.proposals.blocked_count(guild),
            undelivered=await gateways.log.undelivered(guild),
        )

    def complete_timezone(self, text: str) -> list[str]:
        """Return up to 25 time zones that have a part starting with the text."""
        key = fold(text) if text.strip() else ""
        zones = [zone for zone in _zones() if f" {fold(zone)}".find(f" {key}") >= 0]
        return sorted(zones, key=lambda zone: (not fold(zone).startswith(key), zone))[:_MOST_CHOICES]

    def now_in(self, zone: str) -> datetime:
        """Return the local time in a zone."""
        return self._clock().astimezone(ZoneInfo(zone))


@cache
def _zones() -> tuple[str, ...]:
    # The rest are aliases and offsets whose signs mislead ("Etc/GMT+5" is west).
    named = (
        "Africa",
        "America",
        "Antarctica",
        "Arctic",
        "Asia",
        "Atlantic",
        "Australia",
        "Europe",
        "Indian",
        "Pacific",
    )
    return ("UTC", *sorted(zone for zone in available_timezones() if zone.split("/")[0] in named))

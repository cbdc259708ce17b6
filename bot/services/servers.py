"""What a server chooses for itself."""

from collections.abc import Callable
from datetime import date, datetime
from functools import cache
from zoneinfo import ZoneInfo, available_timezones

from bot.domain.facts import Show
from bot.domain.names import fold
from bot.errors import BadInput
from bot.services.asked import Asked
from bot.services.finding import Finder
from bot.store.servers import Server
from bot.store.store import Store

_MOST_CHOICES = 25


class Servers:
    """Reading and changing a server's choices."""

    def __init__(self, store: Store, finder: Finder, clock: Callable[[], datetime]) -> None:
        self._store = store
        self._finder = finder
        self._clock = clock

    async def get(self, guild: int) -> Server:
        return await self._store.reading().servers.get(guild)

    async def choose_show(self, guild: int, text: str, today: date) -> Show:
        """Make this show the one that questions are about unless they name another. Raises BadInput."""
        show_id = await self._finder.show(Asked(guild, today, show=text))
        if show_id is None:
            raise BadInput("Name the show, or pick it from the list.")
        show = await self._finder.show_of(Asked(guild, today, show=text))
        async with self._store.writing() as gateways:
            await gateways.servers.set_show(guild, show.id, self._clock())
        return show

    async def choose_timezone(self, guild: int, text: str) -> str:
        """Make this the server's time zone, by a name that the tz database knows. Raises BadInput."""
        zone = next((name for name in _zones() if fold(name) == fold(text)), None)
        if zone is None:
            raise BadInput(f"“{text[:60]}” is not a time zone. Pick one from the list, such as Europe/Berlin.")
        async with self._store.writing() as gateways:
            await gateways.servers.set_timezone(guild, zone, self._clock())
        return zone

    def complete_timezone(self, text: str) -> list[str]:
        """Up to 25 time zones with a part that begins with the text."""
        key = fold(text) if text.strip() else ""
        zones = [zone for zone in _zones() if f" {fold(zone)}".find(f" {key}") >= 0]
        return sorted(zones, key=lambda zone: (not fold(zone).startswith(key), zone))[:_MOST_CHOICES]

    def now_in(self, zone: str) -> datetime:
        """The time on a wall there."""
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

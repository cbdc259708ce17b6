"""One look at what a server's announcements post about facts: its news, its countdowns, and what it has posted."""

from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.domain.announcements import Announcement, AnnouncementKind
from bot.errors import StoreTrouble
from bot.services.kit import Kit, Service
from bot.services.posts.chosen_show import follow_show
from bot.services.posts.correcting import Corrector
from bot.services.posts.news import has_work, plan_news
from bot.services.posts.planning import active, next_due_of
from bot.store.gateways.watching import Watched
from bot.store.store import Gateways


class ServerLook(Service):
    """Plans news and corrections, and moves countdowns. It reads nothing of other servers.

    Several processes may look at once: each post is planned once.
    """

    def __init__(self, kit: Kit) -> None:
        super().__init__(kit)
        self._corrector = Corrector(kit)

    async def look(self, guild: int) -> tuple[int, Sequence[Exception]]:
        """Return how many posts were planned or moved, and the errors: one does not stop the other announcements.

        Raises StoreTrouble, which is the same for all.
        """
        planned = 0
        failures: list[Exception] = []
        for watched in await self._store.reading().watching.watched(guild):
            try:
                planned += await self._look_at(watched)
            except StoreTrouble:
                raise
            except Exception as error:
                error.add_note(f"Announcement {watched.id} of server {guild} could not be looked at.")
                failures.append(error)
        return planned + await self._corrector.correct(guild, failures), failures

    async def _look_at(self, watched: Watched) -> int:
        if watched.kind is AnnouncementKind.COUNTDOWN:
            return await self._look_at_countdown(watched)
        if watched.show is None or watched.server_show not in (None, watched.show):
            await self._follow_show(watched)
        elif watched.kind is AnnouncementKind.NEWS:
            return await self._look_at_news(watched)
        return 0

    async def _follow_show(self, watched: Watched) -> None:
        """Move an announcement to the show that its server has chosen since; it posts what happens from now on."""
        async with self._store.changing() as gateways:
            announcement = await active(gateways, watched.guild, watched.id)
            chosen = await gateways.names.show_of_server(watched.guild)
            if announcement is not None and chosen is not None:
                await follow_show(gateways, announcement, chosen, self._clock())

    async def _look_at_news(self, watched: Watched) -> int:
        now = self._clock()
        if not await has_work(self._store.reading(), watched, now.date()):
            return 0
        async with self._store.changing() as gateways:
            announcement = await active(gateways, watched.guild, watched.id)
            if announcement is None or announcement.show is None or announcement.show.id != watched.show:
                return 0  # what changed it has another look made
            return await plan_news(gateways, announcement, self._ids, now) if _has_open_place(announcement) else 0

    async def _look_at_countdown(self, watched: Watched) -> bool:
        gateways, now = self._store.reading(), self._clock()
        announcement = await gateways.announcements.get(watched.guild, watched.id)
        if announcement is None or not await _has_moved(gateways, announcement, now):
            return False
        async with self._store.changing() as gateways:
            announcement = await active(gateways, watched.guild, watched.id)
            if announcement is None or not await _has_moved(gateways, announcement, now):
                return False
            await gateways.announcements.set_due(announcement.id, await _next_step(gateways, announcement, now))
            return True


def _has_open_place(announcement: Announcement) -> bool:
    return any(not place.paused for place in announcement.places)


async def _has_moved(gateways: Gateways, announcement: Announcement, now: datetime) -> bool:
    """Return whether a countdown's next step is due at another time than stored. Due steps are left to the planner."""
    if announcement.next_due is not None and announcement.next_due <= now:
        return False
    return await _next_step(gateways, announcement, now) != announcement.next_due


async def _next_step(gateways: Gateways, announcement: Announcement, now: datetime) -> datetime | None:
    zone = ZoneInfo((await gateways.servers.get(announcement.guild)).timezone)
    return await next_due_of(gateways, announcement, zone, now)

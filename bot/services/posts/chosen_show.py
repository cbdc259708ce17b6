"""Announcements about whatever show their server has chosen: news and digests follow it."""

from dataclasses import replace
from datetime import datetime

from bot.domain.announcements import Announcement, AnnouncementKind
from bot.domain.facts import Show
from bot.services.posts.news import start_over
from bot.store.store import Gateways


async def choose_show(gateways: Gateways, guild: int, show: Show, now: datetime) -> None:
    """Make a show the server's, and its announcements of news and digests about that show from now on.

    What is on record now counts as posted; what changes later is news.
    """
    await gateways.servers.set_show(guild, show.id, now)
    for announcement in await gateways.announcements.following_show(guild):
        await follow_show(gateways, announcement, show, now)


async def follow_show(gateways: Gateways, announcement: Announcement, show: Show, now: datetime) -> None:
    """Make an announcement about this show, unless it is already."""
    if announcement.show is not None and announcement.show.id == show.id:
        return
    moved = replace(announcement, show=show, version=announcement.version + 1)
    if moved.kind is AnnouncementKind.DIGEST:
        moved = replace(moved, covered_until=now)
    await gateways.announcements.save(moved)
    if moved.kind is AnnouncementKind.NEWS:
        await start_over(gateways, moved, now.date())

"""Announcements after they were confirmed: listing, showing, testing, pausing, resuming and cancelling them."""

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from dataclasses import replace
from zoneinfo import ZoneInfo

from bot.domain.announcement_views import AnnouncementPage, AnnouncementView, Described, Ending, Example
from bot.domain.announcements import Announcement, AnnouncementKind, AnnouncementState
from bot.errors import AlreadyHandled, BadInput
from bot.services.access import Caller, require_moderator
from bot.services.announcements.drafts import AnnouncementDrafts
from bot.services.announcements.examples import Examples
from bot.services.announcements.form import rule_in_words
from bot.services.announcements.inspection import LIVE, ChannelChecks, inspect, live_news
from bot.services.announcements.search import GONE, OVER, AnnouncementSearch, live_on_record, on_record
from bot.services.kit import Kit, Service
from bot.services.posts.content import PostContent
from bot.services.posts.news import baseline
from bot.services.posts.planning import next_due_of
from bot.store.gateways.servers import Server
from bot.store.store import Gateways

_A_PAGE = 8
_POSTS_A_PAGE = 6
_CANCELLED = "The announcement was cancelled."
_PAUSED = "The announcement was paused."


class Announcements(Service):
    """What moderators do with announcements. `drafts` writes and changes them, `search` finds them."""

    def __init__(self, kit: Kit, content: PostContent) -> None:
        super().__init__(kit)
        self._kit = kit
        self._examples = Examples(kit, content)
        self.search = AnnouncementSearch(kit)

    def drafts(self, caller: Caller, channels: ChannelChecks) -> AnnouncementDrafts:
        """Return the caller's drafts, which `channels` checks for what Discord has against them."""
        return AnnouncementDrafts(self._kit, self._examples, caller, channels)

    async def page(self, caller: Caller, page: int) -> AnnouncementPage:
        """Return a page of all announcements of a server, those that are due first at the top."""
        gateways = self._store.reading()
        zone = (await require_moderator(gateways, caller)).timezone
        listed = await gateways.announcements.listed(caller.guild, most=_A_PAGE + 1, skip=page * _A_PAGE)
        shown = tuple(Described(found, zone, rule_in_words(found)) for found in listed[:_A_PAGE])
        total = await gateways.announcements.total(caller.guild)
        return AnnouncementPage(shown, page, len(listed) > _A_PAGE, total)

    async def show(self, caller: Caller, announcement: int, page: int = 0) -> AnnouncementView:
        """Return an announcement with a page of what became of its posts. Raises BadInput."""
        gateways = self._store.reading()
        server = await require_moderator(gateways, caller)
        return await _view(gateways, server, await on_record(gateways, caller, announcement), page)

    async def example(self, caller: Caller, announcement: int) -> Example:
        """Return what an announcement or a draft would post now. Raises BadInput."""
        gateways = self._store.reading()
        server = await require_moderator(gateways, caller)
        found = await gateways.announcements.get(caller.guild, announcement)
        if found is None or found.kind is AnnouncementKind.FEED:
            raise BadInput(GONE)
        return Example(found, await self._examples.of(found, ZoneInfo(server.timezone)))

    async def pause(self, caller: Caller, announcement: int) -> AnnouncementView:
        """Post nothing of an announcement until it is resumed. Raises AlreadyHandled if it is paused already."""
        async with self._changing(caller) as (gateways, server):
            found = await live_on_record(gateways, caller, announcement)
            if found.state is AnnouncementState.PAUSED:
                raise AlreadyHandled(found.changed_by, "paused", found.changed_at)
            paused = await self._stop(gateways, caller, found, AnnouncementState.PAUSED, _PAUSED)
            return await _view(gateways, server, paused)

    async def resume(self, caller: Caller, announcement: int, channels: ChannelChecks) -> AnnouncementView:
        """Post an announcement again from now on, in all its channels. What was missed is not posted.

        Raises BadInput with what is wrong with it, AlreadyHandled if it is active already.
        """
        now = self._clock()
        async with self._changing(caller) as (gateways, server):
            found = await live_on_record(gateways, caller, announcement)
            was_paused = found.state is AnnouncementState.PAUSED
            if not was_paused and not any(place.paused for place in found.places):
                raise AlreadyHandled(found.changed_by, "it is active", found.changed_at)
            zone = ZoneInfo(server.timezone)
            if faults := (await inspect(gateways, found, zone, now, channels)).faults:
                raise BadInput("It can't be resumed yet. " + " ".join(faults))
            places = tuple(replace(place, paused=False, trouble=None) for place in found.places)
            resumed = found.changed(caller.user, now, state=AnnouncementState.ACTIVE, places=places)
            if was_paused:
                resumed = replace(resumed, next_due=await next_due_of(gateways, resumed, zone, now))
                if resumed.kind is AnnouncementKind.DIGEST:
                    resumed = replace(resumed, covered_until=now)
            await gateways.announcements.save(resumed)
            if was_paused and resumed.kind is AnnouncementKind.NEWS:
                await baseline(gateways, resumed, now.date())
            return await _view(gateways, server, resumed)

    async def cancel(self, caller: Caller, announcement: int) -> AnnouncementView:
        """End an announcement for good. Raises BadInput if it is over, AlreadyHandled if it was cancelled."""
        async with self._changing(caller) as (gateways, server):
            found = await on_record(gateways, caller, announcement)
            if found.state is AnnouncementState.CANCELLED:
                raise AlreadyHandled(found.changed_by, "cancelled", found.changed_at)
            if found.state not in LIVE:
                raise BadInput(OVER)
            cancelled = await self._stop(gateways, caller, found, AnnouncementState.CANCELLED, _CANCELLED)
            return await _view(gateways, server, cancelled)

    async def ending(self, caller: Caller, channel: int | None) -> Ending:
        """Return which announcements of news would end in a channel, or everywhere (None)."""
        gateways = await self._read_for(caller)
        return await _ending(gateways, caller, channel)

    async def end_news(self, caller: Caller, channel: int | None) -> Ending:
        """End the announcements of news in a channel, or everywhere (None). In their other channels they continue."""
        now = self._clock()
        async with self._changing(caller) as (gateways, _):
            ending = await _ending(gateways, caller, channel)
            if not ending.announcements:
                raise BadInput("There are no news announcements to end any more.")
            for news in ending.announcements:
                others = tuple(place for place in news.places if place.channel != channel)
                if channel is not None and others:
                    await gateways.announcements.save(news.changed(caller.user, now, places=others))
                    await gateways.deliveries.skip_others(news.id, channel, _CANCELLED)
                else:
                    await self._stop(gateways, caller, news, AnnouncementState.CANCELLED, _CANCELLED)
            return ending

    async def _stop(
        self, gateways: Gateways, caller: Caller, announcement: Announcement, state: AnnouncementState, why: str
    ) -> Announcement:
        stopped = announcement.changed(caller.user, self._clock(), state=state, next_due=None)
        await gateways.announcements.save(stopped)
        for place in announcement.places:
            await gateways.deliveries.skip_others(announcement.id, place.channel, why)
        return stopped

    @asynccontextmanager
    async def _changing(self, caller: Caller) -> AsyncGenerator[tuple[Gateways, Server]]:
        async with self._store.changing() as gateways:
            yield gateways, await require_moderator(gateways, caller)


async def _view(gateways: Gateways, server: Server, announcement: Announcement, page: int = 0) -> AnnouncementView:
    happened = await gateways.deliveries.of_announcement(
        announcement.guild, announcement.id, most=_POSTS_A_PAGE + 1, skip=page * _POSTS_A_PAGE
    )
    return AnnouncementView(
        announcement, server.timezone, rule_in_words(announcement), happened[:_POSTS_A_PAGE], page,
        more=len(happened) > _POSTS_A_PAGE,
    )  # fmt: skip


async def _ending(gateways: Gateways, caller: Caller, channel: int | None) -> Ending:
    news = await live_news(gateways, caller.guild)
    if channel is not None:
        news = tuple(found for found in news if any(place.channel == channel for place in found.places))
    return Ending(news, channel)

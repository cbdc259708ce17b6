"""Announcements that stand: listed, looked at, paused, resumed, cancelled, shown as an example."""

from collections.abc import AsyncGenerator, Callable
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.domain.announcement_views import AnnouncementPage, AnnouncementView, Described, Ending, Example
from bot.domain.announcements import Announcement, AnnouncementKind, AnnouncementState, Place
from bot.domain.ids import Ids
from bot.errors import AlreadyHandled, BadInput
from bot.services.access import Caller, require_moderator
from bot.services.announcements.drafts import GONE, OVER, AnnouncementDrafts, on_record
from bot.services.announcements.examples import Examples
from bot.services.announcements.form import rule_in_words
from bot.services.announcements.inspection import LIVE, Check, inspect, live_news
from bot.services.announcements.search import AnnouncementSearch
from bot.services.names.finder import Finder
from bot.services.posts.content import PostContent
from bot.services.posts.news import baseline
from bot.services.posts.planning import next_due_of
from bot.store.gateways.servers import Server
from bot.store.store import Gateways, Store

_A_PAGE = 8
_HAPPENED = 6
_CANCELLED = "The announcement was cancelled."
_PAUSED = "The announcement was paused."


class Announcements:
    """`drafts` writes and changes them, `search` finds them."""

    def __init__(
        self, store: Store, finder: Finder, telling: PostContent, ids: Ids, clock: Callable[[], datetime]
    ) -> None:
        self._store = store
        self._clock = clock
        self._examples = Examples(store, telling, ids, clock)
        self.drafts = AnnouncementDrafts(store, finder, self._examples, ids, clock)
        self.search = AnnouncementSearch(store, clock)

    async def check(self, caller: Caller) -> None:
        """Raises NotModerator."""
        await require_moderator(self._store.reading(), caller)

    async def page(self, caller: Caller, page: int) -> AnnouncementPage:
        """A page of all of a server's, those that will be due first."""
        gateways = self._store.reading()
        zone = (await require_moderator(gateways, caller)).timezone
        listed = await gateways.announcements.listed(caller.guild, most=_A_PAGE + 1, skip=page * _A_PAGE)
        shown = tuple(Described(one, zone, rule_in_words(one)) for one in listed[:_A_PAGE])
        total = await gateways.announcements.total(caller.guild)
        return AnnouncementPage(shown, page, len(listed) > _A_PAGE, total)

    async def show(self, caller: Caller, announcement: int, page: int = 0) -> AnnouncementView:
        """One of them with a page of what became of its posts. Raises BadInput."""
        gateways = self._store.reading()
        server = await require_moderator(gateways, caller)
        return await _view(gateways, server, await on_record(gateways, caller, announcement), page)

    async def example(self, caller: Caller, announcement: int) -> Example:
        """What it would post now."""
        gateways = self._store.reading()
        server = await require_moderator(gateways, caller)
        one = await gateways.announcements.get(caller.guild, announcement)
        if one is None or one.kind is AnnouncementKind.FEED:
            raise BadInput(GONE)
        return Example(one, await self._examples.of(one, ZoneInfo(server.timezone)))

    async def pause(self, caller: Caller, announcement: int) -> AnnouncementView:
        """Post nothing of it until it is resumed. Raises AlreadyHandled if it is paused."""
        async with self._changing(caller) as (gateways, server):
            one = await self._standing(gateways, caller, announcement)
            if one.state is AnnouncementState.PAUSED:
                raise AlreadyHandled(one.changed_by, "paused")
            one = await self._stop(gateways, caller, one, AnnouncementState.PAUSED, _PAUSED)
            return await _view(gateways, server, one)

    async def resume(self, caller: Caller, announcement: int, check: Check) -> AnnouncementView:
        """Let it go on from now, in all its channels; what was missed is not posted.

        Raises BadInput with what is against it, AlreadyHandled if it goes on already.
        """
        now = self._clock()
        async with self._changing(caller) as (gateways, server):
            one = await self._standing(gateways, caller, announcement)
            if one.state is AnnouncementState.ACTIVE and not any(place.paused for place in one.places):
                raise AlreadyHandled(one.changed_by, "it goes on")
            zone = ZoneInfo(server.timezone)
            if faults := (await inspect(gateways, one, zone, now, check)).faults:
                raise BadInput("It can't go on yet. " + " ".join(faults))
            places = tuple(replace(place, paused=False, trouble=None) for place in one.places)
            was_paused = one.state is AnnouncementState.PAUSED
            one = _changed(one, caller, now, state=AnnouncementState.ACTIVE, places=places)
            if was_paused:
                covered_until = now if one.kind is AnnouncementKind.DIGEST else one.covered_until
                one = replace(one, next_due=await next_due_of(gateways, one, zone, now), covered_until=covered_until)
            await gateways.announcements.save(one)
            if was_paused and one.kind is AnnouncementKind.NEWS:
                await baseline(gateways, one, now.date())
            return await _view(gateways, server, one)

    async def cancel(self, caller: Caller, announcement: int) -> AnnouncementView:
        """End it. Raises AlreadyHandled if it has ended."""
        async with self._changing(caller) as (gateways, server):
            one = await on_record(gateways, caller, announcement)
            if one.state is AnnouncementState.CANCELLED:
                raise AlreadyHandled(one.changed_by, "cancelled")
            if one.state not in LIVE:
                raise BadInput(OVER)
            one = await self._stop(gateways, caller, one, AnnouncementState.CANCELLED, _CANCELLED)
            return await _view(gateways, server, one)

    async def ending(self, caller: Caller, channel: int | None) -> Ending:
        """Which announcements of news would end, in one channel or everywhere."""
        gateways = self._store.reading()
        await require_moderator(gateways, caller)
        return await _ending(gateways, caller, channel)

    async def end_news(self, caller: Caller, channel: int | None) -> Ending:
        """End them. One that goes to other channels too goes on there."""
        now = self._clock()
        async with self._changing(caller) as (gateways, _):
            ending = await _ending(gateways, caller, channel)
            if not ending.announcements:
                raise BadInput("There is no announcement of news to end any more.")
            for one in ending.announcements:
                rest = tuple(place for place in one.places if channel is not None and place.channel != channel)
                if rest:
                    await gateways.announcements.save(_changed(one, caller, now, places=rest))
                    await gateways.deliveries.skip_others(one.id, channel or 0, _CANCELLED)
                else:
                    await self._stop(gateways, caller, one, AnnouncementState.CANCELLED, _CANCELLED)
            return ending

    async def _stop(
        self, gateways: Gateways, caller: Caller, one: Announcement, state: AnnouncementState, why: str
    ) -> Announcement:
        stopped = replace(_changed(one, caller, self._clock(), state=state), next_due=None)
        await gateways.announcements.save(stopped)
        for place in one.places:
            await gateways.deliveries.skip_others(one.id, place.channel, why)
        return stopped

    async def _standing(self, gateways: Gateways, caller: Caller, announcement: int) -> Announcement:
        one = await on_record(gateways, caller, announcement)
        if one.state not in LIVE:
            raise BadInput(OVER)
        return one

    @asynccontextmanager
    async def _changing(self, caller: Caller) -> AsyncGenerator[tuple[Gateways, Server]]:
        async with self._store.changing() as gateways:
            yield gateways, await require_moderator(gateways, caller)


def _changed(
    one: Announcement,
    caller: Caller,
    now: datetime,
    *,
    state: AnnouncementState | None = None,
    places: tuple[Place, ...] | None = None,
) -> Announcement:
    """The next version of it, changed by the caller now."""
    return replace(
        one,
        version=one.version + 1, changed_by=caller.user, changed_at=now,
        state=state or one.state, places=one.places if places is None else places,
    )  # fmt: skip


async def _view(gateways: Gateways, server: Server, one: Announcement, page: int = 0) -> AnnouncementView:
    happened = await gateways.deliveries.of_announcement(one.guild, one.id, most=_HAPPENED + 1, skip=page * _HAPPENED)
    return AnnouncementView(
        one, server.timezone, rule_in_words(one), happened[:_HAPPENED], page, more=len(happened) > _HAPPENED
    )


async def _ending(gateways: Gateways, caller: Caller, channel: int | None) -> Ending:
    news = await live_news(gateways, caller.guild)
    meant = tuple(one for one in news if channel is None or any(place.channel == channel for place in one.places))
    return Ending(meant, channel)

"""Drafts of announcements: written, looked at, changed and confirmed, each step by its author alone."""

from collections.abc import AsyncGenerator, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import datetime
from typing import Any, TypedDict, Unpack
from zoneinfo import ZoneInfo

from bot.domain.announcement_views import DraftView, Target, Wanted, Written
from bot.domain.announcements import (
    MOST_PLACES,
    Announcement,
    AnnouncementKind,
    AnnouncementState,
    Late,
    Place,
    Schedule,
)
from bot.domain.facts import Status
from bot.domain.ids import Ids
from bot.domain.posts import Unsaid
from bot.errors import AlreadyHandled, BadInput
from bot.services.access import Caller, require_moderator
from bot.services.announcements.confirming import At, let_stand
from bot.services.announcements.examples import Examples
from bot.services.announcements.form import read_schedule, read_season, read_words, rule_in_words, written_of
from bot.services.announcements.inspection import LIVE, Check, inspect, live_news
from bot.services.names.finder import Finder, Query
from bot.store.store import Gateways, Store

WORN = "That card is worn out: what it shows was confirmed, or is no longer kept. Start again with /announce."
GONE = "That announcement is not on record here. Pick one from the list, or see them all with /announce list."
OVER = "That announcement has ended, so it can't be changed any more. Make a new one with /announce."
_WITH_WORDS = (AnnouncementKind.ONCE, AnnouncementKind.REPEAT)
_OF_A_SHOW = (AnnouncementKind.NEWS, AnnouncementKind.COUNTDOWN, AnnouncementKind.DIGEST)


class Choices(TypedDict, total=False):
    """What is picked of an announcement."""

    ping: int | None
    late: Late
    publish: bool
    episodes: bool
    status: Status


class AnnouncementDrafts:
    def __init__(
        self, store: Store, finder: Finder, examples: Examples, ids: Ids, clock: Callable[[], datetime]
    ) -> None:
        self._store = store
        self._finder = finder
        self._examples = examples
        self._ids = ids
        self._clock = clock

    async def write(self, caller: Caller, wanted: Wanted, written: Written, check: Check) -> DraftView:
        """Write a new one down. Raises BadInput for what can't be read, NoShow where it needs one."""
        async with self._changing(caller) as at:
            one = replace(await self._begun(at, caller, wanted), status=wanted.status)
            one = await self._filled(at, one, written)
            await at.gateways.announcements.add(one)
            view = await self._view(at, one, check)
        return await self._with_example(view)

    async def news(self, caller: Caller, wanted: Wanted, check: Check) -> DraftView:
        """Let news be told in a channel, or change how they are told there."""
        async with self._changing(caller) as at:
            news = await live_news(at.gateways, caller.guild)
            there = [one for one in news if any(place.channel == wanted.target.channel for place in one.places)]
            one = self._copy(there[0], caller, at.now) if there else await self._begun(at, caller, wanted)
            one = replace(
                one,
                status=wanted.status or (one.status if there else Status.CONFIRMED),
                ping=one.ping if wanted.ping is None else wanted.ping,
                publish=one.publish if wanted.publish is None else wanted.publish,
            )
            await at.gateways.announcements.add(one)
            view = await self._view(at, one, check)
        return await self._with_example(view)

    async def edit(self, caller: Caller, announcement: int, check: Check) -> DraftView:
        """A draft of a change of one that stands. Raises BadInput for one that has ended."""
        async with self._changing(caller) as at:
            found = await on_record(at.gateways, caller, announcement)
            if found.state not in LIVE:
                raise BadInput(OVER)
            one = self._copy(found, caller, at.now)
            await at.gateways.announcements.add(one)
            view = await self._view(at, one, check)
        return await self._with_example(view)

    async def written(self, caller: Caller, draft: int) -> tuple[AnnouncementKind, Written]:
        """A draft as the form shows it."""
        gateways = self._store.reading()
        server = await require_moderator(gateways, caller)
        one = await _own(gateways, caller, draft)
        return one.kind, written_of(one, ZoneInfo(server.timezone))

    async def channels(self, caller: Caller, draft: int) -> tuple[int, ...]:
        """Where a draft goes to."""
        gateways = self._store.reading()
        await require_moderator(gateways, caller)
        return tuple(place.channel for place in (await _own(gateways, caller, draft)).places)

    async def rewrite(
        self, caller: Caller, draft: int, kind: AnnouncementKind, written: Written, check: Check
    ) -> DraftView:
        """Let a draft say this. What the form left as it was keeps its meaning."""
        async with self._changing(caller) as at:
            one = await _own(at.gateways, caller, draft)
            if one.kind is not kind:
                raise BadInput("That form belongs to another announcement. Start again with /announce.")
            view = await self._put(at, await self._filled(at, one, written), check)
        return await self._with_example(view)

    async def preview(self, caller: Caller, draft: int, check: Check) -> DraftView:
        """A draft as it stands."""
        gateways = self._store.reading()
        server = await require_moderator(gateways, caller)
        at = At(gateways, server, self._clock())
        return await self._with_example(await self._view(at, await _own(gateways, caller, draft), check))

    async def choose(self, caller: Caller, draft: int, check: Check, **choices: Unpack[Choices]) -> DraftView:
        """Change what is picked of a draft, not typed."""
        return await self._change(caller, draft, check, **choices)

    async def choose_places(self, caller: Caller, draft: int, targets: Sequence[Target], check: Check) -> DraftView:
        """Let a draft go to these channels."""
        targets = tuple(dict.fromkeys(targets))
        if not 0 < len(targets) <= MOST_PLACES:
            raise BadInput(f"Choose 1 to {MOST_PLACES} channels.")
        places = tuple(Place(self._ids(), one.channel, one.forum) for one in targets)
        return await self._change(caller, draft, check, places=places)

    async def make_over(self, caller: Caller, draft: int, version: int, check: Check) -> DraftView:
        """Let a draft change what somebody has changed since, in the version that its author has seen by now."""
        return await self._change(caller, draft, check, replaces_version=version)

    async def confirm(self, caller: Caller, draft: int, check: Check) -> Announcement | DraftView:
        """Let a draft stand; or, if anything is against that, show it again and change nothing.

        Raises AlreadyHandled if it stands already.
        """
        async with self._changing(caller) as at:
            view = await self._view(at, await _own(at.gateways, caller, draft), check)
            if view.can_be_confirmed:
                return await let_stand(at, caller, view)
        return await self._with_example(view)

    async def _begun(self, at: At, caller: Caller, wanted: Wanted) -> Announcement:
        place = Place(self._ids(), wanted.target.channel, wanted.target.forum)
        return Announcement(
            id=self._ids(), guild=caller.guild, kind=wanted.kind, state=AnnouncementState.DRAFT,
            made_by=caller.user, made_at=at.now, changed_by=caller.user, changed_at=at.now, places=(place,),
            ping=wanted.ping, publish=bool(wanted.publish), episodes=wanted.episodes,
            show=await self._finder.show_of(Query(caller.guild, at.now.date())) if wanted.kind in _OF_A_SHOW else None,
        )  # fmt: skip

    def _copy(self, one: Announcement, caller: Caller, now: datetime) -> Announcement:
        places = tuple(Place(self._ids(), place.channel, place.forum) for place in one.places)
        return replace(
            one,
            id=self._ids(), state=AnnouncementState.DRAFT, places=places, next_due=None, changed_by=caller.user,
            changed_at=now, replaces=one.id, replaces_version=one.version, version=1,
        )  # fmt: skip

    async def _filled(self, at: At, one: Announcement, written: Written) -> Announcement:
        """The announcement with what was written."""
        if one.kind in _WITH_WORDS:
            one = replace(one, words=read_words(written))
        one = replace(one, schedule=_schedule(one, written, at.zone, at.now))
        if one.kind is not AnnouncementKind.COUNTDOWN or one.show is None:
            return one
        season = read_season(written.season)
        if season not in await at.gateways.catalogue.seasons(one.guild, one.show.id):
            raise BadInput(
                f"Nothing is on record of season {season} of {one.show.title[:100]} yet. Write down first what is "
                "known of it: /fact add."
            )
        return replace(one, season=season)

    async def _change(self, caller: Caller, draft: int, check: Check, **changes: Any) -> DraftView:
        async with self._changing(caller) as at:
            one = await _own(at.gateways, caller, draft)
            view = await self._put(at, replace(one, **changes), check)
        return await self._with_example(view)

    async def _put(self, at: At, one: Announcement, check: Check) -> DraftView:
        one = replace(one, changed_at=at.now)
        # Written anew, since what a draft replaces is not what saving changes.
        await at.gateways.announcements.forget(one.guild, one.id)
        await at.gateways.announcements.add(one)
        return await self._view(at, one, check)

    async def _view(self, at: At, one: Announcement, check: Check) -> DraftView:
        original = await at.gateways.announcements.get(one.guild, one.replaces) if one.replaces else None
        draft = await inspect(at.gateways, one, at.zone, at.now, check)
        has_ended = one.replaces is not None and (original is None or original.state not in LIVE)
        if has_ended:
            draft = replace(draft, faults=(OVER,))
        return DraftView(
            draft=draft,
            zone=at.server.timezone,
            post=Unsaid(""),
            rule=rule_in_words(one),
            original=original,
            moved_on=original is not None and not has_ended and original.version != one.replaces_version,
        )

    async def _with_example(self, view: DraftView) -> DraftView:
        return replace(view, post=await self._examples.of(view.announcement, ZoneInfo(view.zone)))

    @asynccontextmanager
    async def _changing(self, caller: Caller) -> AsyncGenerator[At]:
        async with self._store.changing() as gateways:
            yield At(gateways, await require_moderator(gateways, caller), self._clock())


async def on_record(gateways: Gateways, caller: Caller, announcement: int) -> Announcement:
    """One that /announce lists. Raises BadInput for a draft, and for a feed's, which is /feed's to change."""
    one = await gateways.announcements.get(caller.guild, announcement)
    if one is None or one.state is AnnouncementState.DRAFT or one.kind is AnnouncementKind.FEED:
        raise BadInput(GONE)
    return one


async def _own(gateways: Gateways, caller: Caller, draft: int) -> Announcement:
    one = await gateways.announcements.get(caller.guild, draft)
    if one is None or (one.state is AnnouncementState.DRAFT and one.changed_by != caller.user):
        raise BadInput(WORN)
    if one.state is not AnnouncementState.DRAFT:
        raise AlreadyHandled(one.made_by, "confirmed")
    return one


def _schedule(one: Announcement, written: Written, zone: ZoneInfo, now: datetime) -> Schedule:
    """What was written, or the draft's own where that was left as the form showed it."""
    shown = written_of(one, zone)
    same = (written.when.strip(), written.rule.strip(), written.at.strip()) == (shown.when, shown.rule, shown.at)
    is_there = one.schedule != Schedule()
    return one.schedule if same and is_there else read_schedule(written, one.kind, zone, now)

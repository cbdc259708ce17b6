"""Drafts of announcements: a moderator writes one, changes it, sees a preview and confirms it."""

from collections.abc import AsyncGenerator, Sequence
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
from bot.domain.posts import NothingToPost
from bot.domain.text import escape
from bot.errors import AlreadyHandled, BadInput
from bot.services.access import Caller, require_moderator
from bot.services.announcements.confirming import Transaction, take_effect
from bot.services.announcements.examples import Examples
from bot.services.announcements.form import read_schedule, read_season, read_words, rule_in_words, written_of
from bot.services.announcements.inspection import LIVE, ChannelChecks, inspect, live_news
from bot.services.announcements.search import OVER, live_on_record
from bot.services.kit import Kit, Service
from bot.services.names.finder import Query
from bot.store.store import Gateways

_EXPIRED = "That card has expired: its draft was confirmed or deleted. Start again with /announce."
_WITH_WORDS = (AnnouncementKind.ONCE, AnnouncementKind.REPEAT)
_OF_A_SHOW = (AnnouncementKind.NEWS, AnnouncementKind.COUNTDOWN, AnnouncementKind.DIGEST)


class Choices(TypedDict, total=False):
    """The options of an announcement that are picked, not typed."""

    ping: int | None
    late: Late
    publish: bool
    episodes: bool
    status: Status


class AnnouncementDrafts(Service):
    """The drafts of one moderator, the `caller`. Every method raises NotModerator for anybody else."""

    def __init__(self, kit: Kit, examples: Examples, caller: Caller, channels: ChannelChecks) -> None:
        super().__init__(kit)
        self._examples = examples
        self._caller = caller
        self._channels = channels

    async def write(self, wanted: Wanted, written: Written) -> DraftView:
        """Write a draft of a new announcement. Raises BadInput for what can't be read, NoShow if it needs a show."""
        async with self._changing() as tx:
            draft = replace(await self._begun(tx, wanted), status=wanted.status)
            draft = await _filled(tx, draft, written)
            await tx.gateways.announcements.add(draft)
            view = await self._view(tx, draft)
        return await self._with_example(view)

    async def news(self, wanted: Wanted) -> DraftView:
        """Write a draft that posts news in a channel, or that changes how news is posted there already."""
        async with self._changing() as tx:
            news = await live_news(tx.gateways, self._caller.guild)
            there = [known for known in news if any(place.channel == wanted.target.channel for place in known.places)]
            draft = self._copy(there[0], tx.now) if there else await self._begun(tx, wanted)
            draft = replace(
                draft,
                status=wanted.status or (draft.status if there else Status.CONFIRMED),
                ping=draft.ping if wanted.ping is None else wanted.ping,
                publish=draft.publish if wanted.publish is None else wanted.publish,
            )
            await tx.gateways.announcements.add(draft)
            view = await self._view(tx, draft)
        return await self._with_example(view)

    async def edit(self, announcement: int) -> DraftView:
        """Write a draft that changes an announcement. Raises BadInput if that has ended."""
        async with self._changing() as tx:
            draft = self._copy(await live_on_record(tx.gateways, self._caller, announcement), tx.now)
            await tx.gateways.announcements.add(draft)
            view = await self._view(tx, draft)
        return await self._with_example(view)

    async def written(self, draft: int) -> tuple[AnnouncementKind, Written]:
        """Return a draft's kind, and the draft as the form shows it."""
        gateways = self._store.reading()
        server = await require_moderator(gateways, self._caller)
        stored = await self._own(gateways, draft)
        return stored.kind, written_of(stored, ZoneInfo(server.timezone))

    async def channels(self, draft: int) -> tuple[int, ...]:
        """Return the channels that a draft goes to."""
        gateways = await self._read_for(self._caller)
        return tuple(place.channel for place in (await self._own(gateways, draft)).places)

    async def rewrite(self, draft: int, kind: AnnouncementKind, written: Written) -> DraftView:
        """Replace what a draft says by what was typed. A time that the form shows unchanged is kept to the second."""
        async with self._changing() as tx:
            stored = await self._own(tx.gateways, draft)
            if stored.kind is not kind:
                raise BadInput("That form belongs to another announcement. Start again with /announce.")
            view = await self._put(tx, await _filled(tx, stored, written))
        return await self._with_example(view)

    async def preview(self, draft: int) -> DraftView:
        """Return a draft as it is now."""
        gateways = self._store.reading()
        tx = Transaction(gateways, await require_moderator(gateways, self._caller), self._clock())
        return await self._with_example(await self._view(tx, await self._own(gateways, draft)))

    async def choose(self, draft: int, **choices: Unpack[Choices]) -> DraftView:
        """Change what is picked of a draft, not typed."""
        return await self._change(draft, **choices)

    async def choose_places(self, draft: int, targets: Sequence[Target]) -> DraftView:
        """Set the channels that a draft goes to."""
        targets = tuple(dict.fromkeys(targets))
        if not 0 < len(targets) <= MOST_PLACES:
            raise BadInput(f"Choose 1 to {MOST_PLACES} channels.")
        places = tuple(Place(self._ids(), target.channel, target.forum) for target in targets)
        return await self._change(draft, places=places)

    async def rebase(self, draft: int, version: int) -> DraftView:
        """Apply a draft to a newer version of its announcement, the one that its author has been shown."""
        return await self._change(draft, replaces_version=version)

    async def confirm(self, draft: int) -> Announcement | DraftView:
        """Make a draft an announcement, or change the announcement that it is a draft of.

        If anything is wrong with it, nothing is changed and the draft is returned again; so too if another announcement
        that says the same was confirmed since the draft was last shown. Raises AlreadyHandled if it was confirmed
        already.
        """
        async with self._changing() as tx:
            stored = await self._own(tx.gateways, draft)
            view = await self._view(tx, stored)
            if view.twin is not None and view.twin.confirmed_at > stored.changed_at:
                view = await self._put(tx, stored)
            elif view.can_be_confirmed:
                return await take_effect(tx, self._caller, view)
        return await self._with_example(view)

    async def _begun(self, tx: Transaction, wanted: Wanted) -> Announcement:
        caller, now, show = self._caller, tx.now, None
        if wanted.kind in _OF_A_SHOW:
            show = await self._finder.show_of(Query(caller.guild, now.date()))
        return Announcement(
            id=self._ids(), guild=caller.guild, kind=wanted.kind, state=AnnouncementState.DRAFT,
            made_by=caller.user, made_at=now, changed_by=caller.user, changed_at=now,
            places=(Place(self._ids(), wanted.target.channel, wanted.target.forum),),
            ping=wanted.ping, publish=bool(wanted.publish), episodes=wanted.episodes, show=show,
        )  # fmt: skip

    def _copy(self, original: Announcement, now: datetime) -> Announcement:
        return replace(
            original,
            id=self._ids(), state=AnnouncementState.DRAFT, next_due=None, changed_by=self._caller.user, changed_at=now,
            places=tuple(Place(self._ids(), place.channel, place.forum) for place in original.places),
            replaces=original.id, replaces_version=original.version, version=1,
        )  # fmt: skip

    async def _own(self, gateways: Gateways, draft: int) -> Announcement:
        stored = await gateways.announcements.get(self._caller.guild, draft)
        is_draft = stored is not None and stored.state is AnnouncementState.DRAFT
        if stored is None or (is_draft and stored.changed_by != self._caller.user):
            raise BadInput(_EXPIRED)
        if not is_draft:
            raise AlreadyHandled(stored.made_by, "confirmed", stored.confirmed_at)
        if stored.version > 1:
            raise AlreadyHandled(stored.changed_by, "confirmed", stored.changed_at)
        return stored

    async def _change(self, draft: int, **changes: Any) -> DraftView:
        async with self._changing() as tx:
            view = await self._put(tx, replace(await self._own(tx.gateways, draft), **changes))
        return await self._with_example(view)

    async def _put(self, tx: Transaction, draft: Announcement) -> DraftView:
        draft = replace(draft, changed_at=tx.now)
        await tx.gateways.announcements.save(draft)
        return await self._view(tx, draft)

    async def _view(self, tx: Transaction, draft: Announcement) -> DraftView:
        original = await tx.gateways.announcements.get(draft.guild, draft.replaces) if draft.replaces else None
        inspected = await inspect(tx.gateways, draft, tx.zone, tx.now, self._channels, original)
        has_ended = draft.replaces is not None and (original is None or original.state not in LIVE)
        if has_ended:
            inspected = replace(inspected, faults=(OVER,))
        return DraftView(
            draft=inspected,
            zone=tx.server.timezone,
            post=NothingToPost(""),
            rule=rule_in_words(draft),
            original=original,
            moved_on=original is not None and not has_ended and original.version != draft.replaces_version,
            twin=await _twin(tx.gateways, draft),
        )

    async def _with_example(self, view: DraftView) -> DraftView:
        notes = (*view.draft.notes, *await self._examples.covered(view.announcement))
        post = await self._examples.of(view.announcement, ZoneInfo(view.zone))
        return replace(view, draft=replace(view.draft, notes=notes), post=post)

    @asynccontextmanager
    async def _changing(self) -> AsyncGenerator[Transaction]:
        async with self._store.changing() as gateways:
            yield Transaction(gateways, await require_moderator(gateways, self._caller), self._clock())


async def _twin(gateways: Gateways, draft: Announcement) -> Announcement | None:
    """Return an announcement that says the same as the draft of a new one; None for the draft of a change."""
    if draft.replaces is not None:
        return None
    return next((other for other in await gateways.announcements.alike(draft) if other.says_the_same(draft)), None)


async def _filled(tx: Transaction, draft: Announcement, written: Written) -> Announcement:
    """Return a draft with what was typed. Raises BadInput."""
    if draft.kind in _WITH_WORDS:
        draft = replace(draft, words=read_words(written))
    draft = replace(draft, schedule=_schedule(draft, written, tx.zone, tx.now))
    if draft.kind is not AnnouncementKind.COUNTDOWN or draft.show is None:
        return draft
    season = read_season(written.season)
    if season not in await tx.gateways.catalogue.seasons(draft.guild, draft.show.id):
        raise BadInput(
            f"Nothing is on record about season {season:d} of {escape(draft.show.title, 100)} yet. "
            "Add what is known of it first: /fact add."
        )
    return replace(draft, season=season)


def _schedule(draft: Announcement, written: Written, zone: ZoneInfo, now: datetime) -> Schedule:
    """Return the typed schedule, or the draft's own if the form was sent as it was shown."""
    shown = written_of(draft, zone)
    same = (written.when.strip(), written.rule.strip(), written.at.strip()) == (shown.when, shown.rule, shown.at)
    if same and draft.schedule != Schedule():
        return draft.schedule
    return read_schedule(written, draft.kind, zone, now)

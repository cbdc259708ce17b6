"""Looking after announcements that take their words from facts: what there is to tell, and what no longer holds."""

from collections.abc import Callable, Sequence
from datetime import date, datetime, timedelta
from typing import TypeAlias
from zoneinfo import ZoneInfo

from bot.domain.announcements import Announcement, AnnouncementKind, AnnouncementState, Occurrence, Place
from bot.domain.corrections import touched
from bot.domain.deliveries import Delivery
from bot.domain.facts import Status
from bot.domain.ids import Ids, first_id_of
from bot.domain.revisions import ProposalState, Revision
from bot.services.facts.change import certainty_of, known_in
from bot.services.posts.chosen_show import follow_show
from bot.services.posts.news import has_to_tell, plan_news
from bot.services.posts.planning import next_due_of
from bot.store.gateways.watching import MovedOn, Watched
from bot.store.store import Gateways, Store

CORRECTED_FOR = timedelta(days=90)
"""For how long a post is put right."""
_Moved: TypeAlias = tuple[MovedOn, Revision]
"""A fact of a message, and the revision of it that stands now."""


class NewsWatch:
    """Plans what announcements tell of facts. Several processes may do so at once: each post is planned once."""

    def __init__(self, store: Store, ids: Ids, clock: Callable[[], datetime]) -> None:
        self._store = store
        self._ids = ids
        self._clock = clock
        # The day of the last look at which claims had begun to count; before the first, none was looked at.
        self._counted = date.min
        # Announcements that had nothing left to tell, as they and all that they go by were at the time.
        self._quiet: dict[int, tuple[Watched, date]] = {}

    async def scan(self) -> bool:
        """Plan news, corrections and the next steps of countdowns; whether anything was planned.

        One that fails keeps no other from its turn: what it raised is raised after all of them.
        """
        today, planned = self._clock().date(), False
        failures: list[Exception] = []
        everything = await self._store.reading().watching.watched()
        quiet = {one.id: (one, today) for one in everything if self._quiet.get(one.id) == (one, today)}
        for watched in everything:
            if watched.id in quiet:
                continue
            try:
                if await self._look_at(watched, today):
                    planned = True
                else:
                    quiet[watched.id] = (watched, today)
            except Exception as error:
                error.add_note(f"Announcement {watched.id} of server {watched.guild} could not be looked at.")
                failures.append(error)
        self._quiet = quiet
        planned |= await self._correct(today, failures)
        if failures:
            raise failures[0]
        # A post that is under way now may have been worded yesterday.
        self._counted = today - timedelta(days=1)
        return planned

    async def _look_at(self, watched: Watched, today: date) -> bool:
        """Whether anything was planned, or somebody was just about to change it so that another look is due."""
        if watched.kind is AnnouncementKind.COUNTDOWN:
            return await self._look_at_countdown(watched)
        if watched.show is None or watched.server_show not in (None, watched.show):
            await self._follow_show(watched, today)
        elif watched.kind is AnnouncementKind.NEWS:
            return await self._look_at_news(watched, today)
        return False

    async def _follow_show(self, watched: Watched, today: date) -> None:
        """Let an announcement be about the show that its server chose since, from now on."""
        async with self._store.changing() as gateways:
            announcement = await _active(gateways, watched)
            chosen = (await gateways.servers.get(watched.guild)).show
            chosen = chosen or await gateways.names.only_show(watched.guild)
            if announcement is not None and chosen is not None:
                await follow_show(gateways, announcement, chosen, today)

    async def _look_at_news(self, watched: Watched, today: date) -> bool:
        gateways = self._store.reading()
        announcement = await gateways.announcements.get(watched.guild, watched.id)
        # While there is nowhere to post them, news wait.
        if announcement is None or not _goes_on(announcement) or not await has_to_tell(gateways, announcement, today):
            return False
        async with self._store.changing() as gateways:
            announcement = await _active(gateways, watched)
            if announcement is None or announcement.show is None or announcement.show.id != watched.show:
                return True
            if _goes_on(announcement):
                await plan_news(gateways, announcement, self._ids, self._clock())
            return True

    async def _look_at_countdown(self, watched: Watched) -> bool:
        gateways, now = self._store.reading(), self._clock()
        announcement = await gateways.announcements.get(watched.guild, watched.id)
        if announcement is None or not await _is_off(gateways, announcement, now):
            return False
        async with self._store.changing() as gateways:
            announcement = await _active(gateways, watched)
            if announcement is None or not await _is_off(gateways, announcement, now):
                return True
            await gateways.announcements.set_due(announcement.id, await _next_step(gateways, announcement, now))
            return True

    async def _correct(self, today: date, failures: list[Exception]) -> bool:
        """Plan what puts messages right of which a part no longer holds, message by message."""
        planned, after = False, first_id_of(self._clock() - CORRECTED_FOR)
        while (until := await self._store.reading().watching.page_of_posted(after)) is not None:
            moved = await self._store.reading().watching.moved_on(after, until, today, self._counted)
            for original in dict.fromkeys(one.original for one in moved):
                try:
                    planned |= await self._correct_one(original, today)
                except Exception as error:
                    error.add_note(f"The message of delivery {original} could not be corrected.")
                    failures.append(error)
            for link in await self._store.reading().watching.turned_down(after, until):
                planned |= await self._plan_rejection(link)
            after = until
        return planned

    async def _plan_rejection(self, link: Delivery) -> bool:
        """Let a link say that moderators turned down what it led to."""
        place, occurrence = Place(0, link.channel, link.forum), Occurrence(f"fix:{link.id}:rejected", self._clock())
        async with self._store.changing() as gateways:
            return await gateways.deliveries.plan(
                self._ids(), link.guild, link.announcement, place, occurrence, corrects=link.id
            )

    async def _correct_one(self, original: int, today: date) -> bool:
        if not any(await self._compared(self._store.reading(), original, today)):
            return False
        async with self._store.changing() as gateways:
            gone, stay = await self._compared(gateways, original, today)
            for one, stands in stay:
                await gateways.watching.note(one.teller, one.fact, stands.id)
            return await self._plan_correction(gateways, gone) if gone else False

    async def _compared(self, gateways: Gateways, original: int, today: date) -> tuple[list[_Moved], list[_Moved]]:
        """The facts of a message that don't hold as they were told, and those that another revision tells the same."""
        gone: list[_Moved] = []
        stay: list[_Moved] = []
        for one in await gateways.watching.moved_on(original - 1, original, today, self._counted):
            told = await gateways.revisions.get(one.guild, one.posted)
            stands = await gateways.revisions.current(one.guild, one.fact)
            if told is None or stands is None:
                continue
            if told.number is None:
                if await _is_approved(gateways, one):
                    gone.append((one, stands))
            elif not _holds(told, stands, one.posted_on, today):
                gone.append((one, stands))
            elif stands.id != told.id and _status(stands, one.posted_on) is _status(told, one.posted_on):
                # Of one that is surer by now it must stay known what was told, should it become less sure again.
                stay.append((one, stands))
        return gone, stay

    async def _plan_correction(self, gateways: Gateways, gone: Sequence[_Moved]) -> bool:
        first, stands = gone[0]
        # A change that is undone and made again is another correction: what told last tells the two apart.
        key = f"fix:{first.original}:{first.fact}:{stands.id}:{first.teller}"
        return await gateways.deliveries.plan(
            self._ids(),
            first.guild,
            first.announcement,
            Place(0, first.channel, first.forum),
            Occurrence(key, self._clock(), revisions=tuple(revision for _, revision in gone)),
            corrects=first.original,
        )


async def _is_approved(gateways: Gateways, one: MovedOn) -> bool:
    """Whether moderators have approved a story since a link told it unreviewed; while it is open it stands as told."""
    story = await gateways.proposals.get(one.guild, one.posted)
    return story is not None and story.state is ProposalState.ACCEPTED


def _holds(told: Revision, stands: Revision, posted_on: date, today: date) -> bool:
    """Whether what was told on a day stands as it was told."""
    now = known_in(stands, today)
    if told.retired:
        return now is None
    before = known_in(told, posted_on) or known_in(told, today)
    return now is None if before is None else not touched(before, now)


def _status(revision: Revision, day: date) -> Status | None:
    current = certainty_of(revision, day)
    return current.status if current else None


async def _active(gateways: Gateways, watched: Watched) -> Announcement | None:
    """The announcement as it is now that nobody else can change it, unless it was ended or paused since."""
    announcement = await gateways.announcements.get(watched.guild, watched.id)
    return announcement if announcement and announcement.state is AnnouncementState.ACTIVE else None


def _goes_on(announcement: Announcement) -> bool:
    return any(not place.paused for place in announcement.places)


async def _is_off(gateways: Gateways, announcement: Announcement, now: datetime) -> bool:
    """Whether a countdown would not be due when its next step is. What is due already is the planner's to take."""
    if announcement.next_due is not None and announcement.next_due <= now:
        return False
    return await _next_step(gateways, announcement, now) != announcement.next_due


async def _next_step(gateways: Gateways, announcement: Announcement, now: datetime) -> datetime | None:
    zone = ZoneInfo((await gateways.servers.get(announcement.guild)).timezone)
    return await next_due_of(gateways, announcement, zone, now)

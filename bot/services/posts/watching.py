"""Watching the facts that announcements post: what is news, which messages need a correction, which countdowns moved.

A message needs a correction when a fact in it is no longer as it was posted: other words, retired, denied or less
sure. A fact that only became surer, or got more sources, needs none.
"""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import TypeAlias
from zoneinfo import ZoneInfo

from bot.domain.announcements import Announcement, AnnouncementKind, Occurrence, Place
from bot.domain.deliveries import Delivery
from bot.domain.differences import touched
from bot.domain.facts import Status
from bot.domain.ids import first_id_of
from bot.domain.revisions import ProposalState, Revision
from bot.errors import StoreUnwritable
from bot.services.facts.change import certainty_of, known_in
from bot.services.kit import Kit, Service
from bot.services.posts.chosen_show import follow_show
from bot.services.posts.news import has_work, plan_news
from bot.services.posts.planning import active, next_due_of
from bot.store.gateways.watching import MovedOn, Watched
from bot.store.store import Gateways

CORRECTED_FOR = timedelta(days=90)
"""For how long after a post it is corrected."""
_Moved: TypeAlias = tuple[MovedOn, Revision]
"""A fact in a message, and its current revision."""


class NewsWatch(Service):
    """Plans what announcements post about facts. Several processes may do so at once: each post is planned once."""

    def __init__(self, kit: Kit) -> None:
        super().__init__(kit)
        # Up to this day it is known which claims have begun to count; at first nothing is known.
        self._counted = date.min
        # Announcements with nothing to post, each with all that this depended on and the day.
        self._quiet: dict[int, tuple[Watched, date]] = {}

    async def scan(self) -> bool:
        """Plan news, corrections and the next steps of countdowns. Return whether anything was planned.

        An error in one announcement does not stop the others: it is raised after all were looked at.
        """
        today, planned = self._clock().date(), False
        failures: list[Exception] = []
        everything = await self._store.reading().watching.watched()
        quiet = {seen.id: (seen, today) for seen in everything if self._quiet.get(seen.id) == (seen, today)}
        for watched in everything:
            if watched.id in quiet:
                continue
            try:
                if await self._look_at(watched, today):
                    planned = True
                else:
                    quiet[watched.id] = (watched, today)
            except StoreUnwritable:
                raise  # it is the same for the others
            except Exception as error:
                error.add_note(f"Announcement {watched.id} of server {watched.guild} could not be looked at.")
                failures.append(error)
        self._quiet = quiet
        planned |= await self._correct(today, failures)
        if failures:
            raise failures[0]
        # One day less, since a post that is being sent now may have been worded yesterday.
        self._counted = today - timedelta(days=1)
        return planned

    async def _look_at(self, watched: Watched, today: date) -> bool:
        """Return whether anything was planned, or another process interfered so that another look is due."""
        if watched.kind is AnnouncementKind.COUNTDOWN:
            return await self._look_at_countdown(watched)
        if watched.show is None or watched.server_show not in (None, watched.show):
            await self._follow_show(watched)
        elif watched.kind is AnnouncementKind.NEWS:
            return await self._look_at_news(watched, today)
        return False

    async def _follow_show(self, watched: Watched) -> None:
        """Move an announcement to the show that its server has chosen since; it posts what happens from now on."""
        async with self._store.changing() as gateways:
            announcement = await active(gateways, watched.guild, watched.id)
            chosen = (await gateways.servers.get(watched.guild)).show
            chosen = chosen or await gateways.names.only_show(watched.guild)
            if announcement is not None and chosen is not None:
                await follow_show(gateways, announcement, chosen, self._clock())

    async def _look_at_news(self, watched: Watched, today: date) -> bool:
        gateways = self._store.reading()
        announcement = await gateways.announcements.get(watched.guild, watched.id)
        # While all its channels are paused, news waits.
        if announcement is None or not _has_open_place(announcement):
            return False
        if not await has_work(gateways, announcement, today):
            return False
        async with self._store.changing() as gateways:
            announcement = await active(gateways, watched.guild, watched.id)
            if announcement is None or announcement.show is None or announcement.show.id != watched.show:
                return True
            if _has_open_place(announcement):
                await plan_news(gateways, announcement, self._ids, self._clock())
            return True

    async def _look_at_countdown(self, watched: Watched) -> bool:
        gateways, now = self._store.reading(), self._clock()
        announcement = await gateways.announcements.get(watched.guild, watched.id)
        if announcement is None or not await _has_moved(gateways, announcement, now):
            return False
        async with self._store.changing() as gateways:
            announcement = await active(gateways, watched.guild, watched.id)
            if announcement is None or not await _has_moved(gateways, announcement, now):
                return True
            await gateways.announcements.set_due(announcement.id, await _next_step(gateways, announcement, now))
            return True

    async def _correct(self, today: date, failures: list[Exception]) -> bool:
        """Plan the corrections of all messages that need one. Return whether any was planned."""
        planned, after = False, first_id_of(self._clock() - CORRECTED_FOR)
        while (until := await self._store.reading().watching.page_of_posted(after)) is not None:
            changed = await self._store.reading().watching.moved_on(after, until, today, self._counted)
            for original in dict.fromkeys(fact.original for fact in changed):
                try:
                    planned |= await self._correct_message(original, today)
                except StoreUnwritable:
                    raise
                except Exception as error:
                    error.add_note(f"The message of delivery {original} could not be corrected.")
                    failures.append(error)
            for link in await self._store.reading().watching.turned_down(after, until):
                planned |= await self._plan_rejection(link)
            after = until
        return planned

    async def _plan_rejection(self, link: Delivery) -> bool:
        """Plan the correction of a feed's link: moderators have rejected its story."""
        place, occurrence = Place(0, link.channel, link.forum), Occurrence(f"fix:{link.id}:rejected", self._clock())
        async with self._store.changing() as gateways:
            return await gateways.deliveries.plan(
                self._ids(), link.guild, link.announcement, place, occurrence, corrects=link.id
            )

    async def _correct_message(self, original: int, today: date) -> bool:
        """Plan the correction of a delivery's message, if it needs one. Return whether it was planned."""
        if not any(await self._compared(self._store.reading(), original, today)):
            return False
        async with self._store.changing() as gateways:
            wrong, same = await self._compared(gateways, original, today)
            for fact, current in same:
                await gateways.watching.note(fact.latest, fact.fact, current.id)
            return await self._plan_correction(gateways, wrong) if wrong else False

    async def _compared(self, gateways: Gateways, original: int, today: date) -> tuple[list[_Moved], list[_Moved]]:
        """Return the facts of a message that are wrong now, and those that are the same in another revision."""
        wrong: list[_Moved] = []
        same: list[_Moved] = []
        for fact in await gateways.watching.moved_on(original - 1, original, today, self._counted):
            posted = await gateways.revisions.get(fact.guild, fact.posted)
            current = await gateways.revisions.current(fact.guild, fact.fact)
            if posted is None or current is None:
                continue
            if posted.number is None:  # an unreviewed story, which a feed's link posted
                if await _is_approved(gateways, fact):
                    wrong.append((fact, current))
            elif not _is_still_right(posted, current, fact.posted_on, today):
                wrong.append((fact, current))
            elif current.id != posted.id and _status(current, fact.posted_on) is _status(posted, fact.posted_on):
                # If it became surer, the posted revision is kept on record: it may become less sure again.
                same.append((fact, current))
        return wrong, same

    async def _plan_correction(self, gateways: Gateways, wrong: Sequence[_Moved]) -> bool:
        first, current = wrong[0]
        # A change that is undone and made again needs another correction: the latest delivery makes the keys differ.
        key = f"fix:{first.original}:{first.fact}:{current.id}:{first.latest}"
        return await gateways.deliveries.plan(
            self._ids(),
            first.guild,
            first.announcement,
            Place(0, first.channel, first.forum),
            Occurrence(key, self._clock(), revisions=tuple(revision for _, revision in wrong)),
            corrects=first.original,
        )


async def _is_approved(gateways: Gateways, fact: MovedOn) -> bool:
    """Return whether moderators have approved a story since a link posted it as unreviewed."""
    story = await gateways.proposals.get(fact.guild, fact.posted)
    return story is not None and story.state is ProposalState.ACCEPTED


def _is_still_right(posted: Revision, current: Revision, posted_on: date, today: date) -> bool:
    """Return whether a fact is today as it was posted on a day."""
    now = known_in(current, today)
    if posted.retired:
        return now is None
    before = known_in(posted, posted_on) or known_in(posted, today)
    return now is None if before is None else not touched(before, now)


def _status(revision: Revision, day: date) -> Status | None:
    certainty = certainty_of(revision, day)
    return certainty.status if certainty else None


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

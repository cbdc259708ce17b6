"""What a delivery says, read from the facts at the moment at which it is sent."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from zoneinfo import ZoneInfo

from bot.domain.announcements import Announcement, AnnouncementKind
from bot.domain.certainty import certainty_on
from bot.domain.corrections import touched
from bot.domain.dates import day_in_words
from bot.domain.deliveries import Delivery, DeliveryState
from bot.domain.facts import Known, Show
from bot.domain.posts import (
    CountdownPost,
    DigestPost,
    EpisodesPost,
    LinkPost,
    NewsPost,
    Post,
    PostedFact,
    Unsaid,
    WordsPost,
)
from bot.services.facts.change import known_in
from bot.services.feeds.links import link_post, new_link_post
from bot.services.posts.countdowns import AIRED, airings, hour_of, premiere
from bot.services.posts.digests import digest_of
from bot.services.posts.news import holds, prefix, unlisted_in
from bot.store.store import Gateways, Store

_NO_SHOW = "This server has not chosen a show yet."
_MOVED = "The date has moved since; the posts keep to the one on record."
_TAKEN_BACK = "What it was to tell no longer stands as it did."


class PostContent:
    def __init__(self, store: Store, clock: Callable[[], datetime]) -> None:
        self._store = store
        self._clock = clock

    async def post(self, announcement: Announcement, delivery: Delivery) -> Post | Unsaid:
        """What to post, or for a correction how the message that it corrects is to read now.

        Where a delivery that is about to be sent tells other facts or revisions than was planned, that is noted first:
        whatever ends the process afterwards, corrections go by what may stand in the channel. News that are left out,
        as they no longer stand, were told nobody there and are news again when they come to stand again.
        """
        if announcement.kind in (AnnouncementKind.ONCE, AnnouncementKind.REPEAT):
            return WordsPost(announcement.words)
        post = await self._read(announcement, delivery)
        # What is in doubt may stand there already, as it was worded then.
        if delivery.state is DeliveryState.SENDING and not delivery.doubtful:
            if not isinstance(post, Unsaid):
                await self._note(delivery, told_of(post))
            elif _is_news_of(announcement, delivery):
                await self._note(delivery, ())
        return post

    async def _note(self, delivery: Delivery, told: tuple[tuple[int, int], ...]) -> None:
        if await self._store.reading().deliveries.facts_of(delivery.id) == told:
            return
        async with self._store.changing() as gateways:
            stored = await gateways.deliveries.get(delivery.guild, delivery.id)
            if stored is None or stored.state is not DeliveryState.SENDING:
                return
            announcement = await gateways.announcements.get(stored.guild, stored.announcement)
            if announcement is not None and _is_news_of(announcement, stored):
                planned = {fact for fact, _ in await gateways.deliveries.facts_of(stored.id)}
                await gateways.watching.take_off(announcement.id, planned - {fact for fact, _ in told})
            await gateways.watching.forget_facts(delivery.id)
            await gateways.deliveries.add_facts(delivery.id, told)

    async def _read(self, announcement: Announcement, delivery: Delivery) -> Post | Unsaid:
        gateways, now = self._store.reading(), self._clock()
        if delivery.corrects is None:
            return await _First(gateways, announcement, delivery, now).post()
        original = await gateways.deliveries.get(delivery.guild, delivery.corrects)
        if original is None:
            return Unsaid("The post that this was to correct is no longer on record.")
        planned = await gateways.watching.corrections(original.id)
        if any(one.delivery > delivery.id and one.state is DeliveryState.WAITING for one in planned):
            return Unsaid("A later correction of the same post tells this too.")
        corrected = frozenset(one.fact for one in planned)
        return await _Again(gateways, announcement, original, now, corrected).post()


def _is_news_of(announcement: Announcement, delivery: Delivery) -> bool:
    """Whether a delivery, no correction, tells of the status of which its announcement tells today."""
    return delivery.corrects is None and delivery.occurrence.startswith(prefix(announcement))


def told_of(post: Post) -> tuple[tuple[int, int], ...]:
    """The facts that a post tells, each with the revision that it told, for `delivery_fact`; of a correction those that
    it corrects."""
    match post:
        case LinkPost():
            return ((post.fact.id, post.revision),)
        case WordsPost():
            told: tuple[PostedFact, ...] = ()
        case NewsPost() | EpisodesPost():
            told = post.facts
        case CountdownPost():
            told = (post.release,)
        case DigestPost():
            told = (*post.added, *post.confirmed, *post.denied, *post.retired)
    told = tuple(one for one in told if one.corrected) or told
    return tuple({one.before.fact.id: one.revision for one in told}.items())


@dataclass(frozen=True, slots=True)
class _First:
    """A post that was not sent before."""

    gateways: Gateways
    announcement: Announcement
    delivery: Delivery
    now: datetime

    @property
    def today(self) -> date:
        return self.now.date()

    async def post(self) -> Post | Unsaid:
        if self.announcement.kind is AnnouncementKind.FEED:
            return await new_link_post(self.gateways, self.delivery, self.today)
        show = self.announcement.show
        if show is None:
            return Unsaid(_NO_SHOW)
        if self.announcement.kind is AnnouncementKind.NEWS:
            return await self._news(show)
        if self.announcement.kind is AnnouncementKind.DIGEST:
            digest = await digest_of(self.gateways, self.announcement, self.delivery, show)
            since = day_in_words(digest.since.date())
            return digest if told_of(digest) else Unsaid(f"Nothing was added, confirmed or denied since {since}.")
        if self.delivery.occurrence.startswith(AIRED):
            return await self._episodes(show)
        return await self._countdown(show)

    async def _news(self, show: Show) -> Post | Unsaid:
        planned = await self.gateways.deliveries.facts_of(self.delivery.id)
        told: list[PostedFact] = []
        if _is_news_of(self.announcement, self.delivery):
            for fact, _ in planned:
                stands = await self.gateways.revisions.current(self.delivery.guild, fact)
                known = known_in(stands, self.today) if stands else None
                if stands and known and holds(self.announcement, stands, self.today):
                    told.append(_as_it_stands(known))
        if not told:
            return Unsaid(_TAKEN_BACK)
        return NewsPost(show, tuple(told), unlisted_in(self.delivery.occurrence))

    async def _countdown(self, show: Show) -> Post | Unsaid:
        begins = await premiere(self.gateways, self.announcement, self.today)
        day, _, step = self.delivery.occurrence.partition("/")
        if begins is None or begins.day.isoformat() != day:
            return Unsaid(_MOVED)
        zone = ZoneInfo((await self.gateways.servers.get(self.delivery.guild)).timezone)
        at = hour_of(self.announcement, begins.day, zone) if self.announcement.schedule.at else None
        # A post that is late counts the days that are left when it is read.
        days = (begins.day - self.now.astimezone(zone).date()).days
        hour = step == "0" and at is not None and days <= 0
        if not hour and (days < 0 or (days == 0 and step != "0")):
            return Unsaid("By the time that this could be sent its day was over.")
        return CountdownPost(show, self.announcement.season or 0, _as_it_stands(begins.known), max(days, 0), hour, at)

    async def _episodes(self, show: Show) -> Post | Unsaid:
        day = self.delivery.occurrence.removeprefix(AIRED)
        found = await airings(self.gateways, self.announcement, self.today)
        airing = next((one for one in found if one.day.isoformat() == day), None)
        if airing is None:
            return Unsaid(_MOVED)
        known = {one.known.fact.id: one.known for one in airing.aired if one.known}
        told = tuple(_as_it_stands(one) for one in known.values())
        episodes = tuple(one.episode for one in airing.aired)
        return EpisodesPost(show, self.announcement.season or 0, episodes, told, airing.whole)


@dataclass(frozen=True, slots=True)
class _Again:
    """A post that stands in its channel, as it is to read now. `corrected` are the facts that it told otherwise."""

    gateways: Gateways
    announcement: Announcement
    original: Delivery
    now: datetime
    corrected: frozenset[int]

    async def post(self) -> Post | Unsaid:
        if self.announcement.kind is AnnouncementKind.FEED:
            return await link_post(self.gateways, self.original, self.now.date())
        planned = await self.gateways.deliveries.facts_of(self.original.id)
        found = [await self._told(revision) for _, revision in planned]
        told = tuple(one for one in found if one)
        show = told[0].before.fact.show if told else None
        if show is None:
            return Unsaid("What the post told is no longer on record.")
        match self.announcement.kind:
            case AnnouncementKind.NEWS:
                return NewsPost(show, told, unlisted_in(self.original.occurrence))
            case AnnouncementKind.DIGEST:
                return await self._digest(show)
            case _ if self.original.occurrence.startswith(AIRED):
                return await self._episodes(show, told)
            case _:
                return await self._countdown(show, told[0])

    async def _told(self, revision: int) -> PostedFact | None:
        first = await self.gateways.revisions.get(self.original.guild, revision)
        if first is None:
            return None
        days = (self.original.due_at.date(), self.now.date())
        current = next((found for day in days if (found := certainty_on(first.fact.claims, day))), None)
        return await self._now(Known(first.fact, current)) if current else None

    async def _now(self, before: Known) -> PostedFact | None:
        """What was told of a fact beside what stands."""
        guild, today = self.original.guild, self.now.date()
        stands = await self.gateways.revisions.current(guild, before.fact.id)
        if stands is None:
            return None
        now = known_in(stands, today)
        corrected = before.fact.id in self.corrected or touched(before, now)
        later: Known | None = None
        if now and now.fact.settled_by is not None:
            settled_by = await self.gateways.revisions.current(guild, now.fact.settled_by)
            later = known_in(settled_by, today) if settled_by else None
        return PostedFact(before, now, corrected, stands.id, later)

    async def _countdown(self, show: Show, told: PostedFact) -> Post:
        day, _, step = self.original.occurrence.partition("/")
        zone = ZoneInfo((await self.gateways.servers.get(self.original.guild)).timezone)
        sent = (self.original.sent_at or self.original.due_at).astimezone(zone)
        days = max((date.fromisoformat(day) - sent.date()).days, 0)
        schedule = self.announcement.schedule
        at = hour_of(self.announcement, date.fromisoformat(day), zone) if schedule.at else None
        return CountdownPost(show, _season(told), told, days, step == "0" and at is not None, at)

    async def _episodes(self, show: Show, told: tuple[PostedFact, ...]) -> Post:
        day = date.fromisoformat(self.original.occurrence.removeprefix(AIRED))
        found = {one.id: one for fact in told for one in fact.before.fact.episodes}
        season = _season(told[0])
        every = await self.gateways.catalogue.episodes(self.original.guild, show.id, season)
        episodes = tuple(one for one in every if one.id in found or one.aired == day)
        return EpisodesPost(show, season, episodes, told, len(every) == len(episodes) > 1)

    async def _digest(self, show: Show) -> Post:
        digest = await digest_of(self.gateways, self.announcement, self.original, show)
        sorts = (digest.added, digest.confirmed, digest.denied, digest.retired)
        added, confirmed, denied, retired = [await self._all_now(one) for one in sorts]
        # What was taken out told so by having nothing that stands.
        retired = tuple(replace(one, corrected=one.before.fact.id in self.corrected) for one in retired)
        return replace(digest, added=added, confirmed=confirmed, denied=denied, retired=retired)

    async def _all_now(self, told: Iterable[PostedFact]) -> tuple[PostedFact, ...]:
        found = [await self._now(one.before) for one in told]
        return tuple(one for one in found if one)


def _as_it_stands(known: Known) -> PostedFact:
    return PostedFact(known, known, revision=known.fact.revision_id)


def _season(told: PostedFact) -> int:
    fact = told.before.fact
    return fact.episodes[0].code.season if fact.episodes else next(iter(fact.seasons), 0)

"""What a delivery says, read from the facts at the moment at which it is sent."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from bot.domain.announcements import Announcement, AnnouncementKind, Occurrence
from bot.domain.dates import day_in_words
from bot.domain.deliveries import Delivery, DeliveryState
from bot.domain.facts import Known, Show
from bot.domain.post_views import view_of
from bot.domain.posts import (
    CountdownPost,
    DigestPost,
    EpisodesPost,
    LinkPost,
    NewsPost,
    NothingToPost,
    Post,
    PostedFact,
    WordsPost,
)
from bot.domain.shield import Shield
from bot.domain.spoilers import WHOLE_SERVER
from bot.services.facts.change import known_in
from bot.services.feeds.links import link_post, new_link_post
from bot.services.kit import Kit, Service
from bot.services.posts.corrections import CorrectedPost
from bot.services.posts.countdowns import AIRED, airings, hour_of, premiere
from bot.services.posts.digests import digest_of
from bot.services.posts.news import is_news, key_prefix, unlisted_in
from bot.services.spoilers.holding import shield_of_channel
from bot.store.store import Gateways

_NO_SHOW = "This server has not chosen a show yet."
_MOVED = "The date on record has changed since this was planned."
_NO_LONGER_NEWS = "None of its facts has the announced status any more."
_WRITTEN = (AnnouncementKind.ONCE, AnnouncementKind.REPEAT)


class PostContent(Service):
    def __init__(self, kit: Kit) -> None:
        super().__init__(kit)
        self._kit = kit
        self.places_of: Callable[[int, int], Awaitable[tuple[int, ...]]] = _only_itself
        """Returns the places whose boundaries hold in a server's channel or thread, by their ids.

        It raises what Discord answers if it can't be asked where a thread is.
        """

    async def post(self, announcement: Announcement, delivery: Delivery) -> Post | NothingToPost:
        """Return what a delivery posts; for a correction, what the message that it corrects must say now.

        A delivery was planned with certain facts, each in a certain revision. If the post shows others, they are stored
        in place of the planned ones before it is sent, so that corrections know what the channel was shown even if the
        process ends right afterwards. News that is left out, as the fact has lost the announced status, was not posted
        there: it is posted once the fact has that status again.
        """
        if announcement.kind in _WRITTEN:
            return WordsPost(announcement.words)
        post = await self._read(announcement, delivery)
        # A doubtful delivery may be in the channel already, in the words of its first try: its facts stay.
        if delivery.state is DeliveryState.SENDING and not delivery.doubtful:
            if not isinstance(post, NothingToPost):
                await self._store_facts(delivery, facts_in(post))
            elif _is_news_delivery(announcement, delivery):
                await self._store_facts(delivery, ())
        return post if isinstance(post, NothingToPost) else await self._for_channel(delivery, post)

    async def example(self, announcement: Announcement, occurrence: Occurrence) -> Post | NothingToPost:
        """Return what an announcement would post for an occurrence now. Nothing is stored."""
        return await _NewPost(self._store.reading(), announcement, occurrence, (), self._clock()).read()

    async def _for_channel(self, delivery: Delivery, post: Post) -> Post | NothingToPost:
        """Return what the channel is shown of a post. All its facts are stored: none is posted again later."""
        show = show_of(post)
        if show is None:
            return post
        shield = await self.shield_in(delivery.guild, delivery.channel, show)
        if shield is None:
            return post
        sight = await self._store.sight(delivery.guild, show.id, shield.upto)
        return view_of(post, sight, opens=shield.opens)

    async def shield_in(self, guild: int, channel: int, show: Show) -> Shield | None:
        """Return what covers posts about a show in a channel; None if nobody has set that."""
        bounded = await self._store.reading().boundaries.places(guild, show.id)
        # Only where it matters: for a thread that was archived, Discord is asked.
        places = await self.places_of(guild, channel) if set(bounded) - {WHOLE_SERVER} else ()
        return await shield_of_channel(self._kit, guild, show.id, places)

    async def _read(self, announcement: Announcement, delivery: Delivery) -> Post | NothingToPost:
        gateways, now = self._store.reading(), self._clock()
        if delivery.corrects is None:
            if announcement.kind is AnnouncementKind.FEED:
                return await new_link_post(gateways, delivery, now.date())
            occurrence = Occurrence(delivery.occurrence, delivery.due_at, delivery.since)
            planned: tuple[int, ...] = ()
            if _is_news_delivery(announcement, delivery):
                planned = tuple(fact for fact, _ in await gateways.deliveries.facts_of(delivery.id))
            return await _NewPost(gateways, announcement, occurrence, planned, now).read()
        original = await gateways.deliveries.get(delivery.guild, delivery.corrects)
        if original is None:
            return NothingToPost("The post to correct is no longer on record.")
        corrections = await gateways.watching.corrections(original.id)
        if any(later.delivery > delivery.id and later.state is DeliveryState.WAITING for later in corrections):
            return NothingToPost("A later correction of the same post covers this too.")
        if announcement.kind is AnnouncementKind.FEED:
            return await link_post(gateways, original, now.date())
        corrected = frozenset(correction.fact for correction in corrections)
        return await CorrectedPost(gateways, announcement, original, now, corrected).read()

    async def _store_facts(self, delivery: Delivery, shown: tuple[tuple[int, int], ...]) -> None:
        """Store what a delivery shows in place of what was planned for it."""
        if await self._store.reading().deliveries.facts_of(delivery.id) == shown:
            return
        async with self._store.changing() as gateways:
            stored = await gateways.deliveries.get(delivery.guild, delivery.id)
            if stored is None or stored.state is not DeliveryState.SENDING:
                return
            announcement = await gateways.announcements.get(stored.guild, stored.announcement)
            if announcement is not None and _is_news_delivery(announcement, stored):
                planned = {fact for fact, _ in await gateways.deliveries.facts_of(stored.id)}
                await gateways.watching.take_off(stored.guild, announcement.id, planned - {fact for fact, _ in shown})
            await gateways.watching.forget_facts(delivery.id)
            await gateways.deliveries.add_facts(delivery.id, shown)


async def _only_itself(_: int, channel: int) -> tuple[int, ...]:
    return (channel,)


def _is_news_delivery(announcement: Announcement, delivery: Delivery) -> bool:
    """Return whether a delivery first posts news, of the status that its announcement has now."""
    return delivery.corrects is None and delivery.occurrence.startswith(key_prefix(announcement))


def show_of(post: Post) -> Show | None:
    """Return the show that a post is about; None for what a moderator wrote."""
    return None if isinstance(post, WordsPost) else post.show


def facts_in(post: Post) -> tuple[tuple[int, int], ...]:
    """Return the facts that a post shows, each with the shown revision; of a correction, the corrected facts."""
    match post:
        case LinkPost():
            return ((post.fact.id, post.revision),)
        case WordsPost():
            shown: tuple[PostedFact, ...] = ()
        case NewsPost() | EpisodesPost():
            shown = post.facts
        case CountdownPost():
            shown = (post.release,)
        case DigestPost():
            shown = (*post.added, *post.confirmed, *post.denied, *post.retired)
    shown = tuple(posted for posted in shown if posted.corrected) or shown
    return tuple({posted.before.fact.id: posted.revision for posted in shown}.items())


@dataclass(frozen=True, slots=True)
class _NewPost:
    """Reads a post that was not sent before. `planned` are the facts that a post of news was planned with."""

    gateways: Gateways
    announcement: Announcement
    occurrence: Occurrence
    planned: tuple[int, ...]
    now: datetime

    @property
    def today(self) -> date:
        return self.now.date()

    async def read(self) -> Post | NothingToPost:
        show = self.announcement.show
        if show is None:
            return NothingToPost(_NO_SHOW)
        if self.announcement.kind is AnnouncementKind.NEWS:
            return await self._news(show)
        if self.announcement.kind is AnnouncementKind.DIGEST:
            digest = await digest_of(self.gateways, self.announcement, self.occurrence, show)
            since = day_in_words(digest.since.date())
            return (
                digest if facts_in(digest) else NothingToPost(f"Nothing was added, confirmed or denied since {since}.")
            )
        if self.occurrence.key.startswith(AIRED):
            return await self._episodes(show)
        return await self._countdown(show)

    async def _news(self, show: Show) -> Post | NothingToPost:
        facts: list[PostedFact] = []
        for fact in self.planned:
            current = await self.gateways.revisions.current(self.announcement.guild, fact)
            known = known_in(current, self.today) if current else None
            if current and known and is_news(self.announcement, current, self.today):
                facts.append(_as_now(known))
        if not facts:
            return NothingToPost(_NO_LONGER_NEWS)
        return NewsPost(show, tuple(facts), unlisted_in(self.occurrence.key))

    async def _countdown(self, show: Show) -> Post | NothingToPost:
        begins = await premiere(self.gateways, self.announcement, self.today)
        day, _, step = self.occurrence.key.partition("/")
        if begins is None or begins.day.isoformat() != day:
            return NothingToPost(_MOVED)
        zone = ZoneInfo((await self.gateways.servers.get(self.announcement.guild)).timezone)
        at = hour_of(self.announcement, begins.day, zone) if self.announcement.schedule.at else None
        # A post that is late counts the days that are left when it is sent.
        days = (begins.day - self.now.astimezone(zone).date()).days
        hour = step == "0" and at is not None and days <= 0
        if not hour and (days < 0 or (days == 0 and step != "0")):
            return NothingToPost("Its day was over before this could be sent.")
        return CountdownPost(show, begins.season, _as_now(begins.known), max(days, 0), hour, at)

    async def _episodes(self, show: Show) -> Post | NothingToPost:
        day = self.occurrence.key.removeprefix(AIRED)
        found = await airings(self.gateways, self.announcement, self.today)
        airing = next((airing for airing in found if airing.day.isoformat() == day), None)
        if airing is None:
            return NothingToPost(_MOVED)
        known = {aired.known.fact.id: aired.known for aired in airing.aired if aired.known}
        facts = tuple(_as_now(release) for release in known.values())
        episodes = tuple(aired.episode for aired in airing.aired)
        return EpisodesPost(show, airing.season, episodes, facts, airing.whole)


def _as_now(known: Known) -> PostedFact:
    return PostedFact(known, known, revision=known.fact.revision_id)

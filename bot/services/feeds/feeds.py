"""The feeds that a server follows: added, listed, tried, paused, resumed, removed, and looked at."""

from collections.abc import AsyncGenerator, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlsplit, urlunsplit

from bot.domain.announcement_views import Target
from bot.domain.answers import Choice
from bot.domain.facts import Character, Person
from bot.domain.feeds import MOST_OPEN_STORIES, MOST_SUBSCRIPTIONS, Feed, FeedCopy, Relevance, Subscription
from bot.domain.following import Added, Looked, Tested, TestedItem
from bot.domain.ids import Ids
from bot.errors import AlreadyHandled, BadInput, NoShow, SiteTrouble
from bot.services.access import Caller, require_moderator
from bot.services.feeds.intake import MOST_MARKS, FeedTaking, copied, marks_of, well
from bot.services.feeds.links import close_links, open_links, pause_links, resume_links
from bot.services.feeds.polling import FeedLooks
from bot.services.feeds.search import GONE, FeedSearch
from bot.services.feeds.weighing import Weighing
from bot.services.names.finder import Finder, Query
from bot.store.store import Gateways, Store
from bot.web.feeds import FeedReader

_FULL = f"Your server follows {MOST_SUBSCRIPTIONS} feeds already, which is as many as it may. Remove one first."
_TWICE = "Your server follows that feed already. /feed list shows it."
_NO_SHOW = (
    "No show is chosen for this server yet, so nothing is taken from its feeds. "
    "Ask someone who can manage the server to run /setup show."
)
_CROWDED = (
    f"{MOST_OPEN_STORIES} suggestions from feeds wait for a moderator. Until some are dealt with, nothing more is "
    "taken: /fact review."
)


class Feeds:
    """Every method that takes a caller raises NotModerator; the others are for whoever looks at feeds in time."""

    def __init__(
        self, store: Store, finder: Finder, ids: Ids, clock: Callable[[], datetime], reader: FeedReader
    ) -> None:
        self._store = store
        self._finder = finder
        self._ids = ids
        self._clock = clock
        self._reader = reader
        self._search = FeedSearch(store)
        self._taking = FeedTaking(store, ids, clock)
        self._looks = FeedLooks(store, ids, clock, reader)

    async def check(self, caller: Caller) -> None:
        """Raises NotModerator."""
        await require_moderator(self._store.reading(), caller)

    async def add(self, caller: Caller, url: str, place: Target | None) -> Added:
        """Follow a feed from now on, and post its items as links in a place. What it has at present is not news.

        Raises BadInput for what can't be followed, and SiteTrouble where nothing can be read.
        """
        url = _address(url)
        gateways = self._store.reading()
        await require_moderator(gateways, caller)
        await _check_room(gateways, caller.guild, url)
        copy = await self._copy(url)
        weighing = await self._taking.weigh(await gateways.feeds.by_url(url), copy.feed.items)
        weighed = await weighing.of(caller.guild)
        async with self._changing(caller) as gateways:
            await _check_room(gateways, caller.guild, url)
            feed = await self._begun(gateways, url, copy, weighing)
            subscription = await self._subscribe(gateways, caller, feed, place)
        return Added(subscription, len(weighed.about) if weighed else 0, len(copy.feed.items))

    async def listed(self, caller: Caller) -> tuple[Subscription, ...]:
        """All feeds that the server follows, the first first."""
        gateways = self._store.reading()
        await require_moderator(gateways, caller)
        return await gateways.feeds.listed(caller.guild)

    async def notes(self, caller: Caller) -> tuple[str, ...]:
        """What keeps the server's feeds from bringing anything, in words."""
        gateways = self._store.reading()
        await require_moderator(gateways, caller)
        try:
            await self._finder.show_of(Query(caller.guild, self._clock().date()))
        except NoShow:
            return (_NO_SHOW,)
        crowded = await gateways.feeds.open_stories(caller.guild) >= MOST_OPEN_STORIES
        return (_CROWDED,) if crowded else ()

    async def complete(self, caller: Caller, text: str) -> list[Choice]:
        """Up to 25 of the server's feeds with all the typed words, and none for who is no moderator."""
        return await self._search.complete(caller, text)

    async def resolve(self, caller: Caller, text: str) -> int:
        """The subscription that was picked or that is meant by what was typed. Raises BadInput."""
        return await self._search.resolve(caller, text)

    async def pause(self, caller: Caller, subscription: int) -> Subscription:
        """Take nothing from a feed until it is resumed. Raises AlreadyHandled if it is paused."""
        async with self._changing(caller) as gateways:
            one = await _get(gateways, caller, subscription)
            if one.paused:
                raise AlreadyHandled(one.changed_by, "paused")
            await gateways.feeds.set_paused(one.id, paused=True, by=caller.user)
            await pause_links(gateways, one, caller.user, self._clock())
            return await _get(gateways, caller, subscription)

    async def resume(self, caller: Caller, subscription: int) -> Subscription:
        """Take from a feed what comes from now on, and post it again where that had failed.

        Raises AlreadyHandled if it goes on already.
        """
        async with self._changing(caller) as gateways:
            one = await _get(gateways, caller, subscription)
            if not one.paused and one.channel_trouble is None:
                raise AlreadyHandled(one.changed_by, "it goes on")
            if one.paused:
                await gateways.feeds.set_paused(one.id, paused=False, by=caller.user)
                await gateways.feeds.look_by(one.feed.id, self._clock())
            await resume_links(gateways, one, caller.user, self._clock())
            return await _get(gateways, caller, subscription)

    async def remove(self, caller: Caller, subscription: int) -> Subscription:
        """Follow a feed no longer; what it brought stays."""
        async with self._changing(caller) as gateways:
            one = await _get(gateways, caller, subscription)
            await close_links(gateways, one, caller.user, self._clock())
            await gateways.feeds.unsubscribe(one.id)
            await gateways.feeds.forget_unfollowed(one.feed.id)
            return one

    async def test(self, caller: Caller, subscription: int) -> Tested:
        """What a feed has now, and which of it is about the show; changes nothing.

        Raises NoShow, SiteTrouble, and BadInput.
        """
        gateways = self._store.reading()
        await require_moderator(gateways, caller)
        one = await _get(gateways, caller, subscription)
        copy = await self._copy(one.feed.url)
        weighed = await Weighing(gateways, self._clock().date(), copy.feed.items).of(caller.guild)
        if weighed is None:
            raise NoShow
        names = await _names(gateways, caller.guild, [relevance for _, relevance in weighed.items])
        items = [TestedItem(item, relevance, names.found(relevance)) for item, relevance in weighed.items]
        return Tested(one, tuple(items), copy.feed.broken)

    async def next_look(self) -> datetime | None:
        """When a feed is next due; None if nobody follows any."""
        return await self._looks.next_look()

    async def look(self) -> Looked:
        """Read a few feeds that are due, and suggest what is new in them."""
        return await self._looks.look()

    async def _copy(self, url: str) -> FeedCopy:
        copy = await self._reader.read(url)
        if copy is None:
            raise SiteTrouble("The site says that nothing has changed there, without saying what there is.")
        return copy

    async def _begun(self, gateways: Gateways, url: str, copy: FeedCopy, weighing: Weighing) -> Feed:
        """The feed, stored with all that it has noted; for whoever follows it already that is one more look."""
        now = self._clock()
        if known := await gateways.feeds.by_url(url):
            await self._taking.take(gateways, known, copy, weighing)
            return known
        feed = well(copied(Feed(self._ids(), url, "", now), copy), now)
        await gateways.feeds.add(feed)
        await gateways.feeds.note(feed.id, marks_of(copy.feed.items), now, MOST_MARKS)
        return feed

    async def _subscribe(self, gateways: Gateways, caller: Caller, feed: Feed, place: Target | None) -> Subscription:
        now, links = self._clock(), None
        if place is not None:
            links = await open_links(gateways, self._ids, feed.title, caller.guild, place, caller.user, now)
        one = Subscription(self._ids(), caller.guild, feed, caller.user, now, announcement=links)
        await gateways.feeds.subscribe(one)
        return await _get(gateways, caller, one.id)

    @asynccontextmanager
    async def _changing(self, caller: Caller) -> AsyncGenerator[Gateways]:
        async with self._store.changing() as gateways:
            await require_moderator(gateways, caller)
            yield gateways


def _address(text: str) -> str:
    """An address as it is stored, so that the same feed is read once for all."""
    text = text.strip().strip("<>")
    try:
        parts = urlsplit(text if "://" in text else f"https://{text}")
    except ValueError as error:
        raise BadInput("That is not an address that can be read. Copy it from the browser's address bar.") from error
    return urlunsplit(parts._replace(netloc=parts.netloc.lower(), fragment=""))


async def _check_room(gateways: Gateways, guild: int, url: str) -> None:
    known = await gateways.feeds.by_url(url)
    if known and await gateways.feeds.follows(guild, known.id):
        raise BadInput(_TWICE)
    if await gateways.feeds.count(guild) >= MOST_SUBSCRIPTIONS:
        raise BadInput(_FULL)


async def _get(gateways: Gateways, caller: Caller, subscription: int) -> Subscription:
    one = await gateways.feeds.subscription(caller.guild, subscription)
    if one is None:
        raise BadInput(GONE)
    return one


@dataclass(frozen=True, slots=True)
class _Names:
    """What the people and characters that texts name are called."""

    people: Mapping[int, Person | None]
    characters: Mapping[int, Character | None]

    def found(self, relevance: Relevance) -> tuple[str, ...]:
        """The names by which a text says what it is about."""
        people = [self.people[person] for person in relevance.people]
        named = [*people, *(self.characters[one] for one in relevance.characters)]
        return (*relevance.titles, *(one.name for one in named if one))


async def _names(gateways: Gateways, guild: int, texts: Sequence[Relevance]) -> _Names:
    # Each once, since most items of a feed about a show name the same few.
    people = {person for text in texts for person in text.people}
    characters = {one for text in texts for one in text.characters}
    return _Names(
        {person: await gateways.names.person(guild, person) for person in people},
        {one: await gateways.names.character(guild, one) for one in characters},
    )

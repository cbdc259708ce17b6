"""The feeds that servers follow: adding, listing, testing, pausing, resuming and removing them, and polling."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit, urlunsplit

from bot.domain.announcement_views import Target
from bot.domain.answers import Choice
from bot.domain.facts import Character, Person
from bot.domain.feeds import (
    MOST_OPEN_STORIES,
    MOST_SUBSCRIPTIONS,
    Added,
    Feed,
    FeedCopy,
    Relevance,
    Subscription,
    Tested,
    TestedItem,
    Turn,
)
from bot.errors import AlreadyHandled, BadInput, NoShow, SiteTrouble
from bot.services.access import Caller
from bot.services.feeds.by_hand import ByHand
from bot.services.feeds.intake import MOST_MARKS, Intake, after_success, marks_of, updated
from bot.services.feeds.links import close_links, open_links, pause_links, resume_links
from bot.services.feeds.polling import FeedPolling
from bot.services.feeds.search import GONE, FeedSearch
from bot.services.feeds.weighing import Weighing
from bot.services.kit import Kit, Service
from bot.services.names.finder import Query
from bot.store.store import Gateways
from bot.web.feeds import FeedReader

_LONGEST_ADDRESS = 500
"""The longest address of a feed: it is named in cards and in the log."""
_FULL = f"Your server follows {MOST_SUBSCRIPTIONS} feeds already, which is the limit. Remove one first."
_NO_SHOW = (
    "No show is chosen for this server yet, so nothing is taken from its feeds. "
    "Ask someone who can manage the server to run /setup show."
)
_CROWDED = (
    f"{MOST_OPEN_STORIES} suggestions from feeds wait for a moderator. Until some are dealt with, nothing more is "
    "taken: /fact review."
)


class Feeds(Service):
    """What moderators do with feeds, each raising NotModerator, and the follower's `next_turn` and `read`."""

    def __init__(self, kit: Kit, reader: FeedReader) -> None:
        super().__init__(kit)
        self._reader = reader
        self._by_hand = ByHand()
        self._search = FeedSearch(kit)
        self._intake = Intake(kit)
        self._polling = FeedPolling(kit, reader)

    async def add(self, caller: Caller, url: str, place: Target | None) -> Added:
        """Follow a feed from now on, and post its new items as links in `place` (None: nowhere).

        The items that it has at present are not taken. Raises AlreadyHandled for a feed that is followed,
        SiteTrouble if the feed can't be read, and BadInput for an address that can't be followed, or while two others
        are being read for the server.
        """
        url = _address(url)
        gateways = await self._read_for(caller)
        await _check_room(gateways, caller.guild, url)
        copy = await self._copy(caller, url)
        weighing = await self._intake.weigh(await gateways.feeds.by_url(url), copy.feed.items)
        weighed = await weighing.of(caller.guild)
        async with self._change_for(caller) as gateways:
            await _check_room(gateways, caller.guild, url)
            feed = await self._begun(gateways, url, copy, weighing)
            subscription = await self._subscribe(gateways, caller, feed, place)
        return Added(subscription, len(weighed.about) if weighed else 0, len(copy.feed.items))

    async def listed(self, caller: Caller) -> tuple[Subscription, ...]:
        """Return all feeds that the server follows, in the order in which they were added."""
        gateways = await self._read_for(caller)
        return await gateways.feeds.listed(caller.guild)

    async def notes(self, caller: Caller) -> tuple[str, ...]:
        """Return what keeps the server's feeds from bringing anything, in words."""
        gateways = await self._read_for(caller)
        try:
            await self._finder.show_of(Query(caller.guild, self._clock().date()))
        except NoShow:
            return (_NO_SHOW,)
        crowded = await gateways.feeds.open_stories(caller.guild) >= MOST_OPEN_STORIES
        return (_CROWDED,) if crowded else ()

    async def complete(self, caller: Caller, text: str) -> list[Choice]:
        """Return up to 25 of the server's feeds with all the typed words; none for a caller who is not a moderator."""
        return await self._search.complete(caller, text)

    async def resolve(self, caller: Caller, text: str) -> int:
        """Return the id of the subscription that was picked, or that the typed words mean. Raises BadInput."""
        return await self._search.resolve(caller, text)

    async def pause(self, caller: Caller, subscription: int) -> Subscription:
        """Take nothing from a feed until it is resumed. Raises AlreadyHandled if it is paused already."""
        async with self._change_for(caller) as gateways:
            followed = await _get(gateways, caller, subscription)
            if followed.paused:
                raise AlreadyHandled(followed.changed_by, "paused")
            await gateways.feeds.set_paused(followed, paused=True, by=caller.user)
            await pause_links(gateways, followed, caller.user, self._clock())
            return await _get(gateways, caller, subscription)

    async def resume(self, caller: Caller, subscription: int) -> Subscription:
        """Take new items from a feed again from now on, and post them even if its channel had refused some.

        Raises AlreadyHandled if the feed is active.
        """
        async with self._change_for(caller) as gateways:
            followed = await _get(gateways, caller, subscription)
            if not followed.paused and followed.channel_trouble is None:
                raise AlreadyHandled(followed.changed_by, "it is active")
            if followed.paused:
                await gateways.feeds.set_paused(followed, paused=False, by=caller.user)
                await gateways.feeds.look_by(followed.feed.id, self._clock())
            await resume_links(gateways, followed, caller.user, self._clock())
            return await _get(gateways, caller, subscription)

    async def remove(self, caller: Caller, subscription: int) -> Subscription:
        """Stop following a feed. What it brought stays."""
        async with self._change_for(caller) as gateways:
            followed = await _get(gateways, caller, subscription)
            await close_links(gateways, followed, caller.user, self._clock())
            await gateways.feeds.unsubscribe(followed)
            await gateways.feeds.forget_unfollowed(followed.feed.id)
            return followed

    async def test(self, caller: Caller, subscription: int) -> Tested:
        """Read a feed now and return which of its items are about the show. Nothing is changed.

        Raises NoShow, SiteTrouble, and BadInput.
        """
        gateways = await self._read_for(caller)
        followed = await _get(gateways, caller, subscription)
        copy = await self._copy(caller, followed.feed.url)
        weighed = await Weighing(gateways, self._clock().date(), copy.feed.items).of(caller.guild)
        if weighed is None:
            raise NoShow
        names = await _names(gateways, caller.guild, [relevance for _, relevance in weighed.items])
        items = [TestedItem(item, relevance, names.found(relevance)) for item, relevance in weighed.items]
        return Tested(followed, tuple(items), copy.feed.broken)

    async def next_turn(self) -> Turn | None:
        """Claim the feed whose turn it is, by server; None if none is due."""
        return await self._polling.next_turn()

    async def read(self, turn: Turn) -> int:
        """Read a claimed feed and suggest its new items. Return how many suggestions were made."""
        return await self._polling.read(turn)

    async def _copy(self, caller: Caller, url: str) -> FeedCopy:
        with self._by_hand.one_more(caller.guild):
            copy = await self._reader.read(url)
        if copy is None:
            raise SiteTrouble("The site says that nothing has changed there, without saying what there is.")
        return copy

    async def _begun(self, gateways: Gateways, url: str, copy: FeedCopy, weighing: Weighing) -> Feed:
        """Return the stored feed, with all its present items noted. For its other followers this is one more look."""
        now = self._clock()
        if known := await gateways.feeds.by_url(url):
            await self._intake.take(gateways, known, copy, weighing)
            return known
        feed = after_success(updated(Feed(self._ids(), url, "", now), copy), now)
        await gateways.feeds.add(feed)
        await gateways.feeds.note(feed.id, marks_of(copy.feed.items), now, MOST_MARKS)
        return feed

    async def _subscribe(self, gateways: Gateways, caller: Caller, feed: Feed, place: Target | None) -> Subscription:
        now, links = self._clock(), None
        if place is not None:
            links = await open_links(gateways, self._ids, feed.title, caller.guild, place, caller.user, now)
        new = Subscription(self._ids(), caller.guild, feed, caller.user, now, announcement=links)
        await gateways.feeds.subscribe(new)
        return await _get(gateways, caller, new.id)


def _address(text: str) -> str:
    """Return an address as it is stored: the same for all spellings, so that a feed is read once for all servers."""
    text = text.strip().strip("<>")
    try:
        parts = urlsplit(text if "://" in text else f"https://{text}")
    except ValueError as error:
        raise BadInput("That address can't be read. Copy it from the browser's address bar.") from error
    url = urlunsplit(parts._replace(netloc=parts.netloc.lower(), fragment=""))
    if len(url) > _LONGEST_ADDRESS:
        raise BadInput(f"That address is longer than {_LONGEST_ADDRESS} characters. Give a shorter one.")
    return url


async def _check_room(gateways: Gateways, guild: int, url: str) -> None:
    known = await gateways.feeds.by_url(url)
    if known and (followed := await gateways.feeds.subscription_to(guild, known.id)):
        raise AlreadyHandled(followed.made_by, "this server follows that feed; /feed list shows it", followed.made_at)
    if await gateways.feeds.count(guild) >= MOST_SUBSCRIPTIONS:
        raise BadInput(_FULL)


async def _get(gateways: Gateways, caller: Caller, subscription: int) -> Subscription:
    found = await gateways.feeds.subscription(caller.guild, subscription)
    if found is None:
        raise BadInput(GONE)
    return found


@dataclass(frozen=True, slots=True)
class _Names:
    """Names of people and characters, by their ids."""

    people: Mapping[int, Person | None]
    characters: Mapping[int, Character | None]

    def found(self, relevance: Relevance) -> tuple[str, ...]:
        """Return the names in a text that say what it is about."""
        people = [self.people[person] for person in relevance.people]
        named = [*people, *(self.characters[character] for character in relevance.characters)]
        return (*relevance.titles, *(thing.name for thing in named if thing))


async def _names(gateways: Gateways, guild: int, texts: Sequence[Relevance]) -> _Names:
    # Each id once: most items about a show name the same few people.
    people = {person for text in texts for person in text.people}
    characters = {character for text in texts for character in text.characters}
    return _Names(
        {person: await gateways.names.person(guild, person) for person in people},
        {character: await gateways.names.character(guild, character) for character in characters},
    )

"""From the items of feeds to suggestions: one for each story, with all items that report it as its sources."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bot.domain.dates import PartialDate
from bot.domain.facts import Claim, Episode, Fact, Kind, Show, Source, Weight
from bot.domain.feeds import MOST_OPEN_STORIES, Item, Relevance, Story, StoryItem, Subscription
from bot.domain.ids import Ids
from bot.domain.keys import fact_key
from bot.domain.moderation import MOST_CLAIMS
from bot.domain.revisions import ChangeKind, Made, ProposalState
from bot.language.headlines.same_story import same_story
from bot.services.facts.forms.fact import FactForm
from bot.services.facts.sources import source_on_record
from bot.services.feeds.links import plan_link
from bot.services.feeds.weighing import Weighed
from bot.store.store import Gateways
from bot.web.links import canonical, own_page

MOST_AT_ONCE = 20
"""How many new suggestions one look at a feed makes for one server."""
_COMPARED_FOR = timedelta(days=14)
_MOST_COMPARED = 500
_MOST_NAMED = 10


@dataclass(frozen=True, slots=True)
class Brought:
    """What a look at a feed brought a server.

    `suggested` counts the new suggestions, `more` the items beyond MOST_AT_ONCE. `filled`: the server now has as many
    open suggestions as are allowed.
    """

    suggested: int
    more: int
    filled: bool


class Stories:
    """Makes suggestions from a feed's items for one server, within one transaction."""

    def __init__(self, gateways: Gateways, ids: Ids, now: datetime, subscription: Subscription) -> None:
        self._gateways = gateways
        self._ids = ids
        self._now = now
        self._subscription = subscription
        self._guild = subscription.guild

    async def take(self, weighed: Weighed) -> Brought:
        """Suggest the items about the server's show. An item that reports a known story becomes one of its sources."""
        since, show = self._now - _COMPARED_FOR, weighed.show
        known = list(await self._gateways.feeds.stories_since(self._guild, show.id, since, _MOST_COMPARED))
        room = MOST_OPEN_STORIES - await self._gateways.feeds.open_stories(self._guild)
        suggested = more = 0
        for item, relevance in weighed.about:
            if suggested == MOST_AT_ONCE:
                more += 1
                continue
            # In a thread, since comparing with all recent stories would hold up the event loop.
            same = await asyncio.to_thread(_same, tuple(known), item, weighed.common)
            if same and same.state is ProposalState.OPEN:
                if await self._add_source(same, item):
                    known[known.index(same)] = replace(same, items=(*same.items, item))
                    await self._gateways.log.outdate(self._guild, same.id)
            elif suggested < room and (same is None or same.state is ProposalState.ACCEPTED):
                fact = await (self._with_source(same, item) if same else self._fact(show, item, relevance))
                if fact is not None:
                    known.append(await self._suggest(fact, item, new=same is None))
                    suggested += 1
        return Brought(suggested, more, filled=0 < suggested == room)

    async def _fact(self, show: Show, item: Item, relevance: Relevance) -> Fact:
        """Return an item as a fact about the people, character, seasons and episodes that it names."""
        names, guild = self._gateways.names, self._guild
        people = [await names.person(guild, person) for person in relevance.people[:_MOST_NAMED]]
        character = await names.character(guild, relevance.characters[0]) if relevance.characters else None
        episodes = await self._episodes(show, relevance)
        seasons = [episode.code.season for episode in episodes] or relevance.seasons[:_MOST_NAMED]
        return Fact(
            self._ids(), 0, Kind.NEWS, show, (await self._claim(item),),
            statement=item.title,
            people=tuple(person for person in people if person),
            character=character,
            seasons=tuple(sorted(set(seasons))),
            episodes=episodes,
        )  # fmt: skip

    async def _episodes(self, show: Show, relevance: Relevance) -> tuple[Episode, ...]:
        codes = relevance.episodes[:_MOST_NAMED]
        found = [await self._gateways.catalogue.episode_row(self._guild, show.id, code) for code in codes]
        return tuple(episode for episode in found if episode)

    async def _with_source(self, story: Story, item: Item) -> Fact | None:
        """Return the fact of an approved story with an item as one more source; None if there is nothing to add."""
        current = await self._gateways.revisions.current(self._guild, story.fact)
        if current is None or current.retired or not _has_room(current.fact.claims, item):
            return None
        return replace(current.fact, claims=(*current.fact.claims, await self._claim(item)))

    async def _suggest(self, fact: Fact, item: Item, *, new: bool) -> Story:
        gateways, guild = self._gateways, self._guild
        if new:
            await gateways.revisions.add_fact(fact.id, fact.show.id, guild, fact_key(fact.id), fact.kind)
        opened_on = None if new else fact.revision_id
        written = replace(fact, revision_id=self._ids())
        wording = FactForm(gateways, self._ids, guild, fact.show, self._now.date())
        made = Made(ChangeKind.ADD if new else ChangeKind.CLAIM, self._now)
        await gateways.revisions.propose(written, guild, made, await wording.scopes(written))
        await gateways.proposals.add(
            written.revision_id, guild, ProposalState.OPEN, suggested=True, opened_on=opened_on
        )
        await gateways.feeds.add_story(written.revision_id, guild, self._now)
        await gateways.log.add(self._ids(), guild, self._now, revision=written.revision_id)
        await self._add_item(written.revision_id, item)
        return Story(written.revision_id, fact.id, ProposalState.OPEN, (item,))

    async def _add_source(self, story: Story, item: Item) -> bool:
        """Add an item as a source to an open story. Return False if it is no further source."""
        waiting = await self._gateways.revisions.get(self._guild, story.id)
        if waiting is None or not _has_room(waiting.fact.claims, item):
            return False
        fact = replace(waiting.fact, claims=(*waiting.fact.claims, await self._claim(item)))
        await self._gateways.revisions.add_claim(story.id, fact)
        await self._add_item(story.id, item)
        return True

    async def _add_item(self, story: int, item: Item) -> None:
        new = StoryItem(self._ids(), story, item, self._subscription.id)
        await self._gateways.feeds.add_item(new, self._now)
        if item.url:
            await plan_link(self._gateways, self._ids, self._subscription, new.id, self._now)

    async def _claim(self, item: Item) -> Claim:
        # An item without a date was not there at the last look, so it counts from today.
        today = self._now.date()
        return Claim(
            source=await self._source(item),
            weight=Weight.REPORTED,
            counts_from=min(item.published or today, today),
            published=PartialDate.parse(item.published.isoformat()) if item.published else None,
        )

    async def _source(self, item: Item) -> Source:
        """Return the source that is on record for an item; one is added if it is new."""
        source = Source(0, item.outlet, item.title, item.url)
        shared_address = own_page(item) is None
        return await source_on_record(self._gateways, self._ids, self._guild, source, shared_address=shared_address)


def _same(known: Sequence[Story], item: Item, common: frozenset[str]) -> Story | None:
    """Return the story that an item reports: an open one if possible, else an approved one, else any.

    If the item reports an approved story, an open suggestion for the same fact counts too, whatever its words are.
    """
    same = [story for story in known if any(_report_the_same(known_item, item, common) for known_item in story.items)]
    facts = {story.fact for story in same if story.state is ProposalState.ACCEPTED}
    same += [story for story in known if story.fact in facts]
    for state in (ProposalState.OPEN, ProposalState.ACCEPTED):
        if found := next((story for story in same if story.state is state), None):
            return found
    return next(iter(same), None)


def _report_the_same(first: Item, second: Item, common: frozenset[str]) -> bool:
    return _leads_to(second, first.url) or same_story(first, second, common)


def _leads_to(item: Item, url: str | None) -> bool:
    page = own_page(item)
    return page is not None and url is not None and page == canonical(url)


def _has_room(claims: Sequence[Claim], item: Item) -> bool:
    """Return whether an item can be added as a source: one article is one source, whichever feed lists it."""
    sources = [claim.source for claim in claims]
    listed = any(_leads_to(item, source.url) for source in sources)
    known = listed or any((source.outlet, source.url) == (item.outlet, item.url) for source in sources)
    return len(claims) < MOST_CLAIMS and not known

"""From the items of feeds to suggestions: each story once, with all who tell it as its sources."""

import asyncio
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bot.domain.dates import PartialDate
from bot.domain.facts import Claim, Episode, Fact, Kind, Show, Source, Weight
from bot.domain.feeds import MOST_OPEN_STORIES, Item, Relevance, Story, StoryItem, Subscription
from bot.domain.ids import Ids, base36
from bot.domain.moderation import MOST_CLAIMS
from bot.domain.revisions import ChangeKind, Made, ProposalState
from bot.language.headlines.same_story import same_story
from bot.services.facts.forms.fact import FactForm
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
    """What a look at a feed brought a server: so many new suggestions, and items beyond those that are made at once.

    `grown` are suggestions that waited already and have one more source now. `filled`: with these as many wait as may.
    """

    suggested: int
    more: int
    grown: frozenset[int]
    filled: bool


class Stories:
    """Makes suggestions of what a feed brings one server, within one transaction."""

    def __init__(self, gateways: Gateways, ids: Ids, now: datetime, subscription: Subscription) -> None:
        self._gateways = gateways
        self._ids = ids
        self._now = now
        self._subscription = subscription
        self._guild = subscription.guild

    async def take(self, weighed: Weighed) -> Brought:
        """Suggest what is new about the server's show; the later of two items that tell the same comes to the first."""
        since, show = self._now - _COMPARED_FOR, weighed.show
        known = list(await self._gateways.feeds.stories_since(self._guild, show.id, since, _MOST_COMPARED))
        room = MOST_OPEN_STORIES - await self._gateways.feeds.open_stories(self._guild)
        suggested = more = 0
        grown: set[int] = set()
        for item, relevance in weighed.about:
            if suggested == MOST_AT_ONCE:
                more += 1
                continue
            # Comparing with all of the last days takes long enough for others to notice.
            same = await asyncio.to_thread(_same, tuple(known), item, weighed.common)
            if same and same.state is ProposalState.OPEN:
                if await self._add_source(same, item):
                    known[known.index(same)] = replace(same, items=(*same.items, item))
                    grown.add(same.id)
                    await self._gateways.log.outdate(self._guild, same.id)
            elif suggested < room and (same is None or same.state is ProposalState.ACCEPTED):
                fact = await (self._repeated(same, item) if same else self._told(show, item, relevance))
                if fact is not None:
                    known.append(await self._suggest(fact, item, new=same is None))
                    suggested += 1
        return Brought(suggested, more, frozenset(grown), filled=0 < suggested == room)

    async def _told(self, show: Show, item: Item, relevance: Relevance) -> Fact:
        """What an item says, about whom and what it names."""
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

    async def _repeated(self, story: Story, item: Item) -> Fact | None:
        """What stands of a story that was approved, with one more source; None where there is nothing to add."""
        current = await self._gateways.revisions.current(self._guild, story.fact)
        if current is None or current.retired or not _has_room(current.fact.claims, item):
            return None
        return replace(current.fact, claims=(*current.fact.claims, await self._claim(item)))

    async def _suggest(self, fact: Fact, item: Item, *, new: bool) -> Story:
        gateways, guild = self._gateways, self._guild
        if new:
            await gateways.revisions.add_fact(fact.id, fact.show.id, guild, f"f-{base36(fact.id)}", fact.kind)
        opened_on = None if new else fact.revision_id
        written = replace(fact, revision_id=self._ids())
        wording = FactForm(gateways, self._ids, guild, fact.show, self._now.date())
        made = Made(ChangeKind.ADD if new else ChangeKind.CLAIM, self._now)
        await gateways.revisions.propose(written, guild, made, await wording.places(written))
        await gateways.proposals.add(
            written.revision_id, guild, ProposalState.OPEN, suggested=True, opened_on=opened_on
        )
        await gateways.feeds.add_story(written.revision_id, guild, self._now)
        await gateways.log.add(self._ids(), guild, self._now, revision=written.revision_id)
        await self._add_item(written.revision_id, item)
        return Story(written.revision_id, fact.id, ProposalState.OPEN, (item,))

    async def _add_source(self, story: Story, item: Item) -> bool:
        """Add a source to a story that waits; whether it was a further one."""
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
        await plan_link(self._gateways, self._ids, self._subscription, new.id, self._now)

    async def _claim(self, item: Item) -> Claim:
        # What bears no date was not there at the last look, so that it counts from now.
        today = self._now.date()
        return Claim(
            source=await self._source(item),
            weight=Weight.REPORTED,
            counts_from=min(item.published or today, today),
            published=PartialDate.parse(item.published.isoformat()) if item.published else None,
        )

    async def _source(self, item: Item) -> Source:
        """The source as it is on record, written down if it is new."""
        words, like = f"{item.outlet}\n{item.url or ''}", self._gateways.catalogue.source_like
        if own_page(item) is None:
            words += f"\n{item.title}"
        elif item.url and (known := await like(self._guild, item.outlet, item.url)):
            return known
        source = Source(0, item.outlet, item.title, item.url)
        key = f"s-{hashlib.sha256(words.encode()).hexdigest()[:20]}"
        row = await self._gateways.packs.in_layer(self._guild).save_source(self._ids(), key, source)
        return replace(source, id=row)


def _same(known: Sequence[Story], item: Item, common: frozenset[str]) -> Story | None:
    """The story that an item tells: one that waits rather than one that was approved, and that than another.

    What waits to be added to a fact waits for the next source too, in whatever words that tells it.
    """
    told = [story for story in known if any(_tell_the_same(one, item, common) for one in story.items)]
    facts = {story.fact for story in told if story.state is ProposalState.ACCEPTED}
    told += [story for story in known if story.fact in facts]
    for state in (ProposalState.OPEN, ProposalState.ACCEPTED):
        if found := next((story for story in told if story.state is state), None):
            return found
    return next(iter(told), None)


def _tell_the_same(one: Item, other: Item, common: frozenset[str]) -> bool:
    return _leads_to(other, one.url) or same_story(one, other, common)


def _leads_to(item: Item, url: str | None) -> bool:
    page = own_page(item)
    return page is not None and url is not None and page == canonical(url)


def _has_room(claims: Sequence[Claim], item: Item) -> bool:
    """Whether an item is a further source: one article is one source, whoever lists it."""
    sources = [claim.source for claim in claims]
    listed = any(_leads_to(item, source.url) for source in sources)
    known = listed or any((source.outlet, source.url) == (item.outlet, item.url) for source in sources)
    return len(claims) < MOST_CLAIMS and not known

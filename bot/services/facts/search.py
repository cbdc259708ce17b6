"""Finding the fact that a moderator means, by any words of it."""

from collections.abc import Iterable
from functools import lru_cache

from bot.domain.codes import EpisodeCode, Places, find_places
from bot.domain.facts import Fact, Kind
from bot.domain.jobs import job_key
from bot.domain.matching import PERSON_ROLES, NameRole
from bot.domain.moderation import FactMatch, FactView
from bot.domain.names import fold
from bot.domain.questions import Thing, What
from bot.domain.revisions import Revision
from bot.domain.text import quoted
from bot.errors import BadInput, UserError
from bot.services.access import Caller
from bot.services.facts.change import GONE
from bot.services.facts.history import fact_view
from bot.services.kit import Service
from bot.services.names.finder import LONGEST_NAME, Query, pick, picked
from bot.store.store import Gateways

_MOST_CHOICES = 25
_MOST_WORDS = 6
_MOST_THINGS = 4
_MOST_FACTS = 120
_MOST_OF_A_KIND = 60
_MOST_NEWS = 300
_ROLES = (NameRole.CHARACTER, *PERSON_ROLES, NameRole.EPISODE)


class FactSearch(Service):
    """Finds facts for moderators."""

    async def complete(self, caller: Caller, text: str) -> list[FactMatch]:
        """Return up to 25 facts with all the typed words, and none if the caller is no moderator."""
        if len(text) > LONGEST_NAME or picked(text):
            return []
        try:
            gateways = await self._read_for(caller)
            return (await self._matches(gateways, caller, text))[:_MOST_CHOICES]
        except UserError:
            return []

    async def resolve(self, caller: Caller, text: str) -> int:
        """Return the id of the fact that was picked, or of the only one with all the typed words.

        Raises NotModerator and BadInput.
        """
        gateways = await self._read_for(caller)
        return (await self.find(gateways, caller, text)).fact.id

    async def view(self, caller: Caller, text: str) -> FactView:
        """Return the same fact as a moderator sees it. Raises NotModerator and BadInput."""
        gateways = await self._read_for(caller)
        current = await self.find(gateways, caller, text)
        return await fact_view(self._kit, gateways, caller.guild, current)

    async def find(self, gateways: Gateways, caller: Caller, text: str) -> Revision:
        """Return the current revision of the fact that a moderator picked or typed. Raises BadInput."""
        if thing := picked(text):
            fact = thing.id if thing.what is What.FACT else None
        else:
            fact = await self._typed(gateways, caller, text)
        current = await gateways.revisions.current(caller.guild, fact) if fact is not None else None
        if current is None:
            raise BadInput(GONE)
        return current

    async def _typed(self, gateways: Gateways, caller: Caller, text: str) -> int:
        found = await self._matches(gateways, caller, text[:LONGEST_NAME]) if text.strip() else []
        if len(found) == 1:
            return found[0].fact.id
        if found:
            raise BadInput(f"{len(found)} facts have these words. Pick one from the list, or type more of it.")
        raise BadInput(f"No fact with {quoted(text, 60)} is on record. Type a name, an episode or a word of it.")

    async def _matches(self, gateways: Gateways, caller: Caller, text: str) -> list[FactMatch]:
        query = Query(caller.guild, self._clock().date())
        show = await self._finder.show_of(query)
        places = find_places(text)
        words = fold(places.rest).split(" ")[:_MOST_WORDS] if places.rest else []
        found: dict[int, Fact] = {}
        for fact in await self._unnamed(gateways, caller.guild, show.id):
            found[fact.id] = fact
        for thing in await self._things(gateways, query, show.id, places, words):
            for fact in await self._about(gateways, caller.guild, show.id, thing):
                found.setdefault(fact.id, fact)
        if not (found or words or places.seasons or places.codes):
            found = {fact.id: fact for fact in await self._first(gateways, caller.guild, show.id)}
        retired = await gateways.facts.retired(caller.guild, show.id, _MOST_FACTS)

        begun = [f" {word}" for word in words]
        is_anywhere = not (places.codes or places.seasons)

        def matching(facts: Iterable[Fact]) -> list[Fact]:
            return [
                fact
                for fact in facts
                if (is_anywhere or _is_there(fact, places)) and all(word in _text_of(fact) for word in begun)
            ]

        gone = {fact.id for fact in retired}
        return [
            FactMatch(fact, pick(Thing(What.FACT, fact.id)), _is_open(fact, text), retired=fact.id in gone)
            for fact in (*sorted(matching(found.values()), key=_place), *matching(retired))
        ]

    async def _unnamed(self, gateways: Gateways, guild: int, show: int) -> tuple[Fact, ...]:
        """Return facts that are found by no name: those in a sentence, dates, and how it goes on."""
        releases = await gateways.facts.of_kind(guild, show, Kind.RELEASE, _MOST_NEWS)
        renewals = await gateways.facts.renewals(guild, show)
        in_words = [await gateways.facts.in_words(guild, show, kind, _MOST_NEWS) for kind in Kind]
        return (*releases, *renewals, *(fact for facts in in_words for fact in facts))

    async def _first(self, gateways: Gateways, guild: int, show: int) -> list[Fact]:
        """Return facts to choose from where nothing is typed and all of them are found by a name."""
        facts = [await gateways.facts.of_kind(guild, show, kind, _MOST_CHOICES) for kind in Kind]
        return [fact for of_kind in facts for fact in of_kind]

    async def _about(self, gateways: Gateways, guild: int, show: int, thing: Thing | EpisodeCode) -> list[Fact]:
        """Return facts about a thing; some of each kind about a season or an episode, which may have very many."""
        if isinstance(thing, Thing) and thing.what is not What.SEASON:
            return list(await gateways.facts.about(guild, show, thing, _MOST_FACTS))
        facts = [await gateways.facts.of_kind_about(guild, show, thing, kind, _MOST_OF_A_KIND) for kind in Kind]
        return [fact for of_kind in facts for fact in of_kind]

    async def _things(
        self, gateways: Gateways, query: Query, show: int, places: Places, words: list[str]
    ) -> list[Thing | EpisodeCode]:
        """Return what the text names: seasons, episodes, and those with names that begin with its words."""
        things: dict[Thing | EpisodeCode, None] = dict.fromkeys(places.codes)
        things |= dict.fromkeys(Thing(What.SEASON, season) for season in places.seasons)
        for key in dict.fromkeys((" ".join(words), *sorted(words, key=len, reverse=True)[:3])):
            if len(key) > 1:
                names = await gateways.names.beginning(
                    query.guild, show, _ROLES, key, query.today, hidden=True, most=_MOST_THINGS
                )
                for match in names[:_MOST_THINGS]:
                    things.setdefault(await self._by_its_code(gateways, query, match.thing))
        return list(things)[: 2 * _MOST_THINGS]

    async def _by_its_code(self, gateways: Gateways, query: Query, thing: Thing) -> Thing | EpisodeCode:
        if thing.what is not What.EPISODE:
            return thing
        found = await gateways.catalogue.episode_by_id(query.guild, thing.id)
        return found[1].episode.code if found else thing


@lru_cache(maxsize=2048)  # each key that is pressed looks at the same facts
def _text_of(fact: Fact) -> str:
    """Return the words by which a fact is found, each behind a space."""
    places = [f"{episode.code} {episode.title or ''}" for episode in fact.episodes]
    places += [f"season {season} s{season}" for season in fact.seasons]
    names = [person.name for person in fact.people]
    if fact.character:
        names.append(fact.character.name)
    date = str(fact.released) if fact.released else ""
    said = [fact.kind, fact.statement or "", fact.state or "", fact.job or "", job_key(fact.job or ""), date]
    return f" {fold(' '.join([*said, *names, *places]))}"


def _is_there(fact: Fact, places: Places) -> bool:
    """Return whether a fact is about each season that was typed, and about the episode or one of several."""
    codes = {episode.code for episode in fact.episodes}
    return (not places.codes or not codes.isdisjoint(places.codes)) and all(
        season in fact.seasons for season in places.seasons
    )


def _is_open(fact: Fact, text: str) -> bool:
    """Return whether a list may show the fact: one that spoils only to somebody who typed two of its words."""
    return not fact.gives_away or len(text.split()) > 1


def _place(fact: Fact) -> tuple[int, tuple[int, int], str, int]:
    first = min((episode.code for episode in fact.episodes), default=(0, 0))
    return min(fact.seasons, default=0), (first[0], first[1]), fact.kind, fact.id

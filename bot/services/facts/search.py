"""Finding the fact that a moderator means, by any words of it."""

from bot.domain.codes import EpisodeCode, Places, find_places
from bot.domain.facts import Fact, Kind
from bot.domain.matching import NameRole
from bot.domain.moderation import FactMatch, FactView
from bot.domain.names import each_begins, fold
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
_MOST_NEWS = 300
_ROLES = (NameRole.CHARACTER, NameRole.ACTOR, NameRole.DIRECTOR, NameRole.WRITER, NameRole.EPISODE)


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
        return await fact_view(gateways, caller.guild, current, self._clock().date())

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
            for fact in await gateways.facts.about(caller.guild, show.id, thing, _MOST_FACTS):
                found.setdefault(fact.id, fact)
        retired = await gateways.facts.retired(caller.guild, show.id, _MOST_FACTS)
        every = [*sorted(found.values(), key=_place), *retired]
        gone = {fact.id for fact in retired}
        return [
            FactMatch(fact, pick(Thing(What.FACT, fact.id)), _is_open(fact, text), retired=fact.id in gone)
            for fact in every
            if _is_there(fact, places) and each_begins(words, _words_of(fact))
        ]

    async def _unnamed(self, gateways: Gateways, guild: int, show: int) -> tuple[Fact, ...]:
        """Return facts that are found by no name: those in a sentence, and dates."""
        in_words = await gateways.facts.in_words(guild, show, _MOST_NEWS)
        return (*in_words, *await gateways.facts.of_kind(guild, show, Kind.RELEASE, _MOST_NEWS))

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
                for match in names.matches[:_MOST_THINGS]:
                    things.setdefault(await self._about(gateways, query, match.thing))
        return list(things)[: 2 * _MOST_THINGS]

    async def _about(self, gateways: Gateways, query: Query, thing: Thing) -> Thing | EpisodeCode:
        if thing.what is not What.EPISODE:
            return thing
        found = await gateways.catalogue.episode_by_id(query.guild, thing.id)
        return found[1].episode.code if found else thing


def _words_of(fact: Fact) -> list[str]:
    places = [f"{episode.code} {episode.title or ''}" for episode in fact.episodes]
    places += [f"season {season} s{season}" for season in fact.seasons]
    names = [person.name for person in fact.people]
    if fact.character:
        names.append(fact.character.name)
    date = str(fact.released) if fact.released else ""
    return fold(" ".join([fact.kind, fact.statement or "", date, *names, *places])).split(" ")


def _is_there(fact: Fact, places: Places) -> bool:
    """Return whether a fact is about each season and episode that was typed."""
    codes = {episode.code for episode in fact.episodes}
    return set(places.codes) <= codes and set(places.seasons) <= set(fact.seasons)


def _is_open(fact: Fact, text: str) -> bool:
    """Return whether a list may show the fact: one that spoils only to somebody who typed two of its words."""
    return not fact.gives_away or len(text.split()) > 1


def _place(fact: Fact) -> tuple[int, tuple[int, int], str, int]:
    first = min((episode.code for episode in fact.episodes), default=(0, 0))
    return min(fact.seasons, default=0), (first[0], first[1]), fact.kind, fact.id

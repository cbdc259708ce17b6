"""Finding the one fact that a moderator means, by any words of it."""

from collections.abc import Callable, Iterable
from datetime import datetime

from bot.domain.codes import EpisodeCode, Places, find_places
from bot.domain.facts import Fact, Kind
from bot.domain.matching import NameRole
from bot.domain.moderation import FactMatch
from bot.domain.names import fold
from bot.domain.questions import Thing, What
from bot.errors import BadInput, UserError
from bot.services.access import Caller, require_moderator
from bot.services.facts.change import GONE
from bot.services.names.finder import LONGEST_NAME, Finder, Query, pick, picked
from bot.store.store import Gateways, Store

_MOST_CHOICES = 25
_MOST_WORDS = 6
_MOST_THINGS = 4
_MOST_FACTS = 120
_MOST_NEWS = 300
_ROLES = (NameRole.CHARACTER, NameRole.ACTOR, NameRole.DIRECTOR, NameRole.WRITER, NameRole.EPISODE)


class FactSearch:
    """Finds facts for moderators."""

    def __init__(self, store: Store, finder: Finder, clock: Callable[[], datetime]) -> None:
        self._store = store
        self._finder = finder
        self._clock = clock

    async def complete(self, caller: Caller, text: str) -> list[FactMatch]:
        """Up to 25 facts with all the typed words, and none for who is no moderator."""
        if len(text) > LONGEST_NAME or picked(text):
            return []
        try:
            gateways = self._store.reading()
            await require_moderator(gateways, caller)
            return (await self._matches(gateways, caller, text))[:_MOST_CHOICES]
        except UserError:
            return []

    async def resolve(self, caller: Caller, text: str) -> int:
        """The fact that was picked, or the only one with all the typed words. Raises NotModerator and BadInput."""
        gateways = self._store.reading()
        await require_moderator(gateways, caller)
        if thing := picked(text):
            if thing.what is not What.FACT or await gateways.revisions.current(caller.guild, thing.id) is None:
                raise BadInput(GONE)
            return thing.id
        found = await self._matches(gateways, caller, text[:LONGEST_NAME]) if text.strip() else []
        if len(found) == 1:
            return found[0].fact.id
        if found:
            raise BadInput(f"{len(found)} facts have these words. Pick one from the list, or type more of it.")
        raise BadInput(f"No fact with “{text[:60]}” is on record. Type a name, an episode or a word of it.")

    async def _matches(self, gateways: Gateways, caller: Caller, text: str) -> list[FactMatch]:
        asked = Query(caller.guild, self._clock().date())
        show = await self._finder.show_of(asked)
        places = find_places(text)
        words = fold(places.rest).split(" ")[:_MOST_WORDS] if places.rest else []
        found: dict[int, Fact] = {}
        for fact in await self._unnamed(gateways, caller.guild, show.id):
            found[fact.id] = fact
        for thing in await self._things(gateways, asked, show.id, places, words):
            for fact in await gateways.facts.about(caller.guild, show.id, thing, _MOST_FACTS):
                found.setdefault(fact.id, fact)
        retired = await gateways.facts.retired(caller.guild, show.id, _MOST_FACTS)
        every = [*sorted(found.values(), key=_place), *retired]
        gone = {fact.id for fact in retired}
        return [
            FactMatch(fact, pick(Thing(What.FACT, fact.id)), _is_open(fact, text), retired=fact.id in gone)
            for fact in every
            if _is_there(fact, places) and _has(fact, words)
        ]

    async def _unnamed(self, gateways: Gateways, guild: int, show: int) -> tuple[Fact, ...]:
        """Facts that nobody's name leads to: those in a sentence, and dates."""
        in_words = await gateways.facts.in_words(guild, show, _MOST_NEWS)
        return (*in_words, *await gateways.facts.of_kind(guild, show, Kind.RELEASE, _MOST_NEWS))

    async def _things(
        self, gateways: Gateways, asked: Query, show: int, places: Places, words: list[str]
    ) -> list[Thing | EpisodeCode]:
        """What the text names: seasons, episodes, and whom its words begin to name."""
        things: dict[Thing | EpisodeCode, None] = dict.fromkeys(places.codes)
        things |= dict.fromkeys(Thing(What.SEASON, season) for season in places.seasons)
        for key in dict.fromkeys((" ".join(words), *sorted(words, key=len, reverse=True)[:3])):
            if len(key) > 1:
                names = await gateways.names.beginning(
                    asked.guild, show, _ROLES, key, asked.today, hidden=True, most=_MOST_THINGS
                )
                for match in names.matches[:_MOST_THINGS]:
                    things.setdefault(await self._about(gateways, asked, match.thing))
        return list(things)[: 2 * _MOST_THINGS]

    async def _about(self, gateways: Gateways, asked: Query, thing: Thing) -> Thing | EpisodeCode:
        if thing.what is not What.EPISODE:
            return thing
        found = await gateways.catalogue.episode_by_id(asked.guild, thing.id)
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
    """Whether a fact is about each place that was typed."""
    codes = {episode.code for episode in fact.episodes}
    return set(places.codes) <= codes and set(places.seasons) <= set(fact.seasons)


def _has(fact: Fact, words: Iterable[str]) -> bool:
    """Whether each typed word begins one of the fact's."""
    own = _words_of(fact)
    return all(any(one.startswith(word) for one in own) for word in words)


def _is_open(fact: Fact, text: str) -> bool:
    """Whether a fact may be told of in a list: what spoils only to who typed two of its words."""
    return not fact.gives_away or len(text.split()) > 1


def _place(fact: Fact) -> tuple[int, tuple[int, int], str, int]:
    first = min((episode.code for episode in fact.episodes), default=(0, 0))
    return min(fact.seasons, default=0), (first[0], first[1]), fact.kind, fact.id

"""What was claimed, by day."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from functools import lru_cache

from bot.domain.answers import Answer, Missing, NewsAnswer, NewsItem
from bot.domain.certainty import certainty_on, known_on
from bot.domain.codes import parse_season
from bot.domain.facts import NEWS_KINDS, Claim, Known, Show
from bot.domain.matching import PERSON_ROLES, NameRole
from bot.domain.questions import Question, Thing, Topic, What
from bot.errors import BadInput
from bot.services.answers.asking import Asking
from bot.services.names.finder import Query, day_of, picked
from bot.store.gateways.facts import NewsFilter

_ROLES = (*PERSON_ROLES, NameRole.CHARACTER, NameRole.EPISODE)
# More than anybody pages through; older news can be asked for with as_of.
MOST_FACTS = 300


class News(Asking):
    """`/news`: every claim with a day on record, the newest first."""

    async def ask(self, asked: Query) -> Answer:
        """Raises BadInput and NoShow."""
        day = day_of(asked)
        question = Question(Topic.NEWS, None, None, asked.season, day, asked.status)
        thing = picked(asked.text)
        if thing and thing.what in (What.EVERYONE, What.SEASON, What.FACT, What.JOB):
            raise BadInput("Pick a person, a character or an episode from the list.")
        if thing or not asked.text.strip():
            show = await self._finder.show_of(asked)
            return await self.answer(asked.guild, replace(question, show=show.id, thing=thing), asked.today)
        season = parse_season(asked.text)
        if season is not None:
            show = await self._finder.show_of(asked)
            return await self.answer(asked.guild, replace(question, show=show.id, season=season), asked.today)
        return await self._about(asked, question, day)

    async def _about(self, asked: Query, question: Question, day: date | None) -> Answer:
        if code := await self._code_asked(asked):
            show = await self._finder.show_of(asked)
            entry = await self._store.reading().catalogue.episode(asked.guild, show.id, code)
            if entry is None:
                return await self._no_match(asked, replace(question, show=show.id), show, Missing.EPISODE, code)
            thing = Thing(What.EPISODE, entry.episode.id)
            return await self.answer(asked.guild, replace(question, show=show.id, thing=thing), asked.today)
        if placed := await self._answer_placed(asked, question, _ROLES):
            return placed
        meant = await self._finder.find(asked, await self._finder.show(asked), _ROLES, day or asked.today)
        question = replace(question, show=meant.show.id)
        return await self._answer_meant(asked, question, meant, Missing.ABOUT)

    async def answer(self, guild: int, question: Question, today: date) -> Answer:
        """The answer to a question whose names are found. Raises BadInput if what it names is no longer there."""
        day = question.day or today
        show = await self._show_of(guild, question)
        reading = self._store.reading().facts
        facts = await reading.news(guild, show.id, day, _filter(question), MOST_FACTS + 1)
        known = known_on(facts[:MOST_FACTS], day)
        items = [
            item
            for item in news_items(known)
            if question.status is None or item.known.certainty.status is question.status
        ]
        about, title = await self._named(guild, show, question.thing)
        later = await self._later(guild, known, day)
        aired = not items and await self._has_aired(guild, question, show, day)
        of_season = question.season is not None and not facts
        seasons = await self._seasons_near(guild, show, question.season, day) if of_season else ()
        more = len(facts) > MOST_FACTS
        return NewsAnswer(question, show, day, about, tuple(items), more, later, aired, title, seasons=seasons)

    async def _has_aired(self, guild: int, question: Question, show: Show, day: date) -> bool:
        thing = question.thing
        if thing is not None and thing.what is What.EPISODE:
            found = await self._store.reading().catalogue.episode_by_id(guild, thing.id)
            return found is not None and await self._airing.episode(guild, show.id, found[1].episode, day)
        return await self._airing.season(guild, show.id, question.season, day)

    async def _named(self, guild: int, show: Show, thing: Thing | None) -> tuple[str | None, str | None]:
        """Return what a card calls a thing, and an episode's title."""
        if thing is None:
            return None, None
        reading = self._store.reading()
        match thing.what:
            case What.PERSON:
                person = await reading.names.person(guild, thing.id)
                return (person.name if person else None), None
            case What.CHARACTER:
                character = await reading.names.character(guild, thing.id)
                # A name that spoils must not be in a card's title.
                return (character.name if character and not character.spoils else None), None
            case What.EPISODE:
                found = await reading.catalogue.episode_by_id(guild, thing.id)
                return (str(found[1].episode.code), found[1].episode.title) if found else (None, None)
            case What.SEASON | What.EVERYONE | What.FACT | What.JOB:
                return show.title, None


def _filter(question: Question) -> NewsFilter:
    thing = question.thing
    narrows = thing is not None and thing.what in (What.PERSON, What.CHARACTER, What.EPISODE)
    return NewsFilter(thing.id if thing and narrows else None, question.season)


def news_items(facts: Iterable[Known]) -> list[NewsItem]:
    """What was said of each fact on each day, the newest first and the undated last; these are of news alone."""
    items = (item for known in facts for item in _items_of(known))
    return sorted(items, key=lambda item: (*_when(item.claims), item.known.fact.id), reverse=True)


def newest_first(facts: Iterable[Known]) -> tuple[Known, ...]:
    """Facts by the day of the last claim, the newest first; those without a recorded day come last."""
    return tuple(sorted(facts, key=lambda known: _when(known.certainty.claims), reverse=True))


def _when(claims: Iterable[Claim]) -> tuple[bool, date]:
    """Whether any of these claims has a day on record, and the last day on which they count."""
    return max((claim.published is not None, claim.counts_from) for claim in claims)


@lru_cache(2_000)
def _items_of(known: Known) -> tuple[NewsItem, ...]:
    items: list[NewsItem] = []
    counted = [claim for claim in known.certainty.claims if claim.published or known.fact.kind in NEWS_KINDS]
    for day, dated in {(claim.counts_from, claim.published is not None) for claim in counted}:
        claims = tuple(
            claim for claim in counted if claim.counts_from == day and (claim.published is not None) is dated
        )
        then = certainty_on(known.fact.claims, day)
        if then:
            items.append(NewsItem(day, claims, then, known))
    return tuple(items)

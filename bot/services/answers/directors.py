"""Who directed what."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

from bot.domain.answers import (
    Answer,
    Directed,
    EpisodeCredits,
    EpisodeDirector,
    Missing,
    SeasonDirectors,
    settled_ids,
)
from bot.domain.certainty import best_attested, known_on
from bot.domain.codes import EpisodeCode, parse_episode, parse_season
from bot.domain.facts import Episode, Fact, Kind, Known, Person, Show
from bot.domain.matching import NameRole
from bot.domain.questions import Question, Thing, Topic, What
from bot.errors import BadInput
from bot.services.answers.asking import Asking
from bot.services.names.finder import Query, day_of, picked

_ROLES = (NameRole.DIRECTOR, NameRole.EPISODE, NameRole.SEASON)


class Directors(Asking):
    """`/director`: an episode's director, a season's directors, or what somebody directed."""

    async def ask(self, asked: Query) -> Answer:
        """Raises BadInput and NoShow."""
        day = day_of(asked)
        named = await self._finder.show(asked)
        if thing := picked(asked.text):
            return await self.answer(asked.guild, Question(Topic.DIRECTOR, named, thing, None, day), asked.today)
        code = parse_episode(asked.text)
        if code is None and (season := parse_season(asked.text)) is not None:
            show = await self._finder.show_of(asked)
            question = Question(Topic.DIRECTOR, show.id, Thing(What.SEASON, season), None, day)
            return await self.answer(asked.guild, question, asked.today)
        if code is not None:
            show = await self._finder.show_of(asked)
            question = Question(Topic.DIRECTOR, show.id, None, None, day)
            entry = await self._store.reading().catalogue.episode(asked.guild, show.id, code)
            if entry is not None:
                return await self._of_episode(asked.guild, question, show, entry.episode, asked.today)
        meant = await self._finder.find(asked, named, _ROLES, day or asked.today)
        question = Question(Topic.DIRECTOR, meant.show.id, None, None, day)
        return await self._answer_meant(asked, question, meant, Missing.DIRECTOR, code)

    async def answer(self, guild: int, question: Question, today: date) -> Answer:
        """The answer to a question whose names are found. Raises BadInput if what it names is no longer there."""
        thing = question.thing
        if thing is None:
            raise BadInput("Name an episode, a season or a person.")
        if thing.what is What.PERSON:
            return await self._of_person(guild, question, thing.id, today)
        if thing.what is What.EPISODE:
            found = await self._store.reading().catalogue.episode_by_id(guild, thing.id)
            if found is None:
                raise BadInput("That episode is no longer on record. Ask again and pick from the list.")
            show, entry = found
            return await self._of_episode(guild, question, show, entry.episode, today)
        if thing.what is What.SEASON:
            return await self._of_season(guild, question, thing.id, today)
        raise BadInput("Pick an episode, a season or a director from the list.")

    async def _of_episode(self, guild: int, question: Question, show: Show, episode: Episode, today: date) -> Answer:
        day = question.day or today
        facts = self._store.reading().facts
        known = known_on(await facts.credits_of_season(guild, show.id, episode.code.season, Kind.DIRECTOR), day)
        own = best_attested(credit for credit in known if _is_of(credit.fact, episode))
        of_season = () if own else about_whole_season(known)
        return EpisodeDirector(
            question=replace(question, show=show.id, thing=Thing(What.EPISODE, episode.id)),
            show=show,
            day=day,
            episode=episode.as_of(day),
            credits=own,
            of_season=of_season,
            elsewhere=directors_in(known),
            later=known_on(await facts.by_id(guild, settled_ids((*own, *of_season))), day),
        )

    async def _of_season(self, guild: int, question: Question, season: int, today: date) -> Answer:
        day = question.day or today
        show = await self._show(guild, question, today)
        reading = self._store.reading()
        known = known_on(await reading.facts.credits_of_season(guild, show.id, season, Kind.DIRECTOR), day)
        episodes = await reading.catalogue.episodes(guild, show.id, season)
        sizes = await reading.catalogue.seasons(guild, show.id)
        credited = tuple(
            EpisodeCredits(
                episode.as_of(day), best_attested(credit for credit in known if _is_of(credit.fact, episode))
            )
            for episode in episodes
        )
        of_season = about_whole_season(known)
        return SeasonDirectors(
            question=replace(question, show=show.id),
            show=show,
            day=day,
            season=season,
            size=size_of_season(sizes.get(season), episodes, day),
            of_season=of_season,
            episodes=credited,
            later=known_on(await reading.facts.by_id(guild, settled_ids(of_season)), day),
        )

    async def _of_person(self, guild: int, question: Question, person: int, today: date) -> Answer:
        day = question.day or today
        reading = self._store.reading()
        facts = await reading.facts.credits_of_person(guild, question.show, person, Kind.DIRECTOR)
        named = next((credited for fact in facts for credited in fact.people if credited.id == person), None)
        who = named or await reading.names.person(guild, person)
        if who is None:
            raise BadInput("That person is no longer on record. Ask again and pick from the list.")
        show = facts[0].show if facts else await self._show(guild, question, today)
        known = tuple(sorted(known_on(facts, day), key=lambda credit: _place(credit.fact)))
        later = known_on(await reading.facts.by_id(guild, settled_ids(known)), day)
        return Directed(replace(question, show=show.id), show, day, who, known, later)

    async def _show(self, guild: int, question: Question, today: date) -> Show:
        show = await self._store.reading().names.show(guild, question.show) if question.show is not None else None
        return show or await self._finder.show_of(Query(guild, today))


def _is_of(fact: Fact, episode: Episode) -> bool:
    return any(named.id == episode.id for named in fact.episodes)


def _place(fact: Fact) -> tuple[int, int]:
    codes = [episode.code for episode in fact.episodes]
    return min(codes) if codes else (min(fact.seasons, default=0), 0)


def about_whole_season(known: tuple[Known, ...]) -> tuple[Known, ...]:
    """What is claimed of a season's directors as a whole, the surest first."""
    return best_attested((credit for credit in known if not credit.fact.episodes), among=known)


def directors_in(known: tuple[Known, ...]) -> tuple[Person, ...]:
    """The people on record as directing an episode of the season, in order of their episodes; no credit that spoils."""
    credits_of_episodes = sorted(
        (credit for credit in known if credit.fact.episodes and not credit.fact.spoils),
        key=lambda credit: _place(credit.fact),
    )
    sure = [credit.fact for credit in credits_of_episodes if credit.certainty.status.is_sure]
    return tuple(dict.fromkeys(person for fact in sure for person in fact.people))


def episodes_with_director(known: Iterable[Known]) -> set[EpisodeCode]:
    """The episodes whose director is at least reported."""
    sure = (credit.fact for credit in known if credit.certainty.status.is_sure)
    return {episode.code for fact in sure if fact.people for episode in fact.episodes}


def size_of_season(size: int | None, episodes: Sequence[Episode], day: date) -> int | None:
    """How many episodes a season has; None for a day before the first has aired, when it was not known."""
    first = min((episode.aired for episode in episodes if episode.aired), default=None)
    return (size or len(episodes) or None) if first is None or first <= day else None

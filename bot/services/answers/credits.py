"""Who directed or wrote what."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from bot.domain.answers import (
    Answer,
    CreditedEpisode,
    EpisodeCredits,
    Missing,
    PersonCredits,
    SeasonCredits,
)
from bot.domain.certainty import best_attested, known_on
from bot.domain.codes import EpisodeCode, parse_season
from bot.domain.facts import Episode, Fact, Kind, Known, Person, Show
from bot.domain.matching import NameRole
from bot.domain.questions import Question, Thing, Topic, What
from bot.errors import BadInput
from bot.services.answers.asking import Asking
from bot.services.kit import ReadingKit
from bot.services.names.finder import Query, day_of, picked


@dataclass(frozen=True, slots=True)
class Craft:
    """What a question about credits asks for: its topic, the kind of fact, as what people are found, and what it says
    is missing if nothing has the name."""

    topic: Topic
    kind: Kind
    role: NameRole
    missing: Missing


DIRECTING = Craft(Topic.DIRECTOR, Kind.DIRECTOR, NameRole.DIRECTOR, Missing.DIRECTOR)
WRITING = Craft(Topic.WRITER, Kind.WRITER, NameRole.WRITER, Missing.WRITER)


class Credits(Asking):
    """`/director` and `/writer`: an episode's credit, a season's credits, or what somebody directed or wrote."""

    def __init__(self, kit: ReadingKit, craft: Craft) -> None:
        super().__init__(kit)
        self._craft = craft
        self._roles = (craft.role, NameRole.EPISODE, NameRole.SEASON)

    async def ask(self, asked: Query) -> Answer:
        """Raises BadInput and NoShow."""
        day = day_of(asked)
        named = await self._finder.show(asked)
        if thing := picked(asked.text):
            return await self.answer(asked.guild, Question(self._craft.topic, named, thing, None, day), asked.today)
        code = await self._code_asked(asked)
        if code is None and (season := parse_season(asked.text)) is not None:
            show = await self._finder.show_of(asked)
            question = Question(self._craft.topic, show.id, Thing(What.SEASON, season), None, day)
            return await self.answer(asked.guild, question, asked.today)
        if code is not None:
            show = await self._finder.show_of(asked)
            question = Question(self._craft.topic, show.id, None, None, day)
            entry = await self._store.reading().catalogue.episode(asked.guild, show.id, code)
            if entry is not None:
                return await self._of_episode(asked.guild, question, show, entry.episode, asked.today)
        question = Question(self._craft.topic, named, None, None, day)
        if placed := await self._answer_placed(asked, question, self._roles):
            return placed
        meant = await self._finder.find(asked, named, self._roles, day or asked.today)
        question = Question(self._craft.topic, meant.show.id, None, None, day)
        return await self._answer_meant(asked, question, meant, self._craft.missing, code)

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
        raise BadInput("Pick an episode, a season or a person from the list.")

    async def _of_episode(self, guild: int, question: Question, show: Show, episode: Episode, today: date) -> Answer:
        day = question.day or today
        facts = self._store.reading().facts
        known = known_on(await facts.credits_of_season(guild, show.id, episode.code.season, self._craft.kind), day)
        own = best_attested(credit for credit in known if _is_of(credit.fact, episode))
        of_season = () if own else about_whole_season(known)
        return EpisodeCredits(
            question=replace(question, show=show.id, thing=Thing(What.EPISODE, episode.id)),
            show=show,
            day=day,
            episode=episode.as_of(day),
            credits=own,
            of_season=of_season,
            elsewhere=people_credited(known),
            later=await self._later(guild, (*own, *of_season), day, known),
            aired=not own and await self._airing.episode(guild, show.id, episode, day),
        )

    async def _of_season(self, guild: int, question: Question, season: int, today: date) -> Answer:
        day = question.day or today
        show = await self._show_or_own(guild, question, today)
        reading = self._store.reading()
        known = known_on(await reading.facts.credits_of_season(guild, show.id, season, self._craft.kind), day)
        entry = await reading.catalogue.season(guild, show.id, season)
        own = {
            episode.code: best_attested(credit for credit in known if _is_of(credit.fact, episode))
            for episode in entry.episodes
        }
        of_season = about_whole_season(known)
        dates = None
        if not own or not all(own.values()):
            dates = await self._airing.dates(guild, show.id, season, day, entry.episodes)
        is_known = bool(entry.episodes or known)
        return SeasonCredits(
            question=replace(question, show=show.id),
            show=show,
            day=day,
            season=season,
            size=size_of_season(entry.size, entry.episodes, day),
            of_season=of_season,
            episodes=tuple(
                CreditedEpisode(
                    episode.as_of(day),
                    own[episode.code],
                    aired=dates is None or dates.of_episode(episode.code).aired_by(day),
                )
                for episode in entry.episodes
            ),
            later=await self._later(guild, of_season, day, known),
            aired=dates is None or dates.of_season().aired_by(day),
            seasons=() if is_known else await self._seasons_near(guild, show, season, day),
        )

    async def _of_person(self, guild: int, question: Question, person: int, today: date) -> Answer:
        day = question.day or today
        reading = self._store.reading()
        of_show = await self._show_meant(guild, question.show)
        facts = await reading.facts.credits_of_person(guild, of_show, person, self._craft.kind)
        named = next((credited for fact in facts for credited in fact.people if credited.id == person), None)
        who = named or await reading.names.person(guild, person)
        if who is None:
            raise BadInput("That person is no longer on record. Ask again and pick from the list.")
        show = facts[0].show if facts else await self._show_or_own(guild, question, today)
        known = tuple(sorted(known_on(facts, day), key=lambda credit: _place(credit.fact)))
        later = await self._later(guild, known, day)
        aired = not known and await self._airing.season(guild, show.id, None, day)
        return PersonCredits(replace(question, show=show.id), show, day, who, known, later, aired)


def _is_of(fact: Fact, episode: Episode) -> bool:
    return any(named.id == episode.id for named in fact.episodes)


def _place(fact: Fact) -> tuple[int, int]:
    codes = [episode.code for episode in fact.episodes]
    return min(codes) if codes else (min(fact.seasons, default=0), 0)


def about_whole_season(known: tuple[Known, ...]) -> tuple[Known, ...]:
    """What is claimed of a season's credits as a whole, the surest first."""
    return best_attested((credit for credit in known if not credit.fact.episodes), among=known)


def people_credited(known: tuple[Known, ...]) -> tuple[Person, ...]:
    """The people with a credit for an episode of the season, in order of their episodes; no credit that spoils."""
    credits_of_episodes = sorted(
        (credit for credit in known if credit.fact.episodes and not credit.fact.spoils),
        key=lambda credit: _place(credit.fact),
    )
    sure = [credit.fact for credit in credits_of_episodes if credit.certainty.status.is_sure]
    return tuple(dict.fromkeys(person for fact in sure for person in fact.people))


def episodes_credited(known: Iterable[Known]) -> set[EpisodeCode]:
    """The episodes with a credit that is at least reported."""
    sure = (credit.fact for credit in known if credit.certainty.status.is_sure)
    return {episode.code for fact in sure if fact.people for episode in fact.episodes}


def size_of_season(size: int | None, episodes: Sequence[Episode], day: date) -> int | None:
    """How many episodes a season has; None for a day before the first has aired, when it was not known."""
    first = min((episode.aired for episode in episodes if episode.aired), default=None)
    return (size or len(episodes) or None) if first is None or first <= day else None

"""What is known about an episode or a season."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

from bot.domain.answers import Answer, EpisodeAnswer, Missing, SeasonAnswer
from bot.domain.certainty import best_attested, known_on
from bot.domain.facts import Billing, Episode, Kind, Known, Show
from bot.domain.jobs import makers_first
from bot.domain.matching import NameRole
from bot.domain.questions import Question, Thing, Topic, What
from bot.domain.renewals import NOTHING_SAID, course_of, is_there
from bot.errors import BadInput
from bot.services.answers.asking import Asking
from bot.services.answers.cast import roles_of, without
from bot.services.answers.credits import about_whole_season, episodes_credited, people_credited, size_of_season
from bot.services.answers.ending import season_ending
from bot.services.answers.news import newest_first
from bot.services.names.finder import Query, day_of, picked
from bot.store.gateways.catalogue import EpisodeEntry

_ROLES = (NameRole.EPISODE,)
_MOST_ROLES = 25
"""How many roles of a season's main cast are read; the others are counted."""


class Episodes(Asking):
    """`/episode` and `/season`."""

    async def ask(self, asked: Query) -> Answer:
        """An episode by code, title or pick. Raises BadInput and NoShow."""
        if thing := picked(asked.text):
            if thing.what is not What.EPISODE:
                raise BadInput("Pick an episode from the list, or type one such as 2x07.")
            return await self.answer(asked.guild, Question(Topic.EPISODE, None, thing), asked.today)
        code = await self._code_asked(asked)
        if code is not None:
            show = await self._finder.show_of(asked)
            entry = await self._store.reading().catalogue.episode(asked.guild, show.id, code)
            if entry is not None:
                return await self._answer(asked.guild, Question(Topic.EPISODE, show.id), show, entry, asked.today)
        named = await self._finder.show(asked)
        if placed := await self._answer_placed(asked, Question(Topic.EPISODE, named), _ROLES):
            return placed
        meant = await self._finder.find(asked, named, _ROLES, asked.today)
        question = Question(Topic.EPISODE, meant.show.id)
        return await self._answer_meant(asked, question, meant, Missing.EPISODE, code)

    async def answer(self, guild: int, question: Question, today: date) -> Answer:
        """The answer to a question whose episode is found. Raises BadInput if it is no longer there."""
        thing = question.thing
        found = await self._store.reading().catalogue.episode_by_id(guild, thing.id) if thing else None
        if found is None:
            raise BadInput("That episode is no longer on record. Ask again and pick from the list.")
        return await self._answer(guild, question, found[0], found[1], today)

    async def _answer(
        self, guild: int, question: Question, show: Show, entry: EpisodeEntry, today: date
    ) -> EpisodeAnswer:
        day = question.day or today
        episode = entry.episode
        reading = self._store.reading()
        overview = await reading.facts.of_episode(guild, show.id, episode.code)
        known = known_on(overview.facts, day)
        own = tuple(about for about in known if about.fact.episodes)
        cast = roles_of(_of_kind(own, Kind.CAST))
        main_cast = roles_of(role for role in _of_kind(known, Kind.CAST) if not role.fact.episodes)
        of_show = roles_of(known_on(overview.of_show, day))
        releases, directors, writers = (_of_kind(own, kind) for kind in (Kind.RELEASE, Kind.DIRECTOR, Kind.WRITER))
        complete = episode.title and releases and directors and writers
        of_season, news = about_whole_season(_of_kind(known, Kind.DIRECTOR)), newest_first(_of_kind(own, Kind.NEWS))
        shown = (*releases, *directors, *writers, *of_season, *news)
        return EpisodeAnswer(
            question=replace(question, show=show.id, thing=Thing(What.EPISODE, episode.id)),
            show=show,
            day=day,
            episode=episode.as_of(day),
            runtime=entry.runtime,
            releases=best_attested(releases),
            directors=best_attested(directors),
            writers=best_attested(writers),
            cast=cast,
            main_cast=main_cast,
            of_season=of_season,
            news=news,
            sources=await reading.catalogue.sources(episode.id),
            of_show=without(of_show, (*cast, *main_cast)),
            later=await self._later(guild, shown, day, known),
            aired=not complete and await self._airing.episode(guild, show.id, episode, day, releases),
            unsourced=None if releases else unsourced_day(episode, question),
            has_synopsis=entry.synopsis is not None and is_known_by(episode, day),
        )

    async def ask_season(self, asked: Query) -> Answer:
        """A season by number. Raises BadInput and NoShow."""
        show = await self._finder.show_of(asked)
        question = Question(Topic.SEASON, show.id, None, asked.season, day_of(asked))
        return await self._answer_season(asked.guild, question, show, asked.today)

    async def answer_season(self, guild: int, question: Question, today: date) -> Answer:
        """The answer to a question whose season is named. Raises BadInput if its show is no longer on record."""
        return await self._answer_season(guild, question, await self._show_of(guild, question), today)

    async def _answer_season(self, guild: int, question: Question, show: Show, today: date) -> SeasonAnswer:
        """What is known of a season: an answer with nothing in it if nobody has said anything."""
        day = question.day or today
        season = question.season
        if season is None:
            raise BadInput("Name a season by its number.")
        reading = self._store.reading()
        overview = await reading.facts.overview_of_season(guild, show.id, season, day, _MOST_ROLES)
        known = known_on(overview.facts, day)
        entry = await reading.catalogue.season(guild, show.id, season)
        releases = _of_kind(known, Kind.RELEASE)
        directors = _of_kind(known, Kind.DIRECTOR)
        of_directors = about_whole_season(directors)
        news = newest_first(_of_kind(known, Kind.NEWS))
        cast = roles_of(_main_first(_unsettled(_of_kind(known, Kind.CAST))))
        of_show = roles_of(known_on(overview.of_show, day))
        own_release = best_attested(release for release in releases if not release.fact.episodes)
        course = course_of(known, season)
        show_course = NOTHING_SAID if is_there(known, season) or entry.episodes else course_of(known)
        premiere = _premiere(releases, entry.episodes)
        aired = False
        if not (own_release or premiere) or not directors or not cast:
            dates = await self._airing.dates(guild, show.id, season, day, entry.episodes, releases)
            aired = dates.of_season().aired_by(day)
        shown = (*own_release, *premiere, *of_directors, *news)
        is_known = is_there(known, season) or (entry.episodes and question.day is None)
        return SeasonAnswer(
            question=question,
            show=show,
            day=day,
            season=season,
            size=size_of_season(entry.size, entry.episodes, day),
            releases=own_release,
            premiere=premiere,
            of_directors=of_directors,
            directors=people_credited(directors),
            directed=len(episodes_credited(directors)),
            cast=cast,
            news=news,
            later=await self._later(guild, (*shown, *course.facts, *show_course.facts), day, known),
            of_show=without(of_show, cast),
            more_roles=max(overview.roles - len(cast), 0),
            aired=aired,
            unsourced=None if own_release or premiere else _begins(entry.episodes, question),
            crew=makers_first(_of_kind(known, Kind.CREW)),
            course=course,
            show_course=show_course,
            ending=await season_ending(reading.facts, guild, show, season, day, known, entry.episodes),
            seasons=() if is_known else await self._seasons_near(guild, show, season, day),
        )


def _of_kind(facts: Iterable[Known], kind: Kind) -> tuple[Known, ...]:
    return tuple(known for known in facts if known.fact.kind is kind)


def _unsettled(facts: tuple[Known, ...]) -> list[Known]:
    """Without the facts that another of these settled, such as a part that has its name now."""
    ids = {known.fact.id for known in facts}
    return [known for known in facts if known.fact.settled_by not in ids]


def _main_first(cast: Iterable[Known]) -> list[Known]:
    return sorted(cast, key=lambda role: (role.fact.billing is not Billing.MAIN, role.fact.id))


def is_known_by(episode: Episode, day: date) -> bool:
    """Whether what the catalogue says of an episode was known on a day: that is from its air date on."""
    return episode.aired is None or episode.aired <= day


def unsourced_day(episode: Episode, question: Question) -> date | None:
    """The day in the catalogue; of a day to come nobody knows since when it was known."""
    is_known = question.day is None or (episode.aired is not None and episode.aired <= question.day)
    return episode.aired if is_known else None


def _begins(episodes: Sequence[Episode], question: Question) -> date | None:
    first = next((episode for episode in episodes if episode.code.number == 1), None)
    return unsourced_day(first, question) if first else None


def _premiere(releases: Iterable[Known], episodes: tuple[Episode, ...]) -> tuple[Known, ...]:
    """What is known of the first episode's air date, for a season without a release date of its own."""
    if not episodes:
        return ()
    return best_attested(release for release in releases if release.fact.subject == (episodes[0].code,))

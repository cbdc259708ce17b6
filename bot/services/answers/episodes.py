"""What is known about an episode or a season."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from bot.domain.answers import Answer, EpisodeAnswer, Missing, SeasonAnswer, settled_ids
from bot.domain.certainty import best_attested, known_on
from bot.domain.codes import parse_episode
from bot.domain.facts import Billing, Episode, Kind, Known, Show
from bot.domain.matching import NameRole
from bot.domain.questions import Question, Thing, Topic, What
from bot.errors import BadInput
from bot.services.answers.asking import Asking
from bot.services.answers.cast import roles_of, without
from bot.services.answers.directors import about_whole_season, directors_in, episodes_with_director, size_of_season
from bot.services.names.finder import Query, day_of, picked
from bot.store.gateways.catalogue import EpisodeEntry


class Episodes(Asking):
    """`/episode` and `/season`."""

    async def ask(self, asked: Query) -> Answer:
        """An episode by code, title or pick. Raises BadInput and NoShow."""
        if thing := picked(asked.text):
            if thing.what is not What.EPISODE:
                raise BadInput("Pick an episode from the list, or type one such as 2x07.")
            return await self.answer(asked.guild, Question(Topic.EPISODE, None, thing), asked.today)
        code = parse_episode(asked.text)
        if code is not None:
            show = await self._finder.show_of(asked)
            entry = await self._store.reading().catalogue.episode(asked.guild, show.id, code)
            if entry is not None:
                return await self._answer(asked.guild, Question(Topic.EPISODE, show.id), show, entry, asked.today)
        named = await self._finder.show(asked)
        meant = await self._finder.find(asked, named, (NameRole.EPISODE,), asked.today)
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
        known = known_on(await reading.facts.of_episode(guild, show.id, *episode.code), day)
        own = tuple(about for about in known if about.fact.episodes)
        cast = roles_of(_of_kind(own, Kind.CAST))
        main_cast = roles_of(role for role in _of_kind(known, Kind.CAST) if not role.fact.episodes)
        of_show = roles_of(known_on(await reading.facts.cast_of_no_season(guild, show.id), day))
        return EpisodeAnswer(
            question=replace(question, show=show.id, thing=Thing(What.EPISODE, episode.id)),
            show=show,
            day=day,
            episode=episode.as_of(day),
            runtime=entry.runtime,
            releases=best_attested(_of_kind(own, Kind.RELEASE)),
            directors=best_attested(_of_kind(own, Kind.DIRECTOR)),
            writers=best_attested(_of_kind(own, Kind.WRITER)),
            cast=cast,
            main_cast=main_cast,
            of_season=about_whole_season(_of_kind(known, Kind.DIRECTOR)),
            news=_of_kind(own, Kind.NEWS),
            sources=await reading.catalogue.sources(episode.id),
            of_show=without(of_show, (*cast, *main_cast)),
        )

    async def ask_season(self, asked: Query) -> Answer:
        """A season by number. Raises BadInput and NoShow."""
        show = await self._finder.show_of(asked)
        question = Question(Topic.SEASON, show.id, None, asked.season, day_of(asked))
        return await self.answer_season(asked.guild, question, asked.today)

    async def answer_season(self, guild: int, question: Question, today: date) -> Answer:
        """What is known of a season: an answer with nothing in it if nobody has said anything. Raises BadInput."""
        day = question.day or today
        season = question.season
        if season is None:
            raise BadInput("Name a season by its number.")
        reading = self._store.reading()
        show = await self._show_of(guild, question)
        known = known_on(await reading.facts.overview_of_season(guild, show.id, season), day)
        episodes = await reading.catalogue.episodes(guild, show.id, season)
        sizes = await reading.catalogue.seasons(guild, show.id)
        releases = _of_kind(known, Kind.RELEASE)
        directors = _of_kind(known, Kind.DIRECTOR)
        news = tuple(sorted(_of_kind(known, Kind.NEWS), key=_latest, reverse=True))
        cast = roles_of(_main_first(_unsettled(_of_kind(known, Kind.CAST))))
        of_show = roles_of(known_on(await reading.facts.cast_of_no_season(guild, show.id), day))
        own_release = best_attested(release for release in releases if not release.fact.episodes)
        return SeasonAnswer(
            question=question,
            show=show,
            day=day,
            season=season,
            size=size_of_season(sizes.get(season), episodes, day),
            releases=own_release,
            premiere=_premiere(releases, episodes),
            of_directors=about_whole_season(directors),
            directors=directors_in(directors),
            directed=len(episodes_with_director(directors)),
            cast=cast,
            news=news,
            later=known_on(await reading.facts.by_id(guild, settled_ids((*own_release, *news))), day),
            of_show=without(of_show, cast),
        )


def _of_kind(facts: Iterable[Known], kind: Kind) -> tuple[Known, ...]:
    return tuple(known for known in facts if known.fact.kind is kind)


def _unsettled(facts: tuple[Known, ...]) -> list[Known]:
    """Without the facts that another of these settled, such as a part that has its name now."""
    ids = {known.fact.id for known in facts}
    return [known for known in facts if known.fact.settled_by not in ids]


def _main_first(cast: Iterable[Known]) -> list[Known]:
    return sorted(cast, key=lambda role: (role.fact.billing is not Billing.MAIN, role.fact.id))


def _premiere(releases: Iterable[Known], episodes: tuple[Episode, ...]) -> tuple[Known, ...]:
    """What is known of the first episode's air date, for a season without a release date of its own."""
    if not episodes:
        return ()
    return best_attested(release for release in releases if release.fact.subject == (episodes[0].code,))


def _latest(known: Known) -> date:
    return max(claim.counts_from for claim in known.certainty.claims)

"""The episodes of a season with their air dates."""

from collections.abc import Iterable, Sequence
from datetime import date

from bot.domain.airing import SeasonDates, best_releases
from bot.domain.answers import DatedEpisode, EpisodesAnswer
from bot.domain.certainty import best_attested, known_on
from bot.domain.facts import Episode, Kind, Known
from bot.domain.questions import Question, What
from bot.errors import BadInput
from bot.services.answers.asking import Asking
from bot.services.answers.credits import size_of_season
from bot.services.answers.episodes import unsourced_day


class EpisodeLists(Asking):
    """A season's episodes, which a button of its card asks for."""

    async def answer(self, guild: int, question: Question, today: date) -> EpisodesAnswer:
        """The answer to a question whose season is named. Raises BadInput if its show is no longer on record."""
        thing = question.thing
        if thing is None or thing.what is not What.SEASON:
            raise BadInput("Name a season by its number.")
        show, season, day = await self._show_of(guild, question), thing.id, question.day or today
        reading = self._store.reading()
        entry = await reading.catalogue.season(guild, show.id, season)
        releases = known_on(await reading.facts.credits_of_season(guild, show.id, season, Kind.RELEASE), day)
        dates = await self._airing.dates(guild, show.id, season, day, entry.episodes, releases)
        return EpisodesAnswer(
            question=question,
            show=show,
            day=day,
            season=season,
            size=size_of_season(entry.size, entry.episodes, day),
            episodes=_episodes(question, day, entry.episodes, releases, dates),
            releases=_best_first(known for known in releases if known.fact.subject == (season,)),
            aired=dates.of_season().aired_by(day),
        )


def _episodes(
    question: Question, day: date, episodes: Sequence[Episode], releases: Sequence[Known], dates: SeasonDates
) -> tuple[DatedEpisode, ...]:
    """All episodes; for a past day those that had aired by then or that somebody had talked about."""
    said: dict[int, list[Known]] = {}
    for known in releases:
        for episode in known.fact.episodes:
            said.setdefault(episode.id, []).append(known)
    listed: list[DatedEpisode] = []
    for episode in episodes:
        own = _best_first(said.get(episode.id, ()))
        aired = dates.of_episode(episode.code).aired_by(day)
        if question.day is None or aired or own:
            unsourced = None if own else unsourced_day(episode, question)
            listed.append(DatedEpisode(episode.as_of(day), own, unsourced, aired))
    return tuple(listed)


def _best_first(releases: Iterable[Known]) -> tuple[Known, ...]:
    """Facts with a date: those that are sure and exact, then all others."""
    dated = best_attested(known for known in releases if known.fact.released)
    return tuple(dict.fromkeys((*best_releases(dated), *dated)))

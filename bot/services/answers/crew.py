"""Who does which job for a show."""

from datetime import date

from bot.domain.answers import CrewAnswer
from bot.domain.certainty import known_on
from bot.domain.facts import Kind
from bot.domain.jobs import job_key, job_of, makers_first
from bot.domain.questions import Question
from bot.services.answers.asking import Asking
from bot.store.gateways.facts import MOST_FACTS


class Crew(Asking):
    """Questions in words about the crew, such as "who is the composer"."""

    async def answer(self, guild: int, question: Question, today: date) -> CrewAnswer:
        """Return who does the job that the question names, or all of the crew. Raises BadInput if the show is gone."""
        day = question.day or today
        show = await self._show_of(guild, question)
        job, season = job_of(question.thing), question.season
        facts = await self._store.reading().facts.of_kind(guild, show.id, Kind.CREW, MOST_FACTS)
        known = known_on(facts, day)
        crew = makers_first(
            each
            for each in known
            if (job is None or job_key(each.fact.job or "") == job)
            and (season is None or not each.fact.seasons or season in each.fact.seasons)
        )
        aired = not crew and await self._airing.season(guild, show.id, season, day)
        return CrewAnswer(question, show, day, job, crew, await self._later(guild, crew, day, known), aired)

"""What airs next."""

from dataclasses import replace
from datetime import date

from bot.domain.answers import NextAnswer
from bot.domain.certainty import known_on
from bot.domain.facts import Kind, Show
from bot.domain.questions import Question, Topic
from bot.domain.renewals import what_follows
from bot.services.answers.asking import Asking
from bot.services.names.finder import Query
from bot.store.gateways.facts import MOST_FACTS


class Next(Asking):
    """`/next`: the next episode to air, or else the last one that did."""

    async def ask(self, asked: Query) -> NextAnswer:
        """Raises BadInput and NoShow."""
        show = await self._finder.show_of(asked)
        return await self._of_show(asked.guild, Question(Topic.NEXT, show.id), show)

    async def answer(self, guild: int, question: Question, _: date) -> NextAnswer:
        """Answer for a past day, or the day that it is now. Raises BadInput if the show is no longer on record."""
        return await self._of_show(guild, question, await self._show_of(guild, question))

    async def _of_show(self, guild: int, question: Question, show: Show) -> NextAnswer:
        day = question.day or await self._episodes.today(guild)
        timetable = await self._episodes.timetable(guild, show.id, day)
        upcoming = timetable.next(day)
        together = timetable.together(upcoming) if upcoming and upcoming.date else 1
        last = timetable.latest(day)
        if upcoming and upcoming.date:
            return NextAnswer(question, show, day, upcoming, last, together)
        renewals = await self._store.reading().facts.of_kind(guild, show.id, Kind.RENEWAL, MOST_FACTS)
        season = last.season if last else 0
        after = what_follows(known_on(renewals, day), season)
        answer = NextAnswer(question, show, day, upcoming, last, after=after)
        return replace(answer, upcoming=None) if answer.has_ended else answer

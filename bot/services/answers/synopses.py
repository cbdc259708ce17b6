"""What happens in an episode."""

from dataclasses import replace
from datetime import date

from bot.domain.answers import SynopsisAnswer
from bot.domain.questions import Question, What
from bot.errors import BadInput
from bot.services.answers.asking import Asking
from bot.services.answers.episodes import is_known_by


class Synopses(Asking):
    """An episode's synopsis, which a button of its card asks for."""

    async def answer(self, guild: int, question: Question, today: date) -> SynopsisAnswer:
        """The answer to a question whose episode is found. Raises BadInput if it is no longer there."""
        thing = question.thing
        wanted = thing.id if thing and thing.what is What.EPISODE else None
        found = await self._store.reading().catalogue.episode_by_id(guild, wanted) if wanted is not None else None
        if found is None:
            raise BadInput("That episode is no longer on record. Ask again and pick from the list.")
        show, entry = found
        day = question.day or today
        synopsis = entry.synopsis if is_known_by(entry.episode, day) else None
        return SynopsisAnswer(replace(question, show=show.id), show, day, entry.episode.as_of(day), synopsis)

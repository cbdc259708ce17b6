"""What all kinds of questions share."""

from abc import ABC, abstractmethod
from dataclasses import replace
from datetime import date

from bot.domain.answers import Answer, Missing, NoMatch, Which
from bot.domain.codes import EpisodeCode
from bot.domain.facts import Show
from bot.domain.questions import Question
from bot.errors import BadInput
from bot.services.kit import Service
from bot.services.names.finder import MOST_CANDIDATES, Meant, Query, candidate


class Asking(Service, ABC):
    """Answers one kind of question."""

    @abstractmethod
    async def answer(self, guild: int, question: Question, today: date) -> Answer:
        """Return the answer to a question whose names are found. Raises BadInput if what it names is gone."""

    async def _answer_meant(
        self, asked: Query, question: Question, meant: Meant, missing: Missing, code: EpisodeCode | None = None
    ) -> Answer:
        """Answer about the only thing that a text may mean, or else say what it may mean."""
        if not meant.matches:
            return no_match(question, meant, missing, asked.text, code)
        if len(meant.matches) == 1:
            return await self.answer(asked.guild, replace(question, thing=meant.matches[0].thing), asked.today)
        candidates = tuple(candidate(match) for match in meant.matches[:MOST_CANDIDATES])
        return Which(question, meant.show, asked.text, candidates, len(meant.matches) > MOST_CANDIDATES)

    async def _show_of(self, guild: int, question: Question) -> Show:
        """Return the show that the question names. Raises BadInput if it names none, or one that is gone."""
        show = await self._store.reading().names.show(guild, question.show) if question.show is not None else None
        if show is None:
            raise BadInput("That show is no longer on record. Ask again and pick one from the list.")
        return show


def no_match(question: Question, meant: Meant, missing: Missing, text: str, code: EpisodeCode | None = None) -> NoMatch:
    """Return that nothing has this name, with similar names. For an episode's code nothing similar is offered."""
    if code is not None:
        return NoMatch(question, meant.show, Missing.EPISODE, str(code))
    return NoMatch(question, meant.show, missing, text, tuple(candidate(match) for match in meant.near))

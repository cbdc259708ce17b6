"""Every question that fans can ask, as a command or by a button of an earlier answer."""

from datetime import date

from bot.domain.answers import Answer
from bot.domain.questions import Question, Topic
from bot.services.answers.cast import Cast
from bot.services.answers.directors import Directors
from bot.services.answers.episodes import Episodes
from bot.services.answers.news import News
from bot.services.kit import Kit
from bot.services.names.finder import Query


class Answers:
    """Every method raises BadInput for what can't be read or found, and NoShow if no show is chosen."""

    def __init__(self, kit: Kit) -> None:
        self._cast = Cast(kit)
        self._directors = Directors(kit)
        self._episodes = Episodes(kit)
        self._news = News(kit)
        self._again = {
            Topic.CAST: self._cast.answer,
            Topic.DIRECTOR: self._directors.answer,
            Topic.EPISODE: self._episodes.answer,
            Topic.SEASON: self._episodes.answer_season,
            Topic.NEWS: self._news.answer,
        }

    async def cast(self, asked: Query) -> Answer:
        """Return who plays which character."""
        return await self._cast.ask(asked)

    async def director(self, asked: Query) -> Answer:
        """Who directed an episode or a season, or what a person directed."""
        return await self._directors.ask(asked)

    async def episode(self, asked: Query) -> Answer:
        """What is known about an episode."""
        return await self._episodes.ask(asked)

    async def season(self, asked: Query) -> Answer:
        """What is known about a season."""
        return await self._episodes.ask_season(asked)

    async def news(self, asked: Query) -> Answer:
        """What was claimed, by day."""
        return await self._news.ask(asked)

    async def again(self, guild: int, question: Question, today: date) -> Answer:
        """The answer to a question whose names are already found, as a button carries it."""
        return await self._again[question.topic](guild, question, today)

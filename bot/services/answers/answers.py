"""Every question that fans can ask, as a command or by a button of an earlier answer."""

from datetime import date

from bot.domain.answers import Answer
from bot.domain.questions import Question, Topic
from bot.services.answers.cast import Cast
from bot.services.answers.directors import Directors
from bot.services.answers.episodes import Episodes
from bot.services.answers.news import News
from bot.services.names.finder import Finder, Query
from bot.store.store import Store


class Answers:
    """Every method raises BadInput for what can't be read or found, and NoShow if no show is chosen."""

    def __init__(self, store: Store, finder: Finder) -> None:
        self._cast = Cast(store, finder)
        self._directors = Directors(store, finder)
        self._episodes = Episodes(store, finder)
        self._news = News(store, finder)

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
        match question.topic:
            case Topic.CAST:
                return await self._cast.answer(guild, question, today)
            case Topic.DIRECTOR:
                return await self._directors.answer(guild, question, today)
            case Topic.EPISODE:
                return await self._episodes.answer(guild, question, today)
            case Topic.SEASON:
                return await self._episodes.answer_season(guild, question, today)
            case Topic.NEWS:
                return await self._news.answer(guild, question, today)

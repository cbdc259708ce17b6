"""Every question that fans can ask, as a command or by a button of an earlier answer."""

from datetime import date

from bot.domain.answers import Answer
from bot.domain.questions import Question, Topic
from bot.errors import UnknownShow
from bot.services.answers.cast import Cast
from bot.services.answers.credits import DIRECTING, WRITING, Credits
from bot.services.answers.crew import Crew
from bot.services.answers.episode_lists import EpisodeLists
from bot.services.answers.episodes import Episodes
from bot.services.answers.news import News
from bot.services.answers.next_up import Next
from bot.services.answers.synopses import Synopses
from bot.services.kit import ReadingKit
from bot.services.names.finder import Query, pick_show


class Answers:
    """Every method raises BadInput for what can't be read or found, and NoShow if no show is chosen."""

    def __init__(self, kit: ReadingKit) -> None:
        self._cast = Cast(kit)
        self._directors = Credits(kit, DIRECTING)
        self._writers = Credits(kit, WRITING)
        self._episodes = Episodes(kit)
        self._news = News(kit)
        self._next = Next(kit)
        self._ask = {
            Topic.CAST: self.cast,
            Topic.DIRECTOR: self.director,
            Topic.WRITER: self.writer,
            Topic.EPISODE: self.episode,
            Topic.SEASON: self.season,
            Topic.NEWS: self.news,
            Topic.NEXT: self.next,
        }
        self._finder = kit.finder
        self._again = {
            Topic.CAST: self._cast.answer,
            Topic.DIRECTOR: self._directors.answer,
            Topic.WRITER: self._writers.answer,
            Topic.EPISODE: self._episodes.answer,
            Topic.SEASON: self._episodes.answer_season,
            Topic.NEWS: self._news.answer,
            Topic.NEXT: self._next.answer,
            Topic.SYNOPSIS: Synopses(kit).answer,
            Topic.EPISODES: EpisodeLists(kit).answer,
            Topic.CREW: Crew(kit).answer,
        }

    async def ask(self, topic: Topic, asked: Query) -> Answer:
        """Answer a command. Raises UnknownShow with the shows to ask about instead."""
        try:
            return await self._ask[topic](asked)
        except UnknownShow as error:
            if error.shows:
                raise
            raise UnknownShow(error.text, await self._finder.shows_to_offer(asked.guild)) from None

    async def ask_there(self, guild: int, question: Question, text: str, today: date) -> Answer:
        """Answer what was typed about the show that the question names."""
        day = question.day.isoformat() if question.day else None
        show = pick_show(question.show) if question.show else None
        return await self.ask(question.topic, Query(guild, today, text, question.season, show, day, question.status))

    async def cast(self, asked: Query) -> Answer:
        """Return who plays which character."""
        return await self._cast.ask(asked)

    async def director(self, asked: Query) -> Answer:
        """Who directed an episode or a season, or what a person directed."""
        return await self._directors.ask(asked)

    async def writer(self, asked: Query) -> Answer:
        """Who wrote an episode or a season, or what a person wrote."""
        return await self._writers.ask(asked)

    async def episode(self, asked: Query) -> Answer:
        """What is known about an episode."""
        return await self._episodes.ask(asked)

    async def season(self, asked: Query) -> Answer:
        """What is known about a season."""
        return await self._episodes.ask_season(asked)

    async def news(self, asked: Query) -> Answer:
        """What was claimed, by day."""
        return await self._news.ask(asked)

    async def next(self, asked: Query) -> Answer:
        """What of a show airs next, or what aired last."""
        return await self._next.ask(asked)

    async def again(self, guild: int, question: Question, today: date) -> Answer:
        """The answer to a question whose names are already found, as a button carries it."""
        return await self._again[question.topic](guild, question, today)

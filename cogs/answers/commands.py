"""/cast, /director, /writer, /episode, /season, /next and /news: from options to cards, with completions."""

from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import datetime
from typing import Literal, TypeAlias

from discord import app_commands
from discord.ext import commands

from bot.domain.answers import Choice
from bot.domain.facts import Status
from bot.domain.questions import Question, Topic
from bot.domain.viewers import Viewer
from bot.domain.views import View
from bot.errors import UnknownShow
from bot.replies import Seen, send
from bot.services.answers.views import Views
from bot.services.names.completions import Completions
from bot.services.names.finder import Query, day_of, pick_show
from bot.ui.answers.render import render
from bot.ui.answers.unclear import unknown_show_card
from bot.ui.card import Card
from bot.ui.completions import choices
from cogs.shared.context import Interaction, guild_of, viewer_of

Completing: TypeAlias = Callable[[Completions, Query], Awaitable[list[Choice]]]
Name = app_commands.Range[str, 1, 200]
Season = app_commands.Range[int, 0, 9999]
Day = app_commands.Range[str, 1, 40]

_SHOW = "A show other than this server's"
_AS_OF = "What was known on a past day, such as 2016-12-01"


class AnswersCog(commands.Cog):
    def __init__(self, views: Views, completions: Completions, clock: Callable[[], datetime]) -> None:
        self._views = views
        self._completions = completions
        self._clock = clock

    @app_commands.command(name="cast", description="Who plays which character")
    @app_commands.guild_only()
    @app_commands.describe(
        who="An actor or a character, or everyone", season="Only this season", show=_SHOW, as_of=_AS_OF
    )
    async def cast(
        self,
        interaction: Interaction,
        who: Name,
        season: Season | None = None,
        show: Name | None = None,
        as_of: Day | None = None,
    ) -> None:
        asked = self._asked(interaction, who, season=season, show=show, as_of=as_of)
        await self._answer(interaction, Topic.CAST, asked)

    @app_commands.command(name="director", description="Who directed what")
    @app_commands.guild_only()
    @app_commands.describe(of="An episode (2x07, a title), a season (season 2) or a person", show=_SHOW, as_of=_AS_OF)
    async def director(
        self, interaction: Interaction, of: Name, show: Name | None = None, as_of: Day | None = None
    ) -> None:
        asked = self._asked(interaction, of, show=show, as_of=as_of)
        await self._answer(interaction, Topic.DIRECTOR, asked)

    @app_commands.command(name="writer", description="Who wrote what")
    @app_commands.guild_only()
    @app_commands.describe(of="An episode (2x07, a title), a season (season 2) or a person", show=_SHOW, as_of=_AS_OF)
    async def writer(
        self, interaction: Interaction, of: Name, show: Name | None = None, as_of: Day | None = None
    ) -> None:
        asked = self._asked(interaction, of, show=show, as_of=as_of)
        await self._answer(interaction, Topic.WRITER, asked)

    @app_commands.command(name="episode", description="What is known about an episode")
    @app_commands.guild_only()
    @app_commands.describe(episode="2x07, S02E07 or a title", show=_SHOW)
    async def episode(self, interaction: Interaction, episode: Name, show: Name | None = None) -> None:
        asked = self._asked(interaction, episode, show=show)
        await self._answer(interaction, Topic.EPISODE, asked)

    @app_commands.command(name="season", description="What is known about a season")
    @app_commands.guild_only()
    @app_commands.describe(number="The season's number", show=_SHOW, as_of=_AS_OF)
    async def season(
        self, interaction: Interaction, number: Season, show: Name | None = None, as_of: Day | None = None
    ) -> None:
        asked = self._asked(interaction, season=number, show=show, as_of=as_of)
        await self._answer(interaction, Topic.SEASON, asked)

    @app_commands.command(name="next", description="When the next episode airs")
    @app_commands.guild_only()
    @app_commands.describe(show=_SHOW)
    async def whats_next(self, interaction: Interaction, show: Name | None = None) -> None:
        asked = self._asked(interaction, show=show)
        await self._answer(interaction, Topic.NEXT, asked)

    @app_commands.command(name="news", description="The news by day, newest first")
    @app_commands.guild_only()
    @app_commands.describe(
        about="A person, a character or an episode",
        season="Only this season",
        status="Only news with this status",
        show=_SHOW,
        as_of=_AS_OF,
    )
    async def news(
        self,
        interaction: Interaction,
        about: Name | None = None,
        season: Season | None = None,
        status: Literal["confirmed", "reported", "rumoured", "denied"] | None = None,
        show: Name | None = None,
        as_of: Day | None = None,
    ) -> None:
        wanted = Status(status) if status else None
        asked = self._asked(interaction, about or "", season=season, show=show, as_of=as_of, status=wanted)
        await self._answer(interaction, Topic.NEWS, asked)

    @cast.autocomplete("who")
    async def complete_who(self, interaction: Interaction, typed: str) -> list[app_commands.Choice[str]]:
        return await self._complete(interaction, typed, Completions.cast)

    @director.autocomplete("of")
    async def complete_of(self, interaction: Interaction, typed: str) -> list[app_commands.Choice[str]]:
        return await self._complete(interaction, typed, Completions.director)

    @writer.autocomplete("of")
    async def complete_written(self, interaction: Interaction, typed: str) -> list[app_commands.Choice[str]]:
        return await self._complete(interaction, typed, Completions.writer)

    @episode.autocomplete("episode")
    async def complete_episode(self, interaction: Interaction, typed: str) -> list[app_commands.Choice[str]]:
        return await self._complete(interaction, typed, Completions.episode)

    @news.autocomplete("about")
    async def complete_about(self, interaction: Interaction, typed: str) -> list[app_commands.Choice[str]]:
        return await self._complete(interaction, typed, Completions.about)

    @cast.autocomplete("show")
    @director.autocomplete("show")
    @writer.autocomplete("show")
    @episode.autocomplete("show")
    @season.autocomplete("show")
    @whats_next.autocomplete("show")
    @news.autocomplete("show")
    async def complete_show(self, interaction: Interaction, typed: str) -> list[app_commands.Choice[str]]:
        return choices(await self._completions.show(guild_of(interaction), typed))

    async def _answer(self, interaction: Interaction, topic: Topic, asked: Query) -> None:
        """Send the card of an answer; if it asks about no show on record, offer others to the person who asked."""
        asker = viewer_of(interaction, is_alone=False)
        show = await self._views.show_asked(asked)
        viewer = await self._views.audience(asked.guild, show, asker)
        if asked.show and show is not None:
            asked = replace(asked, show=pick_show(show))  # so that its name is looked up once
        try:
            await reply(interaction, lambda: self._views.ask(topic, asked, viewer, show), viewer)
        except UnknownShow as error:
            question = Question(topic, None, None, asked.season, day_of(asked), asked.status)
            card = unknown_show_card(question, asked.text, error)
            await send(interaction, Seen.BY_ONE, embed=card.embed, view=card.view)

    def _asked(
        self,
        interaction: Interaction,
        text: str = "",
        *,
        season: int | None = None,
        show: str | None = None,
        as_of: str | None = None,
        status: Status | None = None,
    ) -> Query:
        """Return a command's options as a query, in the server where it was used, for today in UTC."""
        return Query(guild_of(interaction), self._clock().date(), text, season, show, as_of, status)

    async def _complete(
        self, interaction: Interaction, typed: str, completing: Completing
    ) -> list[app_commands.Choice[str]]:
        """Return completions for what is being typed, given the options that are already filled in."""
        filled = interaction.namespace
        context = self._asked(
            interaction, typed, show=getattr(filled, "show", None), as_of=getattr(filled, "as_of", None)
        )
        return choices(await self._views.complete(completing, context, viewer_of(interaction, is_alone=True)))


Looking: TypeAlias = Callable[[View, int], Card]
"""Makes the card of an answer, for the member with a Discord id."""


async def reply(
    interaction: Interaction,
    ask: Callable[[], Awaitable[View]],
    viewer: Viewer,
    look: Looking = render,
    *,
    in_place: bool = False,
) -> None:
    """Send the card of an answer, made when it is this question's turn, to all or to the viewer alone."""

    async def make() -> Card:
        return look(await ask(), viewer.user)

    seen = Seen.IN_PLACE if in_place else Seen.BY_ONE if viewer.is_alone else Seen.BY_ALL
    await interaction.client.answering.answer(interaction, seen, make)

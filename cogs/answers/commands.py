"""/cast, /director, /episode, /season and /news: read the options, send the card, offer completions."""

from collections.abc import Awaitable, Callable
from datetime import datetime
from typing import Literal, TypeAlias

from discord import app_commands
from discord.ext import commands

from bot.domain.answers import Answer, Choice
from bot.domain.facts import Status
from bot.services.answers.answers import Answers
from bot.services.names.completions import Completions
from bot.services.names.finder import Query
from bot.ui.answers.render import render
from bot.ui.completions import choices
from cogs.shared.context import Interaction, guild_of

Completing: TypeAlias = Callable[[Query], Awaitable[list[Choice]]]
Name = app_commands.Range[str, 1, 200]
Season = app_commands.Range[int, 0, 9999]
Day = app_commands.Range[str, 1, 40]

_SHOW = "A show other than this server's"
_AS_OF = "What was known on a past day, such as 2016-12-01"


class AnswersCog(commands.Cog):
    def __init__(self, answers: Answers, completions: Completions, clock: Callable[[], datetime]) -> None:
        self._answers = answers
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
        await reply(interaction, await self._answers.cast(asked))

    @app_commands.command(name="director", description="Who directed an episode or a season, or what somebody directed")
    @app_commands.guild_only()
    @app_commands.describe(of="An episode (2x07, a title), a season (season 2) or a person", show=_SHOW, as_of=_AS_OF)
    async def director(
        self, interaction: Interaction, of: Name, show: Name | None = None, as_of: Day | None = None
    ) -> None:
        await reply(interaction, await self._answers.director(self._asked(interaction, of, show=show, as_of=as_of)))

    @app_commands.command(name="episode", description="Title, air date, director, writers and cast of an episode")
    @app_commands.guild_only()
    @app_commands.describe(episode="2x07, S02E07 or a title", show=_SHOW)
    async def episode(self, interaction: Interaction, episode: Name, show: Name | None = None) -> None:
        await reply(interaction, await self._answers.episode(self._asked(interaction, episode, show=show)))

    @app_commands.command(name="season", description="What is known about a season")
    @app_commands.guild_only()
    @app_commands.describe(number="The season's number", show=_SHOW, as_of=_AS_OF)
    async def season(
        self, interaction: Interaction, number: Season, show: Name | None = None, as_of: Day | None = None
    ) -> None:
        asked = self._asked(interaction, season=number, show=show, as_of=as_of)
        await reply(interaction, await self._answers.season(asked))

    @app_commands.command(name="news", description="What was said about the show, by day, newest first")
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
        await reply(interaction, await self._answers.news(asked))

    @cast.autocomplete("who")
    async def complete_who(self, interaction: Interaction, typed: str) -> list[app_commands.Choice[str]]:
        return await self._complete(interaction, typed, self._completions.cast)

    @director.autocomplete("of")
    async def complete_of(self, interaction: Interaction, typed: str) -> list[app_commands.Choice[str]]:
        return await self._complete(interaction, typed, self._completions.director)

    @episode.autocomplete("episode")
    async def complete_episode(self, interaction: Interaction, typed: str) -> list[app_commands.Choice[str]]:
        return await self._complete(interaction, typed, self._completions.episode)

    @news.autocomplete("about")
    async def complete_about(self, interaction: Interaction, typed: str) -> list[app_commands.Choice[str]]:
        return await self._complete(interaction, typed, self._completions.about)

    @cast.autocomplete("show")
    @director.autocomplete("show")
    @episode.autocomplete("show")
    @season.autocomplete("show")
    @news.autocomplete("show")
    async def complete_show(self, interaction: Interaction, typed: str) -> list[app_commands.Choice[str]]:
        return choices(await self._completions.show(guild_of(interaction), typed))

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
        return choices(await completing(context))


async def reply(interaction: Interaction, answer: Answer, *, ephemeral: bool = False) -> None:
    """Send the card of an answer."""
    card = render(answer, interaction.user.id)
    await interaction.response.send_message(embed=card.embed, view=card.view, ephemeral=ephemeral)

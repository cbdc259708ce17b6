"""What every command that asks something does alike: read the options, send the card, offer completions."""

from collections.abc import Awaitable, Callable
from datetime import datetime
from typing import TypeAlias

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


class AskingCog(commands.Cog):
    """A cog whose commands ask something about a show."""

    def __init__(self, answers: Answers, completions: Completions, clock: Callable[[], datetime]) -> None:
        self.answers = answers
        self.completions = completions
        self._clock = clock

    def asked(
        self,
        interaction: Interaction,
        text: str = "",
        *,
        season: int | None = None,
        show: str | None = None,
        as_of: str | None = None,
        status: Status | None = None,
    ) -> Query:
        """A command's options, in the server where it was used, today in UTC."""
        return Query(guild_of(interaction), self._clock().date(), text, season, show, as_of, status)

    async def complete(
        self, interaction: Interaction, typed: str, completing: Completing
    ) -> list[app_commands.Choice[str]]:
        """Completions for what is being typed, in the light of the options that are filled in already."""
        filled = interaction.namespace
        context = self.asked(
            interaction, typed, show=getattr(filled, "show", None), as_of=getattr(filled, "as_of", None)
        )
        return choices(await completing(context))

    async def complete_show(self, interaction: Interaction, typed: str) -> list[app_commands.Choice[str]]:
        """Completions for the show."""
        return choices(await self.completions.show(guild_of(interaction), typed))


async def reply(interaction: Interaction, answer: Answer, *, ephemeral: bool = False) -> None:
    """Send the card of an answer."""
    card = render(answer, interaction.user.id)
    await interaction.response.send_message(embed=card.embed, view=card.view, ephemeral=ephemeral)

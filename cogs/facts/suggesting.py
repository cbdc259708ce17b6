"""/suggest, the buttons that suggest a correction, and notices about decisions at a member's next command."""

from typing import Any

import discord
from discord import app_commands
from discord.ext import commands

from bot.domain.answers import facts_in
from bot.errors import BadInput
from bot.outbox.decisions import DecisionNotices
from bot.services.facts.suggestions import Suggestions
from bot.services.names.completions import Completions
from bot.ui.answers.buttons import PATTERNS, Press
from bot.ui.completions import choices
from bot.ui.facts.forms import suggestion_form
from bot.ui.facts.suggestion import SUGGEST_OF, pick_fact_card
from bot.ui.modals import modal
from cogs.answers.buttons import AskingButton
from cogs.facts.results import show_suggested
from cogs.shared.context import Interaction, caller_of, completed, guild_of
from cogs.shared.pressable import Pressable, picked_value, read_id

_NO_LONGER = "That button no longer works. Ask again with the command."


class SuggestingCog(commands.Cog):
    def __init__(self, suggestions: Suggestions, completions: Completions, decisions: DecisionNotices) -> None:
        self._suggestions = suggestions
        self._completions = completions
        self._decisions = decisions

    async def cog_load(self) -> None:
        await self._decisions.load()

    @app_commands.command(name="suggest", description="Suggest news or a correction to the moderators")
    @app_commands.guild_only()
    @app_commands.describe(
        text="What is true, in a sentence",
        source="Where you got it from; a link is best",
        about="Who or what it is about",
    )
    async def suggest(
        self,
        interaction: Interaction,
        text: app_commands.Range[str, 1, 500],
        source: app_commands.Range[str, 1, 500],
        about: app_commands.Range[str, 1, 200] | None = None,
    ) -> None:
        work = self._suggestions.suggest_news(caller_of(interaction), text, source, about or "")
        await show_suggested(interaction, work)

    @suggest.autocomplete("about")
    async def complete_about(self, interaction: Interaction, typed: str) -> list[app_commands.Choice[str]]:
        return choices(await self._completions.about(completed(interaction, typed)))

    @commands.Cog.listener()
    async def on_app_command_completion(self, interaction: discord.Interaction[Any], _: Any) -> None:
        """At a member's next command, send the notices that could not be sent as direct messages."""
        if not self._decisions.waits(interaction.user.id) or not interaction.response.is_done():
            return
        if interaction.response.type is discord.InteractionResponseType.modal:
            return  # a form is open; the next command will do
        await self._decisions.answer(interaction)


class Suggest(AskingButton, template=PATTERNS[Press.SUGGEST]):
    """Opens the form for a correction of the fact that an answer is about, or asks which of its facts is meant."""

    async def press(self, interaction: Interaction) -> None:
        answer = await self.answered(interaction, self.question())
        facts = list(dict.fromkeys(known.fact for known in facts_in(answer)))
        if not facts:
            raise BadInput("Nothing is on record behind that answer any more. Use /suggest instead.")
        if len(facts) > 1:
            card = pick_fact_card(facts)
            await interaction.response.send_message(embed=card.embed, view=card.view, ephemeral=True)
            return
        await _open_form(interaction, facts[0].id)


class SuggestOf(Pressable, template=SUGGEST_OF):
    """Opens the form for the fact that was picked."""

    async def press(self, interaction: Interaction) -> None:
        await _open_form(interaction, read_id(picked_value(interaction), _NO_LONGER))


async def _open_form(interaction: Interaction, fact: int) -> None:
    current, words = await interaction.client.services.facts.suggestions.words(guild_of(interaction), fact)
    await interaction.response.send_modal(modal(suggestion_form(current.kind, current.revision_id), words))

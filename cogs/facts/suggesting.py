"""/suggest, the buttons that suggest a correction, and notices about decisions at a member's next command."""

from typing import Any

import discord
from discord import app_commands
from discord.ext import commands

from bot.domain.answer_facts import facts_in
from bot.domain.facts import Kind
from bot.domain.gaps import Gap
from bot.domain.views import View
from bot.errors import BadInput
from bot.outbox.channels import places_of
from bot.outbox.decisions import DecisionNotices
from bot.replies import Seen
from bot.services.answers.views import Views
from bot.services.facts.new_suggestions import NewSuggestions
from bot.services.names.completions import Completions
from bot.ui.answers.buttons import PATTERNS, TURN_FACTS, Press
from bot.ui.answers.correcting import pick_fact_card
from bot.ui.card import Card
from bot.ui.completions import choices
from bot.ui.facts.forms import suggestion_form
from bot.ui.facts.gaps import FILL, MISSING, GapForm
from bot.ui.facts.suggestion import SUGGEST_OF
from bot.ui.modals import modal
from cogs.answers.buttons import AskingButton
from cogs.facts.results import show_suggested
from cogs.shared.context import Interaction, caller_of, completed, guild_of, viewer_of
from cogs.shared.pressable import Pressable, picked_value, read_id

_NO_LONGER = "That button no longer works. Ask again with the command."


class SuggestingCog(commands.Cog):
    def __init__(self, suggestions: NewSuggestions, views: Views, decisions: DecisionNotices) -> None:
        self._suggestions = suggestions
        self._views = views
        self._decisions = decisions

    async def cog_load(self) -> None:
        await self._decisions.load()

    @app_commands.command(name="suggest", description="Suggest news or a correction")
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
        places = places_of(interaction.channel)
        work = self._suggestions.in_words(caller_of(interaction), text, source, about or "", places)
        await show_suggested(interaction, work)

    @suggest.autocomplete("about")
    async def complete_about(self, interaction: Interaction, typed: str) -> list[app_commands.Choice[str]]:
        viewer = viewer_of(interaction, is_alone=True)
        return choices(await self._views.complete(Completions.about, completed(interaction, typed), viewer))

    @commands.Cog.listener()
    async def on_app_command_completion(self, interaction: discord.Interaction[Any], _: Any) -> None:
        """At a member's next command, send the notices that could not be sent as direct messages."""
        if not interaction.response.is_done():
            return
        if interaction.response.type is discord.InteractionResponseType.modal:
            return  # a form is open; the next command will do
        await self._decisions.answer(interaction)


class Suggest(AskingButton, template=PATTERNS[Press.SUGGEST]):
    """Asks which of an answer's facts is not right, or what is missing."""

    async def press(self, interaction: Interaction) -> None:
        await self.answer(interaction, self.question().at_sources(0), Seen.BY_ONE, _which_fact)


class TurnFacts(AskingButton, template=TURN_FACTS):
    """Turns the page of the list of facts to correct."""

    async def press(self, interaction: Interaction) -> None:
        self.check_opener(interaction)
        await self.answer(interaction, self.question(), Seen.IN_PLACE, _which_fact)


class SomethingMissing(AskingButton, template=MISSING):
    """Opens the form for what is missing from an answer."""

    async def press(self, interaction: Interaction) -> None:
        try:
            kind = Kind(picked_value(interaction))
        except ValueError:
            raise BadInput(_NO_LONGER) from None
        suggestions = interaction.client.services.facts.new_suggestions
        gap = await suggestions.missing(guild_of(interaction), self.question(), kind)
        await interaction.response.send_modal(modal(GapForm(gap)))


class Fill(Pressable, template=FILL):
    """Opens the form for what an answer says is not on record."""

    async def press(self, interaction: Interaction) -> None:
        try:
            gap = Gap.decode(self.match["gap"])
        except ValueError:
            raise BadInput(_NO_LONGER) from None
        await interaction.response.send_modal(modal(GapForm(gap)))


class SuggestOf(Pressable, template=SUGGEST_OF):
    """Opens the form for the fact that was picked."""

    async def press(self, interaction: Interaction) -> None:
        await _open_form(interaction, read_id(picked_value(interaction), _NO_LONGER))


def _which_fact(view: View, opener: int) -> Card:
    answer = view.answer
    facts = list(dict.fromkeys(known.fact for known in facts_in(answer)))
    return pick_fact_card(answer.question, answer.show, facts, opener)


async def _open_form(interaction: Interaction, fact: int) -> None:
    viewer = viewer_of(interaction, is_alone=True)
    current, words = await interaction.client.services.facts.suggestions.words(guild_of(interaction), fact, viewer)
    await interaction.response.send_modal(modal(suggestion_form(current.kind, current.revision_id), words))

"""/fact: what moderators do with facts. The services check with each call whether somebody is a moderator."""

from typing import Literal

import discord
from discord import app_commands
from discord.ext import commands

from bot.domain.facts import Kind
from bot.services.facts import Facts
from bot.services.facts.forms.options import Options
from bot.services.names.completions import Completions
from bot.ui.completions import choices, fact_choices
from bot.ui.facts.claims import claims_card
from bot.ui.facts.fact_cards import fact_card
from bot.ui.facts.forms import new_form, words_form
from bot.ui.facts.history import history_card
from bot.ui.facts.review import review_card
from bot.ui.modals import modal
from cogs.facts.imports import Imports
from cogs.facts.results import show_result
from cogs.shared.context import Interaction, caller_of, completed
from cogs.shared.responding import show

Name = app_commands.Range[str, 1, 200]


class FactCog(commands.Cog):
    # No default permissions: they would hide the commands from members with the moderators' role.
    group = app_commands.Group(name="fact", description="Add, edit and review facts; for moderators", guild_only=True)

    def __init__(self, facts: Facts, completions: Completions, imports: Imports) -> None:
        self._facts = facts
        self._completions = completions
        self._imports = imports

    @group.command(name="add", description="Add a new fact")
    @app_commands.describe(
        kind="What kind of fact it is",
        person="Who it is about; you can type a new name",
        character="Which character; you can type a new name",
        episode="Which episode, such as S02E07",
        season="Which season, if not a single episode",
    )
    async def add(
        self,
        interaction: Interaction,
        kind: Literal["cast", "director", "writer", "release", "news", "renewal", "crew"],
        person: Name | None = None,
        character: Name | None = None,
        episode: Name | None = None,
        season: app_commands.Range[int, 0, 9999] | None = None,
    ) -> None:
        options = Options(person or "", character or "", episode or "", season)
        new, words = await self._facts.editing.begin(caller_of(interaction), Kind(kind), options)
        await interaction.response.send_modal(modal(new_form(new), words))

    @group.command(name="edit", description="Correct what a fact says")
    @app_commands.describe(fact="Any words from it")
    async def edit(self, interaction: Interaction, fact: Name) -> None:
        opened = await self._facts.editing.open(caller_of(interaction), fact)
        await interaction.response.send_modal(modal(words_form(opened.kind, opened.revision), opened.words))

    @group.command(name="source", description="Add, correct or withdraw a source of a fact")
    @app_commands.describe(fact="Any words from it")
    async def source(self, interaction: Interaction, fact: Name) -> None:
        view = await self._facts.search.view(caller_of(interaction), fact)
        await show(interaction, claims_card(view.revision))

    @group.command(name="retire", description="Take a fact out of the answers; it can come back")
    @app_commands.describe(fact="Any words from it", reason="Why; shown in its history")
    async def retire(self, interaction: Interaction, fact: Name, reason: app_commands.Range[str, 1, 500]) -> None:
        caller = caller_of(interaction)
        found = await self._facts.search.resolve(caller, fact)
        await show_result(interaction, self._facts.history.retire(caller, found, reason))

    @group.command(name="undo", description="Undo the last change of a fact")
    @app_commands.describe(fact="Any words from it")
    async def undo(self, interaction: Interaction, fact: Name) -> None:
        caller = caller_of(interaction)
        found = await self._facts.search.resolve(caller, fact)
        await show_result(interaction, self._facts.history.undo(caller, found))

    @group.command(name="history", description="See who changed a fact, when, why and how, and go back")
    @app_commands.describe(fact="Any words from it")
    async def history(self, interaction: Interaction, fact: Name) -> None:
        caller = caller_of(interaction)
        page = await self._facts.history.page(caller, await self._facts.search.resolve(caller, fact), 0)
        await show(interaction, history_card(page))

    @group.command(name="show", description="See a fact with its sources, and what you can do with it")
    @app_commands.describe(fact="Any words from it")
    async def show(self, interaction: Interaction, fact: Name) -> None:
        await show(interaction, fact_card(await self._facts.search.view(caller_of(interaction), fact)))

    @group.command(name="review", description="See what is waiting: suggestions, and facts that need a second look")
    async def review(self, interaction: Interaction) -> None:
        await show(interaction, review_card(await self._facts.review.page(caller_of(interaction), 0)))

    @group.command(name="export", description="Get this server's facts as a file")
    @app_commands.describe(format="TOML (a pack), CSV (for a spreadsheet) or JSON")
    async def export(
        self,
        interaction: Interaction,
        format: Literal["toml", "csv", "json"] = "toml",  # noqa: A002
    ) -> None:
        await self._imports.export(interaction, format)

    @group.command(name="import", description="Import facts from a file; you see first what would change")
    @app_commands.describe(file="A .toml, .csv or .json file of at most 10 MB")
    async def import_(self, interaction: Interaction, file: discord.Attachment) -> None:
        await self._imports.import_(interaction, file)

    @edit.autocomplete("fact")
    @source.autocomplete("fact")
    @retire.autocomplete("fact")
    @undo.autocomplete("fact")
    @history.autocomplete("fact")
    @show.autocomplete("fact")
    async def complete_fact(self, interaction: Interaction, typed: str) -> list[app_commands.Choice[str]]:
        return fact_choices(await self._facts.search.complete(caller_of(interaction), typed))

    @add.autocomplete("person")
    async def complete_person(self, interaction: Interaction, typed: str) -> list[app_commands.Choice[str]]:
        return choices(await self._completions.person(completed(interaction, typed)))

    @add.autocomplete("character")
    async def complete_character(self, interaction: Interaction, typed: str) -> list[app_commands.Choice[str]]:
        return choices(await self._completions.character(completed(interaction, typed)))

    @add.autocomplete("episode")
    async def complete_episode(self, interaction: Interaction, typed: str) -> list[app_commands.Choice[str]]:
        return choices(await self._completions.episode(completed(interaction, typed)))

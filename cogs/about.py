"""/help and /privacy with their buttons, and /about."""

from contextlib import suppress

from discord import app_commands
from discord.ext import commands

from bot import __version__
from bot.client import Casefile
from bot.errors import NotModerator, StoreTrouble
from bot.invite import invite_link
from bot.services.servers.installation import Statistics
from bot.services.spoilers.spoilers import Spoilers
from bot.ui import help as pages
from bot.ui import privacy
from bot.ui.card import Card
from cogs.shared.context import Interaction, caller_of
from cogs.shared.pressable import Pressable


class AboutCog(commands.Cog):
    def __init__(self, statistics: Statistics, spoilers: Spoilers) -> None:
        self._statistics = statistics
        self._spoilers = spoilers

    @app_commands.command(name="help", description="What you can ask")
    async def help(self, interaction: Interaction) -> None:
        card = await _asking(interaction)
        await interaction.response.send_message(embed=card.embed, view=card.view, ephemeral=True)

    @app_commands.command(name="about", description="What Casefile is")
    async def about(self, interaction: Interaction) -> None:
        shows, facts = await self._statistics.counts()
        manages = _manages(interaction)
        invite = invite_link(interaction.application_id) if manages else ""
        await interaction.response.send_message(
            embed=pages.about_page(__version__, shows, facts, invite), ephemeral=manages
        )

    @app_commands.command(name="privacy", description="What Casefile stores")
    async def privacy(self, interaction: Interaction) -> None:
        watched = None
        with suppress(StoreTrouble):  # what is stored of everybody needs no database
            watched = await self._spoilers.of_member(interaction.user.id)
        card = privacy.page(watched)
        await interaction.response.send_message(embed=card.embed, view=card.view, ephemeral=True)


async def _asking(interaction: Interaction) -> Card:
    # In a direct message there is nothing to ask about.
    hears_mentions = interaction.client.hears_mentions and interaction.guild_id is not None
    return pages.asking_page(
        interaction.client.tree.get_commands(),
        moderates=await _moderates(interaction),
        hears_mentions=hears_mentions,
    )


def _manages(interaction: Interaction) -> bool:
    return interaction.guild_id is not None and interaction.permissions.manage_guild


async def _moderates(interaction: Interaction) -> bool:
    """Whether the help is a moderator's. The help needs no database: without one, only who manages the server is."""
    if _manages(interaction) or interaction.guild_id is None:
        return _manages(interaction)
    with suppress(NotModerator, StoreTrouble):
        await interaction.client.services.servers.choices.check(caller_of(interaction))
        return True
    return False


class _HelpPage(Pressable, template=r"never-sent"):
    """A button that turns to another page of the help."""

    async def press(self, interaction: Interaction) -> None:
        card = await self.page(interaction)
        await interaction.response.edit_message(embed=card.embed, view=card.view)

    async def page(self, interaction: Interaction) -> Card:
        """The page to turn to."""
        raise NotImplementedError


class Asking(_HelpPage, template=pages.ASKING):
    async def page(self, interaction: Interaction) -> Card:
        return await _asking(interaction)


class Signs(_HelpPage, template=pages.SIGNS):
    async def page(self, interaction: Interaction) -> Card:
        return pages.signs_page(moderates=await _moderates(interaction))


class ForModerators(_HelpPage, template=pages.MODERATORS):
    async def page(self, interaction: Interaction) -> Card:
        await interaction.client.services.servers.choices.check(caller_of(interaction))
        return pages.moderators_page(interaction.client.tree.get_commands(), manages=_manages(interaction))


class AskToForget(Pressable, template=privacy.ASK):
    """Asks for confirmation."""

    async def press(self, interaction: Interaction) -> None:
        card = privacy.question()
        await interaction.response.send_message(embed=card.embed, view=card.view, ephemeral=True)


class Forget(Pressable, template=privacy.CONFIRM):
    """Removes what is stored about the person who pressed, and nothing else."""

    async def press(self, interaction: Interaction) -> None:
        await interaction.client.services.servers.privacy.forget(interaction.user.id)
        card = privacy.done()
        await interaction.response.edit_message(embed=card.embed, view=card.view)


async def setup(bot: Casefile) -> None:
    bot.add_dynamic_items(Asking, Signs, ForModerators, AskToForget, Forget)
    await bot.add_cog(AboutCog(bot.services.servers.statistics, bot.services.spoilers))

"""/help, /about, /privacy with its buttons, and what the bot says when it is mentioned."""

import logging

import discord
from discord import app_commands
from discord.ext import commands

from bot import __version__
from bot.client import Casefile
from bot.discord_errors import PLACES, in_words, meaning_of
from bot.services.servers.installation import Statistics
from bot.ui import help as pages
from bot.ui import privacy
from cogs.shared.context import Interaction
from cogs.shared.pressable import Pressable

_log = logging.getLogger(__name__)

# One pointer in a channel is enough for a while, however often the bot is mentioned there.
_POINTERS = 1
_SECONDS = 10.0


class AboutCog(commands.Cog):
    def __init__(self, statistics: Statistics) -> None:
        self._statistics = statistics
        self._cooldown = commands.CooldownMapping[discord.Message].from_cooldown(
            _POINTERS, _SECONDS, commands.BucketType.channel
        )

    @app_commands.command(name="help", description="What you can ask, and what the signs mean")
    async def help(self, interaction: Interaction) -> None:
        await interaction.response.send_message(
            embed=pages.help_page(interaction.client.tree.get_commands()), ephemeral=True
        )

    @app_commands.command(name="about", description="What Casefile is")
    async def about(self, interaction: Interaction) -> None:
        shows, facts = await self._statistics.counts()
        await interaction.response.send_message(embed=pages.about_page(__version__, shows, facts))

    @app_commands.command(name="privacy", description="What Casefile stores")
    async def privacy(self, interaction: Interaction) -> None:
        card = privacy.page()
        await interaction.response.send_message(embed=card.embed, view=card.view, ephemeral=True)

    @commands.Cog.listener()
    async def on_message(self, message: discord.Message) -> None:
        """Point somebody who mentions the bot to its commands."""
        if message.author.bot or message.guild is None or message.guild.me not in message.mentions:
            return
        bucket = self._cooldown.get_bucket(message, message.created_at.timestamp())
        if bucket is not None and bucket.update_rate_limit(message.created_at.timestamp()) is not None:
            return
        try:
            await message.channel.send(pages.pointer())
        except discord.HTTPException as error:
            if meaning_of(error) not in PLACES:
                raise
            # The bot can read here but not write, which its silence shows.
            _log.info("A mention in channel %s could not be answered: %s", message.channel.id, in_words(error))


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
    bot.add_dynamic_items(AskToForget, Forget)
    await bot.add_cog(AboutCog(bot.services.servers.statistics))

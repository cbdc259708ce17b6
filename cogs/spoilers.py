"""/spoilers: how far a member has watched. It is answered to the member alone."""

from contextlib import suppress

import discord
from discord import app_commands
from discord.ext import commands

from bot.client import Casefile
from bot.errors import StoreTrouble
from bot.outbox.channels import places_of
from bot.services.names.completions import Completions
from bot.services.spoilers.spoilers import Spoilers
from bot.ui.completions import choices
from bot.ui.help import FOR_EVERYONE
from bot.ui.spoilers import off_card, own_status, watched_card
from cogs.shared.context import Interaction, guild_of

Name = app_commands.Range[str, 1, 200]
_SHOW = "A show other than this server's"


class SpoilersCog(commands.Cog):
    group = app_commands.Group(
        name="spoilers",
        description="How far you have watched",
        guild_only=True,
        extras={FOR_EVERYONE: True},
    )

    def __init__(self, bot: Casefile, spoilers: Spoilers, completions: Completions) -> None:
        self._bot = bot
        self._spoilers = spoilers
        self._completions = completions

    @group.command(name="seen", description="How far you have watched")
    @app_commands.describe(upto="S01E03, a title, season 1, nothing or everything", show=_SHOW)
    async def seen(self, interaction: Interaction, upto: Name, show: Name | None = None) -> None:
        watched = await self._spoilers.seen(guild_of(interaction), interaction.user.id, upto, show)
        await interaction.response.send_message(embed=watched_card(watched), ephemeral=True)

    @group.command(name="off", description="Follow each channel again")
    @app_commands.describe(show=_SHOW)
    async def off(self, interaction: Interaction, show: Name | None = None) -> None:
        about, was_there = await self._spoilers.off(guild_of(interaction), interaction.user.id, show)
        await interaction.response.send_message(embed=off_card(about, was_there=was_there), ephemeral=True)

    @group.command(name="status", description="What counts for you")
    async def status(self, interaction: Interaction) -> None:
        status = await self._spoilers.status(guild_of(interaction), interaction.user.id, places_of(interaction.channel))
        await interaction.response.send_message(embed=own_status(status), ephemeral=True)

    @seen.autocomplete("upto")
    async def complete_upto(self, interaction: Interaction, typed: str) -> list[app_commands.Choice[str]]:
        return await upto_choices(interaction, self._spoilers, typed)

    @seen.autocomplete("show")
    @off.autocomplete("show")
    async def complete_show(self, interaction: Interaction, typed: str) -> list[app_commands.Choice[str]]:
        return choices(await self._completions.show(guild_of(interaction), typed))

    @commands.Cog.listener()
    async def on_guild_channel_delete(self, channel: discord.abc.GuildChannel) -> None:
        with suppress(StoreTrouble):  # logged by the store; made up for when the bot is ready again
            await self._spoilers.place_deleted(channel.guild.id, channel.id)

    @commands.Cog.listener()
    async def on_ready(self) -> None:
        """Make up for channels that were deleted meanwhile."""
        with suppress(StoreTrouble):
            await self._spoilers.tidy(self._is_gone)

    @commands.Cog.listener()
    async def on_shard_ready(self, _: int) -> None:
        await self.on_ready()

    def _is_gone(self, guild: int, place: int) -> bool:
        """Whether a server, which Discord shows at this moment, has no such channel or category."""
        known = self._bot.get_guild(guild)
        return known is not None and not known.unavailable and known.get_channel(place) is None


async def upto_choices(
    interaction: Interaction, spoilers: Spoilers, typed: str, *, can_remove: bool = False
) -> list[app_commands.Choice[str]]:
    """Complete how far, for the show that is filled in, or else the server's."""
    show: str | None = getattr(interaction.namespace, "show", None)
    found = await spoilers.complete(guild_of(interaction), interaction.user.id, typed, show, can_remove=can_remove)
    return choices(found)


async def setup(bot: Casefile) -> None:
    services = bot.services
    await bot.add_cog(SpoilersCog(bot, services.spoilers, services.names))

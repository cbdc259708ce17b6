"""/setup show and /setup timezone, for whoever manages the server."""

from collections.abc import Callable
from datetime import datetime

from discord import Permissions, app_commands
from discord.ext import commands

from bot.client import Casefile
from bot.domain.answers import Choice
from bot.services.completions import Completions
from bot.services.servers import Servers
from bot.ui import pages
from bot.ui.choices import choices
from cogs.asking import Interaction, guild_of


class SetupCog(commands.Cog):
    group = app_commands.Group(
        name="setup",
        description="What this server chooses",
        guild_only=True,
        default_permissions=Permissions(manage_guild=True),
    )

    def __init__(self, servers: Servers, completions: Completions, clock: Callable[[], datetime]) -> None:
        self._servers = servers
        self._completions = completions
        self._clock = clock

    @group.command(name="show", description="Choose the show that questions here are about")
    @app_commands.describe(show="The show")
    @app_commands.checks.has_permissions(manage_guild=True)
    async def show(self, interaction: Interaction, show: app_commands.Range[str, 1, 200]) -> None:
        chosen = await self._servers.choose_show(guild_of(interaction), show, self._clock().date())
        await interaction.response.send_message(embed=pages.show_chosen(chosen.title), ephemeral=True)

    @group.command(name="timezone", description="Choose this server's time zone")
    @app_commands.describe(zone="A city's time zone, such as Europe/Berlin")
    @app_commands.checks.has_permissions(manage_guild=True)
    async def timezone(self, interaction: Interaction, zone: app_commands.Range[str, 1, 60]) -> None:
        chosen = await self._servers.choose_timezone(guild_of(interaction), zone)
        now = self._servers.now_in(chosen)
        await interaction.response.send_message(embed=pages.timezone_chosen(chosen, now), ephemeral=True)

    @show.autocomplete("show")
    async def complete_show(self, interaction: Interaction, typed: str) -> list[app_commands.Choice[str]]:
        return choices(await self._completions.show(guild_of(interaction), typed))

    @timezone.autocomplete("zone")
    async def complete_zone(self, _: Interaction, typed: str) -> list[app_commands.Choice[str]]:
        return choices(Choice(zone, zone) for zone in self._servers.complete_timezone(typed))


async def setup(bot: Casefile) -> None:
    services = bot.services
    await bot.add_cog(SetupCog(services.servers, services.completions, services.clock))

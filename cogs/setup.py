"""/setup, for those who can manage the server, and the buttons of its status."""

import discord
from discord import Permissions, app_commands
from discord.app_commands import AppCommandChannel, AppCommandThread
from discord.ext import commands

from bot.client import Casefile
from bot.domain.answers import Choice
from bot.domain.spoilers import MOST_DAYS, WHOLE_SERVER
from bot.domain.zones import ZonesMeant
from bot.errors import UnknownShow
from bot.services.servers.choices import Choices
from bot.ui.buttons import Layout
from bot.ui.card import Card
from bot.ui.completions import choices
from bot.ui.setup import (
    NO_MODERATORS,
    STOP_LOG,
    log_chosen,
    moderators_chosen,
    show_chosen,
    status_card,
    timezone_chosen,
)
from bot.ui.shows import unknown_card
from bot.ui.spoilers import changed_card
from bot.ui.zones import BUTTON, PICK, which_zone_card
from bot.wiring import Services
from cogs.shared import channels
from cogs.shared.context import Interaction, guild_of
from cogs.shared.pressable import Pressable, picked_value
from cogs.shows.lookups import shows_to_choose, take_from_elsewhere
from cogs.spoilers import upto_choices


class SetupCog(commands.Cog):
    group = app_commands.Group(
        name="setup",
        description="This server's settings",
        guild_only=True,
        default_permissions=Permissions(manage_guild=True),
    )

    def __init__(self, services: Services) -> None:
        self._choices = services.servers.choices
        self._shows = services.shows
        self._spoilers = services.spoilers
        self._completions = services.names
        self._clock = services.clock

    @group.command(name="show", description="Choose the show that questions here are about")
    @app_commands.describe(show="The show")
    @app_commands.checks.has_permissions(manage_guild=True)
    async def show(self, interaction: Interaction, show: app_commands.Range[str, 1, 200]) -> None:
        if await take_from_elsewhere(interaction, show):
            return
        try:
            chosen = await self._choices.choose_show(guild_of(interaction), show, self._clock().date())
        except UnknownShow as error:
            card = unknown_card(error, can_look_up=self._shows.lookups.can_look_up(show))
            await interaction.response.send_message(embed=card.embed, view=card.view, ephemeral=True)
            return
        await interaction.response.send_message(embed=show_chosen(chosen.title), ephemeral=True)

    @group.command(name="timezone", description="Choose this server's time zone")
    @app_commands.describe(zone="A city's time zone, such as Europe/Berlin")
    @app_commands.checks.has_permissions(manage_guild=True)
    async def timezone(self, interaction: Interaction, zone: app_commands.Range[str, 1, 60]) -> None:
        card = await _zone_chosen(interaction, self._choices, zone)
        await interaction.response.send_message(embed=card.embed, view=card.view, ephemeral=True)

    @group.command(name="moderators", description="Choose a role whose members can edit the facts")
    @app_commands.describe(role="The role")
    @app_commands.checks.has_permissions(manage_guild=True)
    async def moderators(self, interaction: Interaction, role: discord.Role) -> None:
        channels.check_role(role)
        await self._choices.choose_moderators(guild_of(interaction), role.id)
        await interaction.response.send_message(embed=moderators_chosen(role.name), ephemeral=True)

    @group.command(name="log", description="Choose a channel where every change of a fact is posted")
    @app_commands.describe(channel="A text channel or a thread")
    @app_commands.checks.has_permissions(manage_guild=True)
    async def log(
        self,
        interaction: Interaction,
        channel: app_commands.Transform[AppCommandChannel | AppCommandThread, channels.TextPlace],
    ) -> None:
        channels.check_channel(channels.server_of(interaction), channel.id)
        await self._choices.choose_log(guild_of(interaction), channel.id)
        await interaction.response.send_message(embed=log_chosen(channel.name), ephemeral=True)

    @group.command(name="spoilers", description="Choose how far answers go, in a channel or in all")
    @app_commands.describe(
        upto="S01E03, a title, season 1, nothing, everything, or off to remove it",
        channel="A channel or a category; without one, the whole server",
        show="A show other than this server's",
        days="For so many days after it aired, an episode stays covered in every channel; 0 to stop",
    )
    @app_commands.checks.has_permissions(manage_guild=True)
    async def spoilers(
        self,
        interaction: Interaction,
        upto: app_commands.Range[str, 1, 200] | None = None,
        channel: app_commands.Transform[AppCommandChannel | AppCommandThread, channels.SpoilerPlace] | None = None,
        show: app_commands.Range[str, 1, 200] | None = None,
        days: app_commands.Range[int, 0, MOST_DAYS] | None = None,
    ) -> None:
        guild = guild_of(interaction)
        if days is not None and upto is channel is show is None:
            change = await self._spoilers.set_days(guild, days)
        else:
            place = channel.id if channel is not None else WHOLE_SERVER
            change = await self._spoilers.set_for(guild, upto, place, show, days)
        await interaction.response.send_message(embed=changed_card(change), ephemeral=True)

    @group.command(name="status", description="See this server's settings, and whether anything is wrong")
    @app_commands.checks.has_permissions(manage_guild=True)
    async def status(self, interaction: Interaction) -> None:
        card = await _status(interaction)
        await interaction.response.send_message(embed=card.embed, view=card.view, ephemeral=True)

    @show.autocomplete("show")
    async def complete_show(self, interaction: Interaction, typed: str) -> list[app_commands.Choice[str]]:
        return choices(await shows_to_choose(interaction, typed))

    @spoilers.autocomplete("upto")
    async def complete_upto(self, interaction: Interaction, typed: str) -> list[app_commands.Choice[str]]:
        return await upto_choices(interaction, self._spoilers, typed, can_remove=True)

    @spoilers.autocomplete("show")
    async def complete_show_of_boundary(self, interaction: Interaction, typed: str) -> list[app_commands.Choice[str]]:
        return choices(await self._completions.show(guild_of(interaction), typed))

    @timezone.autocomplete("zone")
    async def complete_zone(self, _: Interaction, typed: str) -> list[app_commands.Choice[str]]:
        return choices(Choice(zone, zone) for zone in self._choices.complete_timezone(typed))


async def _status(interaction: Interaction) -> Card:
    services, guild = interaction.client.services, guild_of(interaction)
    chosen = await services.servers.choices.setup(guild)
    found = await channels.found(channels.server_of(interaction), chosen)
    boundaries = await services.spoilers.boundaries_of(guild)
    return status_card(chosen, found, await services.servers.saving.trouble(guild), boundaries)


async def _zone_chosen(interaction: Interaction, servers: Choices, text: str) -> Card:
    """Return that a time zone was chosen, or the question which one is meant."""
    chosen = await servers.choose_timezone(guild_of(interaction), text)
    if isinstance(chosen, ZonesMeant):
        return which_zone_card(chosen, servers.now_in("UTC"))
    return Card(timezone_chosen(chosen, servers.now_in(chosen)), Layout([]))


class PickZone(Pressable, template=PICK):
    """Chooses the time zone that was picked from the list."""

    async def press(self, interaction: Interaction) -> None:
        await _choose_zone(interaction, picked_value(interaction))


class ChooseZone(Pressable, template=BUTTON):
    """Chooses the time zone on the button."""

    async def press(self, interaction: Interaction) -> None:
        await _choose_zone(interaction, self.match["zone"])


async def _choose_zone(interaction: Interaction, zone: str) -> None:
    channels.check_manager(interaction)
    card = await _zone_chosen(interaction, interaction.client.services.servers.choices, zone)
    await interaction.response.edit_message(embed=card.embed, view=card.view)


class _Changing(Pressable, template=r"never-sent"):
    """A button of the status that undoes a choice."""

    async def press(self, interaction: Interaction) -> None:
        channels.check_manager(interaction)
        servers = interaction.client.services.servers
        await self.change(servers.choices, guild_of(interaction))
        card = await _status(interaction)
        await interaction.response.edit_message(embed=card.embed, view=card.view)

    async def change(self, servers: Choices, guild: int) -> None:
        """What pressing changes."""
        raise NotImplementedError


class StopLog(_Changing, template=STOP_LOG):
    async def change(self, servers: Choices, guild: int) -> None:
        await servers.choose_log(guild, None)


class NoModerators(_Changing, template=NO_MODERATORS):
    async def change(self, servers: Choices, guild: int) -> None:
        await servers.choose_moderators(guild, None)


async def setup(bot: Casefile) -> None:
    bot.add_dynamic_items(StopLog, NoModerators, PickZone, ChooseZone)
    await bot.add_cog(SetupCog(bot.services))

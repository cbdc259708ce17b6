"""/announce: the commands for announcements that stand. Who may is checked by the services, with each call."""

from discord import app_commands
from discord.ext import commands

from bot.client import Casefile
from bot.services.announcements.announcements import Announcements
from bot.ui.completions import announcement_choices
from cogs.announcements import buttons as acts
from cogs.announcements.making import AnnouncingCog
from cogs.shared.asking import Interaction, caller_of

Words = app_commands.Range[str, 1, 200]
_DESCRIPTION = "Any words of it, its kind or its day"


# No default permissions: they would hide the commands from members with the moderators' role.
@app_commands.guild_only()
class AnnouncementCog(
    AnnouncingCog,
    commands.GroupCog,
    group_name="announce",
    group_description="Post at a time, by a rule, or what the facts say; for moderators",
):
    def __init__(self, announcing: Announcements) -> None:
        self._announcing = announcing

    @app_commands.command(name="list", description="See all announcements, and when each is due")
    async def list_(self, interaction: Interaction) -> None:
        await acts.show_list(interaction, caller_of(interaction))

    @app_commands.command(name="show", description="See an announcement, and what became of its posts")
    @app_commands.describe(announcement=_DESCRIPTION)
    async def show(self, interaction: Interaction, announcement: Words) -> None:
        await acts.show_one(interaction, caller_of(interaction), await self._found(interaction, announcement))

    @app_commands.command(name="edit", description="Change an announcement")
    @app_commands.describe(announcement=_DESCRIPTION)
    async def edit(self, interaction: Interaction, announcement: Words) -> None:
        await acts.edit(interaction, caller_of(interaction), await self._found(interaction, announcement))

    @app_commands.command(name="cancel", description="End an announcement for good")
    @app_commands.describe(announcement=_DESCRIPTION)
    async def cancel(self, interaction: Interaction, announcement: Words) -> None:
        await acts.ask_to_cancel(interaction, caller_of(interaction), await self._found(interaction, announcement))

    @app_commands.command(name="pause", description="Post nothing of an announcement until it is resumed")
    @app_commands.describe(announcement=_DESCRIPTION)
    async def pause(self, interaction: Interaction, announcement: Words) -> None:
        await acts.pause(interaction, caller_of(interaction), await self._found(interaction, announcement))

    @app_commands.command(name="resume", description="Let a paused announcement go on from now")
    @app_commands.describe(announcement=_DESCRIPTION)
    async def resume(self, interaction: Interaction, announcement: Words) -> None:
        await acts.resume(interaction, caller_of(interaction), await self._found(interaction, announcement))

    @app_commands.command(name="test", description="See for yourself what an announcement would post now")
    @app_commands.describe(announcement=_DESCRIPTION)
    async def test(self, interaction: Interaction, announcement: Words) -> None:
        await acts.test(interaction, caller_of(interaction), await self._found(interaction, announcement))

    async def _found(self, interaction: Interaction, text: str) -> int:
        return await self._announcing.search.resolve(caller_of(interaction), text)

    @show.autocomplete("announcement")
    @test.autocomplete("announcement")
    async def complete_any(self, interaction: Interaction, typed: str) -> list[app_commands.Choice[str]]:
        found = await self._announcing.search.complete(caller_of(interaction), typed, ended=True)
        return announcement_choices(found)

    @edit.autocomplete("announcement")
    @cancel.autocomplete("announcement")
    @pause.autocomplete("announcement")
    @resume.autocomplete("announcement")
    async def complete_standing(self, interaction: Interaction, typed: str) -> list[app_commands.Choice[str]]:
        return announcement_choices(await self._announcing.search.complete(caller_of(interaction), typed))


async def setup(bot: Casefile) -> None:
    await bot.add_cog(AnnouncementCog(bot.services.announcing))

"""/cast"""

from discord import app_commands

from cogs.answers.base import AskingCog, reply
from cogs.shared.context import Interaction


class CastCog(AskingCog):
    @app_commands.command(name="cast", description="Who plays which character")
    @app_commands.guild_only()
    @app_commands.describe(
        who="An actor or a character, or everyone",
        season="Only this season",
        show="A show other than this server's",
        as_of="What was known on a past day, such as 2016-12-01",
    )
    async def cast(
        self,
        interaction: Interaction,
        who: app_commands.Range[str, 1, 200],
        season: app_commands.Range[int, 0, 9999] | None = None,
        show: app_commands.Range[str, 1, 200] | None = None,
        as_of: app_commands.Range[str, 1, 40] | None = None,
    ) -> None:
        asked = self.asked(interaction, who, season=season, show=show, as_of=as_of)
        await reply(interaction, await self.answers.cast(asked))

    @cast.autocomplete("who")
    async def complete_who(self, interaction: Interaction, typed: str) -> list[app_commands.Choice[str]]:
        return await self.complete(interaction, typed, self.completions.cast)

    @cast.autocomplete("show")
    async def complete_show(self, interaction: Interaction, typed: str) -> list[app_commands.Choice[str]]:
        return await self.complete_show_name(interaction, typed)

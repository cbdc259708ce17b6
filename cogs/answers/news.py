"""/news"""

from typing import Literal

from discord import app_commands

from bot.domain.facts import Status
from cogs.answers.base import AskingCog, reply
from cogs.shared.context import Interaction


class NewsCog(AskingCog):
    @app_commands.command(name="news", description="What was said about the show, by day, newest first")
    @app_commands.guild_only()
    @app_commands.describe(
        about="A person, a character or an episode",
        season="Only this season",
        status="Only news with this status",
        show="A show other than this server's",
        as_of="What was known on a past day, such as 2016-12-01",
    )
    async def news(
        self,
        interaction: Interaction,
        about: app_commands.Range[str, 1, 200] | None = None,
        season: app_commands.Range[int, 0, 9999] | None = None,
        status: Literal["confirmed", "reported", "rumoured", "denied"] | None = None,
        show: app_commands.Range[str, 1, 200] | None = None,
        as_of: app_commands.Range[str, 1, 40] | None = None,
    ) -> None:
        wanted = Status(status) if status else None
        asked = self.asked(interaction, about or "", season=season, show=show, as_of=as_of, status=wanted)
        await reply(interaction, await self.answers.news(asked))

    @news.autocomplete("about")
    async def complete_about(self, interaction: Interaction, typed: str) -> list[app_commands.Choice[str]]:
        return await self.complete(interaction, typed, self.completions.about)

    @news.autocomplete("show")
    async def complete_show(self, interaction: Interaction, typed: str) -> list[app_commands.Choice[str]]:
        return await self.complete_show_name(interaction, typed)

"""/director, /episode and /season"""

from discord import app_commands

from cogs.answers.base import AskingCog, reply
from cogs.shared.context import Interaction

_SHOW = "A show other than this server's"
_AS_OF = "What was known on a past day, such as 2016-12-01"


class EpisodesCog(AskingCog):
    @app_commands.command(name="director", description="Who directed an episode or a season, or what somebody directed")
    @app_commands.guild_only()
    @app_commands.describe(of="An episode (2x07, a title), a season (season 2) or a person", show=_SHOW, as_of=_AS_OF)
    async def director(
        self,
        interaction: Interaction,
        of: app_commands.Range[str, 1, 200],
        show: app_commands.Range[str, 1, 200] | None = None,
        as_of: app_commands.Range[str, 1, 40] | None = None,
    ) -> None:
        await reply(interaction, await self.answers.director(self.asked(interaction, of, show=show, as_of=as_of)))

    @app_commands.command(name="episode", description="Title, air date, director, writers and cast of an episode")
    @app_commands.guild_only()
    @app_commands.describe(episode="2x07, S02E07 or a title", show=_SHOW)
    async def episode(
        self,
        interaction: Interaction,
        episode: app_commands.Range[str, 1, 200],
        show: app_commands.Range[str, 1, 200] | None = None,
    ) -> None:
        await reply(interaction, await self.answers.episode(self.asked(interaction, episode, show=show)))

    @app_commands.command(name="season", description="What is known about a season")
    @app_commands.guild_only()
    @app_commands.describe(number="The season's number", show=_SHOW, as_of=_AS_OF)
    async def season(
        self,
        interaction: Interaction,
        number: app_commands.Range[int, 0, 9999],
        show: app_commands.Range[str, 1, 200] | None = None,
        as_of: app_commands.Range[str, 1, 40] | None = None,
    ) -> None:
        asked = self.asked(interaction, season=number, show=show, as_of=as_of)
        await reply(interaction, await self.answers.season(asked))

    @director.autocomplete("of")
    async def complete_of(self, interaction: Interaction, typed: str) -> list[app_commands.Choice[str]]:
        return await self.complete(interaction, typed, self.completions.director)

    @episode.autocomplete("episode")
    async def complete_episode(self, interaction: Interaction, typed: str) -> list[app_commands.Choice[str]]:
        return await self.complete(interaction, typed, self.completions.episode)

    @director.autocomplete("show")
    @episode.autocomplete("show")
    @season.autocomplete("show")
    async def complete_show(self, interaction: Interaction, typed: str) -> list[app_commands.Choice[str]]:
        return await self.complete_show_name(interaction, typed)

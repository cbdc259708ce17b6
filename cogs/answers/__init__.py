"""/cast, /director, /episode, /season and /news."""

from bot.client import Casefile
from cogs.answers.buttons import Ask, Choose, Sources, Turn, TurnSources
from cogs.answers.cast import CastCog
from cogs.answers.episodes import EpisodesCog
from cogs.answers.news import NewsCog


async def setup(bot: Casefile) -> None:
    services = bot.services
    bot.add_dynamic_items(Turn, TurnSources, Sources, Ask, Choose)
    for cog in (CastCog, EpisodesCog, NewsCog):
        await bot.add_cog(cog(services.answers, services.names, services.clock))

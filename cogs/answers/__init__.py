"""/cast, /director, /writer, /episode, /season, /next and /news."""

from bot.client import Casefile
from cogs.answers.buttons import Ask, AskThere, Choose, Sources, Turn, TurnSources
from cogs.answers.commands import AnswersCog


async def setup(bot: Casefile) -> None:
    services = bot.services
    bot.add_dynamic_items(Turn, TurnSources, Sources, Ask, AskThere, Choose)
    await bot.add_cog(AnswersCog(services.answers, services.names, services.clock))

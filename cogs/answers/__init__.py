"""/cast, /director, /writer, /episode, /season, /next and /news, and the same in words: /ask and mentions."""

from bot.client import Casefile
from cogs.answers.buttons import Ask, AskThere, Choose, HaveWatched, Sources, Turn, TurnSources, Unveil
from cogs.answers.commands import AnswersCog
from cogs.answers.in_words import AskCog, MentionsCog


async def setup(bot: Casefile) -> None:
    services = bot.services
    bot.add_dynamic_items(Turn, TurnSources, Sources, Ask, AskThere, Choose, Unveil, HaveWatched)
    await bot.add_cog(AnswersCog(services.answers, services.names, services.clock))
    await bot.add_cog(AskCog(services.answers, services.clock))
    if bot.hears_mentions:
        await bot.add_cog(MentionsCog(bot))

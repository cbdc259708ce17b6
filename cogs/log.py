"""Posts, once a minute, what waits in servers' logs; after a change the cogs that made it ask for it at once."""

from discord.ext import commands, tasks

from bot.client import Casefile
from bot.outbox.log_poster import LogPoster


class LogCog(commands.Cog):
    def __init__(self, poster: LogPoster) -> None:
        self._poster = poster

    async def cog_load(self) -> None:
        self.post.start()

    async def cog_unload(self) -> None:
        self.post.cancel()

    @tasks.loop(minutes=1)
    async def post(self) -> None:
        # Any error but a network's would end the loop for good; the poster lets none out.
        await self._poster.post()


async def setup(bot: Casefile) -> None:
    await bot.add_cog(LogCog(bot.log))

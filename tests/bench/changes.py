"""Changes that moderators save while the bot runs, and how long it takes until the news of them is posted."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Sequence
from dataclasses import dataclass

from tests.loopback.answers import Answer
from tests.loopback.loopback import LoopbackDiscord
from tests.loopback.world import Guild
from tests.reliability.ground import until
from tests.wire.test_casefile import button

_LONGEST = 900.0


@dataclass
class News:
    """A new fact that a moderator has written and may save. `seconds` passed from then until it was posted."""

    guild: Guild
    draft: Answer
    seconds: float = 0.0

    @classmethod
    async def written(cls, discord: LoopbackDiscord, guild: Guild) -> News:
        """Write a piece of confirmed news, up to the button that saves it."""
        mod = guild.moderator
        form = await discord.slash("fact add", {"kind": "news"}, guild=guild, member=mod)
        draft = await discord.submit_modal(form, {"statement": f"The cast meets the fans of {guild.name}."})
        form = await discord.press(draft, button(draft, "Add a source"), member=mod)
        source = {"outlet": "Netflix", "url": "https://about.netflix.com/news", "published": "2020-01-02"}
        return cls(guild, await discord.submit_modal(form, {**source, "weight": "confirmed"}))

    async def save(self, discord: LoopbackDiscord) -> None:
        """Save it, and wait until it is posted."""
        before = _posts(discord, self.guild)
        await discord.press(self.draft, button(self.draft, "Save"), member=self.guild.moderator)
        begun = time.perf_counter()
        await until(lambda: _posts(discord, self.guild) > before, _LONGEST, "that the news was posted", every=0.02)
        self.seconds = time.perf_counter() - begun


def _posts(discord: LoopbackDiscord, guild: Guild) -> int:
    found = discord.messages(guild.channels[0])
    return sum(bool(each["author"]["bot"]) and "interaction_metadata" not in each for each in found)


async def post_news(discord: LoopbackDiscord, news: Sequence[News]) -> None:
    """Save each a second after the one before it."""
    async with asyncio.TaskGroup() as tasks:
        for each in news:
            tasks.create_task(each.save(discord))
            await asyncio.sleep(1.0)

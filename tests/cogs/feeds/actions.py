"""A site with feeds on loopback, and what moderators do with feeds, in short."""

from __future__ import annotations

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from html import escape
from pathlib import Path
from typing import Any, TypeAlias

from simcord import ChannelHandle, InteractionResult, MemberActor

from tests.cogs.facts.actions import bot_of, card, query
from tests.cogs.world import World
from tests.patience import TRIES
from tests.web.feed_server import FeedServer, feed_server

QUARTER = 15 * 60 + 61
"""The seconds after which a feed was certainly looked at again."""
TRAILER = "Jessica Jones season 2 trailer promises a storm"
RENEWED = "Jessica Jones renewed for another season"
WEATHER = "Heavy rain expected in the north"

PostedFact: TypeAlias = str | tuple[str, str]
"""A headline, alone or with the path of its address."""


class Site:
    """A news site with feeds; where it has none it answers that nothing is there."""

    def __init__(self, server: FeedServer) -> None:
        self.server = server

    def say(self, *items: PostedFact, path: str = "/feed", title: str = "Harbour Post") -> str:
        """Let a feed have these headlines, each with its own address or one made from it; the feed's address."""
        pairs = [(item, "/" + item.lower().replace(" ", "-")[:60]) if isinstance(item, str) else item for item in items]
        entries = "".join(
            f"<item><title>{escape(headline)}</title><link>{self.server.url}{place}</link><guid>{place}</guid>"
            "<pubDate>Thu, 01 Jan 2026 08:00:00 GMT</pubDate></item>"
            for headline, place in pairs
        )
        return self.server.set(
            path,
            f'<?xml version="1.0"?><rss version="2.0"><channel><title>{escape(title)}</title>{entries}</channel></rss>',
        )

    def fail(self, path: str = "/feed") -> str:
        """Let a feed be gone; its address."""
        return self.server.set(path, status=404)

    @property
    def asked(self) -> int:
        """How many requests came."""
        return len(self.server.asked)


def reach_all(_: object) -> bool:
    """Lets the bot read feeds from this machine too."""
    return True


@asynccontextmanager
async def open_site() -> AsyncGenerator[Site]:
    """A site of its own port."""
    async with feed_server() as server:
        yield Site(server)


async def add(world: World, url: str, **options: Any) -> InteractionResult:
    return await world.moderator.slash(world.channel, "feed add", url=url, **options)


async def follow(world: World, url: str, **options: Any) -> str:
    """Follow a feed; the value that picks it."""
    assert card(await add(world, url, **options)).title == "Feed added"
    (*_, last) = await world.moderator.autocomplete(world.channel, "feed test", "feed", "")
    return last["value"]


async def look(world: World, database: Path) -> None:
    """Let all feeds be looked at again now, as when their time has come."""
    query(database, "UPDATE feed SET next_look = ?", world.env.now().isoformat())
    bot_of(world).follower.wake()
    for tries in range(TRIES, 0, -1):
        try:
            await world.env.settle()
            break
        except TimeoutError:  # a busy machine takes its time to start the process that reads a feed
            if tries == 1:
                raise
    await bot_of(world).reactions.finish()
    await world.env.settle()


async def act(actor: MemberActor, channel: ChannelHandle, what: str, feed: str) -> InteractionResult:
    return await actor.slash(channel, f"feed {what}", feed=feed)

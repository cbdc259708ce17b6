"""What a post says is corrected in place, and hidden there once it is marked as a spoiler."""

from datetime import datetime
from pathlib import Path

import pytest
from simcord import ChannelHandle

from bot.client import Casefile
from bot.domain.announcements import AnnouncementKind, Place, Schedule
from bot.domain.facts import Kind, Status
from bot.domain.moderation import FactWords
from bot.services.access import Caller
from bot.services.posts.news import baseline
from bot.store.store import open_store
from tests.cogs.world import World, seen
from tests.helpers.announcements import announcement
from tests.helpers.facts import Clock, Desk
from tests.helpers.news import CONFIRMED


class Now(Clock):
    """The virtual Discord's clock."""

    def __init__(self, world: World) -> None:
        self._world = world

    def __call__(self) -> datetime:
        return self._world.env.now()


def bot_of(world: World) -> Casefile:
    assert isinstance(world.env.bot, Casefile)
    return world.env.bot


async def news_on(world: World, database: Path, place: Place) -> None:
    async with open_store(database) as store, store.writing() as gateways:
        show = await gateways.names.show_of_server(world.guild.id)
        now = world.env.now()
        announced = announcement(
            AnnouncementKind.NEWS, guild=world.guild.id, schedule=Schedule(), next_due=None, due_at=None, show=show,
            status=Status.CONFIRMED, places=(place,), made_at=now, changed_at=now,
        )  # fmt: skip
        await gateways.announcements.add(announced)
        await baseline(gateways, announced, now.date())


@pytest.mark.parametrize("forum", [False, True])
async def test_a_post_that_spoils_is_hidden_where_it_is(world: World, database: Path, forum: bool) -> None:
    guild = world.guild
    channel: ChannelHandle = guild.create_forum_channel("news") if forum else guild.create_text_channel("news")
    await news_on(world, database, Place(1, channel.id, forum=forum))
    bot, moderator = bot_of(world), Caller(guild.id, world.moderator.id, manages=True)
    async with open_store(database) as store:
        desk = Desk(store, Now(world))
        words = FactWords(statement="The lighthouse burns down.", where="season 1")
        fact = (await desk.add(Kind.NEWS, words, CONFIRMED, caller=moderator)).revision.fact.id
        bot.watcher.wake()
        await world.env.advance_time(30)
        before = len(world.env.http_requests)
        await desk.edit(fact, moderator, spoils="S01E13")
        bot.watcher.wake()
        await world.env.advance_time(30)
    changed = [request for request in world.env.http_requests[before:] if request.method == "PATCH"]
    assert changed
    if forum:
        (thread,) = [candidate for candidate in bot.guilds[0].threads if candidate.parent_id == channel.id]
        assert "lighthouse" not in thread.name
    else:
        (message,) = channel.history()
        assert "lighthouse" not in message.content
        assert "||" in (message.embeds[0].description or "")


async def correct_where_an_edit_meets(
    world: World, database: Path, channel: ChannelHandle, status: int, code: int, times: int = 1
) -> None:
    """Post a fact and change it, while the first requests about the post's message end with this error."""
    await news_on(world, database, Place(1, channel.id, forum=False))
    bot, moderator = bot_of(world), Caller(world.guild.id, world.moderator.id, manages=True)
    async with open_store(database) as store:
        desk = Desk(store, Now(world))
        words = FactWords(statement="The lighthouse burns down.", where="season 1")
        fact = (await desk.add(Kind.NEWS, words, CONFIRMED, caller=moderator)).revision.fact.id
        bot.watcher.wake()
        await world.env.advance_time(30)
        path = f"/channels/{channel.id}/messages*"
        world.env.inject_error("*", path, status=status, code=code, message="Refused", times=times)
        await desk.edit(fact, moderator, statement="The lighthouse is saved.")
        bot.watcher.wake()
        for _ in range(3):
            await world.env.advance_time(30)


@pytest.mark.parametrize(
    ("status", "code", "becomes"),
    [
        (400, 50083, "replied to"),
        (400, 30046, "replied to"),
        (403, 50005, "replied to"),
        (404, 10008, "left"),
        (404, 0, "edited"),
        (403, 0, "edited"),
    ],
)
async def test_what_an_edit_meets_decides_how_a_post_is_corrected(
    world: World, database: Path, status: int, code: int, becomes: str
) -> None:
    channel = world.guild.create_text_channel("news")
    await correct_where_an_edit_meets(world, database, channel, status, code)
    said = ["The lighthouse is saved." in str(message.embeds[0].description) for message in channel.history()]
    assert said == {"replied to": [False, True], "left": [False], "edited": [True]}[becomes]


async def test_a_correction_that_discord_refuses_is_logged(world: World, database: Path) -> None:
    channel, log = world.guild.create_text_channel("news"), world.guild.create_text_channel("log")
    seen(await world.moderator.slash(world.channel, "setup log", channel=log))
    await correct_where_an_edit_meets(world, database, channel, 400, 200000, times=2)
    (line,) = [message.content for message in log.history() if "could not be corrected" in message.content]
    assert "AutoMod" in line

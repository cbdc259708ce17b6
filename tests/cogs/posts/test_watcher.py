"""Changes find their way into posts: soon, also those of other processes, and without delaying anything else."""

import asyncio
from pathlib import Path

import pytest

from bot.domain.announcements import Place
from bot.domain.facts import Kind
from bot.domain.moderation import FactWords
from bot.services.access import Caller
from bot.store.store import open_store
from tests.cogs.posts.test_corrections import Now, bot_of, news_on
from tests.cogs.posts.test_deliveries import announce, texts
from tests.cogs.world import World, let_pass
from tests.helpers.facts import Desk
from tests.helpers.news import CONFIRMED

WORDS = FactWords(statement="The lighthouse burns down.", where="season 1")
NOTE = ', note = "The credits call the character Gregory Sallinger."'


def moderator(world: World) -> Caller:
    return Caller(world.guild.id, world.moderator.id, manages=True)


@pytest.mark.parametrize("pack", [False, True])
async def test_another_process_is_followed_within_a_minute(
    world: World, database: Path, tmp_path: Path, pack: bool
) -> None:
    """A second bot, or a command that loads a pack: nothing wakes this one."""
    channel = world.guild.create_text_channel("news")
    await news_on(world, database, Place(1, channel.id, forum=False))
    await world.env.advance_time(90)
    async with open_store(database) as store:
        desk = Desk(store, Now(world))
        if pack:
            await desk.load_newer_pack(tmp_path, (NOTE, ', weight = "confirmed"'))
        else:
            await desk.add(Kind.NEWS, WORDS, CONFIRMED, caller=moderator(world))
    await world.env.advance_time(61)
    (message,) = channel.history()
    assert ("Foolkiller" if pack else "lighthouse") in str(message.embeds[0].description)
    await let_pass(world.env, 1000)
    assert len(channel.history()) == 1


async def test_from_a_saved_change_to_its_post_it_takes_less_than_two_seconds(world: World, database: Path) -> None:
    channel = world.guild.create_text_channel("news")
    await news_on(world, database, Place(1, channel.id, forum=False))
    bot = bot_of(world)
    editing = bot.services.facts.editing
    await world.env.advance_time(90)
    async with open_store(database) as store:
        draft = await Desk(store, Now(world)).write_sourced(Kind.NEWS, WORDS, CONFIRMED, caller=moderator(world))
    await editing.save(moderator(world), draft.proposal.id, None)
    await world.env.advance_time(2)
    (message,) = channel.history()
    assert "lighthouse" in str(message.embeds[0].description)


async def test_a_look_that_takes_very_long_delays_no_post(
    world: World, database: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    hung = asyncio.Event()

    async def hanging() -> None:
        hung.set()
        await asyncio.sleep(100_000)

    monkeypatch.setattr(bot_of(world).services.posts.news_watch, "step", hanging)
    await world.env.advance_time(61)
    assert hung.is_set()
    await announce(world, database)
    await world.env.advance_time(602)
    assert texts(world.channel) == ["The trailer is out tonight."]


async def test_an_error_in_looking_is_counted_and_met_again(
    world: World, database: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    channel = world.guild.create_text_channel("news")
    await news_on(world, database, Place(1, channel.id, forum=False))
    watcher, watching = bot_of(world).watcher, bot_of(world).services.posts.news_watch
    step = watching.step

    async def failing() -> None:
        raise RuntimeError("no such luck")

    monkeypatch.setattr(watching, "step", failing)
    async with open_store(database) as store:
        await Desk(store, Now(world)).add(Kind.NEWS, WORDS, CONFIRMED, caller=moderator(world))
    await world.env.advance_time(200)
    assert 5 < watcher.errors < 100  # it continues, and not as fast as it can
    monkeypatch.setattr(watching, "step", step)
    await world.env.advance_time(15)
    assert len(channel.history()) == 1
    assert "no such luck" in caplog.text

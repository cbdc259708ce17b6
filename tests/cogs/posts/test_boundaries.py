"""Announcements in channels whose boundary covers what they would say."""

from pathlib import Path

from bot.domain.announcements import Place
from bot.domain.facts import Kind
from bot.domain.moderation import FactWords
from bot.store.store import open_store
from tests.cogs.announcements.actions import confirm, confirmed, shown
from tests.cogs.facts.actions import query
from tests.cogs.posts.test_corrections import Now, news_on
from tests.cogs.posts.test_deliveries import thread_in
from tests.cogs.posts.test_watcher import moderator
from tests.cogs.world import World, let_pass, seen
from tests.helpers.facts import Desk
from tests.helpers.news import CONFIRMED

LATER = FactWords(statement="The lighthouse burns down.", where="season 3")


async def test_covered_news_is_posted_only_where_it_is_not_covered_and_never_later(
    world: World, database: Path
) -> None:
    covered, told = world.guild.create_text_channel("episode-3"), world.guild.create_text_channel("news")
    assert seen(await world.moderator.slash(world.channel, "setup spoilers", upto="S01E03", channel=covered)).ephemeral
    for number, channel in enumerate((covered, told), start=1):
        await news_on(world, database, Place(number, channel.id, forum=False))
    await world.env.advance_time(90)
    async with open_store(database) as store:
        desk = Desk(store, Now(world))
        await desk.add(Kind.NEWS, LATER, CONFIRMED, caller=moderator(world))
    await world.env.advance_time(90)
    assert covered.history() == []
    (message,) = told.history()
    assert "lighthouse" in str(message.embeds[0].description)
    seen(await world.moderator.slash(world.channel, "setup spoilers", upto="off", channel=covered))
    await let_pass(world.env, 1000)
    assert covered.history() == []


async def test_a_preview_names_the_channels_in_which_a_post_leaves_something_out(world: World) -> None:
    seen(await world.moderator.slash(world.channel, "setup spoilers", upto="S01E03", channel=world.channel))
    draft = await world.moderator.slash(world.channel, "announce news", switch="on")
    assert "leaves out what lies beyond S01E03" in shown(draft).value("Worth knowing")
    assert "talk" in shown(draft).value("Worth knowing")
    confirmed(await confirm(world.moderator, draft))


async def test_a_thread_that_was_archived_follows_its_channel_too(world: World, database: Path) -> None:
    thread, handle = await thread_in(world)
    seen(await world.moderator.slash(world.channel, "setup spoilers", upto="S01E03", channel=world.channel))
    await news_on(world, database, Place(1, handle.id, forum=False))
    await world.env.advance_time(90)
    await thread.edit(archived=True)  # the library forgets it
    async with open_store(database) as store:
        await Desk(store, Now(world)).add(Kind.NEWS, LATER, CONFIRMED, caller=moderator(world))
    await world.env.advance_time(90)
    assert handle.history() == []


async def test_days_alone_take_no_bars_away_from_posts(world: World, database: Path) -> None:
    query(database, "UPDATE episode SET aired = '2030-01-01' WHERE title = 'AKA Everything'")
    seen(await world.moderator.slash(world.channel, "setup spoilers", days=3))
    channel = world.guild.create_text_channel("news")
    await news_on(world, database, Place(1, channel.id, forum=False))
    await world.env.advance_time(90)
    words = FactWords(statement="The lighthouse burns down.", where="S01E01", spoils="S01E03")
    async with open_store(database) as store:
        await Desk(store, Now(world)).add(Kind.NEWS, words, CONFIRMED, caller=moderator(world))
    await world.env.advance_time(90)
    (message,) = channel.history()
    assert "||The lighthouse burns down.||" in str(message.embeds[0].description)

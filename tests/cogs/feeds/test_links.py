"""A feed's links in a channel: each posted once, marked as unreviewed, and put right once moderators have decided."""

from pathlib import Path

import discord
import pytest
from simcord import ChannelHandle

from bot.app import open_app
from bot.domain.ids import base36
from tests.cogs.announcements.actions import GONE
from tests.cogs.facts.actions import assert_nobody_is_pinged, bot_of, card, choose, keep_log, press, query, send
from tests.cogs.feeds.actions import (
    RENEWED,
    TRAILER,
    WEATHER,
    PostedFact,
    Site,
    act,
    add,
    follow,
    look,
    reach_all,
)
from tests.cogs.test_setup_status import channel_of, guild_of
from tests.cogs.world import World, refused, seen
from tests.conftest import PACKS
from tests.ui.harmless import assert_formatted

UNREVIEWED = "⚠️ Unreviewed: no moderator has checked this yet. It may contain spoilers."


@pytest.fixture
def links(world: World) -> ChannelHandle:
    """Where links are posted."""
    return world.guild.create_text_channel("links")


@pytest.fixture
async def feed(world: World, site: Site, links: ChannelHandle) -> str:
    """The value that picks a feed whose links are posted."""
    return await follow(world, site.say(WEATHER), channel=links)


def posted(channel: ChannelHandle) -> list[discord.Embed]:
    return [message.embeds[0] for message in channel.history()]


async def settle(world: World) -> None:
    await world.env.advance_time(2)


async def bring(world: World, site: Site, database: Path, *headlines: PostedFact) -> None:
    """Let the feed bring these, and everything be posted."""
    site.say(WEATHER, *headlines)
    await look(world, database)
    await settle(world)


async def test_a_link_is_posted_once_and_marked(
    world: World, site: Site, links: ChannelHandle, feed: str, database: Path
) -> None:
    await bring(world, site, database, TRAILER)
    (message,) = links.history()
    assert message.content == "📡 Jessica Jones in Harbour Post · unreviewed"
    (embed,) = posted(links)
    lines = (embed.description or "").splitlines()
    assert lines[0].startswith(f"||**[{TRAILER}](http://127.0.0.1")
    assert lines[1:] == ["Harbour Post · 1 January 2026", UNREVIEWED]
    await look(world, database)
    await bring(world, site, database, (TRAILER, "/again"))
    assert len(links.history()) == 1
    assert_nobody_is_pinged(world)


@pytest.mark.parametrize(
    ("word", "says"), [("rumoured", "💬 **Rumoured**"), ("confirmed", "✅ **Confirmed**"), ("denied", "❌ **Denied**")]
)
async def test_a_link_says_with_what_status_its_story_was_approved(
    world: World, site: Site, links: ChannelHandle, feed: str, database: Path, word: str, says: str
) -> None:
    await bring(world, site, database, TRAILER)
    await choose(world, world.moderator, world.channel, approving(database), word)
    await settle(world)
    (message,) = links.history()
    assert message.content == f"📡 Jessica Jones in Harbour Post · {word}"
    (embed,) = posted(links)
    assert (embed.description or "").splitlines()[2] == says
    assert ("~~" in (embed.description or "")) == (word == "denied")
    assert await corrections_after_another_look(world, database) == 1


async def test_a_link_whose_story_was_rejected_says_so(
    world: World, site: Site, links: ChannelHandle, feed: str, database: Path
) -> None:
    await bring(world, site, database, TRAILER)
    opened = await press(world, world.moderator, world.channel, approving(database).replace("approve-as", "reject"))
    await send(world.moderator, opened, {"reason": "Old."})
    await settle(world)
    (embed,) = posted(links)
    lines = (embed.description or "").splitlines()
    assert lines[0].startswith(f"||~~**[{TRAILER}]")
    assert lines[2] == "*Moderators looked at this and rejected it.*"
    assert await corrections_after_another_look(world, database) == 1


async def test_a_link_that_repeats_an_approved_story_waits_for_its_own_decision(
    world: World, site: Site, links: ChannelHandle, feed: str, database: Path
) -> None:
    await bring(world, site, database, TRAILER)
    first = approving(database)
    await choose(world, world.moderator, world.channel, first, "reported")
    await follow(world, site.say(WEATHER, path="/b", title="Quay Weekly"), channel=links)
    site.say(WEATHER, (TRAILER, "/b/trailer"), path="/b", title="Quay Weekly")
    await look(world, database)
    await settle(world)
    assert await corrections_after_another_look(world, database) == 1
    assert [message.content.split(" · ")[1] for message in links.history()] == ["reported", "unreviewed"]
    (second,) = [
        f"mod-approve-as:{base36(row[0])}"
        for row in query(database, "SELECT revision_id FROM story")
        if f"mod-approve-as:{base36(row[0])}" != first
    ]
    await choose(world, world.moderator, world.channel, second, "reported")
    await settle(world)
    contents = [message.content.split(" · ")[1] for message in links.history()]
    assert contents[1] == "confirmed"


async def test_what_spoils_is_hidden_in_the_link_once_that_is_known(
    world: World, site: Site, links: ChannelHandle, feed: str, database: Path
) -> None:
    await bring(world, site, database, TRAILER)
    edit = approving(database).replace("approve-as", "words")
    shown = await send(world.moderator, await press(world, world.moderator, world.channel, edit), {"spoils": "S01E13"})
    assert card(await world.moderator.click(card(shown).message, label="Save")).title == "Added"
    await settle(world)
    (embed,) = posted(links)
    assert (embed.description or "").splitlines()[0].startswith("||**[")
    assert "(spoils S01E13)" in (embed.description or "")


async def test_a_story_that_is_decided_before_it_could_be_posted(
    world: World, site: Site, links: ChannelHandle, feed: str, database: Path
) -> None:
    await bot_of(world).announcer.stop()
    await bring(world, site, database, TRAILER, RENEWED)
    (first, second) = [f"mod-approve-as:{base36(row[0])}" for row in query(database, "SELECT revision_id FROM story")]
    await choose(world, world.moderator, world.channel, first, "reported")
    opened = await press(world, world.moderator, world.channel, second.replace("approve-as", "reject"))
    await send(world.moderator, opened, {"reason": "Old."})
    await restart(world, database)
    (message,) = links.history()
    assert message.content == "📡 Jessica Jones in Harbour Post · reported"
    states = query(database, "SELECT state FROM delivery WHERE corrects_id IS NULL ORDER BY state")
    assert states == [("sent",), ("skipped",)]


async def test_nothing_is_added_where_links_could_not_be_posted(
    world: World, site: Site, links: ChannelHandle, database: Path
) -> None:
    await channel_of(world, links).set_permissions(guild_of(world).me, embed_links=False)
    refusal = refused(world, await add(world, site.say(WEATHER), channel=links))
    assert refusal == f"Nothing was added. In <#{links.id}>: I lack **Embed Links**."
    assert query(database, "SELECT * FROM subscription") == []
    assert query(database, "SELECT * FROM announcement") == []


async def test_a_channel_that_refuses_is_paused_until_it_is_put_right(
    world: World, site: Site, links: ChannelHandle, feed: str, database: Path
) -> None:
    log = await keep_log(world)
    me = guild_of(world).me
    await channel_of(world, links).set_permissions(me, send_messages=False)
    await bring(world, site, database, TRAILER)
    assert links.history() == []
    await bot_of(world).log.post(world.guild.id)
    (warning,) = [message.content for message in log.history() if "⚠️" in message.content]
    assert warning.startswith("⚠️ The feed “Harbour Post” is paused in <#")
    assert warning.endswith("Resume it with /feed resume. To use another channel, remove the feed and add it again.")
    listed = card(await world.moderator.slash(world.channel, "feed list"))
    assert "⚠️ in **\\#links**" in listed.body
    assert "/feed resume" in listed.body
    early = refused(world, await act(world.moderator, world.channel, "resume", feed))
    assert early == f"It can't continue yet. In <#{links.id}>: I lack **Send Messages** and **Embed Links**."
    await channel_of(world, links).set_permissions(me, overwrite=None)
    assert card(await act(world.moderator, world.channel, "resume", feed)).title == "Resumed"
    assert "⚠️" not in card(await world.moderator.slash(world.channel, "feed list")).body
    await bring(world, site, database, TRAILER, RENEWED)
    assert [RENEWED in (embed.description or "") for embed in posted(links)] == [True]


async def test_where_the_channel_is_gone_the_list_says_how_to_take_another(
    world: World, site: Site, links: ChannelHandle, feed: str, database: Path
) -> None:
    await channel_of(world, links).delete()
    await bring(world, site, database, TRAILER)
    listed = card(await world.moderator.slash(world.channel, "feed list"))
    assert "The channel is gone." in listed.body
    assert "For another channel, remove the feed and add it again" in listed.body


async def test_what_was_planned_before_a_restart_is_posted_after_it(
    world: World, site: Site, links: ChannelHandle, feed: str, database: Path
) -> None:
    await bot_of(world).announcer.stop()
    await bring(world, site, database, TRAILER)
    assert links.history() == []
    await restart(world, database)
    assert len(links.history()) == 1


async def test_a_feeds_title_does_nothing_in_the_log(
    world: World, site: Site, links: ChannelHandle, database: Path
) -> None:
    title = "[Sign in](https://evil.example) @everyone ||x||"
    await follow(world, site.say(WEATHER, title=title), channel=links)
    log = await keep_log(world)
    await channel_of(world, links).set_permissions(guild_of(world).me, send_messages=False)
    site.say(WEATHER, TRAILER, title=title)
    await look(world, database)
    await settle(world)
    await bot_of(world).log.post(world.guild.id)
    (warning,) = [message.content for message in log.history() if "is paused in" in message.content]
    assert r"The feed “\[Sign in\]\(https:" in warning
    assert_formatted(warning)


async def test_announce_knows_nothing_of_feeds(
    world: World, site: Site, links: ChannelHandle, feed: str, database: Path
) -> None:
    ((number,),) = query(database, "SELECT id FROM announcement")
    value = base36(number)
    assert seen(await world.moderator.slash(world.channel, "announce list")).description.startswith("Nothing is")
    assert await world.moderator.autocomplete(world.channel, "announce show", "announcement", "") == []
    for what in ("show", "edit", "cancel", "pause", "resume", "test"):
        answer = await world.moderator.slash(world.channel, f"announce {what}", announcement=value)
        assert "No announcement with" in refused(world, answer)
    for what in ("say-show", "say-edit", "say-end", "say-pause", "say-resume", "say-test"):
        forged = await press(world, world.moderator, world.channel, f"mod-{what}:{value}:0")
        assert seen(forged).content == GONE
    assert query(database, "SELECT state FROM announcement") == [("active",)]


async def test_nothing_is_posted_of_a_feed_that_is_paused_or_removed(
    world: World, site: Site, links: ChannelHandle, feed: str, database: Path
) -> None:
    await bot_of(world).announcer.stop()
    await bring(world, site, database, TRAILER)
    await act(world.moderator, world.channel, "pause", feed)
    assert query(database, "SELECT state FROM delivery") == [("skipped",)]
    question = card(await act(world.moderator, world.channel, "remove", feed))
    assert card(await world.moderator.click(question.message, label="Remove it")).title == "Removed"
    assert query(database, "SELECT state FROM announcement") == [("cancelled",)]


async def test_in_a_forum_each_link_is_a_post_of_its_own(world: World, site: Site, database: Path) -> None:
    forum = world.guild.create_forum_channel("links")
    await follow(world, site.say(WEATHER), channel=forum)
    await bring(world, site, database, TRAILER)
    (thread,) = [candidate for candidate in guild_of(world).threads if candidate.parent_id == forum.id]
    assert thread.name == "📡 Jessica Jones in Harbour Post · unreviewed"
    await choose(world, world.moderator, world.channel, approving(database), "reported")
    await settle(world)
    (thread,) = [candidate for candidate in guild_of(world).threads if candidate.parent_id == forum.id]
    assert thread.name == "📡 Jessica Jones in Harbour Post · reported"


async def restart(world: World, database: Path) -> None:
    """Let another process take the place of the bot, on the same database."""
    async with open_app(database, PACKS, always_sync=True, may_reach=reach_all) as restarted:
        await world.env.restart_bot(restarted)
        await settle(world)
        await world.env.shutdown()


async def corrections_after_another_look(world: World, database: Path) -> int:
    bot_of(world).watcher.wake()
    await settle(world)
    ((count,),) = query(database, "SELECT COUNT(*) FROM delivery WHERE corrects_id IS NOT NULL")
    return count


def approving(database: Path) -> str:
    """The custom id of the list with which the one story is approved."""
    ((revision,),) = query(database, "SELECT revision_id FROM story")
    return f"mod-approve-as:{base36(revision)}"

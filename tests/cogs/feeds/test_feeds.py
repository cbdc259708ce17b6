"""/feed: feeds followed, listed, tried, paused, resumed and removed, from a real site on loopback."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from bot.web.addresses import is_public
from tests.cogs.facts.actions import (
    ONLY_MODERATORS,
    add_keeper,
    assert_nobody_is_pinged,
    bot_of,
    card,
    id_in,
    press,
    query,
    snapshot,
    words,
)
from tests.cogs.feeds.actions import (
    QUARTER,
    RENEWED,
    TRAILER,
    WEATHER,
    Site,
    act,
    add,
    follow,
    look,
)
from tests.cogs.world import World, refused
from tests.engines.raw import connect


async def test_a_feed_is_followed_from_now_on(world: World, site: Site) -> None:
    shown = card(await add(world, site.say(TRAILER, WEATHER)))
    assert shown.title == "Feed added"
    assert "Harbour Post" in shown.body
    assert "1 of its 2 items is about your show. Only new items are taken." in shown.body
    assert "Only new items are taken." in shown.body
    assert "No links are posted" in shown.body
    assert "every 15 minutes" in shown.body


def following(database: Path) -> list[str]:
    """The addresses of all feeds that anybody follows."""
    return [row[0] for row in query(database, "SELECT url FROM feed JOIN subscription ON feed_id = feed.id")]


@pytest.mark.parametrize(
    ("url", "words"),
    [
        ("ftp://harbour.example/feed", "http"),
        ("http://user:secret@harbour.example/feed", "password"),
        ("http://", "address"),
    ],
)
async def test_what_is_no_address_is_refused_in_words(world: World, database: Path, url: str, words: str) -> None:
    assert words in refused(world, await add(world, url))
    assert following(database) == []


@pytest.mark.parametrize("may_reach", [is_public])
async def test_only_public_addresses_are_read(world: World, site: Site, database: Path) -> None:
    assert "private network" in refused(world, await add(world, site.say(TRAILER)))
    assert site.asked == 0
    assert following(database) == []


async def test_what_is_no_feed_is_refused_in_words(world: World, site: Site, database: Path) -> None:
    page = site.server.set("/page", "<!doctype html><html><head><title>News</title></head><body>News</body></html>")
    assert "web page" in refused(world, await add(world, page))
    assert "nothing at that address" in refused(world, await add(world, site.fail("/gone")))
    assert following(database) == []


async def test_a_feed_is_followed_once(world: World, site: Site, database: Path) -> None:
    await follow(world, site.say(TRAILER))
    again = refused(world, await add(world, site.say(TRAILER)))
    assert again.startswith(f"This was already handled by <@{world.moderator.id}> on <t:")
    assert again.endswith(":f>: this server follows that feed; /feed list shows it.")
    assert len(following(database)) == 1


async def test_only_moderators_have_to_do_with_feeds(world: World, site: Site, database: Path) -> None:
    feed = await follow(world, site.say(TRAILER))
    asked, other = site.asked, site.say(TRAILER, path="/other")
    assert refused(world, await world.fan.slash(world.channel, "feed add", url=other)) == ONLY_MODERATORS
    assert refused(world, await world.fan.slash(world.channel, "feed list")) == ONLY_MODERATORS
    for what in ("test", "pause", "resume", "remove"):
        assert refused(world, await act(world.fan, world.channel, what, feed)) == ONLY_MODERATORS
    assert await world.fan.autocomplete(world.channel, "feed test", "feed", "") == []
    question = card(await act(world.moderator, world.channel, "remove", feed))
    forged = await press(world, world.fan, world.channel, id_in(question, "Remove it"))
    assert words(forged) == ONLY_MODERATORS
    assert site.asked == asked
    assert len(following(database)) == 1


async def test_another_server_has_nothing_to_do_with_it(world: World, site: Site, database: Path) -> None:
    feed = await follow(world, site.say(TRAILER))
    assert await world.far_moderator.autocomplete(world.far_channel, "feed test", "feed", "") == []
    refused(world, await act(world.far_moderator, world.far_channel, "remove", feed))
    question = card(await act(world.moderator, world.channel, "remove", feed))
    forged = await press(world, world.far_moderator, world.far_channel, id_in(question, "Remove it"))
    assert words(forged)
    assert len(following(database)) == 1


async def test_a_moderator_by_role_may_follow_feeds(world: World, site: Site) -> None:
    keeper = await add_keeper(world)
    added = card(await keeper.slash(world.channel, "feed add", url=site.say(TRAILER)))
    assert added.title == "Feed added"


async def test_the_list_says_what_is_wrong_and_since_when(world: World, site: Site, database: Path) -> None:
    none = card(await world.moderator.slash(world.channel, "feed list"))
    assert none.description.startswith("No feed is followed here yet.")
    await follow(world, site.say(TRAILER))
    whole = card(await world.moderator.slash(world.channel, "feed list"))
    assert "**[Harbour Post](" in whole.body
    assert "read <t:" in whole.body
    assert "⚠️" not in whole.body
    site.fail()
    await look(world, database)
    broken = card(await world.moderator.slash(world.channel, "feed list"))
    assert "⚠️ failing since <t:" in broken.body
    assert "nothing at that address" in broken.body
    site.say(TRAILER)
    await look(world, database)
    assert "⚠️" not in card(await world.moderator.slash(world.channel, "feed list")).body


def copy_row(database: Path, table: str, number: int, **changes: str) -> None:
    """One more row like the table's first, each of whose ids is higher by that number."""
    with closing(connect(database)) as connection:
        connection.row_factory = sqlite3.Row
        first = dict(connection.execute(f"SELECT * FROM {table} ORDER BY id LIMIT 1").fetchone())
    ids = {name: first[name] + number for name in ("id", "feed_id") if name in first}
    row = first | ids | changes
    query(database, f"INSERT INTO {table} VALUES ({', '.join('?' * len(row))})", *row.values())


async def test_a_long_list_has_pages(world: World, site: Site, database: Path) -> None:
    await follow(world, site.say(TRAILER, title="Paper 0"))
    for number in range(1, 9):
        copy_row(database, "feed", number, title=f"Paper {number}", url=f"https://paper.example/{number}")
        copy_row(database, "subscription", number)
    first = card(await world.moderator.slash(world.channel, "feed list"))
    assert first.footer == "page 1 of 2"
    assert "Paper 7" in first.body
    assert "Paper 8" not in first.body
    second = card(await world.moderator.click(first.message, label="Next ›"))
    assert "Paper 8" in second.body
    assert "Paper 0" in card(await world.moderator.click(second.message, label="‹ Back")).body


async def test_a_test_shows_what_would_be_taken_and_why(world: World, site: Site, database: Path) -> None:
    feed = await follow(world, site.say(WEATHER))
    site.say(TRAILER, WEATHER, "Krysten Ritter opens a bakery")
    before = snapshot(database), query(database, "SELECT * FROM feed"), query(database, "SELECT * FROM feed_mark")
    shown = card(await act(world.moderator, world.channel, "test", feed))
    lines = shown.description.splitlines()
    assert lines[1] == "1 of 3 items would be taken. This test changes nothing."
    assert lines[2].startswith(f"✅ [{TRAILER}](http")
    assert "Harbour Post · 1 January 2026 · it names Jessica Jones" in lines[2]
    assert lines[3].startswith(f"▫️ not about the show: [{WEATHER}]")
    assert lines[3].endswith("it names nothing of the show")
    assert lines[4].endswith("it names only Krysten Ritter")
    assert before == (
        snapshot(database), query(database, "SELECT * FROM feed"), query(database, "SELECT * FROM feed_mark")
    )  # fmt: skip
    site.fail()
    assert "nothing at that address" in refused(world, await act(world.moderator, world.channel, "test", feed))


async def test_what_comes_while_a_feed_is_paused_is_not_taken_later(world: World, site: Site, database: Path) -> None:
    feed = await follow(world, site.say(WEATHER))
    assert "⏸️ paused" in card(await act(world.moderator, world.channel, "pause", feed)).body
    again = refused(world, await act(world.moderator, world.channel, "pause", feed))
    assert again == f"This was already handled by <@{world.moderator.id}>: paused."
    site.say(WEATHER, TRAILER)
    await look(world, database)
    assert card(await act(world.moderator, world.channel, "resume", feed)).title == "Resumed"
    assert refused(world, await act(world.moderator, world.channel, "resume", feed)).endswith(": it is active.")
    await look(world, database)
    assert query(database, "SELECT * FROM story") == []
    site.say(WEATHER, TRAILER, RENEWED)
    await look(world, database)
    assert len(query(database, "SELECT * FROM story")) == 1


async def test_a_feed_is_removed_after_a_question(world: World, site: Site, database: Path) -> None:
    feed = await follow(world, site.say(TRAILER))
    question = card(await act(world.moderator, world.channel, "remove", feed))
    assert question.labels == ["Remove it", "Keep it"]
    assert card(await world.moderator.click(question.message, label="Keep it")).title == "Feeds"
    assert len(following(database)) == 1
    question = card(await act(world.moderator, world.channel, "remove", feed))
    assert card(await world.moderator.click(question.message, label="Remove it")).title == "Removed"
    assert following(database) == []
    late = await press(world, world.moderator, world.channel, id_in(question, "Remove it"))
    assert words(late)
    asked = site.asked
    await look(world, database)
    assert site.asked == asked


async def test_nothing_that_a_site_writes_formats_pings_or_links(world: World, site: Site, database: Path) -> None:
    hostile = "**Jessica Jones** @everyone <@1> [x](https://evil.example) ||season 2||"
    feed = await follow(world, site.say(WEATHER, title="@everyone **[x](http://evil.example)**"))
    site.say((hostile, "/hostile"), title="@everyone **[x](http://evil.example)**")
    await look(world, database)
    for shown in (
        card(await world.moderator.slash(world.channel, "feed list")),
        card(await act(world.moderator, world.channel, "test", feed)),
    ):
        assert "@everyone" not in shown.body
        assert "](https://evil" not in shown.body
        assert "](http://evil" not in shown.body
        assert "||" not in shown.body.replace("\\|", "")
    assert_nobody_is_pinged(world)


async def test_the_loop_outlives_an_error(world: World, site: Site, database: Path) -> None:
    await follow(world, site.say(WEATHER))
    query(database, "ALTER TABLE subscription RENAME TO lost")
    await world.env.advance_time(61)
    query(database, "ALTER TABLE lost RENAME TO subscription")
    site.say(WEATHER, TRAILER)
    await world.env.advance_time(QUARTER)
    assert len(query(database, "SELECT * FROM story")) == 1
    assert bot_of(world).follower.errors > 0

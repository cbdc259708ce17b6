"""Following feeds: items that are there already are not taken, new ones are taken once, failures are logged once."""

import asyncio
from collections.abc import AsyncGenerator
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.domain.announcement_views import Target
from bot.domain.feeds import MOST_SUBSCRIPTIONS
from bot.errors import AlreadyHandled, BadInput, NotModerator, SiteTrouble
from bot.services.feeds import intake
from bot.services.feeds.polling import LEASE
from bot.services.servers.housekeeping import Housekeeping
from bot.store.store import Store
from bot.web.feeds import FeedReader
from bot.web.fetching import open_fetcher
from tests.helpers.facts import FAN, MOD, MOD_OF_B, SERVER_A, SERVER_B, Clock
from tests.helpers.feeds import SECOND, Entry, Newsdesk, SlowReader, anywhere, open_reader, open_site, read_due

RENEWED = "Jessica Jones is renewed for a fourth season"
TRAILER = "Jessica Jones gets a first trailer"
LEAVES = "Trish Walker says farewell to Jessica Jones"
WEATHER = "Rain over the harbour at the weekend"
CHANNEL = Target(5001)


@pytest.fixture
async def desk(store: Store) -> AsyncGenerator[Newsdesk]:
    clock = Clock()
    async with open_site() as site, open_reader(clock) as reader:
        desk = Newsdesk(store, clock, site=site, reader=reader)
        await desk.keep_logs()
        site.publish(RENEWED, WEATHER)
        yield desk


# Adding


async def test_what_a_feed_has_already_is_no_news(desk: Newsdesk) -> None:
    added = await desk.feeds.add(MOD, desk.site.url(), None)
    assert (added.about, added.items, added.subscription.feed.title) == (1, 2, "Harbour Gazette")
    assert (await desk.look()).new == 0
    assert await desk.headlines() == []


async def test_what_comes_afterwards_is(desk: Newsdesk) -> None:
    await desk.follow()
    desk.site.add(TRAILER, "A recipe for soup")
    looked = await desk.look()
    assert (looked.new, looked.guilds) == (1, {SERVER_A})
    assert await desk.headlines() == [TRAILER]
    assert (await desk.only_feed()).waiting == 1


async def test_an_address_is_known_again_in_whatever_way_it_is_written(desk: Newsdesk) -> None:
    await desk.follow()
    for written in (
        desk.site.url(),
        f" <{desk.site.url()}#top> ",
        desk.site.url().upper().replace("FEED.JSON", "feed.json"),
    ):
        with pytest.raises(AlreadyHandled, match=rf"<@{MOD.user}> on <t:\d+:f>: this server follows that feed"):
            await desk.feeds.add(MOD, written, None)
    assert desk.site.calls() == 1


async def test_nothing_is_followed_that_is_no_feed(desk: Newsdesk) -> None:
    with pytest.raises(SiteTrouble):
        await desk.feeds.add(MOD, desk.site.url("/nothing"), None)
    with pytest.raises(BadInput):
        await desk.feeds.add(MOD, "gopher://harbour.example/feed", None)
    assert await desk.feeds.listed(MOD) == ()


async def test_a_server_follows_only_so_many_feeds(desk: Newsdesk) -> None:
    followed = await desk.follow()
    async with desk.store.writing() as gateways:
        for number in range(MOST_SUBSCRIPTIONS - 1):
            feed = replace(followed.feed, id=desk.ids(), url=f"https://harbour.example/{number}")
            await gateways.feeds.add(feed)
            await gateways.feeds.subscribe(replace(followed, id=desk.ids(), feed=feed))
    with pytest.raises(BadInput, match="50 feeds already"):
        await desk.follow(SECOND)
    desk.site.publish(WEATHER, path=SECOND)
    await desk.follow(SECOND, MOD_OF_B)


async def test_a_feed_is_read_once_for_all_who_follow_it(desk: Newsdesk) -> None:
    await desk.follow()
    desk.site.add(TRAILER)
    desk.clock.move(minutes=5)
    added = await desk.feeds.add(MOD_OF_B, desk.site.url(), None)
    assert (added.about, added.items) == (2, 3)
    # For the server that followed it already this was one more look.
    assert (await desk.headlines(), await desk.headlines(SERVER_B)) == ([TRAILER], [])
    desk.site.add(LEAVES)
    assert (await desk.look()).new == 2
    assert (await desk.headlines(), await desk.headlines(SERVER_B)) == ([TRAILER, LEAVES], [LEAVES])
    assert desk.site.calls() == 3


async def test_only_moderators_may(desk: Newsdesk) -> None:
    followed = await desk.follow()
    feeds = desk.feeds
    for trying in (
        feeds.check(FAN), feeds.add(FAN, desk.site.url(SECOND), None), feeds.listed(FAN), feeds.notes(FAN),
        feeds.resolve(FAN, "harbour"), feeds.pause(FAN, followed.id), feeds.resume(FAN, followed.id),
        feeds.remove(FAN, followed.id), feeds.test(FAN, followed.id),
    ):  # fmt: skip
        with pytest.raises(NotModerator):
            await trying
    assert await feeds.complete(FAN, "") == []
    assert desk.site.calls() == 1


async def test_another_servers_feeds_are_not_there(desk: Newsdesk) -> None:
    followed = await desk.follow()
    for trying in (desk.feeds.pause, desk.feeds.resume, desk.feeds.remove, desk.feeds.test):
        with pytest.raises(BadInput, match="does not follow that feed"):
            await trying(MOD_OF_B, followed.id)
    assert await desk.feeds.listed(MOD_OF_B) == ()


async def test_a_feed_is_found_by_any_words_of_it(desk: Newsdesk) -> None:
    first = await desk.follow()
    desk.site.publish(WEATHER, path=SECOND, outlet="Harbour Tidings")
    second = await desk.follow(SECOND)
    for text, meant in (("gazette", first), ("tid harb", second), (desk.site.url(SECOND), second)):
        assert await desk.feeds.resolve(MOD, text) == meant.id
    [picked] = await desk.feeds.complete(MOD, "tidings")
    assert await desk.feeds.resolve(MOD, picked.value) == second.id
    assert len(await desk.feeds.complete(MOD, "")) == 2
    with pytest.raises(BadInput, match="2 feeds have these words"):
        await desk.feeds.resolve(MOD, "harbour")
    for text in ("lantern", "", "  "):
        with pytest.raises(BadInput, match="follows no feed"):
            await desk.feeds.resolve(MOD, text)


async def test_trying_a_feed_shows_what_would_be_taken_and_changes_nothing(desk: Newsdesk) -> None:
    followed = await desk.follow()
    desk.site.add(LEAVES)
    tested = await desk.feeds.test(MOD, followed.id)
    assert [(item.item.title, item.relevance.about) for item in tested.items] == [
        (LEAVES, True), (RENEWED, True), (WEATHER, False),
    ]  # fmt: skip
    assert set(tested.items[0].found) >= {"Jessica Jones", "Trish Walker"}
    assert await desk.headlines() == []
    assert (await desk.look()).new == 1


async def test_the_bots_own_reader_reads_the_same(desk: Newsdesk) -> None:
    async with open_fetcher(anywhere) as fetcher:
        desk.feeds = desk.another(21, FeedReader(fetcher, clock=desk.clock))
        added = await desk.feeds.add(MOD, desk.site.url(), None)
        assert (added.about, added.items) == (1, 2)
        desk.site.add(TRAILER)
        assert (await desk.look()).new == 1


# Looking


async def test_a_feed_is_left_alone_for_as_long_as_it_asks(desk: Newsdesk) -> None:
    desk.site.work(**{"Cache-Control": "max-age=7200"})
    followed = await desk.follow()
    assert followed.feed.every == timedelta(hours=2)
    await desk.look(minutes=119)
    assert desk.site.calls() == 1
    await desk.look(minutes=1)
    assert desk.site.calls() == 2


async def test_what_has_not_changed_is_not_sent_again(desk: Newsdesk) -> None:
    await desk.follow()
    await desk.look()
    assert "If-None-Match" in desk.site.last_call()
    followed = await desk.only_feed()
    assert (followed.feed.read_at, followed.feed.failures) == (desk.clock(), 0)
    desk.site.add(TRAILER)
    assert (await desk.look()).new == 1


@pytest.mark.parametrize(
    "again",
    [
        Entry(RENEWED, id="another", url="https://gazette.example/renewed"),
        Entry("It is certain now: a fourth season", id="n1", url="https://gazette.example/elsewhere"),
        Entry(
            "It is certain now: a fourth season", id="another", url="https://www.gazette.example/renewed/?utm_source=x"
        ),
    ],
    ids=["id", "title and address", "id and title"],
)
async def test_what_comes_back_with_something_changed_about_it_is_not_new(desk: Newsdesk, again: Entry) -> None:
    desk.site.publish(WEATHER)
    await desk.follow()
    first = Entry(RENEWED, id="n1", url="https://gazette.example/renewed", published=desk.clock.today)
    desk.site.add(first)
    assert (await desk.look()).new == 1
    desk.site.publish(again, WEATHER)
    assert (await desk.look()).new == 0
    desk.site.publish(WEATHER)
    await desk.look()
    desk.site.publish(Entry(again.title, again.id, again.url, desk.clock.today + timedelta(days=1)), WEATHER)
    assert (await desk.look(days=30)).new == 0


async def test_a_feed_without_a_follower_is_not_read(desk: Newsdesk) -> None:
    followed = await desk.follow()
    await desk.feeds.pause(MOD, followed.id)
    await desk.look(days=2)
    assert desk.site.calls() == 1


async def test_what_comes_while_it_is_paused_is_not_taken_up_later(desk: Newsdesk) -> None:
    followed = await desk.follow()
    await desk.follow(caller=MOD_OF_B)
    assert (await desk.feeds.pause(MOD, followed.id)).paused
    desk.site.add(TRAILER)
    await desk.look()
    await desk.feeds.pause(MOD_OF_B, (await desk.only_feed(MOD_OF_B)).id)
    desk.site.add(LEAVES)
    await desk.look(hours=5)
    assert not (await desk.feeds.resume(MOD, followed.id)).paused
    await desk.look(minutes=1)
    assert (await desk.headlines(), await desk.headlines(SERVER_B)) == ([], [TRAILER])
    desk.site.add("Jessica Jones wins a prize for its stunts")
    await desk.look()
    assert await desk.headlines() == ["Jessica Jones wins a prize for its stunts"]


async def test_pausing_and_resuming_twice_says_who_did_it(desk: Newsdesk) -> None:
    followed = await desk.follow()
    with pytest.raises(AlreadyHandled, match=rf"<@{MOD.user}>: it is active"):
        await desk.feeds.resume(MOD, followed.id)
    await desk.feeds.pause(MOD, followed.id)
    with pytest.raises(AlreadyHandled, match=rf"<@{MOD.user}>: paused"):
        await desk.feeds.pause(MOD, followed.id)


async def test_a_feed_that_nobody_follows_any_more_is_forgotten(desk: Newsdesk) -> None:
    first, second = await desk.follow(), await desk.follow(caller=MOD_OF_B)
    assert (await desk.feeds.remove(MOD, first.id)).id == first.id
    gateways = desk.store.reading()
    assert await gateways.feeds.get(first.feed.id) is not None
    await desk.feeds.remove(MOD_OF_B, second.id)
    assert await gateways.feeds.get(first.feed.id) is None
    assert await gateways.feeds.marks(first.feed.id) == {}
    with pytest.raises(BadInput, match="does not follow that feed"):
        await desk.feeds.remove(MOD, first.id)


async def test_what_a_removed_feed_brought_stays(desk: Newsdesk) -> None:
    followed = await desk.follow()
    desk.site.add(TRAILER)
    await desk.look()
    await desk.feeds.remove(MOD, followed.id)
    assert await desk.headlines() == [TRAILER]
    # Followed again, it starts from the beginning.
    await desk.follow()
    assert (await desk.look()).new == 0


async def test_a_server_that_the_bot_left_is_not_read_for(desk: Newsdesk) -> None:
    await desk.follow()
    keeping = Housekeeping(desk.kit, 30)
    await keeping.left(SERVER_A)
    desk.site.add(TRAILER)
    await desk.look(days=1)
    assert desk.site.calls() == 1
    await keeping.joined(SERVER_A)
    await desk.look(minutes=0)
    desk.site.add(LEAVES)
    await desk.look()
    assert await desk.headlines() == [LEAVES]


async def test_links_are_planned_where_they_are_wanted(desk: Newsdesk) -> None:
    followed = await desk.follow(place=CHANNEL)
    assert followed.channel == CHANNEL.channel
    desk.site.add(TRAILER)
    await desk.look()
    deliveries = desk.store.reading().deliveries
    assert await deliveries.next_moment() == desk.clock()
    await desk.feeds.pause(MOD, followed.id)
    assert await deliveries.next_moment() is None
    await desk.feeds.resume(MOD, followed.id)
    await desk.feeds.remove(MOD, followed.id)
    desk.site.add(LEAVES)
    await desk.look()
    assert await deliveries.next_moment() is None


async def test_a_place_that_failed_is_taken_up_again_by_resuming(desk: Newsdesk) -> None:
    followed = await desk.follow(place=CHANNEL)
    assert followed.announcement is not None
    async with desk.store.writing() as gateways:
        await gateways.announcements.pause_place(
            followed.announcement, CHANNEL.channel, "Posting is not allowed there."
        )
    assert (await desk.only_feed()).channel_trouble == "Posting is not allowed there."
    assert (await desk.feeds.resume(MOD, followed.id)).channel_trouble is None


# Failing


async def test_a_feed_that_fails_is_tried_again_less_and_less_often(desk: Newsdesk) -> None:
    await desk.follow()
    desk.site.fail()
    waits = list[int]()
    for _ in range(9):
        await desk.look(seconds=(await desk.due() - desk.clock()).total_seconds())
        waits.append(int((await desk.due() - desk.clock()).total_seconds() // 60))
    # After a day it is looked at again in any case, as its followers' logs say so then.
    assert waits == [15, 30, 60, 120, 240, 480, 495, 1440, 1440]
    desk.site.work()
    await desk.look(days=1)
    assert await desk.due() == desk.clock() + timedelta(minutes=15)


async def test_a_day_of_failing_is_logged_once_and_that_it_works_again_once(desk: Newsdesk) -> None:
    await desk.follow()
    await desk.follow(caller=MOD_OF_B)
    desk.site.fail(503)
    for _ in range(23):
        assert await desk.words() == []
        await desk.look(hours=1)
    followed = await desk.only_feed()
    assert followed.feed.trouble is not None
    assert followed.feed.failing_since is not None
    looked = [await desk.look(hours=12) for _ in range(5)]
    assert [sorted(look.guilds) for look in looked if look.guilds] == [[SERVER_B, SERVER_A]]
    for guild in (SERVER_A, SERVER_B):
        [logged] = await desk.words(guild)
        assert logged.startswith(f"⚠️ The feed <{desk.site.url()}> has failed since")
        assert followed.feed.trouble in logged
    desk.site.work()
    desk.site.add(TRAILER)
    looked = await desk.look(days=1)
    assert (looked.new, looked.guilds) == (2, {SERVER_A, SERVER_B})
    assert (await desk.words())[1:] == [f"✅ The feed <{desk.site.url()}> can be read again."]
    await desk.look()
    assert len(await desk.words()) == 2
    assert (await desk.only_feed()).feed.trouble is None


async def test_a_feed_is_left_alone_for_as_long_as_it_says_when_it_fails(desk: Newsdesk) -> None:
    await desk.follow()
    desk.site.fail(429, **{"Retry-After": "10800"})
    await desk.look()
    assert await desk.due() == desk.clock() + timedelta(hours=3)
    desk.site.fail(429, **{"Retry-After": "999999999"})
    await desk.look(hours=3)
    assert await desk.due() == desk.clock() + timedelta(days=1)


async def test_what_came_while_a_feed_failed_is_taken(desk: Newsdesk) -> None:
    await desk.follow()
    desk.site.fail()
    await desk.look()
    desk.site.add(TRAILER)
    await desk.look(days=10)
    desk.site.work()
    assert (await desk.look(days=1)).new == 1


# Several processes, and what is left off in the middle


async def test_two_who_look_at_the_same_moment_take_each_item_once(desk: Newsdesk) -> None:
    await desk.follow()
    desk.site.publish(WEATHER, path=SECOND)
    await desk.follow(SECOND)
    desk.site.add(TRAILER)
    desk.site.add(LEAVES, path=SECOND)
    desk.clock.move(minutes=15)
    looked = await asyncio.gather(read_due(desk.feeds), read_due(desk.another(21)))
    assert sum(looked) == 2
    assert sorted(await desk.headlines()) == [TRAILER, LEAVES]
    assert (desk.site.calls(), desk.site.calls(SECOND)) == (2, 2)


async def test_a_process_that_claimed_a_feed_and_ended_is_followed_by_another(desk: Newsdesk) -> None:
    followed = await desk.follow()
    desk.site.add(TRAILER)
    desk.clock.move(minutes=15)
    turn = await desk.another(21).next_turn()
    assert turn is not None
    assert (turn.feed.id, turn.until) == (followed.feed.id, desk.clock() + LEASE)
    assert (await desk.look(seconds=LEASE.total_seconds() - 1)).new == 0
    assert (await desk.look(seconds=1)).new == 1


async def test_one_who_was_too_slow_doubles_nothing(desk: Newsdesk) -> None:
    await desk.follow()
    desk.site.add(TRAILER)
    desk.clock.move(minutes=15)
    async with open_fetcher(anywhere) as fetcher:
        reader = SlowReader(fetcher, clock=desk.clock)
        slow = asyncio.create_task(read_due(desk.another(21, reader)))
        await reader.begun.wait()
        desk.clock.move(seconds=LEASE.total_seconds())
        looked = [await read_due(desk.feeds)]
        reader.may_go_on.set()
        looked.append(await slow)
    assert sum(looked) == 1
    assert await desk.headlines() == [TRAILER]


async def test_two_servers_that_add_a_feed_at_the_same_moment_follow_the_same_one(desk: Newsdesk) -> None:
    first, second = await asyncio.gather(desk.follow(), desk.follow(caller=MOD_OF_B))
    assert first.feed.id == second.feed.id
    assert (await desk.look()).new == 0
    desk.site.add(TRAILER)
    assert (await desk.look()).new == 2


async def test_a_feed_that_is_removed_while_it_is_read_is_gone(desk: Newsdesk) -> None:
    followed = await desk.follow()
    desk.site.add(TRAILER)
    desk.clock.move(minutes=15)
    async with open_fetcher(anywhere) as fetcher:
        reader = SlowReader(fetcher, clock=desk.clock)
        looking = asyncio.create_task(read_due(desk.another(21, reader)))
        await reader.begun.wait()
        await desk.feeds.remove(MOD, followed.id)
        reader.may_go_on.set()
        assert await looking == 0
    assert await desk.store.reading().feeds.get(followed.feed.id) is None


async def test_what_is_broken_off_in_the_middle_is_begun_again(desk: Newsdesk, monkeypatch: pytest.MonkeyPatch) -> None:
    await desk.follow()
    desk.site.add(TRAILER, LEAVES)
    with monkeypatch.context() as broken:
        # The last thing within the transaction.
        broken.setattr(intake, "after_success", None)
        with pytest.raises(TypeError):
            await desk.look()
    assert await desk.headlines() == []
    assert (await desk.look(seconds=LEASE.total_seconds())).new == 2
    assert len(await desk.words()) == 0


async def test_of_a_feed_with_ever_new_marks_only_the_last_are_kept(
    desk: Newsdesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(intake, "MOST_MARKS", 12)
    followed = await desk.follow()
    for number in range(5):
        desk.site.publish(
            *[Entry(WEATHER, id=f"{number}-{entry}", url=f"https://x.example/{entry}") for entry in range(4)]
        )
        await desk.look()
    marks = await desk.store.reading().feeds.marks(followed.feed.id)
    assert 0 < len(marks) <= 12
    desk.site.add(TRAILER)
    assert (await desk.look()).new == 1


@pytest.mark.parametrize("under_way", [False, True])
async def test_a_clock_that_is_set_back_leaves_no_feed_behind(desk: Newsdesk, under_way: bool) -> None:
    await desk.follow()
    desk.clock.move(days=400)
    await desk.look()
    if under_way:
        desk.clock.move(minutes=15)
        assert await desk.feeds.next_turn() is not None
    desk.clock.move(days=-400)
    desk.site.add(TRAILER)
    assert (await desk.look()).new == 1
    assert await desk.due() == desk.clock() + timedelta(minutes=15)


async def test_a_feed_that_fails_over_a_clock_set_back_is_logged_after_a_day(desk: Newsdesk) -> None:
    await desk.follow()
    desk.site.fail()
    desk.clock.move(days=400)
    await desk.look()
    desk.clock.move(days=-400)
    for _ in range(3):
        await desk.look(hours=13)
    assert len(await desk.words()) == 1

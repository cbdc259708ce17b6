"""Which items of a feed are news: what was there before, under whatever id, and what is old already, is not."""

from collections.abc import AsyncGenerator
from datetime import timedelta

import pytest

from bot.domain.announcement_views import Target
from bot.errors import BadInput
from bot.store.store import Store
from tests.helpers.facts import MOD, Clock
from tests.helpers.feeds import Entry, Newsdesk, open_reader, open_site

WEATHER = "Rain over the harbour at the weekend"
ABOUT = ("Jessica Jones renewed", "Jessica Jones cast grows", "Jessica Jones trailer")
LIVE = "https://gazette.example/live"


@pytest.fixture
async def desk(store: Store) -> AsyncGenerator[Newsdesk]:
    clock = Clock()
    async with open_site() as site, open_reader(clock) as reader:
        desk = Newsdesk(store, clock, site=site, reader=reader)
        site.publish(WEATHER)
        await desk.follow()
        yield desk


def _live(ids: str) -> list[Entry]:
    return [Entry(title, own, LIVE) for title, own in zip(ABOUT, ids, strict=True)]


async def test_three_items_with_one_address_are_three(desk: Newsdesk) -> None:
    desk.site.publish(*_live("123"), WEATHER)
    assert (await desk.look()).new == 3
    assert sorted(await desk.headlines()) == sorted(ABOUT)


async def test_new_ids_make_no_new_items(desk: Newsdesk) -> None:
    desk.site.publish(*_live("123"), WEATHER)
    await desk.look()
    for ids in ("456", "789"):
        desk.site.publish(*_live(ids), WEATHER)
        await desk.look(days=20)  # a story is compared with those of two weeks
    assert len(await desk.headlines()) == 3


async def test_a_new_item_at_an_address_that_all_share_is_new(desk: Newsdesk) -> None:
    desk.site.publish(*_live("123")[1:], WEATHER)
    await desk.look()
    desk.site.publish(*_live("123"), WEATHER)
    assert (await desk.look()).new == 1


async def test_an_archive_under_one_new_item_is_no_news(desk: Newsdesk) -> None:
    today = desk.clock.today
    old = [
        Entry(f"Jessica Jones looks back on day {number}", published=today - timedelta(days=9 + number))
        for number in range(60)
    ]
    desk.site.add(Entry("Jessica Jones renewed", published=today), *old)
    assert (await desk.look()).new == 1
    assert await desk.headlines() == ["Jessica Jones renewed"]
    # Noted all the same, so that a new date does not make them news.
    desk.site.publish(*(Entry(entry.title, published=desk.clock.today) for entry in old))
    assert (await desk.look()).new == 0


@pytest.mark.parametrize(("days", "new"), [(0, 1), (7, 1), (8, 0), (400, 0)])
async def test_what_is_dated_up_to_a_week_before_the_last_look_is_news(desk: Newsdesk, days: int, new: int) -> None:
    last = desk.clock.today
    desk.site.add(Entry("Jessica Jones renewed", published=last - timedelta(days=days)), Entry("Soup of the day"))
    assert (await desk.look()).new == new


async def test_what_came_while_nothing_was_read_is_news_however_old_it_is(desk: Newsdesk) -> None:
    desk.site.add(Entry("Jessica Jones renewed", published=desk.clock.today))
    assert (await desk.look(days=60)).new == 1


async def test_an_item_without_an_address_is_suggested_but_not_posted_as_a_link(desk: Newsdesk) -> None:
    followed = await desk.only_feed()
    await desk.feeds.remove(MOD, followed.id)
    await desk.follow(place=Target(5001))
    desk.site.add(Entry("Jessica Jones renewed", url="mailto:desk@gazette.example"))
    assert (await desk.look()).new == 1
    assert await desk.store.reading().deliveries.next_moment() is None
    desk.site.add(Entry("Jessica Jones trailer"))
    assert (await desk.look()).new == 1
    assert await desk.store.reading().deliveries.next_moment() == desk.clock()


async def test_the_address_of_a_feed_itself_stays_short(desk: Newsdesk) -> None:
    with pytest.raises(BadInput, match="longer than 500 characters"):
        await desk.feeds.add(MOD, "https://gazette.example/".ljust(501, "x"), None)

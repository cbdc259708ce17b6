"""Each channel gets each piece of news once: none twice, and none never."""

import asyncio
import random
from dataclasses import replace
from pathlib import Path

import pytest

from bot.domain.announcement_views import Target
from bot.domain.announcements import Announcement
from bot.domain.deliveries import Delivery, DeliveryState
from bot.domain.facts import Status
from bot.domain.ids import Ids
from bot.domain.posts import NewsPost
from bot.services.announcements.announcements import Announcements
from bot.services.kit import Kit
from bot.services.posts.news import MOST_APART, MOST_LISTED
from bot.store.store import Store, open_store
from tests.helpers.announcements import FINE
from tests.helpers.facts import MOD, VARIETY
from tests.helpers.news import CONFIRMED, DENIAL, Newsroom, news_of, said

STATEMENT = "There is a fourth season."
AGAIN = replace(CONFIRMED, outlet="Marvel", published="2019-05-01")


@pytest.fixture
def room(store: Store) -> Newsroom:
    return Newsroom(store)


@pytest.fixture
def announcements(room: Newsroom) -> Announcements:
    return Announcements(Kit(room.store, Ids(room.clock, random.Random(5)), room.clock), room.content)


async def choose(announcements: Announcements, news: Announcement, status: Status) -> None:
    """Change the status that an announcement posts, as a moderator does."""
    draft = (await announcements.drafts(MOD, FINE).edit(news.id)).announcement.id
    await announcements.drafts(MOD, FINE).choose(draft, status=status)
    await announcements.drafts(MOD, FINE).confirm(draft)


async def refuse_next(room: Newsroom) -> Delivery:
    """Discord's 403 for what is due next."""
    [delivery] = await room.deliveries.claim(1)
    claimed = await room.deliveries.prepare(delivery)
    assert claimed is not None
    assert isinstance(claimed.content, NewsPost)
    await room.deliveries.refuse(delivery, "I may not write there.")
    return delivery


async def channels(room: Newsroom) -> list[tuple[int, list[str]]]:
    """What is posted now, each with its channel."""
    return [(each.delivery.channel, said(each)) for each in await room.posted()]


# Another status


async def test_what_was_posted_as_reported_is_posted_when_it_is_confirmed(
    room: Newsroom, announcements: Announcements
) -> None:
    news = await room.news(status=Status.REPORTED)
    fact = (await room.add_news(STATEMENT, VARIETY)).revision.fact.id
    assert await room.statements() == [[STATEMENT]]
    await choose(announcements, news, Status.CONFIRMED)
    room.clock.move(days=1)
    assert await room.posted() == []
    await room.claim(fact, CONFIRMED)
    [sent] = await room.posted()
    assert (said(sent), sent.delivery.occurrence) == ([STATEMENT], f"news:confirmed:{fact}")
    room.clock.move(hours=1)
    assert await room.posted() == []


async def test_a_status_that_is_chosen_again_posts_nothing_twice(room: Newsroom, announcements: Announcements) -> None:
    news = await room.news()
    fact = (await room.confirm(STATEMENT)).revision.fact.id
    assert await room.statements() == [[STATEMENT]]
    room.clock.move(hours=1)
    await room.claim(fact, DENIAL)
    assert [each.delivery.corrects is not None for each in await room.posted()] == [True]
    for status in (Status.REPORTED, Status.CONFIRMED):
        await choose(announcements, news, status)
    room.clock.move(hours=1)
    await room.claim(fact, AGAIN)
    assert [each.delivery.corrects is not None for each in await room.posted()] == [True]


async def test_what_waits_is_not_posted_with_a_status_that_is_no_longer_chosen(
    room: Newsroom, announcements: Announcements
) -> None:
    news = await room.news()
    fact = (await room.confirm(STATEMENT)).revision.fact.id
    await room.watch.scan()
    await choose(announcements, news, Status.DENIED)
    await room.claim(fact, DENIAL)
    [sent] = await room.posted()
    assert sent.delivery.occurrence == f"news:denied:{fact}"


# Facts that waver


@pytest.mark.parametrize("days", [0, 1, 40])
@pytest.mark.parametrize("how", ["denied", "retired"])
async def test_what_was_taken_back_before_it_was_sent_is_news_again(room: Newsroom, how: str, days: int) -> None:
    news = await room.news()
    fact = (await room.confirm(STATEMENT)).revision.fact.id
    await room.watch.scan()
    if how == "denied":
        await room.claim(fact, DENIAL)
    else:
        await room.history.retire(MOD, fact, "A slip.")
    assert await room.posted() == []
    room.clock.move(days=days, minutes=1)
    if how == "denied":
        await room.claim(fact, AGAIN)
    else:
        await room.history.undo(MOD, fact)
    assert await room.statements() == [[STATEMENT]]
    room.clock.move(hours=1)
    assert await room.posted() == []
    assert [each.state for each in await room.happened(news)] == [DeliveryState.SKIPPED, DeliveryState.SENT]


async def test_it_is_news_again_only_where_it_was_not_posted(room: Newsroom, database: Path) -> None:
    await room.news(channels=(1, 2))
    fact = (await room.confirm(STATEMENT)).revision.fact.id
    await room.watch.scan()
    [first, second] = await room.deliveries.claim(2)
    claimed = await room.deliveries.prepare(first)
    assert claimed is not None
    await room.deliveries.sent(claimed, 77)
    await room.claim(fact, DENIAL)
    left = await room.deliveries.prepare(second)
    assert left is not None
    await room.deliveries.skip(second, "It was taken back.")
    room.clock.move(minutes=1)
    assert [each.delivery.corrects for each in await room.posted()] == [first.id]
    room.clock.move(days=1)
    await room.claim(fact, AGAIN)
    async with open_store(database) as second_store:
        other = Newsroom(second_store, room.clock, seed=10)
        await asyncio.gather(*(watch.scan() for watch in (room.watch, other.watch) * 3))
    sent = await room.posted(scan=False)
    assert sorted((each.delivery.channel, each.delivery.corrects) for each in sent if each.delivery.corrects) == [
        (1, first.id)
    ]
    assert [each.delivery.channel for each in sent if not each.delivery.corrects] == [2]


async def test_what_may_be_in_a_channel_already_is_never_repeated(room: Newsroom) -> None:
    await room.news()
    await room.confirm(STATEMENT)
    await room.watch.scan()
    [delivery] = await room.deliveries.claim(1)
    await room.deliveries.try_again(delivery, "Discord did not answer.", doubtful=True)
    room.clock.move(minutes=5)
    [delivery] = await room.deliveries.claim(1)
    await room.deliveries.fail(delivery, "Nobody can tell whether it was posted.")
    await room.confirm("Other news.")
    assert await room.statements() == [["Other news."]]


# Channels that refuse


async def test_what_a_channel_refused_is_posted_there_when_it_is_resumed(
    room: Newsroom, announcements: Announcements
) -> None:
    news = await room.news(channels=(1, 2))
    await room.confirm(STATEMENT)
    await room.watch.scan()
    refused = await refuse_next(room)
    assert await channels(room) == [(2, [STATEMENT])]
    room.clock.move(hours=1)
    await room.confirm("Meanwhile.")
    assert await channels(room) == [(2, ["Meanwhile."])]
    room.clock.move(hours=1)
    await announcements.resume(MOD, news.id, FINE)
    assert await channels(room) == [(1, [STATEMENT]), (1, ["Meanwhile."])]
    room.clock.move(hours=1)
    assert await room.posted() == []
    assert refused.channel == 1


async def test_what_waited_behind_it_is_posted_too(room: Newsroom, announcements: Announcements) -> None:
    news = await room.news()
    for words in ("One.", "Two."):
        await room.confirm(words)
    await room.watch.scan()
    await refuse_next(room)
    await announcements.resume(MOD, news.id, FINE)
    assert await room.statements() == [["One."], ["Two."]]


async def test_a_channel_that_refuses_twice_gets_it_once(room: Newsroom, announcements: Announcements) -> None:
    news = await room.news()
    fact = (await room.confirm(STATEMENT)).revision.fact.id
    for _ in range(2):
        await room.watch.scan()
        await refuse_next(room)
        room.clock.move(hours=20)
        await announcements.resume(MOD, news.id, FINE)
    assert await room.statements() == [[STATEMENT]]
    keys = [f"news:confirmed:{fact}{suffix}" for suffix in ("", "+1", "+2")]
    assert [each.occurrence for each in await room.happened(news)] == keys


async def test_after_a_day_it_is_given_up(room: Newsroom, announcements: Announcements) -> None:
    news = await room.news()
    fact = (await room.confirm(STATEMENT)).revision.fact.id
    await room.watch.scan()
    await refuse_next(room)
    room.clock.move(hours=24, minutes=1)
    await announcements.resume(MOD, news.id, FINE)
    assert await room.posted() == []
    await room.edit(fact, statement="There is a fifth season.")
    assert await room.posted() == []


async def test_a_fact_that_wavers_meanwhile_is_posted_once(room: Newsroom, announcements: Announcements) -> None:
    news = await room.news(channels=(1, 2))
    fact = (await room.confirm(STATEMENT)).revision.fact.id
    await room.watch.scan()
    await refuse_next(room)
    await room.claim(fact, DENIAL)
    assert await room.posted() == []
    room.clock.move(hours=1)
    await room.claim(fact, AGAIN)
    assert await channels(room) == [(2, [STATEMENT])]
    await announcements.resume(MOD, news.id, FINE)
    assert await channels(room) == [(1, [STATEMENT])]


@pytest.mark.parametrize("hours", [0, 30])
async def test_denied_when_it_is_resumed_it_is_news_once_it_is_confirmed_again(
    room: Newsroom, announcements: Announcements, hours: int
) -> None:
    news = await room.news()
    fact = (await room.confirm(STATEMENT)).revision.fact.id
    await room.watch.scan()
    await refuse_next(room)
    await room.claim(fact, DENIAL)
    room.clock.move(hours=hours)
    await announcements.resume(MOD, news.id, FINE)
    assert await room.posted() == []
    room.clock.move(days=3)
    await room.claim(fact, AGAIN)
    assert await room.statements() == [[STATEMENT]]


async def test_what_a_moderator_paused_is_not_posted_later(room: Newsroom, announcements: Announcements) -> None:
    news = await room.news()
    await room.confirm(STATEMENT)
    await room.watch.scan()
    await announcements.pause(MOD, news.id)
    await announcements.resume(MOD, news.id, FINE)
    assert await room.posted() == []
    await room.confirm("Other news.")
    assert await room.statements() == [["Other news."]]


async def test_a_channel_that_is_added_again_gets_what_happens_from_then_on(
    room: Newsroom, announcements: Announcements
) -> None:
    news = await room.news(channels=(1, 2))
    await room.confirm(STATEMENT)
    await room.watch.scan()
    await refuse_next(room)
    for chosen in ((Target(2),), (Target(1), Target(2))):
        draft = (await announcements.drafts(MOD, FINE).edit(news.id)).announcement.id
        await announcements.drafts(MOD, FINE).choose_places(draft, chosen)
        await announcements.drafts(MOD, FINE).confirm(draft)
    assert await channels(room) == [(2, [STATEMENT])]


async def test_a_list_that_was_refused_counts_what_it_does_not_list(
    room: Newsroom, announcements: Announcements
) -> None:
    news = await room.news()
    facts = [(await room.confirm(f"News {n}.")).revision.fact.id for n in range(MOST_LISTED + 4)]
    await room.watch.scan()
    await refuse_next(room)
    await room.history.retire(MOD, facts[-1], "It was wrong.")
    await announcements.resume(MOD, news.id, FINE)
    [sent] = await room.posted()
    assert said(sent) == [f"News {n}." for n in reversed(range(4, MOST_LISTED + 3))]
    assert news_of(sent).more == 4


async def test_a_list_that_is_tried_again_counts_no_more_than_before(room: Newsroom) -> None:
    await room.news()
    facts = [(await room.confirm(f"News {n}.")).revision.fact.id for n in range(MOST_APART + 1)]
    await room.watch.scan()
    await room.history.retire(MOD, facts[0], "It was wrong.")
    [delivery] = await room.deliveries.claim(1)
    await room.deliveries.prepare(delivery)
    await room.deliveries.try_again(delivery, "Too many requests.", doubtful=False)
    room.clock.move(minutes=1)
    [sent] = await room.posted(scan=False)
    assert (len(said(sent)), news_of(sent).more) == (MOST_APART, 0)

"""Each channel is told each of the news once: none twice, and none never."""

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
from bot.services.names.finder import Finder
from bot.services.posts.news import MOST_APART, MOST_LISTED
from bot.store.store import Store, open_store
from tests.helpers.facts import MOD, VARIETY
from tests.helpers.news import CONFIRMED, DENIAL, Newsroom, news_of, said

STATEMENT = "There is a fourth season."
AGAIN = replace(CONFIRMED, outlet="Marvel", published="2019-05-01")


@pytest.fixture
def room(store: Store) -> Newsroom:
    return Newsroom(store)


@pytest.fixture
def announcing(room: Newsroom) -> Announcements:
    return Announcements(room.store, Finder(room.store), room.telling, Ids(room.clock, random.Random(5)), room.clock)


def fine(_: Announcement) -> tuple[str, ...]:
    """Nothing is wrong with any channel."""
    return ()


async def choose(announcing: Announcements, one: Announcement, status: Status) -> None:
    """What a moderator does who lets an announcement tell of another status."""
    draft = (await announcing.drafts.edit(MOD, one.id, fine)).announcement.id
    await announcing.drafts.choose(MOD, draft, fine, status=status)
    await announcing.drafts.confirm(MOD, draft, fine)


async def refuse_next(room: Newsroom) -> Delivery:
    """Discord's 403 for what is due next."""
    [delivery] = await room.delivering.claim(1)
    claimed = await room.delivering.prepare(delivery)
    assert claimed is not None
    assert isinstance(claimed.content, NewsPost)
    await room.delivering.refuse(delivery, "I may not write there.")
    return delivery


async def channels(room: Newsroom) -> list[tuple[int, list[str]]]:
    """What is posted now, each with its channel."""
    return [(each.delivery.channel, said(each)) for each in await room.posted()]


# Another status


async def test_what_was_told_as_reported_is_told_when_it_is_confirmed(
    room: Newsroom, announcing: Announcements
) -> None:
    one = await room.news(status=Status.REPORTED)
    fact = (await room.add_news(STATEMENT, VARIETY)).revision.fact.id
    assert await room.statements() == [[STATEMENT]]
    await choose(announcing, one, Status.CONFIRMED)
    room.clock.move(days=1)
    assert await room.posted() == []
    await room.claim(fact, CONFIRMED)
    [sent] = await room.posted()
    assert (said(sent), sent.delivery.occurrence) == ([STATEMENT], f"news:confirmed:{fact}")
    room.clock.move(hours=1)
    assert await room.posted() == []


async def test_a_status_that_is_chosen_anew_tells_nothing_twice(room: Newsroom, announcing: Announcements) -> None:
    one = await room.news()
    fact = (await room.confirm(STATEMENT)).revision.fact.id
    assert await room.statements() == [[STATEMENT]]
    room.clock.move(hours=1)
    await room.claim(fact, DENIAL)
    assert [each.delivery.corrects is not None for each in await room.posted()] == [True]
    for status in (Status.REPORTED, Status.CONFIRMED):
        await choose(announcing, one, status)
    room.clock.move(hours=1)
    await room.claim(fact, AGAIN)
    assert [each.delivery.corrects is not None for each in await room.posted()] == [True]


async def test_what_waits_is_not_told_as_what_nobody_asked_for_any_more(
    room: Newsroom, announcing: Announcements
) -> None:
    one = await room.news()
    fact = (await room.confirm(STATEMENT)).revision.fact.id
    await room.watching.scan()
    await choose(announcing, one, Status.DENIED)
    await room.claim(fact, DENIAL)
    [sent] = await room.posted()
    assert sent.delivery.occurrence == f"news:denied:{fact}"


# Facts that waver


@pytest.mark.parametrize("days", [0, 1, 40])
@pytest.mark.parametrize("how", ["denied", "retired"])
async def test_what_was_taken_back_before_it_was_sent_is_news_again(room: Newsroom, how: str, days: int) -> None:
    one = await room.news()
    fact = (await room.confirm(STATEMENT)).revision.fact.id
    await room.watching.scan()
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
    assert [each.state for each in await room.happened(one)] == [DeliveryState.SKIPPED, DeliveryState.SENT]


async def test_it_is_news_again_only_where_it_was_not_told(room: Newsroom, database: Path) -> None:
    await room.news(channels=(1, 2))
    fact = (await room.confirm(STATEMENT)).revision.fact.id
    await room.watching.scan()
    [first, second] = await room.delivering.claim(2)
    told = await room.delivering.prepare(first)
    assert told is not None
    await room.delivering.sent(told, 77)
    await room.claim(fact, DENIAL)
    left = await room.delivering.prepare(second)
    assert left is not None
    await room.delivering.skip(second, "It was taken back.")
    room.clock.move(minutes=1)
    assert [each.delivery.corrects for each in await room.posted()] == [first.id]
    room.clock.move(days=1)
    await room.claim(fact, AGAIN)
    async with open_store(database) as second_store:
        other = Newsroom(second_store, room.clock, seed=10)
        await asyncio.gather(*(watching.scan() for watching in (room.watching, other.watching) * 3))
    sent = await room.posted(scan=False)
    assert sorted((each.delivery.channel, each.delivery.corrects) for each in sent if each.delivery.corrects) == [
        (1, first.id)
    ]
    assert [each.delivery.channel for each in sent if not each.delivery.corrects] == [2]


async def test_what_may_stand_in_a_channel_for_all_that_is_known_is_never_repeated(room: Newsroom) -> None:
    await room.news()
    await room.confirm(STATEMENT)
    await room.watching.scan()
    [delivery] = await room.delivering.claim(1)
    await room.delivering.try_again(delivery, "Discord did not answer.", doubtful=True)
    room.clock.move(minutes=5)
    [delivery] = await room.delivering.claim(1)
    await room.delivering.fail(delivery, "Nobody can tell whether it was posted.")
    await room.confirm("Other news.")
    assert await room.statements() == [["Other news."]]


# Channels that refuse


async def test_what_a_channel_refused_is_told_there_when_it_goes_on(room: Newsroom, announcing: Announcements) -> None:
    one = await room.news(channels=(1, 2))
    await room.confirm(STATEMENT)
    await room.watching.scan()
    refused = await refuse_next(room)
    assert await channels(room) == [(2, [STATEMENT])]
    room.clock.move(hours=1)
    await room.confirm("Meanwhile.")
    assert await channels(room) == [(2, ["Meanwhile."])]
    room.clock.move(hours=1)
    await announcing.resume(MOD, one.id, fine)
    assert await channels(room) == [(1, [STATEMENT]), (1, ["Meanwhile."])]
    room.clock.move(hours=1)
    assert await room.posted() == []
    assert refused.channel == 1


async def test_what_waited_behind_it_is_told_too(room: Newsroom, announcing: Announcements) -> None:
    one = await room.news()
    for words in ("One.", "Two."):
        await room.confirm(words)
    await room.watching.scan()
    await refuse_next(room)
    await announcing.resume(MOD, one.id, fine)
    assert await room.statements() == [["One."], ["Two."]]


async def test_a_channel_that_refuses_twice_is_told_once(room: Newsroom, announcing: Announcements) -> None:
    one = await room.news()
    fact = (await room.confirm(STATEMENT)).revision.fact.id
    for _ in range(2):
        await room.watching.scan()
        await refuse_next(room)
        room.clock.move(hours=20)
        await announcing.resume(MOD, one.id, fine)
    assert await room.statements() == [[STATEMENT]]
    keys = [f"news:confirmed:{fact}{suffix}" for suffix in ("", "+1", "+2")]
    assert [each.occurrence for each in await room.happened(one)] == keys


async def test_after_a_day_it_is_not_made_up_for(room: Newsroom, announcing: Announcements) -> None:
    one = await room.news()
    fact = (await room.confirm(STATEMENT)).revision.fact.id
    await room.watching.scan()
    await refuse_next(room)
    room.clock.move(hours=24, minutes=1)
    await announcing.resume(MOD, one.id, fine)
    assert await room.posted() == []
    await room.edit(fact, statement="There is a fifth season.")
    assert await room.posted() == []


async def test_a_fact_that_wavers_meanwhile_is_told_once(room: Newsroom, announcing: Announcements) -> None:
    one = await room.news(channels=(1, 2))
    fact = (await room.confirm(STATEMENT)).revision.fact.id
    await room.watching.scan()
    await refuse_next(room)
    await room.claim(fact, DENIAL)
    assert await room.posted() == []
    room.clock.move(hours=1)
    await room.claim(fact, AGAIN)
    assert await channels(room) == [(2, [STATEMENT])]
    await announcing.resume(MOD, one.id, fine)
    assert await channels(room) == [(1, [STATEMENT])]


@pytest.mark.parametrize("hours", [0, 30])
async def test_denied_when_it_goes_on_it_is_news_once_it_is_confirmed_again(
    room: Newsroom, announcing: Announcements, hours: int
) -> None:
    one = await room.news()
    fact = (await room.confirm(STATEMENT)).revision.fact.id
    await room.watching.scan()
    await refuse_next(room)
    await room.claim(fact, DENIAL)
    room.clock.move(hours=hours)
    await announcing.resume(MOD, one.id, fine)
    assert await room.posted() == []
    room.clock.move(days=3)
    await room.claim(fact, AGAIN)
    assert await room.statements() == [[STATEMENT]]


async def test_what_a_moderator_paused_is_not_made_up_for(room: Newsroom, announcing: Announcements) -> None:
    one = await room.news()
    await room.confirm(STATEMENT)
    await room.watching.scan()
    await announcing.pause(MOD, one.id)
    await announcing.resume(MOD, one.id, fine)
    assert await room.posted() == []
    await room.confirm("Other news.")
    assert await room.statements() == [["Other news."]]


async def test_a_channel_that_is_added_again_hears_what_happens_from_then_on(
    room: Newsroom, announcing: Announcements
) -> None:
    one = await room.news(channels=(1, 2))
    await room.confirm(STATEMENT)
    await room.watching.scan()
    await refuse_next(room)
    for chosen in ((Target(2),), (Target(1), Target(2))):
        draft = (await announcing.drafts.edit(MOD, one.id, fine)).announcement.id
        await announcing.drafts.choose_places(MOD, draft, chosen, fine)
        await announcing.drafts.confirm(MOD, draft, fine)
    assert await channels(room) == [(2, [STATEMENT])]


async def test_a_list_that_was_refused_counts_what_it_does_not_list(room: Newsroom, announcing: Announcements) -> None:
    one = await room.news()
    facts = [(await room.confirm(f"News {n}.")).revision.fact.id for n in range(MOST_LISTED + 4)]
    await room.watching.scan()
    await refuse_next(room)
    await room.history.retire(MOD, facts[-1], "It was wrong.")
    await announcing.resume(MOD, one.id, fine)
    [sent] = await room.posted()
    assert said(sent) == [f"News {n}." for n in reversed(range(4, MOST_LISTED + 3))]
    assert news_of(sent).more == 4


async def test_a_list_that_is_tried_again_counts_no_more_than_before(room: Newsroom) -> None:
    await room.news()
    facts = [(await room.confirm(f"News {n}.")).revision.fact.id for n in range(MOST_APART + 1)]
    await room.watching.scan()
    await room.history.retire(MOD, facts[0], "It was wrong.")
    [delivery] = await room.delivering.claim(1)
    await room.delivering.prepare(delivery)
    await room.delivering.try_again(delivery, "Too many requests.", doubtful=False)
    room.clock.move(minutes=1)
    [sent] = await room.posted(scan=False)
    assert (len(said(sent)), news_of(sent).more) == (MOST_APART, 0)

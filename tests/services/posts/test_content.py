"""What a delivery says at the moment at which it is sent."""

from dataclasses import replace
from datetime import date, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.domain.announcements import Announcement, AnnouncementKind, Occurrence, Words
from bot.domain.deliveries import Delivery, DeliveryState
from bot.domain.facts import Status
from bot.domain.posts import CountdownPost, EpisodesPost, NewsPost, NothingToPost, Post, WordsPost
from bot.services.posts.content import facts_in
from bot.services.posts.countdowns import steps
from bot.services.posts.news import MOST_APART
from bot.services.posts.planning import Planner
from bot.store.store import Store
from tests.helpers import announcements
from tests.helpers.facts import MOD, SERVER_A, VARIETY
from tests.helpers.news import CONFIRMED, DENIAL, Newsroom, content, news_of, said, utc

RELEASE = "season-3-release"
PREMIERE = date(2027, 3, 8)


@pytest.fixture
def room(store: Store) -> Newsroom:
    return Newsroom(store)


@pytest.mark.parametrize("kind", [AnnouncementKind.ONCE, AnnouncementKind.REPEAT])
async def test_what_moderators_wrote_is_posted_as_it_is(room: Newsroom, kind: AnnouncementKind) -> None:
    words = Words("**Hello**", "A title", "https://example.com/a.png", "https://example.com")
    announcement = announcements.announcement(kind, words=words)
    delivery = Delivery(1, announcement.id, announcement.guild, 1, "x", announcement.made_at, DeliveryState.SENDING)
    assert await room.content.post(announcement, delivery) == WordsPost(words)
    assert facts_in(WordsPost(words)) == ()


# News


async def planned(room: Newsroom, *, status: Status | None = None) -> int:
    """A fact whose post is planned and not sent yet."""
    await room.news(status=status)
    claim = VARIETY if status is Status.REPORTED else CONFIRMED
    fact = (await room.add_news("There is a fourth season.", claim)).revision.fact.id
    assert await room.watch.scan()
    room.clock.move(minutes=1)
    return fact


async def test_what_was_edited_before_it_was_sent_is_posted_as_edited(room: Newsroom) -> None:
    fact = await planned(room)
    saved = await room.edit(fact, statement="There is a fifth season.")
    [sent] = await room.posted(scan=False)
    [posted] = news_of(sent).facts
    assert (said(sent), posted.corrected) == (["There is a fifth season."], False)
    assert facts_in(content(sent)) == ((fact, saved.revision.id),)
    assert await room.store.reading().deliveries.facts_of(sent.delivery.id) == ((fact, saved.revision.id),)


@pytest.mark.parametrize("change", ["denied", "retired", "less sure", "surer"])
async def test_what_lost_its_status_before_it_was_sent_is_left_out(room: Newsroom, change: str) -> None:
    fact = await planned(room, status=Status.REPORTED if change == "surer" else None)
    match change:
        case "denied":
            await room.claim(fact, DENIAL)
        case "retired":
            await room.history.retire(MOD, fact, "It was wrong.")
        case "less sure":
            await room.claim(fact, replace(CONFIRMED, weight="reported"), 0)
        case _:
            await room.claim(fact, CONFIRMED)
    [claimed] = await room.claim_all()
    assert claimed.content == NothingToPost("None of its facts has the announced status any more.")
    assert await room.posted() == []


async def test_of_a_list_only_what_lost_its_status_is_left_out(room: Newsroom) -> None:
    await room.news()
    facts = [(await room.confirm(f"News number {n}.")).revision.fact.id for n in range(MOST_APART + 1)]
    await room.watch.scan()
    await room.history.retire(MOD, facts[0], "It was wrong.")
    [sent] = await room.posted(scan=False)
    assert len(said(sent)) == MOST_APART
    assert news_of(sent).more == 0
    room.clock.move(hours=1)
    # It was not posted, so it is news when it is back.
    await room.history.restore(MOD, facts[0])
    [later] = await room.posted()
    assert (said(later), later.delivery.corrects) == (["News number 0."], None)
    room.clock.move(hours=1)
    assert await room.posted() == []


async def test_what_may_be_posted_already_keeps_the_words_that_it_was_tried_with(room: Newsroom) -> None:
    fact = await planned(room)
    [taken] = await room.deliveries.claim(1)
    first = await room.content.post((await _announcement(room, taken)), taken)
    assert not isinstance(first, NothingToPost)
    before = facts_in(first)
    await room.edit(fact, statement="There is a fifth season.")
    room.clock.move(minutes=1)
    [again] = await room.deliveries.claim(1)
    assert again.doubtful
    await room.content.post((await _announcement(room, again)), again)
    assert await room.store.reading().deliveries.facts_of(taken.id) == before
    claimed = await room.deliveries.prepare(again)
    assert claimed is not None
    await room.deliveries.sent(claimed, 77)
    [correction] = await room.posted()
    assert correction.delivery.corrects == taken.id


async def _announcement(room: Newsroom, delivery: Delivery) -> Announcement:
    found = await room.store.reading().announcements.get(SERVER_A, delivery.announcement)
    assert found is not None
    return found


async def test_what_is_only_looked_at_notes_nothing(room: Newsroom) -> None:
    fact = await planned(room)
    [waiting] = await room.happened(await _only(room))
    noted = await room.store.reading().deliveries.facts_of(waiting.id)
    await room.edit(fact, statement="There is a fifth season.")
    post = await room.content.post(await _only(room), waiting)
    assert isinstance(post, NewsPost)
    assert await room.store.reading().deliveries.facts_of(waiting.id) == noted


async def _only(room: Newsroom) -> Announcement:
    [(guild, announcement)] = await room.store.reading().announcements.active(AnnouncementKind.NEWS)
    found = await room.store.reading().announcements.get(guild, announcement)
    assert found is not None
    return found


async def test_a_correction_of_a_post_that_is_gone_says_nothing(room: Newsroom) -> None:
    await planned(room)
    [waiting] = await room.happened(await _only(room))
    assert isinstance(await room.content.post(await _only(room), replace(waiting, corrects=5)), NothingToPost)


# Countdowns


async def counting(room: Newsroom, at: time | None = None, **changes: object) -> Announcement:
    """A countdown to season 3, whose date lies ahead."""
    room.clock.now = utc(2027, 1, 1)
    countdown = await room.countdown(3, at, **changes)
    await room.edit(await room.key(RELEASE), released=PREMIERE.isoformat())
    await room.watch.scan()
    return countdown


async def step(
    room: Newsroom, countdown: Announcement, key: str, late: timedelta = timedelta()
) -> Post | NothingToPost:
    """What a step says that is sent so long after it was due."""
    found = await steps(room.store.reading(), countdown, ZoneInfo("UTC"), room.clock.today)
    occurrence = next((each for each in found if each.key == key), None) or Occurrence(key, room.clock.now)
    room.clock.now = occurrence.due_at + late
    return await room.content.post(countdown, _delivery(countdown, occurrence))


def _delivery(countdown: Announcement, occurrence: Occurrence) -> Delivery:
    return Delivery(1, countdown.id, countdown.guild, 1, occurrence.key, occurrence.due_at, DeliveryState.WAITING)


@pytest.mark.parametrize(
    ("key", "late", "days"),
    [
        ("30", timedelta(), 30),
        ("7", timedelta(), 7),
        ("7", timedelta(hours=15), 6),  # after midnight it is a day less
        ("1", timedelta(hours=14), 1),
        ("0", timedelta(), 0),
        ("0", timedelta(hours=14), 0),
    ],
)
async def test_a_step_says_how_many_days_are_left_when_it_is_sent(
    room: Newsroom, key: str, late: timedelta, days: int
) -> None:
    post = await step(room, await counting(room), f"{PREMIERE}/{key}", late)
    assert isinstance(post, CountdownPost)
    assert (post.season, post.days, post.hour, post.at) == (3, days, False, None)
    assert post.release.now is not None
    assert post.release.now.fact.released is not None
    assert post.release.now.fact.released.first == PREMIERE
    assert post.release.now.certainty.status is Status.CONFIRMED


@pytest.mark.parametrize(("key", "late"), [("1", timedelta(hours=16)), ("0", timedelta(hours=16))])
async def test_a_step_whose_day_is_over_is_not_sent(room: Newsroom, key: str, late: timedelta) -> None:
    post = await step(room, await counting(room), f"{PREMIERE}/{key}", late)
    assert post == NothingToPost("Its day was over before this could be sent.")


async def test_where_the_hour_is_known_the_last_step_is_that_hour(room: Newsroom) -> None:
    countdown = await counting(room, time(23))
    first = await step(room, countdown, f"{PREMIERE}/30")
    assert isinstance(first, CountdownPost)
    assert (first.hour, first.at) == (False, utc(2027, 3, 8, 23))
    last = await step(room, countdown, f"{PREMIERE}/0", timedelta(hours=2))
    assert isinstance(last, CountdownPost)
    assert (last.hour, last.days, last.at) == (True, 0, utc(2027, 3, 8, 23))


@pytest.mark.parametrize("change", ["moved", "denied", "retired", "vague"])
async def test_a_countdown_to_a_day_that_is_off_says_nothing(room: Newsroom, change: str) -> None:
    countdown, fact = await counting(room), await room.key(RELEASE)
    match change:
        case "moved":
            await room.edit(fact, released="2027-04-08")
        case "denied":
            await room.claim(fact, replace(DENIAL, published="2026-12-01"))
        case "retired":
            await room.history.retire(MOD, fact, "It was wrong.")
        case _:
            await room.edit(fact, released="2027-03")
    assert isinstance(await step(room, countdown, f"{PREMIERE}/7"), NothingToPost)


async def test_a_countdown_that_was_posted_is_corrected_when_the_day_moves(room: Newsroom) -> None:
    countdown, fact = await counting(room), await room.key(RELEASE)
    stored = await room.stored(countdown)
    assert stored.next_due is not None
    room.clock.now = stored.next_due
    await Planner(room.kit).plan()
    [sent] = await room.posted(scan=False)
    assert isinstance(sent.content, CountdownPost)
    room.clock.move(days=3)
    await room.edit(fact, released="2027-04-08")
    [again] = await room.posted()
    post = content(again)
    assert isinstance(post, CountdownPost)
    assert again.delivery.corrects == sent.delivery.id
    assert (post.days, post.release.corrected) == (30, True)  # what it said then stays what it said
    assert post.release.now is not None
    assert str(post.release.now.fact.released) == "8 April 2027"
    assert str(post.release.before.fact.released) == "8 March 2027"


async def test_the_episodes_of_a_day_are_posted_with_their_sources(room: Newsroom) -> None:
    countdown = await counting(room, episodes=True)
    post = await step(room, countdown, "aired/2019-06-14")
    assert isinstance(post, EpisodesPost)
    assert [str(each.code) for each in post.episodes] == [f"S03E{n:02}" for n in range(1, 14)]
    assert post.whole
    assert len(post.facts) == 13
    assert await step(room, countdown, "aired/2019-06-15") == NothingToPost(
        "The date on record has changed since this was planned."
    )


async def test_a_posted_episode_is_corrected(room: Newsroom) -> None:
    room.clock.now = utc(2027, 1, 1)
    countdown, fact = await room.countdown(3, episodes=True), await room.key("air-date-s03e05")
    occurrence = Occurrence("aired/2019-06-14", room.clock.now)
    async with room.store.changing() as gateways:
        await gateways.deliveries.plan(room.ids(), countdown.guild, countdown.id, countdown.places[0], occurrence)
    [sent] = await room.posted(scan=False)
    assert isinstance(sent.content, EpisodesPost)
    assert sent.content.whole
    room.clock.move(hours=1)
    await room.edit(fact, released="2019-06-20")
    [again] = await room.posted()
    post = content(again)
    assert isinstance(post, EpisodesPost)
    assert (len(post.episodes), post.whole) == (13, True)
    assert [each.before.fact.id for each in post.facts if each.corrected] == [fact]

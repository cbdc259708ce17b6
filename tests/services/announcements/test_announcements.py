"""Announcements as moderators keep them, where two do so at the same moment or time goes on meanwhile."""

import asyncio
import random
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.domain.announcement_views import DraftView, Target, Wanted, Written
from bot.domain.announcements import (
    MOST_PLACES,
    Announcement,
    AnnouncementKind,
    AnnouncementState,
    Late,
    Occurrence,
)
from bot.domain.ids import Ids
from bot.errors import AlreadyHandled, BadInput, NotModerator
from bot.services.announcements.announcements import Announcements
from bot.services.names.finder import Finder
from bot.services.posts.content import PostContent
from bot.store.store import Store
from tests.helpers.facts import FAN, MOD, MOD_OF_B, SECOND_MOD, Clock

TALK, OTHER = Target(501), Target(502)
ONCE = Wanted(AnnouncementKind.ONCE, TALK)
DAILY = Wanted(AnnouncementKind.REPEAT, TALK)


def fine(_: Announcement) -> Sequence[str]:
    """Discord has nothing against it."""
    return ()


@pytest.fixture
def clock() -> Clock:
    clock = Clock()
    clock.now = clock.now.replace(hour=12, minute=0, second=0, microsecond=0)
    return clock


@pytest.fixture
def announcing(store: Store, clock: Clock) -> Announcements:
    return Announcements(store, Finder(store), PostContent(store, clock), Ids(clock, random.Random(5)), clock)


async def once(announcing: Announcements, when: str = "in 2 hours", text: str = "It begins!") -> DraftView:
    return await announcing.drafts.write(MOD, ONCE, Written(when=when, text=text), fine)


async def stored(announcing: Announcements, view: DraftView) -> Announcement:
    """The announcement that a draft becomes."""
    result = await announcing.drafts.confirm(MOD, view.announcement.id, fine)
    assert isinstance(result, Announcement), result
    return result


async def daily(announcing: Announcements, at: str = "13:00") -> Announcement:
    view = await announcing.drafts.write(MOD, DAILY, Written(rule=f"daily at {at}", text="Every day"), fine)
    return await stored(announcing, view)


async def test_of_two_confirmations_at_once_one_counts(announcing: Announcements, store: Store) -> None:
    view = await once(announcing)
    results = await asyncio.gather(
        *(announcing.drafts.confirm(MOD, view.announcement.id, fine) for _ in range(5)), return_exceptions=True
    )
    assert sum(isinstance(one, Announcement) for one in results) == 1
    assert sum(isinstance(one, AlreadyHandled) for one in results) == 4
    assert await store.reading().announcements.live_count(MOD.guild) == 1


async def test_of_two_changes_confirmed_at_once_one_counts(announcing: Announcements) -> None:
    one = await daily(announcing)
    drafts: list[tuple[DraftView, str]] = []
    for caller, text in ((MOD, "Mine"), (replace(SECOND_MOD, manages=True), "Theirs")):
        draft = await announcing.drafts.edit(caller, one.id, fine)
        written = Written(rule="every day at 13:00", text=text)
        view = await announcing.drafts.rewrite(caller, draft.announcement.id, DAILY.kind, written, fine)
        drafts.append((view, text))
    callers = (MOD, replace(SECOND_MOD, manages=True))
    results = await asyncio.gather(
        *(
            announcing.drafts.confirm(caller, view.announcement.id, fine)
            for caller, (view, _) in zip(callers, drafts, strict=True)
        )
    )
    (changed,) = [one for one in results if isinstance(one, Announcement)]
    (shown,) = [one for one in results if isinstance(one, DraftView)]
    assert shown.moved_on
    assert shown.original == changed
    assert changed.version == 2


async def test_a_post_that_is_due_is_not_lost_when_only_the_words_change(
    announcing: Announcements, clock: Clock
) -> None:
    one = await daily(announcing)
    view = await announcing.drafts.edit(MOD, one.id, fine)
    clock.move(hours=1, seconds=1)
    changed = await stored(announcing, view)
    assert changed.next_due == one.next_due


async def test_another_hour_counts_from_now(announcing: Announcements, clock: Clock) -> None:
    one = await daily(announcing)
    view = await announcing.drafts.edit(MOD, one.id, fine)
    clock.move(hours=1, seconds=1)
    written = Written(rule="every day at 14:00", text="Every day")
    view = await announcing.drafts.rewrite(MOD, view.announcement.id, DAILY.kind, written, fine)
    changed = await stored(announcing, view)
    assert changed.next_due == clock.now.replace(hour=14, second=0)


async def test_what_discord_says_is_asked_again_when_it_is_confirmed(announcing: Announcements) -> None:
    view = await once(announcing)
    asked: list[int] = []

    def lacking(one: Announcement) -> Sequence[str]:
        asked.append(one.id)
        return ("I lack everything.",)

    result = await announcing.drafts.confirm(MOD, view.announcement.id, lacking)
    assert isinstance(result, DraftView)
    assert result.draft.faults == ("I lack everything.",)
    assert asked == [view.announcement.id]
    assert result.announcement.state is AnnouncementState.DRAFT


async def test_a_digest_that_is_resumed_tells_what_comes_from_then_on(announcing: Announcements, clock: Clock) -> None:
    wanted = Wanted(AnnouncementKind.DIGEST, TALK)
    view = await announcing.drafts.write(MOD, wanted, Written(rule="daily at 13:00"), fine)
    one = await stored(announcing, view)
    assert one.covered_until == clock.now
    await announcing.pause(MOD, one.id)
    clock.move(days=3)
    resumed = (await announcing.resume(MOD, one.id, fine)).announcement
    assert resumed.covered_until == clock.now
    assert resumed.next_due == clock.now + timedelta(hours=1)


async def test_what_waits_of_a_cancelled_one_is_skipped(announcing: Announcements, store: Store, clock: Clock) -> None:
    one = await daily(announcing)
    async with store.changing() as gateways:
        await gateways.deliveries.plan(7, MOD.guild, one.id, one.places[0], Occurrence("x", clock.now))
    view = await announcing.cancel(MOD, one.id)
    (happened,) = view.deliveries
    assert (happened.delivery.state, happened.delivery.reason) == ("skipped", "The announcement was cancelled.")


async def test_a_channel_that_is_taken_off_gets_nothing_more(
    announcing: Announcements, store: Store, clock: Clock
) -> None:
    one = await daily(announcing)
    async with store.changing() as gateways:
        await gateways.deliveries.plan(7, MOD.guild, one.id, one.places[0], Occurrence("x", clock.now))
    view = await announcing.drafts.edit(MOD, one.id, fine)
    view = await announcing.drafts.choose_places(MOD, view.announcement.id, [OTHER], fine)
    changed = await stored(announcing, view)
    assert [place.channel for place in changed.places] == [OTHER.channel]
    (happened,) = (await announcing.show(MOD, one.id)).deliveries
    assert happened.delivery.reason == "The channel was taken off the announcement."


@pytest.mark.parametrize("count", [0, MOST_PLACES + 1])
async def test_no_channel_and_too_many_are_refused(announcing: Announcements, count: int) -> None:
    view = await once(announcing)
    with pytest.raises(BadInput, match="Choose 1 to 10 channels"):
        await announcing.drafts.choose_places(MOD, view.announcement.id, [Target(n) for n in range(count)], fine)


async def test_only_moderators_of_the_server_do_any_of_it(announcing: Announcements) -> None:
    one = await daily(announcing)
    draft = (await announcing.drafts.edit(MOD, one.id, fine)).announcement.id
    drafts = announcing.drafts
    for caller, error in ((FAN, NotModerator), (MOD_OF_B, BadInput)):
        for call in (
            lambda caller=caller: announcing.show(caller, one.id),
            lambda caller=caller: announcing.example(caller, one.id),
            lambda caller=caller: announcing.pause(caller, one.id),
            lambda caller=caller: announcing.resume(caller, one.id, fine),
            lambda caller=caller: announcing.cancel(caller, one.id),
            lambda caller=caller: announcing.end_news(caller, None),
            lambda caller=caller: announcing.search.resolve(caller, "every"),
            lambda caller=caller: drafts.edit(caller, one.id, fine),
            lambda caller=caller: drafts.preview(caller, draft, fine),
            lambda caller=caller: drafts.written(caller, draft),
            lambda caller=caller: drafts.channels(caller, draft),
            lambda caller=caller: drafts.rewrite(caller, draft, DAILY.kind, Written(), fine),
            lambda caller=caller: drafts.choose(caller, draft, fine, late=Late.SKIP),
            lambda caller=caller: drafts.choose_places(caller, draft, [OTHER], fine),
            lambda caller=caller: drafts.make_over(caller, draft, 1, fine),
            lambda caller=caller: drafts.confirm(caller, draft, fine),
        ):
            with pytest.raises(error):
                await call()
    assert (await announcing.page(MOD_OF_B, 0)).total == 0
    assert await announcing.search.complete(FAN, "") == []
    assert await announcing.search.complete(MOD_OF_B, "") == []


async def test_a_moment_in_the_past_is_refused_before_anything_is_written(
    announcing: Announcements, store: Store
) -> None:
    with pytest.raises(BadInput):
        await once(announcing, when="2020-01-01 20:00")
    assert await store.reading().announcements.total(MOD.guild) == 0

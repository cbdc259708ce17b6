"""Announcements as moderators manage them, at the same moment or while time passes."""

import asyncio
import random
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
from bot.services.kit import Kit
from bot.services.posts.content import PostContent
from bot.store.store import Store
from tests.helpers.announcements import FINE
from tests.helpers.facts import FAN, MOD, MOD_OF_B, SECOND_MOD, Clock

TALK, OTHER = Target(501), Target(502)
ONCE = Wanted(AnnouncementKind.ONCE, TALK)
DAILY = Wanted(AnnouncementKind.REPEAT, TALK)


class Lacking:
    """Discord has something against every announcement; `checked` are those that were checked."""

    def __init__(self) -> None:
        self.checked: list[int] = []

    def faults(self, announcement: Announcement, /) -> tuple[str, ...]:
        self.checked.append(announcement.id)
        return ("I lack everything.",)


@pytest.fixture
def clock() -> Clock:
    clock = Clock()
    clock.now = clock.now.replace(hour=12, minute=0, second=0, microsecond=0)
    return clock


@pytest.fixture
def announcements(store: Store, clock: Clock) -> Announcements:
    kit = Kit(store, Ids(clock, random.Random(5)), clock)
    return Announcements(kit, PostContent(kit))


async def once(announcements: Announcements, when: str = "in 2 hours", text: str = "It begins!") -> DraftView:
    return await announcements.drafts(MOD, FINE).write(ONCE, Written(when=when, text=text))


async def stored(announcements: Announcements, view: DraftView) -> Announcement:
    """The announcement that a draft becomes."""
    result = await announcements.drafts(MOD, FINE).confirm(view.announcement.id)
    assert isinstance(result, Announcement), result
    return result


async def daily(announcements: Announcements, at: str = "13:00") -> Announcement:
    view = await announcements.drafts(MOD, FINE).write(DAILY, Written(rule=f"daily at {at}", text="Every day"))
    return await stored(announcements, view)


async def test_of_two_confirmations_at_once_one_counts(announcements: Announcements, store: Store) -> None:
    view = await once(announcements)
    results = await asyncio.gather(
        *(announcements.drafts(MOD, FINE).confirm(view.announcement.id) for _ in range(5)), return_exceptions=True
    )
    assert sum(isinstance(result, Announcement) for result in results) == 1
    assert sum(isinstance(result, AlreadyHandled) for result in results) == 4
    assert await store.reading().announcements.live_count(MOD.guild) == 1


async def test_of_two_changes_confirmed_at_once_one_counts(announcements: Announcements) -> None:
    announcement = await daily(announcements)
    drafts: list[tuple[DraftView, str]] = []
    for caller, text in ((MOD, "Mine"), (replace(SECOND_MOD, manages=True), "Theirs")):
        draft = await announcements.drafts(caller, FINE).edit(announcement.id)
        written = Written(rule="every day at 13:00", text=text)
        view = await announcements.drafts(caller, FINE).rewrite(draft.announcement.id, DAILY.kind, written)
        drafts.append((view, text))
    callers = (MOD, replace(SECOND_MOD, manages=True))
    results = await asyncio.gather(
        *(
            announcements.drafts(caller, FINE).confirm(view.announcement.id)
            for caller, (view, _) in zip(callers, drafts, strict=True)
        )
    )
    (changed,) = [result for result in results if isinstance(result, Announcement)]
    (shown,) = [result for result in results if isinstance(result, DraftView)]
    assert shown.moved_on
    assert shown.original == changed
    assert changed.version == 2


async def test_a_post_that_is_due_is_not_lost_when_only_the_words_change(
    announcements: Announcements, clock: Clock
) -> None:
    announcement = await daily(announcements)
    view = await announcements.drafts(MOD, FINE).edit(announcement.id)
    clock.move(hours=1, seconds=1)
    changed = await stored(announcements, view)
    assert changed.next_due == announcement.next_due


async def test_another_hour_counts_from_now(announcements: Announcements, clock: Clock) -> None:
    announcement = await daily(announcements)
    view = await announcements.drafts(MOD, FINE).edit(announcement.id)
    clock.move(hours=1, seconds=1)
    written = Written(rule="every day at 14:00", text="Every day")
    view = await announcements.drafts(MOD, FINE).rewrite(view.announcement.id, DAILY.kind, written)
    changed = await stored(announcements, view)
    assert changed.next_due == clock.now.replace(hour=14, second=0)


@pytest.mark.parametrize("seconds", [50, 51, 60, 7200])
async def test_a_length_of_time_that_ran_out_counts_ten_seconds_from_confirming(
    announcements: Announcements, clock: Clock, seconds: int
) -> None:
    view = await once(announcements, "in 1 minute")
    due = clock.now + timedelta(minutes=1)
    clock.move(seconds=seconds)
    confirmed = await stored(announcements, view)
    assert confirmed.next_due == confirmed.schedule.due_at == max(due, clock.now + timedelta(seconds=10))


async def test_a_length_of_time_is_over_for_an_announcement_that_was_paused_until_then(
    announcements: Announcements, clock: Clock
) -> None:
    announcement = await stored(announcements, await once(announcements, "in 1 minute"))
    await announcements.pause(MOD, announcement.id)
    clock.move(minutes=2)
    with pytest.raises(BadInput, match="That time has passed"):
        await announcements.resume(MOD, announcement.id, FINE)
    view = await announcements.drafts(MOD, FINE).edit(announcement.id)
    assert view.draft.faults == ("That time has passed. Give it another.",)


async def test_what_discord_says_is_asked_again_when_it_is_confirmed(announcements: Announcements) -> None:
    view = await once(announcements)
    lacking = Lacking()
    result = await announcements.drafts(MOD, lacking).confirm(view.announcement.id)
    assert isinstance(result, DraftView)
    assert result.draft.faults == ("I lack everything.",)
    assert lacking.checked == [view.announcement.id]
    assert result.announcement.state is AnnouncementState.DRAFT


async def test_a_digest_that_is_resumed_covers_what_happens_from_then_on(
    announcements: Announcements, clock: Clock
) -> None:
    wanted = Wanted(AnnouncementKind.DIGEST, TALK)
    view = await announcements.drafts(MOD, FINE).write(wanted, Written(rule="daily at 13:00"))
    announcement = await stored(announcements, view)
    assert announcement.covered_until == clock.now
    await announcements.pause(MOD, announcement.id)
    clock.move(days=3)
    resumed = (await announcements.resume(MOD, announcement.id, FINE)).announcement
    assert resumed.covered_until == clock.now
    assert resumed.next_due == clock.now + timedelta(hours=1)


async def test_what_waits_of_a_cancelled_one_is_skipped(
    announcements: Announcements, store: Store, clock: Clock
) -> None:
    announcement = await daily(announcements)
    async with store.changing() as gateways:
        await gateways.deliveries.plan(
            7, MOD.guild, announcement.id, announcement.places[0], Occurrence("x", clock.now)
        )
    view = await announcements.cancel(MOD, announcement.id)
    (happened,) = view.deliveries
    assert (happened.delivery.state, happened.delivery.reason) == ("skipped", "The announcement was cancelled.")


async def test_a_channel_that_is_removed_gets_nothing_more(
    announcements: Announcements, store: Store, clock: Clock
) -> None:
    announcement = await daily(announcements)
    async with store.changing() as gateways:
        await gateways.deliveries.plan(
            7, MOD.guild, announcement.id, announcement.places[0], Occurrence("x", clock.now)
        )
    view = await announcements.drafts(MOD, FINE).edit(announcement.id)
    view = await announcements.drafts(MOD, FINE).choose_places(view.announcement.id, [OTHER])
    changed = await stored(announcements, view)
    assert [place.channel for place in changed.places] == [OTHER.channel]
    (happened,) = (await announcements.show(MOD, announcement.id)).deliveries
    assert happened.delivery.reason == "The channel was removed from the announcement."


@pytest.mark.parametrize("count", [0, MOST_PLACES + 1])
async def test_no_channel_and_too_many_are_refused(announcements: Announcements, count: int) -> None:
    view = await once(announcements)
    with pytest.raises(BadInput, match="Choose 1 to 10 channels"):
        await announcements.drafts(MOD, FINE).choose_places(view.announcement.id, [Target(n) for n in range(count)])


async def test_only_moderators_of_the_server_do_any_of_it(announcements: Announcements) -> None:
    announcement = await daily(announcements)
    draft = (await announcements.drafts(MOD, FINE).edit(announcement.id)).announcement.id
    for caller, error in ((FAN, NotModerator), (MOD_OF_B, BadInput)):
        for call in (
            lambda caller=caller: announcements.show(caller, announcement.id),
            lambda caller=caller: announcements.example(caller, announcement.id),
            lambda caller=caller: announcements.pause(caller, announcement.id),
            lambda caller=caller: announcements.resume(caller, announcement.id, FINE),
            lambda caller=caller: announcements.cancel(caller, announcement.id),
            lambda caller=caller: announcements.end_news(caller, None),
            lambda caller=caller: announcements.search.resolve(caller, "every"),
            lambda caller=caller: announcements.drafts(caller, FINE).edit(announcement.id),
            lambda caller=caller: announcements.drafts(caller, FINE).preview(draft),
            lambda caller=caller: announcements.drafts(caller, FINE).written(draft),
            lambda caller=caller: announcements.drafts(caller, FINE).channels(draft),
            lambda caller=caller: announcements.drafts(caller, FINE).rewrite(draft, DAILY.kind, Written()),
            lambda caller=caller: announcements.drafts(caller, FINE).choose(draft, late=Late.SKIP),
            lambda caller=caller: announcements.drafts(caller, FINE).choose_places(draft, [OTHER]),
            lambda caller=caller: announcements.drafts(caller, FINE).rebase(draft, 1),
            lambda caller=caller: announcements.drafts(caller, FINE).confirm(draft),
        ):
            with pytest.raises(error):
                await call()
    assert (await announcements.page(MOD_OF_B, 0)).total == 0
    assert await announcements.search.complete(FAN, "") == []
    assert await announcements.search.complete(MOD_OF_B, "") == []


async def test_a_moment_in_the_past_is_refused_before_anything_is_written(
    announcements: Announcements, store: Store
) -> None:
    with pytest.raises(BadInput):
        await once(announcements, when="2020-01-01 20:00")
    assert await store.reading().announcements.total(MOD.guild) == 0

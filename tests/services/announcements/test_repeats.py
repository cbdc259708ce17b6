"""The same announcement typed or confirmed again: it says that it was made already and when, and leaves the choice."""

import random
from dataclasses import replace

import pytest

from bot.domain.announcement_views import DraftView, Target, Wanted, Written
from bot.domain.announcements import Announcement, AnnouncementKind
from bot.domain.ids import Ids
from bot.errors import AlreadyHandled
from bot.services.announcements.announcements import Announcements
from bot.services.kit import Kit
from bot.services.posts.content import PostContent
from bot.store.store import Store
from tests.helpers.announcements import FINE
from tests.helpers.facts import MOD, SECOND_MOD, Clock

TALK = Target(501)
ONCE, DAILY = Wanted(AnnouncementKind.ONCE, TALK), Wanted(AnnouncementKind.REPEAT, TALK)
SAID = Written(when="in 2 hours", text="It begins!")


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def announcements(store: Store, clock: Clock) -> Announcements:
    kit = Kit(store, Ids(clock, random.Random(5)), clock)
    return Announcements(kit, PostContent(kit))


async def draft(announcements: Announcements, wanted: Wanted = ONCE, written: Written = SAID) -> DraftView:
    return await announcements.drafts(MOD, FINE).write(wanted, written)


async def confirm(announcements: Announcements, view: DraftView) -> Announcement | DraftView:
    return await announcements.drafts(MOD, FINE).confirm(view.announcement.id)


async def made(announcements: Announcements, wanted: Wanted = ONCE, written: Written = SAID) -> Announcement:
    result = await confirm(announcements, await draft(announcements, wanted, written))
    assert isinstance(result, Announcement)
    return result


async def test_the_same_again_is_shown_with_when_it_was_made_and_can_be_made_all_the_same(
    announcements: Announcements, clock: Clock, store: Store
) -> None:
    first = await made(announcements)
    clock.move(minutes=3)
    again = await draft(announcements)
    assert again.twin is not None
    assert (again.twin.id, again.twin.made_by, again.twin.confirmed_at) == (first.id, MOD.user, first.changed_at)
    assert isinstance(await confirm(announcements, again), Announcement)
    assert await store.reading().announcements.live_count(MOD.guild) == 2


async def test_a_draft_from_before_the_other_was_confirmed_is_shown_once_more_first(
    announcements: Announcements, clock: Clock, store: Store
) -> None:
    early = await draft(announcements)
    assert early.twin is None
    clock.move(seconds=1)
    first = await made(announcements)
    clock.move(seconds=1)
    shown = await confirm(announcements, early)
    assert isinstance(shown, DraftView)
    assert shown.twin is not None
    assert shown.twin.id == first.id
    assert await store.reading().announcements.live_count(MOD.guild) == 1
    assert isinstance(await confirm(announcements, early), Announcement)


@pytest.mark.parametrize(
    ("wanted", "written"),
    [
        (replace(ONCE, target=Target(502)), SAID),
        (replace(ONCE, ping=7), SAID),
        (ONCE, replace(SAID, text="It ends!")),
        (ONCE, replace(SAID, when="in 4 hours")),
        (DAILY, Written(rule="daily at 13:00", text=SAID.text)),
    ],
)
async def test_what_differs_is_no_repeat(announcements: Announcements, wanted: Wanted, written: Written) -> None:
    await made(announcements)
    assert (await draft(announcements, wanted, written)).twin is None


async def test_what_repeats_by_the_same_rule_is_the_same_on_any_day(announcements: Announcements, clock: Clock) -> None:
    first = await made(announcements, DAILY, Written(rule="daily at 13:00", text="Every day"))
    clock.move(days=3)
    again = await draft(announcements, DAILY, Written(rule="daily at 13:00", text="Every day"))
    assert again.twin is not None
    assert again.twin.id == first.id


async def test_what_was_cancelled_is_announced_again_without_a_word(announcements: Announcements) -> None:
    first = await made(announcements)
    await announcements.cancel(MOD, first.id)
    assert (await draft(announcements)).twin is None


async def test_a_change_that_is_confirmed_again_hears_when_it_was(announcements: Announcements, clock: Clock) -> None:
    first = await made(announcements)
    drafts = announcements.drafts(MOD, FINE)
    change = await drafts.edit(first.id)
    clock.move(minutes=1)
    assert isinstance(await confirm(announcements, change), Announcement)
    at = clock()
    clock.move(minutes=1)
    for again in (confirm(announcements, change), drafts.preview(change.announcement.id)):
        with pytest.raises(AlreadyHandled) as refusal:
            await again
        assert (refusal.value.by, refusal.value.at) == (MOD.user, at)
    assert (await announcements.page(replace(SECOND_MOD, manages=True), 0)).total == 1

"""What waits for moderators, in one list: what nobody touched for long, what the pack says anew, suggestions."""

from datetime import timedelta
from pathlib import Path

import pytest

from bot.domain.facts import Status
from bot.domain.moderation import FactWords
from bot.domain.standing import standing_on
from bot.errors import BadInput, NotModerator
from bot.services.review import ITEMS_A_PAGE
from bot.store.store import Store
from tests.services.moderating import (
    ALL_WOMEN,
    FAN,
    MOD,
    MOD_OF_B,
    RUMOUR,
    STALE_DAYS,
    VARIETY,
    Desk,
    fan,
)

NEWER_PACK = ("All 13 episodes are directed by women.", "Newer words.")
LONG = STALE_DAYS + 1


@pytest.fixture
def desk(store: Store) -> Desk:
    return Desk(store)


async def stale(desk: Desk) -> list[int]:
    """All stale facts of server A, page by page, as moderators see them."""
    found: list[int] = []
    for page in range(100):
        shown = await desk.review.page(MOD, page)
        found += [fact.id for fact in shown.stale]
        if not shown.more:
            return found
    raise AssertionError("the pages never end")


async def test_facts_wait_once_nobody_touched_them_for_the_set_days(desk: Desk) -> None:
    assert (await desk.review.page(MOD, 0)).counts[0] == 0
    desk.clock.move(days=STALE_DAYS - 1)
    assert await stale(desk) == []
    desk.clock.move(days=2)
    page = await desk.review.page(MOD, 0)
    assert len(page.stale) == ITEMS_A_PAGE
    assert page.counts[0] == len(await stale(desk))
    assert page.stale_days == STALE_DAYS


async def test_only_what_is_rumoured_or_reported_waits(desk: Desk) -> None:
    desk.clock.move(days=LONG)
    for fact in await stale(desk):
        seen = await desk.seen(fact)
        assert seen is not None
        standing = standing_on(seen.claims, desk.clock.today)
        assert standing is not None
        assert standing.status in (Status.RUMOURED, Status.REPORTED)
        assert seen.settled_by is None


async def test_rumours_come_first_and_then_what_was_touched_longest_ago(desk: Desk) -> None:
    reported = (await desk.add_news("Reported long ago.", VARIETY)).revision.fact.id
    desk.clock.move(days=1)
    older = (await desk.add_news("A rumour.", RUMOUR)).revision.fact.id
    desk.clock.move(days=1)
    newer = (await desk.add_news("Another rumour of late.", RUMOUR)).revision.fact.id
    desk.clock.move(days=LONG)
    order = await stale(desk)
    assert order.index(older) < order.index(newer) < order.index(reported)


async def test_a_second_look_lets_a_fact_rest_for_as_long_again_in_that_server_alone(desk: Desk) -> None:
    desk.clock.move(days=LONG)
    first, *others = await stale(desk)
    await desk.review.look(MOD, first)
    assert await stale(desk) == others
    assert first in [fact.id for fact in (await desk.review.page(MOD_OF_B, 0)).stale]
    desk.clock.move(days=LONG)
    again = await stale(desk)
    assert first in again
    assert set(again) == {first, *others}


async def test_an_edit_lets_a_fact_rest_too(desk: Desk) -> None:
    fact = (await desk.add_news("A rumour.", RUMOUR)).revision.fact.id
    desk.clock.move(days=LONG)
    assert fact in await stale(desk)
    await desk.edit(fact, statement="A rumour of old.")
    assert fact not in await stale(desk)
    desk.clock.move(days=LONG)
    assert fact in await stale(desk)


async def test_what_was_retired_or_confirmed_waits_no_more(desk: Desk) -> None:
    retired = (await desk.add_news("A rumour.", RUMOUR)).revision.fact.id
    sure = (await desk.add_news("Another thing.", RUMOUR)).revision.fact.id
    await desk.history.retire(MOD, retired, "Wrong")
    await desk.claim(sure, VARIETY.__class__("Netflix", "https://netflix.com/x", weight="confirmed"))
    desk.clock.move(days=LONG)
    assert not {retired, sure} & set(await stale(desk))


async def test_another_servers_own_facts_dont_wait_here(desk: Desk) -> None:
    fact = (await desk.add_news("A rumour.", RUMOUR)).revision.fact.id
    desk.clock.move(days=LONG)
    theirs = await desk.review.page(MOD_OF_B, 0)
    assert fact not in [one.id for one in theirs.stale]
    assert theirs.counts[0] == len(await stale(desk)) - 1


async def test_what_the_pack_has_newer_words_for_waits_until_it_is_decided(desk: Desk, tmp_path: Path) -> None:
    fact = await desk.key(ALL_WOMEN)
    await desk.edit(fact, statement="Ours")
    assert (await desk.review.page(MOD, 0)).counts[1] == 0
    await desk.load_newer_pack(tmp_path, NEWER_PACK)
    page = await desk.review.page(MOD, 0)
    assert ([one.statement for one in page.moved_on], page.counts[1]) == (["Ours"], 1)
    assert (await desk.review.page(MOD_OF_B, 0)).counts[1] == 0
    base = await desk.store.reading().revisions.base(fact)
    assert base is not None
    await desk.history.keep_own(MOD, fact, base.id)
    assert (await desk.review.page(MOD, 0)).counts[1] == 0


async def test_what_is_counted_is_also_shown_even_of_a_fact_that_is_out_of_the_answers(
    desk: Desk, tmp_path: Path
) -> None:
    await desk.history.retire(MOD, await desk.key(ALL_WOMEN), "Wrong")
    await desk.load_newer_pack(tmp_path, NEWER_PACK)
    page = await desk.review.page(MOD, 0)
    assert len(page.moved_on) == page.counts[1]


async def test_suggestions_wait_the_oldest_first_page_by_page(desk: Desk) -> None:
    made: list[int] = []
    for number in range(7):
        desk.clock.move(minutes=1)
        waits = await desk.suggestions.suggest_news(fan(40 + number), f"{number} is a number of its own.", "my aunt")
        made.append(waits.proposal.id)
    first, second = [await desk.review.page(MOD, page) for page in (0, 1)]
    assert [one.id for one in (*first.suggestions, *second.suggestions)] == made
    assert (first.counts[2], first.more, second.more, second.page) == (7, True, False, 1)


async def test_a_page_behind_the_last_is_empty(desk: Desk) -> None:
    page = await desk.review.page(MOD, 1000)
    assert (page.stale, page.moved_on, page.suggestions, page.more) == ((), (), (), False)


async def test_only_moderators_see_what_waits_and_take_a_second_look(desk: Desk) -> None:
    fact = await desk.key(ALL_WOMEN)
    for trying in (desk.review.page(FAN, 0), desk.review.look(FAN, fact)):
        with pytest.raises(NotModerator):
            await trying


async def test_a_second_look_at_another_servers_fact_is_refused(desk: Desk) -> None:
    fact = (await desk.add_news("A rumour.", RUMOUR)).revision.fact.id
    draft = await desk.write_sourced(
        (await desk.standing(fact)).fact.kind, FactWords(statement="Never saved."), VARIETY
    )
    for caller, one in ((MOD_OF_B, fact), (MOD, 1), (MOD, draft.fact.id)):
        with pytest.raises(BadInput, match="no longer on record"):
            await desk.review.look(caller, one)


async def test_a_look_of_today_is_not_stale_tomorrow(desk: Desk) -> None:
    desk.clock.move(days=LONG)
    first = (await stale(desk))[0]
    await desk.review.look(MOD, first)
    desk.clock.now += timedelta(days=1)
    assert first not in await stale(desk)

"""What waits for moderators, in one list: what nobody touched for long, what the pack says newly, suggestions."""

from pathlib import Path

import pytest

from bot.domain.certainty import certainty_on
from bot.domain.facts import Status
from bot.domain.moderation import ClaimWords, FactWords
from bot.errors import BadInput, NotModerator
from bot.services.facts.review import ITEMS_A_PAGE
from bot.store.store import Store
from tests.helpers.answers import credit_fact
from tests.helpers.facts import (
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


@pytest.fixture
async def small(desk: Desk, tmp_path: Path) -> Desk:
    """The servers keep a small show, with seven facts that somebody reported."""
    places = [(person, f"S0{s}E0{e}") for person in ("ann", "bea") for s in (1, 2) for e in (1, 2)]
    facts = [credit_fact(f"fact-{n}", *place) for n, place in enumerate(places[:7])]
    await desk.choose_small_show(tmp_path, *facts)
    return desk


async def stale(desk: Desk) -> list[int]:
    """All stale facts of server A, page by page, as moderators see them."""
    found: list[int] = []
    for page in range(100):
        shown = await desk.review.page(MOD, page)
        found += [fact.id for fact in shown.stale]
        if not shown.more:
            return found
    raise AssertionError("the pages never end")


async def status_of(desk: Desk, fact: int) -> Status:
    current = certainty_on((await desk.current(fact)).fact.claims, desk.clock.today)
    assert current is not None
    return current.status


async def test_facts_wait_once_nobody_touched_them_for_the_set_days(small: Desk) -> None:
    assert (await small.review.page(MOD, 0)).counts[0] == 0
    small.clock.move(days=STALE_DAYS - 1)
    assert await stale(small) == []
    small.clock.move(days=2)
    page = await small.review.page(MOD, 0)
    assert len(page.stale) == ITEMS_A_PAGE
    assert page.counts[0] == len(await stale(small))
    assert page.stale_days == STALE_DAYS


async def test_only_what_is_rumoured_or_reported_waits(desk: Desk) -> None:
    desk.clock.move(days=LONG)
    for fact in [fact.id for page in range(4) for fact in (await desk.review.page(MOD, page)).stale]:
        assert await status_of(desk, fact) in (Status.RUMOURED, Status.REPORTED)
        assert (await desk.current(fact)).fact.settled_by is None


async def test_rumours_come_first_and_then_what_was_touched_longest_ago(small: Desk) -> None:
    older = (await small.add_news("A rumour.", RUMOUR)).revision.fact.id
    small.clock.move(days=1)
    newer = (await small.add_news("Another thing that is said.", RUMOUR)).revision.fact.id
    small.clock.move(days=LONG)
    order = await stale(small)
    assert order.index(older) < order.index(newer)
    statuses = [await status_of(small, fact) for fact in order]
    assert statuses == sorted(statuses, key=[Status.RUMOURED, Status.REPORTED].index)
    assert set(statuses) == {Status.RUMOURED, Status.REPORTED}


async def test_no_open_fact_is_hidden_behind_those_that_two_reports_confirm(desk: Desk) -> None:
    fact = (await desk.add_news("Reported by one alone.", VARIETY)).revision.fact.id
    desk.clock.move(days=LONG)
    assert fact in await stale(desk)


async def test_a_second_look_lets_a_fact_rest_for_as_long_again_in_that_server_alone(small: Desk) -> None:
    small.clock.move(days=LONG)
    first, *others = await stale(small)
    await small.review.look(MOD, first)
    rest = await stale(small)
    assert first not in rest
    assert rest == others
    assert first in [fact.id for fact in (await small.review.page(MOD_OF_B, 0)).stale]
    small.clock.move(days=LONG)
    assert first in await stale(small)


async def test_an_edit_lets_a_fact_rest_too(small: Desk) -> None:
    fact = (await small.add_news("A rumour.", RUMOUR)).revision.fact.id
    small.clock.move(days=LONG)
    assert fact in await stale(small)
    await small.edit(fact, statement="A rumour of old.")
    assert fact not in await stale(small)
    small.clock.move(days=LONG)
    assert fact in await stale(small)


async def test_what_was_retired_or_confirmed_waits_no_more(small: Desk) -> None:
    retired = (await small.add_news("A rumour.", RUMOUR)).revision.fact.id
    sure = (await small.add_news("Another thing.", RUMOUR)).revision.fact.id
    await small.history.retire(MOD, retired, "Wrong")
    await small.claim(sure, ClaimWords("Netflix", "https://netflix.com/x", weight="confirmed"))
    small.clock.move(days=LONG)
    assert not {retired, sure} & set(await stale(small))


async def test_another_servers_own_facts_dont_wait_here(small: Desk) -> None:
    fact = (await small.add_news("A rumour.", RUMOUR)).revision.fact.id
    small.clock.move(days=LONG)
    theirs = await small.review.page(MOD_OF_B, 0)
    assert fact not in [item.id for item in theirs.stale]
    assert fact in [item.id for item in (await small.review.page(MOD, 0)).stale]


async def test_what_the_pack_has_newer_words_for_waits_until_it_is_decided(desk: Desk, tmp_path: Path) -> None:
    fact = await desk.key(ALL_WOMEN)
    await desk.edit(fact, statement="Ours")
    assert (await desk.review.page(MOD, 0)).counts[1] == 0
    await desk.load_newer_pack(tmp_path, NEWER_PACK)
    page = await desk.review.page(MOD, 0)
    assert ([item.statement for item in page.moved_on], page.counts[1]) == (["Ours"], 1)
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
    for number, said in enumerate(("Foxes", "Owls sing", "A bear", "Rain", "Two deer run", "Snow is deep", "End")):
        desk.clock.move(minutes=1)
        waits = await desk.new_suggestions.in_words(fan(40 + number), said, "my aunt")
        made.append(waits.proposal.id)
    first, second = [await desk.review.page(MOD, page) for page in (0, 1)]
    assert [suggestion.id for suggestion in (*first.suggestions, *second.suggestions)] == made
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
    draft = await desk.write_sourced((await desk.current(fact)).fact.kind, FactWords(statement="Never saved."), VARIETY)
    for caller, looked_at in ((MOD_OF_B, fact), (MOD, 1), (MOD, draft.fact.id)):
        with pytest.raises(BadInput, match="no longer on record"):
            await desk.review.look(caller, looked_at)

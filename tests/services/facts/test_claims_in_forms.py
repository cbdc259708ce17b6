"""Sources, places and days in forms: what is left as it was changes nothing, and what can't be meant is refused."""

from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.domain.codes import EpisodeCode
from bot.domain.facts import Claim, Fact, Kind, Status, Weight
from bot.domain.moderation import ClaimWords, FactWords
from bot.domain.revisions import ProposalState
from bot.errors import AlreadyHandled, BadInput
from bot.store.store import Store
from tests.helpers.facts import (
    ALL_WOMEN,
    FAN,
    MOD,
    POLYGON,
    RUMOUR,
    SECOND_MOD,
    TRISH,
    VARIETY,
    Desk,
    conflict,
    faults,
    outlets,
    saved,
    status,
)

LINK = "https://variety.com/2019/talk"
NO_ADDRESS = "Give the address (URL) of the source. Without one it can only be rumoured."
THIRTY_NINE = "S01E01-E13, S02E01-E13, S03E01-E13"


@pytest.fixture
def desk(store: Store) -> Desk:
    return Desk(store)


# Sources of the pack


async def claims_of_the_pack(desk: Desk) -> list[tuple[Fact, int]]:
    """A claim of each shape that the shipped pack has, by its fact and its position."""
    shapes: dict[tuple[object, ...], tuple[Fact, int]] = {}
    for fact in (await desk.store.reading().revisions.base_facts(await desk.show())).values():
        for position, claim in enumerate(fact.claims):
            source = claim.source
            shape = (
                bool(source.url), bool(source.title), claim.weight, claim.supports, bool(claim.published),
                bool(claim.via), bool(claim.speaker), bool(claim.note), bool(fact.episodes), bool(fact.seasons),
            )  # fmt: skip
            shapes.setdefault(shape, (fact, position))
    return list(shapes.values())


async def test_a_source_of_the_pack_comes_out_of_its_form_as_it_went_in_and_is_nothing_to_save(desk: Desk) -> None:
    found = await claims_of_the_pack(desk)
    without_address = [fact.claims[position] for fact, position in found if not fact.claims[position].source.url]
    assert any(claim.weight > Weight.RUMOURED for claim in without_address)
    for fact, position in found:
        current = await desk.current(fact.id)
        words = await desk.editing.claim_words(MOD, current.id, position)
        preview = await desk.editing.write_claim(MOD, current.id, position, words)
        assert preview.fact.claims == fact.claims, words
        assert not preview.change
        assert not preview.can_be_saved
        with pytest.raises(BadInput, match="nothing to save"):
            await desk.editing.save(MOD, preview.proposal.id)


async def without_address(desk: Desk) -> tuple[int, int, Claim]:
    """A report of the pack without an address: its fact, its position and itself."""
    for fact, position in await claims_of_the_pack(desk):
        claim = fact.claims[position]
        if claim.source.url is None and claim.weight is Weight.REPORTED:
            return fact.id, position, claim
    raise AssertionError("the pack has none")


async def test_a_detail_of_a_source_of_the_pack_is_corrected_without_making_another_of_it(desk: Desk) -> None:
    fact, position, claim = await without_address(desk)
    current = await desk.current(fact)
    words = await desk.editing.claim_words(MOD, current.id, position)
    done = await desk.claim(fact, replace(words, speaker="Melissa Rosenberg"), position)
    assert done.revision.fact.claims[position] == replace(claim, speaker="Melissa Rosenberg")


async def test_a_source_without_an_address_needs_one_to_weigh_more_but_not_to_weigh_less(desk: Desk) -> None:
    fact, position, _ = await without_address(desk)
    current = await desk.current(fact)
    words = await desk.editing.claim_words(MOD, current.id, position)
    heavier = desk.editing.write_claim(MOD, current.id, position, replace(words, weight="confirmed"))
    assert await faults(heavier) == [NO_ADDRESS]
    with_address = replace(words, weight="confirmed", url=LINK)
    assert (await desk.editing.write_claim(MOD, current.id, position, with_address)).can_be_saved
    assert (await desk.editing.write_claim(MOD, current.id, position, replace(words, weight="rumoured"))).can_be_saved
    rumour = (await desk.add_news("A talk.", RUMOUR)).revision
    for weight in ("reported", "confirmed", "denied", "doubted"):
        trying = desk.editing.write_claim(MOD, rumour.id, 0, replace(RUMOUR, weight=weight))
        assert await faults(trying) == [NO_ADDRESS]


async def test_the_address_of_a_report_is_not_taken_away(desk: Desk) -> None:
    fact = (await desk.add_news("A talk.")).revision
    assert await faults(desk.editing.write_claim(MOD, fact.id, 0, replace(VARIETY, url=""))) == [NO_ADDRESS]


@pytest.mark.parametrize("weight", ["confirmed", "reported"])
async def test_an_outlet_that_is_on_record_without_an_address_still_needs_one_for_something_new(
    desk: Desk, weight: str
) -> None:
    _, _, claim = await without_address(desk)
    draft = await desk.write_new(Kind.NEWS, FactWords(statement="A talk."))
    words = ClaimWords(claim.source.outlet, weight=weight)
    assert await faults(desk.editing.write_claim(MOD, draft.proposal.id, None, words)) == [NO_ADDRESS]


async def test_the_same_source_twice_is_refused(desk: Desk) -> None:
    fact = (await desk.add_news("A talk.", VARIETY, POLYGON)).revision
    for position in (None, 1):
        lines = await faults(desk.editing.write_claim(MOD, fact.id, position, VARIETY))
        assert lines == ["The fact has that source already, and it says the same."]
    pack, position, _ = await without_address(desk)
    current = await desk.current(pack)
    words = await desk.editing.claim_words(MOD, current.id, position)
    same = replace(words, weight="rumoured")
    both = await desk.editing.write_claim(MOD, current.id, None, same)
    again = await faults(desk.editing.write_claim(MOD, both.proposal.id, None, same))
    assert again == ["The fact has that source already, and it says the same."]


async def test_the_day_of_an_undated_source_stays_the_one_that_it_counts_from(desk: Desk) -> None:
    fact = (await desk.add_news("A talk.", replace(VARIETY, published=""))).revision
    desk.clock.move(days=40)
    words = await desk.editing.claim_words(MOD, fact.id, 0)
    preview = await desk.editing.write_claim(MOD, fact.id, 0, words)
    assert preview.fact.claims == fact.fact.claims
    assert not preview.can_be_saved


# Two corrections of one source


async def test_a_source_that_two_corrected_is_one_and_mine(desk: Desk) -> None:
    await desk.let_moderate()
    fact = (await desk.add_news("A talk.", VARIETY, POLYGON)).revision
    mine = await desk.editing.write_claim(MOD, fact.id, 0, replace(VARIETY, speaker="Mine"))
    theirs = await desk.editing.write_claim(SECOND_MOD, fact.id, 0, replace(VARIETY, weight="confirmed"))
    newer = (await desk.save(theirs, SECOND_MOD)).revision
    assert conflict(await desk.editing.save(MOD, mine.proposal.id)).theirs == newer
    both = (await desk.save(mine, over=newer.id)).revision.fact
    assert sorted(outlets(both)) == ["Polygon", "Variety"]
    [variety] = [claim for claim in both.claims if claim.source.outlet == "Variety"]
    assert (variety.speaker, variety.weight) == ("Mine", Weight.REPORTED)


async def test_of_a_source_that_one_withdrew_and_one_corrected_my_correction_is_left(desk: Desk) -> None:
    await desk.let_moderate()
    fact = (await desk.add_news("A talk.", VARIETY, POLYGON)).revision
    mine = await desk.editing.write_claim(MOD, fact.id, 0, replace(VARIETY, speaker="Mine"))
    newer = (await desk.save(await desk.editing.withdraw_claim(SECOND_MOD, fact.id, 0), SECOND_MOD)).revision
    both = (await desk.save(mine, over=newer.id)).revision.fact
    assert sorted(outlets(both)) == ["Polygon", "Variety"]
    assert [claim.speaker for claim in both.claims if claim.source.outlet == "Variety"] == ["Mine"]


async def test_sources_that_two_corrected_each_another_are_both_corrected(desk: Desk) -> None:
    await desk.let_moderate()
    fact = (await desk.add_news("A talk.", VARIETY, POLYGON)).revision
    mine = await desk.editing.write_claim(MOD, fact.id, 0, replace(VARIETY, speaker="Mine"))
    theirs = await desk.editing.write_claim(SECOND_MOD, fact.id, 1, replace(POLYGON, speaker="Theirs"))
    newer = (await desk.save(theirs, SECOND_MOD)).revision
    both = (await desk.save(mine, over=newer.id)).revision.fact
    assert {claim.source.outlet: claim.speaker for claim in both.claims} == {"Variety": "Mine", "Polygon": "Theirs"}


async def test_the_same_correction_of_one_source_by_two_is_nothing_to_save(desk: Desk) -> None:
    await desk.let_moderate()
    fact = (await desk.add_news("A talk.", VARIETY)).revision
    words = replace(VARIETY, speaker="Both")
    mine = await desk.editing.write_claim(MOD, fact.id, 0, words)
    newer = (await desk.save(await desk.editing.write_claim(SECOND_MOD, fact.id, 0, words), SECOND_MOD)).revision
    with pytest.raises(AlreadyHandled, match=rf"<@{SECOND_MOD.user}> on <t:.*nothing to save"):
        await desk.editing.save(MOD, mine.proposal.id, newer.id)


# Out of the answers


async def test_an_edit_of_a_retired_fact_shows_no_status_and_leaves_it_out(desk: Desk) -> None:
    fact = await desk.key(ALL_WOMEN)
    await desk.history.retire(MOD, fact, "Wrong")
    for preview in (
        await desk.write(fact, statement="Women direct all of it."),
        await desk.editing.write_claim(MOD, (await desk.current(fact)).id, None, VARIETY),
    ):
        assert (preview.certainty_before, preview.certainty_after) == (None, None)
    done = await desk.edit(fact, statement="Women direct all of it.")
    assert (done.certainty_after, done.revision.retired) == (None, True)
    assert await desk.seen(fact) is None
    await desk.history.restore(MOD, fact)
    seen = await desk.seen(fact)
    assert seen is not None
    assert seen.statement == "Women direct all of it."


async def test_a_draft_whose_fact_was_taken_out_meanwhile_shows_no_status(desk: Desk) -> None:
    fact = await desk.key(ALL_WOMEN)
    draft = await desk.write(fact, statement="Women direct all of it.")
    assert status(draft.certainty_after) is Status.CONFIRMED
    gone = (await desk.history.retire(MOD, fact, "Wrong")).revision
    assert conflict(await desk.editing.save(MOD, draft.proposal.id)).certainty_after is None
    assert (await desk.save(draft, over=gone.id)).certainty_after is None
    assert await desk.seen(fact) is None


async def test_a_suggestion_that_is_approved_for_a_retired_fact_leaves_it_out(desk: Desk) -> None:
    fact = await desk.key(ALL_WOMEN)
    current = await desk.current(fact)
    waits = (await desk.suggestions.suggest(FAN, current.id, FactWords(statement="Mine."), LINK)).proposal
    gone = (await desk.history.retire(MOD, fact, "Wrong")).revision
    shown = conflict(await desk.suggestions.approve(MOD, waits.id))
    assert saved(await desk.editing.save(MOD, shown.proposal.id, gone.id)).certainty_after is None
    view = await desk.suggestions.view(MOD.guild, waits.id)
    assert (view.retired, view.proposal.state) == (True, ProposalState.ACCEPTED)
    assert await desk.seen(fact) is None


# Many episodes


async def test_a_fact_over_all_episodes_is_written_corrected_hidden_and_corrected_by_a_fan(desk: Desk) -> None:
    fact = (await desk.add(Kind.WRITER, FactWords("Ana Diaz", where=THIRTY_NINE))).revision.fact
    assert (len(fact.episodes), fact.seasons) == (39, (1, 2, 3))
    _, shown = await desk.editing.words(MOD, (await desk.current(fact.id)).id)
    assert shown.where == THIRTY_NINE
    assert not (await desk.write(fact.id)).change
    edited = (await desk.edit(fact.id, people="Ana Diaz, Bo Lin")).revision.fact
    hidden = (await desk.edit(fact.id, spoils="S03E13")).revision.fact
    assert edited.episodes == hidden.episodes == fact.episodes
    current = await desk.current(fact.id)
    for words in (FactWords(people="Cy Roe"), replace(shown, people="Di Orr")):
        waits = (await desk.suggestions.suggest(FAN, current.id, words, LINK)).proposal
        assert waits.fact.episodes == fact.episodes
        assert waits.fact.spoils == EpisodeCode(3, 13)


async def test_an_episode_that_a_run_names_twice_counts_once(desk: Desk) -> None:
    draft = await desk.write_new(Kind.WRITER, FactWords("Ana Diaz", where="S01E01-E03, S01E02–S01E04 and S01E01"))
    assert [str(episode.code) for episode in draft.fact.episodes] == ["S01E01", "S01E02", "S01E03", "S01E04"]


@pytest.mark.parametrize("where", ["S01E13-E01", "S01E01-S02E13", "S01E01-E9999", "S01E01-", "S01E01-E02-E03"])
async def test_a_run_that_goes_back_or_on_for_ever_is_refused(desk: Desk, where: str) -> None:
    lines = await faults(desk.write_new(Kind.WRITER, FactWords("Ana Diaz", where=where)))
    assert lines == [f"“{where}” is neither a season nor an episode. Write “season 2” or “S02E07”."]


async def test_many_runs_are_refused_past_a_hundred_episodes(desk: Desk) -> None:
    words = FactWords("Ana Diaz", where="S01E01-E60, S02E01-E60")
    assert await faults(desk.write_new(Kind.WRITER, words)) == ["Name at most 100 seasons or episodes."]


# Days and what nobody can read


@pytest.mark.parametrize("text", ["Monday March 2018", "mon march 2018", "Sunday 2018", "March, Tuesday 2018"])
async def test_a_weekday_without_a_day_is_refused(desk: Desk, text: str) -> None:
    lines = await faults(desk.write_new(Kind.RELEASE, FactWords(where="season 4", released=text)))
    assert lines == [f"“{text}” is not a day that can be read. Write one such as 2016-12-01."]
    fact = (await desk.add_news("A talk.")).revision
    [of_source] = await faults(desk.editing.write_claim(MOD, fact.id, None, replace(POLYGON, published=text)))
    assert "not a day that can be read" in of_source


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("２０１８", "2018"), ("٢٠١٨", "2018"), ("۲۰۱۸", "2018"), ("２０１８-０３-０８", "2018-03-08"),
        ("٨ March ٢٠١٨", "2018-03-08"), ("Monday 5 March 2018", "2018-03-05"), ("early ２０１８", "early 2018"),
    ],
)  # fmt: skip
async def test_digits_of_other_scripts_are_read_as_ours(desk: Desk, text: str, read: str) -> None:
    fact = (await desk.write_new(Kind.RELEASE, FactWords(where="season 4", released=text))).fact
    assert fact.released is not None
    assert fact.released.text == read
    of_source = await desk.write_sourced(Kind.NEWS, FactWords(statement="A talk."), replace(VARIETY, published=text))
    [claim] = of_source.fact.claims
    assert claim.published is not None
    assert claim.published.text == read


@pytest.mark.parametrize("outlet", ["\u200b", "\u2060\ufeff", "Variety via \u200b"])
async def test_an_outlet_that_cant_be_seen_is_refused_in_words(desk: Desk, outlet: str) -> None:
    draft = await desk.write_new(Kind.NEWS, FactWords(statement="A talk."))
    lines = await faults(desk.editing.write_claim(MOD, draft.proposal.id, None, replace(VARIETY, outlet=outlet)))
    assert [line for line in lines if "has nothing in it that can be seen" in line]
    if "via" not in outlet:
        with pytest.raises(BadInput):
            await desk.new_suggestions.in_words(FAN, "A talk.", outlet)


@pytest.mark.parametrize("what", ["add", "edit", "retire", "reject", "suggest"])
@pytest.mark.parametrize("reason", ["It \ud83d was said", "\u200b", "\u2060\ufeff"])
async def test_a_reason_that_nobody_can_read_or_see_is_refused_in_words(desk: Desk, what: str, reason: str) -> None:
    fact = await desk.key(TRISH)
    current = await desk.current(fact)
    waits = (await desk.suggestions.suggest(FAN, current.id, FactWords(billing="guest"), LINK)).proposal
    tries: dict[str, Callable[[], Awaitable[object]]] = {
        "add": lambda: desk.write_new(Kind.NEWS, FactWords(statement="A talk.", reason=reason)),
        "edit": lambda: desk.write(fact, reason=reason, billing="guest"),
        "retire": lambda: desk.history.retire(MOD, fact, reason),
        "reject": lambda: desk.suggestions.reject(MOD, waits.id, reason),
        "suggest": lambda: desk.suggestions.suggest(
            FAN, current.id, FactWords(billing="main", spoils="S02E13", reason=reason), LINK
        ),
    }
    assert "The reason" in "\n".join(await faults(tries[what]()))
    assert await desk.numbers(fact) == []


async def test_a_source_may_be_of_today_and_not_of_tomorrow_in_any_digits(desk: Desk) -> None:
    tomorrow = (desk.clock.today + timedelta(days=1)).isoformat()
    wide = tomorrow.translate({ord("0") + digit: ord("０") + digit for digit in range(10)})
    fact = (await desk.add_news("A talk.")).revision
    [line] = await faults(desk.editing.write_claim(MOD, fact.id, None, replace(POLYGON, published=wide)))
    assert "has not come yet" in line

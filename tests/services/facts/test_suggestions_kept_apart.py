"""Suggestions that are alike but say another thing stay apart, and one that its fact left behind can still be made."""

from dataclasses import replace
from itertools import combinations

import pytest

from bot.domain.facts import Fact, Kind
from bot.domain.moderation import FactWords
from bot.domain.revisions import ChangeKind, Proposal, ProposalState, Revision
from bot.errors import AlreadyHandled, BadInput
from bot.services.access import Caller
from bot.services.facts.queue import MOST_OPEN, Suggested
from bot.services.servers.installation import Privacy
from bot.store.store import Store
from tests.helpers.facts import (
    ALL_WOMEN,
    FAN,
    MOD,
    SERVER_A,
    SERVER_B,
    TRISH,
    VARIETY,
    Desk,
    conflict,
    fan,
    outlets,
    saved,
)

LINK = "https://variety.com/2019/talk"
ALIKE = (
    "Jessica leaves after season 3.",
    "Jessica leaves after season 4.",
    "Jessica never leaves after season 3.",
    "Trish leaves after season 3.",
    "Jessica leaves after season 3? Not so.",
)


@pytest.fixture
def desk(store: Store) -> Desk:
    return Desk(store)


async def suggest(desk: Desk, statement: str = "Better words.", member: Caller = FAN, source: str = LINK) -> Suggested:
    current = await desk.current(await desk.key(ALL_WOMEN), member.guild)
    return await desk.suggestions.suggest(member, current.id, FactWords(statement=statement), source)


async def stored(desk: Desk, proposal: Proposal, guild: int = SERVER_A) -> Proposal:
    return (await desk.suggestions.view(guild, proposal.id)).proposal


# Alike, and not the same


@pytest.mark.parametrize(("text", "other"), list(combinations(ALIKE, 2)))
async def test_news_that_are_alike_and_say_another_thing_are_kept_apart(desk: Desk, text: str, other: str) -> None:
    first = await desk.new_suggestions.in_words(FAN, text, LINK)
    second = await desk.new_suggestions.in_words(fan(40), other, LINK)
    assert not second.merged
    assert first.proposal.id != second.proposal.id
    assert (await stored(desk, first.proposal)).backers == (FAN.user,)
    assert (await stored(desk, second.proposal)).fact.statement == other


@pytest.mark.parametrize(("text", "other"), list(combinations(ALIKE[:3], 2)))
async def test_corrections_that_are_alike_and_say_another_thing_are_kept_apart(
    desk: Desk, text: str, other: str
) -> None:
    first = await suggest(desk, text)
    second = await suggest(desk, other, fan(40))
    assert not second.merged
    assert (await stored(desk, first.proposal)).backers == (FAN.user,)
    assert (await stored(desk, second.proposal)).fact.statement == other


@pytest.mark.parametrize(
    "other",
    ["jessica leaves after season 3", "JESSICA LEAVES, after season 3!", "Jéssica leaves  after season 3 .",
     "Jessica leaves after season ３"],
)  # fmt: skip
async def test_news_that_fold_to_the_same_words_are_one(desk: Desk, other: str) -> None:
    first = await desk.new_suggestions.in_words(FAN, ALIKE[0], LINK)
    second = await desk.new_suggestions.in_words(fan(40), other, "my aunt")
    assert (second.merged, second.proposal.id) == (True, first.proposal.id)
    assert (await stored(desk, first.proposal)).backers == (FAN.user, 40)


async def test_the_same_words_about_another_place_are_kept_apart(desk: Desk) -> None:
    first = await desk.new_suggestions.in_words(FAN, "A talk.", LINK, "season 2")
    for about in ("season 3", "", "S02E07", "Krysten Ritter", "Trish Walker"):
        second = await desk.new_suggestions.in_words(fan(40), "A talk.", LINK, about)
        assert not second.merged, about
        assert second.proposal.id != first.proposal.id


async def test_the_same_credit_for_another_billing_or_spoiler_is_kept_apart(desk: Desk) -> None:
    current = await desk.current(await desk.key(TRISH))
    ids: set[int] = set()
    tries = (FactWords(billing="guest"), FactWords(billing="recurring"), FactWords(billing="guest", spoils="S02E13"))
    for user, words in enumerate(tries, 40):
        made = await desk.suggestions.suggest(fan(user), current.id, words, LINK)
        assert not made.merged
        ids.add(made.proposal.id)
    assert len(ids) == 3


# A fact that moved on


async def moved_on(desk: Desk) -> tuple[Proposal, Revision]:
    waits = (await suggest(desk)).proposal
    return waits, (await desk.edit(waits.fact.id, spoils="S02E13")).revision


async def test_a_suggestion_left_behind_is_shown_with_both_and_carried_out(desk: Desk) -> None:
    waits, newer = await moved_on(desk)
    shown = conflict(await desk.suggestions.approve(MOD, waits.id))
    assert shown.before is not None
    assert (shown.before.id, shown.theirs) == (waits.opened_on, newer)
    assert shown.fact.statement == "Better words."
    done = saved(await desk.editing.save(MOD, shown.proposal.id, newer.id))
    assert (done.revision.fact.statement, done.revision.fact.spoils) == ("Better words.", newer.fact.spoils)
    assert done.suggestion is not None
    after = await stored(desk, waits)
    assert (after.state, after.became) == (ProposalState.ACCEPTED, done.revision.id)
    assert (await desk.review.page(MOD, 0)).counts[2] == 0


async def test_a_suggestion_left_behind_stays_open_when_it_is_left(desk: Desk) -> None:
    waits, newer = await moved_on(desk)
    shown = conflict(await desk.suggestions.approve(MOD, waits.id))
    await desk.editing.drop(MOD, shown.proposal.id)
    assert (await stored(desk, waits)).state is ProposalState.OPEN
    page = await desk.review.page(MOD, 0)
    assert [suggestion.id for suggestion in page.suggestions] == [waits.id]
    assert await desk.current(waits.fact.id) == newer
    again = conflict(await desk.suggestions.approve(MOD, waits.id))
    assert saved(await desk.editing.save(MOD, again.proposal.id, newer.id)).suggestion is not None
    assert await desk.numbers(waits.fact.id) == [1, 2]


async def test_a_suggestion_left_behind_twice_is_carried_out_once(desk: Desk) -> None:
    waits, newer = await moved_on(desk)
    first = conflict(await desk.suggestions.approve(MOD, waits.id))
    second = conflict(await desk.suggestions.approve(MOD, waits.id))
    done = saved(await desk.editing.save(MOD, first.proposal.id, newer.id))
    shown = conflict(await desk.editing.save(MOD, second.proposal.id, newer.id))
    assert shown.theirs == done.revision
    with pytest.raises((AlreadyHandled, BadInput)):
        await desk.editing.save(MOD, second.proposal.id, done.revision.id)
    assert await desk.numbers(waits.fact.id) == [1, 2]


# Taking back


async def test_what_is_taken_back_gives_no_reason_of_its_own(desk: Desk) -> None:
    fact = await desk.key(ALL_WOMEN)
    await desk.edit(fact, statement="First.", reason="Reason one")
    await desk.edit(fact, statement="Second.", reason="Reason two")
    for _ in range(2):
        undone = (await desk.history.undo(MOD, fact)).revision
        assert (undone.made.change, undone.made.reason) == (ChangeKind.UNDO, None)
    page = await desk.history.page(MOD, fact, 0)
    assert [step.revision.made.reason for step in page.steps] == [None, None, "Reason two", "Reason one"]
    assert (await desk.history.undo(MOD, fact)).revision.made.reason is None


async def test_taking_out_and_bringing_back_give_only_their_own_reason(desk: Desk) -> None:
    fact = (await desk.add(Kind.NEWS, FactWords(statement="A talk.", reason="Why it was added"))).revision.fact.id
    assert (await desk.history.retire(MOD, fact, "A hoax")).revision.made.reason == "A hoax"
    assert (await desk.history.restore(MOD, fact)).revision.made.reason is None
    assert (await desk.history.undo(MOD, fact)).revision.made.reason is None


# Members who had their name removed


async def forget(desk: Desk, member: Caller) -> None:
    await Privacy(desk.kit).forget(member.user)


async def test_what_nobody_else_backs_is_withdrawn_with_its_author(desk: Desk) -> None:
    ours = [(await suggest(desk, f"Words {number}")).proposal for number in range(MOST_OPEN)]
    elsewhere = (await suggest(desk, "Words", Caller(SERVER_B, FAN.user))).proposal
    others = (await suggest(desk, "Of another", fan(40))).proposal
    await forget(desk, FAN)
    assert {(await stored(desk, suggestion)).state for suggestion in ours} == {ProposalState.DROPPED}
    assert (await stored(desk, elsewhere, SERVER_B)).state is ProposalState.DROPPED
    assert (await stored(desk, others)).state is ProposalState.OPEN
    assert [suggestion.id for suggestion in (await desk.review.page(MOD, 0)).suggestions] == [others.id]
    for trying in (lambda: desk.suggestions.approve(MOD, ours[0].id), lambda: desk.editing.words(MOD, ours[0].id),
                   lambda: desk.suggestions.reject(MOD, ours[0].id, "No")):  # fmt: skip
        with pytest.raises(AlreadyHandled, match="withdrawn"):
            await trying()
    assert await desk.numbers(ours[0].fact.id) == []


async def test_the_limit_cant_be_got_round_by_having_ones_name_removed(desk: Desk) -> None:
    for round_ in range(3):
        for number in range(MOST_OPEN):
            made = await suggest(desk, f"Words {round_} {number}")
            assert (made.merged, made.open_count) == (False, number + 1)
        with pytest.raises(BadInput, match="5 of your suggestions wait"):
            await suggest(desk, f"Words {round_} more")
        assert (await desk.review.page(MOD, 0)).counts[2] == MOST_OPEN
        await forget(desk, FAN)
        assert (await desk.review.page(MOD, 0)).counts[2] == 0


async def test_what_others_back_stays_and_blocking_means_them(desk: Desk) -> None:
    waits = (await suggest(desk)).proposal
    await suggest(desk, member=fan(40), source="my aunt")
    await forget(desk, FAN)
    left = await stored(desk, waits)
    assert (left.state, left.backers, left.author) == (ProposalState.OPEN, (40,), 40)
    assert await desk.suggestions.block(MOD, waits.id) == 40
    assert await desk.suggestions.blocked(MOD) == (40,)
    assert (await desk.suggestions.view(SERVER_A, waits.id)).blocked
    done = saved(await desk.suggestions.approve(MOD, waits.id))
    assert done.revision.suggested_by != FAN.user
    assert await desk.suggestions.users_to_notify() == {40}


async def test_a_backer_who_is_removed_leaves_the_others_suggestion(desk: Desk) -> None:
    waits = (await suggest(desk)).proposal
    await suggest(desk, member=fan(40), source="my aunt")
    await forget(desk, fan(40))
    left = await stored(desk, waits)
    assert (left.state, left.backers, left.author) == (ProposalState.OPEN, (FAN.user,), FAN.user)


async def test_what_was_decided_stays_decided_when_its_author_is_removed(desk: Desk) -> None:
    approved, rejected = (await suggest(desk, "One")).proposal, (await suggest(desk, "Two")).proposal
    saved(await desk.suggestions.approve(MOD, approved.id))
    await desk.suggestions.reject(MOD, rejected.id, "No")
    await forget(desk, FAN)
    assert (await stored(desk, approved)).state is ProposalState.ACCEPTED
    assert (await stored(desk, rejected)).state is ProposalState.REJECTED
    seen = await desk.seen(approved.fact.id)
    assert isinstance(seen, Fact)
    assert seen.statement == "One"


async def test_a_moderator_who_has_the_edited_suggestion_open_sees_that_it_was_withdrawn(desk: Desk) -> None:
    waits = (await suggest(desk)).proposal
    _, words = await desk.editing.words(MOD, waits.id)
    draft = await desk.editing.rewrite(MOD, waits.id, replace(words, statement="The best words."))
    await forget(desk, FAN)
    with pytest.raises(AlreadyHandled, match="withdrawn"):
        await desk.editing.save(MOD, draft.proposal.id)
    assert await desk.numbers(waits.fact.id) == []


async def test_sources_of_what_was_said_before_are_not_those_of_a_suggestion(desk: Desk) -> None:
    fact = (await desk.add_news("Season 9 is made.", VARIETY)).revision
    words = FactWords(statement="Season 9 is not made.")
    waits = (await desk.suggestions.suggest(FAN, fact.id, words, "my aunt")).proposal
    assert outlets(waits.fact) == ["my aunt"]

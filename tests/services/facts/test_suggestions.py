"""What members suggest: it waits, it is merged, it is approved or rejected once, and its author is notified."""

from dataclasses import replace
from pathlib import Path

import pytest

from bot.domain.dates import PartialDate
from bot.domain.facts import Status, Weight
from bot.domain.moderation import MOST_CLAIMS, FactWords, Preview, Saved
from bot.domain.revisions import ChangeKind, Proposal, ProposalState
from bot.domain.viewers import Viewer
from bot.errors import AlreadyHandled, BadInput, NotModerator
from bot.services.access import Caller
from bot.services.facts.queue import MOST_OPEN, Suggested
from bot.store.store import Store
from tests.helpers.facts import (
    ALL_WOMEN,
    FAN,
    FAN_OF_B,
    KILLING,
    MOD,
    MOD_OF_B,
    POLYGON,
    SECOND_MOD,
    SERVER_A,
    SERVER_B,
    TRISH,
    VARIETY,
    Desk,
    all_of,
    conflict,
    everything_that_stands,
    fan,
    outlets,
    saved,
)

LINK = "https://variety.com/2019/talk"
ALONE = Viewer(FAN.user, (), is_alone=True)


@pytest.fixture
def desk(store: Store) -> Desk:
    return Desk(store)


async def suggest(desk: Desk, statement: str = "Better words.", member: Caller = FAN, source: str = LINK) -> Suggested:
    """A member's correction of a fact of the pack."""
    fact = await desk.key(ALL_WOMEN)
    current = await desk.current(fact, member.guild)
    return await desk.suggestions.suggest(member, current.id, FactWords(statement=statement), source)


async def stored(desk: Desk, proposal: Proposal, guild: int = SERVER_A) -> Proposal:
    return (await desk.suggestions.view(guild, proposal.id)).proposal


# Suggesting


async def test_a_correction_changes_what_was_filled_in_and_has_its_own_source(desk: Desk) -> None:
    waits = (await suggest(desk)).proposal
    base = await desk.current(waits.fact.id)
    assert replace(waits.fact, revision_id=0, statement=None, claims=()) == replace(
        base.fact, revision_id=0, statement=None, claims=()
    )
    assert (waits.fact.statement, outlets(waits.fact)) == ("Better words.", ["variety.com"])
    assert (waits.state, waits.opened_on, waits.backers) == (ProposalState.OPEN, base.id, (FAN.user,))
    assert await desk.seen(base.fact.id) == base.fact


async def test_a_suggestion_changes_nothing_that_anybody_sees(desk: Desk, database: Path) -> None:
    before = everything_that_stands(database)
    await suggest(desk)
    await desk.new_suggestions.in_words(FAN, "Season 4 is made after all.", "my aunt", "season 4")
    assert everything_that_stands(database) == before
    assert await desk.seasons() == [1, 2, 3]


@pytest.mark.parametrize(
    ("source", "outlet", "url", "weight"),
    [
        (LINK, "variety.com", LINK, Weight.REPORTED),
        (f"Variety {LINK}", "Variety", LINK, Weight.REPORTED),
        (f"{LINK} - Variety", "Variety", LINK, Weight.REPORTED),
        ("Variety", "Variety", None, Weight.RUMOURED),
    ],
)
async def test_a_source_without_an_address_is_a_rumour(
    desk: Desk, source: str, outlet: str, url: str | None, weight: Weight
) -> None:
    claim = (await suggest(desk, source=source)).proposal.fact.claims[-1]
    assert (claim.source.outlet, claim.source.url, claim.weight) == (outlet, url, weight)


async def test_a_suggestion_without_a_source_or_that_cant_be_read_is_refused(desk: Desk) -> None:
    for source in ("", "  "):
        with pytest.raises(BadInput, match="Name who published it"):
            await suggest(desk, source=source)
    base = await desk.current(await desk.key(ALL_WOMEN))
    with pytest.raises(BadInput, match="neither a season nor an episode"):
        await desk.suggestions.suggest(FAN, base.id, FactWords(where="somewhere"), LINK)
    assert (await desk.review.page(MOD, 0)).counts[2] == 0


async def test_the_day_of_a_source_is_kept_with_its_precision(desk: Desk) -> None:
    base = await desk.current(await desk.key(ALL_WOMEN))
    words = FactWords(statement="Better words.")
    claim = (await desk.suggestions.suggest(FAN, base.id, words, LINK, "March 2018")).proposal.fact.claims[-1]
    assert claim.published == PartialDate.parse("2018-03")


@pytest.mark.parametrize(
    ("about", "people", "character", "seasons", "episodes"),
    [
        ("", [], None, (), []),
        ("season 2", [], None, (2,), []),
        ("2x07", [], None, (2,), ["S02E07"]),
        ("Krysten Ritter", ["Krysten Ritter"], None, (), []),
        ("Trish Walker", [], "Trish Walker", (), []),
    ],
)
async def test_something_new_is_suggested_about_who_or_what_was_named(
    desk: Desk, about: str, people: list[str], character: str | None, seasons: tuple[int, ...], episodes: list[str]
) -> None:
    waits = (await desk.new_suggestions.in_words(FAN, "A talk.", LINK, about)).proposal
    fact = waits.fact
    assert [person.name for person in fact.people] == people
    assert (fact.character.name if fact.character else None) == character
    assert (fact.seasons, [str(episode.code) for episode in fact.episodes]) == (seasons, episodes)
    assert (waits.opened_on, waits.revision.made.change) == (None, ChangeKind.ADD)


async def test_something_new_about_nobody_on_record_is_refused(desk: Desk) -> None:
    with pytest.raises(BadInput, match="Pick who or what"):
        await desk.new_suggestions.in_words(FAN, "A talk.", LINK, "Zzyzx")


async def test_the_form_of_a_fact_that_gives_something_away_is_empty(desk: Desk) -> None:
    words = await desk.suggestions.words(SERVER_A, await desk.key(KILLING), ALONE)
    assert words[1] == FactWords()
    hidden_by_name = await desk.search.complete(MOD, "alisa jones")
    assert hidden_by_name
    for known in hidden_by_name:
        if known.fact.spoils or (known.fact.character and known.fact.character.spoils):
            assert (await desk.suggestions.words(SERVER_A, known.fact.id, ALONE))[1] == FactWords()
    shown = await desk.suggestions.words(SERVER_A, await desk.key(ALL_WOMEN), ALONE)
    assert shown[1].statement == "All 13 episodes are directed by women."


async def test_what_is_left_empty_stays_as_it_is_even_where_the_form_was_empty(desk: Desk) -> None:
    base = await desk.current(await desk.key(KILLING))
    waits = (await desk.suggestions.suggest(FAN, base.id, FactWords(), LINK)).proposal
    assert (waits.fact.statement, waits.fact.spoils) == (base.fact.statement, base.fact.spoils)
    assert len(waits.fact.claims) == len(base.fact.claims) + 1


async def test_nobody_corrects_what_is_not_in_the_answers(desk: Desk) -> None:
    fact = await desk.key(ALL_WOMEN)
    draft = await desk.write(fact, statement="Draft")
    retired = (await desk.history.retire(MOD, fact, "Wrong")).revision
    for revision in (retired.id, draft.proposal.id, 1):
        with pytest.raises(BadInput, match="no longer on record"):
            await desk.suggestions.suggest(FAN, revision, FactWords(statement="Mine"), LINK)
    with pytest.raises(BadInput, match="no longer on record"):
        await desk.suggestions.words(SERVER_A, fact, ALONE)


# Limits


async def test_a_member_has_five_open_suggestions_at_most(desk: Desk) -> None:
    for number in range(1, MOST_OPEN + 1):
        assert (await suggest(desk, f"Words {number}")).open_count == number
    with pytest.raises(BadInput, match="5 of your suggestions wait"):
        await suggest(desk, "Words 6")
    with pytest.raises(BadInput, match="5 of your suggestions wait"):
        await desk.new_suggestions.in_words(FAN, "A talk.", LINK)
    assert (await suggest(desk, "Words 6", fan(40))).open_count == 1


async def test_once_one_is_dealt_with_there_is_room_for_another(desk: Desk) -> None:
    made = [await suggest(desk, f"Words {number}") for number in range(MOST_OPEN)]
    await desk.suggestions.reject(MOD, made[0].proposal.id, "No")
    assert (await suggest(desk, "Words 6")).open_count == MOST_OPEN


async def test_the_limit_holds_where_many_are_sent_at_once(desk: Desk) -> None:
    done = await all_of(suggest(desk, f"Words {number}") for number in range(MOST_OPEN + 3))
    assert len([result for result in done if isinstance(result, Suggested)]) == MOST_OPEN
    assert (await desk.review.page(MOD, 0)).counts[2] == MOST_OPEN


async def test_the_limit_is_each_servers_own(desk: Desk) -> None:
    for number in range(MOST_OPEN):
        await suggest(desk, f"Words {number}")
    elsewhere = Caller(SERVER_B, FAN.user)
    assert (await suggest(desk, "Words", elsewhere)).open_count == 1


async def test_blocked_members_suggest_nothing_until_they_are_let_again(desk: Desk) -> None:
    waits = (await suggest(desk)).proposal
    assert await desk.suggestions.block(MOD, waits.id) == FAN.user
    assert (await desk.suggestions.view(SERVER_A, waits.id)).blocked
    assert await desk.suggestions.blocked(MOD) == (FAN.user,)
    assert (await desk.review.page(MOD, 0)).blocked == 1
    for trying in (suggest(desk, "More"), desk.new_suggestions.in_words(FAN, "A talk.", LINK)):
        with pytest.raises(BadInput, match="take no suggestions from you"):
            await trying
    assert (await suggest(desk, "Elsewhere", Caller(SERVER_B, FAN.user))).open_count == 1
    await desk.suggestions.unblock(MOD, FAN.user)
    assert (await suggest(desk, "More")).open_count == 2


# The same twice


async def test_the_same_suggested_again_backs_the_first(desk: Desk) -> None:
    first = await suggest(desk)
    again = await suggest(desk, member=fan(40), source="https://polygon.com/talk Polygon")
    assert (first.merged, again.merged, again.proposal.id) == (False, True, first.proposal.id)
    proposal = await stored(desk, first.proposal)
    assert proposal.backers == (FAN.user, 40)
    assert outlets(proposal.fact)[-2:] == ["variety.com", "Polygon"]
    assert (await desk.review.page(MOD, 0)).counts[2] == 1


async def test_the_same_with_the_same_source_adds_none(desk: Desk) -> None:
    first = await suggest(desk)
    for member in (FAN, fan(40)):
        assert (await suggest(desk, member=member)).merged
    proposal = await stored(desk, first.proposal)
    assert proposal.fact == first.proposal.fact
    assert proposal.backers == (FAN.user, 40)


async def test_news_in_nearly_the_same_words_are_merged(desk: Desk) -> None:
    first = await desk.new_suggestions.in_words(FAN, "Season 4 is made after all!", "my aunt")
    again = await desk.new_suggestions.in_words(fan(40), "season 4 is made after all", LINK)
    assert (again.merged, again.proposal.id) == (True, first.proposal.id)
    assert not (await desk.new_suggestions.in_words(fan(40), "Something else.", LINK)).merged


async def test_another_servers_suggestions_are_not_merged_with(desk: Desk) -> None:
    first = await suggest(desk)
    theirs = await suggest(desk, member=FAN_OF_B)
    assert not theirs.merged
    assert theirs.proposal.id != first.proposal.id


async def test_what_was_handled_is_not_merged_with(desk: Desk) -> None:
    first = await suggest(desk)
    await desk.suggestions.reject(MOD, first.proposal.id, "No")
    assert not (await suggest(desk, member=fan(40))).merged


async def test_the_same_sent_by_many_at_once_is_one_suggestion(desk: Desk) -> None:
    done = await all_of(suggest(desk, member=fan(user)) for user in range(40, 50))
    made = [result for result in done if isinstance(result, Suggested)]
    assert len(made) == 10
    assert len({suggested.proposal.id for suggested in made}) == 1
    assert (await stored(desk, made[0].proposal)).backers == tuple(range(40, 50))


async def test_a_suggestion_has_no_more_sources_than_a_fact_may_have(desk: Desk) -> None:
    first = (await desk.new_suggestions.in_words(FAN, "Season 4 is made after all.", LINK)).proposal
    for user in range(40, 40 + MOST_CLAIMS + 5):
        assert (await desk.new_suggestions.in_words(fan(user), "Season 4 is made after all.", f"{LINK}/{user}")).merged
    proposal = await stored(desk, first)
    assert len(proposal.backers) == 1 + MOST_CLAIMS + 5
    assert len(proposal.fact.claims) <= MOST_CLAIMS


# Approving


async def test_an_approved_suggestion_is_the_moderators_change_and_names_who_suggested_it(desk: Desk) -> None:
    waits = (await suggest(desk)).proposal
    done = saved(await desk.suggestions.approve(MOD, waits.id))
    assert (done.revision.made.by, done.revision.suggested_by) == (MOD.user, FAN.user)
    assert (done.revision.number, done.revision.fact.statement) == (1, "Better words.")
    assert await desk.seen(waits.fact.id) == done.revision.fact
    assert await desk.seen(waits.fact.id, SERVER_B) != done.revision.fact
    proposal = await stored(desk, waits)
    assert (proposal.state, proposal.became) == (ProposalState.ACCEPTED, done.revision.id)
    assert done.suggestion == proposal


async def test_approved_news_of_a_new_season_is_seen_with_its_season(desk: Desk) -> None:
    waits = (await desk.new_suggestions.in_words(FAN, "Season 4 is made after all.", LINK, "season 4")).proposal
    shown = await desk.suggestions.look(MOD, waits.id)
    assert [newcomer.name for newcomer in shown.newcomers] == ["season 4"]
    done = saved(await desk.suggestions.approve(MOD, waits.id))
    assert done.certainty_after is not None
    assert done.certainty_after.status is Status.REPORTED
    assert await desk.seasons() == [1, 2, 3, 4]


async def test_of_two_who_approve_at_once_one_does_and_the_other_sees_who(desk: Desk) -> None:
    await desk.let_moderate()
    waits = (await suggest(desk)).proposal
    done = await all_of(desk.suggestions.approve(mod, waits.id) for mod in (MOD, SECOND_MOD))
    [first] = [result for result in done if isinstance(result, Saved)]
    [second] = [result for result in done if isinstance(result, AlreadyHandled)]
    assert second.by == first.revision.made.by
    assert "approved" in str(second)
    assert await desk.numbers(waits.fact.id) == [1]


async def test_of_approving_and_rejecting_at_once_one_is_done(desk: Desk) -> None:
    waits = (await suggest(desk)).proposal
    done = await all_of([desk.suggestions.reject(MOD, waits.id, "No"), desk.suggestions.approve(MOD, waits.id)])
    assert len([result for result in done if isinstance(result, AlreadyHandled)]) == 1
    accepted = (await stored(desk, waits)).state is ProposalState.ACCEPTED
    assert (await desk.numbers(waits.fact.id) == [1]) is accepted


async def test_a_suggestion_whose_fact_moved_on_is_shown_with_both_and_approved_over_it(desk: Desk) -> None:
    waits = (await suggest(desk)).proposal
    newer = (await desk.edit(waits.fact.id, spoils="S02E13")).revision
    shown = conflict(await desk.suggestions.approve(MOD, waits.id))
    assert shown.theirs == newer
    assert (await stored(desk, waits)).state is ProposalState.OPEN
    assert await desk.current(waits.fact.id) == newer
    both = saved(await desk.editing.save(MOD, shown.proposal.id, over=newer.id)).revision
    assert (both.fact.statement, both.fact.spoils) == ("Better words.", newer.fact.spoils)
    assert both.suggested_by == FAN.user


async def test_a_suggestion_over_a_change_that_moved_on_again_is_shown_again(desk: Desk) -> None:
    waits = (await suggest(desk)).proposal
    seen = (await desk.edit(waits.fact.id, spoils="S02E13")).revision
    shown = conflict(await desk.suggestions.approve(MOD, waits.id))
    newer = (await desk.edit(waits.fact.id, spoils="S02E12")).revision
    assert conflict(await desk.editing.save(MOD, shown.proposal.id, over=seen.id)).theirs == newer


async def test_of_two_suggestions_for_one_fact_both_can_stand(desk: Desk) -> None:
    fact = await desk.key(TRISH)
    base = await desk.current(fact)
    waiting = (await desk.suggestions.suggest(FAN, base.id, FactWords(billing="guest"), LINK)).proposal
    other = (await desk.suggestions.suggest(fan(40), base.id, FactWords(spoils="S02E13"), "my aunt")).proposal
    first = saved(await desk.suggestions.approve(MOD, waiting.id)).revision
    shown = conflict(await desk.suggestions.approve(MOD, other.id))
    both = saved(await desk.editing.save(MOD, shown.proposal.id, over=first.id)).revision
    assert (both.fact.billing, str(both.fact.spoils)) == (first.fact.billing, "S02E13")
    assert outlets(both.fact)[-2:] == ["variety.com", "my aunt"]


async def test_edit_and_approve_takes_the_suggestion_up(desk: Desk) -> None:
    waits = (await suggest(desk)).proposal
    _, words = await desk.editing.words(MOD, waits.id)
    draft = await desk.editing.rewrite(MOD, waits.id, replace(words, statement="The best words."))
    assert (await stored(desk, waits)).state is ProposalState.OPEN
    done = await desk.save(draft)
    assert done.revision.fact.statement == "The best words."
    assert (done.revision.suggested_by, done.revision.made.by) == (FAN.user, MOD.user)
    proposal = await stored(desk, waits)
    assert (proposal.state, proposal.became) == (ProposalState.ACCEPTED, done.revision.id)
    assert done.suggestion == proposal
    with pytest.raises(AlreadyHandled):
        await desk.suggestions.approve(MOD, waits.id)


async def test_edit_and_approve_of_something_new_may_add_sources_first(desk: Desk) -> None:
    waits = (await desk.new_suggestions.in_words(FAN, "A talk.", "my aunt")).proposal
    draft = await desk.editing.write_claim(MOD, waits.id, None, VARIETY)
    draft = await desk.editing.write_claim(MOD, draft.proposal.id, None, POLYGON)
    done = await desk.save(draft)
    assert outlets(done.revision.fact) == ["my aunt", "Variety", "Polygon"]
    assert (await stored(desk, waits)).state is ProposalState.ACCEPTED


async def test_of_two_who_edit_and_approve_the_second_sees_who_was_first(desk: Desk) -> None:
    await desk.let_moderate()
    waits = (await desk.new_suggestions.in_words(FAN, "A talk.", "my aunt")).proposal
    drafts = [
        await desk.editing.write_claim(mod, waits.id, None, words)
        for mod, words in ((MOD, VARIETY), (SECOND_MOD, POLYGON))
    ]
    first = await desk.save(drafts[0])
    shown = conflict(await desk.editing.save(SECOND_MOD, drafts[1].proposal.id))
    assert shown.theirs == first.revision
    with pytest.raises(AlreadyHandled):
        await desk.editing.save(SECOND_MOD, drafts[1].proposal.id, over=first.revision.id)
    assert await desk.numbers(waits.fact.id) == [1]


async def test_approving_what_is_no_suggestion_is_refused(desk: Desk) -> None:
    base = await desk.current(await desk.key(ALL_WOMEN))
    draft = await desk.write_sourced(kind=base.fact.kind, words=FactWords(statement="Mine", where="season 2"))
    for revision in (base.id, draft.proposal.id, 1):
        for trying in (
            desk.suggestions.approve(MOD, revision),
            desk.suggestions.reject(MOD, revision, "No"),
            desk.suggestions.block(MOD, revision),
            desk.suggestions.look(MOD, revision),
        ):
            with pytest.raises(BadInput):
                await trying


# Rejecting, and notices


async def test_a_rejected_suggestion_leaves_the_queue_with_its_reason(desk: Desk) -> None:
    waits = (await suggest(desk)).proposal
    for reason in ("", "   ", "x" * 501):
        with pytest.raises(BadInput, match=r"Give a reason|longer than 500"):
            await desk.suggestions.reject(MOD, waits.id, reason)
    done = await desk.suggestions.reject(MOD, waits.id, "  Not   so. ")
    assert done.state is ProposalState.REJECTED
    assert done.handled is not None
    assert (done.handled.by, done.handled.answer) == (MOD.user, "Not so.")
    assert (await desk.review.page(MOD, 0)).counts[2] == 0
    with pytest.raises(AlreadyHandled, match="rejected"):
        await desk.suggestions.reject(MOD, waits.id, "Again")
    with pytest.raises(AlreadyHandled, match="rejected"):
        await desk.suggestions.approve(MOD, waits.id)


async def test_everybody_who_suggested_something_is_notified_once(desk: Desk) -> None:
    waits = (await suggest(desk)).proposal
    await suggest(desk, member=fan(40))
    assert await desk.suggestions.users_to_notify() == frozenset()
    assert await desk.suggestions.to_notify(FAN.user) == ()
    await desk.suggestions.reject(MOD, waits.id, "No")
    assert await desk.suggestions.users_to_notify() == {FAN.user, 40}
    [(guild, decided)] = await desk.suggestions.to_notify(FAN.user)
    assert (guild, decided.id) == (SERVER_A, waits.id)
    assert decided.handled is not None
    assert decided.handled.answer == "No"
    await desk.suggestions.notified(FAN.user, decided)
    assert await desk.suggestions.to_notify(FAN.user) == ()
    assert await desk.suggestions.users_to_notify() == {40}


async def test_who_suggested_in_two_servers_is_notified_of_both(desk: Desk) -> None:
    ours = (await suggest(desk)).proposal
    theirs = (await suggest(desk, member=Caller(SERVER_B, FAN.user))).proposal
    await desk.suggestions.reject(MOD, ours.id, "No")
    await desk.suggestions.approve(MOD_OF_B, theirs.id)
    states = {guild: proposal.state for guild, proposal in await desk.suggestions.to_notify(FAN.user)}
    assert states == {SERVER_A: ProposalState.REJECTED, SERVER_B: ProposalState.ACCEPTED}


# Who may


async def test_another_servers_suggestion_is_neither_seen_nor_handled(desk: Desk) -> None:
    waits = (await suggest(desk)).proposal
    suggestions = desk.suggestions
    for trying in (
        suggestions.view(SERVER_B, waits.id),
        suggestions.look(MOD_OF_B, waits.id),
        suggestions.approve(MOD_OF_B, waits.id),
        suggestions.reject(MOD_OF_B, waits.id, "No"),
        suggestions.block(MOD_OF_B, waits.id),
        desk.editing.words(MOD_OF_B, waits.id),
        desk.editing.rewrite(MOD_OF_B, waits.id, FactWords(statement="Mine", where="season 2")),
    ):
        with pytest.raises(BadInput):
            await trying
    assert (await stored(desk, waits)).state is ProposalState.OPEN
    assert (await desk.review.page(MOD_OF_B, 0)).counts[2] == 0


async def test_only_moderators_handle_suggestions(desk: Desk) -> None:
    waits = (await suggest(desk)).proposal
    suggestions = desk.suggestions
    for trying in (
        suggestions.look(FAN, waits.id),
        suggestions.approve(FAN, waits.id),
        suggestions.reject(FAN, waits.id, "No"),
        suggestions.block(FAN, waits.id),
        suggestions.unblock(FAN, FAN.user),
        suggestions.blocked(FAN),
    ):
        with pytest.raises(NotModerator):
            await trying
    assert (await stored(desk, waits)).state is ProposalState.OPEN


async def test_a_conflict_shown_for_a_suggestion_is_a_preview(desk: Desk) -> None:
    waits = (await suggest(desk)).proposal
    await desk.history.retire(MOD, waits.fact.id, "Wrong")
    shown = await desk.suggestions.approve(MOD, waits.id)
    assert isinstance(shown, Preview)
    assert shown.theirs is not None
    assert shown.theirs.retired
    assert await desk.seen(waits.fact.id) is None

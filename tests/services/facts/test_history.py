"""Taking changes back, going back to what a fact said, taking it out of the answers, and what a newer pack brings."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from itertools import count
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.answers import CastAnswer, NoMatch
from bot.domain.facts import Fact, Kind
from bot.domain.moderation import FactWords
from bot.domain.revisions import ChangeKind, Revision
from bot.errors import AlreadyHandled, BadInput, NotModerator, UserError
from bot.services.access import Caller
from bot.store.store import Store, open_store
from tests.helpers.facts import (
    ALL_WOMEN,
    FAN,
    FOOLKILLER,
    MOD,
    MOD_OF_B,
    SERVER_A,
    SERVER_B,
    TRISH,
    VARIETY,
    Desk,
    all_of,
    everything_that_stands,
    outlets,
    status,
)

OLD_WORDS = "All 13 episodes are directed by women."
NEWER_PACK = (OLD_WORDS, "Newer words.")


@pytest.fixture
def desk(store: Store) -> Desk:
    return Desk(store)


async def statements(desk: Desk, fact: int, caller: Caller = MOD) -> list[str | None]:
    """What a fact said in each of its revisions, the newest first."""
    found = await desk.store.reading().revisions.history(caller.guild, fact, most=100)
    return [revision.fact.statement for revision in found]


async def change_of_last_step(desk: Desk, fact: int) -> tuple[str | None, str | None]:
    """What the history shows of the newest revision: what was said before and after."""
    step = (await desk.history.page(MOD, fact, 0)).steps[0]
    return step.before.fact.statement if step.before else None, step.revision.fact.statement


# Undo


async def test_the_first_edit_is_taken_back_to_the_base(desk: Desk) -> None:
    fact = await desk.key(ALL_WOMEN)
    base = await desk.current(fact)
    edited = await desk.edit(fact, statement="Ours")
    undone = await desk.history.undo(MOD, fact)
    assert (undone.before, undone.revision.follows) == (edited.revision, True)
    assert (undone.revision.number, undone.revision.made.change) == (2, ChangeKind.UNDO)
    assert await desk.current(fact) == base
    assert await desk.seen(fact) == base.fact


async def test_an_undo_is_taken_back_by_another(desk: Desk) -> None:
    fact = await desk.key(ALL_WOMEN)
    edited = await desk.edit(fact, statement="Ours")
    for expected in (OLD_WORDS, "Ours", OLD_WORDS, "Ours"):
        await desk.history.undo(MOD, fact)
        seen = await desk.seen(fact)
        assert seen is not None
        assert seen.statement == expected
    current = await desk.current(fact)
    assert (current.number, current.over) == (5, edited.revision.over)


async def test_of_two_edits_the_last_is_taken_back(desk: Desk) -> None:
    fact = await desk.key(ALL_WOMEN)
    await desk.edit(fact, statement="First")
    await desk.edit(fact, statement="Second")
    assert (await desk.history.undo(MOD, fact)).revision.fact.statement == "First"


async def test_the_adding_of_a_fact_is_taken_back_and_done_again(desk: Desk) -> None:
    words = FactWords(people="Ann Newcomer as The Stranger", where="S04E01")
    fact = (await desk.add(Kind.CAST, words)).revision.fact
    undone = await desk.history.undo(MOD, fact.id)
    assert undone.revision.retired
    assert undone.certainty_after is None
    assert await desk.seen(fact.id) is None
    assert await desk.cast_names("stranger") == await desk.cast_names("ann newcomer") == []
    assert await desk.seasons() == [1, 2, 3]
    assert isinstance(await desk.answers.cast(desk.asked("The Stranger")), NoMatch)
    await desk.history.undo(MOD, fact.id)
    assert await desk.cast_names("stranger") == ["The Stranger (character)"]
    assert await desk.seasons() == [1, 2, 3, 4]
    assert isinstance(await desk.answers.cast(desk.asked("The Stranger")), CastAnswer)


async def test_a_source_that_was_withdrawn_comes_back_with_everything_it_said(desk: Desk) -> None:
    fact = await desk.key(ALL_WOMEN)
    base = await desk.current(fact)
    await desk.save(await desk.editing.withdraw_claim(MOD, base.id, 0))
    await desk.history.undo(MOD, fact)
    assert await desk.seen(fact) == base.fact


async def test_what_only_the_pack_wrote_cant_be_taken_back(desk: Desk) -> None:
    with pytest.raises(BadInput, match="nothing to undo"):
        await desk.history.undo(MOD, await desk.key(ALL_WOMEN))
    with pytest.raises(BadInput, match="no longer on record"):
        await desk.history.undo(MOD, 1)


async def test_an_undo_from_a_card_that_is_no_longer_true_is_refused(desk: Desk) -> None:
    fact = await desk.key(ALL_WOMEN)
    first = await desk.edit(fact, statement="First")
    await desk.edit(fact, statement="Second")
    with pytest.raises(BadInput, match="changed since that card"):
        await desk.history.undo(MOD, fact, newest=first.revision.id)
    assert await desk.numbers(fact) == [1, 2]


async def test_an_undo_that_is_pressed_twice_at_once_is_done_once(desk: Desk) -> None:
    fact = await desk.key(ALL_WOMEN)
    newest = (await desk.edit(fact, statement="Ours")).revision.id
    done = await all_of(desk.history.undo(MOD, fact, newest) for _ in range(4))
    again = [result for result in done if isinstance(result, AlreadyHandled)]
    assert [(result.by, result.at is not None) for result in again] == [(MOD.user, True)] * 3
    assert await desk.numbers(fact) == [1, 2]


async def test_names_are_after_an_undo_what_they_were_before(desk: Desk, database: Path) -> None:
    before = everything_that_stands(database)["alias"]
    fact = await desk.key(TRISH)
    await desk.edit(fact, people="Ann Newcomer as The Stranger")
    assert await desk.cast_names("stranger") == ["The Stranger (character)"]
    await desk.history.undo(MOD, fact)
    assert await desk.cast_names("stranger") == await desk.cast_names("ann newcomer") == []
    assert await desk.cast_names("trish") == await desk.cast_names("trish", SERVER_B)
    left = [row for row in everything_that_stands(database)["alias"] if row not in before]
    known_from = 8
    assert {row[known_from] for row in left} == {"9999-12-31"}  # a name that nothing is about is never found


async def test_undoing_what_a_season_was_written_down_for_takes_it_out_of_completions(desk: Desk) -> None:
    fact = await desk.key(FOOLKILLER)
    await desk.edit(fact, where="season 7")
    assert await desk.director_names("season 7") == ["Season 7"]
    await desk.history.undo(MOD, fact)
    assert "Season 7" not in await desk.director_names("season 7")


# Going back


async def test_a_fact_goes_back_to_any_of_its_revisions(desk: Desk) -> None:
    fact = await desk.key(ALL_WOMEN)
    first = (await desk.edit(fact, statement="First")).revision
    second = (await desk.edit(fact, statement="Second", spoils="S02E13")).revision
    third = (await desk.claim(fact, VARIETY)).revision
    for target, current in ((first, third), (second, None), (third, None)):
        now = current or await desk.current(fact)
        back = await desk.history.go_back(MOD, target.id, now.id)
        assert back.before == now
        assert replace(back.revision.fact, revision_id=0) == replace(target.fact, revision_id=0)
        assert back.revision.made.change is ChangeKind.RESTORE
        assert await desk.seen(fact) == back.revision.fact
    assert await desk.numbers(fact) == [1, 2, 3, 4, 5, 6]


async def test_going_back_says_to_when(desk: Desk) -> None:
    fact = await desk.key(ALL_WOMEN)
    first = (await desk.edit(fact, statement="First")).revision
    desk.clock.move(days=1)
    second = (await desk.edit(fact, statement="Second")).revision
    reason = (await desk.history.go_back(MOD, first.id, second.id)).revision.made.reason
    assert reason == f"Back to how it was on {first.made.at:%Y-%m-%d %H:%M} UTC."


async def test_who_goes_back_to_the_base_follows_it_again(desk: Desk, tmp_path: Path) -> None:
    fact = await desk.key(ALL_WOMEN)
    base = await desk.current(fact)
    edited = (await desk.edit(fact, statement="Ours")).revision
    assert (await desk.history.go_back(MOD, base.id, edited.id)).revision.follows
    await desk.load_newer_pack(tmp_path, NEWER_PACK)
    seen = await desk.seen(fact)
    assert seen is not None
    assert seen.statement == "Newer words."


async def test_who_goes_back_to_where_the_base_was_followed_again_follows_it_again(desk: Desk, tmp_path: Path) -> None:
    fact = await desk.key(ALL_WOMEN)
    await desk.edit(fact, statement="Ours")
    followed = (await desk.history.undo(MOD, fact)).revision
    again = (await desk.edit(fact, statement="Ours again")).revision
    await desk.history.go_back(MOD, followed.id, again.id)
    await desk.load_newer_pack(tmp_path, NEWER_PACK)
    seen = await desk.seen(fact)
    assert seen is not None
    assert seen.statement == "Newer words."


async def test_going_back_to_the_current_revision_is_refused(desk: Desk) -> None:
    fact = await desk.key(ALL_WOMEN)
    base = await desk.current(fact)
    with pytest.raises(BadInput, match="says already"):
        await desk.history.go_back(MOD, base.id, base.id)
    await desk.edit(fact, statement="Ours")
    followed = (await desk.history.undo(MOD, fact)).revision
    with pytest.raises(BadInput, match="says already"):
        await desk.history.go_back(MOD, followed.id, base.id)


async def test_going_back_from_a_card_that_is_no_longer_true_is_refused(desk: Desk) -> None:
    fact = await desk.key(ALL_WOMEN)
    first = (await desk.edit(fact, statement="First")).revision
    second = (await desk.edit(fact, statement="Second")).revision
    await desk.edit(fact, statement="Third")
    with pytest.raises(BadInput, match="changed since that card"):
        await desk.history.go_back(MOD, first.id, second.id)
    assert await desk.numbers(fact) == [1, 2, 3]


async def test_nobody_goes_back_to_a_draft_or_to_another_servers_revision(desk: Desk) -> None:
    fact = await desk.key(ALL_WOMEN)
    draft = await desk.write(fact, statement="Mine")
    theirs = (await desk.edit(fact, MOD_OF_B, statement="Theirs")).revision
    for target in (draft.proposal.id, theirs.id):
        with pytest.raises(BadInput, match="no longer on record"):
            await desk.history.go_back(MOD, target, (await desk.current(fact)).id)


# Out of the answers and back


async def test_a_retired_fact_leaves_the_answers_of_its_server_with_the_reason(desk: Desk) -> None:
    fact = await desk.key(ALL_WOMEN)
    base = await desk.current(fact)
    done = await desk.history.retire(MOD, fact, "  It was   wrong. ")
    assert (done.revision.retired, done.revision.made.reason) == (True, "It was wrong.")
    assert (status(done.certainty_before) is not None, done.certainty_after) == (True, None)
    assert await desk.seen(fact) is None
    assert await desk.seen(fact, SERVER_B) == base.fact
    with pytest.raises(AlreadyHandled, match=r"on <t:\d+:f>: it is out of the answers"):
        await desk.history.retire(MOD, fact, "Again")


@pytest.mark.parametrize("reason", ["", "   ", "x" * 501])
async def test_a_fact_is_not_retired_without_a_reason_or_with_a_novel(desk: Desk, reason: str) -> None:
    fact = await desk.key(ALL_WOMEN)
    with pytest.raises(BadInput, match=r"Give a reason|longer than 500"):
        await desk.history.retire(MOD, fact, reason)
    assert await desk.seen(fact) is not None


async def test_a_retired_fact_is_put_back_as_it_was(desk: Desk) -> None:
    fact = await desk.key(ALL_WOMEN)
    await desk.edit(fact, statement="Ours")
    await desk.history.retire(MOD, fact, "It was wrong.")
    done = await desk.history.restore(MOD, fact)
    assert (done.revision.fact.statement, done.revision.retired) == ("Ours", False)
    assert await desk.seen(fact) == done.revision.fact
    with pytest.raises(AlreadyHandled, match=r"on <t:\d+:f>: it is in the answers"):
        await desk.history.restore(MOD, fact)


async def test_a_retirement_is_taken_back_by_undo(desk: Desk) -> None:
    fact = await desk.key(ALL_WOMEN)
    base = await desk.current(fact)
    await desk.history.retire(MOD, fact, "It was wrong.")
    assert (await desk.history.undo(MOD, fact)).revision.follows
    assert await desk.current(fact) == base


async def test_a_name_whose_facts_were_all_retired_is_no_longer_offered(desk: Desk) -> None:
    fact = await desk.key("s3-erik-gelden")
    assert "Erik Gelden (character)" in await desk.cast_names("erik gelden")
    about = [match.fact.id for match in await desk.search.complete(MOD, "erik gelden")]
    for retired in {fact, *about}:
        await desk.history.retire(MOD, retired, "It was wrong.")
    assert "Erik Gelden (character)" not in await desk.cast_names("erik gelden")
    assert "Erik Gelden (character)" in await desk.cast_names("erik gelden", SERVER_B)


# What the pack brings


async def test_who_took_every_change_back_sees_what_a_newer_pack_says(desk: Desk, tmp_path: Path) -> None:
    fact = await desk.key(ALL_WOMEN)
    await desk.edit(fact, statement="Ours")
    await desk.history.undo(MOD, fact)
    await desk.load_newer_pack(tmp_path, NEWER_PACK)
    seen = await desk.seen(fact)
    assert seen is not None
    assert seen.statement == "Newer words."
    assert (await desk.review.page(MOD, 0)).counts[1] == 0


async def test_an_undo_after_the_pack_moved_on_goes_to_its_newer_words(desk: Desk, tmp_path: Path) -> None:
    fact = await desk.key(ALL_WOMEN)
    await desk.edit(fact, statement="Ours")
    await desk.load_newer_pack(tmp_path, NEWER_PACK)
    await desk.history.undo(MOD, fact)
    seen = await desk.seen(fact)
    assert seen is not None
    assert seen.statement == "Newer words."


async def test_the_history_shows_what_an_edit_really_changed_after_the_pack_moved_on(
    desk: Desk, tmp_path: Path
) -> None:
    fact = await desk.key(ALL_WOMEN)
    await desk.edit(fact, statement="Ours")
    await desk.history.undo(MOD, fact)
    desk.clock.move(days=1)
    await desk.load_newer_pack(tmp_path, NEWER_PACK)
    desk.clock.move(days=1)
    await desk.edit(fact, statement="Ours again")
    assert await change_of_last_step(desk, fact) == ("Newer words.", "Ours again")


async def moved_on(desk: Desk, folder: Path) -> tuple[int, Revision, Revision]:
    """A fact with server A's own words and newer ones in the pack: the fact, ours and theirs."""
    fact = await desk.key(ALL_WOMEN)
    ours = (await desk.edit(fact, statement="Ours")).revision
    await desk.load_newer_pack(folder, NEWER_PACK)
    newer = await desk.store.reading().revisions.base(fact)
    assert newer is not None
    view = await desk.history.show(MOD, fact)
    assert (view.base_moved_on, view.revision, view.base) == (True, ours, newer)
    return fact, ours, newer


async def test_the_servers_own_words_are_kept_over_the_packs_newer_ones(desk: Desk, tmp_path: Path) -> None:
    fact, ours, newer = await moved_on(desk, tmp_path)
    kept = (await desk.history.keep_own(MOD, fact, newer.id)).revision
    assert (kept.fact.statement, kept.over, kept.number) == ("Ours", newer.id, 2)
    assert kept.fact.claims == ours.fact.claims
    assert not (await desk.history.show(MOD, fact)).base_moved_on


async def test_the_packs_newer_words_are_followed(desk: Desk, tmp_path: Path) -> None:
    fact, _, newer = await moved_on(desk, tmp_path)
    assert (await desk.history.take_base(MOD, fact, newer.id)).revision.follows
    assert await desk.current(fact) == newer
    assert not (await desk.history.show(MOD, fact)).base_moved_on


async def test_either_decision_can_be_taken_back(desk: Desk, tmp_path: Path) -> None:
    fact, _, newer = await moved_on(desk, tmp_path)
    await desk.history.take_base(MOD, fact, newer.id)
    await desk.history.undo(MOD, fact)
    assert (await desk.current(fact)).fact.statement == "Ours"
    assert (await desk.history.show(MOD, fact)).base_moved_on
    await desk.history.keep_own(MOD, fact, newer.id)
    await desk.history.undo(MOD, fact)
    assert (await desk.history.show(MOD, fact)).base_moved_on


async def test_what_was_decided_is_not_decided_again(desk: Desk, tmp_path: Path) -> None:
    fact, ours, newer = await moved_on(desk, tmp_path)
    history = desk.history
    assert ours.over is not None
    for decide in (history.keep_own, history.take_base):
        with pytest.raises(BadInput, match="decided already"):
            await decide(MOD, fact, ours.over)
        with pytest.raises(BadInput, match="decided already"):
            await decide(MOD_OF_B, fact, newer.id)
    await history.take_base(MOD, fact, newer.id)
    for decide in (history.keep_own, history.take_base):
        with pytest.raises(AlreadyHandled, match=rf"<@{MOD.user}> on <t:\d+:f>: decided"):
            await decide(MOD, fact, newer.id)


async def test_a_retired_fact_stays_out_when_the_server_keeps_its_own(desk: Desk, tmp_path: Path) -> None:
    fact = await desk.key(ALL_WOMEN)
    await desk.history.retire(MOD, fact, "It was wrong.")
    await desk.load_newer_pack(tmp_path, NEWER_PACK)
    newer = await desk.store.reading().revisions.base(fact)
    assert newer is not None
    assert (await desk.history.keep_own(MOD, fact, newer.id)).revision.retired
    assert await desk.seen(fact) is None


# Looking


async def test_the_history_is_paged_with_what_stood_before_each_change(desk: Desk) -> None:
    fact = await desk.key(ALL_WOMEN)
    for number in range(1, 6):
        desk.clock.move(minutes=1)
        await desk.edit(fact, statement=f"Words {number}")
    first, second = [await desk.history.page(MOD, fact, page) for page in (0, 1)]
    steps = [*first.steps, *second.steps]
    assert (first.more, second.more, len(first.steps)) == (True, False, 4)
    assert [step.revision.fact.statement for step in steps] == [*(f"Words {n}" for n in range(5, 0, -1)), OLD_WORDS]
    before = [step.before.fact.statement if step.before else None for step in steps]
    assert before == [*(f"Words {n}" for n in range(4, 0, -1)), OLD_WORDS, None]
    assert [step.is_current for step in steps] == [True, *[False] * 5]


async def test_the_history_shows_neither_drafts_nor_suggestions_nor_other_servers(desk: Desk) -> None:
    fact = await desk.key(ALL_WOMEN)
    base = await desk.current(fact)
    await desk.write(fact, statement="Draft")
    await desk.suggestions.suggest(FAN, base.id, FactWords(statement="Suggested"), "my aunt")
    await desk.edit(fact, MOD_OF_B, statement="Theirs")
    assert await statements(desk, fact) == [OLD_WORDS]
    assert await statements(desk, fact, MOD_OF_B) == ["Theirs", OLD_WORDS]


async def test_a_servers_own_fact_is_on_record_there_alone(desk: Desk) -> None:
    fact = (await desk.add_news("A talk.")).revision.fact.id
    for trying in (desk.history.show(MOD_OF_B, fact), desk.history.page(MOD_OF_B, fact, 0)):
        with pytest.raises(BadInput, match="no longer on record"):
            await trying


async def test_a_fact_shows_how_many_suggestions_wait_for_it(desk: Desk) -> None:
    fact = await desk.key(ALL_WOMEN)
    base = await desk.current(fact)
    await desk.suggestions.suggest(FAN, base.id, FactWords(statement="Suggested"), "my aunt")
    assert (await desk.history.show(MOD, fact)).waiting == 1
    assert (await desk.history.show(MOD_OF_B, fact)).waiting == 0


async def test_only_moderators_look_and_change(desk: Desk, database: Path) -> None:
    fact = await desk.key(ALL_WOMEN)
    newest = (await desk.edit(fact, statement="Ours")).revision
    before = everything_that_stands(database)
    history = desk.history
    for trying in (
        history.show(FAN, fact),
        history.page(FAN, fact, 0),
        history.undo(FAN, fact),
        history.go_back(FAN, newest.over or 0, newest.id),
        history.retire(FAN, fact, "No"),
        history.restore(FAN, fact),
        history.keep_own(FAN, fact, newest.over or 0),
        history.take_base(FAN, fact, newest.over or 0),
    ):
        with pytest.raises(NotModerator):
            await trying
    assert everything_that_stands(database) == before


# Any sequence at all


@dataclass(frozen=True)
class Said:
    """What the model keeps of a revision: the sentence, who is named as its source, whether it is in the answers."""

    statement: str
    outlets: tuple[str, ...]
    retired: bool = False
    follows: bool = False


@dataclass
class Model:
    """A fact as plain Python has it: the base's words (None: it is the server's own fact) and the server's own."""

    base: Said | None
    own: list[tuple[ChangeKind, Said]] = field(default_factory=list[tuple[ChangeKind, Said]])

    @property
    def current(self) -> Said:
        if self.own and not self.own[-1][1].follows:
            return self.own[-1][1]
        assert self.base is not None
        return self.base

    def say(self, change: ChangeKind, said: Said) -> None:
        self.own.append((change, said))

    def undo(self) -> bool:
        if not self.own:
            return False
        before = self.own[-2][1] if len(self.own) > 1 else None
        if before is None or before.follows:
            before = replace(self.base, follows=True) if self.base else replace(self.own[-1][1], retired=True)
        self.say(ChangeKind.UNDO, before)
        return True


acts = st.one_of(
    st.tuples(st.just("edit"), st.sampled_from(["One", "Two", "Three"])),
    st.tuples(st.just("claim"), st.sampled_from(["Variety", "Polygon", "Deadline"])),
    st.tuples(st.sampled_from(["undo", "undo", "retire", "restore"]), st.just("")),
    st.tuples(st.just("back"), st.integers(0, 9).map(str)),
)
guilds = count(2**61)
hours = count()


def said(revision: Revision) -> Said:
    fact = revision.fact
    return Said(fact.statement or "", tuple(outlets(fact)), revision.retired, revision.follows)


class Run:
    """One sequence of acts, done to the bot and to the model alike."""

    def __init__(self, desk: Desk, mod: Caller, fact: int, model: Model) -> None:
        self.desk = desk
        self.mod = mod
        self.fact = fact
        self.model = model

    async def act(self, what: str, detail: str) -> None:
        """Do one thing; where the model says that it can't be done, it must be refused."""
        self.desk.clock.move(seconds=1)
        doing: dict[str, Callable[[str], object]] = {
            "edit": self.edit, "claim": self.claim, "undo": self.undo,
            "retire": self.retire, "restore": self.restore, "back": self.back,
        }  # fmt: skip
        step = doing[what](detail)
        assert asyncio.iscoroutine(step)
        await step
        await self.check()

    async def edit(self, statement: str) -> None:
        now = self.model.current
        draft = await self.desk.write(self.fact, self.mod, statement=statement)
        if now.statement == statement:
            with pytest.raises(UserError):
                await self.desk.editing.save(self.mod, draft.proposal.id)
            return
        await self.desk.save(draft, self.mod)
        self.model.say(ChangeKind.EDIT, replace(now, statement=statement, follows=False))

    async def claim(self, outlet: str) -> None:
        now = self.model.current
        words = replace(VARIETY, outlet=outlet)
        current = (await self.desk.current(self.fact, self.mod.guild)).id
        if outlet in now.outlets:
            with pytest.raises(UserError):
                await self.desk.editing.write_claim(self.mod, current, None, words)
            return
        await self.desk.save(await self.desk.editing.write_claim(self.mod, current, None, words), self.mod)
        self.model.say(ChangeKind.CLAIM, replace(now, outlets=(*now.outlets, outlet), follows=False))

    async def undo(self, _: str) -> None:
        if self.model.undo():
            await self.desk.history.undo(self.mod, self.fact)
        else:
            with pytest.raises(UserError):
                await self.desk.history.undo(self.mod, self.fact)

    async def retire(self, _: str) -> None:
        now = self.model.current
        if now.retired:
            with pytest.raises(UserError):
                await self.desk.history.retire(self.mod, self.fact, "Wrong")
            return
        await self.desk.history.retire(self.mod, self.fact, "Wrong")
        self.model.say(ChangeKind.RETIRE, replace(now, retired=True))

    async def restore(self, _: str) -> None:
        now = self.model.current
        if not now.retired:
            with pytest.raises(UserError):
                await self.desk.history.restore(self.mod, self.fact)
            return
        await self.desk.history.restore(self.mod, self.fact)
        self.model.say(ChangeKind.RESTORE, replace(now, retired=False))

    async def back(self, nth: str) -> None:
        found = await self.desk.store.reading().revisions.history(self.mod.guild, self.fact, most=100)
        # Where the base was followed has a test of its own.
        targets = [revision for revision in found if not revision.follows]
        target = targets[int(nth) % len(targets)]
        current = await self.desk.current(self.fact, self.mod.guild)
        if target.id == current.id:
            with pytest.raises(UserError):
                await self.desk.history.go_back(self.mod, target.id, current.id)
            return
        await self.desk.history.go_back(self.mod, target.id, current.id)
        self.model.say(ChangeKind.RESTORE, replace(said(target), follows=not target.own))

    async def check(self) -> None:
        """What the server sees and its whole history are what the model has."""
        expected = self.model.current
        current = await self.desk.current(self.fact, self.mod.guild)
        assert said(current) == replace(expected, follows=False)
        seen = await self.desk.seen(self.fact, self.mod.guild)
        assert seen == (None if expected.retired else current.fact)
        found = await self.desk.store.reading().revisions.history(self.mod.guild, self.fact, most=100)
        own = [(revision.number, revision.made.change, said(revision)) for revision in reversed(found) if revision.own]
        assert own == [(number, *made) for number, made in enumerate(self.model.own, start=1)]
        assert [said(revision) for revision in found if not revision.own] == (
            [self.model.base] if self.model.base else []
        )


@given(in_pack=st.booleans(), sequence=st.lists(acts, min_size=1, max_size=9))
@settings(max_examples=30)
def test_any_sequence_of_changes_gives_what_plain_python_expects_and_no_other_server_sees_it(
    database: Path, in_pack: bool, sequence: list[tuple[str, str]]
) -> None:
    asyncio.run(_run(database, in_pack, sequence))


async def _run(database: Path, in_pack: bool, sequence: list[tuple[str, str]]) -> None:
    async with open_store(database) as store:
        desk = Desk(store)
        # Each sequence has a server and an hour of its own, so that no two make the same ids.
        mod = Caller(next(guilds), 11, manages=True)
        desk.clock.move(hours=next(hours))
        elsewhere: Fact | None = None
        if in_pack:
            fact = await desk.key(ALL_WOMEN)
            elsewhere = await desk.seen(fact, SERVER_B)
            assert elsewhere is not None
            model = Model(said(await desk.current(fact, mod.guild)))
        else:
            added = (await desk.add(Kind.NEWS, FactWords(statement="One"), VARIETY, caller=mod)).revision
            fact, model = added.fact.id, Model(None, [(ChangeKind.ADD, said(added))])
        run = Run(desk, mod, fact, model)
        await run.check()
        for what, detail in sequence:
            await run.act(what, detail)
            assert await desk.seen(fact, SERVER_B) == elsewhere
            assert await desk.numbers(fact, SERVER_A) == []

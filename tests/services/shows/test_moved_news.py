"""News that a newer pack makes a renewal or a credit of the crew: the same facts, on servers that used them before."""

from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from bot.domain.announcements import Announcement
from bot.domain.answers import NewsAnswer
from bot.domain.facts import Fact, Kind, State, Status
from bot.domain.imports import Format
from bot.domain.matching import NameRole
from bot.domain.moderation import FactWords, Preview
from bot.domain.revisions import ProposalState, Revision
from bot.errors import BadInput
from bot.services.access import Caller
from bot.services.answers.news import News
from bot.services.files.exporting import Exporting
from bot.services.files.importing import Importing
from bot.services.names.finder import Query
from bot.services.servers.doctor import Doctor
from bot.services.shows.loader import PackLoader
from bot.store.store import Store
from tests.conftest import LOADED_AT
from tests.helpers.answers import write_pack
from tests.helpers.facts import FAN, FAN_OF_B, MOD, MOD_OF_B, SERVER_A, SERVER_B, VARIETY, conflict, outlets, saved
from tests.helpers.news import Newsroom

ENDED, ORDERED, CREATED = "ended", "ordered", "created"
SAID = {
    ENDED: "The network ended the show.",
    ORDERED: "The network ordered a second season.",
    CREATED: "Ann Lee created the show.",
}
OWN_WORDS = "The network gave it a second season, and Bea Kay leads it."
_CLAIM = 'claims = [{ source = "var", weight = "confirmed" }]\n'


def _pack(**facts: str) -> list[str]:
    return [f'[[facts]]\nid = "{key}"\n{text}\n{_CLAIM}' for key, text in facts.items()]


BEFORE = _pack(
    ended=f'kind = "news"\nstatement = "{SAID[ENDED]}"',
    ordered=f'kind = "news"\nseason = 2\nstatement = "{SAID[ORDERED]}"',
    created=f'kind = "news"\npeople = ["ann"]\nstatement = "{SAID[CREATED]}"',
)
AFTER = _pack(
    ended='kind = "renewal"\nstate = "ended"',
    ordered=f'kind = "renewal"\nseason = 2\nstate = "ordered"\nstatement = "{SAID[ORDERED]}"',
    created='kind = "crew"\npeople = ["ann"]\njob = "Creator"',
)


@dataclass
class Moving:
    """Two servers whose show the pack `BEFORE` describes. Server A has posted all of it as news."""

    room: Newsroom
    folder: Path
    announcement: Announcement
    facts: dict[str, int]

    async def load(self, facts: list[str]) -> None:
        self.room.clock.move(hours=1)
        assert await PackLoader(self.room.kit).load(write_pack(self.folder, *facts))

    async def seen(self, key: str, guild: int = SERVER_A) -> Fact:
        fact = await self.room.seen(self.facts[key], guild)
        assert fact is not None
        return fact

    async def current(self, key: str, guild: int = SERVER_A) -> Revision:
        return await self.room.current(self.facts[key], guild)

    async def news(self, guild: int = SERVER_A) -> list[int]:
        answer = await News(self.room.kit).ask(Query(guild, self.room.clock.today))
        assert isinstance(answer, NewsAnswer)
        return sorted(item.known.fact.id for item in answer.items)

    async def export(self, form: Format, caller: Caller = MOD) -> tuple[str, bytes]:
        made = await Exporting(self.room.kit).export(caller, form)
        assert made.left_out == 0
        return made.filename, made.content

    async def count(self) -> int:
        """How many facts are on record, of any kind and layer."""
        executor = self.room.store.reading().watching._executor  # pyright: ignore[reportPrivateUsage]
        [row] = await executor.fetch("SELECT COUNT(*) AS count FROM fact", {})
        return row["count"]


@pytest.fixture
async def moving(store: Store, tmp_path: Path) -> Moving:
    room = Newsroom(store)
    await room.choose_small_show(tmp_path)
    made = Moving(room, tmp_path, await room.news(), {})
    await made.load(BEFORE)
    assert len(await room.posted()) == 3
    heads = await store.reading().revisions.base_heads(await room.show())
    made.facts = {key: heads[key].fact for key in SAID}
    return made


async def test_the_facts_stay_the_same_and_say_more(moving: Moving) -> None:
    count = await moving.count()
    await moving.load(AFTER)
    assert await moving.count() == count
    ended, ordered, created = [await moving.seen(key) for key in SAID]
    assert (ended.kind, ended.state, ended.statement) == (Kind.RENEWAL, State.ENDED, None)
    assert (ordered.kind, ordered.state, ordered.seasons) == (Kind.RENEWAL, State.ORDERED, (2,))
    assert (created.kind, created.job, [person.name for person in created.people]) == (
        Kind.CREW, "Creator", ["Ann Lee"],
    )  # fmt: skip
    assert await moving.room.store.reading().facts.of_kind(SERVER_A, ended.show.id, Kind.NEWS, 10) == ()
    async for checked in Doctor(moving.room.store.reading(), lambda: LOADED_AT).examine():
        assert not checked.faults


async def test_they_stay_in_the_news_though_no_day_is_recorded(moving: Moving) -> None:
    assert await moving.news() == sorted(moving.facts.values())
    await moving.load(AFTER)
    assert await moving.news() == sorted(moving.facts.values())


async def test_nothing_is_posted_or_corrected(moving: Moving) -> None:
    before = await moving.room.happened(moving.announcement)
    await moving.load(AFTER)
    assert await moving.room.posted() == []
    moving.room.clock.move(days=2)
    assert await moving.room.posted() == []
    assert await moving.room.happened(moving.announcement) == before


async def test_what_is_really_wrong_is_still_corrected(moving: Moving) -> None:
    other = 'kind = "renewal"\nseason = 2\nstate = "cancelled"\nstatement = "Season 2 was cancelled."'
    await moving.load([*AFTER[:1], *_pack(ordered=other), *AFTER[2:]])
    assert [claimed.delivery.corrects is not None for claimed in await moving.room.posted()] == [True]
    await moving.load([*AFTER[:1], *AFTER[2:]])
    assert [claimed.delivery.corrects is not None for claimed in await moving.room.posted()] == [True]


async def test_after_the_move_a_changed_state_is_corrected(moving: Moving) -> None:
    await moving.load(AFTER)
    assert await moving.room.posted() == []
    await moving.load([*_pack(ended='kind = "renewal"\nstate = "on hiatus"'), *AFTER[1:]])
    assert [claimed.delivery.corrects is not None for claimed in await moving.room.posted()] == [True]


async def test_a_servers_own_words_stay(moving: Moving) -> None:
    await moving.room.edit(moving.facts[ORDERED], statement=OWN_WORDS, people="Bea Kay")
    await moving.room.posted()
    await moving.load(AFTER)
    own = await moving.seen(ORDERED)
    assert (own.kind, own.statement, own.state) == (Kind.RENEWAL, OWN_WORDS, None)
    assert (await moving.seen(ORDERED, SERVER_B)).state is State.ORDERED
    assert moving.facts[ORDERED] in await moving.news()
    assert await moving.room.posted() == []
    # A moderator can say what state that is.
    opened = await moving.room.editing.open(MOD, OWN_WORDS)
    assert (opened.kind, opened.words.state, opened.words.statement) == (Kind.RENEWAL, "", OWN_WORDS)
    await moving.room.edit(moving.facts[ORDERED], state="in production")
    own = await moving.seen(ORDERED)
    assert (own.state, own.statement, [person.name for person in own.people]) == (
        State.IN_PRODUCTION, OWN_WORDS, ["Bea Kay"],
    )  # fmt: skip


async def test_a_server_that_kept_the_sentence_gets_the_state(moving: Moving) -> None:
    for key in SAID:
        await moving.room.claim(moving.facts[key], VARIETY)
    await moving.load(AFTER)
    ended, ordered, created = [await moving.seen(key) for key in SAID]
    assert (ended.statement, ended.state) == (SAID[ENDED], State.ENDED)
    assert (ordered.statement, ordered.state) == (SAID[ORDERED], State.ORDERED)
    assert (created.statement, created.job) == (SAID[CREATED], "Creator")
    assert [len(fact.claims) for fact in (ended, ordered, created)] == [2, 2, 2]
    assert await moving.room.posted() == []


async def test_if_the_pack_changes_the_sentence_too_what_servers_wrote_gets_no_state(moving: Moving) -> None:
    await moving.room.claim(moving.facts[ENDED], VARIETY)
    await moving.load([*_pack(ended='kind = "renewal"\nstate = "renewed"\nstatement = "It goes on."'), *AFTER[1:]])
    own = await moving.seen(ENDED)
    assert (own.statement, own.state) == (SAID[ENDED], None)


async def test_whom_servers_credit_is_found_by_name(moving: Moving) -> None:
    await moving.room.edit(moving.facts[CREATED], people="Zoe Quist", statement="Zoe Quist created the show.")
    reading, show = moving.room.store.reading(), await moving.room.show()

    async def found(guild: int) -> list[str]:
        names = await reading.names.beginning(
            guild, show, (NameRole.CREW,), "zoe q", moving.room.clock.today, hidden=False, most=5
        )
        return [match.name for match in names]

    assert await found(SERVER_A) == []
    await moving.load(AFTER)
    assert await found(SERVER_A) == ["Zoe Quist"]
    assert await found(SERVER_B) == []


async def test_an_open_draft_is_saved_over_the_same_fact(moving: Moving) -> None:
    draft = await moving.room.write(moving.facts[ENDED], statement="The network ended it for good.")
    await moving.load(AFTER)
    both = conflict(await moving.room.editing.save(MOD, draft.proposal.id))
    assert both.theirs is not None
    await moving.room.save(draft, over=both.theirs.id)
    now = await moving.seen(ENDED)
    assert (now.kind, now.state, now.statement) == (Kind.RENEWAL, State.ENDED, "The network ended it for good.")


async def test_an_open_suggestion_is_approved_for_the_same_fact(moving: Moving) -> None:
    suggestions, opened = moving.room.suggestions, await moving.current(ENDED, SERVER_B)
    suggested = await suggestions.suggest(FAN_OF_B, opened.id, FactWords(statement="It was ended in May."), "Variety")
    count = await moving.count()
    await moving.load(AFTER)
    preview = await suggestions.approve(MOD_OF_B, suggested.proposal.id)
    assert isinstance(preview, Preview)
    assert preview.theirs is not None
    await moving.room.save(preview, MOD_OF_B, over=preview.theirs.id)
    now = await moving.seen(ENDED, SERVER_B)
    assert (now.kind, now.state, now.statement) == (Kind.RENEWAL, State.ENDED, "It was ended in May.")
    assert (await suggestions.view(SERVER_B, suggested.proposal.id)).proposal.state is ProposalState.ACCEPTED
    assert await moving.count() == count


@pytest.mark.parametrize("key", list(SAID))
async def test_an_open_form_of_news_corrects_the_same_fact(moving: Moving, key: str) -> None:
    revision = (await moving.current(key)).id
    words = replace((await moving.room.editing.words(MOD, revision))[1], statement="Said anew.")
    await moving.load(AFTER)
    preview = await moving.room.editing.rewrite(MOD, revision, replace(words, state="", job=""), Kind.NEWS)
    both = conflict(await moving.room.editing.save(MOD, preview.proposal.id))
    assert both.theirs is not None
    done = await moving.room.save(preview, over=both.theirs.id)
    expected = {ENDED: (State.ENDED, None), ORDERED: (State.ORDERED, None), CREATED: (None, "Creator")}
    now = done.revision.fact
    assert (now.id, now.statement, (now.state, now.job)) == (moving.facts[key], "Said anew.", expected[key])


@pytest.mark.parametrize("key", list(SAID))
async def test_an_open_form_of_news_suggests_for_the_same_fact(moving: Moving, key: str) -> None:
    revision = (await moving.current(key)).id
    await moving.load(AFTER)
    words = FactWords(statement="Said anew.")
    suggested = await moving.room.suggestions.suggest(FAN, revision, words, "Variety", kind=Kind.NEWS)
    assert (suggested.proposal.fact.id, suggested.proposal.fact.statement) == (moving.facts[key], "Said anew.")


async def test_forms_of_other_kinds_are_still_refused(moving: Moving) -> None:
    await moving.load(AFTER)
    revision = (await moving.current(ENDED)).id
    for kind in set(Kind) - {Kind.NEWS, Kind.RENEWAL}:
        with pytest.raises(BadInput, match="another fact"):
            await moving.room.editing.rewrite(MOD, revision, FactWords(statement="X"), kind)
    with pytest.raises(BadInput, match="Say how it goes on"):
        await moving.room.editing.rewrite(MOD, revision, FactWords(statement="X"), Kind.RENEWAL)
    with pytest.raises(BadInput, match="in a sentence"):
        await moving.room.editing.rewrite(MOD, revision, FactWords(), Kind.NEWS)


@pytest.mark.parametrize("form", list(Format))
async def test_an_old_export_updates_the_same_facts(moving: Moving, form: Format) -> None:
    await moving.room.edit(moving.facts[ORDERED], statement=OWN_WORDS)
    name, old = await moving.export(form)
    await moving.load(AFTER)
    count = await moving.count()
    importing = Importing(moving.room.kit)
    text = old.decode("utf-8-sig").replace(SAID[CREATED], "Ann Lee thought it up.").replace(OWN_WORDS, "It goes on.")
    preview = await importing.prepare(MOD, name, text.encode())
    # The pack changed two of them since: one is not changed in the file, of the other a moderator sees both.
    assert (preview.new.count, preview.changed.count, preview.conflicts.count, preview.newer) == (0, 1, 1, 1)
    assert preview.batch is not None
    await importing.take(MOD, preview.batch)
    assert await moving.count() == count
    ended, ordered, created = [await moving.seen(key) for key in SAID]
    assert (ended.kind, ended.state, ended.statement) == (Kind.RENEWAL, State.ENDED, None)
    assert (ordered.kind, ordered.state, ordered.statement) == (Kind.RENEWAL, None, "It goes on.")
    assert (created.kind, created.job, created.statement) == (Kind.CREW, "Creator", "Ann Lee thought it up.")
    assert [claimed for claimed in await moving.room.posted() if claimed.delivery.corrects is None] == []


@pytest.mark.parametrize("form", list(Format))
async def test_what_stayed_news_in_words_comes_back_from_an_export(moving: Moving, form: Format) -> None:
    await moving.room.edit(moving.facts[ORDERED], statement=OWN_WORDS)
    await moving.room.edit(moving.facts[CREATED], where="S01E02", statement="Ann Lee made the pilot.")
    await moving.load(AFTER)
    name, content = await moving.export(form)
    assert OWN_WORDS in content.decode("utf-8-sig")
    preview = await Importing(moving.room.kit).prepare(MOD, name, content)
    assert preview.batch is None, preview


async def test_an_old_table_adds_its_sources_to_the_same_facts(moving: Moving) -> None:
    await moving.room.claim(moving.facts[ENDED], VARIETY)
    await moving.load(AFTER)
    table = f"kind,statement,outlet,url\nnews,{SAID[ENDED]},Polygon,https://polygon.com/x\n"
    importing = Importing(moving.room.kit)
    preview = await importing.prepare(MOD, "table.csv", table.encode())
    assert (preview.new.count, preview.changed.count) == (0, 1)
    assert preview.batch is not None
    await importing.take(MOD, preview.batch)
    now = await moving.seen(ENDED)
    assert (now.kind, now.state, now.statement) == (Kind.RENEWAL, State.ENDED, SAID[ENDED])
    assert "Polygon" in outlets(now)


async def test_an_older_pack_updates_the_same_facts(moving: Moving) -> None:
    await moving.room.claim(moving.facts[ENDED], VARIETY)
    count = await moving.count()
    await moving.load(AFTER)
    await moving.load(BEFORE)
    assert await moving.count() == count
    ended, ordered, _ = [await moving.seen(key) for key in SAID]
    assert (ended.kind, ended.statement, ended.state) == (Kind.NEWS, SAID[ENDED], None)
    assert (ordered.kind, ordered.statement, ordered.state) == (Kind.NEWS, SAID[ORDERED], None)
    assert await moving.room.posted() == []
    name, content = await moving.export(Format.TOML)
    assert (await Importing(moving.room.kit).prepare(MOD, name, content)).batch is None


async def test_a_new_renewal_is_posted_as_news_and_corrected_as_such(moving: Moving) -> None:
    await moving.load(AFTER)
    done = await moving.room.add(
        Kind.RENEWAL, FactWords(where="season 3", state="renewed"), replace(VARIETY, weight="confirmed")
    )
    [claimed] = await moving.room.posted()
    assert (claimed.delivery.corrects, done.revision.fact.state) == (None, State.RENEWED)
    assert saved(await moving.room.history.undo(MOD, done.revision.fact.id)).certainty_after is None
    [corrected] = await moving.room.posted()
    assert corrected.delivery.corrects == claimed.delivery.id


async def test_undoing_keeps_the_state_and_the_job(moving: Moving) -> None:
    await moving.load(AFTER)
    made = {
        "ended": await moving.room.edit(moving.facts[ENDED], state="cancelled"),
        "created": await moving.room.edit(moving.facts[CREATED], job="Showrunner"),
    }
    for key, (state, job) in {ENDED: (State.CANCELLED, None), CREATED: (None, "Showrunner")}.items():
        assert (made[key].revision.fact.state, made[key].revision.fact.job) == (state, job)
        await moving.room.edit(moving.facts[key], spoils="S02E02")
        await moving.room.history.undo(MOD, moving.facts[key])
        now = await moving.seen(key)
        assert (now.state, now.job, now.spoils) == (state, job, None)
    assert status_of(await moving.current(ENDED)) is Status.CONFIRMED


def status_of(revision: Revision) -> Status:
    weights = {claim.weight.name.lower() for claim in revision.fact.claims}
    return Status(weights.pop())


async def test_undoing_an_import_brings_states_and_jobs_back(moving: Moving) -> None:
    await moving.load(AFTER)
    await moving.room.edit(moving.facts[ENDED], state="cancelled")
    await moving.room.edit(moving.facts[CREATED], job="Showrunner")
    name, content = await moving.export(Format.TOML)
    text = content.decode().replace('"cancelled"', '"on hiatus"').replace('"Showrunner"', '"Composer"')
    importing = Importing(moving.room.kit)
    preview = await importing.prepare(MOD, name, text.encode())
    assert preview.batch is not None
    await importing.take(MOD, preview.batch)
    assert ((await moving.seen(ENDED)).state, (await moving.seen(CREATED)).job) == (State.ON_HIATUS, "Composer")
    await importing.undo(MOD, preview.batch)
    assert ((await moving.seen(ENDED)).state, (await moving.seen(CREATED)).job) == (State.CANCELLED, "Showrunner")

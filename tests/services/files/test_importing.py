"""Imports: what a file changes, what it leaves alone, and that it is all or nothing."""

import asyncio
import json
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.facts import Kind
from bot.domain.imports import Format, Taken
from bot.domain.matching import NameRole
from bot.domain.revisions import ChangeKind
from bot.errors import AlreadyHandled, BadInput, FileFaults, NoShow, NotModerator
from bot.services.access import Caller
from bot.store.address import Address
from bot.store.store import Store, open_store
from tests.engines.databases import Databases, copied
from tests.engines.raw import connect
from tests.helpers.imports import CAPTAIN, FAR, HEAD, NEAR, all_same, files, spelled
from tests.store.layers import OTHER_SERVER, SERVER, all_women, revise, show_id

WOMEN = "s2-all-women"


async def found(store: Store, guild: int, key: str, role: NameRole = NameRole.ACTOR) -> list[str]:
    """What a server finds under a name."""
    day = date(2026, 1, 1)
    names = store.reading().names
    matches = await names.beginning(guild, await show_id(store), [role], key, day, hidden=False, most=5)
    return sorted({match.name for match in matches})


async def women_key(store: Store) -> str:
    women = await all_women(store, SERVER)
    assert women is not None
    key = await store.reading().revisions.key(SERVER, women.id)
    assert key is not None
    return key


def rows(database: Address, sql: str) -> list[tuple[object, ...]]:
    with closing(connect(database)) as connection:
        return connection.execute(sql).fetchall()


def check_whole(database: Address) -> None:
    """Check that rows refer to rows that are there, which a server always sees to."""
    if not isinstance(database, Path):
        return
    assert rows(database, "PRAGMA integrity_check") == [("ok",)]
    assert rows(database, "PRAGMA foreign_key_check") == []


async def test_nothing_is_seen_before_it_is_confirmed(store: Store, database: Path) -> None:
    made = files(store)
    before = await made.view(SERVER)
    preview = await made.prepare(CAPTAIN)
    assert (preview.new.count, preview.changed.count, preview.conflicts.count, preview.same) == (2, 0, 0, 0)
    assert {fact.kind for fact in preview.new.examples} == {Kind.CAST, Kind.NEWS}
    assert await made.view(SERVER) == before
    assert await found(store, SERVER, "ada") == []
    assert 4 not in await store.reading().catalogue.seasons(SERVER, preview.show.id)
    assert preview.batch is not None
    await made.importing.cancel(NEAR, preview.batch)
    assert rows(database, "SELECT COUNT(*) FROM batch") == [(0,)]
    assert rows(database, "SELECT COUNT(*) FROM revision WHERE layer <> 0") == [(0,)]
    assert rows(database, "SELECT COUNT(*) FROM fact WHERE layer <> 0") == [(0,)]
    check_whole(database)
    with pytest.raises(BadInput):
        await made.importing.take(NEAR, preview.batch)


async def test_what_is_confirmed_takes_effect_in_that_server_alone(store: Store, database: Path) -> None:
    made = files(store)
    far = await made.view(OTHER_SERVER)
    taken = await made.take(CAPTAIN)
    assert (taken.new, taken.changed, taken.kept) == (2, 0, 0)
    view = await made.view(SERVER)
    assert view["s4-captain"].people[0].name == "Ada Moreau"
    assert view["s4-news"].settled_by == view["s4-captain"].id
    revision = await store.reading().revisions.current(SERVER, view["s4-captain"].id)
    assert revision is not None
    assert (revision.made.change, revision.made.by, revision.made.reason) == (
        ChangeKind.IMPORT, 7, "Imported from file.toml",
    )  # fmt: skip
    assert revision.batch == taken.batch
    assert revision.number == 1
    for name in ("ada", "moreau", "aj moreau"):
        assert await found(store, SERVER, name) == ["Ada Moreau"]
        assert await found(store, OTHER_SERVER, name) == []
    assert await found(store, SERVER, "vale", NameRole.CHARACTER) == ["Captain Ines Vale"]
    assert await found(store, SERVER, "season 4", NameRole.SEASON) == ["Season 4"]
    assert "S04E01 · The Ferry" in await found(store, SERVER, "s04e01", NameRole.EPISODE)
    assert (await store.reading().catalogue.seasons(SERVER, taken.show.id))[4] == 2
    assert 4 not in await store.reading().catalogue.seasons(OTHER_SERVER, taken.show.id)
    assert await made.view(OTHER_SERVER) == far
    check_whole(database)
    again = await made.prepare(CAPTAIN)
    assert (again.batch, again.same) == (None, 2)


async def test_a_file_without_ids_of_ours_does_not_double_current_facts(store: Store) -> None:
    made = files(store)
    await made.take(CAPTAIN)
    renamed = CAPTAIN.replace('id = "s4-captain"', 'id = "mine"').replace(
        'settled_by = "s4-captain"', 'settled_by = "mine"'
    )
    preview = await made.prepare(
        renamed.replace("ada-moreau", "ada").replace("gazette", "paper").replace("https://paper", "https://gazette")
    )
    assert (preview.batch, preview.same) == (None, 2)


async def test_what_both_changed_is_asked_about(store: Store) -> None:
    made = files(store)
    _, content = await made.export()
    text = content.decode()
    women = await all_women(store, SERVER)
    assert women is not None
    assert women.statement is not None
    async with store.writing() as gateways:
        await revise(gateways, women, SERVER, "Ours.")
    untouched = await made.prepare(text)
    assert (untouched.batch, untouched.newer) == (None, 1), "only we changed it, so ours stays"
    theirs = text.replace(women.statement, "Theirs.")
    assert theirs != text
    preview = await made.prepare(theirs)
    assert (preview.new.count, preview.changed.count, preview.conflicts.count) == (0, 0, 1)
    assert preview.batch is not None
    kept = await made.importing.take(NEAR, preview.batch, keep_ours=True)
    assert isinstance(kept, Taken)
    assert (kept.new, kept.changed, kept.kept) == (0, 0, 1)
    ours = await all_women(store, SERVER)
    assert ours is not None
    assert ours.statement == "Ours."
    await made.take(theirs)
    now = await all_women(store, SERVER)
    assert now is not None
    assert now.statement == "Theirs."


async def test_what_changed_while_it_waited_is_shown_and_not_overwritten(store: Store) -> None:
    made = files(store)
    women = await all_women(store, SERVER)
    assert women is not None
    assert women.statement is not None
    _, content = await made.export()
    preview = await made.prepare(content.decode().replace(women.statement, "Theirs."))
    assert preview.batch is not None
    async with store.writing() as gateways:
        await revise(gateways, women, SERVER, "Ours.")
    again = await made.importing.take(NEAR, preview.batch)
    assert not isinstance(again, Taken)
    assert (again.moved, again.changed.count, again.conflicts.count) == (1, 0, 1)
    assert isinstance(await made.importing.take(NEAR, preview.batch), Taken)
    now = await all_women(store, SERVER)
    assert now is not None
    assert now.statement == "Theirs."


async def test_an_import_is_taken_once_by_moderators_of_its_server(store: Store) -> None:
    made = files(store)
    preview = await made.prepare(CAPTAIN)
    assert preview.batch is not None
    for stranger in (Caller(SERVER, 9), FAR):
        for call in (made.importing.take, made.importing.cancel, made.importing.undo):
            with pytest.raises((NotModerator, BadInput)):
                await call(stranger, preview.batch)
    results = await asyncio.gather(
        *(made.importing.take(NEAR, preview.batch) for _ in range(3)), return_exceptions=True
    )
    assert [type(result) for result in results].count(Taken) == 1
    refused = [result for result in results if isinstance(result, AlreadyHandled)]
    assert [(result.by, result.at is not None) for result in refused] == [(NEAR.user, True)] * 2
    with pytest.raises(AlreadyHandled, match="imported"):
        await made.importing.cancel(NEAR, preview.batch)


async def test_an_import_is_undone_as_one(store: Store, database: Path) -> None:
    made = files(store)
    before = await made.view(SERVER)
    women = await all_women(store, SERVER)
    assert women is not None
    assert women.statement is not None
    _, content = await made.export()
    changed = content.decode().replace(women.statement, "Theirs.")
    first = await made.take(changed)
    second = await made.take(CAPTAIN)
    undone = await made.importing.undo(NEAR, second.batch)
    assert (undone.brought_back, undone.kept) == (2, 0)
    assert await found(store, SERVER, "ada") == []
    assert await found(store, SERVER, "season 4", NameRole.SEASON) == []
    undone = await made.importing.undo(NEAR, first.batch)
    assert (undone.brought_back, undone.kept) == (1, 0)
    assert await made.view(SERVER) == before
    assert rows(database, f"SELECT COUNT(*) FROM head WHERE layer = {SERVER}") == [(2,)], "new ones are retired"
    for batch in (first.batch, second.batch):
        with pytest.raises(AlreadyHandled, match=r"on <t:\d+:f>: undone"):
            await made.importing.undo(NEAR, batch)
    check_whole(database)


async def test_what_changed_again_since_stays_when_an_import_is_undone(store: Store) -> None:
    made = files(store)
    taken = await made.take(CAPTAIN)
    news = (await made.view(SERVER))["s4-news"]
    again = await made.take(CAPTAIN.replace("There is a fourth season.", "A fourth season was ordered."))
    undone = await made.importing.undo(NEAR, taken.batch)
    assert (undone.brought_back, undone.kept) == (1, 1)
    current = await store.reading().revisions.current(SERVER, news.id)
    assert current is not None
    assert current.batch == again.batch


async def test_an_import_whose_change_was_itself_undone_can_be_undone(store: Store) -> None:
    made = files(store)
    before = await made.view(SERVER)
    first = await made.take(CAPTAIN)
    second = await made.take(CAPTAIN.replace("There is a fourth season.", "A fourth season was ordered."))
    await made.importing.undo(NEAR, second.batch)
    undone = await made.importing.undo(NEAR, first.batch)
    assert (undone.brought_back, undone.kept) == (2, 0)
    assert all_same(await made.view(SERVER), before)


async def test_a_show_that_is_not_on_record_comes_with_its_file(store: Store) -> None:
    made = files(store)
    ferry = CAPTAIN.replace(
        'id = "jessica-jones", title = "Jessica Jones"', 'id = "ferry", title = "Night Ferry", also = ["NF"]'
    )
    preview = await made.prepare(ferry)
    assert (preview.show.title, preview.new.count) == ("Night Ferry", 2)
    assert await store.reading().names.shows_beginning(SERVER, "night", 5) == []
    assert await store.reading().names.show_of_server(SERVER) is not None, "until it is confirmed there is but one show"
    await made.take(ferry)
    for key in ("night", "nf"):
        assert [show.title for show, _, _ in await store.reading().names.shows_beginning(SERVER, key, 5)] == [
            "Night Ferry"
        ]
        assert await store.reading().names.shows_beginning(OTHER_SERVER, key, 5) == []


async def test_a_table_needs_a_show(store: Store) -> None:
    made = files(store)
    with pytest.raises(FileFaults) as caught:
        await made.prepare("nonsense", filename="x.csv")
    assert caught.value.faults
    ferry = CAPTAIN.replace('id = "jessica-jones", title = "Jessica Jones"', 'id = "ferry", title = "Night Ferry"')
    await made.take(ferry)
    with pytest.raises(NoShow):
        await made.prepare("kind,outlet\n", filename="x.csv")


async def test_a_file_with_no_facts_changes_nothing(store: Store, database: Path) -> None:
    preview = await files(store).prepare(HEAD)
    assert (preview.batch, preview.same) == (None, 0)
    assert rows(database, "SELECT COUNT(*) FROM batch") == [(0,)]


async def test_progress_is_shown_and_a_stranger_is_refused_first(store: Store) -> None:
    made = files(store)
    steps: list[tuple[int, int]] = []

    async def note(done: int, of: int) -> None:
        steps.append((done, of))

    await made.importing.prepare(NEAR, "file.toml", CAPTAIN.encode(), note)
    assert steps == [(2, 2)]
    with pytest.raises(NotModerator):
        await made.importing.prepare(Caller(SERVER, 1), "file.toml", b"nonsense")


async def test_what_was_prepared_and_never_confirmed_is_taken_up_again(store: Store, database: Path) -> None:
    made = files(store)
    abandoned = await made.prepare(CAPTAIN.replace("The Ferry", "The Fery"))
    assert abandoned.batch is not None
    await made.take(CAPTAIN)
    view = await made.view(SERVER)
    assert {"s4-captain", "s4-news"} <= view.keys()
    assert view["s4-captain"].episodes[0].title == "The Ferry"
    assert rows(database, "SELECT COUNT(*) FROM person WHERE layer <> 0") == [(1,)]
    late = await made.importing.take(NEAR, abandoned.batch)
    assert not isinstance(late, Taken)
    assert late.moved == 2


_EDITS = st.lists(
    st.tuples(
        st.integers(0, 220),
        st.sampled_from(["statement", "note", "person", "spoils", "claim"]),
        st.text(st.characters(codec="utf-8", categories=("L", "N", "P", "S", "Mn", "Cf")), max_size=30).map(
            "x{}".format
        ),
    ),
    max_size=8,
)


@settings(max_examples=12)
@given(edits=_EDITS, form=st.sampled_from(list(Format)))
async def test_what_one_server_exports_another_sees_once_it_is_imported(
    loaded_database: Address, databases: Databases, edits: list[tuple[int, str, str]], form: Format
) -> None:
    with copied(databases, loaded_database) as path:
        async with open_store(path) as store:
            made = files(store)
            pack = json.loads((await made.exporting.export(NEAR, Format.JSON)).content)
            for place, what, text in edits:
                edit(pack, pack["facts"][place % len(pack["facts"])], what, text)
            mine = await made.prepare(json.dumps(pack, indent=1), filename="mine.json")
            if mine.batch is not None:
                await made.importing.take(NEAR, mine.batch)
            filename, content = await made.export(form=form)
            again = await made.prepare(content, filename=filename)
            assert again.batch is None, again
            theirs = await made.prepare(content, FAR, filename)
            if theirs.batch is not None:
                await made.importing.take(FAR, theirs.batch)
            near, far = await made.view(SERVER), await made.view(OTHER_SERVER)
            assert {key: spelled(fact) for key, fact in near.items()} == {
                key: spelled(fact) for key, fact in far.items()
            }
        check_whole(path)


def edit(pack: dict[str, Any], fact: dict[str, Any], what: str, text: str) -> None:
    """A small change to a fact of a pack, as somebody makes it in an editor."""
    match what:
        case "statement":
            fact["statement"] = text
        case "note":
            fact["claims"][0]["note"] = text
        case "person":
            pack["people"].setdefault("newcomer", {"name": f"New {text}"})
            fact["people"] = ["newcomer"]
        case "spoils":
            fact["spoils"] = "S01E13"
        case _:
            pack["sources"].setdefault("new-source", {"outlet": text})
            fact["claims"].append({"source": "new-source", "weight": "rumoured", "denies": True, "published": "2016"})

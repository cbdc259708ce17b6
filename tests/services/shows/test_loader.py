"""Loading packs: nothing twice, nothing lost, nothing overwritten."""

from pathlib import Path

import pytest

from bot.domain.answers import PersonCredits
from bot.domain.codes import EpisodeCode
from bot.domain.facts import Kind
from bot.domain.moderation import FactWords
from bot.errors import BadInput, PackFaults
from bot.packs.reader import read_pack
from bot.services.servers.doctor import Doctor
from bot.store.schema import migrate
from bot.store.store import Store, open_store
from tests.conftest import LOADED_AT, PACK, PACKS
from tests.engines.raw import connect
from tests.helpers.answers import answers, asked, credit_fact, episode_director, loader, people, write_pack
from tests.helpers.facts import Desk
from tests.store.layers import SERVER, revise, show_id

Rows = set[tuple[object, ...]]
KEPT = ("revision", "claim", "credit", "scope")


def rows(database: Path, *tables: str) -> dict[str, Rows]:
    connection = connect(database)
    try:
        return {table: set(connection.execute(f"SELECT * FROM {table}")) for table in tables}
    finally:
        connection.close()


def history(database: Path) -> list[tuple[int, str, int]]:
    """Each revision of the small pack's facts: its number, why it was made and whether it retires the fact."""
    connection = connect(database)
    try:
        return list(connection.execute("SELECT number, change, retired FROM revision ORDER BY id"))
    finally:
        connection.close()


@pytest.fixture
def empty(tmp_path: Path) -> Path:
    path = tmp_path / "empty.db"
    migrate(path)
    return path


async def load(database: Path, *paths: Path) -> list[bool]:
    async with open_store(database) as store:
        return [await loader(store).load(path) for path in paths]


async def test_loading_a_pack_again_does_nothing(store: Store, database: Path) -> None:
    everything = ("show", "episode", "fact", "head", "alias", "pack", *KEPT)
    before = rows(database, *everything)
    assert not await loader(store).load(PACK)
    assert rows(database, *everything) == before


async def test_a_changed_comment_makes_no_new_revision(store: Store, database: Path, tmp_path: Path) -> None:
    before = rows(database, "show", "season", "episode", "person", "character", "source", "fact", "head", *KEPT)
    copy = tmp_path / PACK.name
    copy.write_bytes(PACK.read_bytes() + b"# .\n")
    assert await loader(store).load(copy)
    assert rows(database, *before) == before
    assert not await loader(store).load(copy)


async def test_a_changed_fact_has_one_new_revision(empty: Path, tmp_path: Path) -> None:
    old = write_pack(tmp_path, credit_fact("one"), credit_fact("two", episode="S01E02"))
    await load(empty, old)
    assert history(empty) == [(1, "pack", 0)] * 2
    await load(empty, write_pack(tmp_path, credit_fact("one", "bea"), credit_fact("two", episode="S01E02")))
    assert history(empty) == [(1, "pack", 0), (1, "pack", 0), (2, "pack", 0)]
    async with open_store(empty) as store:
        assert people((await episode_director(store, "S01E01")).credits) == [["Bea Kay"]]


async def test_a_fact_that_left_the_pack_is_retired_and_comes_back_with_it(empty: Path, tmp_path: Path) -> None:
    await load(empty, write_pack(tmp_path, credit_fact("one")))
    await load(empty, write_pack(tmp_path))
    assert history(empty) == [(1, "pack", 0), (2, "retire", 1)]
    async with open_store(empty) as store:
        assert (await episode_director(store, "S01E01")).credits == ()
    await load(empty, write_pack(tmp_path, "# once more\n"))
    assert len(history(empty)) == 2
    await load(empty, write_pack(tmp_path, credit_fact("one")))
    assert history(empty)[2:] == [(3, "pack", 0)]
    async with open_store(empty) as store:
        assert people((await episode_director(store, "S01E01")).credits) == [["Ann Lee"]]


async def test_a_fact_that_got_another_kind_is_found_under_it_also_where_a_server_has_its_own_words(
    empty: Path, tmp_path: Path
) -> None:
    directs = credit_fact("credit")
    await load(empty, write_pack(tmp_path, directs))
    async with open_store(empty) as store:
        show = await show_id(store)
        [fact] = await store.reading().facts.of_kind(0, show, Kind.DIRECTOR, 5)
        async with store.writing() as gateways:
            await revise(gateways, fact, SERVER, "Ours")
        assert await loader(store).load(write_pack(tmp_path, directs.replace("director", "writer")))
        reading = store.reading()
        for guild in (0, SERVER):
            assert await reading.facts.of_kind(guild, show, Kind.DIRECTOR, 5) == ()
            assert [found.id for found in await reading.facts.of_kind(guild, show, Kind.WRITER, 5)] == [fact.id]
        assert [*await reading.checkups.of_heads(5), *await reading.checkups.of_about(5)] == []


async def test_loading_a_newer_pack_changes_or_deletes_no_row_of_history(
    store: Store, database: Path, tmp_path: Path
) -> None:
    before = rows(database, *KEPT)
    text = PACK.read_text("utf-8")
    newer = tmp_path / PACK.name
    changed = text.replace('people = ["michael-rymer"]', 'people = ["john-dahl"]').replace("13 episodes are", "all are")
    cut = changed.index('[[facts]]\nid = "s03e13-writer"')
    newer.write_text(changed[:cut], "utf-8")
    assert await loader(store).load(newer)
    after = rows(database, *KEPT)
    assert all(before[table] <= after[table] for table in KEPT)
    assert len(after["revision"]) == len(before["revision"]) + 3


async def test_a_pack_with_faults_changes_nothing(store: Store, database: Path, tmp_path: Path) -> None:
    before = rows(database, "pack", "fact", *KEPT)
    broken = tmp_path / PACK.name
    broken.write_text(PACK.read_text("utf-8").replace('people = ["michael-rymer"]', 'people = ["nobody"]'), "utf-8")
    with pytest.raises(PackFaults, match="s01e13-director › people: nobody is not among the people"):
        await loader(store).load(broken)
    assert rows(database, *before) == before


async def test_a_folder_is_loaded_pack_by_pack_and_only_what_is_new(empty: Path, tmp_path: Path) -> None:
    folder = tmp_path / "packs"
    folder.mkdir()
    write_pack(folder, credit_fact("one"), name="first")
    async with open_store(empty) as store:
        assert await loader(store).load_folder(folder) == ("first",)
        write_pack(folder, credit_fact("one"), name="second")
        assert await loader(store).load_folder(folder) == ("second",)
        assert await loader(store).load_folder(folder) == ()
        assert await store.reading().catalogue.counts() == (2, 2)


async def test_the_shipped_packs_load_from_their_folder(empty: Path) -> None:
    async with open_store(empty) as store:
        assert PACK.stem in await loader(store).load_folder(PACKS)
        show = await store.reading().names.show_of_server(0)
        assert show is not None
        entry = await store.reading().catalogue.episode(0, show.id, EpisodeCode(3, 13))
        assert entry is not None
        assert entry.episode.title == "AKA Everything"


async def test_the_faults_of_all_packs_of_a_folder_are_reported_and_none_is_loaded(empty: Path, tmp_path: Path) -> None:
    folder = tmp_path / "packs"
    folder.mkdir()
    write_pack(folder, credit_fact("one"), name="good")
    for name in ("bad", "worse"):
        write_pack(folder, credit_fact(f"in-{name}", person="nobody"), name=name)
    async with open_store(empty) as store:
        with pytest.raises(PackFaults) as caught:
            await loader(store).load_folder(folder)
        assert await store.reading().catalogue.counts() == (0, 0)
    for name in ("bad", "worse"):
        assert f"{name}.toml › facts › in-{name} › people: nobody is not among the people" in str(caught.value)


async def test_a_second_pack_of_a_show_is_refused_and_the_first_stays(empty: Path, tmp_path: Path) -> None:
    folder = tmp_path / "packs"
    folder.mkdir()
    first = write_pack(folder, credit_fact("one"))
    async with open_store(empty) as store:
        assert await loader(store).load_folder(folder) == ("small",)
        first.with_stem("another").write_text(first.read_text("utf-8").replace('"ann"', '"bea"'), "utf-8")
        with pytest.raises(PackFaults, match=r"show › id: small is the show of small\.toml too"):
            await loader(store).load_folder(folder)
        assert people((await episode_director(store, "S01E01")).credits) == [["Ann Lee"]]


async def test_a_pack_whose_file_was_renamed_is_loaded(empty: Path, tmp_path: Path) -> None:
    folder = tmp_path / "packs"
    folder.mkdir()
    first = write_pack(folder, credit_fact("one"))
    async with open_store(empty) as store:
        assert await loader(store).load_folder(folder) == ("small",)
        first.rename(first.with_stem("renamed"))
        assert await loader(store).load_folder(folder) == ("renamed",)


async def test_a_show_from_elsewhere_is_loaded_once_and_later_only_what_changed(empty: Path, tmp_path: Path) -> None:
    first = read_pack(write_pack(tmp_path, credit_fact("one"), credit_fact("two", episode="S01E02")))
    later = read_pack(write_pack(tmp_path, credit_fact("one", "bea"), credit_fact("three", episode="S01E02")))
    async with open_store(empty) as store:
        loaded = await loader(store).load_pack("tvmaze:1", first)
        assert (loaded.added, loaded.changed, loaded.retired) == (2, 0, 0)
        assert not (await loader(store).load_pack("tvmaze:1", first)).anything
        again = await loader(store).load_pack("tvmaze:1", later)
        assert (again.added, again.changed, again.retired) == (1, 1, 1)
        assert again.show == loaded.show


@pytest.mark.parametrize("key", ["jessica-jones", "tvmaze-1370"])
async def test_a_show_that_is_on_record_from_elsewhere_stays_as_it_is(
    store: Store, database: Path, tmp_path: Path, key: str
) -> None:
    pack = read_pack(write_pack(tmp_path, credit_fact("one")))
    other = pack.model_copy(update={"show": pack.show.model_copy(update={"id": key, "tvmaze": 1370})})
    before = rows(database, "show", "fact", "head", "pack", *KEPT)
    with pytest.raises(BadInput, match="Jessica Jones is already on record from the pack jessica-jones"):
        await loader(store).load_pack("tvmaze:1370", other)
    assert rows(database, *before) == before


async def test_somebody_whom_another_pack_gives_another_name_is_found_by_both(empty: Path, tmp_path: Path) -> None:
    one, other = write_pack(tmp_path, credit_fact("one")), write_pack(tmp_path, credit_fact("one"), name="other")
    one.write_text(one.read_text("utf-8").replace("Ann Lee", "Ann Leigh"), "utf-8")
    await load(empty, one, other)
    async with open_store(empty) as store:
        for typed in ("ann lee", "ann leigh", "leigh"):
            answer = await answers(store).director(asked(typed, show="The Small Show"))
            assert isinstance(answer, PersonCredits), typed
            assert answer.person.name == "Ann Lee"
        assert [
            fault async for checked in Doctor(store.reading(), lambda: LOADED_AT).examine() for fault in checked.faults
        ] == []


async def test_somebody_in_a_servers_own_facts_is_found_by_the_name_of_a_newer_pack(
    empty: Path, tmp_path: Path
) -> None:
    pack = write_pack(tmp_path, credit_fact("one"))
    await load(empty, pack)
    async with open_store(empty) as store:
        desk = Desk(store)
        await desk.add(Kind.CAST, FactWords(people="Ann Lee as The Keeper", where="season 2", billing="main"))
        pack.write_text(pack.read_text("utf-8").replace("Ann Lee", "Ann Leigh"), "utf-8")
        assert await loader(store).load(pack)
        for typed in ("ann leigh", "ann lee"):
            answer = await desk.answers.director(desk.asked(typed))
            assert isinstance(answer, PersonCredits), typed
            assert answer.person.name == "Ann Leigh"

"""IMDb's files in the library, and its shows in the base."""

from __future__ import annotations

import random
import sqlite3
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import closing
from pathlib import Path
from typing import cast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.facts import Billing, Kind
from bot.domain.ids import Ids
from bot.errors import BadInput
from bot.packs.checks import check
from bot.packs.faults import Findings
from bot.packs.imdb.files import find_files
from bot.packs.imdb.layouts import LAYOUTS
from bot.packs.model import FactEntry, Pack
from bot.services.kit import Kit
from bot.services.shows.imdb.library import ImdbLibrary
from bot.services.shows.imdb.pack import ShowPack, pack_of, people_in
from bot.services.shows.imdb.reading import ImdbReading, Progress, Stopped
from bot.services.shows.loader import PackLoader
from bot.store.imdb.library import EVERYTHING, open_library
from bot.store.imdb.titles import LibraryCredit, LibraryEpisode, LibraryShow
from bot.store.store import Store
from tests.conftest import LOADED_AT
from tests.packs.imdb.rows import DOUBLE, FILES, OTHER, PODCAST, SHOW, Row, content_of, write_file, write_folder

NUMBER = int(SHOW[2:])
FILM_ID = "tt2000001"


def _never() -> bool:
    return False


def _read(
    library: Path, folder: Path, scope: int = EVERYTHING, asked_to_stop: Callable[[], bool] = _never
) -> list[Progress]:
    reports: list[Progress] = []
    with open_library(library, writing=True) as opened:
        ImdbReading(opened, find_files(folder), reports.append, asked_to_stop).read(scope)
    return reports


def _rows(library: Path) -> dict[str, list[tuple[object, ...]]]:
    with closing(sqlite3.connect(library)) as connection:
        tables = [name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        return {
            table: sorted(connection.execute(f"SELECT * FROM {table}"), key=repr) for table in tables if table != "mark"
        }


def _library(store: Store, path: Path) -> ImdbLibrary:
    return ImdbLibrary(path, PackLoader(Kit(store, Ids(lambda: LOADED_AT, random.Random(2)), lambda: LOADED_AT)))


def _pack(library: Path, number: int = NUMBER) -> ShowPack:
    with open_library(library) as opened:
        show = opened.show(number, 1000)
        assert show is not None
        return pack_of(show, opened.people(people_in(show)))


def _check(pack: Pack) -> None:
    """Every check that a pack's file must pass."""
    table: dict[str, object] = {
        section: list(cast(Iterable[object], of)) if isinstance(of, tuple) else of for section, of in pack
    }
    findings = Findings(table)
    assert check(table, findings) is not None, findings.faults


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return write_folder(tmp_path / "files")


@pytest.fixture
def library(tmp_path: Path, folder: Path) -> Path:
    _read(tmp_path / "imdb.db", folder)
    return tmp_path / "imdb.db"


def test_only_television_is_kept(library: Path) -> None:
    rows = _rows(library)
    assert {row[0] for row in rows["show"]} == {NUMBER, int(OTHER[2:])}
    assert len(rows["episode"]) == 6
    assert len(rows["credit"]) == 14
    assert 77 not in {row[0] for row in rows["person"]}
    assert [row[2] for row in rows["other_title"]] == ["Hafenlichter", "HARBOUR LIGHTS"]


def test_one_show_alone_is_read_as_with_all_others(tmp_path: Path, folder: Path, library: Path) -> None:
    _read(tmp_path / "one.db", folder, NUMBER)
    assert _pack(tmp_path / "one.db") == _pack(library)
    assert len(_rows(tmp_path / "one.db")["show"]) == 1
    _read(tmp_path / "one.db", folder, int(OTHER[2:]))
    assert _rows(tmp_path / "one.db")["credit"] == _rows(library)["credit"]
    _read(tmp_path / "one.db", folder)
    assert _rows(tmp_path / "one.db") == _rows(library)


def test_files_that_were_read_are_not_read_again(library: Path, folder: Path) -> None:
    assert _read(library, folder) == []


@pytest.mark.parametrize("layout", LAYOUTS, ids=lambda layout: layout.name)
def test_a_file_that_changed_is_read_again_without_doubling_anything(
    tmp_path: Path, library: Path, folder: Path, layout: object
) -> None:
    name = getattr(layout, "name", "")
    changed = {**FILES, name: FILES[name][1:]}
    write_file(folder, name, content_of(name, changed[name]))
    reports = _read(library, folder)
    assert reports[0].file == f"{name}.tsv"
    _read(tmp_path / "fresh.db", write_folder(tmp_path / "again", changed))
    assert _rows(library) == _rows(tmp_path / "fresh.db")


@pytest.mark.parametrize("packed", [False, True])
def test_stopped_after_any_block_it_continues_to_the_same_library(tmp_path: Path, library: Path, packed: bool) -> None:
    folder = write_folder(tmp_path / "packed", packed=packed)
    for scope in (EVERYTHING, NUMBER):
        name = tmp_path / f"stopped-{scope}.db"
        for _ in LAYOUTS:
            with pytest.raises(Stopped, match="What was read is kept"):
                _read(name, folder, scope, lambda: True)
        _read(name, folder, scope)
        assert _pack(name) == _pack(library)
    assert _rows(tmp_path / f"stopped-{EVERYTHING}.db") == _rows(library)


def test_a_fault_keeps_what_comes_before_it_and_the_mended_file_is_read_again(
    tmp_path: Path, folder: Path, library: Path
) -> None:
    name = tmp_path / "faulty.db"
    sound = content_of("title.principals", FILES["title.principals"])
    write_file(folder, "title.principals", sound.replace(b"nm0000099", b"nobody"))
    for _ in range(2):
        with pytest.raises(BadInput, match=r"title\.principals\.tsv, line 10: nconst should be an id"):
            _read(name, folder)
        assert len(_rows(name)["credit"]) == 6
    write_file(folder, "title.principals", sound)
    _read(name, folder)
    assert _rows(name) == _rows(library)


async def test_a_library_that_is_read_in_part_gives_no_show(tmp_path: Path, folder: Path, store: Store) -> None:
    path = tmp_path / "part.db"
    for _ in range(3):
        with pytest.raises(Stopped):
            _read(path, folder, asked_to_stop=lambda: True)
    with pytest.raises(BadInput, match="read only in part"):
        await _library(store, path).take(SHOW)


def test_a_pack_has_what_the_files_say(library: Path) -> None:
    made = _pack(library)
    pack = made.pack
    _check(pack)
    assert (pack.show.id, pack.show.title, pack.show.imdb) == (f"imdb-{SHOW}", "Harbour Lights", SHOW)
    assert pack.show.also == ("Lumières du port", "Hafenlichter")
    assert pack.show.credit is not None
    assert len(pack.show.credit) <= 100
    assert [(str(episode.code), episode.title, episode.runtime) for episode in pack.episodes] == [
        ("S01E01", '"The Pier', 42),
        ("S01E02", None, None),
        ("S02E01", "High Water", None),
    ]
    assert made.left_out == {
        "episodes whose season or number is unknown": 1,
        "episodes with the number of another": 1,
        "credits of people whose name is not in the files": 1,
        "parts whose name can't be read": 1,
    }
    assert all(claim.weight == "reported" and claim.published is None for fact in pack.facts for claim in fact.claims)
    assert {source.outlet for source in pack.sources.values()} == {"IMDb"}
    assert pack.sources["imdb"].url == f"https://www.imdb.com/title/{SHOW}/"


def _said(fact: FactEntry, made: ShowPack) -> tuple[object, ...]:
    people = tuple(made.pack.people[key].name for key in fact.people)
    character = made.pack.characters[fact.character].name if fact.character else None
    return people, character, fact.season, tuple(map(str, fact.codes)), fact.billing


def test_parts_are_of_a_season_where_somebody_is_in_most_of_it(library: Path) -> None:
    made = _pack(library)
    assert [_said(fact, made) for fact in made.pack.facts if fact.kind is Kind.CAST] == [
        (("Mira Solano",), "Inspector Vale", 1, (), Billing.MAIN),
        (("Mira Solano",), "Inspector Vale", None, ("S02E01",), Billing.MAIN),
        (("Gus Tay",), "The Keeper", None, (), Billing.MAIN),
        (("Jon Carrow",), 'Tom "Tide" Rook', None, ("S01E01",), None),
        (("Jon Carrow",), "The Diver", None, ("S01E01",), None),
        (('Ayo "Ace" Penn',), "Self", None, ("S01E01",), None),
        (("Wren Ito",), "Self", None, ("S01E02",), None),
        (("Jon Carrow",), None, None, ("S02E01",), None),
    ]
    selves = {fact.character for fact in made.pack.facts if fact.character and fact.character.startswith("self")}
    assert len(selves) == 2


def test_credits_keep_their_order_and_years_are_years(library: Path) -> None:
    made = _pack(library)
    credited = {fact.id: _said(fact, made)[0] for fact in made.pack.facts if fact.kind in (Kind.DIRECTOR, Kind.WRITER)}
    assert credited == {
        "director-s01e01": ("Wren Ito", 'Ayo "Ace" Penn'),
        "writer-s01e01": ("Wren Ito",),
        "writer-s01e02": ('Ayo "Ace" Penn', "Wren Ito"),
    }
    years = {fact.id: str(fact.released) for fact in made.pack.facts if fact.kind is Kind.RELEASE}
    assert years == {"released-s01e01": "2015", "released-s01e02": "2015"}


_names = st.text(max_size=6) | st.sampled_from(
    ["\0", "\u200b", " ", "x" * 300, "Ann\tLee", "Self", "Self - Host", "O'Dé"]
)
_cells = st.sampled_from([r"\N", "", "[]", '["Self"]', '["A","a","Á"]', '["\\u0000"]', "[1]", '["' + "y" * 201 + '"]'])
_maybe = st.none() | st.integers(0, 3) | st.just(10_000)


@given(
    st.lists(st.tuples(_maybe, _maybe, _names, st.none() | st.integers(0, 9999)), max_size=6),
    st.lists(st.tuples(st.integers(1, 8), st.integers(1, 3), st.booleans(), _cells), max_size=20),
    st.dictionaries(st.integers(2, 7), st.tuples(*[st.sampled_from([r"\N", "nm0000001,nm0000003", "nm0000009"])] * 2)),
    _names,
)
def test_whatever_the_files_say_the_pack_is_sound(
    episodes: Sequence[tuple[int | None, int | None, str, int | None]],
    parts: Sequence[tuple[int, int, bool, str]],
    crew: Mapping[int, tuple[str, str]],
    name: str,
) -> None:
    listed = tuple(
        LibraryEpisode(number, season, place, title, year, year)
        for number, (season, place, title, year) in enumerate(episodes, start=2)
    )
    show = LibraryShow(1, name, name, None, (name,), listed, tuple(LibraryCredit(*part) for part in parts), crew)
    pack = pack_of(show, {1: "Ann Lee", 2: name, 3: "ann lee"}).pack
    _check(pack)


async def test_a_show_is_taken_once_and_then_only_what_changed(library: Path, folder: Path, store: Store) -> None:
    imdb = _library(store, library)
    first = await imdb.take(SHOW)
    assert (first.show.title, first.added > 0, first.changed, first.retired) == ("Harbour Lights", True, 0, 0)
    assert not (await imdb.take(SHOW)).anything
    rows: list[Row] = [row for row in FILES["title.crew"] if row[1] != r"\N"]
    write_file(folder, "title.crew", content_of("title.crew", rows))
    _read(library, folder)
    again = await imdb.take(SHOW)
    assert (again.added, again.changed, again.retired) == (0, 0, 1)


async def test_shows_are_found_by_any_title_that_begins_so(library: Path, store: Store) -> None:
    imdb = _library(store, library)
    expected = [(SHOW, "Harbour Lights", 2015)]
    for text in ("harb", "HARBOUR LIGHTS", "hafen", "lumieres"):
        assert await imdb.search(text, 5) == expected, text
    assert await imdb.search("quoted", 5) == [(OTHER, '"Quoted" & \\odd', None)]
    assert await imdb.search("film", 5) == await imdb.search("h", 5) == await imdb.search("", 5) == []
    assert await imdb.search("harb", 0) == []


async def test_the_show_with_exactly_that_title_comes_first_then_the_one_with_most_episodes(
    tmp_path: Path, store: Store
) -> None:
    shows = ["Tide Tables", "Tide", "Tide Watch"]
    titles = [(f"tt300000{n}", "tvSeries", title, title, "0", "2001", "", "", "") for n, title in enumerate(shows)]
    placed = [(f"tt400000{n}", "tt3000002", "1", str(n)) for n in range(3)]
    folder = write_folder(tmp_path / "tides", {**FILES, "title.basics": titles, "title.episode": placed})
    _read(tmp_path / "tides.db", folder)
    found = await _library(store, tmp_path / "tides.db").search("tide", 5)
    assert [title for _, title, _ in found] == ["Tide", "Tide Watch", "Tide Tables"]


async def test_without_a_library_nothing_is_found_and_none_is_made(tmp_path: Path, store: Store) -> None:
    path = tmp_path / "none.db"
    imdb = _library(store, path)
    assert await imdb.search("harbour", 5) == []
    with pytest.raises(BadInput, match="There is no library"):
        await imdb.take(SHOW)
    assert not path.exists()


@pytest.mark.parametrize("number", [FILM_ID, PODCAST, DOUBLE, "tt9999999"])
async def test_what_is_not_a_series_is_refused(
    tmp_path: Path, library: Path, folder: Path, store: Store, number: str
) -> None:
    with pytest.raises(BadInput, match=f"{number} is not a series"):
        await _library(store, library).take(number)
    with pytest.raises(BadInput, match=f"{number} is not a series"):
        _read(tmp_path / "one.db", folder, int(number[2:]))


@pytest.mark.parametrize("sql", ["PRAGMA user_version = 2", "PRAGMA user_version = 0", None])
def test_a_library_of_another_version_is_refused(library: Path, sql: str | None, folder: Path) -> None:
    if sql is None:
        library.write_bytes(b"no database at all, but some text " * 100)
    else:
        with closing(sqlite3.connect(library)) as connection:
            connection.execute(sql)
    for writing in (False, True):
        with pytest.raises(BadInput, match=r"Delete it|can be deleted"), open_library(library, writing=writing):
            pass


def test_two_imports_at_once_leave_one_to_finish(tmp_path: Path, folder: Path) -> None:
    path = tmp_path / "both.db"

    def meanwhile() -> bool:
        _read(path, folder)
        return False

    with pytest.raises(BadInput, match="Another import is writing"):
        _read(path, folder, asked_to_stop=meanwhile)
    assert _read(path, folder) == []


def test_a_show_with_too_many_parts_is_refused(library: Path) -> None:
    with open_library(library) as opened, pytest.raises(BadInput, match="Harbour Lights has more than 5 parts"):
        opened.show(NUMBER, 5)

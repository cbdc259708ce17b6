"""Facts as CSV: there and back, as spreadsheets and people write it, and safe to open."""

import contextlib
import re

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from bot.errors import FileFaults
from bot.packs.model import ClaimEntry, FactEntry, Pack
from bot.packs.names import read_named, slug, write_named
from bot.packs.reader import read_pack
from bot.packs.uploads.cells import COLUMNS, guard, unguard
from bot.packs.uploads.tables import read_csv, write_csv
from tests.conftest import PACK
from tests.packs.strategies import SHOW, names, packs

Meaning = tuple[object, ...]


def claim_meaning(claim: ClaimEntry, pack: Pack) -> Meaning:
    source = pack.sources[claim.source]
    published = claim.published or source.published
    said = (claim.weight, claim.denies, published, claim.speaker, claim.via, claim.note)
    return (*said, source.outlet, source.title, source.url)


def meaning(fact: FactEntry, pack: Pack) -> Meaning:
    """A fact with everything that it names in place of the ids."""
    character = pack.characters[fact.character] if fact.character else None
    keys = ("id", "revision", "kind", "all_seasons", "codes", "billing", "statement", "released", "set_size", "spoils",
            "settled_by", "refuted_by")  # fmt: skip
    return (
        *(getattr(fact, key) for key in keys),
        [pack.people[key].name for key in fact.people],
        (character.name, character.spoils) if character else None,
        [claim_meaning(claim, pack) for claim in fact.claims],
    )


def meanings(pack: Pack) -> list[Meaning]:
    return [meaning(fact, pack) for fact in pack.facts]


def faults_of(text: str) -> list[str]:
    with pytest.raises(FileFaults) as caught:
        read_csv(text, SHOW)
    return [str(fault) for fault in caught.value.faults]


@settings(max_examples=60)
@given(packs())
def test_a_table_says_all_of_the_facts_and_reads_back(pack: Pack) -> None:
    text = write_csv(pack)
    again = read_csv(text, pack.show)
    assert meanings(again) == meanings(pack)
    assert write_csv(again) == text


def test_the_shipped_pack_reads_back() -> None:
    pack = read_pack(PACK)
    again = read_csv(write_csv(pack), pack.show)
    assert meanings(again) == meanings(pack)
    assert write_csv(again) == write_csv(pack)
    assert again.people["krysten-ritter"].name == "Krysten Ritter"


@given(st.text())
@example("=1+1")
@example("'=1")
@example("'")
@example("\t=x")
def test_guarding_a_cell_can_be_undone_and_leaves_no_formula(cell: str) -> None:
    assert unguard(guard(cell)) == cell
    assert not re.match(r"[=+\-@\t\r]", guard(cell))


@given(st.text(), st.text())
def test_guarding_keeps_different_cells_apart(cell: str, other: str) -> None:
    assert (guard(cell) == guard(other)) == (cell == other)


def test_a_formula_in_a_statement_is_written_as_text() -> None:
    text = "kind,statement,outlet\nnews,'=HYPERLINK(1),o\n"
    pack = read_csv(text, SHOW)
    assert pack.facts[0].statement == "=HYPERLINK(1)"
    assert ",'=HYPERLINK(1)," in write_csv(pack)


@given(st.lists(st.tuples(names, st.none() | st.just("k-1")), max_size=4))
def test_names_in_a_cell_stay_apart(named: list[tuple[str, str | None]]) -> None:
    assert read_named("; ".join(write_named(*pair) for pair in named)) == named


@given(names)
def test_a_slug_is_an_id(name: str) -> None:
    assert re.fullmatch(r"[A-Za-z0-9]+([._-][A-Za-z0-9]+)*", slug(name))
    assert len(slug(name)) <= 80


ROW = "kind,outlet,people,season,character"


@pytest.mark.parametrize(
    "text",
    [
        f"{ROW}\ncast,tor.com,Ann Lee,2,Bea\n",
        f"{ROW}\r\ncast,tor.com,Ann Lee,2,Bea\r\n",
        f"{ROW}\rcast,tor.com,Ann Lee,2,Bea",
        f"\ufeff{ROW}\ncast,tor.com,Ann Lee,2,Bea",
        f"{ROW},,\n\n,,,,,\nCast,tor.com,Ann Lee,2,Bea,,\n".replace("cast", "Cast"),
        f"{ROW}\ncast,tor.com,Ann Lee,2,Bea".replace(",", ";"),
        f"{ROW}\ncast,tor.com,Ann Lee,2,Bea".replace(",", "\t"),
        f"sep=,\n{ROW}\ncast,tor.com,Ann Lee,2,Bea",
        f"\ufeffSEP=;\r\n{ROW}\r\ncast,tor.com,Ann Lee,2,Bea".replace(",", ";"),
        f'"sep=;"\r{ROW}\rcast,tor.com,Ann Lee,2,Bea'.replace(",", ";"),
        "Character; SEASON ;People;Outlet;Kind\nBea;Season 2;Ann Lee;tor.com;CAST",
        "kind,outlet,people,season,character,note\ncast,tor.com, Ann Lee ,2.0,Bea",
    ],
)
def test_a_table_is_read_as_spreadsheets_write_it(text: str) -> None:
    pack = read_csv(text, SHOW)
    (fact,) = pack.facts
    assert (fact.kind, fact.season, fact.people, fact.character) == ("cast", 2, ("ann-lee",), "bea")
    assert [season.number for season in pack.seasons] == [2]


def test_a_line_that_names_the_separator_counts_as_a_line() -> None:
    (fault,) = faults_of("sep=;\nkind;outlet;statement\nnews;o\n")
    assert fault.startswith("line 3, "), fault


def test_several_seasons_are_separated_by_semicolons() -> None:
    pack = read_csv("kind,outlet,people,season\ndirector,o,Ann,1; Season 3\n", SHOW)
    assert pack.facts[0].seasons == (1, 3)
    assert {season.number for season in pack.seasons} == {1, 3}
    assert ",1; 3," in write_csv(pack)
    assert faults_of("kind,outlet,people,season\ndirector,o,Ann,1; no\n")


def test_a_season_beside_its_own_episodes_is_left_out() -> None:
    pack = read_csv("kind,outlet,people,season,episodes\ndirector,o,Ann,2,S02E01; S02E02\n", SHOW)
    assert [str(code) for code in pack.facts[0].codes] == ["S02E01", "S02E02"]
    (fault,) = faults_of("kind,outlet,people,season,episodes\ndirector,o,Ann,3,S02E01\n")
    assert fault == "line 2, the row: name one of season, seasons, episode and episodes, not several"


def test_a_missing_id_is_made_from_the_row() -> None:
    header = "id,kind,outlet,statement\n"
    first = read_csv(f"{header},news,o,A\n,news,o,B\n", SHOW)
    other = read_csv(f"{header},news,o,B\n,news,p,A\n", SHOW)
    assert {fact.id for fact in first.facts} == {fact.id for fact in other.facts}
    taken = first.facts[0].id
    third = read_csv(f"{header}{taken},news,o,C\n,news,o,A\n", SHOW)
    assert third.facts[0].id == taken != third.facts[1].id


def test_rows_of_one_fact_are_its_claims() -> None:
    text = "id,kind,outlet,statement,denies\na,news,o,A,\na,news,p,,yes\n"
    (fact,) = read_csv(text, SHOW).facts
    assert [claim.denies for claim in fact.claims] == [False, True]


def test_people_of_one_name_are_kept_apart_by_their_keys() -> None:
    text = f"{ROW}\ncast,o,Ann [ann-1],1,X\ncast,o,Ann [ann-2],1,Y\n"
    pack = read_csv(text, SHOW)
    assert list(pack.people) == ["ann-1", "ann-2"]
    assert faults_of(text + "cast,o,Ann,1,Z\n") == [
        "line 4, people: Ann may be any of several here; write Ann [ann-1] or Ann [ann-2]"
    ]
    assert list(read_csv(f"{ROW}\ncast,o,Ann [ann-1],1,X\ncast,o,ann,1,Y\n", SHOW).people) == ["ann-1"]


def test_a_made_id_is_not_one_that_the_table_gives_to_somebody_else() -> None:
    pack = read_csv(f"{ROW}\ncast,o,Bob [ann],1,X\ncast,o,Ann,1,Y\n", SHOW)
    assert sorted(person.name for person in pack.people.values()) == ["Ann", "Bob"]


HEAD = "id,kind,season,people,character,outlet,denies,url,published,character_spoils\n"


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("", "line 1, the file: is empty; its first row must name the columns: id, revision"),
        ("kind,outlet,colour\n", "line 1, the header: has columns that are not known: 'colour'. The columns are id"),
        ("kind,statement\n", "line 1, the header: lacks the columns outlet"),
        ("kind,outlet,Kind\n", "line 1, the header: names kind twice"),
        ("kind,outlet\nnews,o,x\n", "line 2, the row: has more cells than the header has columns"),
        ('kind,outlet\nnews,"o\n\n\n', "line 2, the row that begins here: has a cell in quotes that does not end"),
        ('kind,outlet\nnews,"o"x"\n', "line 2, the row that begins here: can't be read; put a cell with quote marks"),
        (f"{HEAD}a,gossip,1,Ann,,o\n", "line 2, kind: is gossip; write 'cast', 'director'"),
        (f"{HEAD}a,cast,one,Ann,,o\n", "line 2, season: is not a whole number"),
        (f"{HEAD}a,cast,10000,Ann,,o\n", "line 2, season: is 10000; at most 9,999"),
        (f"{HEAD}a,cast,1,Ann,,o,maybe\n", "line 2, denies: write yes if"),
        (f"{HEAD}a,cast,1,Ann,,o,,example\n", "line 2, url: write the address in full"),
        (f"{HEAD}a,cast,1,Ann,,o,,,08/03/2018\n", "line 2, published: '08/03/2018' is not a date"),
        (f"{HEAD}a,cast,1,Ann,,\n", "line 2, outlet: is missing"),
        (f"{HEAD}a,cast,1,Ann [x y],,o\n", "line 2, people: may have letters from A to Z and digits"),
        (f"{HEAD}a,cast,1,Ann,X;Y,o\n", "line 2, character: names several"),
        (f"{HEAD}a,cast,1,Ann,X,o,,,,zz\n", "line 2, character_spoils: write an episode as S02E07"),
        (f"{HEAD}a b,cast,1,Ann,X,o\n", "line 2, id: may have letters"),
        (f"{HEAD}a,cast,1,Ann,X,o\n\na,cast,2,Ann,X,o\n", "line 4, season: differs from line 2, which has the same id"),
        (f'{HEAD}a,cast,1,"Ann\nLee",X,o\nb,cst,1,A,,o\n', "line 4, kind: is cst; write 'cast'"),
        (f"{HEAD}a,cast,1,A [a],,o\nb,cast,1,B [a],,o\n", "line 3, people: [a] is used for both A and B"),
    ],
)  # fmt: skip
def test_a_fault_is_reported_with_its_line_and_column(text: str, fault: str) -> None:
    found = faults_of(text)
    assert [line for line in found if line.startswith(fault)], found


def test_all_faults_are_reported_at_once_and_in_order() -> None:
    found = faults_of(f"{HEAD}a,cast,1,,,o\nb,nws,1,Ann,,o,maybe\n")
    assert [fault.split(":")[0] for fault in found] == ["line 2, the row", "line 3, denies", "line 3, kind"]


@given(st.text(st.sampled_from("kindoutle,;\t\"'\n\r[]\\=S01E newsx"), max_size=60))
def test_no_text_makes_anything_but_a_pack_or_faults(text: str) -> None:
    for header in ("", "kind,outlet,people,statement,episodes,character\n"):
        with contextlib.suppress(FileFaults):
            assert read_csv(header + text, SHOW).show == SHOW


def test_every_column_is_written_in_its_place() -> None:
    assert write_csv(read_csv("kind,outlet\n", SHOW)) == ",".join(COLUMNS) + "\r\n"


def test_too_many_rows_or_people_are_one_fault() -> None:
    assert faults_of("kind,outlet\n" + "news,o\n" * 40_001) == [
        "line 40002, the file: has more than 40,000 rows; split it and import the parts"
    ]
    cells = ("; ".join(f"Ann {row}-{number}" for number in range(400)) for row in range(60))
    people = "kind,outlet,people\n" + "".join(f"news,o,{cell}\n" for cell in cells)
    assert faults_of(people) == ["line 52, the file: has more than 20,000 people; split it and import the parts"]

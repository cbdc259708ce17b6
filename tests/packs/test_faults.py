"""A pack with faults reports all of them at once, each with its place, in words for its author."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.errors import PackFaults
from bot.packs.reader import LARGEST, parse_pack, read_pack

SHOW = 'format = 1\n[show]\nid = "x"\ntitle = "X"\n'
CATALOGUE = """
[sources]
tor = { outlet = "tor.com" }
[people]
ann = { name = "Ann" }
[characters]
bea = { name = "Bea" }
[[seasons]]
number = 1
[[episodes]]
code = "S01E01"
"""
CLAIMS = 'claims = [{ source = "tor" }]\n'


def faults_of(text: str) -> list[str]:
    with pytest.raises(PackFaults) as caught:
        parse_pack(text.encode(), Path("x.toml"))
    return [str(fault) for fault in caught.value.faults]


def fact(lines: str, claims: str = CLAIMS) -> str:
    return f'{SHOW}{CATALOGUE}[[facts]]\nid = "f1"\n{lines}\n{claims}'


def test_the_pack_that_the_faulty_packs_are_made_from_is_valid() -> None:
    pack = parse_pack(fact('kind = "cast"\nseason = 1\npeople = ["ann"]\ncharacter = "bea"').encode(), Path("x.toml"))
    assert [entry.id for entry in pack.facts] == ["f1"]
    assert parse_pack(SHOW.encode(), Path("x.toml")).show.title == "X"


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("", "format: is missing"),
        ("format = 1", "show: is missing"),
        (SHOW.replace("format = 1", "format = 2"), "format: is 2; write 1"),
        (SHOW + 'titel = "Y"', "show › titel: is not a key that a pack has here; is it misspelt?"),
        (SHOW.replace('"X"', '" "'), "show › title: is empty"),
        (SHOW + "[people]\nann = {}", "people › ann › name: is missing"),
        (SHOW + '[sources]\na = { outlet = "A", url = "a.com" }', "sources › a › url: write the address in full"),
        (SHOW + '[sources]\na = { outlet = "A", published = "soon" }', "sources › a › published: 'soon' is not a date"),
        (SHOW + '[sources]\na = { outlet = "A", published = 7 }', "sources › a › published: write a date such as"),
        (SHOW + "[[seasons]]\nnumber = -1", "seasons › -1 › number: is -1; at least 0"),
        (SHOW + '[[episodes]]\ncode = "1.5"', "episodes › 1.5 › code: write an episode as S02E07"),
        (SHOW + '[[episodes]]\ncode = "S01E01"', "episodes › S01E01: season 1 is not among the seasons"),
        (SHOW + CATALOGUE + 'title_sources = ["no"]', "episodes › S01E01 › title_sources: no is not among the sources"),
        (SHOW + CATALOGUE + 'aired_sources = ["tor"]', "episodes › S01E01 › aired_sources: has sources for an air"),
        (SHOW + CATALOGUE + "[[seasons]]\nnumber = 1", "seasons › 1: is there twice"),
        (SHOW + CATALOGUE + '[[episodes]]\ncode = "1x01"', "episodes › S01E01: is there twice"),
        (SHOW + CATALOGUE + '[characters.cat]\nname = "Cat"\nspoils = "S09E09"', "characters › cat › spoils: S09E09"),
        (SHOW + 'image = "http://a.example/x"\nimage_credit = "A"', "show › image: write the picture's"),
        (SHOW + 'image = "a.example/x"\nimage_credit = "A"', "show › image: write the picture's address in full"),
        (SHOW + 'image = "https://a/x"\nimage_credit = "A"', "show › image: write the picture's address in full"),
        (SHOW + f'image = "https://a.example/{"x" * 2031}"\nimage_credit = "A"', "show › image: write the picture's"),
        (SHOW + "image = 5", "show › image: is not text"),
        (SHOW + 'image = "https://a.example/x"', "show: say in image_credit whose image it is"),
        (SHOW + 'image_credit = "A"', "show: there is no image that image_credit is for"),
        (SHOW + CATALOGUE + 'synopsis = "x"', "episodes › S01E01: say in synopsis_credit whose synopsis it is"),
        (SHOW + CATALOGUE + 'synopsis_credit = "A"', "episodes › S01E01: there is no synopsis that synopsis"),
        (SHOW + CATALOGUE + 'synopsis = " "\nsynopsis_credit = "A"', "episodes › S01E01 › synopsis: is empty"),
        (SHOW + CATALOGUE + f'synopsis = "{"x" * 1001}"\nsynopsis_credit = "A"', "episodes › S01E01 › synopsis: has"),
        (fact('kind = "gossip"'), "facts › f1 › kind: is gossip; write 'cast', 'director'"),
        (fact('kind = "cast"\nseason = 1'), "facts › f1: a cast fact has one person in people"),
        (fact('kind = "cast"'), "facts › f1: a cast fact has one person in people"),
        (fact('kind = "director"\nseason = 1'), "facts › f1: a credit has people"),
        (fact('kind = "release"\nseason = 1'), "facts › f1: a release fact has released"),
        (fact('kind = "news"'), "facts › f1: a news fact has a statement"),
        (fact('kind = "news"\nstatement = "x"\nbilling = "main"'), "facts › f1: billing is only for cast facts"),
        (fact('kind = "writer"\nseason = 1\nstatement = "x"\ncharacter = "bea"'), "facts › f1: character is only for"),
        (fact('kind = "director"\nepisode = "S01E01"\nstatement = "x"'), "facts › f1: a credit of an episode names"),
        (fact('kind = "news"\nstatement = "x"\nreleased = "2018"'), "facts › f1: released is only for release facts"),
        (fact('kind = "news"\nstatement = "x"\nseason = 1\nepisode = "S01E01"'), "facts › f1: name one of season, sea"),
        (fact('kind = "news"\nstatement = "x"\nseason = 2'), "facts › f1 › season: 2 is not among the seasons"),
        (fact('kind = "news"\nstatement = "x"\nseason = 1\nseasons = [1]'), "facts › f1: name one of season, sea"),
        (fact('kind = "news"\nstatement = "x"\nseasons = [1, 2]'), "facts › f1 › seasons: 2 is not among the seasons"),
        (fact('kind = "news"\nstatement = "x"\nseasons = [1, 1]'), "facts › f1 › seasons: names a season twice"),
        (fact('kind = "news"\nstatement = "x"\nepisode = "S01E02"'), "facts › f1 › episode: S01E02 is not among the"),
        (fact('kind = "news"\nstatement = "x"\npeople = ["bob"]'), "facts › f1 › people: bob is not among the people"),
        (fact('kind = "news"\nstatement = "x"\npeople = ["ann", "ann"]'), "facts › f1 › people: names somebody twice"),
        (fact('kind = "cast"\nseason = 1\npeople = ["ann"]\ncharacter = "no"'), "facts › f1 › character: no is not"),
        (fact('kind = "news"\nstatement = "x"\nsettled_by = "f1"'), "facts › f1 › settled_by: f1 is not another of"),
        (fact('kind = "news"\nstatement = "x"\nrefuted_by = "f9"'), "facts › f1 › refuted_by: f9 is not another of"),
        (fact('kind = "news"\nstatement = "x"', ""), "facts › f1 › claims: is missing"),
        (fact('kind = "news"\nstatement = "x"', "claims = []"), "facts › f1 › claims: "),
        (fact('kind = "news"\nstatement = "x"', 'claims = [{source="no"}]'), "facts › f1 › claims › no. 1 › source: "),
        (
            fact('kind = "news"\nstatement = "x"', 'claims = [{source="tor"}, {source="tor", weight="sure"}]'),
            "facts › f1 › claims › no. 2 › weight: is sure; write 'confirmed', 'reported' or 'rumoured'",
        ),
    ],
)  # fmt: skip
def test_a_fault_is_reported_with_its_place(text: str, fault: str) -> None:
    found = faults_of(text)
    assert [line for line in found if line.startswith(fault)], found


def test_all_faults_of_form_are_reported_at_once() -> None:
    found = faults_of('format = 1\n[show]\nid = "no spaces"\n[people]\nann = {}\nbob = { nom = "Bob" }')
    assert {line.split(":")[0] for line in found} == {
        "show › id", "show › title", "people › ann › name", "people › bob › name", "people › bob › nom",
    }  # fmt: skip


def test_all_faults_of_reference_are_reported_at_once_and_counted() -> None:
    text = fact('kind = "news"\nstatement = "x"\nseason = 4\npeople = ["bob", "cat"]', 'claims = [{ source = "no" }]')
    with pytest.raises(PackFaults, match=r"The pack x\.toml has 4 faults and was not loaded") as caught:
        parse_pack(text.encode(), Path("x.toml"))
    assert len(caught.value.faults) == 4
    assert all(str(fault) in str(caught.value) for fault in caught.value.faults)


def test_bad_toml_is_reported_with_its_line() -> None:
    (fault,) = faults_of("format = 1\n[show\n")
    assert fault.startswith("TOML: can't be read")
    assert "line 2" in fault


def test_a_file_that_is_not_utf8_is_reported_with_the_byte() -> None:
    with pytest.raises(PackFaults, match=r"byte 12: is not UTF-8"):
        parse_pack(b"format = 1\n\xff", Path("x.toml"))


def test_a_byte_order_mark_does_no_harm() -> None:
    assert parse_pack(b"\xef\xbb\xbf" + SHOW.encode(), Path("x.toml")).show.id == "x"


def test_deep_nesting_is_a_fault_and_no_crash() -> None:
    (fault,) = faults_of("a = " + "[" * 100_000)
    assert fault == "TOML: is nested too deeply"


def test_a_missing_file_is_reported_in_words(tmp_path: Path) -> None:
    with pytest.raises(PackFaults, match=r"the file: can't be read: No such file"):
        read_pack(tmp_path / "none.toml")


def test_a_folder_in_place_of_a_pack_is_reported_in_words(tmp_path: Path) -> None:
    with pytest.raises(PackFaults, match=r"the file: can't be read: "):
        read_pack(tmp_path)


def test_a_file_that_is_too_large_is_not_even_read(tmp_path: Path) -> None:
    path = tmp_path / "large.toml"
    with path.open("wb") as file:
        file.truncate(LARGEST + 1)
    with pytest.raises(PackFaults, match="larger than 20 MB"):
        read_pack(path)


@given(st.binary(max_size=60))
def test_no_content_makes_anything_but_a_pack_or_faults(content: bytes) -> None:
    with pytest.raises(PackFaults):
        parse_pack(content, Path("x.toml"))

"""What people upload is read, or refused with every fault's line; whatever it holds, it costs little."""

import contextlib
import json
from typing import Any, cast

import pytest
import tomli_w
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.errors import FileFaults, PackFault
from bot.packs.limits import LARGEST_UPLOAD
from bot.packs.model import Pack
from bot.packs.reader import read_pack
from bot.packs.uploads.reading import read_upload
from bot.packs.uploads.tables import write_csv
from bot.packs.uploads.value_lines import lines_of_json, lines_of_toml
from bot.packs.writer import write_json, write_toml
from tests.conftest import PACK
from tests.packs.strategies import SHOW

HEAD = 'format = 1\nshow = { id = "x", title = "X" }\n'
SOURCES = '[sources]\ntor = { outlet = "tor.com" }\n'
JSON: dict[str, Any] = {"format": 1, "show": {"id": "x", "title": "X"}}


def read(content: str | bytes, filename: str = "x.toml") -> Pack:
    return read_upload(content.encode() if isinstance(content, str) else content, filename, SHOW)


def faults_of(content: str | bytes, filename: str = "x.toml") -> list[str]:
    with pytest.raises(FileFaults) as caught:
        read(content, filename)
    assert len(str(caught.value)) <= 1800
    return [str(fault) for fault in caught.value.faults]


def indented(table: Any) -> str:
    return json.dumps(table, indent=2)


def test_the_shipped_pack_comes_back_from_all_three_forms() -> None:
    pack = read_pack(PACK)
    assert read_upload(PACK.read_bytes(), "Jessica Jones.TOML", pack.show) == pack
    assert read_upload(write_toml(pack).encode(), "x.toml", pack.show) == pack
    assert read_upload(write_json(pack).encode(), "x.json", pack.show) == pack
    table = read_upload(write_csv(pack).encode("utf-8-sig"), "x.csv", pack.show)
    assert [fact.id for fact in table.facts] == [fact.id for fact in pack.facts]


def test_a_pack_without_facts_will_do() -> None:
    assert read(HEAD).facts == ()
    assert read(json.dumps(JSON), "x.json").facts == ()
    assert read("kind,outlet\n", "x.csv").facts == ()


@pytest.mark.parametrize(
    ("content", "filename", "words"),
    [
        (b"a", "x.txt", "the file: is not a kind of file that can be read; send a .toml, .json or .csv file"),
        (b"a", "toml", "the file: is not a kind of file that can be read"),
        (b"PK\x03\x04abc", "x.csv", "is a zip file or a workbook such as .xlsx, not CSV; save it as CSV (UTF-8)"),
        (b"PK\x03\x04abc", "x.xlsx", "is a zip file or a workbook such as .xlsx, not CSV; save it as CSV (UTF-8)"),
        (b"\x1f\x8babc", "x.toml", "is a gzip file, not TOML; save it as TOML (UTF-8)"),
        (b"\xd0\xcf\x11\xe0", "x.csv", "an old Office file"),
        (b"%PDF-1.4", "x.json", "is a PDF, not JSON"),
        (b"\x89PNG", "x.csv", "is an image, not CSV"),
        ("a".encode("utf-16"), "x.csv", "is written in UTF-16 or UTF-32; save it as CSV (UTF-8)"),
        ("a".encode("utf-32"), "x.csv", "is written in UTF-16 or UTF-32; save it as CSV (UTF-8)"),
        (b"\n\nab\xe9", "x.csv", "line 3, the file: byte 5 is not UTF-8; save the file as CSV (UTF-8)"),
        (b"a = 1\nb\0", "x.toml", "line 2, the file: there is a NUL character"),
        (b"a\n" + b"b" * 20_001, "x.csv", "line 2, the file: this line is longer than 20,000 characters"),
        (b"a\n" + b"b" * 20_001 + b"\n", "x.json", "line 2, the file: this line is longer than 20,000 characters"),
        (b"\n" * 1_000_001, "x.csv", "has more than 1,000,000 lines"),
        (b" " * (LARGEST_UPLOAD + 1), "x.csv", "is larger than 10 MB; split it and import the parts"),
    ],
)  # fmt: skip
def test_what_is_no_text_is_refused_in_words(content: bytes, filename: str, words: str) -> None:
    (fault,) = faults_of(content, filename)
    assert words in fault


def test_a_text_may_begin_with_pk() -> None:
    assert faults_of("PKx = 1")[0].startswith("line 1, ")


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("format = 1\nx = \n", "line 2, TOML: can't be read from here: Invalid value"),
        ("format = 1\n\n[show\n", "line 3, TOML: can't be read from here"),
        ("format = [\n1,\n", "line 2, TOML: can't be read from here: Invalid value before the file ends"),
        ("a = 1\na = 2", "line 2, TOML: can't be read from here: Cannot overwrite a value"),
        (f"\na = {'9' * 5000}", "line 2, the file: there is a number with hundreds of digits"),
        (f"\na = {'[' * 51}", "line 2, the file: is nested too deeply from this line on"),
        (f"\n{'a.' * 21}a = 1", "line 2, the file: is nested too deeply from this line on"),
        (f"\n[{'a.' * 21}a]", "line 2, the file: is nested too deeply from this line on"),
        (HEAD + "[[seasons]]\nnumber = nan", "line 4, seasons › no. 1 › number: is not a whole number"),
        (HEAD + "[[seasons]]\nnumber = 1\n\n[[seasons]]\nnumber = -1\n", "line 7, seasons › -1 › number: is -1"),
        (HEAD + "[people]\nann = { name = 7 }", "line 4, people › ann › name: is not text"),
        (HEAD + '[people]\n"a b" = { name = "A" }', "line 4, people › a b › [key]: may have letters"),
        (HEAD + 'people.ann.name = "A"\npeople.bob.nom = "B"', "line 4, people › bob › nom: is not a key"),
        (HEAD + "[people.ann]\n\n[people.bob]\nname = '''\n\n'''", "line 3, people › ann › name: is missing"),
        (HEAD + "[people.ann]\nname = '''a\n\n'''\nnick = 1", "line 7, people › ann › nick: is not a key"),
        (HEAD + "facts = 3", "line 3, facts: is not a list"),
        (HEAD + '[[facts]]\nid = "a"\nkind = "news"\nstatement = "x" # =\n\n[[facts.claims]]\nsource = "no"',
         "line 9, facts › a › claims › no. 1 › source: no is not among the sources"),
        (HEAD + SOURCES + '[[facts]]\nid = "a"\nkind = "news"\nstatement = "x"\nclaims = [\n'
         '  { source = "tor" }, # ]\n'
         '  { source = "tor", weight = "sure" },\n]', "line 11, facts › a › claims › no. 2 › weight: is sure; write"),
        (HEAD + SOURCES + '[[facts]]\nid = "a"\n[[facts]]\nid = "b"\nkind = "news"\nstatement = "x"\nseason = 3\n'
         'claims = [{ source = "tor" }]', "line 11, facts › b › season: 3 is not among the seasons"),
    ],
)  # fmt: skip
def test_a_fault_in_toml_is_reported_with_its_line(text: str, fault: str) -> None:
    found = faults_of(text)
    assert [line for line in found if line.startswith(fault)], found


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ('{\n"format": 1\n"show": 2}', "line 3, JSON: can't be read from here: Expecting ',' delimiter"),
        ("[]", "line 1, the pack: is not an object of keys and values"),
        ("", "line 1, JSON: can't be read from here"),
        ('{"format": 1,\n"a": {"show": 1,\n"show": 2}}', "line 3, show: is there twice in one entry; keep one"),
        ('{"a": "NaN",\n"b": NaN}', "line 2, JSON: can't be read from here: NaN is not a number"),
        ('{"a":\n-Infinity}', "line 2, JSON: can't be read from here: -Infinity is not a number"),
        (f'{{"a":\n{"9" * 5000}}}', "line 2, the file: there is a number with hundreds of digits"),
        ("\n".join("[" * 60), "line 51, the file: is nested too deeply"),
        (indented(JSON | {"people": {"ann": {"name": "A"}, "bob": {"nam": "B"}}}), "line 12, people › bob › nam: is"),
        (indented(JSON | {"people": {"ann": {"name": "\ud800"}}}), "line 9, people › ann › name: holds half a char"),
        (indented(JSON | {"people": {"\ud800": {"name": "A"}}}), "line 8, �: holds half a character"),
        (indented(JSON | {"\ud800": 1}), "line 7, �: holds half a character"),
        (indented(JSON | {"facts": [{"id": "a"}, {"id": "b", "kind": "x"}]}), "line 13, facts › b › kind: is x; write"),
        (indented(JSON | {"facts": [[], {"id": "b", "kind": "x"}]}), "line 8, facts › no. 1: is not a table"),
        (indented(JSON | {"seasons": [{"number": 1}, {"number": 1}]}), "line 11, seasons › 1: is there twice"),
    ],
)  # fmt: skip
def test_a_fault_in_json_is_reported_with_its_line(text: str, fault: str) -> None:
    found = faults_of(text, "x.json")
    assert [line for line in found if line.startswith(fault)], found


def test_faults_of_form_and_of_reference_are_reported_at_once_in_order() -> None:
    text = HEAD + '[[facts]]\nid = "a"\nkind = "news"\nstatement = "x"\nseason = 3\nclaims = [{ source = "no" }]\n'
    found = faults_of(text + "[people.ann]\n")
    assert [fault.split(":")[0] for fault in found] == [
        "line 7, facts › a › season", "line 8, facts › a › claims › no. 1 › source", "line 9, people › ann › name",
    ]  # fmt: skip


def test_brackets_in_strings_do_no_harm() -> None:
    outlet = "[{" * 40
    text = f'{HEAD}sources.a.outlet = \'{outlet}\'\nsources.b.outlet = """{outlet}""" # {outlet}\n'
    assert read(text).sources["b"].outlet == outlet
    assert read(json.dumps(JSON | {"sources": {"a": {"outlet": outlet}}}), "x.json").sources["a"].outlet == outlet


@pytest.mark.parametrize("key", ["facts", "seasons"])
def test_too_many_entries_are_refused(key: str) -> None:
    (fault,) = faults_of(HEAD + f"[[{key}]]\n" * 20_001)
    assert fault.startswith(f"line 3, {key}: has more than 20,000 entries")


def test_an_entry_with_too_much_in_it_is_one_fault() -> None:
    text = indented(JSON | {"facts": [{"claims": [{}] * 501}, {str(key): 1 for key in range(50)}]})
    found = faults_of(text, "x.json")
    assert [fault.split(", ", 1)[1] for fault in found] == [
        "facts › no. 1 › claims: lists 501; the limit is 500",
        "facts › no. 2: has 50 keys; an entry can't have more than 40",
    ]


def test_of_many_faults_the_first_are_shown_and_all_are_counted() -> None:
    rows = "kind,outlet\n" + "".join(f"x{number},o\n" for number in range(512))
    with pytest.raises(FileFaults) as caught:
        read(rows, "a.csv")
    error = caught.value
    assert (len(error.faults), error.count) == (200, 512)
    assert str(error).startswith("a.csv has 512 faults, so nothing was taken from it:\n- line 2, kind: is x0; write")
    assert str(error).endswith("\n…and 502 more.")


def test_words_for_a_chat_stay_short() -> None:
    error = FileFaults("f" * 500, [PackFault("p" * 300, "w" * 900, 12)] * 300, 10**9)
    assert len(str(error)) <= 1800
    assert str(FileFaults("a.csv", [PackFault("the file", "is empty")])) == (
        "a.csv has 1 fault, so nothing was taken from it:\n- the file: is empty"
    )


def _locations(value: Any, at: tuple[int | str, ...] = ()) -> list[tuple[int | str, ...]]:
    inner: list[tuple[Any, Any]] = []
    if isinstance(value, dict):
        inner = list(cast(dict[Any, Any], value).items())
    elif isinstance(value, list):
        inner = list(enumerate(cast(list[Any], value)))
    return [location for key, child in inner for location in ((*at, key), *_locations(child, (*at, key)))]


_values = st.recursive(
    st.integers() | st.text(max_size=5) | st.booleans(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=3),
    max_leaves=8,
)


@given(st.dictionaries(st.text(max_size=3), _values, max_size=4))
def test_every_value_of_a_text_is_found_on_a_line(table: dict[str, Any]) -> None:
    locations = _locations(table)
    assert [location for location, _ in lines_of_json(json.dumps(table, indent=1))] == locations
    assert {location for location, _ in lines_of_toml(tomli_w.dumps(table))} == set(locations)


@settings(max_examples=150)
@given(st.text(st.sampled_from("[]{}=.,:\"'#\n\\u1a-"), max_size=40), st.sampled_from(["x.toml", "x.json", "x.csv"]))
def test_no_content_makes_anything_but_a_pack_or_faults(text: str, filename: str) -> None:
    for content in (text, HEAD + text):
        with contextlib.suppress(FileFaults):
            assert read(content, filename).format == 1

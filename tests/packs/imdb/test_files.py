"""IMDb's files: what a row is, and how everything that is not a row is reported."""

from __future__ import annotations

import gzip
import os
import tempfile
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.text import unescaped
from bot.errors import BadInput
from bot.packs.imdb.files import LONGEST_LINE, find_files, fingerprint, read_blocks
from bot.packs.imdb.layouts import (
    CREDITS,
    CREW,
    LAYOUTS,
    OTHER_TITLES,
    Layout,
    characters_of,
    parse_title_id,
    people_of,
    person_id,
    title_id,
    whole_number,
)  # fmt: skip
from tests.packs.imdb.rows import FILES, HEADERS, Row, content_of, write_file, write_folder

_texts = st.text(st.characters(exclude_categories=("Cs",), exclude_characters="\t\n"), max_size=8) | st.sampled_from(
    ['"', '""', "'", r"\N", "\\", "\r", "\x0b", "\x85", "\u2028", "\0", "=1+1", '["A","B"]', "naïve"]
)
_numbers = st.integers(0, 99_999_999)
_rows = st.lists(st.tuples(_numbers, st.integers(0, 10**9 - 1), _numbers, _texts, _texts, _texts), max_size=30)
GOOD = ("tt0000001", "1", "nm0000001", "actor", r"\N", '["A"]')


def _read(path: Path, layout: Layout) -> list[tuple[str, ...]]:
    return [row for block in read_blocks(path, layout) for row in block.rows]


@given(_rows, st.booleans())
def test_rows_are_read_as_they_were_written(rows: Sequence[tuple[int, int, int, str, str, str]], packed: bool) -> None:
    written = [(title_id(t), str(place), person_id(p), c, j, chars) for t, place, p, c, j, chars in rows]
    with tempfile.TemporaryDirectory() as folder:
        path = write_file(Path(folder), CREDITS.name, content_of(CREDITS.name, written), packed=packed)
        read = _read(path, CREDITS)
    assert [(int(t), int(place), int(p), c, chars) for t, place, p, c, chars in read] == [
        (t, place, p, c, chars) for t, place, p, c, _, chars in rows
    ]


@pytest.mark.parametrize("packed", [False, True])
def test_reading_continues_at_the_end_of_any_block(tmp_path: Path, packed: bool) -> None:
    rows = [(f"tt{number:07}", "1", f"nm{number:07}", "actor", r"\N", '["Ä"]') for number in range(60_000)]
    path = write_file(tmp_path, CREDITS.name, content_of(CREDITS.name, rows), packed=packed)
    blocks = list(read_blocks(path, CREDITS))
    assert len(blocks) > 2
    whole = [row for block in blocks for row in block.rows]
    for number in range(len(blocks)):
        before = [row for block in blocks[: number + 1] for row in block.rows]
        later = list(read_blocks(path, CREDITS, blocks[number].end))
        assert before + [row for block in later for row in block.rows] == whole
        assert (later[-1].end if later else blocks[-1].end) == blocks[-1].end


def test_compression_is_recognised_by_content_and_a_last_line_needs_no_end(tmp_path: Path) -> None:
    content = content_of(CREDITS.name, [GOOD, GOOD])
    (tmp_path / "a.tsv").write_bytes(gzip.compress(content[:300]) + gzip.compress(content[300:]))
    (tmp_path / "b.tsv.gz").write_bytes(content.removesuffix(b"\n"))
    (tmp_path / "c.tsv").write_bytes(content)
    assert len(_read(tmp_path / "c.tsv", CREDITS)) == 2
    assert (
        _read(tmp_path / "a.tsv", CREDITS)
        == _read(tmp_path / "b.tsv.gz", CREDITS)
        == _read(tmp_path / "c.tsv", CREDITS)
    )


def _with(place: int, cell: str) -> Row:
    return (*GOOD[:place], cell, *GOOD[place + 1 :])


@pytest.mark.parametrize(
    ("row", "words"),
    [
        (GOOD[:-1], "title.principals has 6 columns, and this line has 5"),
        ((*GOOD, "more"), "title.principals has 6 columns, and this line has 7"),
        ((), "title.principals has 6 columns, and this line has 1"),
        (_with(0, "tt12"), "tconst should be an id such as tt0000001, but is 'tt12'"),
        (_with(0, "xtt0000001"), "tconst should be an id"),
        (_with(0, "nm0000001"), "tconst should be an id"),
        (_with(0, "tt１２３４５６７"), "tconst should be an id"),
        (_with(0, "tt123456789"), "tconst should be an id"),
        (_with(0, r"\N"), "tconst should be an id"),
        (_with(1, "first"), "ordering should be a whole number, but is 'first'"),
        (_with(2, "nm1_000_000"), "nconst should be an id such as nm0000001"),
    ],
)
def test_a_bad_row_is_reported_with_its_line_after_the_rows_before_it(tmp_path: Path, row: Row, words: str) -> None:
    path = write_file(tmp_path, CREDITS.name, content_of(CREDITS.name, [GOOD, GOOD, row, GOOD]))
    read: list[int] = []
    with pytest.raises(BadInput) as raised:
        read += [len(block.rows) for block in read_blocks(path, CREDITS)]
    said = unescaped(str(raised.value))
    assert f"{path}, line 4: " in said
    assert words in said
    blocks = read_blocks(path, CREDITS)
    assert next(blocks).rows == [("0000001", "1", "0000001", "actor", '["A"]')] * 2


def test_a_list_of_people_with_a_bad_id_is_refused(tmp_path: Path) -> None:
    for cell in ("nm0000001,", "nm0000001,,nm0000002", "nm0000001, nm0000002", "", "nm1"):
        path = write_file(tmp_path, CREW.name, content_of(CREW.name, [("tt0000001", cell, r"\N")]))
        with pytest.raises(BadInput, match="line 2: directors should be a list of ids"):
            _read(path, CREW)


def test_text_that_is_not_utf_8_is_reported_with_its_line(tmp_path: Path) -> None:
    content = content_of(CREDITS.name, [GOOD, GOOD, GOOD]).split(b"\n")
    content[2] = content[2].replace(b"A", b"\xe4")
    path = write_file(tmp_path, CREDITS.name, b"\n".join(content))
    blocks = read_blocks(path, CREDITS)
    assert len(next(blocks).rows) == 1
    with pytest.raises(BadInput, match="line 3: this line is not UTF-8"):
        next(blocks)


@pytest.mark.parametrize(
    "header", ["", "tconst\tordering\n", "\ufeff" + HEADERS["title.principals"] + "\n", "PK\x03\x04"]
)
def test_a_file_with_another_first_line_is_refused(tmp_path: Path, header: str) -> None:
    path = write_file(tmp_path, CREDITS.name, header.encode())
    with pytest.raises(BadInput, match=r"line 1: this is not the first line of IMDb's title\.principals"):
        _read(path, CREDITS)


@pytest.mark.parametrize("damage", ["cut", "cut to its mark", "changed", "more"])
def test_a_broken_compressed_file_is_reported(tmp_path: Path, damage: str) -> None:
    rows = [(f"tt{n * 7919 % 10**7:07}", "1", f"nm{n * 104729 % 10**7:07}", "actor", r"\N", "x") for n in range(80_000)]
    packed = gzip.compress(content_of(CREDITS.name, rows), 1)
    middle = len(packed) // 2
    damaged = {
        "cut": packed[:middle],
        "cut to its mark": packed[:2],
        "changed": packed[:middle] + bytes(64) + packed[middle + 64 :],
        "more": packed + b"something else",
    }[damage]
    path = tmp_path / "title.principals.tsv.gz"
    path.write_bytes(damaged)
    with pytest.raises(BadInput, match=r"title\.principals\.tsv\.gz, line [\d,]+: "):
        _read(path, CREDITS)


def test_a_line_without_an_end_is_refused(tmp_path: Path) -> None:
    content = content_of(CREDITS.name, [GOOD]) + b"x" * (3 * LONGEST_LINE)
    for packed in (False, True):
        path = write_file(tmp_path, CREDITS.name, content, packed=packed)
        with pytest.raises(BadInput, match="line 3: this line is longer than"):
            _read(path, CREDITS)


def test_files_that_are_missing_are_named(tmp_path: Path) -> None:
    write_folder(tmp_path, FILES)
    (tmp_path / "title.crew.tsv").unlink()
    (tmp_path / "name.basics.tsv").unlink()
    with pytest.raises(BadInput, match=r"title\.crew\.tsv\.gz, name\.basics\.tsv\.gz are not in "):
        find_files(tmp_path)
    with pytest.raises(BadInput, match="is not a folder"):
        find_files(tmp_path / "nowhere")


def test_other_titles_may_be_missing_and_of_two_files_the_later_is_read(tmp_path: Path) -> None:
    write_folder(tmp_path, FILES)
    (tmp_path / "title.akas.tsv").unlink()
    packed = write_file(tmp_path, CREW.name, content_of(CREW.name, []), packed=True)
    os.utime(packed, ns=(0, 0))
    found = find_files(tmp_path)
    assert set(found) == set(LAYOUTS) - {OTHER_TITLES}
    assert found[CREW] == tmp_path / "title.crew.tsv"
    os.utime(packed)
    os.utime(tmp_path / "title.crew.tsv", ns=(0, 0))
    assert find_files(tmp_path)[CREW] == packed


def test_a_file_that_changed_has_another_fingerprint(tmp_path: Path) -> None:
    path = write_file(tmp_path, CREW.name, b"a" * 200_000)
    before = fingerprint(path)
    assert fingerprint(path) == before
    times = path.stat()
    path.write_bytes(b"a" * 199_999 + b"b")
    os.utime(path, ns=(times.st_atime_ns, times.st_mtime_ns))
    assert fingerprint(path) != before


def test_cells_are_read_and_bad_cells_are_recognised() -> None:
    assert people_of(r"\N") == ()
    assert people_of("nm0000002,nm10000001,nm0000002") == (2, 10_000_001)
    assert characters_of(r"\N") == ()
    assert characters_of(r'["A \"B\" C","Ä"]') == ('A "B" C', "Ä")
    assert [characters_of(cell) for cell in ("", "x", "{}", '"A"', "[1]", '["A"', "[" * 100_000)] == [None] * 7
    assert [whole_number(cell) for cell in ("07", r"\N", "", "-1", "1.5", "٣", "1" * 10)] == [7, *[None] * 6]
    assert (title_id(1), title_id(12_345_678), person_id(5)) == ("tt0000001", "tt12345678", "nm0000005")


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("tt0000001", 1),
        (" tt12345678 ", 12_345_678),
        ("https://www.imdb.com/title/tt0000123/?ref_=x", 123),
        ("imdb.com/title/tt0000123", 123),
        ("tt123", None),
        ("123", None),
        ("nm0000001", None),
        ("", None),
        ("https://example.com/title/tt0000123/", None),
    ],
)
def test_a_title_is_named_by_its_id_or_the_address_of_its_page(text: str, number: int | None) -> None:
    assert parse_title_id(text) == number

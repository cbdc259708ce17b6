"""Whatever a table holds, it is understood or refused in words."""

from __future__ import annotations

import contextlib
import csv
import io

from hypothesis import given
from hypothesis import strategies as st

from bot.errors import BadInput, FileFaults
from tests.packs.any_table.test_any_table import built, doubts, understood

_HEADERS = st.sampled_from(
    ["Season", "No.", "#", "No. overall", "Episode", "Title", "Name", "Directed by", "Cast", "Character", "Air date",
     "Series", "Type", "Code", "Status", "Source", "Link", "Created by", "Notes", "", "2018", "Episodes"]
)  # fmt: skip
_CELLS = st.one_of(
    st.sampled_from(
        ["1", "2", "3", "101", "1.01", "1-2", "S01E02", "Season Two", "II", "Ada Moreau",
         "Ada MoreauBo Lind", "Various",
         "2018-03-05", "03/04/2018", "17-Apr-11", "43465", "Crossing", "Actor", "Renewed", "NaN", "", "Special", "=1+1",
         "https://a.example/x", "['Ada Moreau']", "x" * 312, "Season 1", "1. Fog", "&amp;", "ZoÃ«", "1[a]"]
    ),
    st.text(max_size=12),
)  # fmt: skip


@given(
    st.lists(_HEADERS, min_size=1, max_size=6),
    st.lists(st.lists(_CELLS, min_size=1, max_size=6), max_size=6),
    st.sampled_from([",", ";", "\t"]),
)
def test_any_table_is_taken_or_refused_in_words(header: list[str], rows: list[list[str]], sign: str) -> None:
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=sign).writerows([header, *rows])
    content = text.getvalue().encode("utf-8", "replace")
    with contextlib.suppress(BadInput, FileFaults):
        understood(content).columns()
        made = built(content, skip_bad=True)
        assert made.read or made.repeated
        assert all(doubts(content, skip_bad=True))
    with contextlib.suppress(BadInput, FileFaults):
        assert built(content).left_out == {}


@given(st.binary(max_size=300), st.sampled_from([b"", b"Season,Episode,Title\n1,1,"]))
def test_any_bytes_are_taken_or_refused_in_words(content: bytes, before: bytes) -> None:
    with contextlib.suppress(BadInput, FileFaults):
        assert built(before + content, skip_bad=True).read

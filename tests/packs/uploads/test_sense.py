"""What is read from an upload, and what makes no sense in it."""

from datetime import date

import pytest

from bot.errors import FileFaults
from bot.packs.uploads.reading import read_upload
from tests.packs.strategies import SHOW
from tests.packs.uploads.test_reading import HEAD, SOURCES, faults_of, read


def test_a_table_with_the_line_ends_of_old_macs_is_read() -> None:
    rows = "\r".join(f"news,o,Statement {number} {'x' * 80}" for number in range(400))
    assert len(read(f"kind,outlet,statement\r{rows}", "x.csv").facts) == 400


FUTURE = (
    HEAD
    + SOURCES
    + """[[facts]]
id = "a"
kind = "news"
statement = "x"
claims = [
  { source = "tor", published = 2026-01-01 },
  { source = "tor", published = "2027" },
]
"""
)


def test_a_claim_from_the_future_is_a_fault_in_an_upload() -> None:
    today = date(2026, 12, 31)
    assert read(FUTURE), "shipped packs may be written ahead"
    with pytest.raises(FileFaults) as caught:
        read_upload(FUTURE.encode(), "x.toml", SHOW, today)
    (fault,) = caught.value.faults
    assert fault.line == 11
    assert "has not come yet" in str(fault)
    text = "kind,outlet,statement,published\nnews,o,x,2026\nnews,o,y,2027-01-01\n"
    with pytest.raises(FileFaults) as caught:
        read_upload(text.encode(), "x.csv", SHOW, today)
    (fault,) = caught.value.faults
    assert (fault.line, fault.place) == (3, "published")
    assert read_upload(FUTURE.encode(), "x.toml", SHOW, date(2027, 1, 1))


@pytest.mark.parametrize("blank", ["\u200b", "\u2060\ufeff", "\u0301"])
def test_a_text_in_which_nothing_can_be_seen_is_a_fault(blank: str) -> None:
    fact = FUTURE.replace('"x"\nclaims', f'"{blank}"\nclaims')
    for text in (fact, HEAD + SOURCES.replace("tor.com", blank), HEAD + f'[people.a]\nname = "{blank}"\n'):
        assert any("nothing in it that can be seen" in fault for fault in faults_of(text)), text

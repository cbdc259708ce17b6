"""Reading the change log, and what it says to somebody who updates."""

import re
import tomllib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot import __version__
from bot.domain.releases import Release, changed_between, is_older, read_change_log
from tests.conftest import ROOT

LOG = """# What changed

## Unreleased

- Nobody has this yet.

## 0.10.0 (2027-02-01)

- A first change,
  which takes two lines.
- Another.

## 0.9.1

- A fault is gone.

## 0.9.0 (2027-01-01)

- The first version.
"""
RELEASES = read_change_log(LOG)
NUMBERS = st.tuples(*[st.integers(0, 200)] * 3)


def test_versions_are_read_with_their_changes_and_the_unreleased_are_left_out() -> None:
    assert (
        Release("0.10.0", ("A first change, which takes two lines.", "Another.")),
        Release("0.9.1", ("A fault is gone.",)),
        Release("0.9.0", ("The first version.",)),
    ) == RELEASES


@pytest.mark.parametrize(
    ("before", "now", "between"),
    [
        ("0.9.0", "0.10.0", ["0.9.1", "0.10.0"]),
        ("0.9.1", "0.10.0", ["0.10.0"]),
        ("0.9.0", "0.9.1", ["0.9.1"]),
        ("0.10.0", "0.10.0", []),
        ("0.10.0", "0.9.0", []),
    ],
)
def test_what_changed_is_between_the_two_versions_oldest_first(before: str, now: str, between: list[str]) -> None:
    assert [release.version for release in changed_between(RELEASES, before, now)] == between


@given(NUMBERS, NUMBERS)
def test_versions_are_ordered_by_their_numbers(one: tuple[int, ...], other: tuple[int, ...]) -> None:
    assert is_older(".".join(map(str, one)), ".".join(map(str, other))) == (one < other)


def test_the_version_is_the_project_s_and_the_newest_of_the_change_log() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    text = (ROOT / "docs" / "CHANGELOG.md").read_text(encoding="utf-8")
    assert project["version"] == __version__
    assert read_change_log(text)[0].version == __version__
    headings = re.findall(r"^## .*$", text, re.MULTILINE)
    assert [
        heading
        for heading in headings
        if not re.fullmatch(r"## (Unreleased|\d+\.\d+\.\d+ \(\d{4}-\d\d-\d\d\))", heading)
    ] == []
    assert all(release.changes for release in read_change_log(text))

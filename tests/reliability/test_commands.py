"""Everything that `python -m tests.reliability` can run, as a program and small."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from tests.cli.command import contents, run_module
from tests.reliability.runs import RUNS


@pytest.mark.parametrize("what", RUNS)
async def test_a_small_run_ends_with_its_report(what: str, tmp_path: Path, request: pytest.FixtureRequest) -> None:
    if what == "disk":
        request.getfixturevalue("disk")  # skips where nothing can be mounted
    folder = tmp_path / "run"
    await asyncio.to_thread(folder.mkdir)
    ended = await run_module("tests.reliability", folder, "--small", what, seconds=300)
    assert ended.code == 0, ended
    assert ended.err == ""
    title, *figures = ended.out.splitlines()
    assert title.startswith(what)
    assert title.endswith(": holds")
    assert len([line for line in figures if ": " in line]) > 3
    assert "  processes started: none" not in figures
    assert contents(folder) == []


async def test_a_run_that_is_not_there_is_refused(tmp_path: Path) -> None:
    ended = await run_module("tests.reliability", tmp_path, "--small", "nonsense")
    assert (ended.code, ended.out) == (2, "")
    assert "usage: python -m tests.reliability" in ended.err

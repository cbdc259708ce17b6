"""Small runs of `python -m tests.reliability` on PostgreSQL, whose server is killed too."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from tests.cli.command import run_module

pytestmark = pytest.mark.postgres


@pytest.mark.parametrize("what", ["kills", "kills --bots 2", "processes"])
async def test_a_small_run_on_a_server_that_is_killed_too(what: str, tmp_path: Path) -> None:
    folder = tmp_path / "run"
    await asyncio.to_thread(folder.mkdir)
    ended = await run_module("tests.reliability", folder, "--small", "--engine", "postgres", *what.split(), seconds=600)
    assert ended.code == 0, ended
    assert ended.out.splitlines()[0].endswith(": holds")

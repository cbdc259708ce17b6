"""Databases with what servers have changed, for questions whose answers are known."""

import asyncio
from pathlib import Path

import pytest

from tests.cogs.answers.record import build


@pytest.fixture(scope="session")
def databases_by_name(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """By their names in `tests.cogs.answers.asked`. All tests share them, so don't change them."""
    return asyncio.run(build(tmp_path_factory.mktemp("answered")))


@pytest.fixture
def no_packs(tmp_path: Path) -> Path:
    """An empty folder, so that the facts stay as they are."""
    folder = tmp_path / "packs"
    folder.mkdir()
    return folder

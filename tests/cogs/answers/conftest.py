"""Databases with what servers have changed, for questions whose answers are known."""

import asyncio
from pathlib import Path

import pytest

from bot.store.address import Address
from tests.cogs.answers.record import build
from tests.engines.databases import Databases, on_engine


@pytest.fixture(scope="session")
def files_by_name(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The databases in files, by their names in `tests.cogs.answers.asked`."""
    return asyncio.run(build(tmp_path_factory.mktemp("answered")))


@pytest.fixture(scope="session")
def databases_by_name(files_by_name: dict[str, Path], databases: Databases) -> dict[str, Address]:
    """The same on the engine that the tests run on. All tests share them, so don't change them."""
    return {name: on_engine(file, databases) for name, file in files_by_name.items()}


@pytest.fixture
def no_packs(tmp_path: Path) -> Path:
    """An empty folder, so that the facts stay as they are."""
    folder = tmp_path / "packs"
    folder.mkdir()
    return folder

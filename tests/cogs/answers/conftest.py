"""Databases with what servers have changed, for questions whose answers are known."""

import asyncio
from pathlib import Path

import pytest

from bot.store.address import Address
from bot.store.copying import copy_store
from tests.cogs.answers.record import build
from tests.engines.databases import Databases, OnServer


@pytest.fixture(scope="session")
def files_by_name(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The databases in files, by their names in `tests.cogs.answers.asked`."""
    return asyncio.run(build(tmp_path_factory.mktemp("answered")))


@pytest.fixture(scope="session")
def databases_by_name(files_by_name: dict[str, Path], databases: Databases) -> dict[str, Address]:
    """The same on the engine that the tests run on. All tests share them, so don't change them."""
    return {name: on_engine(file, databases) for name, file in files_by_name.items()}


def on_engine(file: Path, databases: Databases) -> Address:
    """A database in a file, or its copy on the server that the tests run on."""
    if not isinstance(databases, OnServer):
        return file
    address = databases.empty()
    asyncio.run(copy_store(file, address, lambda _, __, ___: None))
    return address


@pytest.fixture
def no_packs(tmp_path: Path) -> Path:
    """An empty folder, so that the facts stay as they are."""
    folder = tmp_path / "packs"
    folder.mkdir()
    return folder

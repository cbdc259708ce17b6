"""One database for all of these tests, made once; and every report has to hold."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from tests.reliability.ground import make_database


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database with the shipped pack; not to be changed."""
    path = tmp_path_factory.mktemp("template") / "casefile.db"
    asyncio.run(make_database(path))
    return path

"""What tests of the store share."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.store import schema
from tests.store.later import Later


@pytest.fixture
def later(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Later:
    """More migrations than are shipped, which `migrate` runs."""
    later = Later(tmp_path / "migrations")
    monkeypatch.setattr(schema, "_MIGRATIONS", later.folder)
    return later

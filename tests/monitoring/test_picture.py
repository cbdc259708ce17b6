"""The picture of the dashboard's queries can be taken."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.demo.conftest import chromium
from tests.monitoring.picture import take_picture
from tests.monitoring.test_queries import needs_prometheus

__all__ = ["chromium"]


@needs_prometheus
@pytest.mark.asyncio
async def test_prometheus_draws_what_it_read(chromium: str, tmp_path: Path) -> None:
    picture = tmp_path / "metrics.png"
    await take_picture(picture, chromium, seconds=3)
    assert picture.read_bytes().startswith(b"\x89PNG")

"""How the demo starts and ends."""

from __future__ import annotations

from pathlib import Path

from tests.bench.processor import processor_seconds
from tests.demo.process import demo


async def test_a_start_without_a_token_or_command_is_the_demo(database: Path) -> None:
    # A browser that does nothing, for only the demo's own command has a flag against opening one.
    async with demo(database, BROWSER="true", DISPLAY="") as running:
        assert "DISCORD_TOKEN is empty, so this is the demo." in running.said


async def test_the_second_start_takes_less_than_five_seconds_of_the_processor(tmp_path: Path) -> None:
    database = tmp_path / "demo.db"
    async with demo(database, "demo", "--no-browser") as first:
        assert await first.stop() == 0
    async with demo(database, "demo", "--no-browser") as second:
        took = processor_seconds(second.process.pid)
        assert second.url != first.url
        assert await second.stop() == 0
    print(f"The second start took {took:.2f} s.")
    assert took < 5

"""README alone leads from a clone to an answer on a server."""

from pathlib import Path

from tests.deploy.first_evening import Evening
from tests.loopback.loopback import LoopbackDiscord


async def test_readme_alone_leads_to_an_answer(discord: LoopbackDiscord, tmp_path: Path) -> None:
    evening = Evening(tmp_path, discord)
    await evening.walk()
    assert list(evening.took) == ["clone", "settings", "start", "invite", "set up", "ask"]

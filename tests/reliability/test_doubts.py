"""What is in doubt and can't be looked for is left alone, and the server's log says so."""

from __future__ import annotations

from pathlib import Path

from tests.reliability.unreadable import unreadable


async def test_a_post_in_doubt_is_not_repeated_in_a_channel_that_can_not_be_read(
    tmp_path: Path, template: Path
) -> None:
    report = await unreadable(tmp_path, template=template)
    assert report.holds, report.text()
    assert report.figures["it is"] == "failed"

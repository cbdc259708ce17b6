"""The harness itself: it notices what is doubled, lost, out of order or marked wrongly."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.loopback.calls import Call
from tests.loopback.limits import TooMany
from tests.loopback.world import Json
from tests.reliability.ground import Ground, ground, guilds_with, now, reference_of, references
from tests.reliability.rate import most_in_a_second
from tests.reliability.report import Report


@pytest.fixture
async def there(tmp_path: Path, template: Path) -> AsyncIterator[Ground]:
    async with ground(tmp_path, guilds_with(2), template) as made:
        yield made


def post(there: Ground, number: int, *, mark: bool = True) -> Json:
    """Put the post with that number into its channel, as the bot would."""
    row = there.rows()[number]
    body: Json = {
        "nonce": str(row.id), "enforce_nonce": True, "embeds": [{"footer": {"text": f"Casefile · {row.reference}"}}]
    }  # fmt: skip
    state = there.discord.state
    message = state.store.create(row.channel, state.application.user(), body, {})
    state.nonces.learn(row.channel, body, message)
    if mark:
        with there.connected() as connection:
            connection.execute(
                "UPDATE delivery SET state = 'sent', message_id = ? WHERE id = ?", (int(message["id"]), row.id)
            )
    return message


async def test_what_arrived_once_and_in_order_has_no_faults(there: Ground) -> None:
    channel = there.channels[0].id
    there.post_in([channel, channel], now())
    assert len(there.faults()) == 2
    post(there, 0)
    post(there, 1)
    assert there.faults() == []
    assert there.nothing_open()


async def test_what_is_doubled_lost_or_wrong_is_noticed(there: Ground) -> None:
    channel = there.channels[0].id
    there.post_in([channel] * 4, now())
    post(there, 0)
    post(there, 0)
    post(there, 1, mark=False)
    with there.connected() as connection:
        connection.execute("UPDATE delivery SET state = 'sent' WHERE id = ?", (there.rows()[2].id,))
    post(there, 3)
    with there.connected() as connection:
        connection.execute("UPDATE delivery SET message_id = 7 WHERE id = ?", (there.rows()[3].id,))
    found = "\n".join(there.faults(ordered=False))
    ids = [row.id for row in there.rows()]
    assert f"{ids[0]} ({there.rows()[0].reference}) is sent and was posted 2 times" in found
    assert f"{ids[1]} is waiting" in found
    assert "is waiting and was posted 1 times" in found
    assert f"{ids[2]} ({there.rows()[2].reference}) is sent and was posted 0 times" in found
    assert f"{ids[3]} is marked with message 7" in found


async def test_a_wrong_order_is_noticed(there: Ground) -> None:
    channel = there.channels[0].id
    there.post_in([channel, channel], now())
    post(there, 1)
    post(there, 0)
    assert [fault for fault in there.faults() if "not in order" in fault]


async def test_time_passes_for_what_is_open_and_for_discord(there: Ground) -> None:
    there.post_in([there.channels[0].id], now())
    assert (there.free_channels(), there.free_channels(certain=True)) == (1, 1)
    with there.connected() as connection:
        connection.execute("UPDATE delivery SET first_try_at = due_at, attempts = 1")
    before, at = there.rows()[0], there.discord.state.time()
    there.pass_time(600)
    after = there.rows()[0]
    assert before.first_try_at is not None
    assert after.first_try_at is not None
    assert after.first_try_at < before.first_try_at
    assert after.due_at == before.due_at
    assert there.discord.state.time() - at >= 600
    assert there.free_channels(certain=True) == 0


def test_references_are_found_at_the_foot() -> None:
    embed: Json = {"title": "a", "footer": {"text": "Casefile · 6xkrjhn1xgri"}}
    small: Json = {"content": "It begins!\n-# Announcement · 6xkrjhn1xgri"}
    assert references({"embeds": [{"title": "none"}, embed]}) == references(small) == ["6xkrjhn1xgri"]
    assert references({"content": "It begins! 6xkrjhn1xgri"}) == []
    for body in (small, {"embeds": [embed]}, {"name": "a", "message": {"embeds": [embed]}}):
        assert reference_of(Call("POST", "/channels/1/messages", {}, {}, body)) == "6xkrjhn1xgri"


def test_the_most_in_a_second_slides() -> None:
    assert most_in_a_second([0.0, 0.5, 0.9, 1.2, 1.3, 1.4, 3.0]) == 5
    assert most_in_a_second([]) == 0


def test_a_report_says_whether_it_holds() -> None:
    report = Report("kills", {"posts": 3}, started=[7, 8], killed=[7])
    assert report.text().splitlines()[0] == "kills: holds"
    assert "processes killed: 1 (7)" in report.text()
    report.faults += [str(TooMany("POST", "/", "user", 1.0))] * 30
    assert report.text().splitlines()[0] == "kills: DOES NOT HOLD"
    assert "10 more faults" in report.text()

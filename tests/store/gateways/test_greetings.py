"""Which servers are greeted, and that an upgrade knows which chose their time zone."""

from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.domain.shards import Shards
from bot.store import schema
from bot.store.store import Store
from tests.engines.raw import connect
from tests.store.later import Later

NOW = datetime(2026, 1, 1, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
SERVER, OTHER = 7, 8


async def test_a_server_is_taken_once_and_again_after_an_interruption(store: Store) -> None:
    async with store.changing() as gateways:
        await gateways.greetings.add([SERVER, SERVER], NOW, greet=True)
        await gateways.greetings.add([OTHER], NOW, greet=False)
        first = await gateways.greetings.begin(SERVER, NOW, NOW - MINUTE, 2)
        assert first is not None
        assert first.is_first_try
        assert await gateways.greetings.begin(SERVER, NOW, NOW - MINUTE, 2) is None
        assert await gateways.greetings.begin(OTHER, NOW, NOW - MINUTE, 2) is None
        later = NOW + 2 * MINUTE
        again = await gateways.greetings.begin(SERVER, later, later - MINUTE, 2)
        assert again is not None
        assert not again.is_first_try
        assert again.since == first.since
        assert await gateways.greetings.begin(SERVER, later + 2 * MINUTE, later + MINUTE, 2) is None
        assert await gateways.greetings.to_greet(Shards(), 10) == (SERVER,)
        await gateways.greetings.give_up(later + MINUTE, 2)
        assert await gateways.greetings.to_greet(Shards(), 10) == ()


@pytest.mark.sqlite  # the version that it begins with knew only files
def test_an_upgrade_knows_which_servers_chose_their_time_zone(tmp_path: Path, later: Later) -> None:
    path, versions = tmp_path / "old.db", later.folder / "versions"
    newer = {each: each.read_text("utf-8") for each in versions.glob("[0-9]*.py") if each.name >= "0012"}
    for migration in newer:
        migration.unlink()
    schema.upgrade(path)
    with closing(connect(path)) as connection:
        insert = "INSERT INTO server (guild_id, timezone, changed_at) VALUES (?, ?, '2026-01-01T00:00:00+00:00')"
        connection.executemany(insert, [(SERVER, "Europe/Berlin"), (OTHER, "UTC")])
        connection.commit()
    for migration, words in newer.items():
        migration.write_text(words, "utf-8")
    assert schema.migrate(path)
    with closing(connect(path)) as connection:
        found = connection.execute("SELECT guild_id, timezone_chosen FROM server ORDER BY guild_id").fetchall()
        assert found == [(SERVER, 1), (OTHER, 0)]
        assert connection.execute("SELECT COUNT(*) FROM membership").fetchone() == (0,)

"""Leaving a server and coming back, and the loop that deletes what is no longer kept."""

from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path

import discord
import pytest
from simcord import Env, run
from simcord.backend.serializers import guild_create_payload

from bot.app import open_app
from bot.client import Casefile
from cogs.upkeep import LogCog, SavingCog
from tests.cogs.world import World, build, seen
from tests.conftest import PACKS
from tests.engines.raw import connect
from tests.store.rows_of import fill, rows, tables


def left_at(database: Path, guild: int) -> str | None:
    with closing(connect(database)) as connection:
        row = connection.execute("SELECT left_at FROM server WHERE guild_id = ?", (guild,)).fetchone()
    return row[0] if row else None


def guild_of(world: World) -> discord.Guild:
    guild = world.env.bot.get_guild(world.guild.id)
    assert guild is not None
    return guild


async def leave(world: World, *, gone: bool = True) -> int:
    """The bot leaves a server; with `gone` the virtual Discord forgets the server too."""
    guild = guild_of(world)
    if gone:
        await guild.leave()
    else:
        world.env.backend.emit("GUILD_DELETE", {"id": str(guild.id)})
    await world.env.settle()
    return guild.id


async def six_hours(env: Env) -> None:
    """Let the housekeeping run again, without what looks around every minute of them."""
    assert isinstance(env.bot, Casefile)
    await env.bot.announcer.stop()
    await env.bot.watcher.stop()
    await env.bot.follower.stop()
    for minutely in (LogCog, SavingCog):
        await env.bot.remove_cog(minutely.__cog_name__)
    await env.advance_time(6 * 3600 + 1)


def everything(database: Path) -> dict[str, list[tuple[object, ...]]]:
    return {table: rows(database, table) for table in tables(database)}


def is_called_damaged(log: str, table: str) -> bool:
    """Whether the log says that the database is damaged because it lacks a table, in either engine's words."""
    return f"damaged (no such table: {table})" in log or f'damaged (relation "{table}" does not exist)' in log


def back_to_the_past(database: Path, days: int) -> None:
    """Move every departure into the past: the virtual clock would run every minute of a month."""
    with closing(connect(database)) as connection:
        for guild, left in connection.execute("SELECT guild_id, left_at FROM server WHERE left_at IS NOT NULL"):
            moment = datetime.fromisoformat(left) - timedelta(days=days)
            connection.execute("UPDATE server SET left_at = ? WHERE guild_id = ?", (moment.isoformat(), guild))
        connection.commit()


async def test_leaving_a_server_is_noted_also_where_nothing_was_chosen(world: World, database: Path) -> None:
    guild = await leave(world)
    noted = left_at(database, guild)
    assert noted is not None
    assert abs(datetime.fromisoformat(noted) - world.env.now()) < timedelta(minutes=1)
    assert len(rows(database, "server")) == 1


async def test_coming_back_takes_the_note_away(world: World, database: Path) -> None:
    seen(await world.moderator.slash(world.channel, "setup timezone", zone="Asia/Tokyo"))
    guild = await leave(world, gone=False)
    assert left_at(database, guild) is not None
    backend = world.env.backend
    payload = guild_create_payload(backend, backend.get_guild(guild))
    # Without the word a server is new to the bot; with it, it is one that an outage had hidden.
    backend.emit("GUILD_CREATE", {key: value for key, value in payload.items() if key != "unavailable"})
    await world.env.settle()
    assert left_at(database, guild) is None
    assert rows(database, "server")[0][2] == "Asia/Tokyo"


async def test_an_outage_is_no_farewell(world: World, database: Path) -> None:
    seen(await world.moderator.slash(world.channel, "setup timezone", zone="Asia/Tokyo"))
    guild = guild_of(world).id
    world.env.backend.emit("GUILD_DELETE", {"id": str(guild), "unavailable": True})
    await world.env.settle()
    assert left_at(database, guild) is None
    await six_hours(world.env)
    assert left_at(database, guild) is None


async def test_after_thirty_days_a_server_is_deleted_and_the_other_one_is_untouched(
    world: World, database: Path
) -> None:
    near = world.guild.id
    far = next(guild.id for guild in world.env.bot.guilds if guild.id != near)
    now = world.env.now().isoformat()
    with closing(connect(database)) as connection:
        fill(connection, far, 1, first_id=5000, at=now)
        connection.commit()
    before = everything(database)
    with closing(connect(database)) as connection:
        fill(connection, near, 2, first_id=3000, at=now)
        connection.commit()
    both = everything(database)
    await leave(world)
    back_to_the_past(database, 29)
    await six_hours(world.env)
    assert {table for table, found in everything(database).items() if found != both[table]} == {
        "server",
        "membership",
    }
    back_to_the_past(database, 1)
    await six_hours(world.env)
    membership = [row for row in before["membership"] if row[0] != near]
    assert everything(database) == before | {"membership": membership}


async def test_what_happened_while_the_bot_was_away_is_caught_up_with(world: World, database: Path) -> None:
    gone, here = 4_000_000_000_000_000_001, world.guild.id
    with closing(connect(database)) as connection:
        now = world.env.now().isoformat()
        for guild, left in ((gone, None), (here, "2025-01-01T00:00:00+00:00")):
            connection.execute(
                "INSERT INTO server (guild_id, changed_at, left_at) VALUES (?, ?, ?)", (guild, now, left)
            )
        connection.commit()
    async with open_app(database, PACKS, always_sync=True) as restarted:
        await world.env.restart_bot(restarted)
        await world.env.settle()
        assert left_at(database, gone) is not None
        # It had left more than thirty days ago, and is back: the note is taken away before anything is deleted.
        assert left_at(database, here) is None
        assert len(rows(database, "server")) == 2
        await world.env.shutdown()


async def test_the_host_may_keep_less_and_the_loop_outlives_a_failure(
    database: Path, caplog: pytest.LogCaptureFixture
) -> None:
    async with open_app(database, PACKS, always_sync=True, keep_left_servers_days=0) as client, run(client) as env:
        world = build(env)
        await leave(world)
        with closing(connect(database)) as connection:
            connection.execute("ALTER TABLE typed RENAME TO typed_elsewhere")
            connection.commit()
        await six_hours(env)
        assert is_called_damaged(caplog.text, "typed")
        assert len(rows(database, "server")) == 1
        with closing(connect(database)) as connection:
            connection.execute("ALTER TABLE typed_elsewhere RENAME TO typed")
            connection.commit()
        await six_hours(env)
        assert rows(database, "server") == []
        assert env.errors == []


async def test_the_logs_loop_outlives_a_failure(world: World, database: Path, caplog: pytest.LogCaptureFixture) -> None:
    bot = world.env.bot
    assert isinstance(bot, Casefile)
    with closing(connect(database)) as connection:
        connection.execute("ALTER TABLE log_line RENAME TO log_elsewhere")
        connection.commit()
    await world.env.advance_time(61)
    assert is_called_damaged(caplog.text, "log_line")
    with closing(connect(database)) as connection:
        connection.execute("ALTER TABLE log_elsewhere RENAME TO log_line")
        connection.commit()
    caplog.clear()
    await world.env.advance_time(61)
    assert caplog.text == ""
    assert world.env.errors == []


async def test_a_process_that_a_later_schema_excludes_ends(world: World, database: Path) -> None:
    """One that leaves room for it, as each does that only adds, changes nothing."""
    bot = world.env.bot
    assert isinstance(bot, Casefile)
    with closing(connect(database)) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
        connection.commit()
        await world.env.advance_time(61)
        assert bot.excluded_by is None
        connection.execute("UPDATE oldest_schema SET version = '9998'")
        connection.commit()
    await world.env.advance_time(61)
    assert bot.excluded_by == "9999"

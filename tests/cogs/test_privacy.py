"""/privacy, and having removed what is stored about oneself."""

from contextlib import closing
from pathlib import Path

from bot.app import open_app
from tests.cogs.world import World, seen
from tests.conftest import PACKS
from tests.engines.raw import connect
from tests.store.rows_of import fill, rows, tables

REMOVE = "Remove what is stored about me"


def prepare(world: World, database: Path) -> tuple[int, int]:
    """Rows about the fan and about somebody else in both servers; the other's id."""
    far = next(guild.id for guild in world.env.bot.guilds if guild.id != world.guild.id)
    with closing(connect(database)) as connection:
        for number, guild in enumerate((world.guild.id, far)):
            fill(connection, guild, world.fan.id, first_id=1000 + 100 * number)
            fill(connection, guild, world.other_fan.id, first_id=2000 + 100 * number)
        connection.commit()
    return far, world.other_fan.id


async def ask(world: World) -> None:
    page = seen(await world.fan.slash(world.channel, "privacy"))
    assert page.labels == [REMOVE]
    question = seen(await world.fan.click(page.message, label=REMOVE))
    assert question.ephemeral
    assert "can't be undone" in question.description
    assert "blocked you" in question.value("What stays")
    done = seen(await world.fan.click(question.message, label="Remove it"))
    assert (done.title, done.labels) == ("Removed", [])


def mentions(database: Path, user: int) -> dict[str, int]:
    """In how many rows of each table a member's id is."""
    found = {table: sum(user in row for row in rows(database, table)) for table in tables(database)}
    return {table: count for table, count in found.items() if count}


async def test_a_member_is_removed_from_every_server_and_nobody_else(world: World, database: Path) -> None:
    _, other = prepare(world, database)
    everything = {"revision", "batch", "proposal", "second_look", "blocked", "backer", "typed", "announcement"}
    everything |= {"subscription", "lookup", "seen"}
    assert set(mentions(database, world.fan.id)) == everything
    before, counts = mentions(database, other), {table: len(rows(database, table)) for table in tables(database)}
    await ask(world)
    # What is left is that this member may not suggest in either server.
    assert mentions(database, world.fan.id) == {"blocked": 2}
    assert mentions(database, other) == before
    after = {table: len(rows(database, table)) for table in tables(database)}
    gone = {table: counts[table] - after[table] for table in counts if counts[table] != after[table]}
    assert gone == {"backer": 2, "typed": 2, "seen": 2}


async def test_what_a_member_did_is_a_former_members(world: World, database: Path) -> None:
    prepare(world, database)
    await ask(world)
    with closing(connect(database)) as connection:
        for sql in (
            "SELECT COUNT(*) FROM revision WHERE made_by = 0",
            "SELECT COUNT(*) FROM batch WHERE made_by = 0",
            "SELECT COUNT(*) FROM proposal WHERE handled_by = 0",
            "SELECT COUNT(*) FROM second_look WHERE looked_by = 0",
            "SELECT COUNT(*) FROM blocked WHERE blocked_by = 0",
        ):
            assert connection.execute(sql).fetchone() == (2,), sql


async def test_asking_alone_removes_nothing(world: World, database: Path) -> None:
    prepare(world, database)
    before = {table: rows(database, table) for table in tables(database)}
    page = seen(await world.fan.slash(world.channel, "privacy"))
    seen(await world.fan.click(page.message, label=REMOVE))
    assert {table: rows(database, table) for table in tables(database)} == before


async def test_it_works_in_direct_messages(world: World, database: Path) -> None:
    prepare(world, database)
    page = seen(await world.fan.user.slash("privacy"))
    question = seen(await world.fan.user.click(page.message, label=REMOVE))
    seen(await world.fan.user.click(question.message, label="Remove it"))
    assert mentions(database, world.fan.id) == {"blocked": 2}


async def test_the_buttons_work_after_a_restart(world: World, database: Path) -> None:
    prepare(world, database)
    page = seen(await world.fan.slash(world.channel, "privacy"))
    async with open_app(database, PACKS, always_sync=True) as restarted:
        await world.env.restart_bot(restarted)
        question = seen(await world.fan.click(page.message, label=REMOVE))
        async with open_app(database, PACKS, always_sync=True) as again:
            await world.env.restart_bot(again)
            seen(await world.fan.click(question.message, label="Remove it"))
            assert mentions(database, world.fan.id) == {"blocked": 2}
            await world.env.shutdown()


async def test_while_another_program_writes_nothing_is_removed_and_that_is_said(world: World, database: Path) -> None:
    prepare(world, database)
    page = seen(await world.fan.slash(world.channel, "privacy"))
    question = seen(await world.fan.click(page.message, label=REMOVE))
    before = mentions(database, world.fan.id)
    with closing(connect(database, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        refusal = seen(await world.fan.click(question.message, label="Remove it"))
        other.execute("ROLLBACK")
    assert refusal.content.startswith("The database is busy just now")
    assert mentions(database, world.fan.id) == before
    seen(await world.fan.click(question.message, label="Remove it"))
    assert mentions(database, world.fan.id) == {"blocked": 2}

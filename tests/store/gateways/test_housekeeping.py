"""What housekeeping deletes, and what it never deletes with that."""

from collections.abc import Callable, Collection
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random

import pytest

from bot.domain.ids import Ids, first_id_of
from bot.domain.shards import UNDIVIDED, Present, Shards
from bot.services.kit import Kit
from bot.services.servers import housekeeping as service
from bot.services.servers.housekeeping import Housekeeping
from bot.store.store import Store, open_store
from tests.engines.raw import broken_references, connect, keep_references
from tests.store.rows_of import fill, rows, tables

GUILD, OTHER = 2**62 + 7, 2**62 + 9
USER, OTHER_USER = 2**61 + 1, 2**61 + 2
NOW = datetime(2026, 6, 1, tzinfo=UTC)


def everything(database: Path) -> dict[str, list[tuple[object, ...]]]:
    return {table: rows(database, table) for table in tables(database)}


def housekeeping(store: Store, now: datetime = NOW, keep_days: int = 30) -> Housekeeping:
    return Housekeeping(Kit(store, Ids(lambda: now, Random(1)), lambda: now), keep_days)


def here(*guilds: int, ready: Collection[int] = (0,), shards: Shards = UNDIVIDED) -> Callable[[], Present]:
    """The servers that the bot is in, for all that it knows."""
    return lambda: Present(shards, frozenset(ready), frozenset(guilds))


async def gone(_: int) -> bool:
    """What Discord says of a server that the bot was removed from."""
    return True


async def clean(store: Store, keep_days: int = 30) -> None:
    """Delete all that is to be deleted, with a bot that is in no server."""
    at_work = housekeeping(store, keep_days=keep_days)
    await at_work.forget_left(here(), gone)
    await at_work.clean()


def ago(**age: float) -> str:
    return (NOW - timedelta(**age)).isoformat()


def change(database: Path, *statements: str, **values: object) -> None:
    with closing(connect(database)) as connection:
        keep_references(connection)
        for statement in statements:
            connection.execute(statement, values)
        connection.commit()


def filled(database: Path, guild: int, user: int, first_id: int) -> None:
    with closing(connect(database)) as connection:
        fill(connection, guild, user, first_id=first_id, at=ago(hours=1))
        connection.commit()


@pytest.fixture
async def two_servers(database: Path) -> dict[str, list[tuple[object, ...]]]:
    """A server with a row in every table, and what was there before: the base and another server's rows."""
    filled(database, OTHER, OTHER_USER, 5000)
    before = everything(database)
    filled(database, GUILD, USER, 3000)
    assert all(len(before[table]) < len(now) for table, now in everything(database).items() if table not in KEPT)
    return before


KEPT = (
    "alembic_version", "census", "command_sync", "folding", "installation", "lease", "oldest_schema", "pack",
    "shard_census", "web_copy",
)  # fmt: skip


async def test_a_server_that_left_long_ago_is_deleted_whole_and_alone(
    store: Store, database: Path, two_servers: dict[str, list[tuple[object, ...]]]
) -> None:
    await housekeeping(store, NOW - timedelta(days=31)).left(GUILD)
    await clean(store)
    assert everything(database) == two_servers
    with closing(connect(database)) as connection:
        assert broken_references(connection) == []


async def test_until_its_time_has_come_a_servers_data_is_kept(
    store: Store, database: Path, two_servers: dict[str, list[tuple[object, ...]]]
) -> None:
    await housekeeping(store, NOW - timedelta(days=29)).left(GUILD)
    before = everything(database)
    await clean(store)
    assert everything(database) == before


async def test_with_no_days_to_keep_the_data_goes_at_once(
    store: Store, database: Path, two_servers: dict[str, list[tuple[object, ...]]]
) -> None:
    await housekeeping(store).left(GUILD)
    await clean(store, keep_days=0)
    assert everything(database) == two_servers


async def test_a_server_that_came_back_keeps_everything(
    store: Store, database: Path, two_servers: dict[str, list[tuple[object, ...]]]
) -> None:
    # The only thing that its return changes; see below.
    change(database, "UPDATE subscription SET fresh = 1 WHERE guild_id = :guild", guild=GUILD)
    before = everything(database)
    await housekeeping(store, NOW - timedelta(days=31)).left(GUILD)
    await housekeeping(store).joined(GUILD)
    await clean(store)
    assert everything(database) == before


async def test_leaving_twice_counts_from_the_first_time(store: Store, database: Path) -> None:
    filled(database, GUILD, USER, 3000)
    await housekeeping(store, NOW - timedelta(days=31)).left(GUILD)
    await housekeeping(store).left(GUILD)
    await clean(store)
    assert rows(database, "server") == []


async def test_a_servers_own_show_may_be_its_chosen_one(
    store: Store, database: Path, two_servers: dict[str, list[tuple[object, ...]]]
) -> None:
    change(database, "UPDATE server SET show_id = 3000 WHERE guild_id = :guild", guild=GUILD)
    await housekeeping(store, NOW - timedelta(days=31)).left(GUILD)
    await clean(store)
    assert everything(database) == two_servers


async def test_a_deletion_that_is_broken_off_anywhere_is_taken_up_again(
    store: Store, database: Path, two_servers: dict[str, list[tuple[object, ...]]]
) -> None:
    await housekeeping(store, NOW - timedelta(days=31)).left(GUILD)
    before = NOW - timedelta(days=30)
    steps = 0
    more = True
    while more:
        async with open_store(database) as process, process.writing() as gateways:  # each time a process of its own
            more = await gateways.housekeeping.forget_server(GUILD, before, 1)
            assert await gateways.checkups.of_about(1) == ()
        steps += 1
        with closing(connect(database)) as connection:
            assert broken_references(connection) == []
            left = connection.execute("SELECT COUNT(*) FROM server WHERE guild_id = ?", (GUILD,)).fetchone()
        assert left == (1,) or not more
    assert steps > 15
    assert everything(database) == two_servers


async def test_a_server_that_comes_back_in_between_keeps_the_rest(store: Store, database: Path) -> None:
    filled(database, GUILD, USER, 3000)
    await housekeeping(store, NOW - timedelta(days=31)).left(GUILD)
    async with store.writing() as gateways:
        assert await gateways.housekeeping.forget_server(GUILD, NOW, 1)
    await housekeeping(store).joined(GUILD)
    before = everything(database)
    async with store.writing() as gateways:
        assert not await gateways.housekeeping.forget_server(GUILD, NOW, 1)
    assert everything(database) == before


async def test_the_base_can_not_be_taken_for_a_server(store: Store, database: Path) -> None:
    before = everything(database)
    await housekeeping(store, NOW - timedelta(days=31)).left(0)
    await clean(store)
    assert everything(database) == before


async def test_who_left_and_who_came_back_is_noticed(store: Store, database: Path) -> None:
    filled(database, GUILD, USER, 3000)
    filled(database, OTHER, OTHER_USER, 5000)
    change(database, "DELETE FROM server WHERE guild_id = :guild", guild=GUILD)  # own rows alone are enough
    await housekeeping(store).left(OTHER)
    await housekeeping(store).compare(here(OTHER, 12345), gone)
    async with store.writing() as gateways:
        assert await gateways.housekeeping.servers_left() == {GUILD}
        assert await gateways.housekeeping.servers() == {GUILD, OTHER}
    before = everything(database)
    await housekeeping(store, NOW + timedelta(days=1)).compare(here(OTHER, 12345), gone)
    assert everything(database) == before


TWO = Shards(2, 0, 0), Shards(2, 1, 1)
SERVERS = tuple((number << 22) + 1 for number in range(1_000_000, 1_000_100))


async def test_no_process_speaks_of_another_ones_servers(store: Store, database: Path) -> None:
    """Each of two processes knows half of the servers; before, each noted the other half as left."""
    for server in SERVERS:
        change(database, "INSERT INTO server (guild_id, changed_at) VALUES (:guild, :at)", guild=server, at=ago())
    asked: list[int] = []

    async def has_left(guild: int) -> bool:
        asked.append(guild)
        return True

    for shards in TWO:
        mine = [server for server in SERVERS if shards.have(server)]
        assert len(mine) == 50
        await housekeeping(store).compare(here(*mine, ready=shards.ids, shards=shards), has_left)
    assert asked == []
    # Nor does one whose shard is not ready: it knows none of its servers yet.
    await housekeeping(store).compare(here(ready=(), shards=TWO[0]), has_left)
    assert asked == []
    assert await store.reading().housekeeping.servers_left() == frozenset()
    await housekeeping(store).compare(here(ready=(0,), shards=TWO[0]), has_left)
    assert sorted(asked) == [server for server in SERVERS if TWO[0].have(server)]


@pytest.mark.parametrize("answer", [False, None])
async def test_a_server_is_left_by_discords_word_alone(store: Store, database: Path, answer: bool | None) -> None:
    filled(database, GUILD, USER, 3000)
    before = everything(database)

    async def has_left(_: int) -> bool | None:
        return answer

    await housekeeping(store).compare(here(), has_left)
    assert everything(database) == before
    await housekeeping(store, NOW - timedelta(days=31)).left(GUILD)
    await housekeeping(store).forget_left(here(), has_left)
    left = await store.reading().housekeeping.servers_left()
    assert left == (frozenset({GUILD}) if answer is None else frozenset())
    assert len(rows(database, "revision")) == len(before["revision"])


async def test_who_comes_back_while_discord_is_asked_is_kept(store: Store, database: Path) -> None:
    filled(database, GUILD, USER, 3000)
    there: set[int] = set()

    def present() -> Present:
        return Present(ready=(0,), guilds=there)

    async def has_left(guild: int) -> bool:
        there.add(guild)
        return True

    await housekeeping(store).compare(present, has_left)
    assert await store.reading().housekeeping.servers_left() == frozenset()
    await housekeeping(store, NOW - timedelta(days=31)).left(GUILD)
    there.clear()
    await housekeeping(store).forget_left(present, has_left)
    assert await store.reading().housekeeping.servers_left() == frozenset()
    assert GUILD in {row[0] for row in rows(database, "server")}


async def test_discord_is_asked_about_fifty_at_a_time_and_about_each_in_turn(store: Store, database: Path) -> None:
    for server in SERVERS:
        change(database, "INSERT INTO server (guild_id, changed_at) VALUES (:guild, :at)", guild=server, at=ago())
    asked: list[int] = []

    async def is_still_in(guild: int) -> bool:
        asked.append(guild)
        return False

    at_work = housekeeping(store)
    for passes in (1, 2, 3):
        await at_work.compare(here(), is_still_in)
        assert len(asked) == 50 * passes
    assert asked[:100] == list(SERVERS)
    assert asked[100:] == list(SERVERS[:50])


DRAFT = (
    "INSERT INTO revision (id, fact_id, layer, change, made_at, statement)"
    " SELECT :id, MIN(id), :guild, 'edit', :at, 'Draft' FROM fact WHERE layer = 0",
    "INSERT INTO proposal (revision_id, guild_id, state, suggested) VALUES (:id, :guild, :state, 0)",
)


@pytest.mark.parametrize(
    ("state", "days", "kept"),
    [("draft", 8, False), ("dropped", 8, False), ("draft", 6, True), ("open", 99, True), ("rejected", 99, True)],
)
async def test_drafts_are_kept_for_a_week(store: Store, database: Path, state: str, days: int, kept: bool) -> None:
    before = everything(database)
    change(database, *DRAFT, id=77, guild=GUILD, at=ago(days=days), state=state)
    await clean(store)
    assert (everything(database) == before) is not kept


async def test_an_import_that_nobody_took_goes_with_what_it_brought(store: Store, database: Path) -> None:
    before = everything(database)
    filled(database, GUILD, USER, 3000)
    change(
        database,
        "UPDATE batch SET taken_at = NULL, made_at = :at WHERE id = 3000",
        "DELETE FROM proposal WHERE guild_id = :guild",
        "DELETE FROM head WHERE layer = :guild",
        "DELETE FROM revision WHERE id = 3001",
        "UPDATE revision SET number = NULL, settled_by = NULL, outcome = NULL WHERE id = 3000",
        at=ago(hours=25), guild=GUILD,
    )  # fmt: skip
    await clean(store)
    after = everything(database)
    # Its own show may be chosen or filled again; what else the server did has nothing to do with the import.
    kept = {"show", "server", "second_look", "blocked", "typed", "announcement", "target", "delivery", "posted_fact"}
    kept |= {"membership", "feed", "feed_mark", "feed_turn", "subscription", "lookup", "look", "about"}
    kept |= {"seen", "boundary"}
    assert {table for table in after if after[table] != before[table]} == kept


async def test_an_import_of_today_may_still_be_taken(store: Store, database: Path) -> None:
    filled(database, GUILD, USER, 3000)
    change(database, "UPDATE batch SET taken_at = NULL, made_at = :at WHERE id = 3000", at=ago(hours=23))
    before = everything(database)
    await clean(store)
    assert everything(database) == before


async def test_what_was_taken_is_never_touched_however_old(store: Store, database: Path) -> None:
    filled(database, GUILD, USER, 3000)
    change(
        database, "UPDATE batch SET made_at = :at", "UPDATE revision SET made_at = :at WHERE layer = :guild",
        at=ago(days=2000), guild=GUILD,
    )  # fmt: skip
    before = everything(database)
    await clean(store)
    assert everything(database) == before


async def test_what_nothing_refers_to_goes_unless_it_is_young(store: Store, database: Path) -> None:
    filled(database, GUILD, USER, 3000)
    before = everything(database)
    young = first_id_of(NOW - timedelta(hours=1))
    for number, new_id in enumerate((4000, young), 20):
        change(
            database,
            "INSERT INTO person (id, layer, key, name) VALUES (:id, :guild, :key, 'New')",
            "INSERT INTO source (id, layer, key, outlet) VALUES (:id, :guild, :key, 'New')",
            "INSERT INTO fact (id, show_id, layer, key, kind) VALUES (:id, 3000, :guild, :key, 'news')",
            "INSERT INTO season (id, show_id, layer, number) VALUES (:id, 3000, :guild, :number)",
            "INSERT INTO episode (id, season_id, layer, number) VALUES (:id, :id, :guild, 1)",
            "INSERT INTO character (id, show_id, layer, key, name, prominence, spoils_id)"
            " VALUES (:id, 3000, :guild, :key, 'New', 1, :id)",
            "INSERT INTO alias (id, show_id, layer, shelf, thing_id, name, folded, word, known_from, spoils)"
            " VALUES (:id, 3000, :guild, '0 actor', :id, 'New', 'new', 0, '', 0)",
            id=new_id, guild=GUILD, key=f"{new_id}", number=number,
        )  # fmt: skip
    await clean(store)
    after = everything(database)
    added = {table: [row[0] for row in after[table] if row not in before[table]] for table in after}
    assert {table: ids for table, ids in added.items() if ids} == {
        table: [young] for table in ("person", "source", "fact", "season", "episode", "character", "alias")
    }
    assert all(row in after[table] for table in before for row in before[table])


async def test_a_fact_that_settles_another_stays(store: Store, database: Path) -> None:
    filled(database, GUILD, USER, 3000)
    change(
        database,
        "INSERT INTO fact (id, show_id, layer, key, kind) VALUES (3001, 3000, :guild, 'settling', 'news')",
        "UPDATE revision SET settled_by = 3001 WHERE id = 3000",
        guild=GUILD,
    )
    before = everything(database)
    await clean(store)
    assert everything(database) == before


async def test_forms_are_kept_for_a_day(store: Store, database: Path) -> None:
    filled(database, GUILD, USER, 3000)
    filled(database, OTHER, OTHER_USER, 5000)
    change(database, "UPDATE typed SET typed_at = :at WHERE id = 3000", at=ago(hours=25))
    await clean(store)
    assert [row[0] for row in rows(database, "typed")] == [5000]


@pytest.mark.parametrize(
    ("values", "kept"),
    [
        ("message_id = 1", False),
        ("attempts = 5", False),
        ("attempts = 4", True),
        ("message_id = 1, made_at = :young", True),
        ("attempts = 5, made_at = :young", True),
    ],
)
async def test_lines_of_the_log_are_kept_for_a_month(store: Store, database: Path, values: str, kept: bool) -> None:
    filled(database, GUILD, USER, 3000)
    change(database, "UPDATE server SET log_channel = 1", "UPDATE log_line SET made_at = :at", at=ago(days=31))
    change(database, f"UPDATE log_line SET {values} WHERE id = 3000", young=ago(days=29))
    await clean(store)
    assert [row[0] for row in rows(database, "log_line")] == ([3000] if kept else []) + [3001]


async def test_lines_that_wait_where_no_log_is_kept_go_too(store: Store, database: Path) -> None:
    filled(database, GUILD, USER, 3000)
    change(database, "UPDATE log_line SET made_at = :at", at=ago(days=31))
    await clean(store)
    assert rows(database, "log_line") == []


async def test_the_line_of_an_open_suggestion_stays_until_it_is_decided(store: Store, database: Path) -> None:
    filled(database, GUILD, USER, 3000)
    change(
        database,
        "UPDATE log_line SET made_at = :at, message_id = 1, revision_id = 3001 WHERE id = 3000",
        "UPDATE proposal SET state = 'open', became_id = NULL",
        at=ago(days=99),
    )
    await clean(store)
    assert 3000 in [row[0] for row in rows(database, "log_line")]
    change(database, "UPDATE proposal SET state = 'rejected'")
    await clean(store)
    assert 3000 not in [row[0] for row in rows(database, "log_line")]


async def test_however_much_there_is_all_of_it_goes(
    store: Store, database: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(service, "_AT_ONCE", 3)
    before = everything(database)
    for number in range(10):
        change(database, *DRAFT, id=77 + number, guild=GUILD, at=ago(days=8), state="draft")
    await clean(store)
    assert everything(database) == before


@pytest.mark.parametrize(
    ("seen", "last_seen", "kept"),
    [(181, 1, False), (179, 1, True), (181, 181, True)],
)
async def test_marks_are_kept_for_half_a_year_or_while_the_feed_has_them(
    store: Store, database: Path, seen: int, last_seen: int, kept: bool
) -> None:
    filled(database, GUILD, USER, 3000)
    change(database, "UPDATE feed_mark SET seen_at = :at", at=ago(days=seen))
    change(database, "INSERT INTO feed_mark VALUES (3000, 'newer', :at)", at=ago(days=last_seen))
    await clean(store)
    assert {row[1] for row in rows(database, "feed_mark")} == ({"own", "newer"} if kept else {"newer"})


@pytest.mark.parametrize(
    ("state", "days", "items", "story"),
    [
        ("open", 999, True, True),
        ("rejected", 119, True, True),
        ("rejected", 121, False, False),
        ("accepted", 119, True, True),
        ("accepted", 121, False, True),
    ],
)
async def test_of_stories_that_were_decided_only_what_was_taken_is_kept(
    store: Store, database: Path, state: str, days: int, items: bool, story: bool
) -> None:
    filled(database, GUILD, USER, 3000)
    change(database, "UPDATE proposal SET state = :state", state=state)
    change(database, "UPDATE story SET found_at = :at", at=ago(days=days))
    await clean(store)
    assert bool(rows(database, "story_item")) == items
    assert bool(rows(database, "story")) == any(row[0] == 3001 for row in rows(database, "revision")) == story


@pytest.mark.parametrize(("days", "kept"), [(29, True), (31, False)])
async def test_lookups_are_kept_for_a_month(store: Store, database: Path, days: int, kept: bool) -> None:
    filled(database, GUILD, USER, 3000)
    change(database, "UPDATE lookup SET asked_at = :at", at=ago(days=days))
    await clean(store)
    assert bool(rows(database, "lookup")) == kept


@pytest.mark.parametrize(("days", "kept"), [(6, True), (8, False)])
async def test_copies_of_pages_are_kept_for_a_week(store: Store, database: Path, days: int, kept: bool) -> None:
    statement = "INSERT INTO web_copy (url, body, fetched_at) VALUES ('https://example.org/', :body, :at)"
    change(database, statement, body=b"\0", at=ago(days=days))
    await clean(store)
    assert bool(rows(database, "web_copy")) == kept


async def test_a_feed_that_others_follow_too_stays_when_a_server_is_deleted(store: Store, database: Path) -> None:
    filled(database, OTHER, OTHER_USER, 5000)
    filled(database, GUILD, USER, 3000)
    change(
        database,
        "INSERT INTO subscription (id, feed_id, guild_id, made_by, made_at, changed_by)"
        " VALUES (4000, 5000, :guild, :user, :at, :user)",
        guild=GUILD, user=USER, at=ago(hours=1),
    )  # fmt: skip
    await housekeeping(store, NOW - timedelta(days=31)).left(GUILD)
    await clean(store)
    assert [row[0] for row in rows(database, "feed")] == [5000]
    assert [row[0] for row in rows(database, "subscription")] == [5000]
    assert len(rows(database, "feed_mark")) == 1


async def test_what_feeds_brought_while_the_bot_was_away_is_not_new_afterwards(store: Store, database: Path) -> None:
    filled(database, GUILD, USER, 3000)
    await housekeeping(store).left(GUILD)
    assert await store.reading().feeds.active(3000) == ()
    await housekeeping(store).joined(GUILD)
    assert [subscription.fresh for subscription in await store.reading().feeds.active(3000)] == [True]

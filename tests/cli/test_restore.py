"""`python -m bot restore`: a backup takes the database's place, whatever became of that, and nothing is said twice."""

from __future__ import annotations

import asyncio
import gzip
import os
import pty
import signal
import sqlite3
import sys
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.cli.restore import UNKNOWN
from bot.errors import StoreUnwritable
from bot.store.copies import copy_database
from bot.store.forgotten import Forgotten
from bot.store.in_use import alone, is_in_use
from bot.store.schema import versions
from bot.wiring import open_services
from tests.cli.command import PACKS, Ended, casefile, contents, environment, locked_out, shut
from tests.small_disk import SmallDisk

NOW = datetime.now(UTC)
HOUR = timedelta(hours=1)
FAN, FRIEND = 812_345_678_901_234_567, 812_345_678_901_234_568
OLD = Path(__file__).parents[1] / "previous_release" / "database.sql.gz"


@pytest.fixture
def copy(database: Path) -> Path:
    """A backup of the database, with the requests to be forgotten begun before it."""
    Forgotten(database).begin(NOW - HOUR)
    return backed_up(database)


def backed_up(database: Path) -> Path:
    path = database.with_name("copy.db")
    path.unlink(missing_ok=True)
    copy_database(database, path, mark=True)
    return path


async def restore(database: Path, file: Path, *arguments: str) -> Ended:
    ended = await casefile(database.parent, "restore", str(file), *arguments, DATABASE=str(database))
    assert "Traceback" not in ended.err
    return ended


def run(database: Path, *statements: str) -> list[tuple[object, ...]]:
    """Run these statements, and return what the last one gives."""
    found: list[tuple[object, ...]] = []
    with closing(sqlite3.connect(database)) as connection, connection:
        for statement in statements:
            found = connection.execute(statement).fetchall()
    return found


def read(path: Path) -> bytes:
    return path.read_bytes()


def lose(path: Path) -> None:
    path.unlink()


def dump(database: Path) -> list[str]:
    with closing(sqlite3.connect(database)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
        return list(connection.iterdump())


def kept(database: Path) -> Path:
    (path,) = (path for path in database.parent.glob("*.replaced-*") if path.name[-1].isdigit())
    return path


def zero_a_page(database: Path) -> None:
    ((page,),) = run(database, "SELECT rootpage FROM sqlite_master WHERE name = 'revision'")
    assert isinstance(page, int)
    with database.open("r+b") as file:
        file.seek((page - 1) * 4096)
        file.write(bytes(4096))


def leave_a_log(database: Path) -> None:
    """As after a crash in which the file itself was destroyed."""
    database.write_bytes(b"lost" * 5000)
    for end in ("-wal", "-shm"):
        database.with_name(database.name + end).write_bytes(b"a log that is not the backup's" * 3000)


def drop_a_table(database: Path) -> None:
    run(database, "DROP TABLE claim")


DAMAGES: list[Callable[[Path], object]] = [
    zero_a_page,
    leave_a_log,
    drop_a_table,
    lambda database: os.truncate(database, 50_000),
    lambda database: os.truncate(database, 0),
    lambda database: database.write_text("Dear diary"),
]


@pytest.mark.parametrize("damage", DAMAGES)
async def test_after_damage_the_backup_is_there_and_the_rest_is_kept(
    database: Path, copy: Path, damage: Callable[[Path], object]
) -> None:
    whole = dump(database)
    damage(database)
    before = read(database)
    ended = await restore(database, copy, "--yes")
    assert (ended.code, ended.err) == (0, "")
    assert dump(database) == whole
    assert read(kept(database)) == before
    names = [name for name in contents(database.parent) if name.endswith(("-wal", "-shm")) and "replaced" not in name]
    assert names == []
    assert (await casefile(database.parent, "export", DATABASE=str(database))).code == 0


async def test_what_was_changed_since_is_kept_apart_and_its_extent_is_said(database: Path, copy: Path) -> None:
    later = (datetime.now(UTC) + 3 * 24 * HOUR + HOUR).isoformat()
    run(database, f"INSERT INTO server (guild_id, timezone, changed_at) VALUES (5, 'UTC', '{later}')")
    ended = await restore(database, copy, "--yes")
    assert ended.code == 0
    assert "1 servers" in ended.out
    assert "will be gone: 3 days of changes." in ended.out
    assert f"kept as {kept(database)}" in ended.out
    assert run(database, "SELECT COUNT(*) FROM server") == [(0,)]
    assert run(kept(database), "SELECT COUNT(*) FROM server") == [(1,)]
    again = await restore(database, kept(database), "--yes", "--without-requests")
    assert again.code == 0
    assert run(database, "SELECT COUNT(*) FROM server") == [(1,)]


async def test_a_database_that_is_gone(database: Path, copy: Path) -> None:
    whole = dump(database)
    lose(database)
    ended = await restore(database, copy, "--yes")
    assert ended.code == 0
    assert "There is no database" in ended.out
    assert dump(database) == whole


async def test_nothing_happens_without_a_yes(database: Path, copy: Path) -> None:
    before, there = read(database), contents(database.parent)
    ended = await restore(database, copy)
    assert ended.code == 8
    assert "Nothing was changed. Add --yes" in ended.err
    assert read(database) == before
    assert contents(database.parent) == sorted([*there, "casefile.db.lock"])


@pytest.mark.parametrize(("answer", "code"), [(b"y\n", 0), (b"Yes\n", 0), (b"n\n", 8), (b"\n", 8), (b"\x04", 8)])
async def test_a_person_at_a_terminal_is_asked(database: Path, copy: Path, answer: bytes, code: int) -> None:
    ours, theirs = pty.openpty()
    try:
        process = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "bot", "restore", str(copy),
            env=environment({"DATABASE": str(database)}), stdin=theirs, stdout=asyncio.subprocess.PIPE,
        )  # fmt: skip
        os.write(ours, answer)
        out, _ = await process.communicate()
    finally:
        os.close(ours)
        os.close(theirs)
    assert process.returncode == code
    assert b"Restore it? [y/N]" in out
    assert bool(list(database.parent.glob("*.replaced-*"))) == (code == 0)


async def test_it_is_refused_while_the_bot_runs_and_the_bot_while_it_restores(database: Path, copy: Path) -> None:
    before = dump(database)
    async with open_services(database, PACKS):
        assert is_in_use(database)
        link = database.with_name("link.db")
        link.symlink_to(database)
        for path in (database, link):
            ended = await restore(path, copy, "--yes")
            assert ended.code == 8
            assert "Casefile is running with this database. Stop the bot" in ended.err
    assert not is_in_use(database)
    with alone(database):
        ended = await casefile(database.parent, "export", DATABASE=str(database))
        assert ended.code == 3
        assert "is being restored" in ended.err
    assert not list(database.parent.glob("*.replaced-*"))
    assert dump(database)[:50] == before[:50]


async def test_a_process_that_was_killed_is_in_nobodys_way(database: Path, copy: Path) -> None:
    holds = "import sys\nfrom pathlib import Path\nfrom bot.store.in_use import in_use\n"
    holds += f"with in_use(Path({str(database)!r})):\n    print('held', flush=True)\n    sys.stdin.read()\n"
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-c", holds,
        env=environment(), stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE,
    )  # fmt: skip
    assert process.stdout is not None
    await process.stdout.readline()
    assert (await restore(database, copy, "--yes")).code == 8
    process.kill()
    await process.wait()
    assert (await restore(database, copy, "--yes")).code == 0


async def test_an_older_backup_is_brought_to_the_newest_schema(database: Path) -> None:
    old = database.with_name("old.db")
    with closing(sqlite3.connect(old)) as connection:
        connection.executescript(gzip.decompress(OLD.read_bytes()).decode())
    before = read(old)
    ended = await restore(database, old, "--yes", "--without-requests")
    assert (ended.code, ended.err) == (0, "")
    assert "does not say when it was made" in ended.out
    assert run(database, "SELECT version_num FROM alembic_version") == [(versions()[-1],)]
    assert dump(database)
    assert read(old) == before
    assert run(kept(database), "SELECT version_num FROM alembic_version") == [(versions()[-1],)]


async def test_a_newer_backup_is_refused(database: Path, copy: Path) -> None:
    run(copy, "UPDATE alembic_version SET version_num = '9999'")
    before = read(database)
    ended = await restore(database, copy, "--yes")
    assert ended.code == 3
    assert "later version of Casefile (its schema is 9999)" in ended.err
    assert read(database) == before


async def test_the_way_back_from_a_newer_version(database: Path, copy: Path) -> None:
    run(database, "UPDATE alembic_version SET version_num = '9999'", "CREATE TABLE added_later (n INTEGER)")
    assert (await restore(database, copy, "--yes")).code == 0
    assert run(database, "SELECT version_num FROM alembic_version") == [(versions()[-1],)]


async def test_what_is_no_whole_backup_is_refused(database: Path, copy: Path) -> None:
    before = read(database)
    zero_a_page(copy)
    diary = database.with_name("diary.db")
    run(diary, "CREATE TABLE entry (text TEXT)")
    for file, code, words in (
        (copy, 3, "is damaged"),
        (diary, 3, "not a database of Casefile"),
        (database.with_name("nowhere.db"), 8, "There is no file"),
        (database, 8, "is the database itself"),
    ):
        ended = await restore(database, file, "--yes", "--without-requests")
        assert ended.code == code
        assert words in ended.err
    assert read(database) == before


def fill_with_others(copy: Path) -> tuple[str, ...]:
    """Put beside a backup what is none, and return the names."""
    content, here = copy.read_bytes(), copy.parent
    others = {"text": b"Dear diary", "empty": b"", "cut.db": content[:300_000], "copy.db.gz": gzip.compress(content)}
    for name, written in others.items():
        (here / name).write_bytes(written)
    (here / "folder").mkdir()
    os.mkfifo(here / "pipe")
    return (*others, "folder", "pipe", "x" * 300, "copy.db/x")


async def test_what_can_not_be_restored_says_so_without_the_database_s_advice(database: Path, copy: Path) -> None:
    before, names = read(database), fill_with_others(copy)
    for name in names:
        ended = await restore(database, copy.parent / name, "--yes")
        assert ended.code in (3, 8)
        assert name in ended.err
        assert "DATABASE" not in ended.err
        assert "restore FILE" not in ended.err
        assert ended.code == 8 or "Nothing was changed. Name another backup." in ended.err
    assert read(database) == before


async def test_a_folder_in_place_of_the_database_stays_where_it_is(database: Path, copy: Path) -> None:
    folder = made(database.with_name("folder"))
    before = contents(database.parent)
    ended = await restore(folder, copy, "--yes", "--without-requests")
    assert ended.code == 8
    assert "which is not a file" in ended.err
    assert contents(database.parent) == before


@pytest.mark.parametrize("what", ["backups/copy.db", "backups", "live/casefile.db.lock", "live"])
async def test_what_this_user_may_not_read_is_named(tmp_path: Path, database: Path, copy: Path, what: str) -> None:
    backup = moved(copy, made(tmp_path / "backups"))
    live = moved(database, made(tmp_path / "live"))
    with alone(live):
        pass
    with shut(tmp_path / what):
        ended = await locked_out(tmp_path, "restore", str(backup), "--yes", "--without-requests", DATABASE=str(live))
    assert ended.code in (3, 8)
    assert "Permission denied" in ended.err
    assert "Traceback" not in ended.err


def made(folder: Path) -> Path:
    folder.mkdir()
    return folder


KILLED = """
import os, signal, sys
rest = int(sys.argv.pop(1))
begun = False
def hook(event, arguments):
    global begun, rest
    begun = begun or event == "sqlite3.connect"
    if begun and event in ("sqlite3.connect", "os.chmod", "os.chown", "os.link", "os.rename", "os.remove"):
        rest -= 1
        if rest == 0:
            os.kill(os.getpid(), signal.SIGKILL)
sys.addaudithook(hook)
from bot.__main__ import main
sys.exit(main())
"""
"""Runs the command line until it has opened a database, or changed what files there are, so often."""


async def killed(database: Path, file: Path, after: int) -> int:
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-c", KILLED, str(after), "restore", str(file), "--yes",
        env=environment({"DATABASE": str(database)}), cwd=database.parent, stdout=asyncio.subprocess.DEVNULL,
    )  # fmt: skip
    return await process.wait()


def put_back(database: Path) -> None:
    kept(database).replace(database)


def lose_kept(database: Path) -> None:
    for path in database.parent.glob("*.replaced-*"):
        lose(path)


def servers(database: Path) -> object:
    assert dump(database)
    return run(database, "SELECT COUNT(*) FROM server")[0][0]


async def test_wherever_it_is_killed_the_database_is_the_old_one_or_the_new_one(database: Path, copy: Path) -> None:
    run(database, "INSERT INTO server (guild_id, timezone, changed_at) VALUES (5, 'UTC', '2026-11-01T00:00:00+00:00')")
    found: list[object] = []
    code = -signal.SIGKILL
    while code == -signal.SIGKILL:
        code = await killed(database, copy, len(found) + 1)
        found.append(servers(database))
        if found[-1] == 0:  # back to the old one, so that the next has something to replace
            assert servers(kept(database)) == 1
            put_back(database)
        lose_kept(database)
    assert code == 0
    assert len(found) > 15
    assert found == sorted(found, key=lambda count: count == 0)
    assert [name for name in contents(database.parent) if "restoring" in name] == []


def moved(path: Path, folder: Path) -> Path:
    return path.rename(folder / path.name)


def pipe(path: Path) -> None:
    os.mkfifo(path)


def text(path: Path) -> None:
    path.write_text("Dear diary", encoding="utf-8")


def rights(path: Path) -> int:
    return path.stat().st_mode & 0o777


async def test_a_database_that_its_owner_may_not_read_is_replaced_by_one_that_can_be_read(
    database: Path, copy: Path
) -> None:
    with shut(database):
        ended = await locked_out(
            database.parent, "restore", str(copy), "--yes", "--without-requests", DATABASE=str(database)
        )
        found = rights(database), rights(kept(database))
    assert ended.code == 0, ended.err
    assert found == (0o600, 0)


async def test_a_database_that_another_program_has_open_is_not_torn(database: Path, copy: Path) -> None:
    """What is only in the log would be lost to a restore that is killed half-way."""
    with closing(sqlite3.connect(database, isolation_level=None)) as reading, reading:
        reading.execute("PRAGMA journal_mode = WAL")
        reading.execute("BEGIN")
        reading.execute("SELECT COUNT(*) FROM server").fetchall()
        run(database, "CREATE TABLE added_later (n INTEGER)")
        ended = await restore(database, copy, "--yes")
        assert ended.code == 3
        assert f"Another program has the database {database} open. Nothing was changed." in ended.err
        assert run(database, "SELECT COUNT(*) FROM added_later") == [(0,)]
    assert (await restore(database, copy, "--yes")).code == 0


@pytest.mark.parametrize("make", [made, pipe, text], ids=["folder", "pipe", "text"])
async def test_requests_that_can_t_be_read_are_not_called_missing(
    database: Path, copy: Path, make: Callable[[Path], object]
) -> None:
    path = Forgotten(database).path
    lose(path)
    make(path)
    ended = await restore(database, copy, "--yes")
    assert ended.code == 8
    assert f"{path} can't be read: " in ended.out
    assert "is missing" not in ended.out


async def test_a_full_disk_changes_nothing(loaded_database: Path, disk: SmallDisk, tmp_path: Path) -> None:
    database, copy = disk.path / "casefile.db", tmp_path / "copy.db"
    copy_database(loaded_database, copy, mark=True)
    copy_database(loaded_database, database, mark=False)
    Forgotten(database).begin(NOW - HOUR)
    with alone(database):
        pass
    for leave in (1, 500_000):
        disk.fill(leave)
        there = contents(disk.path)
        ended = await restore(database, copy, "--yes")
        assert ended.code == 9
        assert contents(disk.path) == there
        assert dump(database)
    disk.empty()
    assert (await restore(database, copy, "--yes")).code == 0


def left_of(user: int, database: Path) -> list[str]:
    return [line for line in dump(database) if str(user) in line]


async def use(database: Path, user: int) -> None:
    """Let a member say how far they have watched."""
    ((show,),) = run(database, "SELECT id FROM show LIMIT 1")
    moment = NOW.isoformat()
    run(
        database,
        f"INSERT INTO seen (user_id, show_id, season, number, changed_at) VALUES ({user}, {show}, 1, 1, '{moment}')",
    )
    run(
        database,
        f"UPDATE revision SET made_by = {user} WHERE id = (SELECT MIN(id) FROM revision WHERE made_by IS NULL)",
    )


async def forget(database: Path, user: int) -> None:
    async with open_services(database, PACKS) as services:
        await services.servers.privacy.forget(user)


async def test_members_who_asked_to_be_forgotten_stay_forgotten(database: Path) -> None:
    Forgotten(database).begin(NOW - HOUR)
    for user in (FAN, FRIEND):
        await use(database, user)
    copy = backed_up(database)
    await forget(database, FAN)
    assert left_of(FAN, database) == []
    ended = await restore(database, copy, "--yes")
    assert ended.code == 0
    assert "forgotten again: 1." in ended.out
    assert left_of(FAN, database) == []
    assert len(left_of(FRIEND, database)) == 2


async def test_a_request_that_could_not_be_carried_out_is_made_up_for(database: Path) -> None:
    """The request is noted before the transaction is kept, and without it nothing is kept."""
    await use(database, FAN)
    copy = backed_up(database)
    requests = Forgotten(database)
    async with open_services(database, PACKS) as services:
        requests.path.rename(requests.path.with_name("aside"))
        requests.path.mkdir()
        with pytest.raises(StoreUnwritable):
            await services.servers.privacy.forget(FAN)
        requests.path.rmdir()
        requests.path.with_name("aside").rename(requests.path)
    assert len(left_of(FAN, database)) == 2
    requests.add(FAN, datetime.now(UTC))
    assert (await restore(database, copy, "--yes", "--without-requests")).code == 0
    assert left_of(FAN, database) == []


async def test_who_came_back_before_the_backup_is_not_forgotten_again(database: Path) -> None:
    Forgotten(database).begin(NOW - 100 * HOUR)
    Forgotten(database).add(FAN, NOW - 50 * HOUR)
    await use(database, FAN)
    copy = backed_up(database)
    assert (await restore(database, copy, "--yes")).code == 0
    assert len(left_of(FAN, database)) == 2


@pytest.mark.parametrize("how", ["missing", "too young", "damaged"])
async def test_without_all_requests_it_asks(database: Path, copy: Path, how: str) -> None:
    requests = Forgotten(database)
    requests.path.unlink()
    if how == "too young":
        requests.begin(datetime.now(UTC) + HOUR)
    elif how == "damaged":
        requests.path.write_text("nonsense")
    before = read(database)
    ended = await restore(database, copy, "--yes")
    assert ended.code == 8
    assert "--without-requests" in ended.err
    assert "which members asked to be forgotten" in ended.out
    assert read(database) == before
    assert (await restore(database, copy, "--yes", "--without-requests")).code == 0


def post(database: Path, number: int, state: str, due: datetime, *, message: int | None = None) -> None:
    moment = due.isoformat()
    run(
        database,
        "INSERT INTO delivery (id, announcement_id, guild_id, channel_id, forum, occurrence, due_at, try_at, state,"
        f" message_id) VALUES ({number}, 7, 1, 2, 0, '{number}', '{moment}', '{moment}', '{state}',"
        f" {message or 'NULL'})",
    )


def announce(database: Path, number: int, due: datetime) -> None:
    moment = due.isoformat()
    run(
        database,
        "INSERT INTO announcement (id, guild_id, kind, state, text, title, image_url, link, late, due_at, next_due,"
        f" made_by, made_at, changed_by, changed_at) VALUES ({number}, 1, 'once', 'active', 'x', '', '', '', 'send',"
        f" '{moment}', '{moment}', 1, '{moment}', 1, '{moment}')",
        "INSERT INTO target (id, announcement_id, channel_id, forum, paused, checked_at)"
        f" VALUES ({number}, {number}, 2, 0, 0, '{moment}')",
    )


POSTS = "SELECT id, state, doubtful, message_id FROM delivery ORDER BY id"


@pytest.fixture
def with_posts(database: Path) -> Path:
    """A backup in which one post is in the past, one in the future, and an announcement is not planned yet."""
    Forgotten(database).begin(NOW - 2 * HOUR)
    announce(database, 7, NOW + 9 * HOUR)
    announce(database, 9, NOW - HOUR / 2)
    post(database, 11, "sent", NOW - HOUR, message=500)
    post(database, 12, "waiting", NOW - HOUR)
    post(database, 13, "waiting", NOW + HOUR)
    return backed_up(database)


async def test_what_was_posted_since_is_known_from_what_is_replaced(database: Path, with_posts: Path) -> None:
    run(database, "UPDATE delivery SET state = 'sent', message_id = 501 WHERE id = 12")
    run(
        database,
        "INSERT INTO delivery (id, announcement_id, guild_id, channel_id, forum, occurrence, due_at, try_at, state,"
        " message_id) SELECT 14, 9, 1, 2, 0, next_due, next_due, next_due, 'sent', 502 FROM announcement WHERE id = 9",
        "UPDATE announcement SET next_due = NULL, state = 'done' WHERE id = 9",
    )
    ended = await restore(database, with_posts, "--yes")
    assert ended.code == 0
    assert "is known from the database that was replaced" in ended.out
    posts = [(11, "sent", 0, 500), (12, "sent", 0, 501), (13, "waiting", 0, None), (14, "sent", 0, 502)]
    assert run(database, POSTS) == posts
    # The time that was restored with it is planned already.
    async with open_services(database, PACKS) as services:
        await services.posts.planner.plan()
    assert run(database, POSTS) == posts


async def test_after_damage_what_may_have_been_posted_is_in_doubt_or_left_out(database: Path, with_posts: Path) -> None:
    lose(database)
    leave_a_log(database)
    ended = await restore(database, with_posts, "--yes")
    assert ended.code == 0
    assert "looked for in their channels first: 1." in ended.out
    assert "left out because they may have been sent: 1." in ended.out
    left_out, *rest = sorted(run(database, POSTS), key=lambda row: row[1] != "skipped")
    assert left_out[1:] == ("skipped", 0, None)
    assert rest == [(11, "sent", 0, 500), (12, "waiting", 1, None), (13, "waiting", 0, None)]
    assert run(database, "SELECT first_try_at = due_at FROM delivery WHERE id = 12") == [(1,)]
    assert run(database, "SELECT reason FROM delivery WHERE state = 'skipped'") == [(UNKNOWN,)]


async def test_if_the_bot_has_not_run_since_all_is_posted_late(database: Path, with_posts: Path) -> None:
    lose(database)
    ended = await restore(database, with_posts, "--yes", "--not-run-since")
    assert ended.code == 0
    assert "is posted late" in ended.out
    assert run(database, POSTS) == [(11, "sent", 0, 500), (12, "waiting", 0, None), (13, "waiting", 0, None)]
    assert run(database, "SELECT state FROM announcement WHERE id = 9") == [("active",)]


async def test_another_database_says_nothing_about_these_posts(database: Path, with_posts: Path) -> None:
    run(database, "PRAGMA application_id = 77")
    assert (await restore(database, with_posts, "--yes")).code == 0
    assert (12, "waiting", 1, None) in run(database, POSTS)

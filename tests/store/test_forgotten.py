"""Requests to be forgotten, beside the database: none is lost, whatever ends the process and whoever else writes."""

from __future__ import annotations

import re
from concurrent.futures import ProcessPoolExecutor
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.errors import StoreUnwritable
from bot.store.forgotten import KEPT, Forgotten, Requests, UnreadableRequests
from tests.engines.raw import connect

NOW = datetime(2026, 11, 29, 12, tzinfo=UTC)
DAY = timedelta(days=1)
FAN = 812_345_678_901_234_567
SQL = Path(__file__).parents[2] / "bot" / "store" / "sql" / "housekeeping.sql"


@pytest.fixture
def file(tmp_path: Path) -> Forgotten:
    made = Forgotten(tmp_path / "casefile.db")
    made.begin(NOW)
    return made


def read(file: Forgotten) -> Requests:
    found = file.read()
    assert found is not None
    return found


def test_no_file_is_not_the_same_as_no_requests(tmp_path: Path) -> None:
    file = Forgotten(tmp_path / "casefile.db")
    assert file.read() is None
    file.begin(NOW)
    assert not read(file).asked_after(FAN, None)
    assert read(file).are_all_after(NOW)
    assert not read(file).are_all_after(NOW - DAY)
    assert not read(file).are_all_after(None)


def test_a_request_counts_for_backups_from_before_it(file: Forgotten) -> None:
    file.add(FAN, NOW)
    found = read(file)
    assert found.asked_after(FAN, NOW - DAY)
    assert found.asked_after(FAN, NOW + timedelta(minutes=1))  # the transaction may have ended after the backup began
    assert found.asked_after(FAN, None)
    assert not found.asked_after(FAN, NOW + 2 * DAY)
    assert not found.asked_after(FAN + 1, None)


def test_no_id_can_be_read_from_it(file: Forgotten) -> None:
    file.add(FAN, NOW)
    assert str(FAN) not in file.path.read_text()
    assert file.path.stat().st_mode & 0o077 == 0
    other = Forgotten(file.path.with_name("other.db"))
    other.add(FAN, NOW)
    (mine,), (theirs,) = (read(one).by_digest for one in (file, other))
    assert mine != theirs


@given(st.lists(st.tuples(st.integers(1, 5), st.integers(0, 3000)), max_size=30))
def test_the_last_request_of_each_is_kept_and_old_ones_go(tmp_path: Path, asked: list[tuple[int, int]]) -> None:
    file = Forgotten(tmp_path / "many.db")
    file.path.unlink(missing_ok=True)
    asked.sort(key=lambda each: each[1])
    for user, day in asked:
        file.add(user, NOW + day * DAY)
    last = {user: NOW + day * DAY for user, day in asked}
    found = file.read()
    assert (found is None) == (not asked)
    end = max(last.values(), default=NOW)
    for user, moment in last.items():
        assert found is not None
        assert moment < end - KEPT or found.asked_after(user, moment)
        assert not found.asked_after(user, moment + 2 * DAY)
    assert found is None or len(found.by_digest) <= len(last)


@given(st.data())
def test_a_line_that_a_power_cut_left_unfinished_harms_no_other(tmp_path: Path, data: st.DataObject) -> None:
    file = Forgotten(tmp_path / "cut.db")
    file.path.unlink(missing_ok=True)
    file.add(1, NOW)
    before = file.path.read_bytes()
    file.add(2, NOW)
    whole = file.path.read_bytes()
    cut = data.draw(st.integers(len(before), len(whole) - 2))
    file.path.write_bytes(whole[:cut])
    file.add(3, NOW)
    file.add(3, NOW)  # which writes it anew
    assert read(file).asked_after(1, None)
    assert read(file).asked_after(3, None)
    assert len(read(file).by_digest) == 2


@pytest.mark.parametrize("damage", [b"", b"nonsense\n", None])
def test_a_damaged_file_is_not_written_to(file: Forgotten, damage: bytes | None) -> None:
    file.add(FAN, NOW)
    text = file.path.read_bytes()
    file.path.write_bytes(text[:-20] + b"!" * 19 + b"\n" if damage is None else damage)
    with pytest.raises(UnreadableRequests):
        file.read()
    before = file.path.read_bytes()
    with pytest.raises(StoreUnwritable, match="can't be read"):
        file.add(FAN + 1, NOW)
    assert file.path.read_bytes() == before


def _ask(database: Path, first: int) -> None:
    for number in range(20):
        Forgotten(database).add(first + number % 15, NOW + timedelta(seconds=number))


def test_several_processes_lose_none_of_each_others_requests(tmp_path: Path) -> None:
    database = tmp_path / "casefile.db"
    with ProcessPoolExecutor(4) as processes:
        for done in [processes.submit(_ask, database, first) for first in (100, 200, 300, 400)]:
            done.result()
    found = read(Forgotten(database))
    assert len(found.by_digest) == 60
    assert all(found.asked_after(first + number, None) for first in (100, 200, 300, 400) for number in range(15))
    assert [path.name for path in tmp_path.iterdir()] == ["casefile.db.forgotten"]


@pytest.mark.sqlite  # it reads the schema as SQLite has it
def test_everybody_who_can_be_forgotten_is_looked_for_after_a_restore(loaded_database: Path) -> None:
    text = SQL.read_text(encoding="utf-8")
    forgets = set(re.findall(r"UPDATE (\w+) SET (\w+) = 0 WHERE \2 = :user", text))
    forgets |= set(re.findall(r"DELETE FROM (\w+) WHERE (user_id) = :user", text))
    members = text.partition("-- name: members()")[2]
    looks = {(table, column) for column, table in re.findall(r"SELECT (\w+)(?: AS member)? FROM (\w+)", members)}
    assert looks == forgets
    with closing(connect(loaded_database)) as connection:
        tables = [name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        columns = {(name, row[1]) for name in tables for row in connection.execute(f"PRAGMA table_info({name})")}
    kept_by_servers = {("blocked", "user_id")}
    assert {(t, c) for t, c in columns if re.search("_by$|^user_id$", c)} - kept_by_servers - {
        ("revision", "settled_by"), ("head", "settled_by"), ("about", "settled_by"),
    } == forgets  # fmt: skip

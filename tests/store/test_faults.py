"""What SQLite's errors mean, each one raised by SQLite itself."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from bot.domain.outages import Unwritable
from bot.errors import StoreBusy, StoreDamaged, StoreTrouble, StoreUnwritable
from bot.store.faults import meaning

pytestmark = pytest.mark.sqlite


def error_of(act: Callable[[], object]) -> BaseException:
    with pytest.raises((sqlite3.Error, UnicodeError)) as raised:
        act()
    return raised.value


def a_full_file(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA max_page_count = 1")
        connection.execute("CREATE TABLE more (text)")


def a_read_only_file(path: Path) -> None:
    with closing(sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True)) as connection:
        connection.execute("CREATE TABLE more (text)")


def no_such_folder(path: Path) -> None:
    sqlite3.connect(path / "folder" / "casefile.db")


def another_writer(path: Path) -> None:
    with closing(sqlite3.connect(path)) as first, closing(sqlite3.connect(path, timeout=0)) as second:
        first.execute("BEGIN IMMEDIATE")
        second.execute("BEGIN IMMEDIATE")


def no_database(path: Path) -> None:
    path.write_bytes(b"Remember the milk. " * 100)
    no_table(path)


def half_a_file(path: Path) -> None:
    path.write_bytes(path.read_bytes()[: 3 * 4096])
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("SELECT COUNT(*) FROM claim").fetchall()


def no_table(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("SELECT * FROM nowhere")


def no_column(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("SELECT colour FROM claim")


def no_text(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("SELECT CAST(x'ff' AS TEXT)").fetchone()


@pytest.mark.parametrize(
    ("act", "means"),
    [
        (a_full_file, Unwritable.FULL),
        (a_read_only_file, Unwritable.READ_ONLY),
        (no_such_folder, Unwritable.FAILING),
        (another_writer, StoreBusy),
        (no_database, StoreDamaged),
        (half_a_file, StoreDamaged),
        (no_table, StoreDamaged),
        (no_column, StoreDamaged),
        (no_text, StoreDamaged),
    ],
)
def test_every_kind_of_trouble_has_its_error(
    database: Path, act: Callable[[Path], None], means: Unwritable | type[StoreTrouble]
) -> None:
    found = meaning(error_of(lambda: act(database)))
    if isinstance(means, Unwritable):
        assert isinstance(found, StoreUnwritable)
        assert found.why is means
    else:
        assert type(found) is means


def test_what_is_wrong_with_a_statement_is_no_trouble_of_the_database(database: Path) -> None:
    with closing(sqlite3.connect(database)) as connection:
        for wrong in ("SELEKT 1", "INSERT INTO show (id) VALUES (1)", "SELECT abs(-9223372036854775807 - 1)"):
            assert meaning(error_of(lambda wrong=wrong: connection.execute(wrong).fetchall())) is None
        # Half a character, which somebody sent, says nothing about what is stored.
        assert meaning(error_of(lambda: connection.execute("SELECT ?", ("\ud800",)))) is None


def test_the_words_for_a_person_say_what_happened_and_what_to_do() -> None:
    for why in Unwritable:
        words = str(StoreUnwritable(why))
        assert "so nothing was saved." in words
        assert words.endswith((".", "!"))
    assert StoreUnwritable.exit_code == 9
    assert StoreDamaged.exit_code == 3

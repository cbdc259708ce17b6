"""What a transaction noted is handed on once it is committed, and never before or instead."""

import asyncio
import os
import shutil
import sqlite3
from collections.abc import Awaitable, Callable, Generator, Sequence
from contextlib import closing, suppress
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.domain.announcements import AnnouncementKind, AnnouncementState
from bot.domain.facts import Kind
from bot.domain.moderation import FactWords
from bot.domain.notices import (
    AnnouncementsChanged,
    FactsChanged,
    LogChanged,
    Notice,
    SettingsChanged,
    ShowChosen,
    SuggestionDecided,
)
from bot.domain.outcome import follow_outcome
from bot.errors import StoreUnwritable
from bot.services.servers.choices import Choices
from bot.store.connection import Connection, Parameters, Row
from bot.store.database import Database, open_database
from bot.store.schema import migrate
from bot.store.store import Store, open_store
from tests.helpers import announcements
from tests.helpers.facts import FAN, MOD, SERVER_A, Clock, Desk
from tests.helpers.news import CONFIRMED
from tests.small_disk import NoDiskError, SmallDisk, small_disk

pytestmark = pytest.mark.sqlite  # they reach into its connections; tests/store/postgres has the like

GUILD = 4200
NOW = datetime(2026, 1, 1, tzinfo=UTC)


class Notices(list[Notice]):
    """Everything that was handed on."""

    def react(self, notices: Sequence[Notice]) -> None:
        self.extend(notices)

    def taken(self) -> set[Notice]:
        """All since the last call."""
        taken = set(self)
        self.clear()
        return taken


@pytest.fixture
async def notices(store: Store) -> Notices:
    heard = Notices()
    store.after_commit(heard.react)
    return heard


@pytest.fixture
async def desk(store: Store) -> Desk:
    desk = Desk(store, Clock())
    await desk.let_moderate()
    return desk


async def test_notices_come_after_the_commit_each_once_and_in_order(store: Store, notices: Notices) -> None:
    async with store.changing() as gateways:
        for guild in (GUILD, 1, GUILD):
            await gateways.log.add(guild + len(notices), guild, NOW, words="A line")
        gateways.note(FactsChanged(GUILD))
        assert notices == []
    assert notices == [LogChanged(GUILD), LogChanged(1), FactsChanged(GUILD)]


async def test_a_transaction_that_is_undone_hands_nothing_on(store: Store, notices: Notices) -> None:
    async def fail() -> None:
        async with store.changing() as gateways:
            gateways.note(FactsChanged(GUILD))
            raise RuntimeError

    with pytest.raises(RuntimeError):
        await fail()
    async with store.changing() as gateways:
        gateways.note(LogChanged(GUILD))
    assert notices == [LogChanged(GUILD)]


async def test_a_reaction_that_fails_fails_neither_the_change_nor_the_other_reactions(
    database: Path, caplog: pytest.LogCaptureFixture
) -> None:
    heard = Notices()

    def fail(notices: Sequence[Notice]) -> None:
        raise RuntimeError("a reaction went wrong")

    async with open_store(database) as store:
        store.after_commit(fail)
        store.after_commit(heard.react)
        async with store.changing() as gateways:
            await gateways.servers.set_timezone(GUILD, "Europe/Berlin", NOW)
            gateways.note(FactsChanged(GUILD))
        assert (await store.reading().servers.get(GUILD)).timezone == "Europe/Berlin"
    assert heard == [SettingsChanged(GUILD), FactsChanged(GUILD)]
    assert "a reaction went wrong" in caplog.text


async def test_a_fact_is_handed_on_when_it_is_saved_and_not_while_it_is_a_draft(desk: Desk, notices: Notices) -> None:
    draft = await desk.write_sourced(Kind.NEWS, FactWords(statement="It is made."), CONFIRMED)
    assert notices.taken() == set()
    saved = await desk.save(draft)
    assert notices.taken() == {FactsChanged(SERVER_A), LogChanged(SERVER_A)}
    await desk.history.undo(MOD, saved.revision.fact.id)
    assert notices.taken() == {FactsChanged(SERVER_A), LogChanged(SERVER_A)}


async def test_a_suggestion_is_handed_on_when_it_is_made_and_when_it_is_decided(desk: Desk, notices: Notices) -> None:
    made = await desk.new_suggestions.in_words(FAN, "Season 9 is made.", "https://example.com/a")
    assert notices.taken() == {LogChanged(SERVER_A)}
    await desk.suggestions.block(MOD, made.proposal.id)
    assert notices.taken() == {LogChanged(SERVER_A)}
    await desk.suggestions.approve(MOD, made.proposal.id)
    decided = SuggestionDecided(SERVER_A, made.proposal.id)
    assert notices.taken() == {FactsChanged(SERVER_A), LogChanged(SERVER_A), decided}


async def test_a_rejected_suggestion_changes_no_fact(desk: Desk, notices: Notices) -> None:
    made = await desk.new_suggestions.in_words(FAN, "Season 9 is made.", "https://example.com/a")
    notices.taken()
    await desk.suggestions.reject(MOD, made.proposal.id, "No source")
    assert notices.taken() == {LogChanged(SERVER_A), SuggestionDecided(SERVER_A, made.proposal.id)}


async def test_a_newer_pack_changes_the_facts_that_all_servers_share(
    desk: Desk, notices: Notices, tmp_path: Path
) -> None:
    await desk.load_newer_pack(tmp_path, ("All 13 episodes are directed by women.", "Newer words."))
    assert notices.taken() == {FactsChanged(0, await desk.show())}


async def test_a_chosen_show_is_handed_on(desk: Desk, notices: Notices) -> None:
    await Choices(desk.kit).choose_show(SERVER_A, "Jessica Jones", desk.clock.today)
    assert ShowChosen(SERVER_A) in notices.taken()


async def test_announcements_are_handed_on_once_they_are_no_drafts(store: Store, notices: Notices) -> None:
    draft = announcements.announcement(AnnouncementKind.ONCE, guild=SERVER_A, state=AnnouncementState.DRAFT)
    await announcements.keep(store, draft)
    assert notices.taken() == set()
    async with store.changing() as gateways:
        await gateways.announcements.save(replace(draft, state=AnnouncementState.ACTIVE))
    assert notices.taken() == {AnnouncementsChanged(SERVER_A)}


# What is known of a change afterwards


@pytest.fixture
def large_disk(tmp_path: Path) -> Generator[SmallDisk]:
    try:
        with small_disk(tmp_path / "large", megabytes=48) as mounted:
            yield mounted
    except NoDiskError as error:
        pytest.skip(str(error))


async def save(store: Store) -> None:
    async with store.changing() as gateways:
        await gateways.servers.set_timezone(GUILD, "Europe/Berlin", NOW)


async def test_a_saved_change_is_known_to_be_saved_also_if_another_task_made_it(store: Store) -> None:
    outcome = follow_outcome()
    assert outcome.is_nothing
    await asyncio.create_task(save(store))
    assert (outcome.saved, outcome.in_doubt) == ([SettingsChanged(GUILD)], [])


async def test_what_is_undone_or_only_drafted_is_known_to_change_nothing(desk: Desk, store: Store) -> None:
    outcome = follow_outcome()
    await desk.write_sourced(Kind.NEWS, FactWords(statement="It is made."), CONFIRMED)
    with suppress(RuntimeError):
        async with store.changing() as gateways:
            await gateways.servers.set_timezone(GUILD, "Europe/Berlin", NOW)
            raise RuntimeError
    assert outcome.is_nothing


async def test_a_commit_that_another_program_prevents_is_known_to_change_nothing(
    store: Store, database: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.store.connection.Connection.fetch", failing("COMMIT", sqlite3.OperationalError("busy")))
    outcome = follow_outcome()
    with pytest.raises(sqlite3.OperationalError):
        await save(store)
    assert outcome.is_nothing
    assert (await store.reading().servers.get(GUILD)).timezone == "UTC"


async def test_a_commit_on_a_full_disk_is_known_to_change_nothing(loaded_database: Path, disk: SmallDisk) -> None:
    path = disk.path / "casefile.db"
    shutil.copyfile(loaded_database, path)
    async with open_store(path) as small:
        await save(small)
        disk.fill()
        outcome = follow_outcome()
        with pytest.raises(StoreUnwritable):
            async with small.changing() as gateways:
                await gateways.servers.set_timezone(GUILD, "Asia/Tokyo", NOW)
        assert outcome.is_nothing
        assert (await small.reading().servers.get(GUILD)).timezone == "Europe/Berlin"
        disk.empty()
        await save(small)  # nothing is left of the transaction that failed


async def test_a_commit_without_room_for_the_index_leaves_the_change_in_doubt(large_disk: SmallDisk) -> None:
    path, left = large_disk.path / "casefile.db", large_disk.path / "left.db"
    migrate(path)
    async with open_database(path) as database:
        outcome = follow_outcome()
        with pytest.raises(StoreUnwritable, match="it is not known whether this was saved"):
            await save_what_needs_a_longer_index(database, path, large_disk)
        assert outcome.in_doubt == [SettingsChanged(GUILD)]
        large_disk.empty()
        for end in ("", "-wal"):  # what a kill would leave
            shutil.copyfile(f"{path}{end}", f"{left}{end}")
    with closing(sqlite3.connect(left)) as connection:
        assert connection.execute("SELECT count(*) FROM web_copy").fetchone() == (1,)


async def save_what_needs_a_longer_index(database: Database, path: Path, disk: SmallDisk) -> None:
    """Leave room in the log, but none for the second part of its index, which only the commit gets to."""
    pages = 4150
    async with database.transaction() as executor:
        executor.note(SettingsChanged(GUILD))
        sql = "INSERT INTO web_copy (url, body, fetched_at) VALUES ('', zeroblob(:size), '')"
        await executor.fetch(sql, {"size": pages * 4092})
        with path.with_name(f"{path.name}-wal").open("r+b") as log:
            os.posix_fallocate(log.fileno(), 0, (pages + 100) * 4120)
        disk.fill()


async def test_a_commit_that_is_cancelled_leaves_the_change_in_doubt(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.store.connection.Connection.fetch", failing("COMMIT", asyncio.CancelledError()))
    outcome = follow_outcome()
    with pytest.raises(asyncio.CancelledError):
        await save(store)
    assert (outcome.saved, outcome.in_doubt) == ([], [SettingsChanged(GUILD)])


def failing(statement: str, error: BaseException) -> Callable[..., Awaitable[list[Row]]]:
    """Statements as ever, but this one fails before it reaches SQLite."""
    real = Connection.fetch

    async def fetch(connection: Connection, sql: str, parameters: Parameters) -> list[Row]:
        if sql == statement:
            raise error
        return await real(connection, sql, parameters)

    return fetch

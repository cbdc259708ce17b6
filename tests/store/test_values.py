"""What goes into the store comes out as it was: days, times and ids of 64 bits."""

import asyncio
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.codes import EpisodeCode
from bot.domain.facts import Weight
from bot.domain.revisions import ChangeKind, Made
from bot.store.gateways.revisions import Scopes
from bot.store.store import Store, open_store
from tests.engines.raw import connect
from tests.store.layers import MADE_AT, OTHER_SERVER, SERVER, all_women, revise, show_id


def column(path: Path, sql: str) -> list[object]:
    connection = connect(path)
    try:
        return [value for (value,) in connection.execute(sql)]
    finally:
        connection.close()


async def test_days_come_back_as_days(store: Store) -> None:
    entry = await store.reading().catalogue.episode(SERVER, await show_id(store), EpisodeCode(2, 7))
    assert entry is not None
    assert type(entry.episode.aired) is date
    assert entry.episode.aired == date(2018, 3, 8)


async def test_a_claim_comes_back_with_its_day_and_precision(store: Store) -> None:
    fact = await all_women(store, SERVER)
    assert fact is not None
    claims = {claim.source.outlet: claim for claim in fact.claims}
    article = claims["International Business Times Australia"]
    assert article.published is not None
    assert article.published.text == "late 2016"
    assert type(article.counts_from) is date
    assert (article.counts_from, article.weight) == (date(2016, 12, 31), Weight.CONFIRMED)
    undated = claims["themarysue.com"]
    assert undated.published is None
    assert undated.counts_from == date(2018, 3, 8)


async def test_every_time_is_stored_as_iso_text_with_its_offset(store: Store, database: Path) -> None:
    fact = await all_women(store, SERVER)
    assert fact is not None
    async with store.writing() as gateways:
        await revise(gateways, fact, SERVER, "Ours")
        await gateways.servers.set_timezone(SERVER, "Europe/Berlin", MADE_AT)
    times = [
        *column(database, "SELECT DISTINCT made_at FROM revision"),
        *column(database, "SELECT loaded_at FROM pack"),
        *column(database, "SELECT changed_at FROM server"),
    ]
    assert len(times) == 4
    for stored in times:
        assert isinstance(stored, str)
        assert datetime.fromisoformat(stored).utcoffset() == timedelta(0)
    assert MADE_AT in [datetime.fromisoformat(str(stored)).astimezone(UTC) for stored in times]


async def test_every_day_is_stored_as_iso_text(store: Store, database: Path) -> None:
    days = column(database, "SELECT aired FROM episode UNION SELECT counts_from FROM claim")
    assert all(isinstance(day, str) and date.fromisoformat(day).isoformat() == day for day in days)


async def test_who_made_a_revision_survives_with_all_64_bits(store: Store, database: Path) -> None:
    fact = await all_women(store, SERVER)
    assert fact is not None
    async with store.writing() as gateways:
        await revise(gateways, fact, SERVER, "Ours")
    stored = column(database, "SELECT layer FROM revision WHERE layer <> 0 UNION SELECT made_by FROM revision")
    assert {value for value in stored if value is not None} == {SERVER, OTHER_SERVER}


@settings(max_examples=15)
@given(guild=st.integers(2**53, 2**63 - 1))
def test_a_servers_id_survives_with_all_64_bits(database: Path, guild: int) -> None:
    async def write_and_read() -> tuple[str, str]:
        async with open_store(database) as store:
            async with store.writing() as gateways:
                await gateways.servers.set_timezone(guild, f"zone {guild}", MADE_AT)
            servers = store.reading().servers
            return (await servers.get(guild)).timezone, (await servers.get(guild - 1)).timezone

    mine, neighbour = asyncio.run(write_and_read())
    assert mine == f"zone {guild}"
    assert neighbour != mine
    assert guild in column(database, "SELECT guild_id FROM server")


async def test_a_time_without_a_zone_is_refused_and_changes_nothing(store: Store) -> None:
    async def write() -> None:
        async with store.writing() as gateways:
            await gateways.servers.set_timezone(SERVER, "Europe/Berlin", MADE_AT.replace(tzinfo=None))

    with pytest.raises(ValueError, match="has no time zone"):
        await write()
    assert (await store.reading().servers.get(SERVER)).timezone == "UTC"


async def test_a_revision_made_at_a_time_without_a_zone_is_refused(store: Store) -> None:
    fact = await all_women(store, SERVER)
    assert fact is not None

    async def write() -> None:
        made = Made(ChangeKind.EDIT, MADE_AT.replace(tzinfo=None))
        async with store.writing() as gateways:
            scopes = Scopes(await gateways.catalogue.season_ids(fact.show.id))
            await gateways.revisions.add(replace(fact, revision_id=1), SERVER, made, scopes)

    with pytest.raises(ValueError, match="has no time zone"):
        await write()
    assert await all_women(store, SERVER) == fact


async def test_a_time_of_another_zone_is_stored_in_utc(store: Store, database: Path) -> None:
    east = timezone(timedelta(hours=5, minutes=30))
    async with store.writing() as gateways:
        await gateways.servers.set_timezone(SERVER, "Asia/Kolkata", MADE_AT.astimezone(east))
    assert column(database, "SELECT changed_at FROM server") == [MADE_AT.isoformat()]

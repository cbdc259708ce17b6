"""Importing tables with any columns."""

from __future__ import annotations

import random
from datetime import UTC, date, datetime

import pytest

from bot.domain.facts import Billing, Fact, Kind
from bot.domain.ids import Ids
from bot.domain.imports import Preview, Taken
from bot.domain.show_lookups import Loaded
from bot.errors import BadInput
from bot.packs.any_table import Built, understand
from bot.services.files.export_pack import to_pack
from bot.services.kit import Kit
from bot.services.shows.loader import PackLoader
from bot.services.shows.tables import Earlier, Tables
from bot.services.shows.view import ShowView, read_view
from bot.store.gateways.revisions import BASE
from bot.store.store import Store
from tests.helpers.imports import NEAR, files
from tests.store.layers import SERVER

NOW = datetime(2026, 11, 22, tzinfo=UTC)
EPISODES = """Season,Episode,Title,Director,Air date
1,1,Crossing,Ada Moreau,2018-12-31
1,2,Fog,Bo Lind,2019-01-07
"""


def now() -> datetime:
    return NOW


IDS = Ids(now, random.Random(2))


def tables(store: Store) -> Tables:
    kit = Kit(store, IDS, now)
    return Tables(kit, PackLoader(kit))


async def build(
    store: Store, text: str, show: str = "Night Ferry", server: int = BASE, source: str = "Fan list"
) -> Built:
    return await tables(store).build(understand(text.encode(), "table.csv", ()), show, source, server)


async def load(store: Store, text: str, show: str = "Night Ferry") -> Loaded:
    return await tables(store).load(await build(store, text, show))


async def prepare(store: Store, text: str, source: str = "Fan list") -> Preview:
    built = await build(store, text, "Jessica Jones", SERVER, source)
    return await files(store).importing.prepare_additions(NEAR, "table.csv", built.pack)


async def take(store: Store, text: str, source: str = "Fan list") -> Taken:
    preview = await prepare(store, text, source)
    assert preview.batch is not None
    taken = await files(store).importing.take(NEAR, preview.batch, keep_ours=True)
    assert isinstance(taken, Taken)
    return taken


async def view(store: Store, title: str, server: int = BASE) -> ShowView:
    row = await store.reading().exports.show_named(server, title)
    assert row is not None
    return await read_view(store, server, row)


async def facts(store: Store, kind: Kind, code: str) -> list[Fact]:
    seen = await view(store, "jessica jones", SERVER)
    found = [row.fact for row in seen.facts if row.fact.kind is kind and not row.retired]
    return [fact for fact in found if [str(episode.code) for episode in fact.episodes] == [code]]


async def test_a_table_of_a_new_show_is_loaded_for_all_servers(store: Store) -> None:
    assert (await load(store, EPISODES)).added == 4
    pack, left_out = to_pack(await view(store, "night ferry", SERVER))
    assert left_out == 0
    assert [(episode.title, episode.aired) for episode in pack.episodes] == [
        ("Crossing", date(2018, 12, 31)), ("Fog", date(2019, 1, 7)),
    ]  # fmt: skip
    assert {pack.people[fact.people[0]].name for fact in pack.facts} == {"Ada Moreau", "Bo Lind"}


async def test_loaded_again_only_what_changed_is_written(store: Store) -> None:
    await load(store, EPISODES)
    again = await load(store, EPISODES, "  night   FERRY ")
    assert not again.anything
    corrected = await load(store, EPISODES.replace("Bo Lind", "Fay Roe"))
    assert (corrected.added, corrected.changed, corrected.retired) == (0, 1, 0)
    shorter = await load(store, EPISODES[: EPISODES.index("1,2")])
    assert shorter.retired == 2


async def test_a_show_from_elsewhere_is_refused_with_the_way_into_one_server(store: Store) -> None:
    for show in ("Jessica Jones", "jessica-jones"):
        built = await build(store, EPISODES, show)
        for attempt in (tables(store).check_base, tables(store).load):
            with pytest.raises(BadInput, match=r"from the pack jessica-jones.*--server ID"):
                await attempt(built)


async def test_a_table_that_names_no_source_is_asked_for_one(store: Store) -> None:
    with pytest.raises(BadInput, match=r"Every answer says who said so.*--source WHO"):
        await build(store, EPISODES, source=" ")


async def test_the_name_that_is_typed_finds_the_show_on_record_and_its_rows(store: Store) -> None:
    built = await build(store, "Show,Code,Director\nJJ,s1e1,Ada Moreau\nDay Ferry,s1e1,Bo Lind\n", "JJ", SERVER)
    assert (built.pack.show.title, built.facts, built.elsewhere) == ("Jessica Jones", 1, 1)


@pytest.mark.parametrize("show", ["", "  ", "A\x07B", "x" * 300])
async def test_a_show_without_a_name_is_refused(store: Store, show: str) -> None:
    with pytest.raises(BadInput, match="--show"):
        await build(store, EPISODES, show)


async def test_in_a_server_a_table_adds_its_sources_word_and_keeps_the_others(store: Store) -> None:
    [before] = await facts(store, Kind.DIRECTOR, "S01E01")
    assert (await take(store, "Code,Director\ns1e1,SJ Clarkson\n")).changed == 1
    [after] = await facts(store, Kind.DIRECTOR, "S01E01")
    assert after.people == before.people
    assert after.claims[: len(before.claims)] == before.claims
    assert [claim.source.outlet for claim in after.claims[len(before.claims) :]] == ["Fan list"]
    again = await prepare(store, "Code,Director\ns1e1,SJ Clarkson\n")
    assert (again.batch, again.same) == (None, 1)


async def test_in_a_server_what_differs_is_kept_beside_what_is_on_record(store: Store) -> None:
    before = await facts(store, Kind.DIRECTOR, "S01E01")
    aired = await facts(store, Kind.RELEASE, "S01E01")
    taken = await take(store, "Code,Director,Aired\ns1e1,Ada Moreau,2015-11-21\n")
    assert (taken.new, taken.changed) == (2, 0)
    assert (await facts(store, Kind.DIRECTOR, "S01E01"))[: len(before)] == before
    assert (await facts(store, Kind.RELEASE, "S01E01"))[: len(aired)] == aired
    assert len(await facts(store, Kind.DIRECTOR, "S01E01")) == len(before) + 1
    other = await take(store, "Code,Director\ns1e1,Bo Lind\n", "Gazette")
    assert (other.new, other.changed) == (1, 0)


async def test_in_a_server_a_role_keeps_what_no_table_has(store: Store) -> None:
    assert (await take(store, "Season,Actor,Character\n1,Krysten Ritter,Jessica Jones\n")).changed == 1
    seen = await view(store, "jessica jones", SERVER)
    [role] = [
        row.fact
        for row in seen.facts
        if row.fact.kind is Kind.CAST and row.fact.seasons == (1,) and row.fact.people[0].name == "Krysten Ritter"
    ]
    assert role.billing is Billing.MAIN


async def test_a_table_in_a_server_is_undone_as_a_whole(store: Store) -> None:
    before = await facts(store, Kind.DIRECTOR, "S01E01")
    taken = await take(store, "Code,Director\ns1e1,SJ Clarkson\ns1e1,SJ Clarkson\ns1e2,Ada Moreau\n")
    undone = await files(store).importing.undo(NEAR, taken.batch)
    assert undone.kept == 0
    [after] = await facts(store, Kind.DIRECTOR, "S01E01")
    assert [claim.source for claim in after.claims] == [claim.source for claim in before[0].claims]
    again = await prepare(store, "Code,Director\ns1e2,Ada Moreau\n")
    assert (again.batch, again.newer) == (None, 1)


@pytest.mark.parametrize("is_first", [True, False])
async def test_a_part_is_not_added_to_what_another_one_has_changed_meanwhile(store: Store, is_first: bool) -> None:
    if not is_first:
        await load(store, EPISODES)
    part = await build(store, EPISODES.replace("\n1,", "\n2,"))
    version = await tables(store).version(part)
    assert (version is None) is is_first
    before = to_pack(await view(store, "Night Ferry"))[0] if version else None
    await load(store, EPISODES.replace("\n1,", "\n3,"))
    with pytest.raises(BadInput, match="Nothing was taken; run it again"):
        await tables(store).load(part, Earlier(before, version))
    kept = to_pack(await view(store, "Night Ferry"))[0]
    again = await tables(store).load(part, Earlier(kept, await tables(store).version(part)))
    assert (again.added, again.retired) == (4, 0)

"""A server's own revisions lie over the shared base, and are seen in that server alone."""

from pathlib import Path

from bot.domain.codes import EpisodeCode
from bot.domain.facts import Fact, Kind
from bot.store.gateways.revisions import BASE
from bot.store.store import Store
from tests.conftest import PACK, TODAY
from tests.helpers.answers import loader
from tests.store.layers import OTHER_SERVER, SERVER, all_women, revise, season_news, show_id


async def base_fact(store: Store) -> Fact:
    fact = await all_women(store, BASE)
    assert fact is not None
    return fact


async def edit(store: Store, layer: int, statement: str, *, retired: bool = False) -> Fact:
    fact = await base_fact(store)
    async with store.writing() as gateways:
        return await revise(gateways, fact, layer, statement, retired=retired)


async def load(store: Store, path: Path) -> bool:
    return await loader(store).load(path)


async def test_a_servers_own_revision_hides_the_bases_in_that_server_alone(store: Store) -> None:
    before = await base_fact(store)
    revised = await edit(store, SERVER, "Ours")
    assert await all_women(store, SERVER) == revised
    assert await all_women(store, OTHER_SERVER) == before
    assert await all_women(store, BASE) == before


async def test_a_fact_with_two_layers_is_seen_once(store: Store) -> None:
    before = await season_news(store, SERVER)
    revised = await edit(store, SERVER, "Ours")
    assert await season_news(store, SERVER) == before | {revised.id: revised}


async def test_a_fact_that_a_server_retired_is_gone_there_and_seen_elsewhere(store: Store) -> None:
    before = await base_fact(store)
    await edit(store, SERVER, "Gone", retired=True)
    assert await all_women(store, SERVER) is None
    assert await all_women(store, OTHER_SERVER) == before


async def test_a_retired_fact_comes_back_with_a_newer_revision(store: Store) -> None:
    await edit(store, SERVER, "Gone", retired=True)
    again = await edit(store, SERVER, "Back")
    assert await all_women(store, SERVER) == again


async def test_the_newest_revision_of_a_layer_is_the_one_that_is_seen(store: Store) -> None:
    await edit(store, SERVER, "First")
    second = await edit(store, SERVER, "Second")
    assert await all_women(store, SERVER) == second


async def test_two_servers_see_each_its_own(store: Store) -> None:
    ours, theirs = await edit(store, SERVER, "Ours"), await edit(store, OTHER_SERVER, "Theirs")
    assert await all_women(store, SERVER) == ours
    assert await all_women(store, OTHER_SERVER) == theirs


async def test_every_way_to_read_a_fact_sees_the_servers_own(store: Store) -> None:
    revised = await edit(store, SERVER, "Ours")
    show, facts = revised.show.id, store.reading().facts
    season = (await facts.overview_of_season(SERVER, show, 2, TODAY, 25)).facts
    episode = (await facts.of_episode(SERVER, show, EpisodeCode(2, 7))).facts
    by_id = await facts.by_id(SERVER, (revised.id,))
    for seen in (season, episode, by_id):
        assert [fact for fact in seen if fact.id == revised.id] == [revised]


async def test_an_upgrade_of_the_pack_does_not_undo_what_a_server_changed(store: Store, tmp_path: Path) -> None:
    kept = await edit(store, SERVER, "Ours")
    newer = tmp_path / PACK.name
    words = "All 13 episodes are directed by women."
    newer.write_text(PACK.read_text("utf-8").replace(words, "Newer words."), "utf-8")
    assert await load(store, newer)
    assert (await season_news(store, SERVER))[kept.id] == kept
    seen = (await season_news(store, OTHER_SERVER))[kept.id]
    assert seen.statement == "Newer words."


async def test_an_upgrade_of_the_pack_does_not_bring_back_what_a_server_retired(store: Store, tmp_path: Path) -> None:
    retired = await edit(store, SERVER, "Gone", retired=True)
    newer = tmp_path / PACK.name
    words = "All 13 episodes are directed by women."
    newer.write_text(PACK.read_text("utf-8").replace(words, "Newer words."), "utf-8")
    assert await load(store, newer)
    assert retired.id not in await season_news(store, SERVER)


async def cast_of(store: Store, guild: int, season: int | None) -> set[int]:
    """The ids of all roles that a server sees in the cast list of the show or of a season."""
    show, facts, window = await show_id(store), store.reading().facts, {"most": 500, "skip": 0}
    if season is None:
        return {fact.id for fact in await facts.cast_of_show(guild, show, TODAY, **window)}
    return {fact.id for fact in await facts.cast_of_season(guild, show, season, TODAY, **window)}


async def test_a_role_that_a_server_retired_leaves_its_cast_list_alone(store: Store) -> None:
    before = {season: await cast_of(store, BASE, season) for season in (None, 1)}
    role = (await store.reading().facts.cast_of_season(BASE, await show_id(store), 1, TODAY, most=1, skip=0))[0]
    assert role.character is not None
    async with store.writing() as gateways:
        await revise(gateways, role, SERVER, "Gone", retired=True)
    for season, ids in before.items():
        assert await cast_of(store, SERVER, season) == ids - {role.id}
        assert await cast_of(store, OTHER_SERVER, season) == ids
    for guild, there in ((SERVER, False), (OTHER_SERVER, True)):
        facts = store.reading().facts
        of_character = await facts.cast_of_character(guild, role.character.id)
        of_actor = await facts.credits_of_person(guild, role.show.id, role.people[0].id, Kind.CAST)
        assert (role.id in {fact.id for fact in of_character}) is there
        assert (role.id in {fact.id for fact in of_actor}) is there


async def test_a_character_with_every_role_retired_by_a_server_leaves_its_list(store: Store) -> None:
    show, facts = await show_id(store), store.reading().facts
    last = (await facts.cast_of_show(BASE, show, TODAY, most=500, skip=0))[-1]
    assert last.character is not None
    async with store.writing() as gateways:
        for role in await facts.cast_of_character(BASE, last.character.id):
            await revise(gateways, role, SERVER, "Gone", retired=True)

    async def characters(guild: int) -> set[int]:
        listed = await store.reading().facts.cast_of_show(guild, show, TODAY, most=500, skip=0)
        return {fact.character.id for fact in listed if fact.character}

    assert await characters(OTHER_SERVER) - await characters(SERVER) == {last.character.id}

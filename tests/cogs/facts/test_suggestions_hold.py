"""What members suggest is never taken for its opposite, never counted twice, and never changed under others' names."""

from __future__ import annotations

from pathlib import Path

import pytest
from simcord import MemberActor

from tests.cogs.facts.actions import (
    LINK,
    POLYGON,
    add,
    card,
    draft,
    form,
    keep_log,
    query,
    save,
    send,
    snapshot,
    suggest,
    words,
)
from tests.cogs.world import Seen, World, look, refused, seen

RIVAL = "This contradicts what is on record"
OTHER_LINK = "https://deadline.com/talk"


async def air(world: World) -> None:
    """Make S04E01 an episode that has aired, without any credit."""
    await add(world.moderator, world.channel, "release", {"released": "1 March 2020", "where": "S04E01"})


async def waiting(actor: MemberActor, world: World) -> Seen:
    listed = card(await actor.slash(world.channel, "fact review"))
    return card(await actor.select(listed.message, [listed.options[-1].value]))


async def director(world: World) -> Seen:
    return seen(await world.fan.slash(world.channel, "director", of="4x01"))


async def fill(world: World, actor: MemberActor, people: str, source: str = LINK) -> Seen | str:
    """The card after the gap was filled, or why it was not."""
    opened = await actor.click((await director(world)).message, label="Who directed S04E01?")
    sent = await send(actor, opened, {"people": people, "source": source})
    assert sent.response is not None
    return card(sent) if look(sent.response).title else words(sent)


@pytest.mark.parametrize(
    "said",
    [
        "Zora Bell didn't direct S04E01", "Zora Bell Refused to direct S04E01", "Zora Bell directed S04E01?!",
        "The director of S04E01 is TBA", "Everyone directed S04E01", "Kilgrave directed S04E01",
        "Jessica Jones is played by Jessica Jones", "Hopefully Zora Bell directed S04E01",
    ],
)  # fmt: skip
async def test_what_is_denied_asked_or_hoped_is_news_and_writes_nobody_down(world: World, said: str) -> None:
    await air(world)
    assert "**Taken as:** news" in (await suggest(world.fan, world.channel, said)).description
    assert (await waiting(world.moderator, world)).value("New") == said


@pytest.mark.parametrize("nobody", ["nobody", "Unknown", "TBA", "?", "not Zora Bell", "Zora Bell, nobody"])
async def test_nobody_is_no_name_in_the_form_for_a_gap(world: World, database: Path, nobody: str) -> None:
    await air(world)
    before = snapshot(database)
    assert "is nobody's name" in str(await fill(world, world.fan, nobody))
    assert snapshot(database) == before


async def test_two_who_fill_one_gap_make_one_fact_with_two_sources(world: World) -> None:
    await air(world)
    late = await world.other_fan.click((await director(world)).message, label="Who directed S04E01?")
    assert isinstance(await fill(world, world.fan, "Zora Bell"), Seen)
    shown = await waiting(world.moderator, world)
    assert card(await world.moderator.click(shown.message, label="Approve")).title == "Added"
    thanks = card(await send(world.other_fan, late, {"people": "Zora Bell", "source": OTHER_LINK}))
    assert "That is on record already." in thanks.description
    shown = await waiting(world.moderator, world)
    card(await world.moderator.click(shown.message, label="Approve"))
    answer = await director(world)
    assert answer.title == "Zora Bell directed S04E01"
    assert (answer.title + answer.body).count("Zora Bell") == 1
    assert "deadline.com" in answer.body


async def test_what_is_on_record_from_a_source_is_not_suggested_from_it_again(world: World) -> None:
    await air(world)
    await add(world.moderator, world.channel, "director", {"people": "Zora Bell", "where": "S04E01"})
    first = await suggest(world.fan, world.channel, "Zora Bell directed S04E01")
    assert "That is on record already." in first.description
    shown = await waiting(world.moderator, world)
    assert card(await world.moderator.click(shown.message, label="Approve")).title == "Saved"
    again = await world.other_fan.slash(world.channel, "suggest", text="Zora Bell directed S04E01", source=LINK)
    assert refused(world, again) == "That is on record already, from that source."


async def test_a_suggestion_that_was_recorded_meanwhile_is_looked_at_before_it_counts_twice(world: World) -> None:
    await air(world)
    await suggest(world.fan, world.channel, "Zora Bell directed S04E01")
    shown = await waiting(world.moderator, world)
    await add(world.admin, world.channel, "director", {"people": "Zora Bell", "where": "S04E01"}, POLYGON)
    preview = card(await world.moderator.click(shown.message, label="Approve"))
    assert "Zora Bell directed S04E01" in preview.value("This is already recorded as")
    assert "variety.com" not in (await director(world)).body


async def test_the_mark_that_it_spoils_stays_when_a_member_chooses_another_kind(world: World) -> None:
    await air(world)
    log = await keep_log(world)
    thanks = await suggest(world.fan, world.channel, "Zora Bell directed S04E01")
    opened = await world.fan.select(thanks.message, ["news"])
    thanks = card(await send(world.fan, opened, {"spoils": "S04E01"}))
    opened = await world.fan.select(thanks.message, ["director"])
    assert form(opened)["spoils"] == "S04E01"
    thanks = card(await send(world.fan, opened, {}))
    for shown in (thanks, look(log.history()[0])):
        assert "||Zora Bell directed S04E01||" in shown.body
        assert "Zora" not in shown.bare


async def test_nobody_puts_other_words_into_the_mouth_of_those_who_suggested_the_same(world: World) -> None:
    await air(world)
    log = await keep_log(world)
    thanks = await suggest(world.fan, world.channel, "Zora Bell directed S04E01")
    opened = await world.fan.select(thanks.message, ["writer"])
    await suggest(world.other_fan, world.channel, "Zora Bell directed S04E01", OTHER_LINK)
    assert words(await send(world.fan, opened, {"people": "Cy Roe"})).startswith("Others have suggested the same")
    assert words(await world.fan.select(thanks.message, ["writer"])).startswith("Others have suggested the same")
    assert "Zora Bell directed S04E01" in look(log.history()[0]).value("New")
    shown = await waiting(world.moderator, world)
    changed = await send(world.moderator, await world.moderator.select(shown.message, ["writer"]), {})
    assert (await save(world.moderator, changed)).title == "Added"


@pytest.mark.parametrize("where", ["S02E01, S02E02", "S02E02-E04", "S01E01, S02E02"])
async def test_a_credit_of_several_episodes_contradicts_that_of_one(world: World, where: str) -> None:
    shown = await draft(world.moderator, world.channel, "director", {"people": "Zora Bell", "where": where})
    assert "Minkie Spiro directed S02E02" in card(shown).value(RIVAL)


async def test_who_is_known_for_another_job_is_the_same_person_when_they_direct(world: World, database: Path) -> None:
    await air(world)
    await add(world.moderator, world.channel, "crew", {"people": "Zora Bell", "job": "composer"})
    thanks = await suggest(world.fan, world.channel, "Zora Bell directed S04E01")
    assert thanks.names == []
    assert query(database, "SELECT COUNT(*) FROM person WHERE name = 'Zora Bell'") == [(1,)]

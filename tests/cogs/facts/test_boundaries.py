"""What a spoiler boundary covers is not given away by suggesting something."""

from pathlib import Path

import pytest

from bot.domain.questions import Thing, What
from bot.services.names.finder import pick
from tests.cogs.answers.test_boundaries import ask, has_seen, may_be_told, words
from tests.cogs.facts.actions import LINK, add, card, choose, correct_fact, form, list_in, query, send
from tests.cogs.facts.test_decision_notices import decide, messages
from tests.cogs.world import World, refused, seen


async def suggest(world: World, text: str, about: str = "") -> str:
    options = {"about": about} if about else {}
    return words(seen(await world.fan.slash(world.channel, "suggest", text=text, source=LINK, **options)))


@pytest.mark.parametrize("about", ["alisa", "gelden", "smile", "Alisa Jonse"])
async def test_a_name_that_is_covered_is_not_found_by_a_part_of_it(world: World, about: str) -> None:
    await has_seen(world, world.fan, "S01E03")
    said = refused(world, await world.fan.slash(world.channel, "suggest", text="A talk.", source=LINK, about=about))
    assert said == refused(
        world, await world.fan.slash(world.channel, "suggest", text="A talk.", source=LINK, about="zyzzx")
    )


async def test_a_name_that_is_covered_may_be_typed_in_full(world: World) -> None:
    await has_seen(world, world.fan, "S01E03")
    assert "Thank you" in await suggest(world, "A talk.", about="erik gelden")


@pytest.mark.parametrize("name", ["Alisa", "Gelden", "Zyzzx"])
async def test_a_sentence_with_a_part_of_a_covered_name_is_news(world: World, name: str) -> None:
    text = f"Janet McTeer plays {name} in season 2"
    await has_seen(world, world.fan, "S01E03")
    assert text in await suggest(world, text)


async def test_a_fact_that_is_covered_can_no_longer_be_corrected_from_an_old_list(world: World) -> None:
    card = await ask(world, who="Erik Gelden")
    listed = seen(await world.fan.click(card.message, label="Suggest a correction"))
    await has_seen(world, world.fan, "S01E03")
    refusal = seen(await world.fan.select(listed.message, [listed.options[0].value], custom_id="suggest-of"))
    assert "no longer on record" in refusal.content


async def test_the_form_of_a_fact_that_is_covered_in_part_is_empty(world: World) -> None:
    fields = {"people": "Ada Moss as The Keeper", "where": "S01E01, S01E05", "billing": "guest"}
    await add(world.moderator, world.channel, "cast", fields)
    shown = form(await correct_fact(world.fan, await ask(world, who="The Keeper")))
    assert "S01E05" in shown["where"]
    await has_seen(world, world.fan, "S01E03")
    shown = form(await correct_fact(world.fan, await ask(world, who="The Keeper")))
    assert not any(shown.values())


async def test_a_covered_name_can_not_be_picked_by_its_id(world: World, database: Path) -> None:
    await has_seen(world, world.fan, "S01E03")
    ((alisa,),) = query(database, "SELECT id FROM character WHERE name = 'Alisa Jones'")
    said = [
        refused(world, await world.fan.slash(world.channel, "suggest", text="A talk.", source=LINK, about=about))
        for about in (pick(Thing(What.CHARACTER, number)) for number in (alisa, alisa + 1))
    ]
    assert said[0] == said[1]


async def test_names_that_come_near_a_new_one_end_at_the_boundary(world: World) -> None:
    await has_seen(world, world.fan, "S01E03")
    thanks = card(await world.fan.slash(world.channel, "suggest", text="Somebody plays.", source=LINK))
    opened = await choose(world, world.fan, world.channel, list_in(thanks, "mod-retake"), "cast")
    said = words(card(await send(world.fan, opened, {"people": "Benjamin Walkr as Erik Geldn", "where": "season 3"})))
    assert "Erik Geldn" in said
    assert "Gelden" not in said
    assert "Benjamin Walker" not in said


async def test_a_correction_repeats_nothing_that_its_author_has_not_seen(world: World) -> None:
    fields = {"people": "Ada Moss as The Keeper", "where": "S01E01, S01E05", "billing": "guest"}
    await add(world.moderator, world.channel, "cast", fields)
    await has_seen(world, world.fan, "S01E03")
    opened = await correct_fact(world.fan, await ask(world, who="The Keeper"))
    thanks = card(await send(world.fan, opened, {"people": "Ada Mosse as The Keeper", "source": LINK}))
    assert "The moderators will look at it." in thanks.description
    assert "S01E05" not in words(thanks)
    await decide(world, approve=True)
    (notice,) = messages(world.fan)
    assert "it is in the answers now" in notice.description
    assert "S01E05" not in words(notice)


async def test_a_moderator_sees_a_fact_whole_and_where_it_is_hidden(world: World) -> None:
    async def shown(fact: str) -> str:
        return words(seen(await world.moderator.slash(world.channel, "fact show", fact=fact)))

    assert "Hidden, whole" not in await shown("alisa jones mcteer")
    await may_be_told(world, "S01E03", channel=world.channel)
    await may_be_told(world, "season 1")
    whole = await shown("alisa jones mcteer")
    assert "Janet McTeer" in whole
    assert "in this server, where answers go up to season 1" in whole
    assert f"in <#{world.channel.id}>, where answers go up to S01E03" in whole
    assert "Hidden, whole" not in await shown("all 13 women")

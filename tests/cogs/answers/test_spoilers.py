"""What gives something away is behind spoiler marks and nowhere else."""

import pytest

from tests.cogs.world import Seen, World, seen
from tests.ui.reading import in_the_open

HIDDEN = "Alisa"


def assert_hidden(card: Seen) -> None:
    assert HIDDEN not in card.bare
    assert HIDDEN not in in_the_open(card.body)
    assert HIDDEN not in card.content


@pytest.mark.parametrize(
    ("command", "options"),
    [
        ("cast", {"who": "Janet McTeer"}),
        ("cast", {"who": "Alisa Jones"}),
        ("cast", {"who": "alisa"}),
        ("cast", {"who": "Alisa Jones", "season": 2}),
        ("season", {"number": 2}),
        ("episode", {"episode": "2x04"}),
        ("episode", {"episode": "2x13"}),
    ],
)
async def test_a_name_that_spoils_is_hidden_and_so_it_is_in_the_sources(
    world: World, command: str, options: dict[str, str | int]
) -> None:
    card = seen(await world.fan.slash(world.channel, command, **options))
    assert_hidden(card)
    sources = await world.fan.click(card.message, label="Sources")
    for _ in range(20):
        page = seen(sources)
        assert_hidden(page)
        if all(button.disabled for button in page.buttons if button.label == "Next ›"):
            break
        await world.fan.click(page.message, label="Next ›")


async def test_the_name_is_there_for_those_who_tap(world: World) -> None:
    of_actor = seen(await world.fan.slash(world.channel, "cast", who="Janet McTeer"))
    assert of_actor.title == "Janet McTeer in Jessica Jones"
    assert "||Alisa Jones|| (spoils S02E13)" in of_actor.body
    of_character = seen(await world.fan.slash(world.channel, "cast", who="Alisa Jones"))
    assert of_character.title == "A character whose name spoils S02E13"
    assert "Janet McTeer plays ||Alisa Jones||" in of_character.body


async def test_the_cast_list_hides_it_on_every_page(world: World) -> None:
    asked = await world.fan.slash(world.channel, "cast", who="everyone")
    hidden = 0
    for _ in range(20):
        card = seen(asked)
        assert_hidden(card)
        hidden += HIDDEN in card.body
        if next(button for button in card.buttons if button.label == "Next ›").disabled:
            break
        await world.fan.click(card.message, label="Next ›")
    assert hidden == 1


@pytest.mark.parametrize("typed", ["a", "al", "alisa", "jones", "alisa jones", "alissa", "janet", ""])
async def test_completions_never_name_it(world: World, typed: str) -> None:
    for command, option in (("cast", "who"), ("director", "of"), ("episode", "episode"), ("news", "about")):
        offered = await world.fan.autocomplete(world.channel, command, option, typed)
        assert [choice["name"] for choice in offered if HIDDEN in choice["name"]] == []


async def test_a_slip_of_the_pen_does_not_reveal_it(world: World) -> None:
    for typed in ("Alyssa Jonse", "Alisha Jons", "Alissa"):
        assert_hidden(seen(await world.fan.slash(world.channel, "cast", who=typed)))


async def test_before_it_was_reported_there_is_only_a_part_without_a_name(world: World) -> None:
    card = seen(await world.fan.slash(world.channel, "cast", who="Janet McTeer", as_of="2017-06-01"))
    assert card.title == "Janet McTeer in Jessica Jones"
    assert "A part that was not named · season 2" in card.body
    assert HIDDEN not in card.body


async def test_news_that_spoils_is_hidden(world: World) -> None:
    asked = await world.fan.slash(world.channel, "news", season=2)
    shown = 0
    for _ in range(40):
        card = seen(asked)
        shown += "kills" in card.body or "killing of Kilgrave" in card.body
        for word in ("killing", "killed", "murderer"):
            assert word not in in_the_open(card.body)
            assert word not in card.bare
        if all(button.disabled for button in card.buttons if button.label == "Next ›"):
            break
        await world.fan.click(card.message, label="Next ›")
    assert shown


@pytest.mark.parametrize(
    ("command", "options"),
    [
        ("cast", {"who": "Jones"}),
        ("cast", {"who": "J"}),
        ("cast", {"who": "al"}),
        ("news", {"about": "Jones"}),
        ("news", {"about": "J"}),
    ],
)
async def test_what_only_begins_like_it_neither_offers_nor_answers_it(
    world: World, command: str, options: dict[str, str]
) -> None:
    card = seen(await world.fan.slash(world.channel, command, **options))
    assert_hidden(card)
    assert HIDDEN not in card.body
    assert card.options or card.buttons


@pytest.mark.parametrize("typed", ["Alisa", "ALISA JONES"])
async def test_somebody_who_types_it_in_full_is_answered_behind_marks(world: World, typed: str) -> None:
    card = seen(await world.fan.slash(world.channel, "cast", who=typed))
    assert_hidden(card)
    assert "||Alisa Jones||" in card.body

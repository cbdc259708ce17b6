"""A pick that nobody was offered is refused in words."""

import pytest

from tests.cogs.world import World, refused, seen

TOO_LARGE = "zzzzzzzzzzzzz"


async def picked(world: World, option: str, typed: str) -> str:
    """What picking the first completion of /cast or /director fills in."""
    command = {"who": "cast", "of": "director"}[option]
    return (await world.fan.autocomplete(world.channel, command, option, typed))[0]["value"]


@pytest.mark.parametrize(
    ("command", "option"), [("cast", "who"), ("director", "of"), ("episode", "episode"), ("news", "about")]
)
async def test_an_id_that_is_too_large_is_no_name_either(world: World, command: str, option: str) -> None:
    card = seen(await world.fan.slash(world.channel, command, **{option: f"id:p{TOO_LARGE}"}))
    assert card.title == "Nothing found in Jessica Jones"


@pytest.mark.parametrize(
    ("command", "options"),
    [
        ("cast", {"who": "Trish"}),
        ("director", {"of": "2x07"}),
        ("episode", {"episode": "2x07"}),
        ("season", {"number": 2}),
        ("news", {}),
    ],
)
async def test_a_show_whose_id_is_too_large_is_not_on_record(
    world: World, command: str, options: dict[str, str | int]
) -> None:
    offered = seen(await world.fan.slash(world.channel, command, **options, show=f"id:w{TOO_LARGE}"))
    assert offered.ephemeral
    assert offered.description.startswith(f"No show called “id:w{TOO_LARGE}” is on record here.")


async def test_a_character_has_directed_nothing_and_is_no_episode(world: World) -> None:
    character = await picked(world, "who", "trish walker")
    assert character.startswith("id:c")
    words = refused(world, await world.fan.slash(world.channel, "director", of=character))
    assert words == "Pick an episode, a season or a person from the list."
    words = refused(world, await world.fan.slash(world.channel, "episode", episode=character))
    assert words == "Pick an episode from the list, or type one such as 2x07."


async def test_an_episode_plays_nobody(world: World) -> None:
    episode = await picked(world, "of", "2x07")
    words = refused(world, await world.fan.slash(world.channel, "cast", who=episode))
    assert words == "Pick a person or a character from the list, or everyone."


@pytest.mark.parametrize(("command", "option"), [("director", "of"), ("news", "about"), ("episode", "episode")])
async def test_everyone_can_be_picked_for_the_cast_alone(world: World, command: str, option: str) -> None:
    words = refused(world, await world.fan.slash(world.channel, command, **{option: "id:a0"}))
    assert words.startswith("Pick ")

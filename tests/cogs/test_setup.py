"""/setup, and what it changes for the other commands; here two shows are on record."""

import shutil
from contextlib import closing
from functools import partial
from pathlib import Path

import discord
import pytest

from bot.app import open_app
from bot.client import Casefile
from bot.domain.text import unescaped
from tests.cogs.world import World, refused, seen
from tests.conftest import PACK
from tests.engines.raw import connect
from tests.patience import soon

ONLY_MANAGERS = "Only members who can manage this server can do that."
NO_SHOW = "No show is chosen for this server yet."


@pytest.fixture
def packs(tmp_path: Path) -> Path:
    folder = tmp_path / "packs"
    folder.mkdir()
    shutil.copyfile(PACK, folder / PACK.name)
    shutil.copyfile(Path(__file__).with_name("second.toml"), folder / "harbour-lights.toml")
    return folder


async def test_a_question_waits_for_a_show_to_be_chosen(world: World) -> None:
    words = refused(world, await world.fan.slash(world.channel, "season", number=1))
    assert words.startswith(NO_SHOW)
    assert "/setup show" in words


@pytest.mark.parametrize("command", ["cast", "director", "episode", "season", "news"])
async def test_every_question_may_name_its_show(world: World, command: str) -> None:
    options = {
        "cast": {"who": "everyone"},
        "director": {"of": "season 1"},
        "episode": {"episode": "1x01"},
        "season": {"number": 1},
        "news": {},
    }
    card = seen(await world.fan.slash(world.channel, command, **options[command], show="Harbour Lights"))
    assert card.footer.startswith("Harbour Lights")
    refused(world, await world.fan.slash(world.channel, command, **options[command]))


async def test_the_chosen_show_is_the_one_that_questions_are_about(world: World) -> None:
    chosen = seen(await world.moderator.slash(world.channel, "setup show", show="harbour"))
    assert chosen.ephemeral
    assert "**Harbour Lights**" in chosen.description
    card = seen(await world.fan.slash(world.channel, "cast", who="Keeper"))
    assert card.title == "Ada Moss plays The Keeper"
    assert card.description == "Main cast, season 1\n📰 **Reported** · Harbour Gazette, 5 Jan 2020"
    elsewhere = seen(await world.fan.slash(world.channel, "cast", who="Trish", show="Jessica Jones"))
    assert elsewhere.title == "Rachael Taylor plays Trish Walker"


async def test_completions_are_of_the_chosen_show(world: World) -> None:
    assert await world.fan.autocomplete(world.channel, "cast", "who", "t") == []
    seen(await world.moderator.slash(world.channel, "setup show", show="Harbour Lights"))
    offered = await world.fan.autocomplete(world.channel, "cast", "who", "t")
    assert [choice["name"] for choice in offered] == ["The Keeper (character)"]
    other = await world.fan.autocomplete(world.channel, "cast", "who", "trish w", show="Jessica Jones")
    assert "Trish Walker (character)" in [choice["name"] for choice in other]


async def test_two_servers_choose_for_themselves(world: World) -> None:
    seen(await world.moderator.slash(world.channel, "setup show", show="Harbour Lights"))
    words = refused(world, await world.far_fan.slash(world.far_channel, "news"))
    assert words.startswith(NO_SHOW)
    seen(await world.far_moderator.slash(world.far_channel, "setup show", show="Jessica Jones"))
    near = seen(await world.fan.slash(world.channel, "cast", who="everyone"))
    far = seen(await world.far_fan.slash(world.far_channel, "cast", who="everyone"))
    assert (near.title, far.title) == ("The cast of Harbour Lights", "The cast of Jessica Jones")


async def test_a_choice_can_be_changed(world: World) -> None:
    seen(await world.admin.slash(world.channel, "setup show", show="Harbour Lights"))
    seen(await world.admin.slash(world.channel, "setup show", show="Jessica Jones"))
    assert seen(await world.fan.slash(world.channel, "season", number=1)).footer.startswith("Jessica Jones")


async def test_a_fan_is_not_shown_setup(world: World) -> None:
    assert "setup show" not in world.fan.available_commands(world.channel)
    assert {"setup show", "setup timezone"} <= set(world.moderator.available_commands(world.channel))


@pytest.mark.parametrize(("command", "option"), [("setup show", "show"), ("setup timezone", "zone")])
async def test_a_fan_is_refused_even_where_an_admin_opened_setup(world: World, command: str, option: str) -> None:
    bot = world.env.bot
    assert isinstance(bot, Casefile)
    (setup,) = [command for command in await bot.tree.fetch_commands() if command.name == "setup"]
    world.guild.set_command_permissions(setup, {world.guild.default_role: True})
    value = {"show": "Harbour Lights", "zone": "Europe/Berlin"}[option]
    words = refused(world, await world.fan.slash(world.channel, command, **{option: value}))
    assert words == "Only members who can manage this server can do that."
    refused(world, await world.fan.slash(world.channel, "season", number=1))


async def test_an_unknown_show_changes_nothing(world: World) -> None:
    offered = seen(await world.moderator.slash(world.channel, "setup show", show="Nope"))
    assert offered.ephemeral
    assert offered.description.startswith("No show called “Nope”")
    assert offered.labels == ["Look it up on TVmaze"]
    assert refused(world, await world.fan.slash(world.channel, "season", number=1)).startswith(NO_SHOW)


async def test_a_misspelt_show_is_offered_and_chosen_with_its_button(world: World, database: Path, packs: Path) -> None:
    offered = seen(await world.moderator.slash(world.channel, "setup show", show="Harbor Lihgts"))
    assert offered.labels == ["Harbour Lights", "Look it up on TVmaze"]
    async with open_app(database, packs, always_sync=True) as restarted:
        await world.env.restart_bot(restarted)
        chosen = seen(await world.moderator.click(offered.message, label="Harbour Lights"))
        assert (chosen.title, chosen.labels) == ("Show chosen", [])
        assert seen(await world.fan.slash(world.channel, "season", number=1)).title == "Harbour Lights, season 1"
        await world.env.shutdown()


async def test_who_no_longer_manages_the_server_chooses_no_show(world: World) -> None:
    offered = seen(await world.moderator.slash(world.channel, "setup show", show="Harbor Lihgts"))
    managing = next(role for role in guild_of(world).roles if role.name == "Moderators")
    await managing.edit(permissions=discord.Permissions.none())
    await world.env.settle()
    for label in offered.labels:
        refusal = seen(await world.moderator.click(offered.message, label=label))
        assert (refusal.content, refusal.ephemeral) == (ONLY_MANAGERS, True)
    assert refused(world, await world.fan.slash(world.channel, "season", number=1)).startswith(NO_SHOW)


async def test_the_show_completes(world: World) -> None:
    offered = await world.moderator.autocomplete(world.channel, "setup show", "show", "")
    assert {choice["name"] for choice in offered} == {"Harbour Lights", "Jessica Jones"}
    only, _ = await world.moderator.autocomplete(world.channel, "setup show", "show", "lig")
    seen(await world.moderator.slash(world.channel, "setup show", show=only["value"]))
    assert seen(await world.fan.slash(world.channel, "season", number=1)).footer.startswith("Harbour Lights")


async def test_a_time_zone_is_chosen_by_name(world: World) -> None:
    chosen = seen(await world.moderator.slash(world.channel, "setup timezone", zone="asia/kolkata"))
    assert chosen.ephemeral
    assert "**Asia/Kolkata**" in chosen.description
    now = world.env.now()
    assert now.hour == 0
    assert f"It is 05:{30 + now.minute:02} there now." in chosen.description


async def test_a_city_is_enough_for_a_time_zone(world: World) -> None:
    for typed, zone in (
        ("berlin", "Europe/Berlin"),
        ("new york", "America/New_York"),
        ("são paulo", "America/Sao_Paulo"),
    ):
        chosen = seen(await world.moderator.slash(world.channel, "setup timezone", zone=typed))
        assert chosen.title == "Time zone chosen"
        assert zone in unescaped(chosen.description)


async def test_an_abbreviation_that_means_several_zones_is_asked_about(
    world: World, database: Path, packs: Path
) -> None:
    asked = seen(await world.moderator.slash(world.channel, "setup timezone", zone="IST"))
    assert asked.ephemeral
    assert asked.title == "Which time zone?"
    assert any(label.startswith("Asia/Kolkata · 05:") for label in asked.labels)
    assert await zone_of(world) == "UTC"
    async with open_app(database, packs, always_sync=True) as restarted:
        await world.env.restart_bot(restarted)
        (kolkata,) = [button for button in asked.buttons if "Kolkata" in button.label]
        pressed = await world.moderator.click(asked.message, custom_id=kolkata.custom_id)
        assert seen(pressed).title == "Time zone chosen"
        assert await zone_of(world) == "Asia/Kolkata"
        await world.env.shutdown()


async def test_many_time_zones_are_a_list(world: World) -> None:
    asked = seen(await world.moderator.slash(world.channel, "setup timezone", zone="EST"))
    assert len(asked.options) == 25
    assert "There are more" in asked.description
    seen(await world.moderator.select(asked.message, ["America/Toronto"]))
    assert await zone_of(world) == "America/Toronto"


async def test_a_place_that_is_no_time_zone_is_answered_with_zones_to_pick(world: World) -> None:
    asked = seen(await world.moderator.slash(world.channel, "setup timezone", zone="Marble Street"))
    assert "No time zone is called “Marble Street”." in asked.description
    assert "Europe/London" in [option.value for option in asked.options]
    near = seen(await world.moderator.slash(world.channel, "setup timezone", zone="Berlim"))
    (only,) = near.labels
    assert only.startswith("Europe/Berlin · ")


async def test_who_no_longer_manages_the_server_picks_no_time_zone(world: World) -> None:
    asked = seen(await world.moderator.slash(world.channel, "setup timezone", zone="indiana"))
    managing = next(role for role in guild_of(world).roles if role.name == "Moderators")
    await managing.edit(permissions=discord.Permissions.none())
    await world.env.settle()
    refusal = seen(await world.moderator.select(asked.message, [asked.options[0].value]))
    assert (refusal.content, refusal.ephemeral) == (ONLY_MANAGERS, True)
    assert await zone_of(world) == "UTC"


def guild_of(world: World) -> discord.Guild:
    found = world.env.bot.get_guild(world.guild.id)
    assert found is not None
    return found


async def zone_of(world: World) -> str:
    bot = world.env.bot
    assert isinstance(bot, Casefile)
    return (await bot.services.servers.choices.get(world.guild.id)).timezone


async def test_time_zones_complete_by_any_part(world: World) -> None:
    offered = await world.moderator.autocomplete(world.channel, "setup timezone", "zone", "berl")
    assert [choice["value"] for choice in offered] == ["Europe/Berlin"]
    assert len(await world.moderator.autocomplete(world.channel, "setup timezone", "zone", "")) == 25


async def test_the_choice_outlives_a_restart(world: World, database: Path, packs: Path) -> None:
    seen(await world.moderator.slash(world.channel, "setup show", show="Harbour Lights"))
    async with open_app(database, packs, always_sync=True) as restarted:
        await world.env.restart_bot(restarted)
        assert seen(await world.fan.slash(world.channel, "season", number=1)).footer.startswith("Harbour Lights")
        await world.env.shutdown()


async def test_while_another_program_writes_a_choice_is_refused_in_words_and_soon(world: World, database: Path) -> None:
    seen(await world.moderator.slash(world.channel, "setup timezone", zone="Asia/Kolkata"))
    with closing(connect(database, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        before = other.execute("SELECT * FROM server").fetchall()
        for command, options in (
            ("setup timezone", {"zone": "Europe/Berlin"}),
            ("setup show", {"show": "Harbour Lights"}),
        ):
            tried = partial(world.moderator.slash, world.channel, command, **options)
            words = refused(world, await soon(tried, 3))
            assert words == "The database is busy just now, so nothing was changed. Try again in a moment."
        assert other.execute("SELECT * FROM server").fetchall() == before
        other.execute("ROLLBACK")
    chosen = seen(await world.moderator.slash(world.channel, "setup timezone", zone="Europe/Berlin"))
    assert "**Europe/Berlin**" in chosen.description

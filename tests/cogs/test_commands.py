"""The commands that are sent to Discord, and when they are sent."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

import discord
import pytest
from simcord import Env, run

from bot.app import open_app
from tests.cogs.world import World
from tests.conftest import PACKS

TEXT = discord.AppCommandOptionType.string.value
WHOLE = discord.AppCommandOptionType.integer.value
ROLE = discord.AppCommandOptionType.role.value
CHANNEL = discord.AppCommandOptionType.channel.value
FILE = discord.AppCommandOptionType.attachment.value


@dataclass(frozen=True, slots=True)
class Option:
    type: int
    required: bool = False
    completes: bool = False


SHOW, AS_OF, SEASON = Option(TEXT, completes=True), Option(TEXT), Option(WHOLE)
FACT = Option(TEXT, True, True)
TRUTH = discord.AppCommandOptionType.boolean.value
WHERE = {"channel": Option(CHANNEL), "ping": Option(ROLE), "publish": Option(TRUTH)}
ANNOUNCEMENT = {"announcement": Option(TEXT, True, True)}
FEED = {"feed": Option(TEXT, True, True)}
SURFACE: dict[str, dict[str, Option]] = {
    "cast": {"who": Option(TEXT, True, True), "season": SEASON, "show": SHOW, "as_of": AS_OF},
    "director": {"of": Option(TEXT, True, True), "show": SHOW, "as_of": AS_OF},
    "writer": {"of": Option(TEXT, True, True), "show": SHOW, "as_of": AS_OF},
    "episode": {"episode": Option(TEXT, True, True), "show": SHOW},
    "next": {"show": SHOW},
    "season": {"number": Option(WHOLE, True), "show": SHOW, "as_of": AS_OF},
    "news": {
        "about": Option(TEXT, completes=True),
        "season": SEASON,
        "status": Option(TEXT),
        "show": SHOW,
        "as_of": AS_OF,
    },
    "ask": {"question": Option(TEXT, True), "private": Option(TRUTH)},
    "spoilers seen": {"upto": Option(TEXT, True, True), "show": SHOW},
    "spoilers off": {"show": SHOW},
    "spoilers status": {},
    "suggest": {"text": Option(TEXT, True), "source": Option(TEXT, True), "about": Option(TEXT, completes=True)},
    "fact add": {
        "kind": Option(TEXT, True),
        "person": Option(TEXT, completes=True),
        "character": Option(TEXT, completes=True),
        "episode": Option(TEXT, completes=True),
        "season": SEASON,
    },
    "fact edit": {"fact": FACT},
    "fact source": {"fact": FACT},
    "fact retire": {"fact": FACT, "reason": Option(TEXT, True)},
    "fact undo": {"fact": FACT},
    "fact history": {"fact": FACT},
    "fact show": {"fact": FACT},
    "fact review": {},
    "fact export": {"format": Option(TEXT)},
    "fact import": {"file": Option(FILE, True)},
    "announce once": {"when": Option(TEXT, True), "text": Option(TEXT), **WHERE},
    "announce repeat": {"rule": Option(TEXT, True), "at": Option(TEXT, True), "text": Option(TEXT), **WHERE},
    "announce news": {
        "switch": Option(TEXT, True),
        "channel": Option(CHANNEL),
        "status": Option(TEXT),
        "ping": Option(ROLE),
        "publish": Option(TRUTH),
    },
    "announce countdown": {
        "season": Option(WHOLE, True),
        "at": Option(TEXT),
        "episodes": Option(TRUTH),
        **WHERE,
    },
    "announce digest": {"rule": Option(TEXT, True), "at": Option(TEXT, True), **WHERE},
    "announce list": {},
    "announce show": ANNOUNCEMENT,
    "announce edit": ANNOUNCEMENT,
    "announce cancel": ANNOUNCEMENT,
    "announce pause": ANNOUNCEMENT,
    "announce resume": ANNOUNCEMENT,
    "announce test": ANNOUNCEMENT,
    "feed add": {"url": Option(TEXT, True), "channel": Option(CHANNEL)},
    "feed list": {},
    "feed test": FEED,
    "feed pause": FEED,
    "feed resume": FEED,
    "feed remove": FEED,
    "help": {},
    "about": {},
    "privacy": {},
    "setup show": {"show": Option(TEXT, True, True)},
    "setup timezone": {"zone": Option(TEXT, True, True)},
    "setup moderators": {"role": Option(ROLE, True)},
    "setup log": {"channel": Option(CHANNEL, True)},
    "setup spoilers": {
        "upto": Option(TEXT, completes=True),
        "channel": Option(CHANNEL),
        "show": SHOW,
        "days": Option(WHOLE),
    },
    "setup status": {},
}


def sent(env: Env) -> list[dict[str, Any]]:
    """The commands as they were last sent to Discord."""
    puts = [request for request in env.http_requests if request.method == "PUT" and request.path.endswith("/commands")]
    body = cast(Any, puts[-1].json)
    assert isinstance(body, list)
    return cast(list[dict[str, Any]], body)


def times_sent(env: Env) -> int:
    """How often the commands were sent to Discord."""
    return sum(request.method == "PUT" and request.path.endswith("/commands") for request in env.http_requests)


def surface(commands: list[dict[str, Any]]) -> dict[str, list[dict[str, Any]]]:
    """Each command that can be used, with its options."""
    found: dict[str, list[dict[str, Any]]] = {}
    for command in commands:
        parts = [option for option in command.get("options", []) if option["type"] == 1]
        if parts:
            found |= {f"{command['name']} {part['name']}": part.get("options", []) for part in parts}
        else:
            found[command["name"]] = command.get("options", [])
    return found


async def test_the_commands_are_the_fixed_ones(world: World) -> None:
    there = {
        name: {
            option["name"]: Option(option["type"], option.get("required", False), option.get("autocomplete", False))
            for option in options
        }
        for name, options in surface(sent(world.env)).items()
    }
    assert there == SURFACE
    assert {name: list(options) for name, options in there.items()} == {
        name: list(options) for name, options in SURFACE.items()
    }


@pytest.mark.parametrize("command", ["news", "announce news"])
async def test_the_status_of_news_offers_the_four_words(world: World, command: str) -> None:
    (status,) = [option for option in surface(sent(world.env))[command] if option["name"] == "status"]
    assert [choice["value"] for choice in status["choices"]] == ["confirmed", "reported", "rumoured", "denied"]


async def test_setup_is_for_those_who_manage_the_server(world: World) -> None:
    commands = {command["name"]: command for command in sent(world.env)}
    needed = str(discord.Permissions(manage_guild=True).value)
    assert str(commands["setup"]["default_member_permissions"]) == needed
    others = {command["default_member_permissions"] for name, command in commands.items() if name != "setup"}
    assert others == {None}


@pytest.mark.parametrize("command", ["fact add", "announce once"])
async def test_what_moderators_do_is_hidden_from_nobody_since_the_bot_checks(world: World, command: str) -> None:
    (group,) = [entry for entry in sent(world.env) if entry["name"] == command.split()[0]]
    assert group["default_member_permissions"] is None
    assert command in world.fan.available_commands(world.channel)


@pytest.mark.parametrize(
    "command", ["cast", "director", "episode", "season", "news", "suggest", "fact", "announce", "setup", "spoilers"]
)
async def test_questions_are_for_servers_alone(world: World, command: str) -> None:
    (found,) = [entry for entry in sent(world.env) if entry["name"] == command]
    assert found["contexts"] == [0] or found.get("dm_permission") is False


async def test_every_command_and_option_is_described(world: World) -> None:
    for options in surface(sent(world.env)).values():
        assert all(len(option["description"]) > 5 for option in options)
    assert all(len(entry["description"]) > 5 for entry in sent(world.env))


async def test_commands_are_sent_only_when_they_changed(database: Path) -> None:
    async with open_app(database, PACKS) as client, run(client) as env:
        assert times_sent(env) == 1
        async with open_app(database, PACKS) as again:
            await env.restart_bot(again)
            assert times_sent(env) == 1
            again.tree.remove_command("about")
        async with open_app(database, PACKS, always_sync=True) as always:
            await env.restart_bot(always)
            assert times_sent(env) == 2


async def test_changed_commands_are_sent_again(database: Path) -> None:
    async with open_app(database, PACKS) as client, run(client) as env:
        assert times_sent(env) == 1
        async with open_app(database, PACKS) as changed:

            @changed.tree.command(name="extra", description="One that is new")
            async def extra(interaction: discord.Interaction) -> None: ...  # pyright: ignore[reportUnusedFunction]

            await env.restart_bot(changed)
            assert times_sent(env) == 2
            assert "extra" in {command["name"] for command in sent(env)}


async def test_commands_that_could_not_be_sent_are_sent_at_the_next_start(database: Path) -> None:
    async with open_app(database, PACKS) as client:
        env = Env(client)
        env.inject_error("PUT", "/applications/*/commands", status=400)
        with pytest.raises(discord.HTTPException):
            await env.start()
    async with open_app(database, PACKS) as again, run(again) as env:
        assert times_sent(env) == 1

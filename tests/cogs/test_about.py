"""/help, /about, /privacy, and what a mention of the bot gets."""

import re
from pathlib import Path

from discord import app_commands
from simcord import MemberActor, RoleHandle, run

from bot.app import open_app
from bot.invite import PERMISSIONS, invite_link
from tests.cogs.facts.actions import bot_of, press
from tests.cogs.world import Seen, World, build, seen
from tests.conftest import PACKS, ROOT
from tests.helpers.heights import embed_height
from tests.ui.reading import assert_discord_takes

HIGHEST = 20
SIGNS, MODERATORS, ASKING = "What the signs mean", "For moderators", "What you can ask"


async def help_of(world: World, actor: MemberActor) -> Seen:
    return seen(await actor.slash(world.channel, "help"))


async def turned(actor: MemberActor, page: Seen, label: str) -> Seen:
    return seen(await actor.click(page.message, label=label))


def keeper(world: World, role: RoleHandle) -> MemberActor:
    return world.guild.add_member(world.env.create_user("keeper"), roles=[role])


def listed(*pages: Seen) -> set[str]:
    lines = [line for page in pages for name in page.names for line in page.value(name).splitlines()]
    return {line.split("**")[1] for line in lines if line.startswith("**/")}


async def test_a_fan_sees_on_one_screen_what_a_fan_can_do(world: World) -> None:
    card = await help_of(world, world.fan)
    assert card.ephemeral
    assert card.labels == [SIGNS]
    assert card.description.startswith("Mention me and ask in your own words")
    assert embed_height(card.message.embeds[0]) <= HIGHEST
    assert listed(card) == {
        "/cast", "/director", "/writer", "/episode", "/season", "/next", "/news", "/ask", "/suggest", "/help", "/about",
        "/privacy", "/spoilers seen", "/spoilers off", "/spoilers status",
    }  # fmt: skip
    lines = card.value("For everyone").splitlines()
    assert lines[0].startswith("**/cast**")
    assert all(line.split("**")[1] in ("/help", "/about", "/privacy") for line in lines[-3:])


async def test_help_names_every_command_that_there_is(world: World) -> None:
    card = await help_of(world, world.admin)
    there = {f"/{name}" for name in world.admin.available_commands(world.channel)}
    assert listed(card, await turned(world.admin, card, MODERATORS)) == there


async def test_help_describes_every_command_of_the_tree_in_its_own_words_and_keeps_the_limits(world: World) -> None:
    first = await help_of(world, world.moderator)
    pages = [first, await turned(world.moderator, first, MODERATORS)]
    lines = [line for card in pages for name in card.names for line in card.value(name).splitlines()]
    commands = [command for command in bot_of(world).tree.walk_commands() if isinstance(command, app_commands.Command)]
    assert len(commands) > 40
    for command in commands:
        assert f"**/{command.qualified_name}** · {command.description}" in lines
    for card in pages:
        assert_discord_takes({"footer": {"text": "-"}, **card.message.embeds[0].to_dict()}, [])


async def test_a_moderator_turns_to_the_moderators_commands_and_back(world: World) -> None:
    role = world.guild.create_role("Keepers")
    member = keeper(world, role)
    assert (await help_of(world, member)).labels == [SIGNS]
    seen(await world.moderator.slash(world.channel, "setup moderators", role=role))
    card = await help_of(world, member)
    assert card.labels == [SIGNS, MODERATORS]
    page = await turned(member, card, MODERATORS)
    assert page.ephemeral
    assert [name.split(":")[0] for name in page.names] == ["/announce", "/fact", "/feed"]
    assert page.labels == [ASKING, SIGNS]
    assert (await turned(member, page, ASKING)).names == card.names


async def test_who_manages_the_server_sees_setup_too(world: World) -> None:
    page = await turned(world.moderator, await help_of(world, world.moderator), MODERATORS)
    assert [name.split(":")[0] for name in page.names] == ["/announce", "/fact", "/feed", "/setup"]
    assert [name for name in page.names if "manage the server" in name] == [page.names[-1]]


async def test_a_fan_who_gets_at_the_moderators_button_presses_in_vain(world: World) -> None:
    refusal = seen(await press(world, world.fan, world.channel, "help:moderators"))
    assert "moderator" in refusal.content
    assert not refusal.title


async def test_help_explains_every_sign_one_press_away(world: World) -> None:
    page = await turned(world.fan, await help_of(world, world.fan), SIGNS)
    for word in ("Confirmed", "Reported", "Rumoured", "Denied", "Not announced", "Not on record"):
        assert f"**{word}**" in page.description
    assert "as_of" in page.value("Worth knowing")
    assert page.labels == [ASKING]


async def test_about_counts_what_is_on_record(world: World) -> None:
    card = seen(await world.fan.slash(world.channel, "about"))
    assert card.title == "About Casefile"
    assert not card.ephemeral
    facts, show = card.value("On record").split(" facts about ")
    assert int(facts) > 200
    assert show == "1 show"
    assert card.names == ["On record", "Version"]


async def test_about_shows_the_invite_link_to_who_manages_the_server_alone(world: World) -> None:
    card = seen(await world.moderator.slash(world.channel, "about"))
    assert card.ephemeral
    application = bot_of(world).application_id
    assert application is not None
    assert card.value("Add me to another server") == f"<{invite_link(application)}>"
    for member in (world.fan, keeper(world, world.guild.create_role("Keepers"))):
        assert "Add me to another server" not in seen(await member.slash(world.channel, "about")).names
    assert "Add me to another server" not in seen(await world.moderator.user.slash("about")).names


def test_the_invite_link_asks_for_exactly_what_readme_lists() -> None:
    text = Path(ROOT / "README.md").read_text(encoding="utf-8")
    step = text.split("these permissions and nothing else:\n", 1)[1].split("\n4. ", 1)[0]
    named = {" ".join(name.split()).lower().replace(" ", "_") for name in re.findall(r"\*([^*]+)\*", step)}
    assert {"read_messages" if name == "view_channels" else name for name in named} == {
        name for name, given in PERMISSIONS if given
    }
    link = invite_link(1234)
    assert f"permissions={PERMISSIONS.value}" in link
    assert "client_id=1234" in link
    assert "scope=bot+applications.commands" in link


async def test_privacy_says_what_is_stored_and_what_is_not(world: World) -> None:
    card = seen(await world.fan.slash(world.channel, "privacy"))
    assert card.ephemeral
    assert card.names == ["Of a server", "Of a member", "Of forms", "Not stored"]
    assert "Your Discord id, and no name" in card.value("Of a member")
    assert "No messages and no questions" in card.value("Not stored")
    assert "What mentions me is read, answered and forgotten" in card.value("Not stored")


async def test_help_is_there_in_direct_messages_and_questions_are_not(world: World) -> None:
    assert set(world.fan.user.available_commands()) == {"help", "about", "privacy"}
    card = seen(await world.fan.user.slash("help"))
    assert card.title == "Ask Casefile"
    assert "Mention" not in card.description


async def test_where_mentions_are_off_help_invites_none(database: Path) -> None:
    async with (
        open_app(database, PACKS, always_sync=True, hears_mentions=False) as client,
        run(client) as env,
    ):
        world = build(env)
        card = await help_of(world, world.fan)
        assert card.description.startswith("Type / and pick a command")
        assert "/ask" in listed(card)

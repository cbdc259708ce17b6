"""The four steps of the setup as buttons: each leads on, and only for members who can manage the server."""

from contextlib import closing
from pathlib import Path

import discord
import pytest
from simcord import InteractionResult, MemberActor

from bot.app import open_app
from bot.client import Casefile
from bot.domain.servers import Step
from bot.ui.first_steps import greeting_card
from cogs.first_steps import BUTTONS
from tests.cogs.facts.actions import bot_of, form, press, send
from tests.cogs.world import Seen, World, look, seen
from tests.conftest import PACKS
from tests.engines.raw import connect

ONLY_MANAGERS = "Only members who can manage this server can do that."
SHOW, ZONE, MODERATORS, LOG = (
    "Choose the show", "Choose the time zone", "Choose moderators", "Choose a log channel",
)  # fmt: skip


def chosen(database: Path, guild: int) -> tuple[object, ...]:
    with closing(connect(database, timeout=60)) as connection:
        sql = "SELECT show_id IS NOT NULL, timezone, moderator_role, log_channel FROM server WHERE guild_id = ?"
        return connection.execute(sql, (guild,)).fetchone() or (0, "UTC", None, None)


async def greeted(world: World) -> discord.Message:
    """The greeting, as everybody sees it in a channel."""
    channel = bot_of(world).get_channel(world.channel.id)
    assert isinstance(channel, discord.TextChannel)
    card = greeting_card()
    await channel.send(embed=card.embed, view=card.view)
    message = world.channel.last_message
    assert message is not None
    return message


async def click(world: World, message: discord.Message, label: str, actor: MemberActor | None = None) -> Seen:
    return seen(await (actor or world.moderator).click(message, label=label))


async def other(world: World, step: str) -> InteractionResult:
    """The form for what is not in the list."""
    return await press(world, world.moderator, world.channel, f"mod-setup-{step}-other")


@pytest.mark.parametrize("name", sorted(BUTTONS))
async def test_a_member_who_can_not_manage_the_server_presses_in_vain(world: World, database: Path, name: str) -> None:
    refusal = seen(await press(world, world.fan, world.channel, f"mod-{name}"))
    assert (refusal.content, refusal.ephemeral) == (ONLY_MANAGERS, True)
    assert chosen(database, world.guild.id) == (0, "UTC", None, None)


async def test_the_moderators_role_alone_does_not_manage_the_server(world: World) -> None:
    role = world.guild.create_role("Keepers")
    seen(await world.moderator.slash(world.channel, "setup moderators", role=role))
    keeper = world.guild.add_member(world.env.create_user("keeper"), roles=[role])
    message = await greeted(world)
    for label in (SHOW, ZONE, MODERATORS, LOG):
        assert (await click(world, message, label, keeper)).content == ONLY_MANAGERS


async def test_the_four_steps_lead_from_one_to_the_next(world: World, database: Path) -> None:
    role, log = world.guild.create_role("Keepers"), world.guild.create_text_channel("log")
    message = await greeted(world)
    asked = await click(world, message, SHOW)
    assert asked.ephemeral
    (option,) = asked.options
    assert option.label == "Jessica Jones"
    step = seen(await world.moderator.select(asked.message, [option.value]))
    assert (step.title, step.labels) == ("Show chosen", [ZONE, MODERATORS, LOG])
    asked = seen(await world.moderator.click(step.message, label=ZONE))
    assert "UTC" in {option.value for option in asked.options} or len(asked.options) == 25
    step = seen(await world.moderator.select(asked.message, [asked.options[0].value]))
    assert (step.title, step.labels) == ("Time zone chosen", [MODERATORS, LOG])
    asked = seen(await world.moderator.click(step.message, label=MODERATORS))
    step = seen(await world.moderator.select(asked.message, [role]))
    assert (step.title, step.labels) == ("Moderators chosen", [LOG])
    asked = seen(await world.moderator.click(step.message, label=LOG))
    step = seen(await world.moderator.select(asked.message, [log]))
    assert (step.title, step.labels) == ("Log chosen", [])
    assert step.description.endswith("All four steps are done.")
    show, _, moderators, channel = chosen(database, world.guild.id)
    assert (show, moderators, channel) == (1, role.id, log.id)
    assert look(message).labels == [SHOW, ZONE, MODERATORS, LOG]
    assert not world.env.errors


async def test_a_role_that_is_not_for_moderators_and_a_closed_channel_are_refused(world: World, database: Path) -> None:
    message = await greeted(world)
    asked = await click(world, message, MODERATORS)
    everybody = seen(await world.moderator.select(asked.message, [world.guild.default_role]))
    assert "everybody would be a moderator" in everybody.content
    assert world.guild.me is not None
    closed = world.guild.create_text_channel(
        "closed", overwrites={world.guild.me: discord.PermissionOverwrite(send_messages=False)}
    )
    asked = await click(world, message, LOG)
    lacking = seen(await world.moderator.select(asked.message, [closed]))
    assert "I lack **Send Messages**" in lacking.content
    assert chosen(database, world.guild.id) == (0, "UTC", None, None)


async def test_another_time_zone_is_typed(world: World, database: Path) -> None:
    opened = await other(world, "timezone")
    assert list(form(opened)) == ["words"]
    step = seen(await send(world.moderator, opened, {"words": "berlin"}))
    assert step.title == "Time zone chosen"
    assert chosen(database, world.guild.id)[1] == "Europe/Berlin"
    several = seen(await send(world.moderator, await other(world, "timezone"), {"words": "america"}))
    assert len(several.options) == 25
    none = seen(await send(world.moderator, await other(world, "timezone"), {"words": "Marble Street"}))
    assert "Marble Street" in none.description
    assert chosen(database, world.guild.id)[1] == "Europe/Berlin"


async def test_another_show_is_typed_and_may_be_looked_up(world: World, database: Path) -> None:
    opened = await other(world, "show")
    both = seen(await send(world.moderator, opened, {"words": "jessica"}))
    assert [option.label for option in both.options] == ["Jessica Jones", "Look “jessica” up on TVmaze"]
    step = seen(await send(world.moderator, await other(world, "show"), {"words": "Jessica Jones"}))
    assert step.title == "Show chosen"
    assert chosen(database, world.guild.id)[0] == 1


async def test_where_no_show_is_found_those_on_record_are_offered(world: World, database: Path) -> None:
    none = seen(await send(world.moderator, await other(world, "show"), {"words": "0"}))
    assert "I know nothing called “0”" in none.description
    assert none.labels == ["Another show …"]
    (option,) = none.options
    step = seen(await world.moderator.select(none.message, [option.value]))
    assert step.title == "Show chosen"
    assert chosen(database, world.guild.id)[0] == 1


async def test_a_form_is_read_from_managers_alone(world: World, database: Path) -> None:
    opened = await other(world, "timezone")
    managing = next(role for role in bot_of(world).guilds[0].roles if role.name == "Moderators")
    await managing.edit(permissions=discord.Permissions.none())
    await world.env.settle()
    assert seen(await send(world.moderator, opened, {"words": "berlin"})).content == ONLY_MANAGERS
    assert chosen(database, world.guild.id)[1] == "UTC"


async def test_the_buttons_work_after_a_restart(world: World, database: Path) -> None:
    message = await greeted(world)
    async with open_app(database, PACKS, always_sync=True) as restarted:
        await world.env.restart_bot(restarted)
        assert isinstance(restarted, Casefile)
        assert (await click(world, message, ZONE)).title == "Which time zone is this server in?"
        await world.env.shutdown()


def test_every_step_has_a_button() -> None:
    assert {f"setup-{step}" for step in Step} <= set(BUTTONS)

"""What the bot takes from the events of interactions."""

from typing import Any

import discord

from tests.cogs.facts.actions import bot_of, form, send
from tests.cogs.world import World


async def test_only_forms_become_tasks_of_listeners(world: World) -> None:
    heard: list[str] = []

    async def hear(interaction: discord.Interaction[Any], *_: Any) -> None:
        heard.append(interaction.type.name)

    bot_of(world).add_listener(hear, "on_interaction")
    bot_of(world).add_listener(hear, "on_app_command_completion")
    await world.fan.slash(world.channel, "cast", who="Trish")
    await world.fan.autocomplete(world.channel, "cast", "who", "Tri")
    opened = await world.moderator.slash(world.channel, "fact add", kind="news")
    assert form(opened)
    assert heard == []
    await send(world.moderator, opened, {"statement": "It is so.", "where": "season 2"})
    assert heard == ["modal_submit"]


async def test_the_name_of_a_member_who_asks_or_types_is_known(world: World) -> None:
    names = bot_of(world).names
    for member, name in ((world.fan, "robin"), (world.other_fan, "kim")):
        mention = f"<@{member.id}>"
        assert names.put_into(discord.Embed(description=mention)).description == mention
        if member is world.fan:
            await member.slash(world.channel, "cast", who="Trish")
        else:
            await member.autocomplete(world.channel, "cast", "who", "Tri")
        assert names.put_into(discord.Embed(description=mention)).description == f"@\u200b{name}"

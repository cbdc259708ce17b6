"""What moderators and members do with facts, in short: commands, forms, buttons, and what is stored after them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path
from typing import Any, Self, cast

import discord
from simcord import ChannelHandle, InteractionResult, MemberActor, ResponseMessage, RoleHandle

from bot.client import Casefile
from bot.domain.ids import base36
from bot.ui.buttons import Layout, own_button, own_select
from bot.ui.facts.forms import READERS
from bot.ui.modals import modal, read_form
from tests.cogs.world import Seen, World, look
from tests.engines.raw import connect
from tests.helpers.facts import everything_that_stands
from tests.ui.reading import assert_discord_takes

ONLY_MODERATORS = (
    "Only moderators may do that: members who can manage the server, or who have the role that /setup moderators names."
)
GONE = "That fact is no longer on record here. Look it up again and pick it from the list."
NEW_YEAR = "<t:1767225600:f>"
"""When the clock of the virtual Discord begins; it stays there if a test does not move it."""
EXPIRED = "That card no longer works: what it shows was thrown away. Start again with the command."
EXPIRED_BUTTON = "That button no longer works. Start again with the command."
VARIETY = {
    "outlet": "Variety",
    "url": "https://variety.com/2019/scoop",
    "published": "2019-01-05",
    "weight": "reported",
}
POLYGON = {"outlet": "Polygon", "url": "https://www.polygon.com/scoop", "published": "2019-02-01", "weight": "reported"}
NEWER = {"outlet": "Variety", "url": "https://variety.com/2025/more", "published": "2025-12-01", "weight": "reported"}
RUMOUR = {"outlet": "A fan", "weight": "rumoured"}
LINK = "https://variety.com/2019/talk"
_LISTS = frozenset({"weight", "billing", "state"})


# Who


async def name_a_role(world: World) -> RoleHandle:
    """A role without any permission, named by /setup moderators."""
    role = world.guild.create_role("Keepers")
    card(await world.moderator.slash(world.channel, "setup moderators", role=role))
    return role


async def add_keeper(world: World, role: RoleHandle | None = None, name: str = "keeper") -> MemberActor:
    """A member with the moderators' role who may not manage the server."""
    return world.guild.add_member(world.env.create_user(name), roles=[role or await name_a_role(world)])


def take_role(world: World, member: MemberActor, role: RoleHandle) -> None:
    world.env.backend.remove_member_role(world.guild.id, member.id, role.id)


def bot_of(world: World) -> Casefile:
    assert isinstance(world.env.bot, Casefile)
    return world.env.bot


async def keep_log(world: World) -> ChannelHandle:
    log = world.guild.create_text_channel("log")
    card(await world.moderator.slash(world.channel, "setup log", channel=log))
    return log


# What is seen


def card(result: InteractionResult) -> Seen:
    """The card that an interaction shows, within what Discord takes, to the one who asked alone."""
    assert result.response is not None, "the interaction was not answered"
    found = look(result.response)
    assert found.ephemeral
    assert found.title, f"no card but: {found.content}"
    fits(found)
    return found


def fits(found: Seen) -> None:
    """Check a card against Discord's limits."""
    embed: dict[str, Any] = {**found.message.embeds[0].to_dict()}
    embed.setdefault("footer", {"text": "-"})
    assert_discord_takes(embed, rows(found))


def rows(found: Seen) -> list[dict[str, Any]]:
    message = found.message
    if isinstance(message, ResponseMessage):
        return message.components
    return [dict(row.to_dict()) for row in message.components]


def in_words(result: InteractionResult) -> Seen:
    """The words, with their buttons, that an interaction was answered with, to the one who asked alone."""
    message = result.followups[-1] if result.followups else result.response
    assert message is not None, "the interaction was not answered"
    found = look(message)
    assert found.ephemeral
    assert not found.title, f"no words but: {found}"
    return found


def words(result: InteractionResult) -> str:
    """The words that an interaction was answered with instead of a card."""
    return in_words(result).content


def form(result: InteractionResult) -> dict[str, str]:
    """What the fields of the form that was opened are filled in with."""
    assert result.modal is not None, result.response and look(result.response)
    filled: dict[str, str] = {}
    assert len(result.modal["components"]) <= 5
    for row in result.modal["components"]:
        component = cast(dict[str, Any], row["component"])
        picked = [option["value"] for option in component.get("options", ()) if option.get("default")]
        filled[component["custom_id"]] = component.get("value") or "".join(picked)
    return filled


async def send(actor: MemberActor, opened: InteractionResult, changes: Mapping[str, str]) -> InteractionResult:
    """Send the form that was opened with these fields changed."""
    filled = {**form(opened), **changes}
    values = {name: [value] if value else [] for name, value in filled.items() if name in _LISTS}
    return await actor.submit_modal(opened, filled | values)


# What is done


async def draft(
    actor: MemberActor, channel: ChannelHandle, kind: str, fields: Mapping[str, str], *claims: Mapping[str, str]
) -> InteractionResult:
    """A new fact with its sources, before it is saved."""
    shown = await send(actor, await actor.slash(channel, "fact add", kind=kind), fields)
    for claim in claims or (VARIETY,):
        await send(actor, await actor.click(card(shown).message, label="Add a source"), claim)
    return shown


async def add(
    actor: MemberActor, channel: ChannelHandle, kind: str, fields: Mapping[str, str], *claims: Mapping[str, str]
) -> InteractionResult:
    """A new fact, saved."""
    shown = await draft(actor, channel, kind, fields, *claims)
    saved = await actor.click(card(shown).message, label="Save")
    assert card(saved).title == "Added"
    return saved


async def add_news(actor: MemberActor, channel: ChannelHandle, statement: str, **fields: str) -> str:
    """A piece of news, saved; the value that picks it."""
    fields["statement"] = statement
    return fact_of(card(await add(actor, channel, "news", fields)))


async def edit(actor: MemberActor, channel: ChannelHandle, fact: str, **changes: str) -> InteractionResult:
    """A correction, before it is saved."""
    return await send(actor, await actor.slash(channel, "fact edit", fact=fact), changes)


async def save(actor: MemberActor, shown: InteractionResult) -> Seen:
    return card(await actor.click(card(shown).message, label="Save"))


async def suggest(actor: MemberActor, channel: ChannelHandle, text: str = "A talk.", source: str = LINK) -> Seen:
    """A member's suggestion of something new."""
    return card(await actor.slash(channel, "suggest", text=text, source=source))


async def correct_fact(actor: MemberActor, shown: Seen, fact: str = "") -> InteractionResult:
    """The form for a correction of a fact behind an answer, or of its first."""
    listed = card(await actor.click(shown.message, label="Suggest a correction"))
    value = fact.removeprefix("id:f") or listed.options[0].value
    return await actor.select(listed.message, [value], custom_id="suggest-of")


async def pick(actor: MemberActor, channel: ChannelHandle, typed: str) -> str:
    """The value of the one fact that is offered for these words."""
    (only,) = await actor.autocomplete(channel, "fact show", "fact", typed)
    return only["value"]


def fact_of(shown: Seen) -> str:
    """The value that picks the fact of a card with a button that leads to it."""
    ids = [
        button.custom_id.split(":")[1]
        for button in shown.buttons
        if button.custom_id.startswith(("mod-fact", "mod-history"))
    ]
    return f"id:f{ids[0]}"


def id_in(shown: Seen, label: str) -> str:
    """The custom id of the button with this label."""
    (found,) = [button.custom_id for button in shown.buttons if button.label == label]
    return found


def list_in(shown: Seen, begins: str) -> str:
    """The custom id of the list whose custom id begins like this."""
    message = shown.message
    rows: list[dict[str, Any]] = (
        message.components
        if isinstance(message, ResponseMessage)
        else [dict(row.to_dict()) for row in message.components]
    )
    (found,) = [item["custom_id"] for row in rows for item in row["components"] if item["custom_id"].startswith(begins)]
    return str(found)


# What nobody was offered


class _OpenForm(discord.ui.DynamicItem[discord.ui.Item[Any]], template=r"forged/(?P<form>.+)"):
    """Opens any form for anybody who presses, as no button of the bot's own does."""

    def __init__(self, item: discord.ui.Item[Any], opens: str) -> None:
        super().__init__(item)
        self._opens = opens

    @classmethod
    async def from_custom_id(
        cls, _: discord.Interaction[Any], item: discord.ui.Item[Any], match: re.Match[str], /
    ) -> Self:
        return cls(item, match["form"])

    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        await interaction.response.send_modal(modal(read_form(self._opens, READERS)))


async def press(world: World, actor: MemberActor, channel: ChannelHandle, custom_id: str) -> InteractionResult:
    """Press a button that was forged, in a message that everybody sees."""
    place = bot_of(world).get_partial_messageable(channel.id)
    message = await place.send("A forged button", view=Layout([own_button("Forged", custom_id)]))
    return await actor.click(message, custom_id=custom_id)


async def choose(
    world: World, actor: MemberActor, channel: ChannelHandle, custom_id: str, value: str
) -> InteractionResult:
    """Pick from a list that was forged."""
    place = bot_of(world).get_partial_messageable(channel.id)
    forged = Layout([own_select(custom_id, "Forged", [(value, "Forged", "")])])
    return await actor.select(await place.send("A forged list", view=forged), [value])


async def open_forged(world: World, actor: MemberActor, channel: ChannelHandle, custom_id: str) -> InteractionResult:
    """Open a form that was forged."""
    bot_of(world).add_dynamic_items(_OpenForm)
    return await press(world, actor, channel, f"forged/{custom_id}")


# What is stored


def snapshot(database: Path) -> dict[str, list[tuple[object, ...]]]:
    """All that counts: facts' revisions, heads and names, what is proposed, what members may do."""
    rows = everything_that_stands(database)
    with closing(connect(database)) as connection:
        for table in ("proposal", "blocked", "second_look"):
            rows[table] = sorted(connection.execute(f"SELECT * FROM {table}"), key=repr)
    return rows


def stored_facts(database: Path) -> dict[str, list[tuple[object, ...]]]:
    """What answers are made of, without drafts."""
    return everything_that_stands(database)


def query(database: Path, sql: str, *values: object) -> list[tuple[Any, ...]]:
    with closing(connect(database)) as connection, connection:
        return connection.execute(sql, values).fetchall()


def number(fact: str) -> int:
    """The id behind the value that picks a fact."""
    return int(fact.removeprefix("id:f"), 36)


def pick_of(fact: int) -> str:
    return f"id:f{base36(fact)}"


def assert_nobody_is_pinged(world: World) -> None:
    """Check that all that was sent with text in it asks Discord to ping nobody."""
    for request in world.env.http_requests:
        body = cast(dict[str, Any], request.json or {})
        if request.method not in ("POST", "PATCH"):
            continue
        message = cast(dict[str, Any], body.get("data") or body)
        if message.get("content"):
            assert message["allowed_mentions"]["parse"] == [], request
            assert not message["allowed_mentions"].get("users")
            assert not message["allowed_mentions"].get("roles")

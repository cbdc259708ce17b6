"""A virtual Discord with two servers, and what a person sees of an answer there."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import discord
from simcord import ChannelHandle, Env, GuildHandle, InteractionResult, MemberActor, ResponseMessage

from bot.errors import UserError


@dataclass(frozen=True, slots=True)
class World:
    """Two servers; the fan is in both, a moderator may manage the server, an admin may do everything."""

    env: Env
    guild: GuildHandle
    channel: ChannelHandle
    fan: MemberActor
    other_fan: MemberActor
    moderator: MemberActor
    admin: MemberActor
    far_channel: ChannelHandle
    far_fan: MemberActor
    far_moderator: MemberActor


def build(env: Env) -> World:
    """Two servers with their people."""
    guild, far = env.create_guild("Near"), env.create_guild("Far")
    managing = guild.create_role("Moderators", permissions=discord.Permissions(manage_guild=True))
    owning = guild.create_role("Admins", permissions=discord.Permissions(administrator=True))
    far_managing = far.create_role("Moderators", permissions=discord.Permissions(manage_guild=True))
    robin, sam = env.create_user("robin"), env.create_user("sam")
    return World(
        env=env,
        guild=guild,
        channel=guild.create_text_channel("talk"),
        fan=guild.add_member(robin),
        other_fan=guild.add_member(env.create_user("kim")),
        moderator=guild.add_member(sam, roles=[managing]),
        admin=guild.add_member(env.create_user("alex"), roles=[owning]),
        far_channel=far.create_text_channel("talk"),
        far_fan=far.add_member(robin),
        far_moderator=far.add_member(sam, roles=[far_managing]),
    )


async def let_pass(env: Env, seconds: float) -> None:
    """Let time pass, five minutes at a time: each step has a few seconds of real time, also on a busy machine."""
    while seconds > 0:
        await env.advance_time(min(seconds, 300))
        seconds -= 300


@dataclass(frozen=True, slots=True)
class Button:
    label: str
    custom_id: str
    disabled: bool


@dataclass(frozen=True, slots=True)
class Option:
    label: str
    value: str
    description: str


@dataclass(frozen=True, slots=True)
class Seen:
    """A message as a person sees it."""

    message: ResponseMessage | discord.Message
    content: str
    ephemeral: bool
    title: str = ""
    description: str = ""
    fields: list[tuple[str, str]] = field(default_factory=list[tuple[str, str]])
    footer: str = ""
    buttons: list[Button] = field(default_factory=list[Button])
    options: list[Option] = field(default_factory=list[Option])

    @property
    def names(self) -> list[str]:
        """The names of the fields."""
        return [name for name, _ in self.fields]

    @property
    def labels(self) -> list[str]:
        """The labels of the buttons."""
        return [button.label for button in self.buttons]

    @property
    def body(self) -> str:
        """Where Discord formats text: the description and the fields' values."""
        return "\n".join([self.description, *(value for _, value in self.fields)])

    @property
    def bare(self) -> str:
        """Where nothing can be hidden: title, fields' names, footer, buttons and options."""
        options = [f"{option.label}\n{option.description}" for option in self.options]
        return "\n".join([self.title, *self.names, self.footer, *self.labels, *options])

    def value(self, name: str) -> str:
        """The value of the one field of this name."""
        (found,) = [value for field, value in self.fields if field == name]
        return found


def look(message: ResponseMessage | discord.Message) -> Seen:
    """A message as a person sees it."""
    raw: list[dict[str, Any]] = (
        message.components
        if isinstance(message, ResponseMessage)
        else [dict(row.to_dict()) for row in message.components]
    )
    items = [item for row in raw for item in row["components"]]
    embed = message.embeds[0] if message.embeds else discord.Embed()
    return Seen(
        message=message,
        content=message.content,
        ephemeral=message.flags.ephemeral,
        title=embed.title or "",
        description=embed.description or "",
        fields=[(field.name or "", field.value or "") for field in embed.fields],
        footer=embed.footer.text or "",
        buttons=[
            Button(item["label"], item["custom_id"], bool(item.get("disabled"))) for item in items if item["type"] == 2
        ],
        options=[
            Option(option["label"], option["value"], option.get("description") or "")
            for item in items
            if item["type"] == 3
            for option in item["options"]
        ],
    )


def seen(result: InteractionResult) -> Seen:
    """The one answer that an interaction got."""
    assert result.response is not None, "the interaction was not answered"
    assert not result.followups, "the interaction was answered more than once"
    return look(result.response)


def refused(world: World, result: InteractionResult) -> str:
    """The words with which a command was refused, seen by the asker alone; the refusal was a foreseen one."""
    (error,) = world.env.errors[-1:]
    cause = error.original if isinstance(error, discord.app_commands.CommandInvokeError) else error
    assert isinstance(cause, UserError | discord.app_commands.AppCommandError)
    answer = seen(result)
    assert answer.ephemeral
    assert not answer.title
    return answer.content

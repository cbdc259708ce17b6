"""A bot that does everything that a bot can do with an interaction or a message, once each."""

from __future__ import annotations

import io
import logging
import os
from typing import Any

import discord
import yarl
from discord import app_commands
from discord.gateway import DiscordWebSocket
from discord.http import Route

# The first guild of the loopback Discord.
GUILD_ID = 900_000_000_000_001_000

setup = app_commands.Group(name="setup", description="Set the server up")


class NoteModal(discord.ui.Modal, title="A note"):
    text = discord.ui.TextInput["NoteModal"](label="Text", custom_id="text", max_length=100)
    mood = discord.ui.Label["NoteModal"](
        text="Mood",
        component=discord.ui.Select(
            custom_id="mood",
            options=[discord.SelectOption(label="Good"), discord.SelectOption(label="Bad")],
        ),
    )

    async def on_submit(self, interaction: discord.Interaction) -> None:
        select = self.mood.component
        assert isinstance(select, discord.ui.Select)
        note = f"noted: {self.text.value} ({select.values[0]})"
        await interaction.response.send_message(note, ephemeral=True)


class Panel(discord.ui.View):
    def __init__(self) -> None:
        super().__init__(timeout=None)

    @discord.ui.button(label="Next", custom_id="next")
    async def next(self, interaction: discord.Interaction, button: Any) -> None:
        await interaction.response.edit_message(content="page 2")

    @discord.ui.button(label="Note", custom_id="note")
    async def note(self, interaction: discord.Interaction, button: Any) -> None:
        await interaction.response.send_modal(NoteModal())

    @discord.ui.button(label="Later", custom_id="later")
    async def later(self, interaction: discord.Interaction, button: Any) -> None:
        await interaction.response.defer()
        await interaction.edit_original_response(content="later", view=None)

    @discord.ui.button(label="Never", custom_id="never", disabled=True)
    async def never(self, interaction: discord.Interaction, button: Any) -> None: ...

    @discord.ui.select(custom_id="page", options=[discord.SelectOption(label=f"Page {n}") for n in range(3)])
    async def page(self, interaction: discord.Interaction, select: discord.ui.Select[Panel]) -> None:
        await interaction.response.send_message(f"picked {select.values[0]}")

    @discord.ui.select(cls=discord.ui.UserSelect[Any], custom_id="whom")
    async def whom(self, interaction: discord.Interaction, select: discord.ui.UserSelect[Panel]) -> None:
        await interaction.response.send_message(f"picked {select.values[0].display_name}")


class Card(discord.ui.LayoutView):
    box = discord.ui.Container["Card"](discord.ui.TextDisplay("Sure"), accent_colour=0x00FF00)


@setup.command(description="Show it")
@app_commands.choices(tone=[app_commands.Choice(name="Dry", value="dry")])
async def show(
    interaction: discord.Interaction,
    member: discord.Member,
    pages: app_commands.Range[int, 1, 5] = 1,
    tone: str = "dry",
    role: discord.Role | None = None,
) -> None:
    text = f"{member.display_name} {pages} {tone} {role} {member.guild_permissions.value}"
    await interaction.response.send_message(text, view=Panel())


@app_commands.command(description="Take a while")
async def slow(interaction: discord.Interaction) -> None:
    await interaction.response.defer(thinking=True, ephemeral=True)
    await interaction.followup.send("done")
    second = await interaction.followup.send(view=Card(), wait=True)
    assert isinstance(second, discord.WebhookMessage)
    original = await interaction.original_response()
    await original.edit(content=original.content + "!")


@app_commands.command(description="Take a while, then answer in private")
async def private(interaction: discord.Interaction) -> None:
    await interaction.response.defer(thinking=True)
    await interaction.delete_original_response()
    await interaction.followup.send("only for you", ephemeral=True)


@app_commands.command(description="A file")
async def file(interaction: discord.Interaction) -> None:
    export = discord.File(io.BytesIO(b"{}"), "export.json", description="Everything")
    await interaction.response.send_message("here", file=export)
    await interaction.delete_original_response()


@app_commands.command(description="A note")
async def note(interaction: discord.Interaction) -> None:
    await interaction.response.send_modal(NoteModal())


@app_commands.command(description="No answer")
async def mute(interaction: discord.Interaction) -> None: ...


@app_commands.command(description="Post in the channel")
async def post(interaction: discord.Interaction) -> None:
    channel = interaction.channel
    assert isinstance(channel, discord.TextChannel)
    sent = await channel.send(embed=discord.Embed(title="post", url="https://example.org"))
    await sent.edit(content="edited", embed=None)
    read = [message.content async for message in channel.history(limit=5)]
    await interaction.response.send_message(f"read {read}", ephemeral=True)


class ProbeBot(discord.Client):
    def __init__(self) -> None:
        super().__init__(intents=discord.Intents(guilds=True, guild_messages=True))
        self.tree = app_commands.CommandTree(self)

    async def setup_hook(self) -> None:
        _, url, _ = await self.http.get_bot_gateway()
        DiscordWebSocket.DEFAULT_GATEWAY = yarl.URL(url)
        self.tree.add_command(setup)
        commands: list[Any] = [slow, private, file, note, mute, post]
        for command in commands:
            self.tree.add_command(command)
        await self.tree.sync()
        await self.tree.sync(guild=discord.Object(GUILD_ID))

    async def on_message(self, message: discord.Message) -> None:
        if self.user in message.mentions:
            await message.channel.send(f"you said: {message.content}")


if __name__ == "__main__":
    Route.BASE = os.environ["DISCORD_API_BASE"]
    ProbeBot().run(os.environ["DISCORD_TOKEN"], log_level=logging.WARNING)

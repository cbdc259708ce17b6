"""The smallest bot that answers: the cost of discord.py alone, for the benchmark to compare with."""

from __future__ import annotations

import logging
import os
from typing import Any

import discord
import yarl
from discord import app_commands
from discord.gateway import DiscordWebSocket
from discord.http import Route

SUMMARY = (
    "Patricia Walker has been close to the lead since they were teenagers. "
    "She hosts a radio show, and she is in every season of the series. "
)
CHOICES = [app_commands.Choice(name=f"Cast member {n}", value=f"cast:{n}") for n in range(10)]


def answer_embed() -> discord.Embed:
    """One embed of the size that an answer about a cast member has."""
    embed = discord.Embed(title="Patricia Walker", description=SUMMARY * 3, colour=0x5865F2)
    embed.add_field(name="Played by", value="An actor of that name", inline=True)
    embed.add_field(name="Seasons", value="1, 2 and 3", inline=True)
    embed.add_field(name="First seen", value="Season 1, episode 1", inline=True)
    embed.add_field(name="How sure", value="Confirmed by two sources, last seen today", inline=False)
    embed.set_footer(text="Sources: the network's press site; the credits of the episode")
    return embed


class BareBot(discord.Client):
    """A client with one command tree."""

    def __init__(self) -> None:
        super().__init__(intents=discord.Intents(guilds=True, guild_messages=True))
        self.tree = app_commands.CommandTree(self)

    async def setup_hook(self) -> None:
        _, url, _ = await self.http.get_bot_gateway()
        DiscordWebSocket.DEFAULT_GATEWAY = yarl.URL(url)
        commands: list[Any] = [cast, director, episode, season, news, ask]
        for command in commands:
            self.tree.add_command(command)
        await self.tree.sync()


@app_commands.command(description="Who is in the cast")
async def cast(interaction: discord.Interaction, who: str) -> None:
    await interaction.response.send_message(embed=answer_embed())


@app_commands.command(description="Who directed it")
async def director(interaction: discord.Interaction, of: str) -> None:
    await interaction.response.send_message(embed=answer_embed())


@app_commands.command(description="What an episode is about")
async def episode(interaction: discord.Interaction, episode: str) -> None:
    await interaction.response.send_message(embed=answer_embed())


@app_commands.command(description="What is known about a season")
async def season(interaction: discord.Interaction, number: int) -> None:
    await interaction.response.send_message(embed=answer_embed())


@app_commands.command(description="What was said")
async def news(interaction: discord.Interaction, season: int | None = None) -> None:
    await interaction.response.send_message(embed=answer_embed())


@app_commands.command(description="Anything")
async def ask(interaction: discord.Interaction, question: str) -> None:
    await interaction.response.send_message(embed=answer_embed())


@cast.autocomplete("who")
async def who_choices(interaction: discord.Interaction, current: str) -> list[app_commands.Choice[str]]:
    return CHOICES


def main() -> None:
    Route.BASE = os.environ["DISCORD_API_BASE"]
    BareBot().run(os.environ["DISCORD_TOKEN"], log_level=logging.WARNING)


if __name__ == "__main__":
    main()

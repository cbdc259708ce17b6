"""/feed: news from other sites for the moderators' queue. The services check with each call who may use it."""

import discord
from discord import app_commands
from discord.app_commands import AppCommandChannel, AppCommandThread
from discord.ext import commands

from bot.domain.announcement_views import Target
from bot.services.feeds.feeds import Feeds
from bot.ui.completions import choices
from cogs.feeds import buttons
from cogs.shared.channels import PostPlace
from cogs.shared.context import Interaction, caller_of

Place = app_commands.Transform[AppCommandChannel | AppCommandThread, PostPlace]
Url = app_commands.Range[str, 1, 500]
Words = app_commands.Range[str, 1, 200]
_DESCRIPTION = "Any words from its title or address"


# No default permissions: they would hide the commands from members with the moderators' role.
@app_commands.guild_only()
class FeedCog(
    commands.GroupCog,
    group_name="feed",
    group_description="Follow the feeds of news sites; for moderators",
):
    def __init__(self, feeds: Feeds) -> None:
        self._feeds = feeds

    @app_commands.command(name="add", description="Follow a feed: its items about your show become suggestions")
    @app_commands.describe(
        url="The address of an RSS, Atom or JSON feed",
        channel="Post its items about your show there at once as links, marked as unreviewed",
    )
    async def add(self, interaction: Interaction, url: Url, channel: Place | None = None) -> None:
        target = Target(channel.id, channel.type is discord.ChannelType.forum) if channel else None
        await buttons.add(interaction, caller_of(interaction), url, target)

    @app_commands.command(name="list", description="See all feeds, when each was read, and what is wrong")
    async def list_(self, interaction: Interaction) -> None:
        await buttons.show_list(interaction, caller_of(interaction))

    @app_commands.command(name="test", description="See a feed's current items, and which of them would be suggested")
    @app_commands.describe(feed=_DESCRIPTION)
    async def test(self, interaction: Interaction, feed: Words) -> None:
        await buttons.test(interaction, caller_of(interaction), await self._found(interaction, feed))

    @app_commands.command(name="pause", description="Stop a feed until you resume it")
    @app_commands.describe(feed=_DESCRIPTION)
    async def pause(self, interaction: Interaction, feed: Words) -> None:
        await buttons.pause(interaction, caller_of(interaction), await self._found(interaction, feed))

    @app_commands.command(name="resume", description="Continue a paused feed from now on, or one whose channel failed")
    @app_commands.describe(feed=_DESCRIPTION)
    async def resume(self, interaction: Interaction, feed: Words) -> None:
        await buttons.resume(interaction, caller_of(interaction), await self._found(interaction, feed))

    @app_commands.command(name="remove", description="Stop following a feed")
    @app_commands.describe(feed=_DESCRIPTION)
    async def remove(self, interaction: Interaction, feed: Words) -> None:
        await buttons.ask_to_remove(interaction, caller_of(interaction), await self._found(interaction, feed))

    async def _found(self, interaction: Interaction, text: str) -> int:
        return await self._feeds.resolve(caller_of(interaction), text)

    @test.autocomplete("feed")
    @pause.autocomplete("feed")
    @resume.autocomplete("feed")
    @remove.autocomplete("feed")
    async def complete(self, interaction: Interaction, typed: str) -> list[app_commands.Choice[str]]:
        return choices(await self._feeds.complete(caller_of(interaction), typed))

"""/announce. The services check with each call who may use it."""

from typing import Literal

import discord
from discord import app_commands
from discord.app_commands import AppCommandChannel, AppCommandThread
from discord.ext import commands

from bot.domain.announcement_views import Target, Wanted
from bot.domain.announcements import MOST_TEXT, AnnouncementKind
from bot.domain.facts import Status
from bot.services.announcements.announcements import Announcements
from bot.services.announcements.form import with_hour
from bot.ui.completions import announcement_choices
from cogs.announcements import buttons
from cogs.announcements.drafts import begin, places_of, show_draft
from cogs.shared.channels import PostPlace
from cogs.shared.context import Interaction, caller_of
from cogs.shared.responding import in_time

Place = app_commands.Transform[AppCommandChannel | AppCommandThread, PostPlace]
Text = app_commands.Range[str, 1, MOST_TEXT]
When = app_commands.Range[str, 1, 100]
Rule = app_commands.Range[str, 1, 200]
Hour = app_commands.Range[str, 1, 40]
Words = app_commands.Range[str, 1, 200]
_CHANNEL = "Where to post; this channel if you leave it out"
_PING = "A role to ping"
_PUBLISH = "Also publish it; for announcement channels"
_DESCRIPTION = "Any words from it, its kind or its day"


# No default permissions: they would hide the commands from members with the moderators' role.
@app_commands.guild_only()
class AnnouncementCog(
    commands.GroupCog,
    group_name="announce",
    group_description="Post at a set time, on a schedule, or when there is news; for moderators",
):
    def __init__(self, announcements: Announcements) -> None:
        self._announcements = announcements

    @app_commands.command(name="once", description="Post something once, at a set time")
    @app_commands.describe(
        when="Such as 8 March 20:00, tomorrow 9pm or in 2 hours, in this server's time zone",
        text="What to post; leave it out to write it in a form, with a title and an image",
        channel=_CHANNEL,
        ping=_PING,
        publish=_PUBLISH,
    )
    async def once(
        self,
        interaction: Interaction,
        when: When,
        text: Text | None = None,
        channel: Place | None = None,
        ping: discord.Role | None = None,
        publish: bool = False,
    ) -> None:
        wanted = _wanted(interaction, AnnouncementKind.ONCE, channel, ping, publish)
        await begin(interaction, wanted, {"when": when, "text": text or ""}, ask=text is None)

    @app_commands.command(name="repeat", description="Post something on a schedule")
    @app_commands.describe(
        rule="Such as every Friday, weekdays, or the last Friday of every month",
        at="At what time, such as 20:00, in this server's time zone",
        text="What to post; leave it out to write it in a form, with a title and an image",
        channel=_CHANNEL,
        ping=_PING,
        publish=_PUBLISH,
    )
    async def repeat(
        self,
        interaction: Interaction,
        rule: Rule,
        at: Hour,
        text: Text | None = None,
        channel: Place | None = None,
        ping: discord.Role | None = None,
        publish: bool = False,
    ) -> None:
        wanted = _wanted(interaction, AnnouncementKind.REPEAT, channel, ping, publish)
        await begin(interaction, wanted, {"rule": with_hour(rule, at), "text": text or ""}, ask=text is None)

    @app_commands.command(name="news", description="Post news about this server's show as it comes in")
    @app_commands.describe(
        switch="On or off",
        channel="Where; if you leave it out: on in this channel, off everywhere",
        status="How certain it must be; confirmed if you leave it out",
        ping=_PING,
        publish=_PUBLISH,
    )
    async def news(
        self,
        interaction: Interaction,
        switch: Literal["on", "off"],
        channel: Place | None = None,
        status: Literal["confirmed", "reported", "rumoured", "denied"] | None = None,
        ping: discord.Role | None = None,
        publish: bool | None = None,
    ) -> None:
        caller = caller_of(interaction)
        if switch == "off":
            await buttons.ask_to_end_news(interaction, caller, channel.id if channel else None)
            return
        wanted = _wanted(interaction, AnnouncementKind.NEWS, channel, ping, publish, Status(status) if status else None)
        places = places_of(interaction)
        await places.find([wanted.target.channel])
        work = interaction.client.services.announcements.drafts(caller, places).news(wanted)
        await show_draft(interaction, await in_time(interaction, work), places)

    @app_commands.command(name="countdown", description="Count down the days to a season")
    @app_commands.describe(
        season="Which season of this server's show",
        at="The time at which it starts, if you know it, such as 20:00",
        episodes="Also post about each episode on its day",
        channel=_CHANNEL,
        ping=_PING,
        publish=_PUBLISH,
    )
    async def countdown(
        self,
        interaction: Interaction,
        season: app_commands.Range[int, 0, 9999],
        at: Hour | None = None,
        episodes: bool = False,
        channel: Place | None = None,
        ping: discord.Role | None = None,
        publish: bool = False,
    ) -> None:
        wanted = _wanted(interaction, AnnouncementKind.COUNTDOWN, channel, ping, publish, episodes=episodes)
        await begin(interaction, wanted, {"season": str(season), "at": at or ""})

    @app_commands.command(name="digest", description="Post what is new about this server's show on a schedule")
    @app_commands.describe(
        rule="Such as every Friday, weekdays, or the last Friday of every month",
        at="At what time, such as 20:00, in this server's time zone",
        channel=_CHANNEL,
        ping=_PING,
        publish=_PUBLISH,
    )
    async def digest(
        self,
        interaction: Interaction,
        rule: Rule,
        at: Hour,
        channel: Place | None = None,
        ping: discord.Role | None = None,
        publish: bool = False,
    ) -> None:
        wanted = _wanted(interaction, AnnouncementKind.DIGEST, channel, ping, publish)
        await begin(interaction, wanted, {"rule": with_hour(rule, at)})

    @app_commands.command(name="list", description="See all announcements, and when each is due")
    async def list_(self, interaction: Interaction) -> None:
        await buttons.show_list(interaction, caller_of(interaction))

    @app_commands.command(name="show", description="See an announcement, and what happened to its posts")
    @app_commands.describe(announcement=_DESCRIPTION)
    async def show(self, interaction: Interaction, announcement: Words) -> None:
        await buttons.show_one(interaction, caller_of(interaction), await self._found(interaction, announcement))

    @app_commands.command(name="edit", description="Change an announcement")
    @app_commands.describe(announcement=_DESCRIPTION)
    async def edit(self, interaction: Interaction, announcement: Words) -> None:
        await buttons.edit(interaction, caller_of(interaction), await self._found(interaction, announcement))

    @app_commands.command(name="cancel", description="End an announcement for good")
    @app_commands.describe(announcement=_DESCRIPTION)
    async def cancel(self, interaction: Interaction, announcement: Words) -> None:
        await buttons.ask_to_cancel(interaction, caller_of(interaction), await self._found(interaction, announcement))

    @app_commands.command(name="pause", description="Stop an announcement until you resume it")
    @app_commands.describe(announcement=_DESCRIPTION)
    async def pause(self, interaction: Interaction, announcement: Words) -> None:
        await buttons.pause(interaction, caller_of(interaction), await self._found(interaction, announcement))

    @app_commands.command(name="resume", description="Continue a paused announcement from now on")
    @app_commands.describe(announcement=_DESCRIPTION)
    async def resume(self, interaction: Interaction, announcement: Words) -> None:
        await buttons.resume(interaction, caller_of(interaction), await self._found(interaction, announcement))

    @app_commands.command(name="test", description="See what an announcement would post now; only you see it")
    @app_commands.describe(announcement=_DESCRIPTION)
    async def test(self, interaction: Interaction, announcement: Words) -> None:
        await buttons.test(interaction, caller_of(interaction), await self._found(interaction, announcement))

    async def _found(self, interaction: Interaction, text: str) -> int:
        return await self._announcements.search.resolve(caller_of(interaction), text)

    @show.autocomplete("announcement")
    @test.autocomplete("announcement")
    async def complete_any(self, interaction: Interaction, typed: str) -> list[app_commands.Choice[str]]:
        found = await self._announcements.search.complete(caller_of(interaction), typed, ended=True)
        return announcement_choices(found)

    @edit.autocomplete("announcement")
    @cancel.autocomplete("announcement")
    @pause.autocomplete("announcement")
    @resume.autocomplete("announcement")
    async def complete_live(self, interaction: Interaction, typed: str) -> list[app_commands.Choice[str]]:
        return announcement_choices(await self._announcements.search.complete(caller_of(interaction), typed))


def _wanted(
    interaction: Interaction,
    kind: AnnouncementKind,
    channel: AppCommandChannel | AppCommandThread | None,
    ping: discord.Role | None,
    publish: bool | None,
    status: Status | None = None,
    *,
    episodes: bool = False,
) -> Wanted:
    """Return what was picked. Without a channel it is the one where the command was used."""
    place = channel or interaction.channel
    forum = place is not None and place.type is discord.ChannelType.forum
    target = Target(place.id if place else 0, forum)
    return Wanted(kind, target, ping.id if ping else None, publish, status, episodes)

"""What the commands, buttons and forms of announcements share: what Discord says of channels, drafts, cards."""

import logging
from collections.abc import Iterable, Mapping

import discord

from bot import replies
from bot.discord_errors import TROUBLE, in_words
from bot.domain.announcement_views import DraftView, Wanted, Written
from bot.domain.announcements import Announcement
from bot.errors import NotModerator, UserError
from bot.outbox.channels import Channel, channel_of
from bot.outbox.permissions import trouble
from bot.ui.announcements.draft import Shown, draft_card
from bot.ui.announcements.forms import AnnouncementForm
from bot.ui.modals import modal
from bot.ui.places import Around
from cogs.shared.channels import server_of
from cogs.shared.context import Interaction, caller_of
from cogs.shared.kept_forms import ask_again
from cogs.shared.responding import in_time, seen_by

_log = logging.getLogger(__name__)
_UNKNOWN = "I could not look at it just now. Try again in a moment."
_UNSEEN = "It is gone, or I can't see it. Give me **View Channel** there, or choose another."


class ServerChannels:
    """What Discord says of the channels and roles of announcements in a server."""

    def __init__(self, guild: discord.Guild) -> None:
        self._guild = guild
        self._fetched: dict[int, Channel] = {}
        self._unknown: set[int] = set()

    async def find(self, channels: Iterable[int]) -> None:
        """Fetch the channels that Discord does not send by itself, such as archived threads."""
        for channel in channels:
            if self._channel(channel) is not None:
                continue
            try:
                if found := await channel_of(self._guild, channel):
                    self._fetched[channel] = found
            except TROUBLE as error:
                _log.info("Channel %s could not be looked at: %s", channel, in_words(error))
                self._unknown.add(channel)

    def faults(self, announcement: Announcement) -> tuple[str, ...]:
        """What keeps an announcement from being posted, place by place."""
        role = self._guild.get_role(announcement.ping) if announcement.ping else None
        found: list[str] = []
        if announcement.ping and role is None:
            found.append("The role to ping is gone. Pick another, or none.")
        if role is not None and role.is_default():
            found.append("Pinging everyone is not offered. Pick a role that members take for these posts.")
            role = None
        publish = announcement.publish
        wrong = (self.fault(place.channel, ping=role, publish=publish) for place in announcement.places)
        return (*found, *filter(None, wrong))

    def fault(self, channel: int, *, ping: discord.Role | None = None, publish: bool = False) -> str | None:
        """What keeps the bot from posting in a channel, as a sentence that names it; None if nothing does."""
        if found := self._channel(channel):
            wrong = trouble(found, ping=ping, publish=publish)
        else:
            wrong = _UNKNOWN if channel in self._unknown else _UNSEEN
        return f"In <#{channel}>: {wrong}" if wrong else None

    def around(self, announcements: Iterable[Announcement] = (), *channels: int) -> Around:
        """Return the names of all channels and roles that these announcements mention."""
        announcements = list(announcements)
        ids = {*channels, *(place.channel for announcement in announcements for place in announcement.places)}
        known = {id_: found for id_ in ids if (found := self._channel(id_))}
        pings = {announcement.ping for announcement in announcements if announcement.ping}
        roles = {ping: role.name for ping in pings if (role := self._guild.get_role(ping))}
        news = (id_ for id_, channel in known.items() if channel.type is discord.ChannelType.news)
        return Around({id_: channel.name for id_, channel in known.items()}, roles, frozenset(news))

    def _channel(self, channel: int) -> Channel | None:
        return self._guild.get_channel_or_thread(channel) or self._fetched.get(channel)


def places_of(interaction: Interaction) -> ServerChannels:
    """What Discord says of the server where somebody acts."""
    return ServerChannels(server_of(interaction))


async def begin(interaction: Interaction, wanted: Wanted, values: Mapping[str, str], *, ask: bool = False) -> None:
    """Continue with a command's options: ask for the rest in a form, or take them like a form that was sent."""
    form = AnnouncementForm(wanted.kind, wanted=wanted)
    if not ask:
        await write(interaction, form, values)
        return
    await interaction.client.services.announcements.check(caller_of(interaction))
    await interaction.response.send_modal(modal(form, values))


async def write(interaction: Interaction, form: AnnouncementForm, values: Mapping[str, str]) -> None:
    """Save a form as a draft and show it; what can't be read is kept behind a button."""
    places = places_of(interaction)
    try:
        view = await in_time(interaction, _written(interaction, form, Written(**values), places))
    except NotModerator:
        raise
    except UserError as error:
        await ask_again(interaction, form, values, error)
        return
    await show_draft(interaction, view, places)


async def _written(
    interaction: Interaction, form: AnnouncementForm, written: Written, places: ServerChannels
) -> DraftView:
    drafts = interaction.client.services.announcements.drafts(caller_of(interaction), places)
    if form.wanted is not None:
        await places.find([form.wanted.target.channel])
        return await drafts.write(form.wanted, written)
    draft = form.draft or 0
    await places.find(await drafts.channels(draft))
    return await drafts.rewrite(draft, form.kind, written)


async def show_draft(interaction: Interaction, view: DraftView, places: ServerChannels) -> None:
    """Show a draft to its author, in place of the card that was pressed."""
    shown = [view.announcement, *([view.original] if view.original else [])]
    await send(interaction, draft_card(view, places.around(shown)))


async def send(interaction: Interaction, shown: Shown) -> None:
    """Show a message to the moderator alone, in place of the card that was pressed where that is theirs."""
    embeds = [interaction.client.names.put_into(embed) for embed in shown.embeds]
    await replies.send(interaction, seen_by(interaction), content=shown.content or None, embeds=embeds, view=shown.view)


async def send_apart(interaction: Interaction, shown: Shown | str) -> None:
    """Show a message to the moderator alone, beside the card that was pressed."""
    if isinstance(shown, str):
        await interaction.response.send_message(shown, ephemeral=True)
    else:
        await interaction.response.send_message(shown.content, embeds=list(shown.embeds), ephemeral=True)

"""What the demo's server holds when a visitor comes: a greeting with example questions, and announcements."""

import logging
import re
from collections.abc import Sequence
from contextlib import suppress
from typing import Any, Self, TypeAlias

import discord

from bot.client import Casefile
from bot.domain.announcement_views import DraftView, Target, Wanted, Written
from bot.domain.announcements import Announcement, AnnouncementKind
from bot.domain.questions import Topic
from bot.domain.viewers import Viewer
from bot.errors import BadInput, UserError
from bot.services.access import Caller
from bot.services.announcements.drafts import AnnouncementDrafts
from bot.services.names.finder import Query
from bot.ui.answers.buttons import ask
from bot.ui.buttons import Item, Layout, own_button

log = logging.getLogger(__name__)

Examples: TypeAlias = Sequence[tuple[str, Topic, dict[str, Any]]]
"""Questions as buttons: the words on each, and what a command would be asked."""

_GO = "demo-go"
_FIRST_POST = (
    "**Rewatch tonight!** Season 1 from the start, two episodes a week. Bring ||tissues|| and theories.\n"
    "*The bot posted this by itself, at the time that a moderator had chosen.*"
)
_WEEKLY = Written(
    rule="every Friday at 20:00", title="Rewatch night", text="Two more episodes. See you in the channel!"
)


class Go(discord.ui.DynamicItem[discord.ui.Item[Any]], template=rf"{_GO}:(?P<channel>\d+)"):
    """A button that turns the visitor's page to another channel. On Discord, people open channels themselves."""

    wanted: int | None = None
    """The channel of the last press; the page takes it."""

    def __init__(self, item: discord.ui.Item[Any], channel: int) -> None:
        super().__init__(item)
        self.channel = channel

    @classmethod
    async def from_custom_id(
        cls, _: discord.Interaction[Any], item: discord.ui.Item[Any], match: re.Match[str], /
    ) -> Self:
        return cls(item, int(match["channel"]))

    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        Go.wanted = self.channel
        await interaction.response.defer()


def go_to(name: str, channel: int) -> Item:
    """The button that opens a channel."""
    return own_button(f"Open #{name}", f"{_GO}:{channel}")


async def greet(client: Casefile, channel: int, words: str, others: Sequence[Item] = ()) -> None:
    """Post how to start, with example questions as buttons."""
    found = client.get_channel(channel)
    if isinstance(found, discord.TextChannel):
        await welcome(client, channel, words, [*await _questions(client, found.guild.id, _EXAMPLES), *others])


async def covered(client: Casefile, channel: int, words: str, others: Sequence[Item] = ()) -> None:
    """Post what a boundary does, with questions that would lead beyond it."""
    found = client.get_channel(channel)
    if isinstance(found, discord.TextChannel):
        items = await _questions(client, found.guild.id, _BEYOND)
        await welcome(client, channel, words, [*items, *others])


async def welcome(client: Casefile, channel: int, words: str, items: Sequence[Item]) -> None:
    """Post words with buttons."""
    found = client.get_channel(channel)
    if isinstance(found, discord.TextChannel):
        await found.send(words, view=Layout(items))


_EXAMPLES: Examples = (
    ("Who plays Trish?", Topic.CAST, {"text": "Trish"}),
    ("Who directed season 2?", Topic.DIRECTOR, {"text": "season 2"}),
    ("Season 2, as known in 2016", Topic.SEASON, {"season": 2, "as_of": "2016-12-01"}),
    ("What is the news?", Topic.NEWS, {}),
    ("When is the next episode?", Topic.NEXT, {}),
)
_BEYOND: Examples = (
    ("Who plays Kilgrave?", Topic.CAST, {"text": "Kilgrave"}),
    ("What about S01E05?", Topic.EPISODE, {"text": "S01E05"}),
    ("Who is in season 3?", Topic.SEASON, {"season": 3}),
)


async def _questions(client: Casefile, guild: int, examples: Examples) -> list[Item]:
    answers, today = client.services.answers, client.services.clock().date()
    items: list[Item] = []
    for words, topic, options in examples:
        with suppress(UserError):  # another folder of packs may not have the show
            view = await answers.ask(topic, Query(guild, today, **options), _ANYBODY)
            items.append(ask(words, view.answer.question))
    return items


_ANYBODY = Viewer(0, (), is_alone=False)


class _Open:
    """The demo's bot may post everywhere on its server."""

    def faults(self, _: Announcement, /) -> Sequence[str]:
        return ()


async def announce(client: Casefile, guild: int, channel: int, moderator: int) -> None:
    """Let the bot announce something in a while, something each week, and confirmed news."""
    services, target = client.services.announcements, Target(channel)
    drafts = services.drafts(Caller(guild, moderator, manages=True), _Open())
    soon = Written(when="in 10 seconds", text=_FIRST_POST)
    with suppress(BadInput):
        await _confirm(drafts, await drafts.write(Wanted(AnnouncementKind.ONCE, target), soon))
        await _confirm(drafts, await drafts.write(Wanted(AnnouncementKind.REPEAT, target), _WEEKLY))
        await _confirm(drafts, await drafts.news(Wanted(AnnouncementKind.NEWS, target)))


async def _confirm(drafts: AnnouncementDrafts, view: DraftView) -> None:
    # An earlier demo may have announced the same. What is not confirmed has no effect.
    if view.can_be_confirmed and view.twin is None:
        await drafts.confirm(view.announcement.id)

"""Members and moments in words, and members' names in cards."""

import re
from collections import OrderedDict
from collections.abc import Sequence
from datetime import datetime

import discord

from bot.domain.text import escape, utf16_length
from bot.ui.card import embed_length
from bot.ui.text import listed

_MOST_BACKERS = 5
_MENTION = re.compile(r"<@(\d{1,20})>")
_MOST_NAMES = 5_000
_NAME = 40
# Discord's limits; a name is longer than the mention that it replaces.
_DESCRIPTION = 4096
_SECTION = 1024
_WHOLE = 6000


def who(user: int | None) -> str:
    """A member's mention, which pings nobody in a card; "Casefile" for None, "a former member" for 0."""
    if user is None:
        return "Casefile"
    return f"<@{user}>" if user else "a former member"


def backers(users: Sequence[int]) -> str:
    """The first of those who suggested something, and how many more there are."""
    rest = len(users) - _MOST_BACKERS
    return listed(who(user) for user in users[:_MOST_BACKERS]) + (f" and {rest} more" if rest > 0 else "")


def moment(at: datetime) -> str:
    """A moment that Discord shows to each reader in their own time zone."""
    return f"<t:{int(at.timestamp())}:f>"


class MemberNames:
    """The account names of members who used the bot since it started: at most 5,000, in memory only.

    Discord's clients show a mention inside an embed as bare digits where they have not met the member.
    """

    def __init__(self) -> None:
        self._known: OrderedDict[int, str] = OrderedDict()

    def learn(self, user: discord.abc.User) -> None:
        """Remember the account name that Discord sends with whatever a member does."""
        self._known[user.id] = user.name
        self._known.move_to_end(user.id)
        if len(self._known) > _MOST_NAMES:
            self._known.popitem(last=False)

    def put_into(self, embed: discord.Embed) -> discord.Embed:
        """Replace mentions of known members in the embed with their names, as far as those fit."""
        room = _WHOLE - embed_length(embed)
        if embed.description:
            embed.description, room = self._named(embed.description, _DESCRIPTION, room)
        for position, field in enumerate(embed.fields):
            if field.value and "<@" in field.value:
                value, room = self._named(field.value, _SECTION, room)
                embed.set_field_at(position, name=field.name, value=value, inline=field.inline)
        return embed

    def _named(self, text: str, most: int, room: int) -> tuple[str, int]:
        """The text with names, and the room that is left in the embed. A mention whose name does not fit stays."""
        own = most - utf16_length(text)

        def name(found: re.Match[str]) -> str:
            nonlocal own, room
            written = self._name(int(found[1]), found[0])
            growth = utf16_length(written) - utf16_length(found[0])
            if growth > min(own, room):
                return found[0]
            own, room = own - growth, room - growth
            return written

        return _MENTION.sub(name, text), room

    def _name(self, user: int, mention: str) -> str:
        name = self._known.get(user)
        return f"@\u200b{escape(name, _NAME)}" if name else mention

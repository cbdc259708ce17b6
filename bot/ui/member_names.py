"""Members' names in cards. Clients show a mention within a card as bare digits where they have not met the member."""

import re
from collections import OrderedDict

import discord

from bot.ui.text import escape, size_of

_MENTION = re.compile(r"<@(\d{1,20})>")
_MOST = 5_000
_NAME = 40
# Discord's limits; a name is longer than the mention in whose place it stands.
_DESCRIPTION = 4096
_SECTION = 1024
_WHOLE = 6000


class MemberNames:
    """The account names of those who used the bot since it started; kept in memory alone, and so many at most."""

    def __init__(self) -> None:
        self._known: OrderedDict[int, str] = OrderedDict()

    def learn(self, user: discord.abc.User) -> None:
        """Remember who somebody is, as Discord tells with what they do."""
        self._known[user.id] = user.name
        self._known.move_to_end(user.id)
        if len(self._known) > _MOST:
            self._known.popitem(last=False)

    def put_into(self, embed: discord.Embed) -> discord.Embed:
        """The card with the mentions of those who are known written as their names, as far as those fit."""
        room = _WHOLE - _size(embed)
        if embed.description:
            embed.description, room = self._named(embed.description, _DESCRIPTION, room)
        for position, field in enumerate(embed.fields):
            if field.value and "<@" in field.value:
                value, room = self._named(field.value, _SECTION, room)
                embed.set_field_at(position, name=field.name, value=value, inline=field.inline)
        return embed

    def _named(self, text: str, most: int, room: int) -> tuple[str, int]:
        """The text with names in it, and what they leave of the whole card's room. What has no room stays as it is."""
        own = most - size_of(text)

        def name(found: re.Match[str]) -> str:
            nonlocal own, room
            written = self._name(int(found[1]), found[0])
            growth = size_of(written) - size_of(found[0])
            if growth > min(own, room):
                return found[0]
            own, room = own - growth, room - growth
            return written

        return _MENTION.sub(name, text), room

    def _name(self, user: int, mention: str) -> str:
        name = self._known.get(user)
        return f"@\u200b{escape(name, _NAME)}" if name else mention


def _size(embed: discord.Embed) -> int:
    fields = (part or "" for field in embed.fields for part in (field.name, field.value))
    return sum(map(size_of, (embed.title or "", embed.description or "", embed.footer.text or "", *fields)))

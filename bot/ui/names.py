"""Members' names in cards. Clients show a mention within a card as bare digits where they have not met the member."""

import re
from collections import OrderedDict

import discord

from bot.ui.text import escape

_MENTION = re.compile(r"<@(\d{1,20})>")
_MOST = 5_000
_NAME = 40


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
        """The card with the mentions of those who are known written as their names."""
        if embed.description:
            embed.description = self._named(embed.description)
        for position, field in enumerate(embed.fields):
            if field.value and "<@" in field.value:
                embed.set_field_at(position, name=field.name, value=self._named(field.value), inline=field.inline)
        return embed

    def _named(self, text: str) -> str:
        return _MENTION.sub(lambda found: self._name(int(found[1]), found[0]), text)

    def _name(self, user: int, mention: str) -> str:
        name = self._known.get(user)
        return f"@\u200b{escape(name, _NAME)}" if name else mention

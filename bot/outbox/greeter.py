"""The message with which the bot greets a server that it joined."""

import logging
from itertools import islice

import discord

from bot.discord_errors import PLACES, TROUBLE, in_words, is_refusal, meaning_of
from bot.domain.deliveries import CLOCKS_DIFFER_BY
from bot.domain.ids import base36
from bot.domain.servers import Greeting
from bot.outbox.permissions import missing
from bot.services.servers.greetings import Greetings
from bot.ui.first_steps import greeting_card, is_greeting

_log = logging.getLogger(__name__)
# A server with more channels in which Discord refuses the bot doesn't want its messages.
_MOST_PLACES = 3
_LOOK_THROUGH = 100


class Greeter:
    """Sends each server's greeting at most once. What was interrupted is looked for before it is sent again."""

    def __init__(self, greetings: Greetings, client: discord.Client, *, hears_mentions: bool) -> None:
        self._greetings = greetings
        self._client = client
        self._hears_mentions = hears_mentions

    async def greet(self, guild: int) -> None:
        """Greet a server where the bot may write, or nowhere. Trouble is logged, and the greeting is tried again."""
        server = self._client.get_guild(guild)
        if server is None or server.unavailable:
            return  # it waits in the store
        if (greeting := await self._greetings.begin(guild)) is None:
            return
        try:
            await self._greet(server, greeting)
        except TROUBLE as error:
            _log.info("Server %s could not be greeted: %s", guild, in_words(error))
            return
        await self._greetings.finish(guild)

    async def _greet(self, server: discord.Guild, greeting: Greeting) -> None:
        places = tuple(islice(places_to_greet(server), _MOST_PLACES))
        if not greeting.is_first_try and any([await self._may_be_in(place, greeting) for place in places]):
            return
        card = greeting_card(hears_mentions=self._hears_mentions)
        for place in places:
            try:
                # The nonce is the joining's own, so that Discord recognises the message after a kill.
                await place.send(
                    embed=card.embed,
                    view=card.view,
                    nonce=f"{base36(greeting.guild)}-{base36(int(greeting.since.timestamp()))}",
                    allowed_mentions=discord.AllowedMentions.none(),
                )
            except discord.HTTPException as error:
                if not is_refusal(error) or meaning_of(error) not in PLACES:
                    raise
                _log.info("Server %s could not be greeted in a channel: %s", greeting.guild, in_words(error))
            else:
                return

    async def _may_be_in(self, place: discord.TextChannel, greeting: Greeting) -> bool:
        """Whether a greeting is in a channel, or may be because its history can't be read."""
        if not place.permissions_for(place.guild.me).read_message_history:
            return True
        since = greeting.since - CLOCKS_DIFFER_BY
        async for message in place.history(limit=_LOOK_THROUGH, after=since, oldest_first=False):
            if message.author == self._client.user and is_greeting(message):
                return True
        return False


def places_to_greet(server: discord.Guild) -> list[discord.TextChannel]:
    """Return where the bot may write in a server: its system channel, then the others from the top.

    People see the channels without a category above all categories, wherever they were made.
    """
    first = server.system_channel
    listed = [channel for _, channels in server.by_category() for channel in channels]
    others = [channel for channel in listed if isinstance(channel, discord.TextChannel) and channel != first]
    channels = [first, *others] if first else others
    return [
        channel
        for channel in channels
        if channel.type is discord.ChannelType.text and not missing(channel, history=False)
    ]

"""Finding a post in its channel, after a try whose outcome is unknown."""

import discord

from bot.discord_errors import Meaning, meaning_of
from bot.domain.deliveries import CLOCKS_DIFFER_BY, Delivery
from bot.ui.posts.reference import bears

# How many messages, threads and first messages of a thread are read at most. Only a very busy channel has more.
_LOOK_THROUGH, _THREADS_LOOKED_THROUGH, _BEGINNING = 3000, 100, 20
_TOO_MUCH = "It is not known whether it was posted: too much was written meanwhile to look for it."
_UNREADABLE = "It is not known whether it was posted: I can't read the message history there."


class Unclear(Exception):
    """It can't be found out whether a message is in its channel; str() says why, for a moderator."""


class PostSearch:
    def __init__(self, client: discord.Client) -> None:
        self._client = client

    async def find(self, delivery: Delivery) -> int | None:
        """Return the id of the message that an earlier try left in the channel; None if there is none.

        Raises Unclear, and what Discord answers.
        """
        if delivery.forum:
            return await self._find_thread(delivery)
        return await self.find_in(delivery.channel, delivery)

    async def find_in(self, channel: int, delivery: Delivery) -> int | None:
        """Like `find`, in another channel than the delivery's own."""
        since, seen = _since(delivery), 0
        async for message in self._client.get_partial_messageable(channel).history(limit=_LOOK_THROUGH, after=since):
            if self._is_post(message, delivery):
                return message.id
            seen += 1
        if seen >= _LOOK_THROUGH:
            raise Unclear(_TOO_MUCH)
        if seen == 0:
            await self._check_history(channel, since)
        return None

    def _is_post(self, message: discord.Message, delivery: Delivery) -> bool:
        me = self._client.user
        return me is not None and message.author.id == me.id and bears(message, delivery.reference)

    async def _check_history(self, channel: int, since: discord.Object) -> None:
        """Raises Unclear if the bot can't read a channel's history: Discord then shows the history as empty."""
        try:
            await self._client.get_partial_messageable(channel).fetch_message(since.id)
        except discord.HTTPException as error:
            match meaning_of(error):
                case Meaning.GONE:
                    pass  # the channel can be read
                case Meaning.WAY | Meaning.TOKEN:
                    raise
                case _:
                    raise Unclear(_UNREADABLE) from None

    async def _find_thread(self, delivery: Delivery) -> int | None:
        since, forum = _since(delivery), await self.forum(delivery)
        threads = [thread for thread in await forum.guild.active_threads() if thread.parent_id == forum.id]
        async for thread in forum.archived_threads(limit=_THREADS_LOOKED_THROUGH):
            if thread.id < since.id:
                break
            threads.append(thread)
        me = self._client.user
        mine = [thread for thread in threads if thread.id >= since.id and me is not None and thread.owner_id == me.id]
        for thread in mine[:_THREADS_LOOKED_THROUGH]:
            beginning = [message async for message in thread.history(limit=_BEGINNING, oldest_first=True)]
            if not beginning:
                raise Unclear(_UNREADABLE)
            if any(self._is_post(message, delivery) for message in beginning):
                return thread.id
        if len(mine) > _THREADS_LOOKED_THROUGH:
            raise Unclear(_TOO_MUCH)
        return None

    async def forum(self, delivery: Delivery) -> discord.ForumChannel:
        """Return the forum that a delivery goes to. Raises Unclear if it is no longer a forum."""
        found = self._client.get_channel(delivery.channel) or await self._client.fetch_channel(delivery.channel)
        if not isinstance(found, discord.ForumChannel):
            raise Unclear("The channel is no longer a forum.")
        return found


def _since(delivery: Delivery) -> discord.Object:
    """Return an id that is older than any message that a try of this delivery may have left."""
    assert delivery.first_try_at is not None
    return discord.Object(discord.utils.time_snowflake(delivery.first_try_at - CLOCKS_DIFFER_BY))

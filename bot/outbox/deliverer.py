"""Posting a delivery on Discord: one try, whose outcome is recorded, or recorded as unknown."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from typing import TypeVar

import aiohttp
import discord

from bot.domain.deliveries import LEASE, SEND_WITHIN, Delivery
from bot.domain.posts import NothingToPost
from bot.errors import StoreBusy, StoreTrouble, StoreUnwritable
from bot.outbox.pacing import Flight, NotAgain, flight
from bot.outbox.search import UNKNOWN_MESSAGE, PostSearch, Unclear
from bot.services.posts.deliveries import Claimed, Deliveries
from bot.ui.posts.message import PostMessage, Stamp, correction_reply, message_of

_log = logging.getLogger(__name__)
_T = TypeVar("_T")
_SERVER_ERROR, _TOO_MANY = 500, 429
_ALREADY_PUBLISHED = 40033
_LOOK_EVERY = LEASE.total_seconds() / 6
_MARKS = (0.0, 0.5, 2.0, 8.0)


class _NoAnswer(Exception):
    """Discord has had a request for a long time and has not answered."""


class Deliverer:
    """Makes deliveries that this process has claimed."""

    def __init__(self, delivering: Deliveries, client: discord.Client, clock: Callable[[], datetime]) -> None:
        self._delivering = delivering
        self._client = client
        self._clock = clock
        self._search = PostSearch(client)

    async def deliver(self, delivery: Delivery) -> None:
        """Make one try and record its outcome. Raises only what prevents recording it."""
        try:
            claimed = await self._delivering.prepare(delivery)
            if claimed is not None:
                await self._try(claimed)
        except (StoreBusy, StoreUnwritable):
            raise  # its lease runs out, and it is claimed again as a delivery whose outcome is unknown
        except Exception:
            await self._after_unforeseen(delivery)
            raise

    async def _try(self, claimed: Claimed) -> None:
        delivery = claimed.delivery
        try:
            message = await self._within_limits(delivery, self._post(claimed))
        except Unclear as error:
            await self._delivering.fail(delivery, str(error))
        except (discord.HTTPException, discord.RateLimited, aiohttp.ClientError, OSError, _NoAnswer, NotAgain) as error:
            await self._note(claimed, error)
        else:
            if message is not None:
                await self._mark(claimed, message)

    async def _after_unforeseen(self, delivery: Delivery) -> None:
        """Give up after a day, so that an error of our own doesn't block the channel for longer."""
        words = "It was not sent because of an error in the bot. The person who runs the bot finds it in the log."
        if delivery.is_over(self._clock()):
            await self._delivering.fail(delivery, words)
        else:
            await self._delivering.try_again(delivery, words, doubtful=True)

    async def publish(self, delivery: Delivery) -> None:
        """Let the servers that follow a channel have a message of it."""
        assert delivery.message is not None
        if delivery.is_over(self._clock()):
            await self._delivering.leave_unpublished(delivery, "Discord allows ten messages an hour in a channel.")
            return
        message = self._client.get_partial_messageable(delivery.channel).get_partial_message(delivery.message)
        try:
            await self._within_limits(delivery, message.publish())
        except discord.RateLimited as error:
            after = timedelta(seconds=error.retry_after)
            await self._delivering.try_again(delivery, "", doubtful=False, after=after)
        except discord.HTTPException as error:
            if error.code == _ALREADY_PUBLISHED:
                await self._delivering.published(delivery)
            elif _is_refusal(error):
                await self._delivering.leave_unpublished(delivery, _in_words(error))
            else:
                await self._delivering.try_again(delivery, _in_words(error), doubtful=False)
        except (aiohttp.ClientError, OSError, _NoAnswer) as error:
            await self._delivering.try_again(delivery, _in_words(error), doubtful=False)
        else:
            await self._delivering.published(delivery)

    async def _post(self, claimed: Claimed) -> int | None:
        """Post it unless it is there already. Return the message's id; None if there is nothing (more) to post."""
        delivery, content, now = claimed.delivery, claimed.content, self._clock()
        over = delivery.is_over(now)
        # Only a post in doubt is looked for: at once if it won't be sent again, else when its nonce may be forgotten.
        seeks = delivery.doubtful and claimed.original is None
        if seeks and (over or isinstance(content, NothingToPost) or delivery.must_look(now)):
            found = await self._search.find(delivery)
            if found is not None:
                return found
        if isinstance(content, NothingToPost):
            await self._delivering.skip(delivery, content.reason)
            return None
        if over:
            await self._delivering.fail(delivery, f"It could not be sent within 24 hours. {delivery.reason or ''}")
            return None
        if claimed.original is not None:
            return await self._correct(claimed, claimed.original)
        stamp = Stamp(delivery.reference, delivery.due_at, delivery.is_late(now), claimed.announcement.ping)
        return await self._send(delivery, message_of(content, stamp))

    async def _send(self, delivery: Delivery, post: PostMessage) -> int:
        if delivery.forum:
            forum = await self._search.forum(delivery)
            made = await forum.create_thread(
                name=post.title, content=post.content, embed=post.embed, allowed_mentions=post.allowed_mentions
            )
            return made.thread.id
        channel = self._client.get_partial_messageable(delivery.channel)
        message = await channel.send(
            post.content, embed=post.embed, nonce=delivery.nonce, allowed_mentions=post.allowed_mentions
        )
        return message.id

    async def _correct(self, claimed: Claimed, original: Delivery) -> int | None:
        """Edit a message to say what is true now; if it can't be edited, reply to it."""
        assert not isinstance(claimed.content, NothingToPost)
        assert original.message is not None
        stamp = Stamp(original.reference, original.due_at, ping=claimed.announcement.ping)
        place = original.message if original.forum else original.channel
        channel = self._client.get_partial_messageable(place)
        edited, nobody = message_of(claimed.content, stamp), discord.AllowedMentions.none()
        try:
            if original.forum:
                await self._rename(original.message, edited.title)
            message = channel.get_partial_message(original.message)
            await message.edit(content=edited.content, embed=edited.embed, allowed_mentions=nobody)
        except discord.HTTPException as error:
            if error.code == UNKNOWN_MESSAGE:
                await self._delivering.skip(claimed.delivery, "The message was deleted.")
                return None
            if not _is_refusal(error):
                raise
        else:
            return original.message
        return await self._answer(claimed, original.message, place)

    async def _rename(self, thread: int, title: str) -> None:
        found = self._client.get_channel(thread) or await self._client.fetch_channel(thread)
        if isinstance(found, discord.Thread) and found.name != title:
            await found.edit(name=title)

    async def _answer(self, claimed: Claimed, message: int, place: int) -> int:
        """Reply to a message with what is true now, unless an earlier try did."""
        assert not isinstance(claimed.content, NothingToPost)
        delivery, channel = claimed.delivery, self._client.get_partial_messageable(place)
        if delivery.must_look(self._clock()):
            found = await self._search.find_in(place, delivery)
            if found is not None:
                return found
        stamp = Stamp(delivery.reference, delivery.due_at)
        reply = correction_reply(claimed.content, stamp)
        reference = discord.MessageReference(message_id=message, channel_id=place, fail_if_not_exists=False)
        sent = await channel.send(
            reply.content, embed=reply.embed, reference=reference, nonce=delivery.nonce,
            allowed_mentions=discord.AllowedMentions.none(),
        )  # fmt: skip
        return sent.id

    async def _note(self, claimed: Claimed, error: Exception) -> None:
        delivery = claimed.delivery
        if isinstance(error, discord.RateLimited):
            after = timedelta(seconds=error.retry_after)
            await self._delivering.try_again(delivery, _in_words(error), doubtful=False, after=after)
        elif isinstance(error, discord.HTTPException) and _is_refusal(error):
            if claimed.original is not None:
                await self._delivering.skip(delivery, _in_words(error))
            else:
                await self._delivering.refuse(delivery, _in_words(error))
        else:
            # Only a 429 says for certain that it was not posted; otherwise the answer may have been lost afterwards.
            turned_away = isinstance(error, discord.HTTPException) and error.status == _TOO_MANY
            await self._delivering.try_again(delivery, _in_words(error), doubtful=not turned_away)

    async def _mark(self, claimed: Claimed, message: int) -> None:
        """Record that it was posted. If that fails for good, the lease runs out and the message is found again.

        While nothing can be saved at all, nothing else can be posted either, and this goes on trying.
        """
        waits = iter(_MARKS)
        wait: float | None = next(waits)
        while wait is not None:
            await asyncio.sleep(wait)
            try:
                await self._delivering.sent(claimed, message)
            except StoreTrouble as error:
                wait = next(waits, _MARKS[-1] if isinstance(error, StoreUnwritable) else None)
            else:
                return
        _log.warning("Delivery %s was posted, but that could not be recorded", claimed.delivery.id)

    async def _within_limits(self, delivery: Delivery, work: Awaitable[_T]) -> _T:
        """Return the result of the work, however long Discord's limits delay it.

        Raises _NoAnswer if Discord leaves it unanswered, and whatever the work raises.
        """
        mine = Flight(once=delivery.forum)
        token = flight.set(mine)
        try:
            task = asyncio.ensure_future(work)  # takes this context along
        finally:
            flight.reset(token)
        patience = SEND_WITHIN.total_seconds()
        try:
            while not (await asyncio.wait({task}, timeout=_LOOK_EVERY))[0]:
                if mine.has_taken(patience):
                    task.cancel()
                    raise _NoAnswer(f"Discord did not answer within {patience:.0f} seconds.")
                await self._renew(delivery)
            return task.result()
        except asyncio.CancelledError:
            task.cancel()  # the bot is ending
            raise

    async def _renew(self, delivery: Delivery) -> None:
        try:
            await self._delivering.renew(delivery)
        except StoreTrouble:
            _log.info("The lease of delivery %s could not be renewed", delivery.id)
        except Exception:
            # The request must not be cancelled for this: it may be waiting for one of Discord's limits.
            _log.warning("The lease of delivery %s could not be renewed", delivery.id, exc_info=True)


def _is_refusal(error: discord.HTTPException) -> bool:
    """Whether Discord understood and refused, so that trying again would not help."""
    return error.status < _SERVER_ERROR and error.status not in (401, 408, _TOO_MANY)


def _in_words(error: Exception) -> str:
    match error:
        case discord.Forbidden():
            return "Discord does not let me post there; check my permissions in that channel."
        case discord.NotFound():
            return "The channel is gone."
        case discord.HTTPException():
            return f"Discord answered with an error ({error.status}: {error.text[:100] or 'no reason given'})."
        case discord.RateLimited():
            return "Discord's limits delayed it."
        case _:
            return str(error)[:200] or "Discord could not be reached."

"""Posting a delivery on Discord: one try, whose outcome is recorded, or recorded as unknown."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from typing import TypeVar

import discord

from bot.discord_errors import LOCKED, PLACES, TROUBLE, Meaning, in_words, is_refusal, meaning_of
from bot.domain.announcements import Announcement
from bot.domain.deliveries import LEASE, SEND_WITHIN, Delivery
from bot.domain.posts import NothingToPost
from bot.ending import cancel
from bot.errors import StoreBusy, StoreTrouble, StoreUnwritable
from bot.outbox.channels import was_deleted
from bot.outbox.pacing import Flight, flight
from bot.outbox.search import PostSearch, Unclear
from bot.services.posts.deliveries import Claimed, Deliveries
from bot.ui.posts.message import PostMessage, Stamp, correction_reply, message_of

_log = logging.getLogger(__name__)
_T = TypeVar("_T")
_LOOK_EVERY = LEASE.total_seconds() / 6
_MARKS = (0.0, 0.5, 2.0, 8.0)
_LONGEST_LIMIT = timedelta(hours=1)  # it is asked again then at the latest, whatever a limit says
_PERHAPS_POSTED = "An earlier try may have been posted all the same."
_PUBLISHING_LIMIT = "Discord allows ten messages an hour in a channel."


class Deliverer:
    """Makes deliveries that this process has claimed. `known` waits until the client knows a server."""

    def __init__(
        self,
        delivering: Deliveries,
        client: discord.Client,
        clock: Callable[[], datetime],
        known: Callable[[int], Awaitable[None]] | None = None,
    ) -> None:
        self._delivering = delivering
        self._client = client
        self._clock = clock
        self._known = known
        self._search = PostSearch(client)

    async def deliver(self, delivery: Delivery) -> None:
        """Make one try and record its outcome. Raises only what prevents recording it."""
        try:
            claimed = await self._prepared(delivery)
            if claimed is not None:
                await self._try(claimed)
        except (StoreBusy, StoreUnwritable):
            raise  # its lease runs out, and it is claimed again as a delivery whose outcome is unknown
        except Exception:
            await self._after_unforeseen(delivery)
            raise

    async def _prepared(self, delivery: Delivery) -> Claimed | None:
        """Return what a delivery posts; None if there is nothing to do, or it must wait for Discord's answer."""
        try:
            return await self._delivering.prepare(delivery)
        except TROUBLE as error:  # Discord did not say in which channel a thread is, whose boundary holds there
            if delivery.is_over(self._clock()):
                await self._delivering.fail(delivery, in_words(error))
            else:
                await self._try_again(delivery, error)
            return None

    async def _try(self, claimed: Claimed) -> None:
        delivery = claimed.delivery
        try:
            message = await self._within_limits(delivery, self._post(claimed))
        except Unclear as error:
            await self._delivering.fail(delivery, str(error))
        except TROUBLE as error:
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
            await self._delivering.leave_unpublished(delivery, delivery.reason or _PUBLISHING_LIMIT)
            return
        message = self._client.get_partial_messageable(delivery.channel).get_partial_message(delivery.message)
        try:
            await self._within_limits(delivery, message.publish())
        except TROUBLE as error:
            match meaning_of(error):
                case Meaning.DONE:
                    await self._delivering.published(delivery)
                case Meaning.WAY | Meaning.TOKEN:
                    await self._try_again(delivery, error)
                case _:
                    await self._delivering.leave_unpublished(delivery, in_words(error))
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
        ping = await self._role_to_ping(claimed.announcement)
        stamp = Stamp(delivery.reference, delivery.due_at, delivery.is_late(now), ping)
        return await self._send(delivery, message_of(content, stamp))

    async def _send(self, delivery: Delivery, post: PostMessage) -> int:
        if delivery.forum:
            forum = await self._search.forum(delivery)
            made = await forum.create_thread(
                name=post.title, content=post.content, embeds=post.embeds, allowed_mentions=post.allowed_mentions
            )
            return made.thread.id
        channel = self._client.get_partial_messageable(delivery.channel)
        message = await channel.send(
            post.content, embeds=post.embeds, nonce=delivery.nonce, allowed_mentions=post.allowed_mentions
        )
        return message.id

    async def _correct(self, claimed: Claimed, original: Delivery) -> int | None:
        """Edit a message to say what is true now; if it can't be edited, reply to it."""
        assert not isinstance(claimed.content, NothingToPost)
        assert original.message is not None
        stamp = Stamp(original.reference, original.due_at, ping=await self._role_to_ping(claimed.announcement))
        place = original.message if original.forum else original.channel
        channel = self._client.get_partial_messageable(place)
        edited, nobody = message_of(claimed.content, stamp), discord.AllowedMentions.none()
        try:
            if original.forum:
                await self._rename(original.message, edited.title)
            message = channel.get_partial_message(original.message)
            await message.edit(content=edited.content, embeds=edited.embeds, allowed_mentions=nobody)
        except discord.HTTPException as error:
            match meaning_of(error):
                case Meaning.GONE:
                    await self._delivering.skip(claimed.delivery, in_words(error))
                    return None
                case Meaning.WAY | Meaning.TOKEN:
                    raise
                case _:  # an archived thread, too many edits: a reply may still be possible
                    pass
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
            reply.content, embeds=reply.embeds, reference=reference, nonce=delivery.nonce,
            allowed_mentions=discord.AllowedMentions.none(),
        )  # fmt: skip
        return sent.id

    async def _role_to_ping(self, announcement: Announcement) -> int | None:
        """Return the role that an announcement pings; None if it pings none, or the role was deleted."""
        if announcement.ping is None or not await was_deleted(
            self._client, announcement.guild, announcement.ping, self._known
        ):
            return announcement.ping
        await self._delivering.pings_nobody(announcement)
        return None

    async def _note(self, claimed: Claimed, error: Exception) -> None:
        """Record what came of a try that failed."""
        delivery, meaning, words = claimed.delivery, meaning_of(error), in_words(error)
        if meaning is Meaning.ARCHIVED and claimed.original is None:
            # A message opens an archived thread again, unless it is locked.
            meaning, words = (Meaning.THREAD, LOCKED) if await self._is_locked(delivery) else (Meaning.WAY, words)
        if meaning in (Meaning.WAY, Meaning.TOKEN):
            await self._try_again(delivery, error)
        elif claimed.original is not None and meaning in (*PLACES, Meaning.ARCHIVED):
            await self._delivering.skip(delivery, words)
        else:
            await self._give_up(claimed, meaning, words)

    async def _is_locked(self, delivery: Delivery) -> bool:
        """Return whether a delivery's channel is a locked thread; False if Discord can't be asked."""
        try:
            found = await self._within_limits(delivery, self._client.fetch_channel(delivery.channel))
        except TROUBLE:
            return False
        return isinstance(found, discord.Thread) and found.locked

    async def _try_again(self, delivery: Delivery, error: Exception) -> None:
        after = timedelta()
        if isinstance(error, discord.RateLimited):
            after = timedelta(seconds=min(error.retry_after, _LONGEST_LIMIT.total_seconds()))
        doubtful = not is_refusal(error)
        await self._delivering.try_again(delivery, in_words(error), doubtful=doubtful, after=after)

    async def _give_up(self, claimed: Claimed, meaning: Meaning, words: str) -> None:
        """Record that Discord refused a delivery, unless an earlier try was posted."""
        delivery = claimed.delivery
        if delivery.doubtful and claimed.original is None:
            try:
                found = await self._within_limits(delivery, self._search.find(delivery))
            except (Unclear, *TROUBLE):
                words = f"{words} {_PERHAPS_POSTED}"
            else:
                if found is not None:
                    await self._mark(claimed, found)
                    return
        if meaning in PLACES:
            await self._delivering.refuse(delivery, words)
        else:
            await self._delivering.fail(delivery, words)

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

        Raises TimeoutError if Discord leaves it unanswered, and whatever the work raises.
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
                    raise TimeoutError(f"Discord did not answer within {patience:.0f} seconds.")
                await self._renew(delivery)
            return task.result()
        except asyncio.CancelledError:
            await cancel(task)  # the bot is ending
            raise

    async def _renew(self, delivery: Delivery) -> None:
        try:
            await self._delivering.renew(delivery)
        except StoreTrouble:
            _log.info("The lease of delivery %s could not be renewed", delivery.id)
        except Exception:
            # The request must not be cancelled for this: it may be waiting for one of Discord's limits.
            _log.warning("The lease of delivery %s could not be renewed", delivery.id, exc_info=True)

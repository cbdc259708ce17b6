"""Stored deliveries, and the statements by which only one process claims each of them."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from bot.domain.announcements import Occurrence, Place
from bot.domain.deliveries import PUBLISHED_AN_HOUR, Delivery, DeliveryState, DeliveryView
from bot.domain.notices import PostEnded
from bot.domain.outages import Overdue
from bot.domain.shards import UNDIVIDED, Shards
from bot.store.database import Gateway, Row, load_queries
from bot.store.rows import of_shards, to_moment, to_moment_or_none, to_utc_text

_sql = load_queries("deliveries")
_HOUR = timedelta(hours=1)


class DeliveryGateway(Gateway):
    async def plan(
        self,
        new_id: int,
        guild: int,
        announcement: int,
        place: Place,
        occurrence: Occurrence,
        *,
        skipped: str | None = None,
        corrects: int | None = None,
    ) -> bool:
        """Plan the post of an occurrence in a place, or (with `skipped`) record why there is none.

        Returns False if that was planned already. Those of a place with the same moment are posted in the order of
        their ids. Where another process's clock is ahead, a larger id than `new_id` is taken.
        """
        state = DeliveryState.WAITING if skipped is None else DeliveryState.SKIPPED
        due_at = to_utc_text(occurrence.due_at)
        last = await _sql.last_planned(self._executor, channel=place.channel, due_at=due_at)
        new_id = max(new_id, ((last and last["id"]) or 0) + 1)
        row = await _sql.plan(
            self._executor,
            id=new_id, guild=guild, announcement=announcement, channel=place.channel, forum=int(place.forum),
            occurrence=occurrence.key, due_at=due_at, state=state, try_at=due_at, reason=skipped, corrects=corrects,
            since=to_utc_text(occurrence.since) if occurrence.since else None,
        )  # fmt: skip
        if row is None:
            return False
        await self.add_facts(new_id, [(revision.fact.id, revision.id) for revision in occurrence.revisions])
        return True

    async def add_facts(self, delivery: int, facts: Sequence[tuple[int, int]]) -> None:
        """Record the facts that a delivery posts, each with its revision; those that it has already stay."""
        rows = [
            {"delivery": delivery, "fact": fact, "revision": revision, "position": position}
            for position, (fact, revision) in enumerate(facts)
        ]
        await _sql.add_facts(self._executor, rows)

    async def claim(self, now: datetime, lease: timedelta, most: int, mine: Shards = UNDIVIDED) -> tuple[Delivery, ...]:
        """Claim up to `most` deliveries that are due in servers of these shards, at most one for each channel.

        The lease keeps others off them. `attempts` counts the attempt that comes now, `doubtful` is about earlier ones.
        """
        rows = await _sql.claim(
            self._executor,
            now=to_utc_text(now), lease_until=to_utc_text(now + lease), most=most, **of_shards(mine),
        )  # fmt: skip
        return _in_order(rows)

    async def claim_publishing(
        self, now: datetime, lease: timedelta, most: int, mine: Shards = UNDIVIDED
    ) -> tuple[Delivery, ...]:
        """Claim up to `most` deliveries that are posted and may be published now, at most one for each channel."""
        rows = await _sql.claim_publishing(
            self._executor,
            now=to_utc_text(now), lease_until=to_utc_text(now + lease), hour_ago=to_utc_text(now - _HOUR),
            most_published=PUBLISHED_AN_HOUR, most=most, **of_shards(mine),
        )  # fmt: skip
        return _in_order(rows)

    async def next_moment(self, mine: Shards = UNDIVIDED) -> datetime | None:
        """When the next delivery is due for an attempt, or may be taken over because its lease ended."""
        row = await _sql.next_moment(self._executor, **of_shards(mine))
        return to_moment(row["moment"]) if row and row["moment"] else None

    async def next_publishing(self, mine: Shards = UNDIVIDED) -> datetime | None:
        """When the next message is due to be published, if Discord's limit allows it then."""
        row = await _sql.next_publishing(self._executor, **of_shards(mine))
        return to_moment_or_none(row["moment"])

    async def renew(self, delivery: int, lease_until: datetime) -> None:
        """Extend the lease of a delivery."""
        await _sql.renew(self._executor, id=delivery, lease_until=to_utc_text(lease_until))

    async def sent(self, delivery: int, message: int, now: datetime, *, publish: bool = False) -> bool:
        """Record that it was posted as this message. Return False if somebody else recorded that before."""
        state = DeliveryState.PUBLISHING if publish else DeliveryState.SENT
        row = await _sql.sent(self._executor, id=delivery, state=state, message=message, now=to_utc_text(now))
        if row is None:
            return False
        self._executor.note(PostEnded(delivery, posted=True))
        return True

    async def settle(self, delivery: int, state: DeliveryState, reason: str) -> None:
        """Record how it ended and why: failed, skipped, or sent but not published."""
        row = await _sql.settle(self._executor, id=delivery, state=state, reason=reason)
        if row is not None and state is DeliveryState.FAILED:
            self._executor.note(PostEnded(delivery, posted=False))

    async def published(self, delivery: int, now: datetime) -> None:
        """Record that its message was published."""
        await _sql.published(self._executor, id=delivery, now=to_utc_text(now))

    async def again(self, delivery: int, try_at: datetime, reason: str, *, doubtful: bool) -> None:
        """Try it again at that moment; `doubtful`: this attempt may have reached Discord all the same."""
        await _sql.again(self._executor, id=delivery, try_at=to_utc_text(try_at), reason=reason, doubtful=int(doubtful))

    async def skip_others(self, announcement: int, channel: int, reason: str) -> None:
        """Skip an announcement's other deliveries that wait for a channel."""
        await _sql.skip_others(self._executor, announcement=announcement, channel=channel, reason=reason)

    async def get(self, guild: int, delivery: int) -> Delivery | None:
        row = await _sql.by_id(self._executor, guild=guild, id=delivery)
        return to_delivery(row) if row else None

    async def of_announcement(
        self, guild: int, announcement: int, *, most: int, skip: int = 0
    ) -> tuple[DeliveryView, ...]:
        """An announcement's deliveries without corrections, the latest first."""
        rows = await _sql.of_announcement(self._executor, guild=guild, announcement=announcement, most=most, skip=skip)
        return tuple(DeliveryView(to_delivery(row), row["corrections"]) for row in rows)

    async def last_heard(self, announcement: int, channel: int) -> datetime | None:
        """When the last post of an announcement was due that reached a channel or is on its way there."""
        row = await _sql.last_heard(self._executor, announcement=announcement, channel=channel)
        return to_moment_or_none(row["moment"])

    async def overdue(self, guild: int, before: datetime) -> Overdue | None:
        """How many of a server's posts were due before a moment and are neither posted nor given up; None for none."""
        row = await _sql.overdue(self._executor, guild=guild, before=to_utc_text(before))
        return Overdue(row["posts"], to_moment(row["since"])) if row["posts"] else None

    async def count(self) -> int:
        """How many deliveries there are, of every server and in every state."""
        return (await _sql.count(self._executor))["posts"]

    async def facts_of(self, delivery: int) -> tuple[tuple[int, int], ...]:
        """The facts that a delivery posts, each with its revision."""
        return tuple(
            (row["fact_id"], row["revision_id"]) for row in await _sql.facts_of(self._executor, delivery=delivery)
        )


def to_delivery(row: Row) -> Delivery:
    """The delivery in a row of the table."""
    return Delivery(
        id=row["id"],
        announcement=row["announcement_id"],
        guild=row["guild_id"],
        channel=row["channel_id"],
        occurrence=row["occurrence"],
        due_at=to_moment(row["due_at"]),
        state=DeliveryState(row["state"]),
        forum=bool(row["forum"]),
        since=to_moment_or_none(row["since"]),
        try_at=to_moment_or_none(row["try_at"]),
        attempts=row["attempts"],
        doubtful=bool(row["doubtful"]),
        first_try_at=to_moment_or_none(row["first_try_at"]),
        message=row["message_id"],
        sent_at=to_moment_or_none(row["sent_at"]),
        published_at=to_moment_or_none(row["published_at"]),
        reason=row["reason"],
        corrects=row["corrects_id"],
    )


def _in_order(rows: Sequence[Row]) -> tuple[Delivery, ...]:
    return tuple(sorted((to_delivery(row) for row in rows), key=lambda delivery: (delivery.due_at, delivery.id)))

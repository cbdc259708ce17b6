"""What announcements have to post about facts, what they posted, and whether that still holds."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby

from bot.domain.announcements import AnnouncementKind
from bot.domain.deliveries import Delivery, DeliveryState
from bot.domain.facts import Claim, Source, Status, Weight
from bot.domain.notices import PostsUnsettled
from bot.store.database import Gateway, Row, load_queries
from bot.store.gateways.deliveries import to_delivery
from bot.store.rows import to_moment, to_utc_text

_sql = load_queries("watching")

PAGE = 500
_NEVER = 1 << 31
# What a fact's claims need for it to have a status at all: one that supports or denies it with at least this weight,
# or so many reports, and none that is heavier than `heaviest`. `bot.domain.certainty` decides among those facts.
_NEEDED = {
    Status.CONFIRMED: {"supports": 1, "weight": Weight.CONFIRMED, "reports": 2, "heaviest": Weight.CONFIRMED},
    Status.REPORTED: {"supports": 1, "weight": Weight.REPORTED, "reports": _NEVER, "heaviest": Weight.REPORTED},
    Status.RUMOURED: {"supports": 1, "weight": Weight.RUMOURED, "reports": _NEVER, "heaviest": Weight.RUMOURED},
    Status.DENIED: {"supports": 0, "weight": Weight.RUMOURED, "reports": _NEVER, "heaviest": Weight.CONFIRMED},
}


@dataclass(frozen=True, slots=True)
class Watched:
    """An active announcement that is made from facts, with its show and the show that its server has chosen.

    `places` are those where it is not paused; `owed` are deliveries that did not reach one of them.
    """

    id: int
    guild: int
    kind: AnnouncementKind
    show: int | None
    server_show: int | None
    status: Status | None
    places: int
    owed: int


@dataclass(frozen=True, slots=True)
class Weighed:
    """A revision of a fact with what its status depends on: its sources have neither ids nor titles."""

    fact: int
    revision: int
    claims: tuple[Claim, ...]
    retired: bool = False


@dataclass(frozen=True, slots=True)
class Owed:
    """A delivery of news that ended without a message in its channel, and the facts that are missing there."""

    delivery: int
    channel: int
    occurrence: str
    due_at: datetime
    facts: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class MovedOn:
    """A fact in a message in a channel, whose current revision may no longer say what was posted last.

    `original` is the message's delivery. `latest` is the latest delivery about the fact, of the day `posted_on`: the
    message itself or its latest correction.
    """

    original: int
    announcement: int
    guild: int
    channel: int
    forum: bool
    latest: int
    posted_on: date
    fact: int
    posted: int
    current: int


@dataclass(frozen=True, slots=True)
class Correction:
    """That a delivery corrects what a message says of a fact."""

    delivery: int
    state: DeliveryState
    fact: int


class WatchingGateway(Gateway):
    async def watched(self, guild: int) -> tuple[Watched, ...]:
        """A server's active announcements that are made from facts."""
        return tuple(
            Watched(
                row["id"], guild, AnnouncementKind(row["kind"]), row["show_id"], row["server_show"],
                Status(row["status"]) if row["status"] else None, row["places"], row["owed"],
            )
            for row in await _sql.watched(self._executor, guild=guild)
        )  # fmt: skip

    async def unposted(
        self, announcement: int, guild: int, show: int, status: Status, today: date, after: int
    ) -> tuple[Weighed, ...]:
        """A page of the news and seasons' releases, by id after `after`, that may have the status and that the
        announcement is not done with; empty at the end."""
        rows: list[Row] = await _sql.unposted(
            self._executor,
            announcement=announcement, guild=guild, show=show, today=today.isoformat(), after=after, most=PAGE,
            **{name: int(value) for name, value in _NEEDED[status].items()},
        )  # fmt: skip
        by_fact = groupby(rows, key=lambda row: (row["fact_id"], row["revision_id"]))
        return tuple(Weighed(fact, revision, _claims(group)) for (fact, revision), group in by_fact)

    async def add_posted(self, announcement: int, facts: Sequence[int]) -> None:
        """Record that an announcement is done with these facts: their deliveries are planned, or none is needed."""
        await _sql.add_posted(self._executor, [{"announcement": announcement, "fact": fact} for fact in facts])

    async def forget_posted(self, announcement: int) -> None:
        """Forget which facts an announcement is done with."""
        await _sql.forget_posted(self._executor, announcement=announcement)

    async def take_off(self, guild: int, announcement: int, facts: Iterable[int]) -> None:
        """Forget that a server's announcement is done with these facts. They may be news again."""
        if rows := [{"announcement": announcement, "fact": fact} for fact in facts]:
            await _sql.take_off(self._executor, rows)
            self._executor.note(PostsUnsettled(guild))

    async def posted_in(self, announcement: int, channel: int, prefix: str) -> frozenset[int]:
        """The facts that were posted in a channel or are on their way there, by occurrences that begin with `prefix`.

        A delivery that ended in doubt counts as posted.
        """
        rows = await _sql.posted_in(self._executor, announcement=announcement, channel=channel, prefix=prefix)
        return frozenset(row["fact_id"] for row in rows)

    async def owed(self, announcement: int, prefix: str) -> tuple[Owed, ...]:
        """What certainly did not reach its channel and is not made up for, of occurrences that begin with `prefix`."""
        rows: list[Row] = await _sql.owed(self._executor, announcement=announcement, prefix=prefix)
        groups = [list(group) for _, group in groupby(rows, key=lambda row: row["id"])]
        return tuple(
            Owed(
                rows[0]["id"], rows[0]["channel_id"], rows[0]["occurrence"], to_moment(rows[0]["due_at"]),
                tuple(row["fact_id"] for row in rows),
            )
            for rows in groups
        )  # fmt: skip

    async def forget_owed(self, announcement: int, channel: int | None = None) -> None:
        """Forget what did not reach a channel (None: any), so that it is not made up for."""
        await _sql.forget_owed(self._executor, announcement=announcement, channel=channel)

    async def page_of_posted(self, guild: int, after: int) -> int | None:
        """The last delivery of the next page of a server's, by id after `after`; None at the end."""
        row = await _sql.page_of_posted(self._executor, guild=guild, after=after, most=PAGE)
        return row["last"]

    async def moved_on(self, guild: int, after: int, until: int, today: date) -> tuple[MovedOn, ...]:
        """The facts in a server's messages that may no longer hold as posted; of deliveries from one id to another.

        Either another revision is current, or a claim counts that did not on the day of the post.
        """
        rows: list[Row] = await _sql.moved_on(
            self._executor, guild=guild, after=after, until=until, today=today.isoformat()
        )
        return tuple(
            MovedOn(
                row["original"], row["announcement_id"], row["guild_id"], row["channel_id"], bool(row["forum"]),
                row["latest"], to_moment(row["due_at"]).date(), row["fact_id"], row["posted"], row["current_revision"],
            )
            for row in rows
        )  # fmt: skip

    async def turned_down(self, guild: int, after: int, until: int) -> tuple[Delivery, ...]:
        """Links of feeds that are shown as unreviewed though their stories were rejected, among the same deliveries."""
        rows = await _sql.turned_down(self._executor, guild=guild, after=after, until=until)
        return tuple(to_delivery(row) for row in rows)

    async def note(self, delivery: int, fact: int, revision: int) -> None:
        """Record that what a delivery posted about a fact is unchanged in another revision."""
        await _sql.note(self._executor, delivery=delivery, fact=fact, revision=revision)

    async def forget_facts(self, delivery: int) -> None:
        """Forget the facts of a delivery."""
        await _sql.forget_facts(self._executor, delivery=delivery)

    async def corrections(self, original: int) -> tuple[Correction, ...]:
        """The corrections of a message, fact by fact, in the order in which they were planned."""
        rows = await _sql.corrections(self._executor, original=original)
        return tuple(Correction(row["id"], DeliveryState(row["state"]), row["fact_id"]) for row in rows)

    async def changed(
        self, guild: int, show: int, since: datetime, until: datetime, after: int
    ) -> Mapping[int, tuple[Weighed | None, Weighed | None]]:
        """A page of the facts that may have changed between two moments, by id after `after`; empty at the end.

        Each comes with what the server saw at the first and at the second moment (None: nothing).
        """
        rows: list[Row] = await _sql.changed(
            self._executor,
            guild=guild, show=show, since=to_utc_text(since), until=to_utc_text(until),
            since_day=since.date().isoformat(), until_day=until.date().isoformat(), after=after, most=PAGE,
        )  # fmt: skip
        found: dict[int, list[Weighed | None]] = {}
        for (fact, _), group in groupby(rows, key=lambda row: (row["fact_id"], row["place"])):
            found.setdefault(fact, []).append(_weighed(list(group)))
        return {fact: (before, now) for fact, (before, now) in found.items()}


def _weighed(rows: Sequence[Row]) -> Weighed | None:
    row = rows[0]
    if row["revision_id"] is None:
        return None
    return Weighed(row["fact_id"], row["revision_id"], _claims(rows), bool(row["retired"]))


def _claims(rows: Iterable[Row]) -> tuple[Claim, ...]:
    return tuple(
        Claim(
            Source(0, row["outlet"], origin=row["origin"]), Weight(row["weight"]),
            date.fromisoformat(row["counts_from"]), supports=bool(row["supports"]), via=row["via"],
        )
        for row in rows
        if row["outlet"] is not None
    )  # fmt: skip

"""What announcements of news have not told yet, and what did not reach a channel.

`posted_fact` says what an announcement is done with. What its deliveries were to tell is noted with each of them; where
one ended without a message, that is what its channel is owed, until it is made up for or given up.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from itertools import count

from bot.domain.announcements import Announcement, Occurrence, Place
from bot.domain.certainty import certainty_on
from bot.domain.deliveries import GIVE_UP_AFTER
from bot.domain.facts import Claim, Status
from bot.domain.ids import Ids
from bot.domain.revisions import Revision
from bot.store.gateways.watching import Owed
from bot.store.store import Gateways

MOST_APART = 5
"""So many news that come at once are posted one by one; more of them in one post."""
MOST_LISTED = 10
"""So many of them are listed in that post, and the others counted."""
MOST_AT_ONCE = 20_000
"""So many are taken on in one transaction."""
_PAUSED_THERE = "The announcement is paused in this channel."


@dataclass(frozen=True, slots=True)
class New:
    """A fact that has the status of which an announcement tells, since a day."""

    since: date
    fact: int


async def baseline(gateways: Gateways, announcement: Announcement, today: date) -> None:
    """Take everything that has the announcement's status by now for told, without a post, and owe nobody anything.

    For whoever switches news on or lets them go on; within their transaction.
    """
    await gateways.watching.forget_owed(announcement.id)
    while found := await unposted(gateways, announcement, today):
        await gateways.watching.add_posted(announcement.id, [one.fact for one in found])


async def start_over(gateways: Gateways, announcement: Announcement, today: date) -> None:
    """The same for whoever chooses another status or show: what was told as something else may yet be news as this."""
    await gateways.watching.forget_posted(announcement.id)
    await baseline(gateways, announcement, today)


def announced_status(announcement: Announcement) -> Status:
    """The status of which an announcement of news tells."""
    return announcement.status or Status.CONFIRMED


def prefix(announcement: Announcement) -> str:
    """How the keys of its posts begin for as long as it tells of this status."""
    return f"news:{announced_status(announcement)}:"


def unlisted_in(key: str) -> int:
    """How many news came with those that a post lists, as its key counts them."""
    counted = key.partition("-")[2].partition("+")[0]
    return int(counted) if counted.isdecimal() else 0


async def unposted(gateways: Gateways, announcement: Announcement, today: date, most: int = MOST_AT_ONCE) -> list[New]:
    """Facts that have the announcement's status and of which it has not told, those that have it longest first."""
    found: list[New] = []
    if announcement.show is None:
        return found
    wanted, after = announced_status(announcement), 0
    while len(found) < most and (
        page := await gateways.watching.unposted(
            announcement.id, announcement.guild, announcement.show.id, wanted, today, after
        )
    ):
        dated = [(one.fact, _since(one.claims, wanted, today)) for one in page]
        found += [New(since, fact) for fact, since in dated if since]
        after = page[-1].fact
    return sorted(found, key=_in_order)


def _in_order(new: New) -> tuple[date, int]:
    return new.since, new.fact


def _since(claims: Sequence[Claim], wanted: Status, today: date) -> date | None:
    """Since when a fact has had a status; None if it has another today."""
    current = certainty_on(claims, today)
    return current.history[-1].day if current and current.status is wanted else None


async def has_to_tell(gateways: Gateways, announcement: Announcement, today: date) -> bool:
    """Whether there is anything new, or anything to be settled of what did not reach a channel."""
    owed = await gateways.watching.owed(announcement.id, prefix(announcement))
    open_ = {place.channel for place in announcement.places if not place.paused}
    return any(one.channel in open_ for one in owed) or bool(await unposted(gateways, announcement, today, 1))


async def plan_news(gateways: Gateways, announcement: Announcement, ids: Ids, now: datetime) -> None:
    """Plan what there is to tell, for each channel what neither stands there nor is on its way."""
    found = await unposted(gateways, announcement, now.date())
    await gateways.watching.add_posted(announcement.id, [one.fact for one in found])
    owed = await gateways.watching.owed(announcement.id, prefix(announcement))
    for place in announcement.places:
        theirs = [] if place.paused else [one for one in owed if one.channel == place.channel]
        again, unlisted = await _settle(gateways, announcement, theirs, now)
        told = await gateways.watching.posted_in(announcement.id, place.channel, prefix(announcement))
        new = {one.fact: one for one in (*again, *found) if one.fact not in told}
        for occurrence in await _occurrences(
            gateways, announcement, sorted(new.values(), key=_in_order), unlisted if again else 0, now
        ):
            await _plan(gateways, announcement, ids, place, occurrence)


async def _settle(
    gateways: Gateways, announcement: Announcement, owed: Sequence[Owed], now: datetime
) -> tuple[list[New], int]:
    """What a channel that goes on is to be told after all, and how many more were counted with that.

    What was due longer than a day ago is given up. What does not stand now is news when it comes to stand again.
    """
    again: dict[int, New] = {}
    unlisted = 0
    for one in owed:
        await gateways.watching.forget_facts(one.delivery)
        given_up = now - one.due_at > GIVE_UP_AFTER
        unlisted += 0 if given_up else unlisted_in(one.occurrence)
        for fact in one.facts:
            stands = await gateways.revisions.current(announcement.guild, fact)
            since = _since_of(announcement, stands, now.date()) if stands else None
            if since is None:
                await gateways.watching.take_off(announcement.id, [fact])
            elif not given_up:
                again[fact] = New(since, fact)
    return list(again.values()), unlisted


def holds(announcement: Announcement, revision: Revision, today: date) -> bool:
    """Whether what stands of a fact is what an announcement tells."""
    return _since_of(announcement, revision, today) is not None


def _since_of(announcement: Announcement, revision: Revision, today: date) -> date | None:
    show, fact = announcement.show, revision.fact
    if revision.retired or show is None or fact.show.id != show.id:
        return None
    return _since(fact.claims, announced_status(announcement), today)


async def _plan(gateways: Gateways, announcement: Announcement, ids: Ids, place: Place, occurrence: Occurrence) -> None:
    """Plan what does not stand in a place; what took its key there has ended without, so that the next one is free.

    What a place misses while it is paused is noted, and owed to it.
    """
    skipped = _PAUSED_THERE if place.paused else None
    for number in count():
        numbered = replace(occurrence, key=f"{occurrence.key}+{number}") if number else occurrence
        if await gateways.deliveries.plan(ids(), announcement.guild, announcement.id, place, numbered, skipped=skipped):
            return


async def _occurrences(
    gateways: Gateways, announcement: Announcement, found: Sequence[New], unlisted: int, now: datetime
) -> list[Occurrence]:
    """The posts that tell of these facts: one for each, or for many at once one that lists the latest."""
    if not found:
        return []
    begins = prefix(announcement)
    if len(found) + unlisted > MOST_APART:
        told = await _revisions(gateways, announcement.guild, found[::-1][:MOST_LISTED])
        lowest = min(one.fact for one in found)
        return [Occurrence(f"{begins}{lowest}-{len(found) + unlisted - len(told)}", now, revisions=told)]
    revisions = await _revisions(gateways, announcement.guild, found)
    return [Occurrence(f"{begins}{one.fact.id}", now, revisions=(one,)) for one in revisions]


async def _revisions(gateways: Gateways, guild: int, found: Sequence[New]) -> tuple[Revision, ...]:
    current = [await gateways.revisions.current(guild, one.fact) for one in found]
    return tuple(one for one in current if one is not None)

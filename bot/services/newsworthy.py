"""What announcements of news have not told yet."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from bot.domain.announcements import Announcement, Occurrence
from bot.domain.facts import Claim, Status
from bot.domain.revisions import Revision
from bot.domain.standing import standing_on
from bot.store.store import Gateways

MOST_APART = 5
"""So many news that come at once are posted one by one; more of them in one post."""
MOST_LISTED = 10
"""So many of them are listed in that post, and the others counted."""
MOST_AT_ONCE = 20_000
"""So many are taken on in one transaction."""


@dataclass(frozen=True, slots=True)
class New:
    """A fact that has the status of which an announcement tells, since a day."""

    since: date
    fact: int


async def baseline(gateways: Gateways, announcement: Announcement, today: date) -> None:
    """Take everything that has the announcement's status by now for told, without a post.

    For whoever switches news on, lets them go on or chooses another status or show for them; within their transaction.
    """
    while found := await untold(gateways, announcement, today):
        await gateways.watching.add_told_facts(announcement.id, [one.fact for one in found])


def status_told(announcement: Announcement) -> Status:
    """The status of which an announcement of news tells."""
    return announcement.status or Status.CONFIRMED


async def untold(gateways: Gateways, announcement: Announcement, today: date, most: int = MOST_AT_ONCE) -> list[New]:
    """Facts that have the announcement's status and of which it has not told, those that have it longest first."""
    found: list[New] = []
    if announcement.show is None:
        return found
    wanted, after = status_told(announcement), 0
    while len(found) < most and (
        page := await gateways.watching.untold(
            announcement.id, announcement.guild, announcement.show.id, wanted, today, after
        )
    ):
        dated = [(one.fact, _since(one.claims, wanted, today)) for one in page]
        found += [New(since, fact) for fact, since in dated if since]
        after = page[-1].fact
    return sorted(found, key=lambda one: (one.since, one.fact))


def _since(claims: Sequence[Claim], wanted: Status, today: date) -> date | None:
    """Since when a fact has had a status; None if it has another today."""
    standing = standing_on(claims, today)
    return standing.history[-1].day if standing and standing.status is wanted else None


async def occurrences(
    gateways: Gateways, announcement: Announcement, found: Sequence[New], now: datetime
) -> list[Occurrence]:
    """The posts that tell of these facts: one for each, or for many at once one that lists the latest."""
    if len(found) > MOST_APART:
        told = await _revisions(gateways, announcement.guild, found[::-1][:MOST_LISTED])
        lowest = min(one.fact for one in found)
        return [Occurrence(f"news:{lowest}-{len(found)}", now, told=told)]
    revisions = await _revisions(gateways, announcement.guild, found)
    return [Occurrence(f"news:{one.fact.id}", now, told=(one,)) for one in revisions]


async def _revisions(gateways: Gateways, guild: int, found: Sequence[New]) -> tuple[Revision, ...]:
    standing = [await gateways.revisions.standing(guild, one.fact) for one in found]
    return tuple(one for one in standing if one is not None)

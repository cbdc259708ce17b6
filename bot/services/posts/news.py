"""News: which facts an announcement has not posted yet, and which of them a channel still lacks.

An announcement of news posts a fact when it has the announced status, once in each of its channels.

- Posted facts (`posted_fact`) are those that the announcement is done with: each of its channels has a delivery of the
  fact, or is meant to have none. The facts on record when news is switched on count as posted.
- Missed facts are those of a delivery that certainly ended without a message, such as one that Discord refused. The
  channel still lacks them. They are planned for it again, or given up 24 hours after the delivery was due.
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
from bot.store.gateways.watching import Owed, Watched
from bot.store.store import Gateways

MOST_APART = 5
"""How many new facts are posted one by one; if there are more at once, one post lists them."""
MOST_LISTED = 10
"""How many facts such a post lists; the others are counted."""
MOST_AT_ONCE = 20_000
"""How many facts are planned in one transaction."""
_PAUSED_THERE = "The announcement is paused in this channel."


@dataclass(frozen=True, slots=True)
class NewsFact:
    """A fact that has the announced status, and the day since which it has it."""

    since: date
    fact: int


async def baseline(gateways: Gateways, announcement: Announcement, today: date) -> None:
    """Count all facts that have the announced status today as posted, and forget what channels missed.

    Called in the transaction that switches news on or resumes it: only later facts are posted.
    """
    await gateways.watching.forget_owed(announcement.id)
    while found := await unposted(gateways, announcement, today):
        await gateways.watching.add_posted(announcement.id, [news.fact for news in found])


async def start_over(gateways: Gateways, announcement: Announcement, today: date) -> None:
    """Start again with another status or show: a fact that was posted with the old status may be posted again."""
    await gateways.watching.forget_posted(announcement.id)
    await baseline(gateways, announcement, today)


def announced_status(announcement: Announcement | Watched) -> Status:
    """Return the status that a fact must have for an announcement of news to post it."""
    return announcement.status or Status.CONFIRMED


def key_prefix(announcement: Announcement) -> str:
    """Return the prefix of the occurrence keys of an announcement's posts with its present status."""
    return f"news:{announced_status(announcement)}:"


def unlisted_in(key: str) -> int:
    """Return how many facts a post counts without listing them, as its occurrence key says."""
    counted = key.partition("-")[2].partition("+")[0]
    return int(counted) if counted.isdecimal() else 0


async def unposted(
    gateways: Gateways, announcement: Announcement, today: date, most: int = MOST_AT_ONCE
) -> list[NewsFact]:
    """Return facts that have the announced status and are not posted yet, those that have it longest first."""
    if announcement.show is None:
        return []
    return await _unposted(gateways, announcement, announcement.show.id, today, most)


async def _unposted(
    gateways: Gateways, announcement: Announcement | Watched, show: int, today: date, most: int
) -> list[NewsFact]:
    found: list[NewsFact] = []
    wanted, after = announced_status(announcement), 0
    while len(found) < most and (
        page := await gateways.watching.unposted(announcement.id, announcement.guild, show, wanted, today, after)
    ):
        dated = [(weighed.fact, _since(weighed.claims, wanted, today)) for weighed in page]
        found += [NewsFact(since, fact) for fact, since in dated if since]
        after = page[-1].fact
    return sorted(found, key=_in_order)


def _in_order(news: NewsFact) -> tuple[date, int]:
    return news.since, news.fact


def _since(claims: Sequence[Claim], wanted: Status, today: date) -> date | None:
    """Return since when a fact has the wanted status; None if it has another today."""
    certainty = certainty_on(claims, today)
    return certainty.history[-1].day if certainty and certainty.status is wanted else None


async def has_work(gateways: Gateways, watched: Watched, today: date) -> bool:
    """Return whether `plan_news` has anything to do: unposted facts, or what an open channel missed.

    While all its channels are paused, news waits.
    """
    if watched.show is None or not watched.places:
        return False
    return watched.owed > 0 or bool(await _unposted(gateways, watched, watched.show, today, 1))


async def plan_news(gateways: Gateways, announcement: Announcement, ids: Ids, now: datetime) -> int:
    """Plan deliveries of all unposted facts, and in each channel of those that it missed. Return how many.

    A fact that is in a channel already, or on its way there, is not planned for it again.
    """
    found, planned = await unposted(gateways, announcement, now.date()), 0
    await gateways.watching.add_posted(announcement.id, [news.fact for news in found])
    missed = await gateways.watching.owed(announcement.id, key_prefix(announcement))
    for place in announcement.places:
        here = [] if place.paused else [delivery for delivery in missed if delivery.channel == place.channel]
        again, unlisted = await _settle(gateways, announcement, here, now)
        posted = await gateways.watching.posted_in(announcement.id, place.channel, key_prefix(announcement))
        new = {news.fact: news for news in (*again, *found) if news.fact not in posted}
        for occurrence in await _occurrences(
            gateways, announcement, sorted(new.values(), key=_in_order), unlisted if again else 0, now
        ):
            await _plan(gateways, announcement, ids, place, occurrence)
            planned += not place.paused
    return planned


async def _settle(
    gateways: Gateways, announcement: Announcement, missed: Sequence[Owed], now: datetime
) -> tuple[list[NewsFact], int]:
    """Settle the deliveries that a channel missed. Return the facts to plan again, and how many more they counted.

    Facts of deliveries that were due more than 24 hours ago are given up. A fact that lost the announced status is not
    posted: it is news if it gets that status again.
    """
    again: dict[int, NewsFact] = {}
    unlisted = 0
    for delivery in missed:
        await gateways.watching.forget_facts(delivery.delivery)
        given_up = now - delivery.due_at > GIVE_UP_AFTER
        unlisted += 0 if given_up else unlisted_in(delivery.occurrence)
        for fact in delivery.facts:
            current = await gateways.revisions.current(announcement.guild, fact)
            since = _news_since(announcement, current, now.date()) if current else None
            if since is None:
                await gateways.watching.take_off(announcement.guild, announcement.id, [fact])
            elif not given_up:
                again[fact] = NewsFact(since, fact)
    return list(again.values()), unlisted


def is_news(announcement: Announcement, current: Revision, today: date) -> bool:
    """Return whether a fact, by its current revision, is of the announced show and has the announced status."""
    return _news_since(announcement, current, today) is not None


def _news_since(announcement: Announcement, current: Revision, today: date) -> date | None:
    show, fact = announcement.show, current.fact
    if current.retired or show is None or fact.show.id != show.id:
        return None
    return _since(fact.claims, announced_status(announcement), today)


async def _plan(gateways: Gateways, announcement: Announcement, ids: Ids, place: Place, occurrence: Occurrence) -> None:
    """Plan a delivery under the first free key. Those that have its key already ended without a message.

    In a paused place the delivery is stored as skipped, so that the channel has missed its facts.
    """
    skipped = _PAUSED_THERE if place.paused else None
    for number in count():
        numbered = replace(occurrence, key=f"{occurrence.key}+{number}") if number else occurrence
        if await gateways.deliveries.plan(ids(), announcement.guild, announcement.id, place, numbered, skipped=skipped):
            return


async def _occurrences(
    gateways: Gateways, announcement: Announcement, found: Sequence[NewsFact], unlisted: int, now: datetime
) -> list[Occurrence]:
    """Return the posts for these facts: one for each, or for many at once a single one that lists the latest."""
    if not found:
        return []
    prefix, total = key_prefix(announcement), len(found) + unlisted
    if total > MOST_APART:
        listed = await gateways.revisions.current_of(
            announcement.guild, (news.fact for news in found[::-1][:MOST_LISTED])
        )
        lowest = min(news.fact for news in found)
        return [Occurrence(f"{prefix}{lowest}-{total - len(listed)}", now, revisions=listed)]
    revisions = await gateways.revisions.current_of(announcement.guild, (news.fact for news in found))
    return [Occurrence(f"{prefix}{revision.fact.id}", now, revisions=(revision,)) for revision in revisions]

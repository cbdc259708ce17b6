"""What happened to a show's facts between two moments, the same whenever one asks."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from bot.domain.announcements import Announcement
from bot.domain.certainty import certainty_on
from bot.domain.deliveries import Delivery
from bot.domain.facts import Show, Status
from bot.domain.posts import DigestPost, PostedFact
from bot.services.facts.change import known_in
from bot.store.gateways.watching import Weighed
from bot.store.store import Gateways

MOST_OF_A_SORT = 8
"""So many facts of each sort are listed, and the others counted."""


class Sort(StrEnum):
    """What happened to a fact."""

    ADDED = "added"
    CONFIRMED = "confirmed"
    DENIED = "denied"
    RETIRED = "retired"


@dataclass(frozen=True, slots=True)
class Step:
    """A fact to which something happened: the revision that tells of it, and the one by which that stands on record.

    They differ for a fact that was taken out: it is told as it stood before. `said` is the last day on which anybody
    spoke of it.
    """

    fact: int
    tells: int
    stands: int
    said: date


@dataclass(frozen=True, slots=True)
class Happenings:
    """What happened, by sort, in the order of the facts' ids."""

    steps: Mapping[Sort, list[Step]] = field(default_factory=lambda: {sort: list[Step]() for sort in Sort})

    @property
    def count(self) -> int:
        return sum(len(steps) for steps in self.steps.values())


async def happenings(gateways: Gateways, guild: int, show: int, since: datetime, until: datetime) -> Happenings:
    """What a server saw happen to the facts of a show after one moment and up to another.

    What is added and denied within that time is denied; an edit that changes no status is nothing that happened here.
    """
    found, after = Happenings(), 0
    while page := await gateways.watching.changed(guild, show, since, until, after):
        for before, now in page.values():
            _sort(found, _seen(before, since.date()), _seen(now, until.date()), before, now)
        after = max(page)
    return found


def _seen(weighed: Weighed | None, day: date) -> Status | None:
    """How sure the answers were of it; None where they did not have it."""
    if weighed is None or weighed.retired:
        return None
    current = certainty_on(weighed.claims, day)
    return current.status if current else None


def _sort(
    found: Happenings, then: Status | None, today: Status | None, before: Weighed | None, now: Weighed | None
) -> None:
    if now is None or then is today:
        return
    if today is None:
        if before is not None and now.retired:
            found.steps[Sort.RETIRED].append(Step(now.fact, before.revision, now.revision, _said(before)))
    elif sort := _sort_of(then, today):
        found.steps[sort].append(Step(now.fact, now.revision, now.revision, _said(now)))


def _said(weighed: Weighed) -> date:
    return max(claim.counts_from for claim in weighed.claims)


def _sort_of(then: Status | None, today: Status) -> Sort | None:
    if today is Status.DENIED:
        return Sort.DENIED
    if then is None:
        return Sort.ADDED
    return Sort.CONFIRMED if today is Status.CONFIRMED else None


async def digest_of(gateways: Gateways, announcement: Announcement, delivery: Delivery, show: Show) -> DigestPost:
    """What happened up to the moment at which the digest was due, however late it is sent."""
    since = delivery.since or announcement.covered_until or announcement.made_at
    found = await happenings(gateways, delivery.guild, show.id, since, delivery.due_at)
    told: dict[Sort, tuple[PostedFact, ...]] = {}
    for sort, steps in found.steps.items():
        listed: list[PostedFact] = []
        for step in sorted(steps, key=lambda step: step.said, reverse=True)[:MOST_OF_A_SORT]:
            revision = await gateways.revisions.get(delivery.guild, step.tells)
            day = (since if sort is Sort.RETIRED else delivery.due_at).date()
            known = known_in(revision, day) if revision else None
            if known:
                listed.append(PostedFact(known, None if sort is Sort.RETIRED else known, revision=step.stands))
        told[sort] = tuple(listed)
    more = found.count - sum(map(len, told.values()))
    return DigestPost(
        show, since, delivery.due_at,
        added=told[Sort.ADDED], confirmed=told[Sort.CONFIRMED], denied=told[Sort.DENIED], retired=told[Sort.RETIRED],
        more=more,
    )  # fmt: skip

"""What happened to a show's facts between two moments. The answer is the same however late it is asked."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from bot.domain.announcements import Announcement, Occurrence
from bot.domain.certainty import certainty_on
from bot.domain.facts import Show, Status
from bot.domain.posts import DigestPost, PostedFact
from bot.services.facts.change import known_in
from bot.store.gateways.watching import Weighed
from bot.store.store import Gateways

MOST_OF_A_SORT = 8
"""How many facts of each sort a digest lists; the others are counted."""


class Sort(StrEnum):
    """What happened to a fact."""

    ADDED = "added"
    CONFIRMED = "confirmed"
    DENIED = "denied"
    RETIRED = "retired"


@dataclass(frozen=True, slots=True)
class Step:
    """A fact to which something happened.

    `shown` is the revision whose words the digest shows, `current` the one that made it happen. They differ for a fact
    that was retired: the digest shows it as it was before. `latest_claim` is the day of its latest claim.
    """

    fact: int
    shown: int
    current: int
    latest_claim: date


@dataclass(frozen=True, slots=True)
class Happenings:
    """What happened, by sort, each in the order of the facts' ids."""

    steps: Mapping[Sort, list[Step]] = field(default_factory=lambda: {sort: list[Step]() for sort in Sort})

    @property
    def count(self) -> int:
        return sum(len(steps) for steps in self.steps.values())


async def happenings(gateways: Gateways, guild: int, show: int, since: datetime, until: datetime) -> Happenings:
    """Return what a server saw happen to the facts of a show after one moment and up to another.

    Only the first and the last status count: a fact that is added and then denied is denied. Edits that change no
    status are left out.
    """
    found, after = Happenings(), 0
    while page := await gateways.watching.changed(guild, show, since, until, after):
        for before, now in page.values():
            _sort(found, _status(before, since.date()), _status(now, until.date()), before, now)
        after = max(page)
    return found


def _status(weighed: Weighed | None, day: date) -> Status | None:
    """Return the status of a fact on a day; None if it was not in the answers."""
    if weighed is None or weighed.retired:
        return None
    certainty = certainty_on(weighed.claims, day)
    return certainty.status if certainty else None


def _sort(
    found: Happenings, then: Status | None, today: Status | None, before: Weighed | None, now: Weighed | None
) -> None:
    if now is None or then is today:
        return
    if today is None:
        if before is not None and now.retired:
            found.steps[Sort.RETIRED].append(Step(now.fact, before.revision, now.revision, _latest_claim(before)))
    elif sort := _sort_of(then, today):
        found.steps[sort].append(Step(now.fact, now.revision, now.revision, _latest_claim(now)))


def _latest_claim(weighed: Weighed) -> date:
    return max(claim.counts_from for claim in weighed.claims)


def _sort_of(then: Status | None, today: Status) -> Sort | None:
    if today is Status.DENIED:
        return Sort.DENIED
    if then is None:
        return Sort.ADDED
    return Sort.CONFIRMED if today is Status.CONFIRMED else None


async def digest_of(gateways: Gateways, announcement: Announcement, occurrence: Occurrence, show: Show) -> DigestPost:
    """Return what happened up to the moment at which the digest was due, however late it is sent."""
    guild, until = announcement.guild, occurrence.due_at
    since = occurrence.since or announcement.covered_until or announcement.made_at
    found = await happenings(gateways, guild, show.id, since, until)
    listed: dict[Sort, tuple[PostedFact, ...]] = {}
    for sort, steps in found.steps.items():
        facts: list[PostedFact] = []
        for step in sorted(steps, key=lambda step: step.latest_claim, reverse=True)[:MOST_OF_A_SORT]:
            revision = await gateways.revisions.get(guild, step.shown)
            known = known_in(revision, (since if sort is Sort.RETIRED else until).date()) if revision else None
            if known:
                facts.append(PostedFact(known, None if sort is Sort.RETIRED else known, revision=step.current))
        listed[sort] = tuple(facts)
    return DigestPost(
        show, since, until,
        added=listed[Sort.ADDED], confirmed=listed[Sort.CONFIRMED],
        denied=listed[Sort.DENIED], retired=listed[Sort.RETIRED],
        more=found.count - sum(map(len, listed.values())),
    )  # fmt: skip

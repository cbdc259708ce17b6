"""Which posted messages need a correction.

That is when a fact in one is no longer as it was posted: other words, retired, denied or less sure. A fact that only
became surer, or got more sources, needs none.
"""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import TypeAlias

from bot.domain.announcements import Occurrence, Place
from bot.domain.deliveries import Delivery
from bot.domain.differences import touched
from bot.domain.facts import Status
from bot.domain.ids import first_id_of
from bot.domain.revisions import ProposalState, Revision
from bot.errors import StoreTrouble
from bot.services.facts.change import certainty_of, known_in
from bot.services.kit import Service
from bot.store.gateways.watching import MovedOn
from bot.store.store import Gateways

CORRECTED_FOR = timedelta(days=90)
"""For how long after a post it is corrected."""
_Moved: TypeAlias = tuple[MovedOn, Revision]
"""A fact in a message, and its current revision."""


class Corrector(Service):
    """Plans corrections. Several processes may do so at once: each is planned once."""

    async def correct(self, guild: int, failures: list[Exception]) -> int:
        """Plan the corrections of all of a server's messages that need one. Return how many that are.

        An error in one message does not stop the others: it is added to `failures`.
        """
        watching, today, planned = self._store.reading().watching, self._clock().date(), 0
        after = first_id_of(self._clock() - CORRECTED_FOR)
        while (until := await watching.page_of_posted(guild, after)) is not None:
            changed = await watching.moved_on(guild, after, until, today)
            for original in dict.fromkeys(fact.original for fact in changed):
                try:
                    planned += await self._correct_message(guild, original, today)
                except StoreTrouble:
                    raise
                except Exception as error:
                    error.add_note(f"The message of delivery {original} could not be corrected.")
                    failures.append(error)
            for link in await watching.turned_down(guild, after, until):
                planned += await self._plan_rejection(link)
            after = until
        return planned

    async def _plan_rejection(self, link: Delivery) -> bool:
        """Plan the correction of a feed's link: moderators have rejected its story."""
        place, occurrence = Place(0, link.channel, link.forum), Occurrence(f"fix:{link.id}:rejected", self._clock())
        async with self._store.changing() as gateways:
            return await gateways.deliveries.plan(
                self._ids(), link.guild, link.announcement, place, occurrence, corrects=link.id
            )

    async def _correct_message(self, guild: int, original: int, today: date) -> bool:
        """Plan the correction of a delivery's message, if it needs one. Return whether it was planned."""
        if not any(await _compared(self._store.reading(), guild, original, today)):
            return False
        async with self._store.changing() as gateways:
            wrong, same = await _compared(gateways, guild, original, today)
            for fact, current in same:
                await gateways.watching.note(fact.latest, fact.fact, current.id)
            return await self._plan_correction(gateways, wrong) if wrong else False

    async def _plan_correction(self, gateways: Gateways, wrong: Sequence[_Moved]) -> bool:
        first, current = wrong[0]
        # A change that is undone and made again needs another correction: the latest delivery makes the keys differ.
        key = f"fix:{first.original}:{first.fact}:{current.id}:{first.latest}"
        return await gateways.deliveries.plan(
            self._ids(),
            first.guild,
            first.announcement,
            Place(0, first.channel, first.forum),
            Occurrence(key, self._clock(), revisions=tuple(revision for _, revision in wrong)),
            corrects=first.original,
        )


async def may_be_outdated(gateways: Gateways, guild: int, delivery: int, today: date) -> bool:
    """Return whether a message may need a correction: something it is about changed since its words were read."""
    watching = gateways.watching
    return bool(
        await watching.moved_on(guild, delivery - 1, delivery, today)
        or await watching.turned_down(guild, delivery - 1, delivery)
    )


async def _compared(gateways: Gateways, guild: int, original: int, today: date) -> tuple[list[_Moved], list[_Moved]]:
    """Return the facts of a message that are wrong now, and those that are the same in another revision."""
    wrong: list[_Moved] = []
    same: list[_Moved] = []
    for fact in await gateways.watching.moved_on(guild, original - 1, original, today):
        posted = await gateways.revisions.get(guild, fact.posted)
        current = await gateways.revisions.current(guild, fact.fact)
        if posted is None or current is None:
            continue
        if posted.number is None:  # an unreviewed story, which a feed's link posted
            if await _is_approved(gateways, fact):
                wrong.append((fact, current))
        elif not _is_still_right(posted, current, fact.posted_on, today):
            wrong.append((fact, current))
        elif current.id != posted.id and _status(current, fact.posted_on) is _status(posted, fact.posted_on):
            # If it became surer, the posted revision is kept on record: it may become less sure again.
            same.append((fact, current))
    return wrong, same


async def _is_approved(gateways: Gateways, fact: MovedOn) -> bool:
    """Return whether moderators have approved a story since a link posted it as unreviewed."""
    story = await gateways.proposals.get(fact.guild, fact.posted)
    return story is not None and story.state is ProposalState.ACCEPTED


def _is_still_right(posted: Revision, current: Revision, posted_on: date, today: date) -> bool:
    """Return whether a fact is today as it was posted on a day."""
    now = known_in(current, today)
    if posted.retired:
        return now is None
    before = known_in(posted, posted_on) or known_in(posted, today)
    return now is None if before is None else not touched(before, now)


def _status(revision: Revision, day: date) -> Status | None:
    certainty = certainty_of(revision, day)
    return certainty.status if certainty else None

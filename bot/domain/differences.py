"""Comparing two wordings of a fact, and merging what two people changed."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.domain.facts import Claim, Fact, Known, Status

_STATEMENT = (
    "statement", "people", "character", "billing", "seasons", "episodes", "released", "set_size", "state", "job",
    "spoils", "settled_by", "outcome",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class ClaimChange:
    """A claim that was added (`before` None), withdrawn (`after` None) or corrected."""

    before: Claim | None
    after: Claim | None


@dataclass(frozen=True, slots=True)
class Difference:
    """What changed from one wording to another: the names of the fact's fields, and its claims."""

    fields: tuple[str, ...]
    claims: tuple[ClaimChange, ...]

    def __bool__(self) -> bool:
        return bool(self.fields or self.claims)


def difference(before: Fact, after: Fact) -> Difference:
    """What changed from one wording of a fact to another."""
    changed = tuple(name for name in _STATEMENT if getattr(before, name) != getattr(after, name))
    return Difference(changed, _claim_changes(before.claims, after.claims))


def _claim_changes(before: Sequence[Claim], after: Sequence[Claim]) -> tuple[ClaimChange, ...]:
    gone = [claim for claim in before if claim not in after]
    new = [claim for claim in after if claim not in before]
    changes: list[ClaimChange] = []
    for claim in gone:
        # A new claim of the same outlet is taken to be this one, corrected.
        corrected = next((added for added in new if added.source.outlet == claim.source.outlet), None)
        if corrected is not None:
            new.remove(corrected)
        changes.append(ClaimChange(claim, corrected))
    return (*changes, *(ClaimChange(None, claim) for claim in new))


def same(left: Fact, right: Fact) -> bool:
    """Whether two wordings say the same, with the same claims in any order."""
    return not difference(left, right)


def merged(opened: Fact, mine: Fact, theirs: Fact) -> Fact:
    """Merge two changes of the same wording; where both changed the same field, mine counts.

    Claims that either added are kept, and those that either withdrew are gone.
    """
    changed = {name: getattr(mine, name) for name in _with_partners(difference(opened, mine).fields)}
    # Of a claim that both corrected, my version counts.
    mine_of = {change.before for change in _claim_changes(opened.claims, mine.claims) if change.before and change.after}
    theirs_of = {change.after for change in _claim_changes(opened.claims, theirs.claims) if change.before in mine_of}
    kept = (claim for claim in theirs.claims if claim not in theirs_of)
    claims = [claim for claim in kept if claim not in opened.claims or claim in mine.claims]
    claims += [claim for claim in mine.claims if claim not in opened.claims and claim not in claims]
    return replace(theirs, **changed, claims=tuple(claims))


def _with_partners(names: Sequence[str]) -> set[str]:
    """These fields and those that mean something only together with them."""
    partners = (("seasons", "episodes"), ("settled_by", "outcome"))
    return {*names, *(name for pair in partners for name in pair if set(pair) & set(names))}


def _reworded(before: Fact, now: Fact) -> bool:
    """Whether a fact says something else than before.

    One that was written as news and got a state or a job since says the same in another form: what only one of the two
    wordings has is left out.
    """
    names = difference(before, now).fields
    if not before.is_worded_as_news or now.is_worded_as_news:
        return bool(names)
    return any(getattr(before, name) and getattr(now, name) for name in names) or "spoils" in names


def touched(before: Known, now: Known | None) -> bool:
    """Whether what was posted about a fact no longer holds: its wording or outcome changed, or it is less certain.

    More sources, and a status that only became more certain, don't count. A denial always does.
    """
    if now is None or _reworded(before.fact, now.fact):
        return True
    then, today = before.certainty.status, now.certainty.status
    if Status.DENIED in (then, today):
        return then is not today
    return today.strength < then.strength

"""What one wording of a fact has and another has not, and putting together what two people changed."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.domain.facts import Claim, Fact, Known, Status

_STATEMENT = (
    "statement", "people", "character", "billing", "seasons", "episodes", "released", "set_size", "spoils",
    "settled_by", "outcome",
)  # fmt: skip
_SURENESS = {Status.DENIED: 0, Status.RUMOURED: 1, Status.REPORTED: 2, Status.CONFIRMED: 3}


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
        # A claim of the same outlet that came in its place is that one, corrected.
        corrected = next((one for one in new if one.source.outlet == claim.source.outlet), None)
        if corrected is not None:
            new.remove(corrected)
        changes.append(ClaimChange(claim, corrected))
    return (*changes, *(ClaimChange(None, claim) for claim in new))


def same(one: Fact, other: Fact) -> bool:
    """Whether two wordings say the same, with the same claims in whatever order."""
    return not difference(one, other)


def merged(opened: Fact, mine: Fact, theirs: Fact) -> Fact:
    """What two people made of the same wording, put together: where both changed the same field, mine.

    Claims that either added are kept, and those that either withdrew are gone.
    """
    changed = {name: getattr(mine, name) for name in _with_partners(difference(opened, mine).fields)}
    # A claim that both corrected is the one that I made of it.
    mine_of = {one.before for one in _claim_changes(opened.claims, mine.claims) if one.before and one.after}
    theirs_of = {one.after for one in _claim_changes(opened.claims, theirs.claims) if one.before in mine_of}
    kept = (claim for claim in theirs.claims if claim not in theirs_of)
    claims = [claim for claim in kept if claim not in opened.claims or claim in mine.claims]
    claims += [claim for claim in mine.claims if claim not in opened.claims and claim not in claims]
    return replace(theirs, **changed, claims=tuple(claims))


def _with_partners(names: Sequence[str]) -> set[str]:
    """These fields and those that mean something only together with them."""
    partners = (("seasons", "episodes"), ("settled_by", "outcome"))
    return {*names, *(name for pair in partners for name in pair if set(pair) & set(names))}


def touched(before: Known, now: Known | None) -> bool:
    """Whether what was told of a fact is no longer so: its words, what became of it, or how sure it is.

    More sources, and a status that only got surer, leave standing what was told.
    """
    if now is None or difference(before.fact, now.fact).fields:
        return True
    then, today = before.certainty.status, now.certainty.status
    if Status.DENIED in (then, today):
        return then is not today
    return _SURENESS[today] < _SURENESS[then]

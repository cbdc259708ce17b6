"""How certain facts are on a given day, and which of them can't both hold.

A fact's status is never stored: it is worked out from its claims, so that "rumoured December 2016, confirmed March
2018" and the answer of any past day come from the same rows.
"""

from collections.abc import Iterable, Sequence
from datetime import date
from itertools import combinations

from bot.domain.facts import Certainty, Change, Claim, Fact, Kind, Known, Outcome, Status, Weight
from bot.domain.names import fold


def origins(claims: Sequence[Claim]) -> list[str]:
    """For each claim, the outlet that first said it, following `via` through the other claims of the same fact."""
    repeats = {fold(claim.source.outlet): fold(claim.via) for claim in claims if claim.via}

    def first(outlet: str) -> str:
        seen = {outlet}
        while (before := repeats.get(outlet)) and before not in seen:
            seen.add(before)
            outlet = before
        return outlet

    return [first(fold(claim.source.outlet)) for claim in claims]


def certainty_on(claims: Iterable[Claim], day: date) -> Certainty | None:
    """How certain a fact with these claims is on a day, or None if none of them was published yet.

    Of the claims published until that day the heaviest decides, the newer among equals. Two reports of different origin
    weigh as confirmed from the day of the second on; rumours never add up. If the deciding claim denies, the fact is
    denied.
    """
    published = sorted((claim for claim in claims if claim.counts_from <= day), key=lambda claim: claim.counts_from)
    if not published:
        return None
    history: list[Change] = []
    status, decisive = _decide(published[:1])
    for moment in dict.fromkeys(claim.counts_from for claim in published):
        status, decisive = _decide([claim for claim in published if claim.counts_from <= moment])
        if not history or history[-1].status is not status:
            history.append(Change(moment, status, decisive))
    rest = sorted(
        (claim for claim in published if claim is not decisive),
        key=lambda claim: (claim.weight, claim.counts_from),
        reverse=True,
    )
    return Certainty(status, (decisive, *rest), tuple(history))


def _decide(claims: Sequence[Claim]) -> tuple[Status, Claim]:
    """The status that claims in order of their days give, and the claim that gives it."""
    corroborated = {supports: _corroborated_on(claims, supports) for supports in (True, False)}

    def force(indexed: tuple[int, Claim]) -> tuple[Weight, date, date, int]:
        position, claim = indexed
        together = corroborated[claim.supports]
        if claim.weight is Weight.REPORTED and together is not None:
            return Weight.CONFIRMED, together, claim.counts_from, position
        return claim.weight, claim.counts_from, claim.counts_from, position

    strongest = max(enumerate(claims), key=force)
    weight, decisive = force(strongest)[0], strongest[1]
    if not decisive.supports:
        return Status.DENIED, decisive
    return Status[weight.name], decisive


def _corroborated_on(claims: Sequence[Claim], supports: bool) -> date | None:
    """The latest day on which a second origin had reported the same; None if only one ever did."""
    reports = [claim.weight is Weight.REPORTED and claim.supports is supports for claim in claims]
    if sum(reports) < 2:
        return None
    latest: dict[str, date] = {}
    for claim, origin, report in zip(claims, origins(claims), reports, strict=True):
        if report:
            latest[origin] = max(claim.counts_from, latest.get(origin, claim.counts_from))
    return sorted(latest.values())[-2] if len(latest) > 1 else None


def known_on(facts: Iterable[Fact], day: date) -> tuple[Known, ...]:
    """The facts with a claim that was published until that day, in the given order."""
    return tuple(Known(fact, certainty) for fact in facts if (certainty := certainty_on(fact.claims, day)) is not None)


def best_attested(known: Iterable[Known], among: Iterable[Known] = ()) -> tuple[Known, ...]:
    """Facts that can't all hold, in the order in which to show them: best attested first, then newest.

    A fact that another one refuted comes after all others, if that one is among these too or in `among`.
    """
    known = tuple(known)
    ids = {each.fact.id for each in (*known, *among)}
    return tuple(
        sorted(
            known,
            key=lambda rival: (
                not (rival.fact.outcome is Outcome.REFUTED and rival.fact.settled_by in ids),
                rival.certainty.status.strength,
                len(set(origins(rival.certainty.claims))),
                rival.certainty.decisive.counts_from,
            ),
            reverse=True,
        )
    )


def contradictory(known: Sequence[Known]) -> bool:
    """Whether some two of these facts can't both hold."""
    return any(rivals(left.fact, right.fact) for left, right in combinations(known, 2))


def rivals(left: Fact, right: Fact) -> bool:
    """Whether two facts can't both hold: two credits of one episode, or two dates where neither refines the other.

    Statements about a set, roles and news never rule each other out.
    """
    if left.kind is not right.kind or left.id == right.id or left.subject != right.subject:
        return False
    if left.kind in (Kind.DIRECTOR, Kind.WRITER):
        return bool(left.episodes and left.people and right.people) and left.people != right.people
    if left.kind is Kind.RELEASE and left.released and right.released:
        return not left.released.agrees_with(right.released)
    return False

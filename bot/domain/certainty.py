"""How sure one may be of facts on a given day, and which of them can't both hold.

A fact's status is never kept: it is worked out from its claims, so that "rumoured December 2016, confirmed March
2018" and the answer of any past day come from the same rows.
"""

from collections.abc import Iterable, Sequence
from datetime import date

from bot.domain.facts import Certainty, Change, Claim, Fact, Kind, Known, Outcome, Status, Weight
from bot.domain.names import fold


def origins(claims: Sequence[Claim]) -> list[str]:
    """For each claim the outlet that first said it, following `via` through the other claims of the same fact."""
    repeats = {fold(claim.source.outlet): fold(claim.via) for claim in claims if claim.via}

    def first(outlet: str) -> str:
        seen = {outlet}
        while (before := repeats.get(outlet)) and before not in seen:
            seen.add(before)
            outlet = before
        return outlet

    return [first(fold(claim.source.outlet)) for claim in claims]


def certainty_on(claims: Iterable[Claim], day: date) -> Certainty | None:
    """How a fact with these claims stands on a day; None if nobody had said anything by then.

    Of the claims published by that day the heaviest decides, the newer among equals. Two reports of different origin
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
    """The facts that anybody had spoken of by that day, in the given order."""
    return tuple(Known(fact, certainty) for fact in facts if (certainty := certainty_on(fact.claims, day)) is not None)


_STRENGTH = {Status.CONFIRMED: 3, Status.REPORTED: 2, Status.RUMOURED: 1, Status.DENIED: 0}


def best_attested(known: Iterable[Known], among: Iterable[Known] = ()) -> tuple[Known, ...]:
    """Facts that can't all hold, in the order in which to tell them: best attested, then newest, first.

    A fact that another one refuted comes after all others, if that one is among these too or in `among`.
    """
    known = tuple(known)
    ids = {one.fact.id for one in (*known, *among)}
    return tuple(
        sorted(
            known,
            key=lambda one: (
                not (one.fact.outcome is Outcome.REFUTED and one.fact.settled_by in ids),
                _STRENGTH[one.certainty.status],
                len(set(origins(one.certainty.claims))),
                one.certainty.decisive.counts_from,
            ),
            reverse=True,
        )
    )


def contradictory(known: Sequence[Known]) -> bool:
    """Whether some two of these facts can't both hold."""
    return any(rivals(one.fact, other.fact) for place, one in enumerate(known) for other in known[place + 1 :])


def rivals(one: Fact, other: Fact) -> bool:
    """Whether two facts can't both hold: two credits of one episode, or two dates of which neither refines the other.

    Statements about a set, roles and news never rule each other out.
    """
    if one.kind is not other.kind or one.id == other.id or one.subject != other.subject:
        return False
    if one.kind in (Kind.DIRECTOR, Kind.WRITER):
        return bool(one.episodes and one.people and other.people) and one.people != other.people
    if one.kind is Kind.RELEASE and one.released and other.released:
        return not one.released.agrees_with(other.released)
    return False

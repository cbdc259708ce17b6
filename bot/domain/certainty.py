"""How certain facts are on a given day, and which of them can't both hold.

A fact's status is never stored: it is worked out from its claims, so that "rumoured December 2016, confirmed March
2018" and the answer of any past day come from the same rows.
"""

from collections.abc import Iterable, Sequence
from datetime import date
from functools import lru_cache
from itertools import combinations

from bot.domain.codes import EpisodeCode
from bot.domain.facts import Certainty, Change, Claim, Fact, Kind, Known, Outcome, State, Status, Weight
from bot.domain.names import fold


def origins(claims: Sequence[Claim]) -> list[str]:
    """For each claim, who first said it: `via` is followed through the other claims of the same fact.

    Sources that may share one list (`origin`) count as that list, unless they name the outlet that they repeat.
    """
    repeats = {fold(claim.source.outlet): fold(claim.via) for claim in claims if claim.via}

    def first(outlet: str) -> str:
        seen = {outlet}
        while (before := repeats.get(outlet)) and before not in seen:
            seen.add(before)
            outlet = before
        return outlet

    outlets = [first(fold(claim.source.outlet)) for claim in claims]
    same: dict[str, str] = {}

    def joined(name: str) -> str:
        while name in same:
            name = same[name]
        return name

    for claim, outlet in zip(claims, outlets, strict=True):
        if shared := _list_of(claim):
            left, right = joined(outlet), joined(shared)
            if left != right:
                same[left] = right
    return [joined(outlet) for outlet in outlets]


def _list_of(claim: Claim) -> str | None:
    """The list that a claim may come from, under a name that no outlet folds to; None if it repeats a named outlet."""
    return f"list: {fold(claim.source.origin)}" if claim.source.origin and not claim.via else None


def sharing_a_list(claims: Iterable[Claim]) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Each list that several outlets of these claims may share, with the outlets; they count as one source."""
    found: dict[str, dict[str, str]] = {}
    names: dict[str, str] = {}
    for claim in claims:
        if claim.source.origin and (shared := _list_of(claim)):
            names.setdefault(shared, claim.source.origin)
            found.setdefault(shared, {}).setdefault(fold(claim.source.outlet), claim.source.outlet)
    return tuple((names[shared], tuple(outlets.values())) for shared, outlets in found.items() if len(outlets) > 1)


def one_each(claims: Iterable[Claim]) -> list[Claim]:
    """The first claim of each outlet; of one that said two things, the first of each."""
    first: dict[tuple[str, bool], Claim] = {}
    for claim in claims:
        first.setdefault((fold(claim.source.outlet), claim.supports), claim)
    return list(first.values())


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
    return tuple(known for fact in facts if (known := _known(fact, day)) is not None)


@lru_cache(4_000)  # the claims of a fact never change, and most questions are about today
def _known(fact: Fact, day: date) -> Known | None:
    certainty = certainty_on(fact.claims, day)
    return Known(fact, certainty) if certainty else None


def best_attested(known: Iterable[Known], among: Iterable[Known] = ()) -> tuple[Known, ...]:
    """Facts that can't all hold, in the order in which to show them: best attested first, then newest.

    A fact that another one refuted comes after all others, if that one is among these too or in `among`.
    """
    known = tuple(known)
    if len(known) < 2:
        return known
    ids = {each.fact.id for each in (*known, *among)}
    return tuple(
        sorted(
            known,
            key=lambda rival: (
                not (rival.fact.outcome is Outcome.REFUTED and rival.fact.settled_by in ids),
                rival.certainty.status.strength,
                _origin_count(rival),
                rival.certainty.decisive.counts_from,
            ),
            reverse=True,
        )
    )


@lru_cache(4_000)
def _origin_count(known: Known) -> int:
    return len(set(origins(known.certainty.claims)))


def contradictory(known: Sequence[Known]) -> bool:
    """Whether some two of these facts can't both hold."""
    return any(_exclude(left.fact, right.fact) and not _succeed(left, right) for left, right in combinations(known, 2))


def rivals(left: Fact, right: Fact) -> bool:
    """Whether two facts can't both hold: two credits of one episode, or two dates where neither refines the other.

    What renewals say of a show or season succeeds each other, by the days of their deciding claims; so they are rivals
    only on the same day. Statements about a set, roles, crew and news never rule each other out.
    """
    if not _exclude(left, right):
        return False
    known = known_on((left, right), date.max)
    return left.kind is not Kind.RENEWAL or (len(known) == 2 and not _succeed(*known))


def _exclude(left: Fact, right: Fact) -> bool:
    """Whether two facts can't both hold at one time."""
    if left.kind is not right.kind or left.id == right.id:
        return False
    if left.kind in (Kind.DIRECTOR, Kind.WRITER):
        share = _episodes(left) & _episodes(right)
        return bool(share and left.people and right.people) and left.people != right.people
    if left.kind is Kind.RELEASE and left.released and right.released:
        return left.subject == right.subject and not left.released.agrees_with(right.released)
    return left.kind is Kind.RENEWAL and left.subject == right.subject and {left.state, right.state} in _STATES_APART


def _episodes(fact: Fact) -> set[EpisodeCode]:
    return {episode.code for episode in fact.episodes}


def _succeed(left: Known, right: Known) -> bool:
    """Whether one of two facts came after the other and replaced it."""
    return left.fact.kind is Kind.RENEWAL and (
        left.certainty.decisive.counts_from != right.certainty.decisive.counts_from
    )


_STATES_APART = (
    *({over, ahead} for over in (State.CANCELLED, State.ENDED) for ahead in (State.ORDERED, State.RENEWED)),
    *({over, ahead} for over in (State.CANCELLED, State.ENDED) for ahead in (State.IN_PRODUCTION, State.ON_HIATUS)),
    {State.IN_PRODUCTION, State.FINISHED},
    {State.IN_PRODUCTION, State.ON_HIATUS},
)
"""Pairs of states that no show or season is in at once."""

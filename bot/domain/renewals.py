"""How it goes on with a show or a season, as renewal facts say it.

Facts about the same show, or about the same season, succeed each other: the newest one answers, and the earlier ones
are its history.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import Enum

from bot.domain.certainty import best_attested
from bot.domain.facts import Kind, Known, Outcome, State, Status

_ENDS = (State.FINAL_SEASON, State.CANCELLED, State.ENDED)
_RENEWALS = (State.ORDERED, State.RENEWED)
_AHEAD = (*_RENEWALS, State.IN_PRODUCTION, State.ON_HIATUS)
"""What is neither cancelled nor ended."""

_OF_SEASONS = (Kind.RELEASE, Kind.DIRECTOR, Kind.WRITER, Kind.CAST, Kind.CREW)
"""The kinds of facts that only a season has that there is or will be."""


@dataclass(frozen=True, slots=True)
class Course:
    """How it goes on with one show or season.

    `current` are the newest facts that are confirmed or reported, best attested first: usually one, several if they are
    of the same day. `earlier` are those before them and `unsure` what is rumoured or denied, newest first.
    """

    current: tuple[Known, ...] = ()
    earlier: tuple[Known, ...] = ()
    unsure: tuple[Known, ...] = ()

    @property
    def state(self) -> State | None:
        """What the newest fact says; None if nothing is confirmed or reported."""
        return self.current[0].fact.state if self.current else None

    @property
    def facts(self) -> tuple[Known, ...]:
        """All of them, in this order."""
        return (*self.current, *self.earlier, *self.unsure)


NOTHING_SAID = Course()


class Verdict(Enum):
    """What the end of a show means for one of its seasons."""

    NO_SUCH_SEASON = "no such season"
    LAST = "the last"
    RUMOURED = "rumoured"


@dataclass(frozen=True, slots=True)
class Ending:
    """What the end of a show means for a season, and the fact that says so."""

    verdict: Verdict
    known: Known


def course_of(known: Iterable[Known], season: int | None = None) -> Course:
    """How it goes on with a season, or with the show as a whole (None), among facts of any kind about the show."""
    facts = [each for each in _renewals(known) if _season(each) == season]
    ids = {each.fact.id for each in facts}
    sure = [each for each in facts if each.certainty.status.is_sure]
    valid = [each for each in sure if not (each.fact.outcome is Outcome.REFUTED and each.fact.settled_by in ids)]
    current = best_attested(each for each in valid if _day(each) == _day(valid[0]))
    return Course(
        current,
        tuple(each for each in sure if each not in current),
        tuple(each for each in facts if each not in sure),
    )


def end_of(known: Iterable[Known]) -> Known | None:
    """The fact that says that the show is over or in its last season; None if none is sure of it any more.

    It is about the show, or about a season that is the last or was cancelled.
    """
    facts = _renewals(known)
    courses = [course_of(facts, season) for season in dict.fromkeys(map(_season, facts))]
    sure = [each for course in courses for each in (*course.current, *course.earlier)]
    ends = [each for each in sure if each.fact.state in _ENDS and not any(_lifts(later, each) for later in sure)]
    return max(ends, key=_newness, default=None)


def ending_for(known: Iterable[Known], season: int, day: date, *, later: bool) -> Ending | None:
    """What the end of the show means for a season on a day; None if nobody speaks of an end, or it means nothing.

    `known` has the renewal facts of the show and all facts about the season. `later`: there is a later season.
    """
    known = tuple(known)
    if later:
        return None
    if end := end_of(known):
        verdict = _verdict(end, season, there=is_there(known, season), aired=_has_aired(known, season, day))
        return Ending(verdict, end) if verdict else None
    facts = _renewals(known)
    goes_on = max((_day(each) for each in facts if _is_sure_of(each, _AHEAD)), default=date.min)
    rumours = (each for each in facts if each.certainty.status is Status.RUMOURED and each.fact.state in _ENDS)
    rumour = next((each for each in rumours if _day(each) > goes_on), None)
    return Ending(Verdict.RUMOURED, rumour) if rumour and (_season(rumour) or 0) <= season else None


def is_there(known: Iterable[Known], season: int) -> bool:
    """Whether one of these facts is sure that there is, or will be, such a season."""
    known = tuple(known)
    of_season = (each for each in known if each.fact.kind in _OF_SEASONS and season in each.fact.seasons)
    return any(each.certainty.status.is_sure for each in of_season) or (
        course_of(known, season).state not in (None, State.CANCELLED)
    )


def goes_beyond(known: Iterable[Known], season: int) -> bool:
    """Whether one of these facts is sure of a later season."""
    known = tuple(known)
    later = {number for each in known for number in each.fact.seasons if number > season}
    return any(is_there(known, number) for number in later)


def what_follows(known: Iterable[Known], season: int) -> Known | None:
    """The fact that is sure of how it goes on after this season, which may be that it doesn't."""
    facts = [each for each in _renewals(known) if each.certainty.status.is_sure]
    if not facts:
        return None
    newest, end = facts[0], end_of(facts)
    if max(newest.fact.seasons, default=season) > season:
        return newest
    if end and is_ending(end, season):
        return end
    return newest if not newest.fact.seasons else None


def is_ending(known: Known, season: int) -> bool:
    """Whether a fact says that nothing comes after this season."""
    if known.fact.state is State.FINAL_SEASON:
        return max(known.fact.seasons, default=season) <= season
    return known.fact.state in _ENDS


def _verdict(end: Known, season: int, *, there: bool, aired: bool) -> Verdict | None:
    last = _season(end)
    if last is None:
        return Verdict.LAST if there else Verdict.NO_SUCH_SEASON
    if season > last:
        return None if there else Verdict.NO_SUCH_SEASON
    if end.fact.state is not State.CANCELLED:
        return Verdict.LAST if season == last else None
    # A show may be cancelled with a season that has aired, or with one that was announced and never comes.
    if season < last:
        return Verdict.LAST if there else None
    if aired:
        return Verdict.LAST
    return None if there else Verdict.NO_SUCH_SEASON


def _lifts(later: Known, end: Known) -> bool:
    """Whether a show goes on after all, as a later fact says."""
    if _day(later) <= _day(end):
        return False
    season, last = _season(later), _season(end)
    if season is None:
        return _is_sure_of(later, _RENEWALS if end.fact.state is State.FINAL_SEASON else _AHEAD)
    if season == last:
        return end.fact.state is State.CANCELLED and _is_sure_of(later, (*_AHEAD, State.FINISHED))
    return (last is None or season > last) and _is_sure_of(later, _RENEWALS)


def _renewals(known: Iterable[Known]) -> list[Known]:
    """The renewal facts among these, newest first."""
    return sorted((each for each in known if each.fact.kind is Kind.RENEWAL), key=_newness, reverse=True)


def _is_sure_of(known: Known, states: tuple[State, ...]) -> bool:
    return known.certainty.status.is_sure and known.fact.state in states


def _has_aired(known: Iterable[Known], season: int, day: date) -> bool:
    return any(
        each.fact.released is not None and each.fact.released.last <= day and each.certainty.status.is_sure
        for each in known
        if each.fact.kind is Kind.RELEASE and season in each.fact.seasons
    )


def _season(known: Known) -> int | None:
    return min(known.fact.seasons, default=None)


def _day(known: Known) -> date:
    return known.certainty.decisive.counts_from


def _newness(known: Known) -> tuple[date, int, int]:
    return _day(known), known.certainty.status.strength, known.fact.id

"""Whether what somebody asks is so: yes or no only if a fact says it."""

import re
from collections.abc import Collection, Container, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from bot.domain.answers import (
    CastAnswer,
    CrewAnswer,
    EpisodeAnswer,
    EpisodeCredits,
    EpisodesAnswer,
    NewsAnswer,
    NextAnswer,
    PersonCredits,
    Role,
    SeasonAnswer,
    SeasonCredits,
)
from bot.domain.certainty import best_attested
from bot.domain.dates import PartialDate
from bot.domain.facts import Fact, Known, Outcome, State, Status
from bot.domain.renewals import Verdict, is_ending

_WOMEN = re.compile(r"\b(?:women|woman|female)\b", re.IGNORECASE)
_LAST = re.compile(r"\b(?:last|final)\b", re.IGNORECASE)
_ENDS = re.compile(r"\b(?:cancel|axe|scrap|end|finish)\w*|\bover\b|\bno more\b", re.IGNORECASE)
_COMES = re.compile(r"\b(?:renew|order|greenl)\w*|\bpicked up\b|\bwill be a\b.*\bseason\b", re.IGNORECASE)
_SPIN_OFF = re.compile(r"\bspin-?\s?offs?\b|\bown (?:show|series)\b|\b(?:show|series) of \w+ own\b", re.IGNORECASE)
_FILMED = re.compile(
    r"\b(?:shooting|filming|production)\b[^.]*\b(?:is|was|has|have) (?:\w+ )?(?:over|wrapped|finished|completed|done)\b"
    r"|\b(?:wrapped|finished|completed) (?:shooting|filming|production)\b",
    re.IGNORECASE,
)
_NUMBERS: tuple[str, ...] = tuple(
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen twenty".split()
)
_HAS_EPISODES = re.compile(
    rf"\bseason (?:\d+ )?(?:has|have|will have|consists of|runs for|runs) (\d{{1,3}}|{'|'.join(_NUMBERS)}) episodes\b",
    re.IGNORECASE,
)
_OVER = (State.CANCELLED, State.ENDED, State.FINISHED, State.FINAL_SEASON)
_GOES_ON = (State.ORDERED, State.RENEWED, State.IN_PRODUCTION)


class Says(StrEnum):
    """What is on record about a question that can be answered with yes or no."""

    YES = "Yes"
    NO = "No"
    NOBODY = "Nobody has said"
    NOT_ON_RECORD = "Not on record"
    RUMOURED = "Rumoured"
    NEWS = "There is only news"


@dataclass(frozen=True, slots=True)
class Checked:
    """What is on record, and the fact that says yes or no (None: there is none)."""

    says: Says
    known: Known | None = None


def by_claims(facts: Iterable[Known], later: Iterable[Known] = (), *, aired: bool) -> Checked:
    """Answer by facts that say it: yes if one of them is sure, no if all are denied or were refuted by `later` ones.

    `aired`: what they would be about has aired.
    """
    facts = best_attested(facts)
    if not facts:
        return Checked(Says.NOT_ON_RECORD if aired else Says.NOBODY)
    after: dict[int | None, Known] = {known.fact.id: known for known in later}
    refuted = {each.fact.id: after[each.fact.settled_by] for each in facts if _is_refuted(each, after)}
    held = [each for each in facts if each.certainty.status is not Status.DENIED and each.fact.id not in refuted]
    if not held:
        return Checked(Says.NO, refuted.get(facts[0].fact.id, facts[0]))
    return Checked(Says.YES if held[0].certainty.status.is_sure else Says.RUMOURED, held[0])


def _is_refuted(known: Known, after: Container[int | None]) -> bool:
    return known.fact.outcome is Outcome.REFUTED and known.fact.settled_by in after


def plays(answer: CastAnswer, *, season: int | None, others: Collection[int] | None, aired: bool) -> Checked:
    """Whether somebody is in a season, and plays (or is played by) one of `others`, which are ids (None: anybody)."""
    parts = [
        part
        for role in answer.roles
        if others is None or _is_of(role, others)
        for part in role.parts
        if season is None or season in part.fact.seasons
    ]
    jobs = [job for job in answer.jobs if others is None and (season is None or season in job.fact.seasons)]
    return by_claims([*parts, *jobs], answer.later, aired=aired)


def in_episode(answer: EpisodeAnswer, people: Collection[int], *, aired: bool) -> Checked:
    """Whether one of these people or characters is in an episode. Not all of a season's main cast are in each."""
    roles = (role for role in answer.cast if _is_of(role, people))
    return by_claims((part for role in roles for part in role.parts), answer.later, aired=aired)


def credited(answer: PersonCredits, *, season: int | None, aired: bool) -> Checked:
    """Whether somebody directed or wrote anything, or anything of a season."""
    found = [known for known in answer.credits if season is None or season in known.fact.seasons]
    return by_claims(found, answer.later, aired=aired)


def credited_for(answer: EpisodeCredits, people: Collection[int], *, aired: bool) -> Checked:
    """Whether one of these people directed or wrote an episode."""
    return by_claims((known for known in answer.credits if _has(known.fact, people)), answer.later, aired=aired)


def does_a_job(answer: CrewAnswer, people: Collection[int]) -> Checked:
    """Whether one of these people does a job for the show."""
    return by_claims((known for known in answer.crew if _has(known.fact, people)), answer.later, aired=answer.aired)


def by_women(answer: SeasonCredits) -> Checked:
    """Whether a season is directed or written by women alone: a fact about the whole season says so."""
    return by_claims(
        (known for known in answer.of_season if _speaks_of_women(known.fact)), answer.later, aired=answer.aired
    )


def has_episodes(answer: EpisodesAnswer, count: int) -> Checked | None:
    """Whether a season that has aired whole has so many episodes; None if that is not known of it."""
    if answer.size is None or not answer.episodes or not all(episode.aired for episode in answer.episodes):
        return None
    said = best_attested(known for episode in answer.episodes[-1:] for known in episode.releases)
    if not said:
        return None
    return Checked(Says.YES if answer.size == count else Says.NO, said[0])


def said_to_have_episodes(news: Iterable[Known], count: int) -> Checked | None:
    """Whether news says that a season has so many episodes; None if none says a number."""
    said = [known for known in best_attested(news) if _episodes_said(known)]
    if not said:
        return None
    if _episodes_said(said[0]) != count:
        return Checked(Says.NO, said[0]) if said[0].certainty.status.is_sure else None
    return by_claims(said[:1], aired=False)


def _episodes_said(known: Known) -> int | None:
    found = _HAS_EPISODES.search(known.fact.statement or "")
    if found is None or known.certainty.status is Status.DENIED or known.fact.outcome is Outcome.REFUTED:
        return None
    word = str(found[1]).lower()
    return int(word) if word.isdigit() else _NUMBERS.index(word) + 1


def is_out(releases: Sequence[Known], day: date, *, aired: bool) -> Checked:
    """Whether something has come out by a day."""
    known, released = _sure_release(releases)
    if released is None:
        return Checked(Says.NOT_ON_RECORD if aired else Says.NOBODY)
    return Checked(Says.YES if released.last <= day else Says.NO, known)


def came_out_within(releases: Sequence[Known], first: date, last: date, *, aired: bool) -> Checked | None:
    """Whether something came out from one day to another; None if its date on record is not exact enough to say."""
    known, released = _sure_release(releases)
    if released is None:
        return Checked(Says.NOT_ON_RECORD if aired else Says.NOBODY)
    if first <= released.first and released.last <= last:
        return Checked(Says.YES, known)
    return Checked(Says.NO, known) if released.last < first or last < released.first else None


def _sure_release(releases: Iterable[Known]) -> tuple[Known | None, PartialDate | None]:
    """The first of these facts that is sure of a date, and that date."""
    known = next((each for each in releases if each.fact.released and each.certainty.status.is_sure), None)
    return known, known.fact.released if known else None


def released_on(answer: SeasonAnswer | EpisodeAnswer) -> date | None:
    """The first day on which a season or an episode may have come out; None if nothing is sure of a date."""
    of_premiere = answer.premiere if isinstance(answer, SeasonAnswer) else ()
    _, released = _sure_release((*answer.releases, *of_premiere))
    if released is None and isinstance(answer, EpisodeAnswer):
        return answer.unsourced
    return released.first if released else None


def season_is_out(answer: SeasonAnswer) -> Checked:
    """Whether a season has come out by the day of the answer."""
    if answer.ending and answer.ending.verdict is Verdict.NO_SUCH_SEASON:
        return Checked(Says.NO, answer.ending.known)
    return is_out((*answer.releases, *answer.premiere), answer.day, aired=answer.aired)


def season_goes_on(answer: SeasonAnswer) -> Checked:
    """Whether there is, or will be, a season."""
    if answer.ending and answer.ending.verdict is Verdict.NO_SUCH_SEASON:
        return Checked(Says.NO, answer.ending.known)
    if said := [known for known in answer.course.current if known.fact.state is not State.CANCELLED]:
        return Checked(Says.YES, said[0])
    if cancelled := answer.course.current:
        return Checked(Says.NO, cancelled[0])
    there = [*answer.releases, *answer.premiere, *answer.of_directors, *(p for role in answer.cast for p in role.parts)]
    if found := [known for known in there if known.certainty.status.is_sure]:
        return Checked(Says.YES, best_attested(found)[0])
    return by_claims([*answer.renewals, *_news(answer, _COMES)], answer.later, aired=answer.aired)


def season_is_last(answer: SeasonAnswer, after: SeasonAnswer | None = None) -> Checked:
    """Whether a season is the last one. `after` is the answer about the season after it."""
    if answer.ending and answer.ending.verdict is Verdict.LAST:
        return Checked(Says.YES, answer.ending.known)
    if after and (next_one := season_goes_on(after)).says is Says.YES:
        return Checked(Says.NO, next_one.known)
    said = [known for known in answer.renewals if known.fact.state in _OVER and not known.certainty.status.is_sure]
    return by_claims([*said, *_news(answer, _LAST)], answer.later, aired=False)


def season_is_over(answer: SeasonAnswer) -> Checked:
    """Whether a season was cancelled or is finished."""
    said = _by_state(answer.course.facts, _OVER, _GOES_ON)
    return said if said.known else by_claims(_news(answer, _ENDS), answer.later, aired=False)


def is_over(answer: NextAnswer, end: Known | None = None) -> Checked:
    """Whether the show has ended. `end` is a fact that is sure of that, though there are episodes to come."""
    known = answer.after
    if answer.upcoming and end:
        return Checked(Says.YES, end)
    if answer.upcoming and answer.upcoming.known:
        return Checked(Says.NO, answer.upcoming.known)
    if known is None:
        return Checked(Says.NOBODY)
    if answer.has_ended:
        return Checked(Says.YES, known)
    return _by_state([known], _OVER, _GOES_ON)


def goes_on(answer: NextAnswer) -> Checked:
    """Whether there is more of the show to come."""
    known = answer.after
    if answer.upcoming and answer.upcoming.known:
        return Checked(Says.YES, answer.upcoming.known)
    if known is None:
        return Checked(Says.NOBODY)
    if answer.has_ended or is_ending(known, answer.last.season if answer.last else 0):
        return Checked(Says.NO, known)
    return _by_state([known], _GOES_ON, _OVER)


def has_own_show(answer: NewsAnswer) -> Checked:
    """Whether somebody in the show, or the show itself, has another show."""
    return by_claims(_spoken_of((item.known for item in answer.items), _SPIN_OFF), aired=False)


def is_filmed(answer: NewsAnswer, *, aired: bool) -> Checked:
    """Whether it has been filmed to the end."""
    return by_claims(_spoken_of((item.known for item in answer.items), _FILMED), aired=aired)


def _by_state(facts: Sequence[Known], yes: Sequence[State], no: Sequence[State]) -> Checked:
    for known in facts:
        if known.certainty.status.is_sure and known.fact.state in (*yes, *no):
            return Checked(Says.YES if known.fact.state in yes else Says.NO, known)
    return Checked(Says.NOBODY)


def _news(answer: SeasonAnswer, words: re.Pattern[str]) -> list[Known]:
    return _spoken_of(answer.news, words)


def _spoken_of(news: Iterable[Known], words: re.Pattern[str]) -> list[Known]:
    return [known for known in news if words.search(known.fact.statement or "")]


def _is_of(role: Role, people: Collection[int]) -> bool:
    return role.person.id in people or (role.character is not None and role.character.id in people)


def _has(fact: Fact, people: Collection[int]) -> bool:
    return any(each.id in people for each in fact.people)


def _speaks_of_women(fact: Fact) -> bool:
    return bool(_WOMEN.search(fact.statement or ""))

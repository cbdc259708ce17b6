"""Whether what a question in words supposes is so."""

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import date

from bot.domain.answers import (
    Answer,
    CastAnswer,
    CrewAnswer,
    EpisodeAnswer,
    EpisodeCredits,
    EpisodesAnswer,
    NewsAnswer,
    NextAnswer,
    PersonCredits,
    SeasonAnswer,
    SeasonCredits,
)
from bot.domain.facts import Fact, Status
from bot.domain.yes_or_no import (
    Checked,
    Says,
    by_women,
    came_out_within,
    credited,
    credited_for,
    does_a_job,
    goes_on,
    has_episodes,
    has_own_show,
    in_episode,
    is_filmed,
    is_out,
    is_over,
    plays,
    season_goes_on,
    season_is_last,
    season_is_out,
    season_is_over,
)
from bot.language.questions.asked import Asked, Span
from bot.language.questions.meanings import Course, Wish


def check(
    asked: Asked, names: Sequence[Span], answer: Answer, *, aired: bool, supposed: tuple[date, date] | None = None
) -> Checked | None:
    """Return what an answer says to a question that yes or no can answer; None if it says nothing of that.

    `aired`: the episode or season that was asked about has aired, or the show if none was. `supposed` are
    the first and last day on which it is supposed to have come out.
    """
    if asked.status not in (None, Status.CONFIRMED):
        return None  # "is it rumoured that …?" asks for the status, which the card has
    people = frozenset(match.id for span in names if not span.is_episode for match in span.matches)
    match answer:
        case CastAnswer():
            return plays(answer, season=asked.season, others=_others(names, answer.who.id), aired=aired)
        case PersonCredits():
            return credited(answer, season=asked.season, aired=aired)
        case EpisodeCredits():
            return _all_credited(names, answer, aired=aired) if people else None
        case SeasonCredits():
            return _by_women(asked, answer) if asked.women else None
        case CrewAnswer():
            return does_a_job(answer, people) if people else None
        case EpisodeAnswer() if people:
            return in_episode(answer, people, aired=aired)
        case EpisodesAnswer() if asked.count is not None:
            return has_episodes(answer, asked.count)
        case NewsAnswer() if asked.course is Course.SPIN_OFF:
            return has_own_show(answer)
        case NewsAnswer() if asked.course is Course.FILMED:
            return is_filmed(answer, aired=aired)
        case SeasonAnswer() | EpisodeAnswer() | NextAnswer():
            return _of_dates(answer, supposed) if asked.wish is Wish.DATES else _of_course(asked, answer)
        case _:
            return None


def _others(names: Sequence[Span], who: int) -> frozenset[int] | None:
    """Return who else is named beside somebody; None if nobody is. "Captain" and "Vale" may be the same one."""
    beside = [ids for span in names if who not in (ids := {match.id for match in span.matches})]
    return frozenset[int]().union(*beside) if beside else None


def _all_credited(names: Sequence[Span], answer: EpisodeCredits, *, aired: bool) -> Checked | None:
    """Whether an episode is by all who are named; None if nothing says that of several."""
    people = [{match.id for match in span.matches} for span in names if not span.is_episode]
    together = replace(answer, credits=tuple(each for each in answer.credits if _has_each(each.fact, people)))
    checked = credited_for(together, frozenset[int]().union(*people), aired=aired)
    return checked if checked.known or len(people) == 1 else None


def _has_each(fact: Fact, people: Sequence[Collection[int]]) -> bool:
    return all(any(each.id in ids for each in fact.people) for ids in people)


def _by_women(asked: Asked, answer: SeasonCredits) -> Checked | None:
    """Whether a season is by women alone. That it is not says nothing of whether it is by any."""
    checked = by_women(answer)
    return None if asked.some and checked.says is Says.NO else checked


def _of_dates(answer: SeasonAnswer | EpisodeAnswer | NextAnswer, supposed: tuple[date, date] | None) -> Checked | None:
    match answer:
        case SeasonAnswer() if supposed:
            return came_out_within(answer.releases or answer.premiere, *supposed, aired=answer.aired)
        case EpisodeAnswer() if supposed:
            return came_out_within(answer.releases, *supposed, aired=answer.aired)
        case SeasonAnswer():
            return season_is_out(answer)
        case EpisodeAnswer():
            return is_out(answer.releases, answer.day, aired=answer.aired)
        case NextAnswer():
            return None


def _of_course(asked: Asked, answer: SeasonAnswer | EpisodeAnswer | NextAnswer) -> Checked | None:
    if asked.course is None and asked.is_said:
        return None  # such as "is it on hiatus?"
    match answer, asked.course:
        case SeasonAnswer(), Course.OVER:
            return season_is_over(answer)
        case SeasonAnswer(), Course.LAST:
            return season_is_last(answer)
        case SeasonAnswer(), _:
            return season_goes_on(answer)
        case NextAnswer(), Course.OVER:
            return is_over(answer)
        case NextAnswer(), Course.LAST:
            return None
        case NextAnswer(), _:
            return goes_on(answer)
        case _:
            return None

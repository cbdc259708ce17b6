"""Which facts an answer rests on."""

from collections.abc import Iterable

from bot.domain.answers import (
    Answer,
    CastAnswer,
    CastList,
    CrewAnswer,
    EpisodeAnswer,
    EpisodeCredits,
    EpisodesAnswer,
    NewsAnswer,
    NextAnswer,
    NoMatch,
    PersonCredits,
    Role,
    SeasonAnswer,
    SeasonCredits,
    SynopsisAnswer,
    Which,
)
from bot.domain.facts import Known


def facts_in(answer: Answer) -> tuple[Known, ...]:
    """The facts that an answer rests on, in the order of its card. The Sources button lists them."""
    match answer:
        case CastAnswer():
            return (*_parts(answer.roles), *answer.jobs)
        case CastList():
            return _parts(answer.roles, answer.of_show)
        case EpisodeCredits():
            return answer.credits or answer.of_season
        case SeasonCredits():
            return (*answer.of_season, *(known for episode in answer.episodes for known in episode.credits))
        case PersonCredits(credits=facts) | CrewAnswer(crew=facts):
            return facts
        case EpisodeAnswer():
            roles = _parts(answer.cast, answer.of_show)
            return (*answer.releases, *answer.directors, *answer.writers, *answer.of_season, *roles, *answer.news)
        case EpisodesAnswer():
            return tuple(dict.fromkeys((*_dates(answer), *answer.releases)))
        case SeasonAnswer():
            roles = _parts(answer.cast, answer.of_show)
            before = (*answer.renewals, *answer.releases, *answer.premiere)
            return (*before, *answer.of_directors, *answer.crew, *roles, *answer.news)
        case NewsAnswer():
            return tuple({item.known.fact.id: item.known for item in answer.items}.values())
        case NextAnswer():
            slot = answer.upcoming or answer.last
            return tuple(known for known in (slot.known if slot else None, answer.after) if known)
        case Which() | NoMatch() | SynopsisAnswer():
            return ()


def _parts(*roles: Iterable[Role]) -> tuple[Known, ...]:
    return tuple(part for some in roles for role in some for part in role.parts)


def _dates(answer: EpisodesAnswer) -> Iterable[Known]:
    return (known for episode in answer.episodes for known in episode.releases)


def settled_ids(facts: Iterable[Known]) -> tuple[int, ...]:
    """The facts that settled or refuted some of these."""
    return tuple(dict.fromkeys(known.fact.settled_by for known in facts if known.fact.settled_by is not None))

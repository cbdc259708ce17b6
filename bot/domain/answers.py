"""Answers to questions, whatever they look like in the end."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from bot.domain.facts import Billing, Certainty, Character, Claim, Episode, Known, Person, Show, Source
from bot.domain.questions import Question, Thing


@dataclass(frozen=True, slots=True)
class Role:
    """One person as one character (None: not said), with a fact for each stretch of the show, earliest first."""

    person: Person
    character: Character | None
    parts: tuple[Known, ...]


def billing_of(parts: Iterable[Known]) -> Billing | None:
    """The most prominent billing among the parts of a role."""
    named = [part.fact.billing for part in parts if part.fact.billing]
    return min(named, key=list(Billing).index, default=None)


@dataclass(frozen=True, slots=True)
class _OfShow:
    question: Question
    show: Show


@dataclass(frozen=True, slots=True)
class _Dated(_OfShow):
    day: date


@dataclass(frozen=True, slots=True)
class CastAnswer(_Dated):
    """The roles of a person or the players of a character; `later` are facts that settled or refuted some of them."""

    who: Person | Character
    roles: tuple[Role, ...]
    later: tuple[Known, ...] = ()


@dataclass(frozen=True, slots=True)
class CastList(_Dated):
    """One page of a show's or season's cast.

    `of_show` is on a season's last page: the main cast whose seasons are not on record.
    """

    roles: tuple[Role, ...]
    more: bool
    of_show: tuple[Role, ...] = ()


@dataclass(frozen=True, slots=True)
class EpisodeDirector(_Dated):
    """Who directed an episode, rivals in order; where nobody is recorded, what is known of its season instead."""

    episode: Episode
    credits: tuple[Known, ...]
    of_season: tuple[Known, ...]
    elsewhere: tuple[Person, ...]
    later: tuple[Known, ...] = ()


@dataclass(frozen=True, slots=True)
class EpisodeCredits:
    """An episode with its directors as of a day, rivals in order."""

    episode: Episode
    credits: tuple[Known, ...]


@dataclass(frozen=True, slots=True)
class SeasonDirectors(_Dated):
    """The directors of a season, episode by episode, and what is claimed of them all."""

    season: int
    size: int | None
    of_season: tuple[Known, ...]
    episodes: tuple[EpisodeCredits, ...]
    later: tuple[Known, ...] = ()


@dataclass(frozen=True, slots=True)
class Directed(_Dated):
    """What a person directed, and what else is claimed of their directing."""

    person: Person
    credits: tuple[Known, ...]
    later: tuple[Known, ...] = ()


@dataclass(frozen=True, slots=True)
class CatalogueSource:
    """The source of a detail of the catalogue: "title", "runtime" or "imdb"."""

    detail: str
    source: Source


@dataclass(frozen=True, slots=True)
class EpisodeAnswer(_Dated):
    episode: Episode
    runtime: int | None
    releases: tuple[Known, ...]
    directors: tuple[Known, ...]
    writers: tuple[Known, ...]
    cast: tuple[Role, ...]
    main_cast: tuple[Role, ...]
    of_season: tuple[Known, ...]
    news: tuple[Known, ...]
    sources: tuple[CatalogueSource, ...]
    of_show: tuple[Role, ...] = ()


@dataclass(frozen=True, slots=True)
class SeasonAnswer(_Dated):
    """What is known of a season. `directed` counts its episodes with a recorded director; `of_show` is the main cast
    whose seasons are not on record."""

    season: int
    size: int | None
    releases: tuple[Known, ...]
    premiere: tuple[Known, ...]
    of_directors: tuple[Known, ...]
    directors: tuple[Person, ...]
    directed: int
    cast: tuple[Role, ...]
    news: tuple[Known, ...]
    later: tuple[Known, ...] = ()
    of_show: tuple[Role, ...] = ()


@dataclass(frozen=True, slots=True)
class NewsItem:
    """What was said about a fact on one day, how certain it was `then`, and the fact on the day that was asked for."""

    day: date
    claims: tuple[Claim, ...]
    then: Certainty
    known: Known


@dataclass(frozen=True, slots=True)
class NewsAnswer(_Dated):
    """`about` names what the news was narrowed to; `more`: older news was left out."""

    about: str | None
    items: tuple[NewsItem, ...]
    more: bool
    later: tuple[Known, ...] = ()


class Missing(StrEnum):
    """What was searched for when nothing was found."""

    CAST = "cast"
    DIRECTOR = "director"
    EPISODE = "episode"
    ABOUT = "about"


@dataclass(frozen=True, slots=True)
class Candidate:
    """One thing that a name may mean. `label` never gives away what spoils."""

    thing: Thing
    label: str
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Choice:
    """One completion: what the person reads and what the command is given."""

    label: str
    value: str


@dataclass(frozen=True, slots=True)
class Which(_OfShow):
    """Several things have that name; the member picks one. `more`: there are others still."""

    text: str
    candidates: tuple[Candidate, ...]
    more: bool = False


@dataclass(frozen=True, slots=True)
class NoMatch(_OfShow):
    """Nothing has that name; `near` are up to three things with a similar one."""

    missing: Missing
    text: str
    near: tuple[Candidate, ...] = field(default=())


Answer = (
    CastAnswer
    | CastList
    | EpisodeDirector
    | SeasonDirectors
    | Directed
    | EpisodeAnswer
    | SeasonAnswer
    | NewsAnswer
    | Which
    | NoMatch
)


def facts_in(answer: Answer) -> tuple[Known, ...]:
    """The facts that an answer rests on, in the order of its card. The Sources button lists them."""
    match answer:
        case CastAnswer():
            return tuple(part for role in answer.roles for part in role.parts)
        case CastList():
            return tuple(part for role in (*answer.roles, *answer.of_show) for part in role.parts)
        case EpisodeDirector():
            return answer.credits or answer.of_season
        case SeasonDirectors():
            return (*answer.of_season, *(known for episode in answer.episodes for known in episode.credits))
        case Directed():
            return answer.credits
        case EpisodeAnswer():
            roles = tuple(part for role in (*answer.cast, *answer.of_show) for part in role.parts)
            return (*answer.releases, *answer.directors, *answer.writers, *answer.of_season, *roles, *answer.news)
        case SeasonAnswer():
            roles = tuple(part for role in (*answer.cast, *answer.of_show) for part in role.parts)
            return (*answer.releases, *answer.premiere, *answer.of_directors, *roles, *answer.news)
        case NewsAnswer():
            return tuple(dict.fromkeys(item.known for item in answer.items))
        case Which() | NoMatch():
            return ()


def settled_ids(facts: Iterable[Known]) -> tuple[int, ...]:
    """The facts that settled or refuted some of these."""
    return tuple(dict.fromkeys(known.fact.settled_by for known in facts if known.fact.settled_by is not None))

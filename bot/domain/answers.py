"""Answers to questions, whatever they look like in the end."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from bot.domain.dates import PartialDate
from bot.domain.facts import Billing, Certainty, Character, Claim, Episode, Kind, Known, Person, Show, Source, Synopsis
from bot.domain.questions import Question, Thing, Topic
from bot.domain.renewals import NOTHING_SAID, Course, Ending, Verdict, is_ending
from bot.domain.timetable import Slot


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
class ReadAs:
    """Who a name was taken for: `typed` is the name if it only comes near, `others` are who else may be meant."""

    name: str
    typed: str | None = None
    others: tuple["Candidate", ...] = ()


@dataclass(frozen=True, slots=True)
class _OfShow:
    """`seasons` are on record, and offered where what was asked about is not."""

    question: Question
    show: Show
    read_as: ReadAs | None = field(default=None, kw_only=True)
    seasons: tuple[int, ...] = field(default=(), kw_only=True)


@dataclass(frozen=True, slots=True)
class _Dated(_OfShow):
    day: date


@dataclass(frozen=True, slots=True)
class CastAnswer(_Dated):
    """The roles of a person or the players of a character; `later` are facts that settled or refuted some of them.

    `jobs` are what else a person does for the show, such as running it. `aired` says, if there is nothing of either,
    whether the season or the show has aired.
    """

    who: Person | Character
    roles: tuple[Role, ...]
    later: tuple[Known, ...] = ()
    aired: bool = False
    jobs: tuple[Known, ...] = ()


@dataclass(frozen=True, slots=True)
class CastList(_Dated):
    """One page of a show's or season's cast.

    `of_show` is on a season's last page: the main cast whose seasons are not on record. `aired` says, if nobody is on
    the list, whether the season or the show has aired.
    """

    roles: tuple[Role, ...]
    more: bool
    of_show: tuple[Role, ...] = ()
    aired: bool = False


@dataclass(frozen=True, slots=True)
class _Credited(_Dated):
    @property
    def kind(self) -> Kind:
        """What the credits are for: directing or writing."""
        return Kind.WRITER if self.question.topic is Topic.WRITER else Kind.DIRECTOR


@dataclass(frozen=True, slots=True)
class EpisodeCredits(_Credited):
    """Who directed or wrote an episode, rivals in order; if nobody is on record, what is known of its season instead.

    `aired` says whether the episode has aired, for when nobody is on record.
    """

    episode: Episode
    credits: tuple[Known, ...]
    of_season: tuple[Known, ...]
    elsewhere: tuple[Person, ...]
    later: tuple[Known, ...] = ()
    aired: bool = False


@dataclass(frozen=True, slots=True)
class CreditedEpisode:
    """An episode with its credits as of a day, rivals in order, and whether it has aired."""

    episode: Episode
    credits: tuple[Known, ...]
    aired: bool = False


@dataclass(frozen=True, slots=True)
class SeasonCredits(_Credited):
    """Who directed or wrote a season, episode by episode, and what is claimed of them all."""

    season: int
    size: int | None
    of_season: tuple[Known, ...]
    episodes: tuple[CreditedEpisode, ...]
    later: tuple[Known, ...] = ()
    aired: bool = False


@dataclass(frozen=True, slots=True)
class PersonCredits(_Credited):
    """What a person directed or wrote, and what else is claimed of it."""

    person: Person
    credits: tuple[Known, ...]
    later: tuple[Known, ...] = ()
    aired: bool = False


@dataclass(frozen=True, slots=True)
class CatalogueSource:
    """The source of a detail of the catalogue: "title", "runtime" or "imdb"."""

    detail: str
    source: Source


@dataclass(frozen=True, slots=True)
class EpisodeAnswer(_Dated):
    """What is known of an episode. `aired` says, if something is missing, whether it has aired.

    `unsourced` is its air date if no source is on record for that. `has_synopsis` says whether it has one that may be
    asked for.
    """

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
    later: tuple[Known, ...] = ()
    aired: bool = False
    unsourced: date | None = None
    has_synopsis: bool = False


@dataclass(frozen=True, slots=True)
class SynopsisAnswer(_Dated):
    """What happens in an episode; None if no synopsis of it is on record."""

    episode: Episode
    synopsis: Synopsis | None = None


@dataclass(frozen=True, slots=True)
class DatedEpisode:
    """An episode with the facts about its air date, best attested first.

    `unsourced` is the day in the catalogue, if there is no such fact. `aired` says whether it has aired.
    """

    episode: Episode
    releases: tuple[Known, ...] = ()
    unsourced: date | None = None
    aired: bool = False

    @property
    def date(self) -> PartialDate | None:
        """Its air date, as far as anybody has said one."""
        if self.releases:
            return self.releases[0].fact.released
        return PartialDate.of_day(self.unsourced) if self.unsourced else None


@dataclass(frozen=True, slots=True)
class EpisodesAnswer(_Dated):
    """The episodes of a season in order; of a past day those that were known then.

    `size` counts all that the season has. `releases` are the season's own dates, for when no episode has one. `aired`
    says, if there are no episodes, whether the season has aired.
    """

    season: int
    size: int | None
    episodes: tuple[DatedEpisode, ...]
    releases: tuple[Known, ...] = ()
    aired: bool = False


@dataclass(frozen=True, slots=True)
class SeasonAnswer(_Dated):
    """What is known of a season.

    `directed` counts its episodes with a recorded director. `cast` has the first roles of its main cast, and
    `more_roles` counts the others. `of_show` is the main cast whose seasons are not on record. `crew` are the makers of
    the season or the show. `course` says how it goes on with the season, `show_course` with a show that has no such
    season yet; `ending` is what the end of the show means for it.
    `unsourced` is the first episode's air date if nothing else says when the season begins.
    """

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
    more_roles: int = 0
    aired: bool = False
    unsourced: date | None = None
    crew: tuple[Known, ...] = ()
    course: Course = NOTHING_SAID
    show_course: Course = NOTHING_SAID
    ending: Ending | None = None

    @property
    def renewals(self) -> tuple[Known, ...]:
        """All that is said of how it goes on, each fact once."""
        ending = (self.ending.known,) if self.ending else ()
        return tuple(dict.fromkeys((*ending, *self.course.facts, *self.show_course.facts)))

    @property
    def is_no_season(self) -> bool:
        """Whether there is no such season, and nothing is hidden by that: then a card leaves out what a season has.

        Where the end of the show spoils, a shorter card would give it away.
        """
        ending = self.ending
        return ending is not None and ending.verdict is Verdict.NO_SUCH_SEASON and not ending.known.fact.gives_away


@dataclass(frozen=True, slots=True)
class NewsItem:
    """What was said about a fact on one day, how certain it was `then`, and the fact on the day that was asked for."""

    day: date
    claims: tuple[Claim, ...]
    then: Certainty
    known: Known

    def __hash__(self) -> int:
        """Of a few of its parts: a page of news looks hundreds of items up."""
        return hash((self.day, self.known.fact))


@dataclass(frozen=True, slots=True)
class NewsAnswer(_Dated):
    """`about` names what the news was narrowed to, an episode by its code; `more`: older news was left out.

    `aired` says, if there is no news, whether what it was narrowed to has aired.
    """

    about: str | None
    items: tuple[NewsItem, ...]
    more: bool
    later: tuple[Known, ...] = ()
    aired: bool = False
    title: str | None = None
    """Of the episode that the news was narrowed to."""


@dataclass(frozen=True, slots=True)
class NextAnswer(_Dated):
    """What of the show airs next, or if nothing is known of that, what aired last; `day` is today in the server's zone.

    `together` counts the episodes that air on the same date. `after` says, if nothing has a date, how it goes on.
    """

    upcoming: Slot | None
    last: Slot | None
    together: int = 1
    after: Known | None = None

    @property
    def has_ended(self) -> bool:
        """Whether nothing comes after the last episode, and it may be said in the open."""
        after = self.after
        if after is None or after.fact.gives_away:
            return False
        return is_ending(after, self.last.season if self.last else 0)


@dataclass(frozen=True, slots=True)
class CrewAnswer(_Dated):
    """Who does a job for the show, or all of its crew (`job` is None), makers first.

    `aired` says, if nobody is on record, whether the season or the show has aired.
    """

    job: str | None
    crew: tuple[Known, ...]
    later: tuple[Known, ...] = ()
    aired: bool = False


class Missing(StrEnum):
    """What was searched for when nothing was found."""

    CAST = "cast"
    DIRECTOR = "director"
    WRITER = "writer"
    EPISODE = "episode"
    PLACE = "place"
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
class ShowChoice:
    """A show that may be meant, by its id. `label` tells it from others with the same title."""

    show: int
    label: str


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
    | EpisodeCredits
    | SeasonCredits
    | PersonCredits
    | EpisodeAnswer
    | SynopsisAnswer
    | EpisodesAnswer
    | SeasonAnswer
    | NewsAnswer
    | NextAnswer
    | CrewAnswer
    | Which
    | NoMatch
)

"""Facts and the claims that they rest on. `bot.domain.certainty` works out how certain a fact is on a day."""

from dataclasses import dataclass
from datetime import date
from enum import IntEnum, StrEnum

from bot.domain.codes import EpisodeCode
from bot.domain.dates import PartialDate


class Kind(StrEnum):
    """What a fact states."""

    CAST = "cast"
    DIRECTOR = "director"
    WRITER = "writer"
    RELEASE = "release"
    NEWS = "news"
    RENEWAL = "renewal"
    CREW = "crew"


NEWS_KINDS = (Kind.NEWS, Kind.RENEWAL, Kind.CREW)
"""The kinds of facts that are news, whether the day of a claim is recorded or not."""


class Billing(StrEnum):
    """How prominently somebody is cast; SUPPORTING where the sources leave open which of the other two it is."""

    MAIN = "main"
    RECURRING = "recurring"
    GUEST = "guest"
    SUPPORTING = "supporting"


class State(StrEnum):
    """How it goes on with a show or a season."""

    ORDERED = "ordered"
    RENEWED = "renewed"
    IN_PRODUCTION = "in production"
    FINISHED = "finished"
    FINAL_SEASON = "final season"
    CANCELLED = "cancelled"
    ENDED = "ended"
    ON_HIATUS = "on hiatus"


class Weight(IntEnum):
    """What a claim is worth; heavier claims decide."""

    RUMOURED = 1
    REPORTED = 2
    CONFIRMED = 3


class Status(StrEnum):
    """How certain a fact is on a day."""

    CONFIRMED = "confirmed"
    REPORTED = "reported"
    RUMOURED = "rumoured"
    DENIED = "denied"

    @property
    def is_sure(self) -> bool:
        """Whether a fact with this status may be given as the answer, which a rumour or a denial may not."""
        return self in (Status.CONFIRMED, Status.REPORTED)

    @property
    def strength(self) -> int:
        """How much speaks for the fact: from 0 (denied) to 3 (confirmed)."""
        return 0 if self is Status.DENIED else Weight[self.name]


class Outcome(StrEnum):
    """What a later fact did to this one."""

    SETTLED = "settled"
    REFUTED = "refuted"


@dataclass(frozen=True, slots=True)
class Show:
    """`credit` says whose data this is and on what terms, where the terms ask for that.

    `image` is the address of its poster, `image_credit` says whose picture that is. Neither is shown without the other.
    """

    id: int
    title: str
    credit: str | None = None
    image: str | None = None
    image_credit: str | None = None


@dataclass(frozen=True, slots=True)
class Person:
    id: int
    name: str


@dataclass(frozen=True, slots=True)
class Character:
    """`spoils` names the episode that the character's very name gives away, if it does."""

    id: int
    name: str
    spoils: EpisodeCode | None = None


@dataclass(frozen=True, slots=True)
class Episode:
    """`title` is None where none is known; `aired` is the day that undated statements about it count from."""

    id: int
    code: EpisodeCode
    title: str | None = None
    aired: date | None = None

    def as_of(self, day: date) -> "Episode":
        """The episode as it was known on a day: without a title before it aired."""
        if self.aired is None or self.aired <= day:
            return self
        return Episode(self.id, self.code)


@dataclass(frozen=True, slots=True)
class Synopsis:
    """What happens in an episode. `credit` says whose text it is."""

    text: str
    credit: str


@dataclass(frozen=True, slots=True)
class Source:
    """Who published something. `url` is None where no address is on record; it is never made up.

    Sources with the same `origin` may have copied from one list, so together they count as one.
    """

    id: int
    outlet: str
    title: str | None = None
    url: str | None = None
    origin: str | None = None


@dataclass(frozen=True, slots=True)
class Claim:
    """One source's word on a fact.

    `published` is None where the day was not recorded; `counts_from` is the day from which the claim counts: the last
    day of `published`, or the air date of what it describes. `via` is the outlet that it repeats.
    """

    source: Source
    weight: Weight
    counts_from: date
    supports: bool = True
    published: PartialDate | None = None
    speaker: str | None = None
    via: str | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Change:
    """A change of a fact's status: the day, the new status, and the claim that caused it."""

    day: date
    status: Status
    claim: Claim


@dataclass(frozen=True, slots=True)
class Certainty:
    """How certain a fact is on a day: its status, its claims (the decisive one first) and how the status changed."""

    status: Status
    claims: tuple[Claim, ...]
    history: tuple[Change, ...]

    @property
    def decisive(self) -> Claim:
        """The claim that decides."""
        return self.claims[0]

    @property
    def agreeing(self) -> tuple[Claim, ...]:
        """The claims on the same side as the decisive one, in the order in which to name them.

        Heavier claims come first, and those with a recorded day before those without. Of confirmations the earliest
        says who confirmed it and when; of reports and rumours the latest says what is known now.
        """
        if len(self.claims) == 1:
            return self.claims
        return tuple(sorted((claim for claim in self.claims if claim.supports is self.decisive.supports), key=naming))


def naming(claim: Claim) -> tuple[int, bool, int, bool]:
    """The key by which claims that say the same are sorted to name who said so, as `Certainty.agreeing` does."""
    age = claim.counts_from.toordinal()
    earliest_first = claim.weight is Weight.CONFIRMED
    return -claim.weight, claim.published is None, age if earliest_first else -age, claim.source.url is None


@dataclass(frozen=True, slots=True)
class Fact:
    """One statement about a show, in the revision that a server sees.

    `seasons` and `episodes` are what it is about; both empty: the show as a whole. `people` is a credit's whole ordered
    list, or a role's one actor; it is empty where the fact is about a set of `set_size` whose members are unknown.
    `state` is what a renewal says; `job` is what its people do, in a fact about the crew.
    """

    id: int
    revision_id: int
    kind: Kind
    show: Show
    claims: tuple[Claim, ...]
    statement: str | None = None
    people: tuple[Person, ...] = ()
    character: Character | None = None
    billing: Billing | None = None
    seasons: tuple[int, ...] = ()
    episodes: tuple[Episode, ...] = ()
    released: PartialDate | None = None
    set_size: int | None = None
    spoils: EpisodeCode | None = None
    settled_by: int | None = None
    outcome: Outcome | None = None
    state: State | None = None
    job: str | None = None

    def __hash__(self) -> int:
        """The revision's: facts are looked up on the way of every answer, and comparing tells apart what differs."""
        return hash(self.revision_id)

    @property
    def gives_away(self) -> EpisodeCode | None:
        """The episode that the fact gives away, by what it says or by its character's name."""
        return self.spoils or (self.character.spoils if self.character else None)

    @property
    def is_worded_as_news(self) -> bool:
        """Whether its sentence says all: it is news, or was written as news before its fact got another kind."""
        match self.kind:
            case Kind.RENEWAL:
                is_whole = self.state is not None and len(self.seasons) < 2
            case Kind.CREW:
                is_whole = bool(self.job and self.people)
            case _:
                return self.kind is Kind.NEWS
        return not is_whole or bool(self.episodes or self.character)

    @property
    def subject(self) -> tuple[int | EpisodeCode, ...]:
        """The season or the episodes that the fact is about, to decide whether two facts can both be true."""
        return tuple(episode.code for episode in self.episodes) or self.seasons


@dataclass(frozen=True, slots=True)
class Known:
    """A fact with its certainty on the day that was asked for."""

    fact: Fact
    certainty: Certainty

    def __hash__(self) -> int:
        return hash((self.fact, self.certainty.status))

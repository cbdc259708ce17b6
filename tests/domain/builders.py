"""Claims and facts as tests write them: with only what matters to the test."""

from datetime import date

from bot.domain.codes import EpisodeCode
from bot.domain.dates import PartialDate
from bot.domain.facts import Claim, Episode, Fact, Kind, Outcome, Person, Show, Source, State, Weight

SHOW = Show(1, "Jessica Jones")
DAY = date(2018, 1, 1)


def claim(
    outlet: str = "Variety",
    weight: Weight = Weight.REPORTED,
    day: date = DAY,
    *,
    supports: bool = True,
    via: str | None = None,
    dated: bool = True,
    shared: str | None = None,
) -> Claim:
    published = PartialDate.of_day(day) if dated else None
    return Claim(Source(1, outlet, origin=shared), weight, day, supports, published, via=via)


def rumour(outlet: str = "A fan", day: date = DAY) -> Claim:
    return claim(outlet, Weight.RUMOURED, day)


def report(outlet: str = "Variety", day: date = DAY, *, via: str | None = None, shared: str | None = None) -> Claim:
    """A report; `shared` is the list that its outlet may have from others."""
    return claim(outlet, Weight.REPORTED, day, via=via, shared=shared)


def confirmation(outlet: str = "Netflix", day: date = DAY) -> Claim:
    return claim(outlet, Weight.CONFIRMED, day)


def denial(outlet: str = "Netflix", weight: Weight = Weight.CONFIRMED, day: date = DAY) -> Claim:
    return claim(outlet, weight, day, supports=False)


def credit(
    number: int, *people: str, claims: tuple[Claim, ...] = (), kind: Kind = Kind.DIRECTOR, episode: int = 1
) -> Fact:
    """A credit of one episode of season 1, by people with ids made from their names."""
    return Fact(
        id=number,
        revision_id=number,
        kind=kind,
        show=SHOW,
        claims=claims or (report(),),
        people=tuple(Person(sum(map(ord, name)), name) for name in people),
        seasons=(1,),
        episodes=(Episode(episode, EpisodeCode(1, episode)),),
    )


def release(number: int, text: str, *, season: int = 2, outcome: Outcome | None = None) -> Fact:
    return Fact(
        id=number,
        revision_id=number,
        kind=Kind.RELEASE,
        show=SHOW,
        claims=(report(),),
        seasons=(season,),
        released=PartialDate.parse(text),
        outcome=outcome,
        settled_by=99 if outcome else None,
    )


def renewal(number: int, state: State, season: int | None = None, claims: tuple[Claim, ...] = ()) -> Fact:
    return Fact(
        id=number,
        revision_id=number,
        kind=Kind.RENEWAL,
        show=SHOW,
        claims=claims or (report(),),
        seasons=() if season is None else (season,),
        state=state,
    )

"""Facts that say nearly the same, so that nothing is recorded twice, and facts that contradict each other."""

from datetime import date

from rapidfuzz import fuzz

from bot.domain.certainty import best_attested, known_on, rivals
from bot.domain.codes import EpisodeCode
from bot.domain.facts import Fact, Kind, Known, Status
from bot.domain.jobs import job_key
from bot.domain.names import fold
from bot.domain.questions import Thing, What
from bot.store.store import Gateways

_MOST_COMPARED = 300
_MOST_PLACES = 10
_SAME_WORDS = 88
_SPELLING = 80
_WITH_RIVALS = (Kind.DIRECTOR, Kind.WRITER, Kind.RELEASE, Kind.RENEWAL)


async def twin_of(gateways: Gateways, guild: int, fact: Fact) -> Fact | None:
    """Return a current fact that says nearly the same as this one."""
    candidates = await _candidates(gateways, guild, fact)
    return next((other for other in candidates if other.id != fact.id and are_twins(other, fact)), None)


async def same_as(gateways: Gateways, guild: int, fact: Fact) -> Fact | None:
    """Return a current fact that says exactly the same: who, what and where, with or without a mark that it spoils.

    None for what is said in a sentence, since one that is merely similar may say the opposite, and for how it goes on,
    which may happen twice.
    """
    if fact.statement or fact.kind is Kind.RENEWAL:
        return None
    others = [other for other in await _candidates(gateways, guild, fact) if not other.statement]
    same = (other for other in others if other.id != fact.id and sorted(other.subject) == sorted(fact.subject))
    return next((other for other in same if are_twins(other, fact)), None)


async def rivals_of(gateways: Gateways, guild: int, fact: Fact, day: date) -> tuple[Known, ...]:
    """Return the current facts that can't hold together with this one on a day, the best attested first.

    One that is denied contradicts nothing.
    """
    if fact.kind not in _WITH_RIVALS:
        return ()
    facts, show = gateways.facts, fact.show.id
    others = [
        other
        for place in _places(fact)[:_MOST_PLACES]
        for other in await facts.of_kind_about(guild, show, place, fact.kind, _MOST_COMPARED)
    ]
    if not fact.subject:
        others += await facts.of_kind(guild, show, fact.kind, _MOST_COMPARED)
    known = known_on((other for other in dict.fromkeys(others) if rivals(fact, other)), day)
    return best_attested(rival for rival in known if rival.certainty.status is not Status.DENIED)


async def _candidates(gateways: Gateways, guild: int, fact: Fact) -> tuple[Fact, ...]:
    facts, show = gateways.facts, fact.show.id
    if fact.kind in (Kind.NEWS, Kind.RENEWAL):
        return await facts.of_kind(guild, show, fact.kind, _MOST_COMPARED)
    if fact.people:
        return await facts.about(guild, show, Thing(What.PERSON, fact.people[0].id), _MOST_COMPARED)
    about = _place(fact)
    return await facts.about(guild, show, about, _MOST_COMPARED) if about else ()


def _places(fact: Fact) -> list[EpisodeCode | Thing]:
    """Return where a fact's rivals are: its only episode, or its seasons with their episodes."""
    if len(fact.episodes) == 1:
        return [fact.episodes[0].code]
    return [Thing(What.SEASON, season) for season in fact.seasons]


def _place(fact: Fact) -> EpisodeCode | Thing | None:
    """Return the first place that a fact is about."""
    if fact.episodes:
        return fact.episodes[0].code
    return Thing(What.SEASON, fact.seasons[0]) if fact.seasons else None


def are_twins(fact: Fact, other: Fact) -> bool:
    """Return whether two facts say nearly the same: the same people and place, the same date, or alike sentences."""
    if fact.kind is not other.kind:
        return False
    if fact.kind is Kind.NEWS:
        return _alike(fact, other)
    about_the_show = not fact.subject and not other.subject
    if not about_the_show and not set(fact.subject) & set(other.subject):
        return False
    if fact.kind is Kind.RELEASE:
        return fact.released == other.released
    if fact.kind is Kind.CAST:
        return fact.people == other.people and fact.character == other.character
    if fact.kind is Kind.RENEWAL:
        return fact.state == other.state and (not (fact.statement and other.statement) or _alike(fact, other))
    if fact.kind is Kind.CREW:
        return fact.people == other.people and job_key(fact.job or "") == job_key(other.job or "")
    return fact.people == other.people if fact.people or other.people else _alike(fact, other)


def keeps_its_sources(before: Fact, after: Fact) -> bool:
    """Return whether the sources of a fact still vouch for it: only the spelling, or the place, has changed."""
    if before.released != after.released or before.state != after.state:
        return False
    return all(_spelt_alike(*pair) for pair in zip(_texts_of(before), _texts_of(after), strict=True))


def _spelt_alike(text: str, other: str) -> bool:
    """Return whether two texts differ only in the spelling of words. A word "not" or another number is no spelling."""
    words, others = text.split(" "), other.split(" ")
    return len(words) == len(others) and all(
        a == b or (not a.isdecimal() and not b.isdecimal() and fuzz.ratio(a, b) >= _SPELLING)
        for a, b in zip(words, others, strict=True)
    )


def _texts_of(fact: Fact) -> tuple[str, ...]:
    people = ", ".join(fold(person.name) for person in fact.people)
    character = fold(fact.character.name) if fact.character else ""
    return people, character, fold(fact.statement or ""), job_key(fact.job or "")


def _alike(fact: Fact, other: Fact) -> bool:
    words = fold(fact.statement or ""), fold(other.statement or "")
    return fuzz.token_sort_ratio(*words, score_cutoff=_SAME_WORDS) > 0

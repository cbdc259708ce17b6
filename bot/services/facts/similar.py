"""Facts that say nearly the same, so that nothing is recorded twice."""

from rapidfuzz import fuzz

from bot.domain.codes import EpisodeCode
from bot.domain.facts import Fact, Kind
from bot.domain.names import fold
from bot.domain.questions import Thing, What
from bot.store.store import Gateways

_MOST_COMPARED = 300
_SAME_WORDS = 88
_SPELLING = 80


async def twin_of(gateways: Gateways, guild: int, fact: Fact) -> Fact | None:
    """A standing fact that says nearly what this one says."""
    candidates = await _candidates(gateways, guild, fact)
    return next((one for one in candidates if one.id != fact.id and are_twins(one, fact)), None)


async def _candidates(gateways: Gateways, guild: int, fact: Fact) -> tuple[Fact, ...]:
    facts, show = gateways.facts, fact.show.id
    if fact.kind is Kind.NEWS:
        return await facts.of_kind(guild, show, Kind.NEWS, _MOST_COMPARED)
    if fact.people:
        return await facts.about(guild, show, Thing(What.PERSON, fact.people[0].id), _MOST_COMPARED)
    about: EpisodeCode | Thing | None = None
    if fact.episodes:
        about = fact.episodes[0].code
    elif fact.seasons:
        about = Thing(What.SEASON, fact.seasons[0])
    return await facts.about(guild, show, about, _MOST_COMPARED) if about else ()


def are_twins(one: Fact, other: Fact) -> bool:
    """Whether two facts say nearly the same: the same people in the same place, the same date, alike sentences."""
    if one.kind is not other.kind:
        return False
    if one.kind is Kind.NEWS:
        return _alike(one, other)
    about_the_show = not one.subject and not other.subject
    if not about_the_show and not set(one.subject) & set(other.subject):
        return False
    if one.kind is Kind.RELEASE:
        return one.released == other.released
    if one.kind is Kind.CAST:
        return one.people == other.people and one.character == other.character
    return one.people == other.people if one.people or other.people else _alike(one, other)


def says_the_same(before: Fact, after: Fact) -> bool:
    """Whether sources of the first wording vouch for the second: nothing but its spelling, or its place, changed."""
    if before.released != after.released:
        return False
    return all(_spelt_alike(*pair) for pair in zip(_told(before), _told(after), strict=True))


def _spelt_alike(one: str, other: str) -> bool:
    """Whether two texts differ in the spelling of words alone: a "not" more or another number is no spelling."""
    words, others = one.split(" "), other.split(" ")
    return len(words) == len(others) and all(
        a == b or (not a.isdecimal() and not b.isdecimal() and fuzz.ratio(a, b) >= _SPELLING)
        for a, b in zip(words, others, strict=True)
    )


def _told(fact: Fact) -> tuple[str, str, str]:
    people = ", ".join(fold(person.name) for person in fact.people)
    return people, fold(fact.character.name) if fact.character else "", fold(fact.statement or "")


def _alike(one: Fact, other: Fact) -> bool:
    words = fold(one.statement or ""), fold(other.statement or "")
    return fuzz.token_sort_ratio(*words, score_cutoff=_SAME_WORDS) > 0

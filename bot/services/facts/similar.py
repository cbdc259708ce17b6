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
    """Return a current fact that says nearly the same as this one."""
    candidates = await _candidates(gateways, guild, fact)
    return next((other for other in candidates if other.id != fact.id and are_twins(other, fact)), None)


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
    return fact.people == other.people if fact.people or other.people else _alike(fact, other)


def keeps_its_sources(before: Fact, after: Fact) -> bool:
    """Return whether the sources of a fact still vouch for it: only the spelling, or the place, has changed."""
    if before.released != after.released:
        return False
    return all(_spelt_alike(*pair) for pair in zip(_texts_of(before), _texts_of(after), strict=True))


def _spelt_alike(text: str, other: str) -> bool:
    """Return whether two texts differ only in the spelling of words. A word "not" or another number is no spelling."""
    words, others = text.split(" "), other.split(" ")
    return len(words) == len(others) and all(
        a == b or (not a.isdecimal() and not b.isdecimal() and fuzz.ratio(a, b) >= _SPELLING)
        for a, b in zip(words, others, strict=True)
    )


def _texts_of(fact: Fact) -> tuple[str, str, str]:
    people = ", ".join(fold(person.name) for person in fact.people)
    return people, fold(fact.character.name) if fact.character else "", fold(fact.statement or "")


def _alike(fact: Fact, other: Fact) -> bool:
    words = fold(fact.statement or ""), fold(other.statement or "")
    return fuzz.token_sort_ratio(*words, score_cutoff=_SAME_WORDS) > 0

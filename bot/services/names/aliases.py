"""The names by which things are found: each of a thing's names, from each of its words on."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from bot.domain.facts import Episode, Fact
from bot.domain.matching import NameRole, prominence_of
from bot.domain.names import spellings, stored_keys, title_keys
from bot.store.gateways.catalogue_writer import Alias

_EPISODES = 1  # they follow the seasons in a list of both


def traits(mentions: Sequence[Fact]) -> tuple[int, date, bool]:
    """Return the prominence that facts give somebody, the day of the first claim, and whether all of them spoil."""
    prominence = min(prominence_of(fact.billing) for fact in mentions)
    known_from = min((claim.counts_from for fact in mentions for claim in fact.claims), default=date.max)
    return prominence, known_from, all(fact.spoils is not None for fact in mentions)


def name_aliases(
    role: NameRole,
    thing: int,
    names: Iterable[str],
    prominence: int = 0,
    known_from: date | None = None,
    spoils: bool = False,
) -> Iterator[Alias]:
    """Yield the aliases of a show, person or character. The first name is the one that is shown."""
    shown, *_ = names = tuple(names)
    for key, word in stored_keys(names).items():
        yield Alias(role, thing, shown, key, word, prominence, known_from, spoils)


def season_aliases(number: int, known_from: date | None) -> Iterator[Alias]:
    """Yield the aliases of a season. Its number serves as its id, since that is the same in every layer."""
    for name in (f"season {number}", f"series {number}", f"s{number}", str(number)):
        yield Alias(NameRole.SEASON, number, f"Season {number}", name, 0, 0, known_from, False)


def episode_aliases(episode: Episode, also: Iterable[str], season_known_from: date | None) -> Iterator[Alias]:
    """Yield the aliases of an episode: its code from the first claim about its season, its title from its air date."""
    season, number = episode.code
    label = f"{episode.code} · {episode.title}" if episode.title else str(episode.code)
    for code in codes_of(season, number):
        yield Alias(NameRole.EPISODE, episode.id, str(episode.code), code, 0, _EPISODES, season_known_from, False)
        if episode.title:
            yield Alias(NameRole.EPISODE, episode.id, label, code, 0, _EPISODES, episode.aired, False)
    titles = (episode.title, *also) if episode.title else ()
    for key, word in title_words(titles).items():
        yield Alias(NameRole.EPISODE, episode.id, label, key, word, _EPISODES, episode.aired, False)


def codes_of(season: int, number: int) -> tuple[str, ...]:
    """Return the keys of an episode's code."""
    codes = (f"s{season:02}e{number:02}", f"s{season}e{number}", f"{season}x{number:02}", f"{season}x{number}")
    return tuple(dict.fromkeys((*codes, f"{season}{number:02}")))


def title_words(titles: Sequence[str]) -> dict[str, int]:
    """Return the keys of an episode's titles, which count as whole without their "AKA" or article too."""
    whole = {key for title in titles for spelling in spellings(title) for key in title_keys(spelling)}
    return stored_keys(titles, whole)


def seasons_known_from(facts: Sequence[Fact]) -> dict[int, date]:
    """Return the day of the first claim about each season."""
    since: dict[int, date] = {}
    for fact in facts:
        first = min(claim.counts_from for claim in fact.claims)
        for season in fact.seasons:
            since[season] = min(first, since.get(season, first))
    return since

"""Which seasons and episodes are on record near one that is not."""

from collections.abc import Iterable
from datetime import date

from bot.domain.answers import Candidate
from bot.domain.codes import EpisodeCode, parse_episode
from bot.domain.matching import NameMatch, NameRole
from bot.services.names.finder import candidate
from bot.store.store import Gateways

_MOST_EPISODES, _MOST_SEASONS = 3, 5
_MOST_COMPARED = 400


async def seasons_near(gateways: Gateways, guild: int, show: int, season: int | None, day: date) -> tuple[int, ...]:
    """Return up to five seasons known by a day, in order: those nearest to one, or (None) the last.

    There are none if that season is known itself.
    """
    found = await gateways.names.beginning(
        guild, show, (NameRole.SEASON,), "season ", day, hidden=False, most=_MOST_COMPARED
    )
    numbers = {match.id for match in found}
    if season in numbers:
        return ()
    numbers.discard(0)  # specials
    sought = max(numbers, default=0) if season is None else season
    return tuple(sorted(sorted(numbers, key=lambda number: (abs(number - sought), number))[:_MOST_SEASONS]))


async def episodes_near(
    gateways: Gateways, guild: int, show: int, code: EpisodeCode, day: date
) -> tuple[Candidate, ...]:
    """Return up to three episodes of the same season known by a day, those with the nearest numbers, in order."""
    found = await gateways.names.beginning(
        guild, show, (NameRole.EPISODE,), f"s{code.season:02}e", day, hidden=False, most=_MOST_COMPARED
    )
    coded = _by_code(found)
    nearest = sorted(coded, key=lambda each: (abs(each.number - code.number), each.number))[:_MOST_EPISODES]
    return tuple(candidate(coded[each]) for each in sorted(nearest))


def _by_code(found: Iterable[NameMatch]) -> dict[EpisodeCode, NameMatch]:
    """Return a match for each episode, by the label with its title where that is known."""
    coded: dict[EpisodeCode, NameMatch] = {}
    for match in sorted(found, key=lambda match: len(match.name)):
        if code := parse_episode(match.folded):
            coded[code] = match
    return coded

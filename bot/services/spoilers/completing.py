"""What may be typed for how far somebody has watched, without a title of anything that lies beyond that."""

import re
from collections.abc import Iterable, Sequence

from bot.domain.answers import Choice
from bot.domain.boundaries import EVERYTHING, NOTHING, Boundary
from bot.domain.codes import EpisodeCode, parse_episode
from bot.domain.facts import Show
from bot.domain.matching import NameMatch
from bot.domain.names import keys
from bot.services.names.aliases import codes_of
from bot.services.names.completions import MOST_CHOICES
from bot.services.names.finder import LONGEST_NAME, Query
from bot.services.spoilers.reading import EPISODES
from bot.store.store import Gateways

OFF = "off"
"""What removes a boundary."""
_NEXT = 5
# So many names are read, since the best of those that begin with a few letters are not known before.
_MOST_MATCHES = 500


async def complete_boundary(
    reading: Gateways, query: Query, show: Show, mine: Boundary | None, *, can_remove: bool
) -> list[Choice]:
    """Return at most 25 boundaries in a show for what is typed.

    `mine` is how far the member who types has watched. With `can_remove`, "off" is one of the choices.
    """
    if len(query.text) > LONGEST_NAME:
        return []
    if mine is not None and (code := mine.code) is not None:
        # Without its episode, nobody knows what lies before a boundary.
        mine = mine if await reading.catalogue.episode(query.guild, show.id, code) else None
    seasons = [number for number in await reading.catalogue.seasons(query.guild, show.id) if number]
    words = [OFF] if can_remove else []
    if not query.text.strip():
        first = [*words, str(NOTHING)]
        upto = NOTHING if mine is None else mine
        first += map(str, await reading.boundaries.episodes_after(query.guild, show.id, upto, _NEXT))
        room = MOST_CHOICES - len(first) - 1
        nearest = sorted(seasons, key=lambda number: (number < upto.season, number))[:room]
        return _plain([*first, *_in_words(sorted(nearest)), str(EVERYTHING)])
    begun = re.sub(r"\s+", " ", query.text.strip().casefold())
    found = [word for word in (*words, str(NOTHING), str(EVERYTHING)) if word.startswith(begun)]
    found += _in_words(number for number in seasons if _begins_season(number, begun))
    return [*_plain(found), *await _episodes(reading, query, show, mine)][:MOST_CHOICES]


def _plain(words: Iterable[str]) -> list[Choice]:
    return [Choice(word, word) for word in words]


def _in_words(seasons: Iterable[int]) -> list[str]:
    return [str(Boundary.of_season(number)) for number in seasons]


def _begins_season(number: int, begun: str) -> bool:
    return any(name.startswith(begun) for name in (f"season {number}", f"series {number}", f"s{number}", f"{number}"))


async def _episodes(reading: Gateways, query: Query, show: Show, mine: Boundary | None) -> list[Choice]:
    """Return episodes whose codes begin with what is typed, and those watched whose titles do."""
    key = keys(query.text)[0]
    matches = await reading.names.beginning(
        query.guild, show.id, EPISODES, key, query.today, hidden=False, most=_MOST_MATCHES
    )
    return [Choice(label, str(code)) for code, label in sorted(_labels(matches, mine).items())]


def _labels(matches: Sequence[NameMatch], mine: Boundary | None) -> dict[EpisodeCode, str]:
    """Return the label of each episode among these: its code, and behind it the title where it was watched.

    One that was not watched counts only if its code was typed: a title that is confirmed is a title that is shown.
    """
    labels: dict[EpisodeCode, str] = {}
    for match in matches:
        code = parse_episode(match.name.split(" ", 1)[0])
        if code is None or not code.season:
            continue
        is_watched = mine is not None and Boundary.at(code) <= mine
        if is_watched:
            labels[code] = max(labels.get(code, ""), match.name, key=len)
        elif match.folded in codes_of(*code):
            labels[code] = str(code)
    return labels

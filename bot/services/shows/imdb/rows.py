"""Choosing rows of IMDb's files and turning them into rows of the library. Most files have millions."""

from collections.abc import Callable, Iterable, Iterator, Sequence

from bot.domain.names import title_keys
from bot.packs.imdb.layouts import (
    CREDITS,
    CREW,
    EPISODES,
    LARGEST_ID,
    NAMES,
    OTHER_TITLES,
    TITLES,
    UNKNOWN,
    Layout,
    people_of,
    whole_number,
)  # fmt: skip
from bot.store.imdb.library import EVERYTHING, Library, Rows

_SHOWS = frozenset({"tvSeries", "tvMiniSeries"})  # not films, single specials, podcasts and games
_EPISODE = "tvEpisode"
_AS_SELF = {"actor": 0, "actress": 0, "self": 1}
"""The categories of credits that are parts; 1 if people appear as themselves."""
_LONGEST_KEY = 200

Cells = Sequence[tuple[str, ...]]
Keep = Callable[[Cells], Rows]
"""Takes rows as a file has them and returns the wanted ones, by table."""


def keeping(library: Library, layout: Layout, scope: int) -> Keep:
    """A function that keeps a file's rows of a scope, by what the files before it gave."""
    if layout is EPISODES:
        return lambda cells: _placings(cells, scope)
    if layout is TITLES:
        return _titles_of_show(library, scope) if scope else _titles
    keep, wanted = _BY_TITLE_OR_PERSON[layout]
    bits = number_bits(wanted(library, scope))
    return lambda cells: keep(cells, bits)


def number_bits(numbers: Iterable[int]) -> bytearray:
    """A bit for every possible id, set for these numbers: always 12.5 MB."""
    bits = bytearray(LARGEST_ID // 8 + 1)
    for number in numbers:
        bits[number >> 3] |= 1 << (number & 7)
    return bits


def _mentioned(library: Library, scope: int) -> Iterator[int]:
    yield from library.credited(scope)
    for _, directors, writers in library.crew(scope):
        yield from people_of(directors)
        yield from people_of(writers)


def _placings(cells: Cells, scope: int) -> Rows:
    rows = [
        (number, int(episode), whole_number(season), whole_number(place))
        for episode, show, season, place in cells
        if (number := int(show)) == scope or scope == EVERYTHING
    ]
    return {"placing": rows}


def _titles_of_show(library: Library, scope: int) -> Keep:
    wanted = number_bits(library.titles(scope))
    return lambda cells: _titles([row for row in cells if _has(wanted, int(row[0]))])


def _has(bits: bytearray, number: int) -> int:
    return bits[number >> 3] >> (number & 7) & 1


def _titles(cells: Cells) -> Rows:
    shows: list[tuple[object, ...]] = []
    keys: list[tuple[object, ...]] = []
    episodes: list[tuple[object, ...]] = []
    for number, kind, title, original, year, runtime in cells:
        if kind == _EPISODE:
            episodes.append((int(number), title, whole_number(year), whole_number(runtime)))
        elif kind in _SHOWS:
            shows.append((int(number), title, original, whole_number(year)))
            keys += _keys(int(number), title, original)
    return {"show": shows, "show_key": keys, "episode": episodes}


def _keys(show: int, *titles: str) -> list[tuple[object, ...]]:
    return [(key[:_LONGEST_KEY], show) for title in titles for key in title_keys(title)]


def _credits(cells: Cells, wanted: bytearray) -> Rows:
    # Inlined: a call for each of a hundred million rows would take longer than everything else.
    rows = [
        (number, int(place), int(person), _AS_SELF[category], characters)
        for title, place, person, category, characters in cells
        if category in _AS_SELF and wanted[(number := int(title)) >> 3] >> (number & 7) & 1
    ]
    return {"credit": rows}


def _crew(cells: Cells, wanted: bytearray) -> Rows:
    rows = [
        (int(episode), directors, writers)
        for episode, directors, writers in cells
        if not directors == writers == UNKNOWN and _has(wanted, int(episode))
    ]
    return {"crew": rows}


def _people(cells: Cells, wanted: bytearray) -> Rows:
    return {"person": [(int(person), name) for person, name in cells if _has(wanted, int(person))]}


def _other_titles(cells: Cells, wanted: bytearray) -> Rows:
    rows = [(int(show), int(place), title) for show, place, title in cells if _has(wanted, int(show))]
    return {"other_title": rows, "other_key": [key for show, _, title in rows for key in _keys(show, title)]}


_BY_TITLE_OR_PERSON: dict[
    Layout, tuple[Callable[[Cells, bytearray], Rows], Callable[[Library, int], Iterator[int]]]
] = {
    CREDITS: (_credits, Library.titles),
    CREW: (_crew, Library.episodes),
    NAMES: (_people, _mentioned),
    OTHER_TITLES: (_other_titles, Library.shows),
}

"""Looks for what is probably wrong in the facts that a table would make."""

import re
from collections import Counter
from collections.abc import Collection, Iterator
from itertools import pairwise

from bot.domain.codes import EpisodeCode
from bot.packs.any_table.building import Built
from bot.packs.any_table.doubts import Doubt, unsettled
from bot.packs.any_table.overview import SeasonShown, in_short, seasons_in
from bot.packs.any_table.people import is_glued
from bot.packs.any_table.understanding import Understood
from bot.packs.any_table.words import Meaning
from bot.packs.faults import in_print

_EXAMPLES = 3
_LONGEST_NAME, _MOST_WORDS = 60, 6
_NO_NAME = re.compile(r"[\d{}<>=@_:\\*]|https?|www\.|\bby$|\s[-–—]\s")
_ANSWERS = frozenset({"yes", "no", "true", "false", "x", "y", "n", "ja", "nein", "oui", "non", "sí", "si"})
_IN_ORDER = (
    "No column has the episodes' numbers, so the episodes of each season are counted in the order of their rows. "
    "If a column has them, add --map episode=COLUMN."
)
_SOON = 60
"""How many missing numbers are shown at most."""


def find_doubts(understood: Understood, built: Built, on_record: Collection[EpisodeCode] = ()) -> tuple[Doubt, ...]:
    """Return what looks wrong in a table, as far as no mapping has settled it.

    `on_record` are the episodes of earlier parts: those are not missing.
    """
    found = [*understood.doubts]
    if understood.is_in_order and any(episode.code.season for episode in built.pack.episodes):
        found.append(Doubt(_IN_ORDER, Meaning.NUMBER))
    found += _of_overall(built)
    found += _of_seasons(understood, built, on_record)
    found += _of_specials(built)
    found += _of_titles(built)
    found += _of_days(built)
    found += _of_names(built)
    rows = built.read + len(built.left_out)
    if 5 * len(built.left_out) > rows:
        found.append(Doubt(f"{len(built.left_out):,} of {rows:,} rows can't be read and would be left out."))
    return unsettled(found, understood.mapped)


def _of_overall(built: Built) -> Iterator[Doubt]:
    """Yield seasons whose first number across all seasons is not the one after the last of the season before."""
    seasons = sorted(built.begins)
    for before, after in pairwise(seasons):
        last, first = built.begins[before][1], built.begins[after][0]
        if first != last + 1:
            words = f"Season {before} ends with no. {last} and season {after} begins with no. {first}"
            yield Doubt(f"{words}: the episodes of season {after} may be counted from the wrong number.")


def _of_seasons(understood: Understood, built: Built, on_record: Collection[EpisodeCode]) -> Iterator[Doubt]:
    shown = seasons_in(built)
    if shown and all(season.number == 0 for season in shown):
        yield Doubt("All rows are in season 0, so all of them are taken for specials.", Meaning.SEASON)
    if not understood.is_about_episodes:
        return
    for season in shown:
        known = {code.number for code in on_record if code.season == season.number}
        yield from _of_numbers(season, known)
    twice = [f"S{season.number:02}E{number:02}" for season in shown for number in season.twice]
    if twice:
        words = "is in several rows" if len(twice) == 1 else "are each in several rows"
        yield Doubt(f"{_listed(twice)} {words}, which say different things.")


def _of_numbers(season: SeasonShown, known: Collection[int]) -> Iterator[Doubt]:
    if not season.number or len(season.episodes) < 2:
        return
    first = min(season.episodes[0], *known) if known else season.episodes[0]
    between = tuple(number for number in season.missing if number > first and number not in known)
    if first > 1:
        words = f"Season {season.number} begins with episode {first}. Does its number count all seasons?"
        yield Doubt(f"{words} If it is right, add --map episode=COLUMN.", Meaning.NUMBER)
    # A table with few of a season's episodes is plainly not about all of them.
    if between and 2 * len(between) <= len(season.episodes):
        word = "episode" if len(between) == 1 else "episodes"
        yield Doubt(f"Season {season.number} has no {word} {in_short(between[:_SOON])}.")


def _of_specials(built: Built) -> Iterator[Doubt]:
    for season in sorted({special.of_season for special in built.specials if special.of_season}):
        specials = [special for special in built.specials if special.of_season == season]
        titles = _listed([in_print(special.title, 40) for special in specials])
        yield Doubt(f"Rows of season {season} without a number are taken for specials: {titles}.")


def _of_titles(built: Built) -> Iterator[Doubt]:
    titles = [episode.title for episode in built.pack.episodes if episode.title]
    numbers = [title for title in titles if re.fullmatch(r"[\d.,:/ -]+", title)]
    if len(titles) > 2 and 2 * len(numbers) > len(titles):
        yield Doubt(f"Most titles are numbers, such as {_listed(numbers)}.", Meaning.TITLE)
    title, times = Counter(titles).most_common(1)[0] if titles else ("", 0)
    if times > 3 and 2 * times > len(titles):
        yield Doubt(f"{times:,} of {len(titles):,} episodes have the same title, {in_print(title, 60)}.", Meaning.TITLE)


def _of_days(built: Built) -> Iterator[Doubt]:
    """Yield seasons whose episodes' dates go back and forth, which they do if days are taken for months."""
    seasons: dict[int, list[tuple[int, int]]] = {}
    for episode in built.pack.episodes:
        if episode.aired and episode.code.season:
            day = (episode.code.number, episode.aired.toordinal())
            seasons.setdefault(episode.code.season, []).append(day)
    for season, days in sorted(seasons.items()):
        falls = sum(after < before for (_, before), (_, after) in pairwise(sorted(days)))
        if falls > 1 and 4 * falls > len(days):
            words = f"In season {season}, {falls:,} of {len(days):,} episodes aired before the one in front of them."
            yield Doubt(f"{words} Are the dates or the numbers read wrongly?")


def _of_names(built: Built) -> Iterator[Doubt]:
    odd = [person.name for person in built.pack.people.values() if _is_odd(person.name)]
    if odd:
        words = "doesn't look like a person's name" if len(odd) == 1 else "don't look like people's names"
        yield Doubt(f"{_listed([in_print(name, 60) for name in odd])} {words}.")


def _is_odd(name: str) -> bool:
    words = name.split()
    is_long = len(name) > _LONGEST_NAME or len(words) > _MOST_WORDS
    is_small = name == name.lower() != name.upper()
    is_answer = name.casefold() in _ANSWERS
    return is_long or is_small or is_answer or is_glued(name) or bool(_NO_NAME.search(name))


def _listed(things: list[str]) -> str:
    shown = ", ".join(things[:_EXAMPLES])
    return f"{shown} and {len(things) - _EXAMPLES:,} more" if len(things) > _EXAMPLES else shown

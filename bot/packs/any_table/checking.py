"""Looks for what is probably wrong in the facts that a table would make."""

import re
from collections import Counter
from collections.abc import Collection, Iterator
from datetime import timedelta
from itertools import pairwise

from bot.domain.codes import EpisodeCode
from bot.packs.any_table.building import Built
from bot.packs.any_table.counting import may_run_on
from bot.packs.any_table.doubts import Doubt, unsettled
from bot.packs.any_table.overview import SeasonShown, in_short, seasons_in
from bot.packs.any_table.people import is_glued
from bot.packs.any_table.understanding import Understood
from bot.packs.any_table.words import Meaning
from bot.packs.faults import in_print

_EXAMPLES = 3
_LONGEST_NAME, _MOST_WORDS = 60, 6
_NO_NAME = re.compile(r"[\d{}()\[\]<>=@_:\\*]|https?|www\.|\bby\b|\b(?:on|from|the|of|as)$|\s[-–—]\s|^['\"]")
_SMALL_WORD = re.compile(r"(?<!\S)[^\W\d_]{2,}\.?(?!\S)")
_WITHIN_NAMES = frozenset(
    "von van vom zu zum zur der den dem de del della delle dei di da das do dos du des la las le les lo los ter ten te "
    "tot het und et och och af av bin ibn bint ben abu al el ul ap ab mac vander san y e i zen the of jr sr".split()
)
"""Words in small letters that names have."""
_ANSWERS = frozenset({"yes", "no", "true", "false", "x", "y", "n", "ja", "nein", "oui", "non", "sí", "si"})
_IN_ORDER = (
    "No column has the episodes' numbers, so the episodes of each season are counted in the order of their rows. "
    "If a column has them, add --map episode=COLUMN."
)
_MOST_NUMBERS = 60
"""How many missing numbers are shown at most."""
_FEW = 4
_FIRST_YEAR = 1900
_FAR = timedelta(days=3 * 365)
"""No later is an air date known."""


def find_doubts(understood: Understood, built: Built, on_record: Collection[EpisodeCode] = ()) -> tuple[Doubt, ...]:
    """Return what looks wrong in a table, as far as no mapping has settled it.

    `on_record` are the episodes of earlier parts: those are not missing.
    """
    found = [*understood.doubts]
    if understood.is_in_order and any(episode.code.season for episode in built.pack.episodes):
        found.append(Doubt(_IN_ORDER, Meaning.NUMBER))
    found += _of_characters(understood)
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


def _of_characters(understood: Understood) -> Iterator[Doubt]:
    """Yield columns of characters that may be those of other actors: fewer columns have characters than have actors."""
    actors, characters = (understood.indexes(meaning) for meaning in (Meaning.ACTOR, Meaning.CHARACTER))
    for actor in actors if len(characters) < len(actors) else ():
        if (column := understood.characters_of(actor)) is not None:
            names = understood.table.columns
            words = f"“{names[column]}” is taken for the characters of “{names[actor]}” alone. If that is right, add "
            yield Doubt(f'{words}--map character="{names[column]}".', Meaning.CHARACTER)


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
    if years := [str(season.number) for season in shown if season.number >= _FIRST_YEAR]:
        word = "Season" if len(years) == 1 else "Seasons"
        yield Doubt(
            f"{word} {_listed(years)} may be years. If the show numbers its seasons so, add --map season=COLUMN.",
            Meaning.SEASON,
        )
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
    if season.number > 1 and may_run_on(season.number, first):
        words = f"Season {season.number} begins with episode {first}. Does its number count all seasons?"
        yield Doubt(f"{words} If it is right, add --map episode=COLUMN.", Meaning.NUMBER)
    # A table with few of a season's episodes is plainly not about all of them.
    if between and len(season.episodes) >= max(_FEW, 2 * len(between)):
        word = "episode" if len(between) == 1 else "episodes"
        yield Doubt(f"Season {season.number} has no {word} {in_short(between[:_MOST_NUMBERS])}.")


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
    """Yield days that are years away, and seasons whose days go back and forth, as if days were taken for months."""
    far = [f"{episode.code} on {episode.aired}" for episode in built.pack.episodes
           if episode.aired and episode.aired > built.today + _FAR]  # fmt: skip
    if far:
        yield Doubt(f"{_listed(far)}: is the date read wrongly? It is years away.", Meaning.AIRED)
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
    is_small = name == name.lower() != name.upper() or _has_small_word(name)
    is_answer = name.casefold() in _ANSWERS
    return is_long or is_small or is_answer or is_glued(name) or bool(_NO_NAME.search(name))


def _has_small_word(name: str) -> bool:
    words = _SMALL_WORD.findall(name)
    return any(word == word.lower() != word.upper() and word not in _WITHIN_NAMES for word in words)


def _listed(things: list[str]) -> str:
    shown = ", ".join(things[:_EXAMPLES])
    return f"{shown} and {len(things) - _EXAMPLES:,} more" if len(things) > _EXAMPLES else shown

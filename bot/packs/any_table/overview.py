"""What would be taken from a table, so that a person can see whether it is right."""

from collections import Counter
from dataclasses import dataclass

from bot.domain.facts import Kind
from bot.packs.any_table.building import Built
from bot.packs.model import Pack

_MOST_PEOPLE = 5
_KINDS = (Kind.DIRECTOR, Kind.WRITER, Kind.CAST, Kind.CREW)


@dataclass(frozen=True, slots=True)
class SeasonShown:
    """A season with the numbers of its episodes, those missing up to the last, and those in several rows."""

    number: int
    episodes: tuple[int, ...]
    missing: tuple[int, ...]
    twice: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class PeopleShown:
    """How many people the facts of a kind name, and the most frequent ones with the number of their episodes."""

    kind: Kind
    count: int
    frequent: tuple[tuple[str, int], ...]


def seasons_in(built: Built) -> tuple[SeasonShown, ...]:
    """Return the seasons that a table would make, in order."""
    numbers: dict[int, set[int]] = {season.number: set() for season in built.pack.seasons}
    for episode in built.pack.episodes:
        numbers.setdefault(episode.code.season, set()).add(episode.code.number)
    return tuple(_shown(season, numbers[season], built) for season in sorted(numbers))


def _shown(season: int, numbers: set[int], built: Built) -> SeasonShown:
    missing = set(range(1, max(numbers, default=0))) - numbers if season else set[int]()
    twice = {code.number for code, rows in built.rows_of.items() if code.season == season and rows > 1}
    return SeasonShown(season, tuple(sorted(numbers)), tuple(sorted(missing)), tuple(sorted(twice)))


def people_in(pack: Pack) -> tuple[PeopleShown, ...]:
    """Return the people that a table names, by what they did."""
    shown: list[PeopleShown] = []
    for kind in _KINDS:
        counts: Counter[str] = Counter()
        for fact in pack.facts:
            if fact.kind is kind:
                counts.update({pack.people[key].name: max(len(fact.codes), 1) for key in fact.people})
        if counts:
            shown.append(PeopleShown(kind, len(counts), tuple(counts.most_common(_MOST_PEOPLE))))
    return tuple(shown)


def in_short(numbers: tuple[int, ...]) -> str:
    """Return numbers with those that follow each other as one: 1–5, 7."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and runs[-1][-1] + 1 == number:
            runs[-1].append(number)
        else:
            runs.append([number])
    return ", ".join(str(run[0]) if len(run) == 1 else f"{run[0]}–{run[-1]}" for run in runs)

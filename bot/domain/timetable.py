"""Which episode of a show aired last, and what airs next."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from bot.domain.airing import SeasonDates, best_releases, season_dates
from bot.domain.codes import EpisodeCode
from bot.domain.dates import PartialDate
from bot.domain.facts import Episode, Known


@dataclass(frozen=True, slots=True)
class Slot:
    """An episode, or a season without one on record, with its air date and the fact that gives it.

    `known` is None if the day is in the catalogue alone, `date` if there is none.
    """

    season: int
    episode: Episode | None
    date: PartialDate | None = None
    known: Known | None = None


class Timetable:
    """The episodes of some seasons of a show, specials among them, with their dates."""

    def __init__(self, episodes: Iterable[Episode], releases: Iterable[Known]) -> None:
        self._episodes = sorted({episode.code: episode for episode in episodes}.values(), key=lambda each: each.code)
        self._of_seasons: dict[int, list[Known]] = {episode.code.season: [] for episode in self._episodes}
        self._of_episodes: dict[EpisodeCode, list[Known]] = {}
        for known in releases:
            for season in known.fact.seasons:
                self._of_seasons.setdefault(season, []).append(known)
            for episode in known.fact.episodes:
                self._of_episodes.setdefault(episode.code, []).append(known)
        self._dates = {number: self._season(number) for number in sorted(self._of_seasons)}

    def latest(self, day: date) -> Slot | None:
        """The last episode that has aired by that day, specials left out."""
        aired = [episode for episode in self._regular if self._has_aired(episode, day)]
        return self._slot(aired[-1]) if aired else None

    def next(self, day: date) -> Slot | None:
        """What airs first on that day or later; without such a date, the first episode that has not aired."""
        if dated := [slot for slot in self._slots() if self._is_to_come(slot, day)]:
            return min(dated, key=_when)
        waiting = [episode for episode in self._regular if not self._has_aired(episode, day)]
        return self._slot(waiting[0]) if waiting else None

    def has_begun(self, season: int, day: date) -> bool:
        """Whether anything of a season has aired by that day."""
        return season in self._dates and self._dates[season].of_season().aired_by(day)

    def together(self, slot: Slot) -> int:
        """How many episodes of its season air on the same date as this one, itself among them."""
        dates = self._dates[slot.season].episodes.values()
        return sum(date == slot.date for date in dates) or 1

    def _season(self, number: int) -> SeasonDates:
        own = (episode for episode in self._episodes if episode.code.season == number)
        later = [episode.aired for episode in self._regular if episode.aired and episode.code.season > number > 0]
        return season_dates(number, own, self._of_seasons[number], min(later, default=None))

    @property
    def _regular(self) -> list[Episode]:
        return [episode for episode in self._episodes if episode.code.season > 0]

    def _has_aired(self, episode: Episode, day: date) -> bool:
        return self._dates[episode.code.season].of_episode(episode.code).aired_by(day)

    def _is_to_come(self, slot: Slot, day: date) -> bool:
        if slot.date is None or slot.date.last < day:
            return False
        dates = self._dates[slot.season]
        airs = dates.of_episode(slot.episode.code) if slot.episode else dates.of_season()
        return slot.date.first >= day or not airs.aired_by(day)

    def _slots(self) -> list[Slot]:
        """The episodes; if none of a season has a date, the date of the season is that of its first."""
        seasons = (
            Slot(number, self._first_of(number), dates.release, self._fact_of(number))
            for number, dates in self._dates.items()
            if dates.release and not dates.dated
        )
        return [*seasons, *map(self._slot, self._episodes)]

    def _first_of(self, season: int) -> Episode | None:
        return next((episode for episode in self._episodes if episode.code.season == season), None)

    def _slot(self, episode: Episode) -> Slot:
        season = episode.code.season
        own = best_releases(self._of_episodes.get(episode.code, ()))
        return Slot(season, episode, self._dates[season].episodes.get(episode.code), own[0] if own else None)

    def _fact_of(self, season: int) -> Known | None:
        own = best_releases(known for known in self._of_seasons[season] if known.fact.subject == (season,))
        return own[0] if own else None


def _when(slot: Slot) -> tuple[date, bool, int, int]:
    assert slot.date is not None
    number = slot.episode.code.number if slot.episode else 0
    return slot.date.first, slot.season == 0, slot.season, number

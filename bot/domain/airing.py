"""Whether something has aired. Of what has not, nobody has said more; of what has, more is known but not on record."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import accumulate

from bot.domain.certainty import best_attested
from bot.domain.codes import EpisodeCode
from bot.domain.dates import PartialDate
from bot.domain.facts import Episode, Known


@dataclass(frozen=True, slots=True)
class AirDates:
    """What is on record of when an episode or a season airs.

    `own` is its air date, `season` the release of the episode's season, `later` the first day on which something that
    comes after it has aired, `earlier` the first day on which all episodes of its season before it can have.
    """

    own: PartialDate | None = None
    season: PartialDate | None = None
    later: date | None = None
    earlier: date | None = None

    def own_decides(self, day: date) -> bool:
        """Whether its own air date says if it has aired by that day, which does not lie within an imprecise one."""
        return self.own is not None and not self.own.first <= day < self.own.last

    def aired_by(self, day: date) -> bool:
        """Whether it has aired by that day.

        Its own air date decides. If that does not, it has aired if its season was released or something later has
        aired; otherwise it has not. Of a season that airs week by week the release is only the first episode's, so it
        does not count while an earlier episode has not aired.
        """
        if self.own is not None and self.own_decides(day):
            return self.own.last <= day
        released = self.season is not None and self.season.last <= day and not (self.earlier and self.earlier > day)
        return released or (self.later is not None and self.later <= day)


@dataclass(frozen=True, slots=True)
class SeasonDates:
    """The dates of a season and its episodes. `after` is the first day on which an episode of a later season airs.

    `dated` are the episodes with a date in order. `first` has for each the first day on which it or a later episode of
    the season has aired, `last` the first day on which it and all earlier ones can have.
    """

    release: PartialDate | None
    episodes: Mapping[EpisodeCode, PartialDate]
    dated: tuple[EpisodeCode, ...]
    first: tuple[date, ...]
    last: tuple[date, ...]
    after: date | None = None

    def of_season(self) -> AirDates:
        """The dates that decide whether the season has aired."""
        return AirDates(own=self.release, later=self._first_from(0))

    def of_episode(self, code: EpisodeCode) -> AirDates:
        """The dates that decide whether an episode of the season has aired."""
        place = bisect_left(self.dated, code)
        earlier = self.last[place - 1] if place else None
        later = self._first_from(bisect_right(self.dated, code))
        return AirDates(self.episodes.get(code), self.release, later, earlier)

    def _first_from(self, place: int) -> date | None:
        days = (*self.first[place : place + 1], *([self.after] if self.after else []))
        return min(days, default=None)


def season_dates(
    season: int, episodes: Iterable[Episode], releases: Iterable[Known], after: date | None = None
) -> SeasonDates:
    """The dates of a season: of each episode what is released of it, else the day in the catalogue."""
    releases = tuple(releases)
    own = air_date(known for known in releases if known.fact.subject == (season,))
    dates = episode_dates(episodes, releases)
    dated = sorted(code for code in dates if code.season == season)
    first = list(accumulate((dates[code].last for code in reversed(dated)), min))
    last = accumulate((dates[code].first for code in dated), max)
    return SeasonDates(own, dates, tuple(dated), tuple(reversed(first)), tuple(last), after)


def episode_dates(episodes: Iterable[Episode], releases: Iterable[Known]) -> dict[EpisodeCode, PartialDate]:
    """The air date of each episode that has one."""
    of_day = {episode.code: PartialDate.of_day(episode.aired) for episode in episodes if episode.aired}
    said: dict[EpisodeCode, list[Known]] = {}
    for known in releases:
        for episode in known.fact.episodes:
            said.setdefault(episode.code, []).append(known)
    return of_day | {code: released for code, known in said.items() if (released := air_date(known))}


def air_date(releases: Iterable[Known]) -> PartialDate | None:
    """The date of the best attested of these facts that is sure, or the date within it that refines it."""
    best = next(iter(best_releases(releases)), None)
    return best.fact.released if best else None


def best_releases(releases: Iterable[Known]) -> tuple[Known, ...]:
    """The facts with a date that are sure, best attested first, without dates that another one refines."""
    dated = [known for known in releases if known.fact.released and known.certainty.status.is_sure]
    return best_attested(known for known in dated if not refined(known, dated))


def refined(release: Known, among: Iterable[Known]) -> bool:
    """Whether another of these dates lies within this vaguer one, and takes its place."""
    span = release.fact.released
    others = (known.fact.released for known in among if known is not release)
    return span is not None and any(other is not None and other != span and span.covers(other) for other in others)

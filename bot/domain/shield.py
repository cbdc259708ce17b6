"""What lies beyond a spoiler boundary: the one rule for answers, completions and posts.

What is covered is left out before anything is counted, sorted or found, so that an answer can't give away that it is
there. Where a field leaves open whether it tells of something later, it is covered.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from bot.domain.boundaries import EVERYTHING, NOTHING, Boundary
from bot.domain.codes import EpisodeCode
from bot.domain.facts import Billing, Claim, Episode, Fact, Kind

_OPEN_KINDS = (Kind.DIRECTOR, Kind.WRITER, Kind.CREW, Kind.RELEASE, Kind.RENEWAL)
"""Who made something, when it airs and how it goes on is no plot."""


@dataclass(frozen=True, slots=True)
class Shield:
    """How far an answer goes. `opens`: what is marked as a spoiler of an episode before that is shown in the open."""

    upto: Boundary
    opens: bool


@dataclass(frozen=True, slots=True)
class Scope:
    """A season, or an episode of it, that a fact is about."""

    season: int
    episode: EpisodeCode | None = None


@dataclass(frozen=True, slots=True)
class Outline:
    """What the rule looks at in a fact. `spoils` are the episodes that the fact and its character's name give away.

    `said` is the day on which it was said first; None if no claim has a day.
    """

    kind: Kind
    billing: Billing | None
    scopes: tuple[Scope, ...]
    spoils: tuple[EpisodeCode, ...]
    said: date | None


def outline_of(fact: Fact) -> Outline:
    """What the rule looks at in a fact."""
    of_episodes = {episode.code.season for episode in fact.episodes}
    scopes = (
        *(Scope(episode.code.season, episode.code) for episode in fact.episodes),
        *(Scope(season) for season in fact.seasons if season not in of_episodes),
    )
    spoils = tuple(each for each in (fact.spoils, fact.character.spoils if fact.character else None) if each)
    said = [claim.published.last for claim in fact.claims if claim.published]
    return Outline(fact.kind, fact.billing, scopes, spoils, min(said, default=None))


def still_on_record(upto: Boundary, aired: Iterable[EpisodeCode], seasons: Iterable[int]) -> Boundary:
    """Return the boundary, or the first episode if what it names is not on record: nobody knows what lies before it.

    `aired` are the episodes on record, and `seasons` the seasons, also those without an episode.
    """
    if upto.is_whole_season and upto not in (NOTHING, EVERYTHING):
        is_there = upto.season in seasons or any(code.season == upto.season for code in aired)
    else:
        is_there = upto.code is None or upto.code in aired
    if is_there:
        return upto
    first = min((code for code in aired if code.season), default=None)
    return min(upto, Boundary.at(first)) if first else NOTHING


class Sight:
    """What somebody sees of a show who knows it up to a boundary.

    `aired` has the air dates of its episodes; `sizes` has its seasons, each with how many episodes it has, if known.
    """

    def __init__(
        self, upto: Boundary, aired: Mapping[EpisodeCode, date | None], sizes: Mapping[int, int | None] | None = None
    ) -> None:
        sizes = sizes or {}
        regular = sorted(code for code in aired if code.season)
        self.upto = upto = still_on_record(upto, aired, sizes)
        self._aired = aired
        seen = [code for code in regular if Boundary.at(code) <= upto]
        unseen = regular[len(seen) :]
        self.next: EpisodeCode | None = unseen[0] if unseen else None
        """The first episode beyond the boundary. Its title is no spoiler."""
        self._first_unseen = min((day for code in unseen if (day := aired[code])), default=None)
        self._last_seen = max((day for code in seen if (day := aired[code])), default=None)
        if not seen and self._first_unseen is not None:
            self._last_seen = self._first_unseen - timedelta(days=1)
        self._finished = {
            season
            for season, number in Counter(code.season for code in seen).items()
            if self._is_over(season, number, sizes.get(season))
        }

    def has_seen(self, code: EpisodeCode) -> bool:
        """Whether an episode lies before the boundary. A special does if it aired before the first unseen episode."""
        if self.upto == EVERYTHING:
            return True
        if code.season:
            return Boundary.at(code) <= self.upto
        day = self._aired.get(code)
        if self.next is None:
            return self.upto != NOTHING
        if day is None:
            return False
        before_unseen = self._first_unseen is not None and day < self._first_unseen
        return before_unseen or (self._last_seen is not None and day <= self._last_seen)

    def has_begun(self, season: int) -> bool:
        """Whether an episode of a season was seen."""
        return Boundary(season, 1) <= self.upto

    def has_finished(self, season: int) -> bool:
        """Whether no episode of a season lies beyond the boundary; the last one on record may not be its last."""
        return Boundary.of_season(season) <= self.upto or season in self._finished

    def _is_over(self, season: int, seen: int, size: int | None) -> bool:
        """Whether so many seen episodes are all that a season has."""
        if self.next is not None and self.next.season <= season:
            return False
        return seen >= size if size else self.next is not None

    def shows_title(self, code: EpisodeCode) -> bool:
        """Whether an episode's title is no spoiler: those that were seen, and the next one."""
        return self.has_seen(code) or code == self.next

    def shows_words(self, said: date | None) -> bool:
        """Whether words of a source, such as its headline, are of a day on which they could tell nothing later."""
        if self.upto == EVERYTHING:
            return True
        if said is None or self._last_seen is None or said > self._last_seen:
            return False
        # Of a day on which episodes beyond the boundary came out too, nobody knows which it is about.
        return self._first_unseen is None or said < self._first_unseen

    def has_more(self, today: date) -> bool:
        """Whether an episode beyond the boundary has aired by a day."""
        return self._first_unseen is not None and self._first_unseen <= today

    def kept(self, outline: Outline) -> tuple[Scope, ...] | None:
        """What of a fact's scope is open; None if the fact is covered whole."""
        if not all(map(self.has_seen, outline.spoils)):
            return None
        if self.upto == EVERYTHING or outline.kind in _OPEN_KINDS:
            return outline.scopes
        if outline.kind is Kind.CAST:
            return self._kept_of_role(outline)
        return outline.scopes if self._shows_news(outline) else None

    def fact(self, fact: Fact, *, opens: bool) -> Fact | None:
        """A fact with what of it is open; None if it is covered whole. `opens`: its mark as a spoiler is passed.

        What a later fact did to it is left out, since that one may be covered.
        """
        scopes = self.kept(outline_of(fact))
        if scopes is None:
            return None
        codes = {scope.episode for scope in scopes if scope.episode}
        character = fact.character
        if opens and character is not None and character.spoils is not None:
            character = replace(character, spoils=None)
        return replace(
            fact,
            seasons=tuple(season for season in fact.seasons if season in {scope.season for scope in scopes}),
            episodes=tuple(self.episode(episode) for episode in fact.episodes if episode.code in codes),
            claims=tuple(map(self.claim, fact.claims)),
            character=character,
            spoils=None if opens else fact.spoils,
            settled_by=None,
            outcome=None,
        )

    def episode(self, episode: Episode) -> Episode:
        """An episode, without its title where that is a spoiler."""
        return episode if self.shows_title(episode.code) else replace(episode, title=None)

    def claim(self, claim: Claim) -> Claim:
        """A claim, without words of its source that may tell of something later."""
        if self.shows_words(claim.published.last if claim.published else None):
            return claim
        return replace(claim, note=None, source=replace(claim.source, title=None, url=None))

    def _kept_of_role(self, outline: Outline) -> tuple[Scope, ...] | None:
        is_main = outline.billing is Billing.MAIN
        if not outline.scopes:
            return () if is_main else None
        open_scopes = self._open_scopes(outline.scopes, is_main=is_main)
        return open_scopes or None

    def _open_scopes(self, scopes: Sequence[Scope], *, is_main: bool) -> tuple[Scope, ...]:
        return tuple(scope for scope in scopes if self._shows_role(scope, is_main=is_main))

    def _shows_role(self, scope: Scope, *, is_main: bool) -> bool:
        """Whether a part of a role is open: the main cast of a season that has begun, others from their episode on."""
        if scope.season and is_main:
            return self.has_begun(scope.season)
        if scope.episode is not None:
            return self.has_seen(scope.episode)
        return self.has_finished(scope.season) if scope.season else False

    def _shows_news(self, outline: Outline) -> bool:
        for scope in outline.scopes:
            if scope.episode is not None:
                if not self.has_seen(scope.episode):
                    return False
            elif not self.has_begun(scope.season):
                return False
        is_settled = bool(outline.scopes) and all(
            scope.episode is not None or self.has_finished(scope.season) for scope in outline.scopes
        )
        return is_settled or self.shows_words(outline.said)

"""What the reading of facts must give, worked out from the tables in plain Python.

Each method of `PlainFacts` goes by the name of the one of FactGateway, and returns the ids of revisions.
"""

from __future__ import annotations

import sqlite3
import sys
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import zip_longest
from typing import Any, TypeAlias

from bot.domain.codes import EpisodeCode
from bot.domain.facts import NEWS_KINDS, Kind, Weight
from bot.domain.questions import Thing, What
from bot.store.gateways.facts import NewsFilter
from bot.store.gateways.revisions import BASE

_RANKS = {"main": 0, "recurring": 1, "supporting": 1, "guest": 2, None: 3}
Ids: TypeAlias = list[int]


@dataclass(frozen=True, slots=True)
class Seen:
    """A fact in the revision that a server sees. `places` are ids of seasons, each with that of an episode or None."""

    id: int
    revision: int
    show: int
    kind: str
    statement: str | None
    billing: str | None
    character: int | None
    settled_by: int | None
    people: tuple[int, ...]
    places: tuple[tuple[int, int | None], ...]
    known_from: str
    latest_news: str | None

    @property
    def rank(self) -> int:
        """A role's place by its billing."""
        return _RANKS[self.billing]

    @property
    def role(self) -> tuple[int, int]:
        """The person and the character of a role."""
        return self.people[0], self.character or 0

    @property
    def whole(self) -> bool:
        """Whether it is about no episode in particular."""
        return all(episode is None for _, episode in self.places)


@dataclass
class PlainFacts:
    """Reads a database of few rows whole."""

    connection: sqlite3.Connection
    _seen: dict[int, list[Seen]] = field(default_factory=dict[int, list[Seen]])

    def rows(self, sql: str, *parameters: object) -> list[Any]:
        """Return all rows."""
        return self.connection.execute(sql, parameters).fetchall()

    def current(self, guild: int) -> list[Seen]:
        """All facts that a server sees, by id."""
        if guild not in self._seen:
            heads: dict[int, int] = {}
            for layer in (BASE, guild):  # a server's own come second and replace the base's
                heads |= dict(
                    tuple(row) for row in self.rows("SELECT fact_id, revision_id FROM head WHERE layer = ?", layer)
                )
            found = [self._of(heads[fact]) for fact in sorted(heads)]
            self._seen[guild] = [seen for seen in found if seen is not None]
        return self._seen[guild]

    def _of(self, revision: int) -> Seen | None:
        [row] = self.rows(
            "SELECT f.id, f.show_id, f.kind, r.* FROM revision r JOIN fact f ON f.id = r.fact_id WHERE r.id = ?",
            revision,
        )
        if row["retired"]:
            return None
        claims = self.rows("SELECT counts_from, published FROM claim WHERE revision_id = ?", revision)
        dated = [claim["counts_from"] for claim in claims if claim["published"] or row["kind"] in NEWS_KINDS]
        credits_ = self.rows("SELECT person_id FROM credit WHERE revision_id = ? ORDER BY position", revision)
        places = self.rows("SELECT season_id, episode_id FROM scope WHERE revision_id = ? ORDER BY position", revision)
        return Seen(
            row["fact_id"], revision, row["show_id"], row["kind"], row["statement"], row["billing"],
            row["character_id"], row["settled_by"], tuple(person for (person,) in credits_),
            tuple((season, episode) for season, episode in places),
            min(claim["counts_from"] for claim in claims), max(dated, default=None),
        )  # fmt: skip

    def _of_kind(self, guild: int, kind: Kind, *, known_by: date | None = None) -> list[Seen]:
        return [
            seen
            for seen in self.current(guild)
            if seen.kind == kind and (known_by is None or seen.known_from <= known_by.isoformat())
        ]

    def _season(self, guild: int, show: int, number: int) -> set[int]:
        """The ids of a season, of which base and server may each have one."""
        sql = "SELECT id FROM season WHERE show_id = ? AND layer IN (0, ?) AND number = ?"
        return {season for (season,) in self.rows(sql, show, guild, number)}

    def _episode(self, guild: int, show: int, code: EpisodeCode) -> set[int]:
        sql = "SELECT id FROM episode WHERE season_id = ? AND layer IN (0, ?) AND number = ?"
        seasons = self._season(guild, show, code.season)
        return {episode for season in seasons for (episode,) in self.rows(sql, season, guild, code.number)}

    def _about_season(self, guild: int, show: int, number: int) -> list[Seen]:
        seasons = self._season(guild, show, number)
        return [seen for seen in self.current(guild) if any(season in seasons for season, _ in seen.places)]

    def _about_episode(self, guild: int, show: int, code: EpisodeCode) -> list[Seen]:
        episodes = self._episode(guild, show, code)
        return [seen for seen in self.current(guild) if any(episode in episodes for _, episode in seen.places)]

    def cast_of_character(self, guild: int, character: int) -> Ids:
        """In order of change."""
        return sorted(seen.revision for seen in self._of_kind(guild, Kind.CAST) if seen.character == character)

    def credits_of_person(self, guild: int, show: int | None, person: int, kind: Kind) -> Ids:
        """In order of change."""
        found = self._of_kind(guild, kind)
        return sorted(seen.revision for seen in found if person in seen.people and show in (None, seen.show))

    def work_of_person(self, guild: int, show: int | None, person: int) -> Ids:
        """Roles and jobs, in order of change."""
        found = [*self._of_kind(guild, Kind.CAST), *self._of_kind(guild, Kind.CREW)]
        return sorted(seen.revision for seen in found if person in seen.people and show in (None, seen.show))

    def about_later_seasons(self, guild: int, show: int, season: int, day: date) -> Ids:
        """What shows that there are seasons after this one, in order of change."""
        later = self.rows(
            "SELECT id FROM season WHERE show_id = ? AND layer IN (0, ?) AND number > ?", show, guild, season
        )
        seasons = {found for (found,) in later}
        return sorted(
            seen.revision
            for seen in self.current(guild)
            if seen.kind not in (Kind.NEWS, Kind.RENEWAL)
            and seen.known_from <= day.isoformat()
            and any(place in seasons for place, _ in seen.places)
        )

    def cast_of_show(self, guild: int, show: int, day: date, *, most: int, skip: int) -> Ids:
        """Characters by prominence, in turn with each of their roles by the fact's id."""
        known = {seen.character for seen in self._of_kind(guild, Kind.CAST, known_by=day)}
        sql = "SELECT id FROM character WHERE show_id = ? AND layer IN (0, ?) ORDER BY prominence, id"
        characters = [character for (character,) in self.rows(sql, show, guild) if character in known]
        roles = self._of_kind(guild, Kind.CAST)
        page = characters[skip : skip + most]
        return _in_turn([[seen for seen in roles if seen.character == character] for character in page])

    def cast_of_season(self, guild: int, show: int, season: int, day: date, *, most: int, skip: int) -> Ids:
        """Roles by billing and id of their first fact, in turn with each of their facts by id."""
        roles = self._roles(self._known_of_season(guild, show, season, day))
        return _in_turn([sorted(facts, key=lambda seen: seen.id) for facts in roles[skip : skip + most]])

    def _known_of_season(self, guild: int, show: int, season: int, day: date) -> list[Seen]:
        about = self._about_season(guild, show, season)
        return [seen for seen in self._of_kind(guild, Kind.CAST, known_by=day) if seen in about]

    def _roles(self, facts: Iterable[Seen]) -> list[list[Seen]]:
        grouped: dict[tuple[int, int], list[Seen]] = {}
        for seen in sorted(facts, key=lambda seen: (seen.rank, seen.id)):
            grouped.setdefault(seen.role, []).append(seen)
        return list(grouped.values())

    def cast_of_no_season(self, guild: int, show: int) -> Ids:
        """The main cast's roles of the whole show, by id."""
        return [
            seen.revision
            for seen in self._of_kind(guild, Kind.CAST)
            if seen.show == show and not seen.places and seen.billing == "main" and seen.character
        ]

    def credits_of_season(self, guild: int, show: int, season: int, kind: Kind) -> Ids:
        """In order of change."""
        return sorted(seen.revision for seen in self._about_season(guild, show, season) if seen.kind == kind)

    def of_kind_about(self, guild: int, show: int, code: EpisodeCode, kind: Kind) -> Ids:
        """About an episode, in any order; here in that of change."""
        return sorted(seen.revision for seen in self._about_episode(guild, show, code) if seen.kind == kind)

    def overview_of_season(
        self, guild: int, show: int, season: int, day: date, most_roles: int
    ) -> tuple[set[int], Ids, int]:
        """Revisions about the season, those of the whole show by the fact's id, and how many roles there are."""
        cast = [seen for seen in self._known_of_season(guild, show, season, day) if seen.whole and seen.rank in (0, 3)]
        settled = {seen.id for seen in cast}
        roles = self._roles(seen for seen in cast if seen.settled_by not in settled)
        others = [
            seen
            for seen in self._about_season(guild, show, season)
            if seen.kind in (Kind.DIRECTOR, Kind.RELEASE, Kind.CREW) or (seen.kind == Kind.NEWS and seen.whole)
        ]
        others += [
            seen
            for seen in self.current(guild)
            if seen.show == show and (seen.kind == Kind.RENEWAL or (seen.kind == Kind.CREW and not seen.places))
        ]
        of_season = {seen.revision for seen in (*others, *(seen for role in roles[:most_roles] for seen in role))}
        return of_season, self.cast_of_no_season(guild, show), len(roles)

    def of_episode(self, guild: int, show: int, code: EpisodeCode) -> tuple[set[int], Ids, int]:
        """Revisions about the episode or its season, and those of the whole show."""
        of_no_episode = (Kind.RENEWAL, Kind.CREW)
        own = [seen for seen in self._about_episode(guild, show, code) if seen.kind not in of_no_episode]
        of_season = [
            seen
            for seen in self._about_season(guild, show, code.season)
            if seen.whole and (seen.kind == Kind.DIRECTOR or (seen.kind == Kind.CAST and seen.billing == "main"))
        ]
        return {seen.revision for seen in (*own, *of_season)}, self.cast_of_no_season(guild, show), 0

    def news(self, guild: int, show: int, day: date, about: NewsFilter, most: int) -> Ids:
        """The latest first, and then by id."""
        seasons = None if about.season is None else self._season(guild, show, about.season)
        found = [
            seen
            for seen in self.current(guild)
            if seen.show == show
            and seen.latest_news is not None
            and seen.known_from <= day.isoformat()
            and (seasons is None or any(season in seasons for season, _ in seen.places))
            and (about.thing is None or about.thing in _things(seen))
        ]
        found.sort(key=lambda seen: seen.latest_news or "", reverse=True)  # keeps the order of ids
        return [seen.revision for seen in found[:most]]

    def by_id(self, guild: int, ids: Sequence[int]) -> Ids:
        """In the order of the ids."""
        found = {seen.id: seen.revision for seen in self.current(guild)}
        return [found[fact] for fact in ids if fact in found]

    def about(self, guild: int, show: int, thing: Thing | EpisodeCode, most: int) -> Ids:
        """By the fact's id."""
        if isinstance(thing, EpisodeCode):
            found = self._about_episode(guild, show, thing)
        elif thing.what is What.SEASON:
            found = self._about_season(guild, show, thing.id)
        else:
            found = [seen for seen in self.current(guild) if seen.show == show and thing.id in _things(seen)]
        return [seen.revision for seen in found[:most]]

    def renewals(self, guild: int, show: int) -> Ids:
        """The newest first."""
        return self.of_kind(guild, show, Kind.RENEWAL, sys.maxsize)

    def of_kind(self, guild: int, show: int, kind: Kind, most: int) -> Ids:
        """The newest first."""
        return self._newest(guild, show, most, lambda seen: seen.kind == kind)

    def in_words(self, guild: int, show: int, kind: Kind, most: int) -> Ids:
        """Of the newest of a kind, the newest first."""
        stated = set(self._newest(guild, show, sys.maxsize, lambda seen: seen.statement is not None))
        return [revision for revision in self.of_kind(guild, show, kind, most) if revision in stated]

    def retired(self, guild: int, show: int, most: int) -> Ids:
        """The last first."""
        sql = """SELECT r.id FROM head h JOIN revision r ON r.id = h.revision_id
            WHERE h.layer = ? AND h.layer <> 0 AND h.show_id = ? AND r.retired = 1 ORDER BY r.made_at DESC"""
        return [revision for (revision,) in self.rows(sql, guild, show)][:most]

    def stale(self, guild: int, show: int, before: datetime, *, most: int, skip: int) -> Ids:
        """Ids of facts, rumours first, then those that nobody looked at for longest."""
        found: list[tuple[bool, str, int]] = []
        for seen in self.current(guild):
            [(made_at,)] = self.rows("SELECT made_at FROM revision WHERE id = ?", seen.revision)
            looks = self.rows("SELECT looked_at FROM second_look WHERE guild_id = ? AND fact_id = ?", guild, seen.id)
            looked_at = looks[0][0] if looks else made_at
            weights = {
                weight for (weight,) in self.rows("SELECT weight FROM claim WHERE revision_id = ?", seen.revision)
            }
            is_old = max(made_at, looked_at) < before.isoformat()
            if seen.show == show and is_old and seen.settled_by is None and Weight.CONFIRMED not in weights:
                found.append((Weight.REPORTED in weights, looked_at, seen.id))
        return [fact for _, _, fact in sorted(found)][skip : skip + most]

    def behind_base(self, guild: int, most: int) -> Ids:
        """Ids of facts."""
        sql = """SELECT r.fact_id, r.base_revision_id FROM head h JOIN revision r ON r.id = h.revision_id
            WHERE h.layer = ? AND h.layer <> 0 AND r.base_revision_id IS NOT NULL ORDER BY r.fact_id"""
        base = dict(tuple(row) for row in self.rows("SELECT fact_id, revision_id FROM head WHERE layer = 0"))
        return [fact for fact, over in self.rows(sql, guild) if base[fact] != over][:most]

    def _newest(self, guild: int, show: int, most: int, is_meant: Callable[[Seen], bool]) -> Ids:
        found = [seen.revision for seen in self.current(guild) if seen.show == show and is_meant(seen)]
        return found[::-1][:most]


def _in_turn(groups: Sequence[Sequence[Seen]]) -> Ids:
    """The first of each, then the second of each, …"""
    return [seen.revision for turn in zip_longest(*groups) for seen in turn if seen is not None]


def _things(seen: Seen) -> set[int | None]:
    return {*seen.people, seen.character, *(episode for _, episode in seen.places)}

"""Reading facts as a server sees them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from bot.domain.codes import EpisodeCode
from bot.domain.facts import Fact, Kind
from bot.domain.matching import NameMatch, NameRole, prefix_bounds
from bot.domain.questions import Thing, What
from bot.store.database import Gateway, Row, load_queries
from bot.store.gateways.names import shelves, to_match
from bot.store.rows import id_parameters, to_facts, to_utc_text

_sql = load_queries("facts")
_IDS_A_STATEMENT = 4
_CAST_SHELVES = shelves((NameRole.ACTOR, NameRole.CHARACTER), 2)


@dataclass(frozen=True, slots=True)
class NewsFilter:
    """What news is narrowed to; None leaves a field open."""

    person: int | None = None
    character: int | None = None
    season: int | None = None
    episode: int | None = None


class FactGateway(Gateway):
    async def _facts(self, query: Any, **parameters: object) -> tuple[Fact, ...]:
        return to_facts(await query(self._executor, **parameters))

    async def cast_of_character(self, guild: int, character: int) -> tuple[Fact, ...]:
        return await self._facts(_sql.cast_of_character, guild=guild, character=character)

    async def cast_named(
        self,
        guild: int,
        show: int | None,
        key: str,
        day: date,
        choose: Callable[[Sequence[NameMatch]], NameMatch | None],
        most: int,
    ) -> tuple[NameMatch, tuple[Fact, ...]] | None:
        """The actor or character that `choose` picks among those with a name beginning with this key, with all roles.

        It picks from those of a show (None: the server's own) with a role on record; past 2 × `most` the less prominent
        are left out. None if it picks none.
        """
        low, high = prefix_bounds(key)
        rows: list[Row] = await _sql.cast_of_named(
            self._executor, guild=guild, show=show, day=day.isoformat(), low=low, high=high, most=most, **_CAST_SHELVES
        )
        grouped: dict[NameMatch, list[Row]] = {}
        for row in rows:
            grouped.setdefault(to_match(row), []).append(row)
        chosen = choose(tuple(grouped))
        return (chosen, to_facts(grouped[chosen])) if chosen else None

    async def credits_of_person(self, guild: int, show: int | None, person: int, kind: Kind) -> tuple[Fact, ...]:
        """A person's credits of one kind in a show (None: the server's own, or every show where it has none)."""
        return await self._facts(_sql.credits_of_person, guild=guild, show=show, person=person, kind=kind)

    async def cast_of_show(self, guild: int, show: int, day: date, *, most: int, skip: int) -> tuple[Fact, ...]:
        """The roles of `most` characters after the first `skip`, the prominent first."""
        return await self._facts(_sql.cast_of_show, guild=guild, show=show, day=day.isoformat(), most=most, skip=skip)

    async def cast_of_season(
        self, guild: int, show: int, season: int, day: date, *, most: int, skip: int
    ) -> tuple[Fact, ...]:
        """`most` roles of a season after the first `skip`, the prominent first."""
        return await self._facts(
            _sql.cast_of_season, guild=guild, show=show, season=season, day=day.isoformat(), most=most, skip=skip
        )

    async def cast_of_no_season(self, guild: int, show: int) -> tuple[Fact, ...]:
        """The main cast's roles that are on record for the show as a whole."""
        return await self._facts(_sql.cast_of_no_season, guild=guild, show=show)

    async def credits_of_season(self, guild: int, show: int, season: int, kind: Kind) -> tuple[Fact, ...]:
        """Facts of one kind about a season or any of its episodes."""
        return await self._facts(_sql.credits_of_season, guild=guild, show=show, season=season, kind=kind)

    async def overview_of_season(self, guild: int, show: int, season: int) -> tuple[Fact, ...]:
        """A season's releases, directors, main cast and news."""
        return await self._facts(_sql.overview_of_season, guild=guild, show=show, season=season)

    async def of_episode(self, guild: int, show: int, season: int, number: int) -> tuple[Fact, ...]:
        """Facts about an episode, and its season's facts that concern it: directors and main cast."""
        return await self._facts(_sql.facts_of_episode, guild=guild, show=show, season=season, number=number)

    async def news(self, guild: int, show: int, day: date, about: NewsFilter, most: int) -> tuple[Fact, ...]:
        """The facts with a claim of a recorded day, those with the latest claim first."""
        return await self._facts(
            _sql.news_of_show,
            guild=guild, show=show, day=day.isoformat(), most=most,
            person=about.person, character=about.character, season=about.season, episode=about.episode,
        )  # fmt: skip

    async def by_id(self, guild: int, ids: Sequence[int]) -> tuple[Fact, ...]:
        """The facts with these ids, in their order; those that the server does not see are left out."""
        found: dict[int, Fact] = {}
        for numbered in id_parameters("fact", ids, _IDS_A_STATEMENT):
            found |= {fact.id: fact for fact in await self._facts(_sql.facts_by_id, guild=guild, **numbered)}
        return tuple(found[fact] for fact in ids if fact in found)

    async def about(self, guild: int, show: int, thing: Thing | EpisodeCode, most: int) -> tuple[Fact, ...]:
        """Facts of any kind about a person, a character, a season or an episode, retired ones left out."""
        if isinstance(thing, EpisodeCode):
            season, number = thing
            return await self._facts(
                _sql.about_episode, guild=guild, show=show, season=season, number=number, most=most
            )
        match thing.what:
            case What.PERSON:
                return await self._facts(_sql.about_person, guild=guild, show=show, person=thing.id, most=most)
            case What.CHARACTER:
                return await self._facts(_sql.about_character, guild=guild, show=show, character=thing.id, most=most)
            case What.SEASON:
                return await self._facts(_sql.about_season, guild=guild, show=show, season=thing.id, most=most)
            case _:
                raise ValueError(f"facts are not about {thing}")

    async def of_kind(self, guild: int, show: int, kind: Kind, most: int) -> tuple[Fact, ...]:
        """The newest facts of a kind, retired ones left out."""
        return await self._facts(_sql.facts_of_kind, guild=guild, show=show, kind=kind, most=most)

    async def in_words(self, guild: int, show: int, most: int) -> tuple[Fact, ...]:
        """The newest facts with a statement of their own, retired ones left out."""
        return await self._facts(_sql.facts_in_words, guild=guild, show=show, most=most)

    async def retired(self, guild: int, show: int, most: int) -> tuple[Fact, ...]:
        """The facts that a server took out of its answers, the last first."""
        return await self._facts(_sql.retired_facts, guild=guild, show=show, most=most)

    async def stale(self, guild: int, show: int, before: datetime, *, most: int, skip: int = 0) -> tuple[int, ...]:
        """The ids of facts without a confirming claim that nobody changed or reviewed since `before`, rumours first."""
        moment = to_utc_text(before)
        rows = await _sql.stale(self._executor, guild=guild, show=show, before=moment, most=most, skip=skip)
        return tuple(row["fact_id"] for row in rows)

    async def behind_base(self, guild: int, most: int) -> tuple[int, ...]:
        """The ids of facts that a server changed and for which the base has a newer revision than it changed."""
        return tuple(row["fact_id"] for row in await _sql.behind_base(self._executor, guild=guild, most=most))

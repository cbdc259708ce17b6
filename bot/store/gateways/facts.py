"""Reading facts as a server sees them."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial
from typing import Any

from bot.domain.codes import EpisodeCode
from bot.domain.facts import Fact, Kind
from bot.domain.matching import NameMatch, NameRole, prefix_bounds
from bot.domain.questions import Thing, What
from bot.store.database import Executor, Gateway, Row, load_queries
from bot.store.gateways.names import shelves, to_match
from bot.store.kept import Memory
from bot.store.rows import id_parameters, to_facts, to_utc_text

_sql = load_queries("facts")
_REVISIONS_A_STATEMENT, _IDS_A_STATEMENT = 50, 16
_CAST_SHELVES = shelves((NameRole.ACTOR, NameRole.CHARACTER, NameRole.CREW), room_for=9)
MOST_FACTS = 300
"""How many facts are read at once, for what has no smaller bound of its own: more than anybody pages through."""

_MOST_CREDITS = 2_000
"""The same for what may be said of each episode apart: some seasons have hundreds."""


@dataclass(frozen=True, slots=True)
class NewsFilter:
    """What news is narrowed to: a person, a character or an episode (`thing`), a season, or both."""

    thing: int | None = None
    season: int | None = None


@dataclass(frozen=True, slots=True)
class Overview:
    """Facts about a season or an episode, and the main cast of the whole show, whose seasons are not on record.

    `roles` counts the roles of a season's main cast; the first of them are among the facts.
    """

    facts: tuple[Fact, ...]
    of_show: tuple[Fact, ...]
    roles: int = 0


async def read_facts(executor: Executor, revisions: Sequence[int]) -> dict[int, Fact]:
    """Return the facts of revisions, current or not, by revision; without those that are gone."""
    found: dict[int, Fact] = {}
    for numbered in id_parameters("revision", revisions, _REVISIONS_A_STATEMENT):
        found |= {fact.revision_id: fact for fact in to_facts(await _sql.of_revisions(executor, **numbered))}
    return found


class FactGateway(Gateway):
    def __init__(self, executor: Executor, memory: Memory | None = None) -> None:
        super().__init__(executor)
        self._memory = memory

    async def _facts(self, query: Any, **parameters: object) -> tuple[Fact, ...]:
        rows: list[Row] = await query(self._executor, **parameters)
        return await self._of_revisions([row["revision_id"] for row in rows])

    async def _in_order_of_change(self, query: Any, **parameters: object) -> tuple[Fact, ...]:
        rows: list[Row] = await query(self._executor, **parameters)
        return await self._of_revisions(sorted(row["revision_id"] for row in rows))

    async def _of_revisions(self, revisions: Iterable[int]) -> tuple[Fact, ...]:
        """The facts of revisions, each once, in their order."""
        wanted = tuple(dict.fromkeys(revisions))
        if not wanted:
            return ()
        read = partial(read_facts, self._executor)
        found = await (self._memory.facts.get(wanted, read) if self._memory else read(wanted))
        return tuple(found[revision] for revision in wanted if revision in found)

    async def cast_of_character(self, guild: int, character: int) -> tuple[Fact, ...]:
        return await self._in_order_of_change(
            _sql.cast_of_character, guild=guild, character=character, most=_MOST_CREDITS
        )

    async def cast_named(
        self,
        guild: int,
        show: int,
        key: str,
        day: date,
        choose: Callable[[Sequence[NameMatch]], NameMatch | None],
        most: int,
    ) -> tuple[NameMatch, tuple[Fact, ...]] | None:
        """Who `choose` picks among actors, characters and crew with a name beginning with this key, with all they do.

        It picks from those of a show with a role or a job on record; past 3 × `most` the less prominent are left out.
        None if it picks none, or if they have too many roles to read in one statement.
        """
        low, high = prefix_bounds(key)
        named = _sql.cast_of_named if self._executor.is_on_file else _sql.cast_of_named_by_shelf
        rows: list[Row] = await named(
            self._executor, guild=guild, show=show, day=day.isoformat(), low=low, high=high, most=most,
            most_roles=MOST_FACTS, **_CAST_SHELVES,
        )  # fmt: skip
        if len(rows) == MOST_FACTS:
            return None
        grouped: dict[NameMatch, list[int]] = {}
        for row in rows:
            grouped.setdefault(to_match(row), []).append(row["revision_id"])
        chosen = choose(tuple(grouped))
        return (chosen, await self._of_revisions(sorted(grouped[chosen]))) if chosen else None

    async def credits_of_person(self, guild: int, show: int | None, person: int, kind: Kind) -> tuple[Fact, ...]:
        """A person's credits of one kind in a show (None: in every show)."""
        return await self._in_order_of_change(
            _sql.credits_of_person, guild=guild, show=show, person=person, kind=kind, most=_MOST_CREDITS
        )

    async def work_of_person(self, guild: int, show: int | None, person: int) -> tuple[Fact, ...]:
        """A person's roles and jobs in a show (None: in every show)."""
        return await self._in_order_of_change(
            _sql.work_of_person, guild=guild, show=show, person=person, most=_MOST_CREDITS
        )

    async def cast_of_show(self, guild: int, show: int, day: date, *, most: int, skip: int) -> tuple[Fact, ...]:
        """The roles of `most` characters after the first `skip`, the prominent first."""
        return await self._facts(
            _sql.cast_of_show,
            guild=guild, show=show, day=day.isoformat(), most=most, skip=skip, until=skip + most,
            most_facts=_MOST_CREDITS,
        )  # fmt: skip

    async def cast_of_season(
        self, guild: int, show: int, season: int, day: date, *, most: int, skip: int
    ) -> tuple[Fact, ...]:
        """`most` roles of a season after the first `skip`, the prominent first."""
        return await self._facts(
            _sql.cast_of_season,
            guild=guild, show=show, season=season, day=day.isoformat(), most=most, skip=skip, until=skip + most,
            most_facts=_MOST_CREDITS,
        )  # fmt: skip

    async def cast_of_no_season(self, guild: int, show: int) -> tuple[Fact, ...]:
        """The main cast's roles that are on record for the show as a whole."""
        found = await self._facts(_sql.cast_of_no_season, guild=guild, show=show, most=MOST_FACTS)
        return tuple(sorted(found, key=_by_id))

    async def credits_of_season(self, guild: int, show: int, season: int, kind: Kind) -> tuple[Fact, ...]:
        """Facts of one kind about a season or any of its episodes."""
        return await self._in_order_of_change(
            _sql.credits_of_season, guild=guild, show=show, season=season, kind=kind, most=_MOST_CREDITS
        )

    async def releases_from(self, guild: int, show: int, season: int) -> tuple[Fact, ...]:
        """The dates of a season, of later ones, and of their episodes."""
        return await self._in_order_of_change(
            _sql.releases_from, guild=guild, show=show, season=season, most=_MOST_CREDITS
        )

    async def about_later_seasons(self, guild: int, show: int, season: int, day: date, most: int) -> tuple[Fact, ...]:
        """Up to `most` facts known by a day about later seasons, of the kinds that show that there is such a season."""
        return await self._in_order_of_change(
            _sql.about_later_seasons, guild=guild, show=show, season=season, day=day.isoformat(), most=most
        )

    async def overview_of_season(self, guild: int, show: int, season: int, day: date, most_roles: int) -> Overview:
        """A season's releases, directors, news and the first roles of its main cast, and who else makes it or the show.

        How it goes on is there for the show and for each of its seasons.
        """
        return await self._overview(
            _sql.overview_of_season,
            guild=guild, show=show, season=season, day=day.isoformat(), most_roles=most_roles, most=MOST_FACTS,
            most_credits=_MOST_CREDITS,
        )  # fmt: skip

    async def of_episode(self, guild: int, show: int, code: EpisodeCode) -> Overview:
        """Facts about an episode, and its season's facts that concern it: directors and main cast."""
        return await self._overview(
            _sql.facts_of_episode, guild=guild, show=show, season=code.season, number=code.number, most=MOST_FACTS
        )

    async def _overview(self, query: Any, **parameters: object) -> Overview:
        rows: list[Row] = await query(self._executor, **parameters)
        of_show = frozenset(row["revision_id"] for row in rows if row["of_show"])
        others = dict.fromkeys(sorted(row["revision_id"] for row in rows if not row["of_show"]))
        found = await self._of_revisions((*others, *of_show))
        whole = sorted((fact for fact in found if fact.revision_id in of_show), key=_by_id)
        return Overview(
            tuple(fact for fact in found if fact.revision_id in others),
            tuple(whole),
            max((row["roles"] for row in rows), default=0),
        )

    async def news(self, guild: int, show: int, day: date, about: NewsFilter, most: int) -> tuple[Fact, ...]:
        """The facts with a claim of a recorded day, those with the latest claim first."""
        if about == NewsFilter():
            return await self._facts(_sql.news_of_show, guild=guild, show=show, day=day.isoformat(), most=most)
        return await self._facts(
            _sql.news_about,
            guild=guild, show=show, day=day.isoformat(), thing=about.thing, season=about.season, most=most,
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
            case What.PERSON | What.CHARACTER:
                return await self._facts(_sql.about_thing, guild=guild, show=show, thing=thing.id, most=most)
            case What.SEASON:
                return await self._facts(_sql.about_season, guild=guild, show=show, season=thing.id, most=most)
            case _:
                raise ValueError(f"facts are not about {thing}")

    async def of_kind(self, guild: int, show: int, kind: Kind, most: int) -> tuple[Fact, ...]:
        """The newest facts of a kind, retired ones left out."""
        return await self._facts(_sql.facts_of_kind, guild=guild, show=show, kind=kind, most=most)

    async def renewals(self, guild: int, show: int) -> tuple[Fact, ...]:
        """What is said of how it goes on with a show and with each of its seasons, for `bot.domain.renewals`."""
        return await self.of_kind(guild, show, Kind.RENEWAL, MOST_FACTS)

    async def of_kind_about(
        self, guild: int, show: int, place: Thing | EpisodeCode, kind: Kind, most: int
    ) -> tuple[Fact, ...]:
        """Some facts of one kind about a season, with its episodes, or about an episode."""
        if isinstance(place, EpisodeCode):
            return await self._facts(
                _sql.of_kind_about_episode,
                guild=guild, show=show, season=place.season, number=place.number, kind=kind, most=most,
            )  # fmt: skip
        return await self._facts(_sql.credits_of_season, guild=guild, show=show, season=place.id, kind=kind, most=most)

    async def in_words(self, guild: int, show: int, kind: Kind, most: int) -> tuple[Fact, ...]:
        """Of the newest `most` facts of a kind those with a statement of their own, retired ones left out."""
        return await self._facts(_sql.facts_in_words, guild=guild, show=show, kind=kind, most=most)

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


def _by_id(fact: Fact) -> int:
    return fact.id

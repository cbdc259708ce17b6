"""Makes facts from a table's rows: who worked together, in which episodes, and who says so."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from bot.domain.codes import EpisodeCode
from bot.packs.any_table.places import Place
from bot.packs.checks import MOST_IN_A_LIST
from bot.packs.entries import Entries, Spot
from bot.packs.names import digest, slug


@dataclass(frozen=True, slots=True)
class Said:
    """Who says what a row says, and when: the key of a source, and a day if there is one."""

    source: str
    published: str | None
    spot: Spot


@dataclass(slots=True)
class _Credit:
    people: dict[str, None]
    said: Said
    spot: Spot
    whole: bool


@dataclass(slots=True)
class _Role:
    said: Said
    spot: Spot
    codes: dict[EpisodeCode, None] = field(default_factory=dict[EpisodeCode, None])


_Word = tuple[str, str | None]
"""A source's key and the day it said so."""
_Content = tuple[str, str, tuple[object, ...]]
"""A fact's kind, the id that it gets if no other fact has it, and what it says."""


@dataclass(slots=True)
class _Crew:
    said: Said
    spot: Spot
    people: dict[str, None] = field(default_factory=dict[str, None])


class FactRows:
    """The facts of a table, collected from its rows."""

    def __init__(self) -> None:
        self._credits: dict[tuple[str, Place, _Word], _Credit] = {}
        self._roles: dict[tuple[int | None, bool, str, str | None, _Word], _Role] = {}
        self._crew: dict[tuple[str, int | None, _Word], _Crew] = {}
        self._states: dict[tuple[Place, _Word], tuple[str, Said, Spot]] = {}
        self._releases: dict[tuple[Place, str, _Word], tuple[Said, Spot]] = {}

    def credit(self, kind: str, place: Place, people: list[str], said: Said, spot: Spot, *, whole: bool) -> Spot | None:
        """Add the people who directed or wrote. With `whole` the cell names all of them; otherwise each has a row.

        If another row of the same source has named a different whole, adds nothing and returns that row's spot.
        """
        key = (kind, place, (said.source, said.published))
        known = self._credits.setdefault(key, _Credit({}, said, spot, whole))
        if known.people and whole and known.whole and list(known.people) != people:
            return known.spot
        known.people.update(dict.fromkeys(people))
        return None

    def role(self, place: Place, person: str, character: str | None, said: Said, spot: Spot) -> None:
        """Add who plays which character. The episodes of one season are joined in one fact."""
        seasons = dict.fromkeys(code.season for code in place.codes) or {place.season: None}
        for season in seasons:
            key = (season, bool(place.codes), person, character, (said.source, said.published))
            role = self._roles.setdefault(key, _Role(said, spot))
            role.codes.update(dict.fromkeys(code for code in place.codes if code.season == season))

    def release(self, place: Place, day: str, said: Said, spot: Spot) -> None:
        """Add a release date that is not an exact day of an episode."""
        self._releases.setdefault((place, day, (said.source, said.published)), (said, spot))

    def crew(self, job: str, place: Place, people: list[str], said: Said, spot: Spot) -> None:
        """Add the people who had a job on the show, in the season that the row is about."""
        for season in dict.fromkeys(code.season for code in place.codes) or {place.season: None}:
            known = self._crew.setdefault((job, season, (said.source, said.published)), _Crew(said, spot))
            known.people.update(dict.fromkeys(people))

    def state(self, place: Place, state: str, said: Said, spot: Spot) -> Spot | None:
        """Add how it goes on with a season or the show.

        If another row of the same source says otherwise, adds nothing and returns that row's spot.
        """
        known, _, other = self._states.setdefault((place, (said.source, said.published)), (state, said, spot))
        return other if known != state else None

    def enter(self, entries: Entries) -> None:
        """Add every fact to the entries, with a claim for each source that says so."""
        taken: set[str] = set()
        ids: dict[_Content, str] = {}
        claims: dict[str, list[object]] = {}
        for content, fact, said, spot in self._facts():
            if content not in ids:
                _, wanted, says = content
                ids[content] = wanted if wanted not in taken else f"{wanted}-{digest(repr(says))}"
                taken.add(ids[content])
            key = ids[content]
            given = claims.setdefault(key, [])
            entries.enter("facts", key, {"id": key, **fact, "claims": given}, spot)
            entries.note("facts", key, ("claims", len(given)), said.spot)
            given.append({"source": said.source} | ({"published": said.published} if said.published else {}))

    def _facts(self) -> Iterator[tuple[_Content, dict[str, object], Said, Spot]]:
        for (kind, place, _), credit in self._credits.items():
            content = (kind, f"{kind}-{place.slug}", (place, tuple(credit.people)))
            yield content, {"kind": kind, **_about(place), "people": list(credit.people)}, credit.said, credit.spot
        for (season, _, person, character, _), role in self._roles.items():
            wanted = f"cast-{'show' if season is None else f's{season}'}-{digest(person, character)}"
            named = {"character": character} if character else {}
            for place in _places(season, sorted(role.codes)):
                fact = {"kind": "cast", **_about(place), "people": [person], **named}
                yield ("cast", wanted, (place, person, character)), fact, role.said, role.spot
        yield from self._shows_facts()
        for (place, day, _), (said, spot) in self._releases.items():
            content = ("release", f"release-{place.slug}", (place, day))
            yield content, {"kind": "release", **_about(place), "released": day}, said, spot

    def _shows_facts(self) -> Iterator[tuple[_Content, dict[str, object], Said, Spot]]:
        """Yield the crew, each job in all seasons in which the same people had it, and how it goes on."""
        seasons: dict[tuple[str, tuple[str, ...], _Word], list[int]] = {}
        for (job, season, word), crew in self._crew.items():
            seasons.setdefault((job, tuple(crew.people), word), []).extend([] if season is None else [season])
        for (job, season, word), crew in self._crew.items():
            people = tuple(crew.people)
            if (found := seasons.pop((job, people, word), None)) is not None:
                where: dict[str, object] = {"seasons": found} if len(found) > 1 else {}
                where |= {"season": found[0]} if len(found) == 1 else {}
                fact: dict[str, object] = {"kind": "crew", **where, "people": list(people), "job": job}
                place = "-".join(f"s{season}" for season in found[:3]) or "show"
                yield ("crew", f"crew-{slug(job)}-{place}", (job, tuple(found), people)), fact, crew.said, crew.spot
        for (place, _), (state, said, spot) in self._states.items():
            fact = {"kind": "renewal", **_about(place), "state": state}
            yield ("renewal", f"renewal-{place.slug}", (place, state)), fact, said, spot


def _places(season: int | None, codes: list[EpisodeCode]) -> Iterator[Place]:
    """Yield the place with these episodes; several places if they are more than one fact can list."""
    for start in range(0, len(codes) or 1, MOST_IN_A_LIST):
        yield Place(season, tuple(codes[start : start + MOST_IN_A_LIST]))


def _about(place: Place) -> dict[str, object]:
    if not place.codes:
        return {} if place.season is None else {"season": place.season}
    codes = [str(code) for code in place.codes]
    return {"episode": codes[0]} if len(codes) == 1 else {"episodes": codes}

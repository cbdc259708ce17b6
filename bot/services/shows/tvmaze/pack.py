"""From what TVmaze answers to a pack. Its numbers become our keys: a thing keeps its key whatever it is called."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import chain

from bot.domain.codes import EpisodeCode
from bot.domain.dates import PartialDate
from bot.domain.facts import Billing, Kind
from bot.domain.show_lookups import Counts
from bot.errors import BadInput
from bot.packs.model import (
    LAST_NUMBER,
    CharacterEntry,
    ClaimEntry,
    EpisodeEntry,
    FactEntry,
    Pack,
    PersonEntry,
    SeasonEntry,
    ShowEntry,
    SourceEntry,
)
from bot.services.shows.tvmaze.words import address, crew_in_words, is_name, kind_of, plain, work_key
from bot.web.tvmaze_answers import Aka, CastEntry, Character, CrewEntry, Episode, GuestCrewEntry, Person, Season, Show

CREDIT = "Data from TVmaze (CC BY-SA 4.0)"
OUTLET = "TVmaze"
MADE_PLAIN = "Names with marks or signs in them that can't be seen, which were taken out"
NAMELESS = "Left out, as their name is empty or too long"
UNREADABLE = "Entries that could not be read"
MISNUMBERED = "Episodes left out, as another has their number or it is out of range"
SPECIALS = 0
"""The season of whatever TVmaze gives no number."""

_IMDB = re.compile(r"tt\d{1,12}")


@dataclass(frozen=True, slots=True)
class Fetched:
    """All that TVmaze answered about a show; `credits` are of the episodes by their number there."""

    show: Show
    akas: Sequence[Aka] = ()
    seasons: Sequence[Season] = ()
    episodes: Sequence[Episode] = ()
    cast: Sequence[CastEntry] = ()
    crew: Sequence[CrewEntry] = ()
    credits: Mapping[int, Sequence[GuestCrewEntry]] = field(default_factory=dict[int, Sequence[GuestCrewEntry]])
    unread: Mapping[str, int] = field(default_factory=dict[str, int])


def _key_of(tvmaze: int) -> str:
    """The key of a show by its number at TVmaze."""
    return f"tvmaze-{tvmaze}"


def pack_of(fetched: Fetched) -> tuple[Pack, Counts]:
    """The pack, and how much is in it. Raises BadInput for a show without a usable name."""
    return _Making(fetched).made()


def title_of(show: Show) -> str:
    """What the show is called. Raises BadInput where it has no usable name."""
    title = plain(show.name)
    if not is_name(title):
        raise BadInput(f"TVmaze's show {show.id} has no name that can be used.")
    return title


def known_as(show: Show) -> ShowEntry:
    """What tells whether the show is on record from elsewhere. Raises BadInput for one without a usable name."""
    return ShowEntry(id=_key_of(show.id), title=title_of(show), tvmaze=show.id, imdb=_imdb_of(show))


def _imdb_of(show: Show) -> str | None:
    imdb = show.externals.imdb if show.externals else None
    return imdb if imdb and _IMDB.fullmatch(imdb) else None


class _Making:
    def __init__(self, fetched: Fetched) -> None:
        self._fetched = fetched
        self._remarks: Counter[str] = Counter(fetched.unread)
        self._sources: dict[str, SourceEntry] = {}
        self._people: dict[str, PersonEntry] = {}
        self._characters: dict[str, CharacterEntry] = {}
        self._codes: dict[int, EpisodeCode] = {}

    def made(self) -> tuple[Pack, Counts]:
        """To be called once."""
        episodes = tuple(self._episode(one, code) for one, code in self._numbered())
        facts = tuple(chain(self._cast(), self._credits(), self._premieres(), self._crew()))
        pack = Pack(
            format=1,
            show=self._show(),
            sources=self._sources,
            people=self._people,
            characters=self._characters,
            seasons=self._seasons(episodes),
            episodes=episodes,
            facts=facts,
        )
        specials = sum(one.code.season == SPECIALS for one in episodes)
        aired = sum(bool(one.aired) for one in episodes)
        return pack, Counts(
            seasons=sum(one.number != SPECIALS for one in pack.seasons),
            episodes=len(episodes) - specials,
            specials=specials,
            people=len(self._people),
            facts=len(facts) + aired,
            remarks={words: count for words, count in self._remarks.items() if count},
        )

    def _show(self) -> ShowEntry:
        show = self._fetched.show
        title = title_of(show)
        names = (self._name(aka.name) for aka in self._fetched.akas)
        return ShowEntry(
            id=_key_of(show.id),
            title=title,
            also=tuple(dict.fromkeys(name for name in names if name and name != title)),
            network=self._name(show.channel) if show.channel else None,
            imdb=_imdb_of(show),
            tvmaze=show.id,
            credit=CREDIT,
        )

    # Names

    def _name(self, text: str | None) -> str | None:
        """A name as a pack takes it; None, and counted, where there is nothing to take."""
        name = plain(text)
        if not is_name(name):
            self._remarks[NAMELESS] += 1
            return None
        self._remarks[MADE_PLAIN] += name != " ".join((text or "").split())
        return name

    def _person(self, person: Person) -> str | None:
        key = f"tvmaze-person-{person.id}"
        if key not in self._people:
            name = self._name(person.name)
            if name is None:
                return None
            self._people[key] = PersonEntry(name=name)
        return key

    def _character(self, character: Character | None) -> str | None:
        if character is None:
            return None
        key = f"tvmaze-character-{character.id}"
        if key not in self._characters:
            name = self._name(character.name)
            if name is None:
                return None
            self._characters[key] = CharacterEntry(name=name)
        return key

    def _named(self, people: Iterable[Person]) -> tuple[str, ...]:
        return tuple(dict.fromkeys(key for one in people if (key := self._person(one))))

    def _source(self, key: str, url: str | None) -> str:
        self._sources[key] = SourceEntry(outlet=OUTLET, url=address(url))
        return key

    def _said_by_show(self, note: str | None = None) -> tuple[ClaimEntry, ...]:
        return (ClaimEntry(source=self._source("show", self._fetched.show.url), note=note),)

    # Seasons and episodes

    def _numbered(self) -> list[tuple[Episode, EpisodeCode]]:
        """The episodes in order. Specials are numbered as they were written down at TVmaze: a later one comes last."""
        taken: dict[EpisodeCode, Episode] = {}
        specials = 0
        for one in sorted(self._fetched.episodes, key=lambda one: one.id):
            if one.number is None:
                specials += 1
            code = EpisodeCode(one.season or SPECIALS, one.number) if one.number else EpisodeCode(SPECIALS, specials)
            if code in taken or max(code) > LAST_NUMBER or (one.number and not one.season):
                self._remarks[MISNUMBERED] += 1
                continue
            taken[code] = one
            self._codes[one.id] = code
        return [(taken[code], code) for code in sorted(taken)]

    def _episode(self, one: Episode, code: EpisodeCode) -> EpisodeEntry:
        page = (self._source(f"episode-{one.id}", one.url),)
        title = self._name(one.name) if one.name else None
        return EpisodeEntry(
            code=code,
            title=title,
            title_sources=page if title else (),
            aired=one.airdate,
            aired_sources=page if one.airdate else (),
            runtime=one.runtime,
            runtime_sources=page if one.runtime else (),
        )

    def _seasons(self, episodes: Iterable[EpisodeEntry]) -> tuple[SeasonEntry, ...]:
        sizes: dict[int, int | None] = {one.code.season: None for one in episodes}
        sizes |= {number: one.episode_order for number, one in self._known_seasons().items()}
        return tuple(SeasonEntry(number=number, episodes=sizes[number]) for number in sorted(sizes))

    def _known_seasons(self) -> dict[int, Season]:
        return {one.number: one for one in self._fetched.seasons if one.number and one.number <= LAST_NUMBER}

    # Facts

    def _cast(self) -> Iterator[FactEntry]:
        seen: set[str] = set()
        for one in self._fetched.cast:
            person, character = self._person(one.person), self._character(one.character)
            key = f"tvmaze-cast-{one.person.id}-{one.character.id if one.character else 0}"
            if person is None or key in seen:
                continue
            seen.add(key)
            note = "As themself." if one.plays_self else "The voice alone." if one.voice else None
            yield FactEntry(
                id=key,
                kind=Kind.CAST,
                people=(person,),
                character=character,
                billing=Billing.MAIN,
                claims=self._said_by_show(note),
            )

    def _credits(self) -> Iterator[FactEntry]:
        for episode, code in self._codes.items():
            crew = self._fetched.credits.get(episode, ())
            for kind in (Kind.DIRECTOR, Kind.WRITER):
                if people := self._named(one.person for one in crew if kind_of(one.type) is kind):
                    yield FactEntry(
                        id=f"tvmaze-episode-{episode}-{kind}",
                        kind=kind,
                        episode=code,
                        people=people,
                        claims=(ClaimEntry(source=f"episode-{episode}"),),
                    )

    def _premieres(self) -> Iterator[FactEntry]:
        """The day on which a season begins, unless the air date of one of its episodes says the same."""
        aired: dict[int, set[date]] = {}
        for one in self._fetched.episodes:
            if one.airdate and (code := self._codes.get(one.id)):
                aired.setdefault(code.season, set()).add(one.airdate)
        for number, season in self._known_seasons().items():
            if season.premiere and season.premiere not in aired.get(number, ()):
                source = self._source(f"season-{season.id}", season.url)
                yield FactEntry(
                    id=f"tvmaze-season-{season.id}-release",
                    kind=Kind.RELEASE,
                    season=number,
                    released=PartialDate.of_day(season.premiere),
                    claims=(ClaimEntry(source=source),),
                )

    def _crew(self) -> Iterator[FactEntry]:
        """One fact for each sort of work on the show as a whole."""
        by_work: dict[str, tuple[str, list[Person]]] = {}
        for one in self._fetched.crew:
            if key := work_key(one.type):
                by_work.setdefault(key, (plain(one.type), []))[1].append(one.person)
        for key, (work, named) in by_work.items():
            if people := self._named(named):
                yield FactEntry(
                    id=f"tvmaze-crew-{key}",
                    kind=Kind.NEWS,
                    people=people,
                    statement=crew_in_words(work, [self._people[one].name for one in people]),
                    claims=self._said_by_show(),
                )

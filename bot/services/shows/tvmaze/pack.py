"""Making a pack of TVmaze's answers. Its ids become our keys, so that a thing keeps its key when it is renamed."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import chain

from bot.domain.codes import EpisodeCode
from bot.domain.dates import PartialDate
from bot.domain.facts import Billing, Kind, State
from bot.domain.show_lookups import Counts
from bot.errors import BadInput
from bot.packs.model import (
    LAST_NUMBER,
    LONGEST_NAME,
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
from bot.services.shows.tvmaze.words import (
    address,
    crew_in_words,
    is_name,
    job_key,
    kind_of,
    picture,
    plain,
    synopsis,
)
from bot.web.tvmaze_answers import Aka, CastEntry, Character, CrewEntry, Episode, GuestCrewEntry, Person, Season, Show

CREDIT = "Data from TVmaze (CC BY-SA 4.0)"
OUTLET = "TVmaze"
SYNOPSIS_CREDIT = "TVmaze (CC BY-SA 4.0)"
MADE_PLAIN = "Names with markup or invisible characters, which were removed"
NAMELESS = "Left out, because the name is empty or too long"
UNREADABLE = "Entries that could not be read"
MISNUMBERED = "Episodes left out, because another has the same number or it is out of range"
SPECIALS = 0
"""The season of episodes without a number at TVmaze."""

_STATES = {"ended": State.ENDED}
"""What TVmaze's statuses say. The others leave open how it goes on, or what somebody has decided about that."""
_IMDB = re.compile(r"tt\d{1,12}")


@dataclass(frozen=True, slots=True)
class Fetched:
    """All that TVmaze answered about a show: `credits` by the episode's id there, `unread` how much was left out."""

    show: Show
    akas: Sequence[Aka] = ()
    seasons: Sequence[Season] = ()
    episodes: Sequence[Episode] = ()
    cast: Sequence[CastEntry] = ()
    crew: Sequence[CrewEntry] = ()
    credits: Mapping[int, Sequence[GuestCrewEntry]] = field(default_factory=dict[int, Sequence[GuestCrewEntry]])
    unread: Mapping[str, int] = field(default_factory=dict[str, int])


def _key_of(tvmaze: int) -> str:
    """The key of a show by its id at TVmaze."""
    return f"tvmaze-{tvmaze}"


def pack_of(fetched: Fetched) -> tuple[Pack, Counts]:
    """The pack, and how much is in it. Raises BadInput if the show has no usable name."""
    return _Making(fetched).made()


def title_of(show: Show) -> str:
    """The show's title. Raises BadInput if it has no usable name."""
    title = plain(show.name)
    if not is_name(title):
        raise BadInput(f"TVmaze's show {show.id:d} has no name that can be used.")
    return title


def known_as(show: Show) -> ShowEntry:
    """The ids by which the show may be on record from elsewhere. Raises BadInput if it has no usable name."""
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
        """The pack and its counts. Call it once."""
        episodes = tuple(self._episode(episode, code) for episode, code in self._numbered())
        facts = tuple(chain(self._cast(), self._credits(), self._premieres(), self._crew(), self._status()))
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
        specials = sum(episode.code.season == SPECIALS for episode in episodes)
        aired = sum(bool(episode.aired) for episode in episodes)
        return pack, Counts(
            seasons=sum(season.number != SPECIALS for season in pack.seasons),
            episodes=len(episodes) - specials,
            specials=specials,
            people=len(self._people),
            facts=len(facts) + aired,
            remarks={words: count for words, count in self._remarks.items() if count},
        )

    def _show(self) -> ShowEntry:
        show = self._fetched.show
        title = title_of(show)
        image = picture(show.image.medium) if show.image else None
        names = (self._name(aka.name) for aka in self._fetched.akas)
        return ShowEntry(
            id=_key_of(show.id),
            title=title,
            also=tuple(dict.fromkeys(name for name in names if name and name != title)),
            network=self._name(show.channel) if show.channel else None,
            imdb=_imdb_of(show),
            tvmaze=show.id,
            credit=CREDIT,
            image=image,
            image_credit=OUTLET if image else None,
        )

    # Names

    def _name(self, text: str | None) -> str | None:
        """A name as a pack takes it; None, and a remark, if it is not usable."""
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
        return tuple(dict.fromkeys(key for person in people if (key := self._person(person))))

    def _source(self, key: str, url: str | None) -> str:
        self._sources[key] = SourceEntry(outlet=OUTLET, url=address(url))
        return key

    def _said_by_show(self, note: str | None = None) -> tuple[ClaimEntry, ...]:
        return (ClaimEntry(source=self._source("show", self._fetched.show.url), note=note),)

    # Seasons and episodes

    def _numbered(self) -> list[tuple[Episode, EpisodeCode]]:
        """The episodes in order. Specials are numbered in the order of their ids, so that a later one comes last."""
        taken: dict[EpisodeCode, Episode] = {}
        specials = 0
        for episode in sorted(self._fetched.episodes, key=lambda episode: episode.id):
            if episode.number is None:
                specials += 1
                code = EpisodeCode(SPECIALS, specials)
            else:
                code = EpisodeCode(episode.season, episode.number) if episode.season else None
            if code is None or code in taken or max(code) > LAST_NUMBER:
                self._remarks[MISNUMBERED] += 1
                continue
            taken[code] = episode
            self._codes[episode.id] = code
        return [(taken[code], code) for code in sorted(taken)]

    def _episode(self, episode: Episode, code: EpisodeCode) -> EpisodeEntry:
        page = (self._source(f"episode-{episode.id}", episode.url),)
        title = self._name(episode.name) if episode.name else None
        story = synopsis(episode.summary)
        return EpisodeEntry(
            code=code,
            title=title,
            title_sources=page if title else (),
            aired=episode.airdate,
            aired_sources=page if episode.airdate else (),
            runtime=episode.runtime,
            runtime_sources=page if episode.runtime else (),
            synopsis=story,
            synopsis_credit=SYNOPSIS_CREDIT if story else None,
        )

    def _seasons(self, episodes: Iterable[EpisodeEntry]) -> tuple[SeasonEntry, ...]:
        sizes: dict[int, int | None] = {episode.code.season: None for episode in episodes}
        sizes |= {number: season.episode_order for number, season in self._known_seasons().items()}
        return tuple(SeasonEntry(number=number, episodes=sizes[number]) for number in sorted(sizes))

    def _known_seasons(self) -> dict[int, Season]:
        return {
            season.number: season for season in self._fetched.seasons if season.number and season.number <= LAST_NUMBER
        }

    # Facts

    def _cast(self) -> Iterator[FactEntry]:
        seen: set[str] = set()
        for entry in self._fetched.cast:
            person, character = self._person(entry.person), self._character(entry.character)
            key = f"tvmaze-cast-{entry.person.id}-{entry.character.id if entry.character else 0}"
            if person is None or key in seen:
                continue
            seen.add(key)
            note = "As themself." if entry.plays_self else "The voice alone." if entry.voice else None
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
                if people := self._named(credit.person for credit in crew if kind_of(credit.type) is kind):
                    yield FactEntry(
                        id=f"tvmaze-episode-{episode}-{kind}",
                        kind=kind,
                        episode=code,
                        people=people,
                        claims=(ClaimEntry(source=f"episode-{episode}"),),
                    )

    def _premieres(self) -> Iterator[FactEntry]:
        """A season's first day, unless the air date of one of its episodes says the same."""
        aired: dict[int, set[date]] = {}
        for episode in self._fetched.episodes:
            if episode.airdate and (code := self._codes.get(episode.id)):
                aired.setdefault(code.season, set()).add(episode.airdate)
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
        """One fact for each job on the show as a whole."""
        by_job: dict[str, tuple[str, list[Person]]] = {}
        for credit in self._fetched.crew:
            if key := job_key(credit.type):
                by_job.setdefault(key, (plain(credit.type), []))[1].append(credit.person)
        for key, (job, credited) in by_job.items():
            if people := self._named(credited):
                yield FactEntry(
                    id=f"tvmaze-crew-{key}",
                    kind=Kind.CREW,
                    people=people,
                    job=job[:LONGEST_NAME].rstrip(),
                    statement=crew_in_words(job, [self._people[person].name for person in people]),
                    claims=self._said_by_show(),
                )

    def _status(self) -> Iterator[FactEntry]:
        if state := _STATES.get(plain(self._fetched.show.status).lower()):
            yield FactEntry(id="tvmaze-status", kind=Kind.RENEWAL, state=state, claims=self._said_by_show())

"""Making a pack of a show in the library.

IMDb's files have years but no days, so no claim here is dated: claims count from the day they were first loaded.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from unicodedata import category

from bot.domain.codes import EpisodeCode
from bot.domain.dates import PartialDate
from bot.domain.facts import Billing, Kind
from bot.domain.names import fold
from bot.packs.imdb.layouts import UNKNOWN, characters_of, people_of, person_id, title_id
from bot.packs.model import (
    LARGEST,
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
)  # fmt: skip
from bot.packs.names import slug
from bot.packs.values import visible
from bot.store.imdb.titles import LibraryCredit, LibraryEpisode, LibraryShow

CREDIT = "Information courtesy of IMDb (https://www.imdb.com). Non-commercial use only."
_MOST_OTHER_TITLES = 40
_PLACEHOLDER = re.compile(r"Episode #\d+\.\d+")
"""What IMDb writes if it knows no title."""

_SELF = "Self"
_SELVES = re.compile(r"(self|himself|herself|themselves)\b", re.IGNORECASE)
"""The names of parts in which people appear as themselves."""

_UNPLACED = "episodes whose season or number is unknown"
_DOUBLE = "episodes with the number of another"
_NAMELESS = "credits of people whose name is not in the files"
_UNREADABLE = "parts whose name can't be read"


@dataclass(frozen=True, slots=True)
class ShowPack:
    """A show's pack, and how much of what was left out, by its words."""

    pack: Pack
    left_out: Mapping[str, int]


def pack_of(show: LibraryShow, names: Mapping[int, str]) -> ShowPack:
    """The pack of a show; `names` are by the number of a person."""
    return _Making(show, names).run()


def people_in(show: LibraryShow) -> set[int]:
    """The numbers of all people with a credit."""
    crew = {person for cells in show.crew.values() for cell in cells for person in people_of(cell)}
    return crew | {credit.person for credit in show.credits}


@dataclass(slots=True)
class _Part:
    """One person as one character, with the episodes; `principal`: the show's own cast list names the part."""

    person: int
    character: str | None
    codes: dict[EpisodeCode, None] = field(default_factory=dict[EpisodeCode, None])
    principal: bool = False


class _Making:
    """Builds a pack."""

    def __init__(self, show: LibraryShow, names: Mapping[int, str]) -> None:
        self._show = show
        self._left_out: Counter[str] = Counter()
        self._names = {person: cleaned for person, name in names.items() if (cleaned := _clean(name))}
        self._people: dict[str, PersonEntry] = {}
        self._characters: dict[str, CharacterEntry] = {}
        self._sources = {"imdb": _source(show.id)}
        self._placed = dict(self._places())

    def run(self) -> ShowPack:
        facts = (*self._cast(), *self._credits(), *self._releases())
        show = self._show
        pack = Pack(
            format=1,
            show=ShowEntry(
                id=f"imdb-{title_id(show.id)}",
                title=_clean(show.title) or title_id(show.id),
                also=self._other_titles(),
                imdb=title_id(show.id),
                credit=CREDIT,
            ),
            sources=self._sources,
            people=self._people,
            characters=self._characters,
            seasons=tuple(SeasonEntry(number=number) for number in sorted({code.season for code in self._placed})),
            episodes=tuple(self._episode(code, episode) for code, episode in self._placed.items()),
            facts=facts,
        )
        return ShowPack(pack, self._left_out)

    def _places(self) -> Iterator[tuple[EpisodeCode, LibraryEpisode]]:
        taken: set[EpisodeCode] = set()
        for episode in self._show.episodes:
            season, number = episode.season, episode.number
            if season is None or number is None or max(season, number) > LAST_NUMBER:
                self._left_out[_UNPLACED] += 1
            elif (code := EpisodeCode(season, number)) in taken:
                self._left_out[_DOUBLE] += 1
            else:
                taken.add(code)
                yield code, episode

    def _other_titles(self) -> tuple[str, ...]:
        """The other titles, one for each key by which the show is found."""
        by_key: dict[str, str] = {}
        for title in (self._show.title, self._show.original, *self._show.other_titles):
            if cleaned := _clean(title):
                by_key.setdefault(fold(cleaned), cleaned)
        by_key.pop(fold(_clean(self._show.title) or ""), None)
        return tuple(by_key.values())[:_MOST_OTHER_TITLES]

    def _episode(self, code: EpisodeCode, episode: LibraryEpisode) -> EpisodeEntry:
        source = (self._source_of(episode.id),)
        title = None if _PLACEHOLDER.fullmatch(episode.title) else _clean(episode.title)
        runtime = episode.runtime if episode.runtime and episode.runtime <= LARGEST else None
        return EpisodeEntry(
            code=code,
            title=title,
            title_sources=source if title else (),
            runtime=runtime,
            runtime_sources=source if runtime else (),
            imdb=title_id(episode.id),
            imdb_sources=source,
        )

    def _source_of(self, title: int) -> str:
        self._sources.setdefault(title_id(title), _source(title))
        return title_id(title)

    def _person(self, number: int) -> str | None:
        name = self._names.get(number)
        if name is None:
            self._left_out[_NAMELESS] += 1
            return None
        self._people.setdefault(person_id(number), PersonEntry(name=name))
        return person_id(number)

    def _cast(self) -> Iterator[FactEntry]:
        codes = {episode.id: code for code, episode in self._placed.items()}
        credits_of = [credit for credit in self._show.credits if credit.title in codes or credit.title == self._show.id]
        with_cast = Counter(codes[title].season for title in {c.title for c in credits_of} - {self._show.id})
        parts = self._parts(credits_of, codes)
        in_episodes = {part.person for part in parts if part.codes}
        for part in parts:
            # The show's own list does not say in which episodes; if the episodes say it, that is enough.
            if not part.codes and part.person in in_episodes:
                continue
            if person := self._person(part.person):
                yield from self._facts_of(part, person, with_cast)

    def _parts(self, listed: list[LibraryCredit], codes: Mapping[int, EpisodeCode]) -> list[_Part]:
        """The parts by prominence: those that the show itself lists, then those in most episodes."""
        parts: dict[tuple[int, str | None], _Part] = {}
        # The show's own list first, in its order; then episode by episode.
        by_place = sorted(listed, key=lambda credit: codes.get(credit.title, (-1, -1)))
        for credit in by_place:
            for character in self._characters_in(credit):
                part = parts.setdefault((credit.person, character), _Part(credit.person, character))
                if credit.title in codes:
                    part.codes[codes[credit.title]] = None
                else:
                    part.principal = True
        return sorted(parts.values(), key=lambda part: (not part.principal, -len(part.codes) * (not part.principal)))

    def _characters_in(self, credit: LibraryCredit) -> list[str | None]:
        """The keys of the characters in a credit; None for a part without a name."""
        found = (_SELF,) if credit.as_self and credit.characters == UNKNOWN else characters_of(credit.characters)
        if found == ():
            return [None]
        keys: list[str | None] = []
        for name in found or ("",):
            if cleaned := _clean(name):
                # Each person who appears as "Self" is a different character.
                own = f"-{person_id(credit.person)}" if _SELVES.match(cleaned) else ""
                keys.append(f"{slug(cleaned)}{own}")
                self._characters.setdefault(f"{slug(cleaned)}{own}", CharacterEntry(name=cleaned))
            else:
                self._left_out[_UNREADABLE] += 1
        return keys

    def _facts_of(self, part: _Part, person: str, with_cast: Mapping[int, int]) -> Iterator[FactEntry]:
        by_season: dict[int, list[EpisodeCode]] = {}
        for code in part.codes:
            by_season.setdefault(code.season, []).append(code)
        for season, codes in by_season.items():
            # A part in most of a season belongs to the season, which reads better than a list of episodes.
            if 2 * len(codes) > with_cast[season] > 1:
                yield self._cast_fact(part, person, f"cast-s{season:02}", season=season)
            else:
                yield self._cast_fact(part, person, f"cast-s{season:02}", codes=tuple(codes))
        if not part.codes:
            yield self._cast_fact(part, person, "cast")

    def _cast_fact(
        self, part: _Part, person: str, key: str, season: int | None = None, codes: tuple[EpisodeCode, ...] = ()
    ) -> FactEntry:
        character = [part.character.removesuffix(f"-{person}")] if part.character else []
        return FactEntry(
            id="-".join((key, person, *character)),
            kind=Kind.CAST,
            season=season,
            episodes=codes,
            people=(person,),
            character=part.character,
            billing=Billing.MAIN if part.principal else None,
            claims=(ClaimEntry(source="imdb"),),
        )

    def _credits(self) -> Iterator[FactEntry]:
        for code, episode in self._placed.items():
            cells = self._show.crew.get(episode.id)
            for kind, cell in zip((Kind.DIRECTOR, Kind.WRITER), cells or (), strict=False):
                people = tuple(key for person in people_of(cell) if (key := self._person(person)))
                if people:
                    claims = (ClaimEntry(source=self._source_of(episode.id)),)
                    yield FactEntry(id=f"{kind}-{code}".lower(), kind=kind, episode=code, people=people, claims=claims)

    def _releases(self) -> Iterator[FactEntry]:
        """The years in which the episodes came out: IMDb's files have no days, and none is invented."""
        for code, episode in self._placed.items():
            if episode.year and 1900 <= episode.year <= 2200:
                yield FactEntry(
                    id=f"released-{code}".lower(),
                    kind=Kind.RELEASE,
                    episode=code,
                    released=PartialDate.parse(str(episode.year)),
                    claims=(ClaimEntry(source=self._source_of(episode.id)),),
                )


def _source(title: int) -> SourceEntry:
    return SourceEntry(outlet="IMDb", url=f"https://www.imdb.com/title/{title_id(title)}/")


def _clean(name: str) -> str | None:
    """A name as a pack takes it, on one line and without invisible characters; None if it is empty or too long."""
    text = " ".join("".join(" " if category(char) == "Cc" else char for char in name).split())
    try:
        return visible(text) if len(text) <= LONGEST_NAME else None
    except ValueError:
        return None

"""Whom and what a file names: found among what a server sees, or to be written down in its own layer."""

import hashlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from bot.domain.codes import EpisodeCode
from bot.domain.facts import Character, Episode, Person, Source
from bot.domain.ids import Ids
from bot.domain.names import fold
from bot.packs.model import CharacterEntry, Pack, PersonEntry, SourceEntry
from bot.services.pack_contents import BaseCatalogue, prominence_of_characters
from bot.services.show_view import ShowView
from bot.store.exports import CharacterRow, EpisodeRow, PersonRow, SeasonRow
from bot.store.staging import NewSource
from bot.store.store import Store

_T = TypeVar("_T", Person, Character)


@dataclass(slots=True)
class Additions:
    """What has to be written down before the file's facts can be. `names` are other names that the file gives."""

    seasons: list[SeasonRow] = field(default_factory=list[SeasonRow])
    episodes: list[EpisodeRow] = field(default_factory=list[EpisodeRow])
    people: list[PersonRow] = field(default_factory=list[PersonRow])
    characters: list[tuple[CharacterRow, int, int | None]] = field(
        default_factory=list[tuple[CharacterRow, int, int | None]]
    )
    sources: list[NewSource] = field(default_factory=list[NewSource])
    vouchers: list[tuple[int, str, int]] = field(default_factory=list[tuple[int, str, int]])
    names: list[tuple[int, str]] = field(default_factory=list[tuple[int, str]])


async def find_catalogue(
    store: Store, ids: Ids, guild: int, pack: Pack, view: ShowView
) -> tuple[BaseCatalogue, Additions]:
    """The rows that a file's own ids stand for, and those that are still to be written.

    Somebody is found by the file's id if the name agrees, else by name if only one of the show has it.
    """
    return await _Finding(store, ids, guild, pack, view).run()


class _Finding:
    def __init__(self, store: Store, ids: Ids, guild: int, pack: Pack, view: ShowView) -> None:
        self._store = store
        self._ids = ids
        self._guild = guild
        self._pack = pack
        self._view = view
        self._new = Additions()

    async def run(self) -> tuple[BaseCatalogue, Additions]:
        seasons = self._seasons()
        rows = self._episodes(seasons)
        episodes = {code: row.episode for code, row in rows.items()}
        sources = await self._sources()
        catalogue = BaseCatalogue(
            self._view.show.show, seasons, episodes, await self._people(), self._characters(episodes), sources
        )
        self._vouchers(rows, catalogue.sources)
        self._other_names(catalogue)
        return catalogue, self._new

    def _seasons(self) -> dict[int, int]:
        known = self._view.seasons_by_number()
        for entry in self._pack.seasons:
            row = known.get(entry.number)
            if row is None or not row.stands:
                # What was prepared before and never taken is no record of anything.
                row = SeasonRow(row.id if row else self._ids(), own=True, number=entry.number, episodes=entry.episodes)
                known[entry.number] = row
                self._new.seasons.append(row)
        return {number: row.id for number, row in known.items()}

    def _episodes(self, seasons: Mapping[int, int]) -> dict[EpisodeCode, EpisodeRow]:
        known = self._view.episodes_by_code()
        for entry in self._pack.episodes:
            row = known.get(entry.code)
            if row is None or not row.stands:
                episode = Episode(row.episode.id if row else self._ids(), entry.code, entry.title, entry.aired)
                season = row.season if row else seasons[entry.code.season]
                row = EpisodeRow(episode, own=True, season=season, runtime=entry.runtime, imdb=entry.imdb)
                known[entry.code] = row
                self._new.episodes.append(row)
        named = {entry.code for entry in self._pack.episodes}
        return {code: row for code, row in known.items() if row.stands or code in named}

    async def _people(self) -> dict[str, Person]:
        ids = self._view.person_ids()
        matcher = _Matcher({ids[row.person.id]: row.person for row in self._view.people}, self._view.names)
        for key, entry in self._pack.people.items():
            if not matcher.by_key(key, entry):
                for row in await self._store.reading().exports.people_with_key(self._guild, key):
                    if matcher.take(key, entry, row.person):
                        break

        def new(key: str, entry: PersonEntry | CharacterEntry) -> Person:
            person = Person(self._ids(), entry.name)
            self._new.people.append(PersonRow(person, own=True, key=key))
            return person

        return matcher.rest(self._pack.people, new)

    def _characters(self, episodes: Mapping[EpisodeCode, Episode]) -> dict[str, Character]:
        ids = self._view.character_ids()
        matcher = _Matcher({ids[row.character.id]: row.character for row in self._view.characters}, self._view.names)
        prominence = prominence_of_characters(self._pack)
        for key, entry in self._pack.characters.items():
            matcher.by_key(key, entry)

        def new(key: str, entry: PersonEntry | CharacterEntry) -> Character:
            spoils = entry.spoils if isinstance(entry, CharacterEntry) else None
            character = Character(self._ids(), entry.name, spoils)
            row = CharacterRow(character, own=True, key=key)
            self._new.characters.append((row, prominence[key], episodes[spoils].id if spoils else None))
            return character

        return matcher.rest(self._pack.characters, new)

    async def _sources(self) -> dict[str, Source]:
        """Sources are known by what they say of themselves, not by a file's short names for them."""
        known = {_told(claim.source): claim.source for row in self._view.facts for claim in row.fact.claims}
        known |= {_told(source): source for sources in self._view.vouchers.values() for source in sources}
        found: dict[str, Source] = {}
        for key, entry in self._pack.sources.items():
            told = _told(entry)
            if told not in known:
                known[told] = await self._new_source(entry)
            found[key] = known[told]
        return found

    async def _new_source(self, entry: SourceEntry) -> Source:
        words = "\n".join((entry.outlet, entry.title or "", entry.url or ""))
        key = f"s-{hashlib.sha256(words.encode()).hexdigest()[:20]}"
        row = await self._store.reading().exports.own_source(self._guild, key)
        if row is None:
            row = self._ids()
            self._new.sources.append(NewSource(row, key, entry.outlet, entry.title, entry.url))
        return Source(row, entry.outlet, entry.title, entry.url)

    def _vouchers(self, rows: Mapping[EpisodeCode, EpisodeRow], sources: Mapping[str, Source]) -> None:
        added = {row.episode.id for row in self._new.episodes}
        for entry in self._pack.episodes:
            episode = rows[entry.code].episode.id
            if episode in added:
                for detail, keys in (
                    ("title", entry.title_sources), ("runtime", entry.runtime_sources), ("imdb", entry.imdb_sources),
                ):  # fmt: skip
                    self._new.vouchers += [(episode, detail, sources[key].id) for key in dict.fromkeys(keys)]

    def _other_names(self, catalogue: BaseCatalogue) -> None:
        added = {row.episode.code for row in self._new.episodes}
        given = [(catalogue.people[key].id, entry.also) for key, entry in self._pack.people.items()]
        given += [(catalogue.characters[key].id, entry.also) for key, entry in self._pack.characters.items()]
        given += [(catalogue.episodes[one.code].id, one.also) for one in self._pack.episodes if one.code in added]
        given.append((catalogue.show.id, self._pack.show.also))
        for thing, names in given:
            known = self._view.names.get(thing, ())
            self._new.names += [(thing, folded) for name in names if (folded := fold(name)) not in known]


class _Matcher(Generic[_T]):
    """Gives each of a file's names the row that it stands for, first those whose ids agree too."""

    def __init__(self, by_id: Mapping[str, _T], names: Mapping[int, tuple[str, ...]]) -> None:
        self._by_id = by_id
        self._names = names
        self._found: dict[str, _T] = {}

    def by_key(self, key: str, entry: PersonEntry | CharacterEntry) -> bool:
        """Whether the id stands for somebody of that name."""
        row = self._by_id.get(key)
        return row is not None and self.take(key, entry, row)

    def take(self, key: str, entry: PersonEntry | CharacterEntry, row: _T) -> bool:
        """Let the id stand for this row, if the name is one of its names."""
        if fold(entry.name) not in (fold(row.name), *self._names.get(row.id, ())):
            return False
        self._found[key] = row
        return True

    def rest(
        self,
        entries: Mapping[str, PersonEntry] | Mapping[str, CharacterEntry],
        new: Callable[[str, PersonEntry | CharacterEntry], _T],
    ) -> dict[str, _T]:
        """The row of each id; who is not found by id is found by a name that only one has, or is new."""
        taken = {row.id for row in self._found.values()}
        free = [row for row in self._by_id.values() if row.id not in taken]
        by_name = _only_one((fold(row.name), row) for row in free)
        by_any = _only_one((name, row) for row in free for name in {fold(row.name), *self._names.get(row.id, ())})
        for key, entry in entries.items():
            if key not in self._found:
                name = fold(entry.name)
                row = by_name.pop(name, None) or by_any.pop(name, None)
                if row is not None and row.id in taken:
                    row = None
                self._found[key] = row or new(key, entry)
                taken.add(self._found[key].id)
        return self._found


def _only_one(named: Iterable[tuple[str, _T]]) -> dict[str, _T]:
    found: dict[str, list[_T]] = {}
    for name, row in named:
        found.setdefault(name, []).append(row)
    return {name: rows[0] for name, rows in found.items() if len(rows) == 1}


def _told(source: Source | SourceEntry) -> tuple[str, str | None, str | None]:
    return source.outlet, source.title, source.url
